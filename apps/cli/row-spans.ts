type Say = (key: 'remark.comma' | 'remark.rows', details?: Readonly<Record<string, string | number>>) => string;

/** Spans named before the rest is counted. */
const mostSpans = 3;

/** 2–11, 13, 15–20; of very many only the first, and how many there are. */
export const spansText = (rows: readonly number[], say: Say): string => {
  const spans = spansOf(rows);
  const named = spans.slice(0, mostSpans).map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
  const text = named.join(say('remark.comma'));
  return spans.length > mostSpans ? say('remark.rows', { rows: text, count: rows.length }) : text;
};

/** Rows that follow one another, as first and last. */
const spansOf = (rows: readonly number[]): readonly (readonly [number, number])[] => {
  const ascending = [...new Set(rows)].sort((a, b) => a - b);
  const firsts = ascending.filter((row, at) => row !== (ascending[at - 1] ?? -1) + 1);
  return firsts.map((first, at) => {
    const next = firsts[at + 1];
    return [first, next === undefined ? ascending.at(-1)! : ascending[ascending.indexOf(next) - 1]!];
  });
};
