import { refuseReport } from './errors.js';
import { normal } from './published-cells.js';
import { namedBy, type Named } from './published-names.js';
import { pairsInProse } from './published-prose.js';
import { pairsInGrid, type Pair } from './published-table.js';
import type { Measured } from './published-words.js';

/** A number somebody published: a count, or a percentage with the decimals it was printed with. */
export interface Published extends Named {
  readonly value: number;
  /** Absent for a count. A rate is of its own whole (办复率), a share of the whole of its column (占比). */
  readonly percent?: { readonly decimals: number; readonly isRate: boolean };
  /** It stands in a table, where the sums of lines and columns are those of their neighbours. */
  readonly isTabled?: true;
}

export interface ReadFigures {
  readonly published: readonly Published[];
  /** Columns and lines of a table that name nothing that can be checked. */
  readonly unread: readonly string[];
}

/** Rows of cells as texts; cells and rows may be missing. */
type Rows = readonly (readonly (string | undefined)[] | undefined)[];

/** A table, and what its sheet is called. */
export interface Grid {
  readonly name?: string;
  readonly rows: Rows;
}

/**
 * Numbers as JSON: `{"合计": 34, "建议": 24, "建议/主办": 5}`, also nested. Refuses `published.unreadable`, naming what is
 * no known name or no number.
 */
export const publishedInJson = (text: string): ReadFigures => {
  const pairs = pairsOf(parsed(text));
  return { published: settled(allOf(pairs)), unread: [] };
};

/**
 * Numbers in the cells of tables of any shape: names and numbers in two columns, or names above and beside the numbers.
 * What a table says besides is passed over and named; a plain list of names must be known throughout, or is refused. Of
 * several tables each is about the year or the kind that its sheet or its title names.
 */
export const publishedInGrids = (grids: readonly Grid[]): ReadFigures => {
  const tables = grids
    .map(({ name = '', rows }) => ({ name, ...pairsInGrid(rows) }))
    .filter(({ pairs }) => pairs.length > 0);
  const pairs = tables.flatMap((table) => (tables.length > 1 ? table.pairs.map(within(scopeOf(table))) : table.pairs));
  if (tables.every(({ isList }) => isList)) return { published: settled(allOf(pairs)), unread: [] };
  const read = pairs.map((pair) => ({ pair, number: publishedOf(pair) }));
  const published = read.flatMap(({ number }) => (number ? { ...number, isTabled: true as const } : []));
  const unknown = read.filter(({ number }) => number === undefined).map(({ pair }) => pair.path.join('/'));
  if (published.length === 0) throw refuseReport('published.unreadable', { unknown });
  return { published: settled(published), unread: [...new Set(unknown)] };
};

/** Numbers in sentences; what is said of other things is passed over and named. Refuses `published.unreadable`. */
export const publishedInProse = (text: string): ReadFigures => {
  const { pairs, unread } = pairsInProse(text);
  if (pairs.length === 0) throw refuseReport('published.unreadable', { unknown: unread });
  return { published: settled(allOf(pairs)), unread };
};

/** What a sheet is about: 「2024年」, 「代表建议」, or the year in its name or title. */
const scopeOf = ({ name, title }: { name: string; title: string }): readonly string[] => {
  if (name !== '' && Object.keys(namedBy([normal(name)])?.axes ?? {}).length > 0) return [normal(name)];
  const [year] = /(?:19|20)\d\d(?=年|$|\D)/.exec(normal(`${name} ${title}`)) ?? [];
  return year === undefined ? [] : [year];
};

/** A line that says its own year says it itself. */
const within =
  (scope: readonly string[]) =>
  (pair: Pair): Pair => {
    const [own, whole] = [namedBy(pair.path)?.axes ?? {}, namedBy(scope)?.axes ?? {}];
    return Object.keys(whole).some((axis) => axis in own) ? pair : { ...pair, path: [...scope, ...pair.path] };
  };

/** Where no stock is kept, 收到 is the whole of what was received, and 本期办复 what was replied. */
const settled = (published: readonly Published[]): readonly Published[] => {
  const isBook = published.some(({ measure, axes }) => measure === 'opening' || measure === 'closing' || axes.window);
  if (isBook) return published;
  const said = new Set(published.map(placeIn));
  return published.map((each) => {
    const measure = plain[each.measure];
    return measure && !said.has(placeIn({ ...each, measure })) ? { ...each, measure } : each;
  });
};

const plain: Readonly<Partial<Record<Measured, Measured>>> = { received: 'total', answered: 'replied' };

const placeIn = ({ axes, measure, percent }: Published): string =>
  JSON.stringify([Object.entries(axes).sort(), measure, percent !== undefined]);

const allOf = (pairs: readonly Pair[]): readonly Published[] => {
  const numbers = pairs.map((pair) => ({ pair, number: publishedOf(pair) }));
  const unknown = numbers.filter(({ number }) => number === undefined).map(({ pair }) => pair.path.join('/'));
  if (unknown.length > 0 || numbers.length === 0) throw refuseReport('published.unreadable', { unknown });
  return numbers.flatMap(({ number }) => number ?? []);
};

const parsed = (text: string): object => {
  try {
    return JSON.parse(text) as object;
  } catch {
    throw refuseReport('published.unreadable', { unknown: ['JSON'] });
  }
};

const pairsOf = (value: object, above: readonly string[] = []): readonly Pair[] =>
  Object.entries(value).flatMap(([name, each]: [string, unknown]): readonly Pair[] => {
    const path = [...above, ...normal(name).split('/')];
    return typeof each === 'object' && each !== null ? pairsOf(each, path) : [{ path, text: normal(String(each)) }];
  });

const percentWord = /(?:占比|比例|比重|百分比|率|%|(?<=[a-z])\s*(?:share|rate|percentage)|^(?:share|rate) of)\s*/i;

const shareWord = /占比|比例|比重|share/i;

const publishedOf = ({ path, text }: Pair): Published | undefined => {
  const isPercent = path.some((word) => percentWord.test(word));
  const named = namedBy(path.map((word) => word.replace(percentWord, '').trim()).filter((word) => word !== ''));
  const number = /^(\d+)(?:\.(\d+))?(%)?$/.exec(text);
  if (!named || !number) return undefined;
  const [, , fraction = '', sign] = number;
  const value = Number(text.replace('%', ''));
  if (!isPercent && !sign) return { ...named, value };
  const isRate = named.measure !== 'total' && !path.some((word) => shareWord.test(word));
  // Without its sign and below 1 it is a fraction, as spreadsheets keep it.
  const isWhole = value === 1 && !path.some((word) => word.includes('%'));
  const isFraction = !sign && value <= 1 && (fraction.length > 1 || isWhole);
  const decimals = isFraction ? Math.max(0, fraction.length - 2) : fraction.length;
  return {
    ...named,
    value: isFraction ? Number((value * 100).toFixed(decimals)) : value,
    percent: { decimals, isRate },
  };
};
