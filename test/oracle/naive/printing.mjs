// Exact fractions, printed half up to one decimal; columns of shares by largest remainder (semantics 40, 42).

/** `10 n / d`, halves up: whole numbers only. */
const tenths = (n, d) => {
  const doubled = 20 * Math.abs(n) + d;
  return (Math.sign(n) || 1) * ((doubled - (doubled % (2 * d))) / (2 * d));
};
const decimal = (t) => `${t < 0 ? '-' : ''}${Math.trunc(Math.abs(t) / 10)}.${Math.abs(t) % 10}`;
const rate = (n, d) => (d === 0 ? '—' : `${decimal(tenths(n * 100, d))}%`);

const count = (rows, part) => rows.filter((each) => each[part]).length;

/** Shares in tenths that sum to 1000: the largest remainders are rounded up, ties by larger count, then by order. */
const evenShares = (counts) => {
  const total = counts.reduce((sum, n) => sum + n, 0);
  const floors = counts.map((n) => Math.floor((n * 1000) / total));
  const missing = 1000 - floors.reduce((sum, n) => sum + n, 0);
  const places = counts.map((n, at) => ({ at, n, left: (n * 1000) % total }));
  places.sort((a, b) => b.left - a.left || b.n - a.n || a.at - b.at);
  places.slice(0, missing).forEach(({ at }) => (floors[at] += 1));
  return floors;
};

/** One line a cell that holds something, by scheme and key; shares are checked where no tie decides. */
const cellsOf = (rows, isRounded) => {
  const found = new Map();
  for (const { scheme, cell } of rows.filter(({ numerator }) => numerator)) {
    const name = JSON.stringify([scheme ?? null, cell]);
    found.set(name, { scheme: scheme ?? null, key: cell, count: (found.get(name)?.count ?? 0) + 1 });
  }
  return [...found.values()].map((each) => {
    const column = [...found.values()].filter(({ scheme }) => scheme === each.scheme);
    const of = column.reduce((sum, other) => sum + other.count, 0);
    const even = evenShares(column.map((other) => other.count));
    const value = isRounded ? rate(each.count, of) : `${decimal(even[column.indexOf(each)])}%`;
    const isTied = !isRounded && column.some((other) => other !== each && other.count === each.count);
    return { ...each, of, value: isTied ? undefined : value };
  });
};

const ratesPerScheme = (rows) => {
  const schemes = [...new Set(rows.map(({ scheme }) => scheme))];
  if (schemes.length < 2) return undefined;
  return schemes.map((scheme) => {
    const mine = rows.filter((each) => each.scheme === scheme);
    const [n, d] = [count(mine, 'numerator'), count(mine, 'denominator')];
    return { scheme, key: 'all', count: n, of: d, value: rate(n, d) };
  });
};

const measured = (rows, { takes, per = 1 }) => {
  const values = rows.map(({ value }) => value).sort((a, b) => a - b);
  if (values.length === 0) return { numerator: null, denominator: null, of: 0, value: '—' };
  const half = values.length / 2;
  const middle = Number.isInteger(half) ? [values[half - 1], values[half]] : [values[Math.floor(half)]];
  const taken = takes === 'mean' ? values : middle;
  const [sum, over] = [taken.reduce((a, b) => a + b, 0), taken.length * per];
  return { numerator: sum, denominator: over, of: values.length, value: decimal(tenths(sum, over)) };
};

const provisional = (rows, { isDated }) =>
  isDated ? rows.filter((each) => each.of.isProvisional && (each.numerator || each.denominator)).length : 0;

/** A figure as printed, whatever order its cells stand in. */
export const figure = (row, rows, w) => {
  const beside = {
    ...(row.hasApart ? { apart: count(rows, 'apart') } : {}),
    ...(provisional(rows, row) > 0 ? { provisional: provisional(rows, row) } : {}),
  };
  if (row.takes) return { ...measured(rows, row), ...beside };
  const [numerator, denominator] = [count(rows, 'numerator'), count(rows, 'denominator')];
  const perScheme = row.isPerScheme && !w.mapping ? ratesPerScheme(rows) : undefined;
  if (perScheme) return { numerator: null, denominator: null, value: '—', cells: perScheme, remark: 'mapping.needed' };
  return {
    ...{ numerator, ...(row.isRate ? { denominator } : {}), ...beside },
    value: row.isRate && !row.isList ? rate(numerator, denominator) : String(numerator),
    ...(row.isList ? { cells: cellsOf(rows, row.isRounded) } : {}),
  };
};
