import { refuseReport } from './errors.js';
import { namedBy, type Named } from './published-names.js';
import { normal, pairsInGrid, type Pair } from './published-table.js';

/** A number somebody published: a count, or a percentage with the decimals it was printed with. */
export interface Published extends Named {
  readonly value: number;
  /** Absent for a count. A rate is of its own whole (办复率), a share of the whole of its column (占比). */
  readonly percent?: { readonly decimals: number; readonly isRate: boolean };
}

export interface ReadFigures {
  readonly published: readonly Published[];
  /** Columns and lines of a table that name nothing that can be checked. */
  readonly unread: readonly string[];
}

/** Rows of cells as texts; cells and rows may be missing. */
type Grid = readonly (readonly (string | undefined)[] | undefined)[];

/**
 * Numbers as JSON: `{"合计": 34, "建议": 24, "建议/主办": 5}`, also nested. Refuses `published.unreadable`, naming what is
 * no known name or no number.
 */
export const publishedInJson = (text: string): ReadFigures => {
  const pairs = pairsOf(parsed(text));
  return { published: allOf(pairs), unread: [] };
};

/**
 * Numbers in the cells of tables of any shape: names and numbers in two columns, or names above and beside the numbers.
 * What a table says besides is passed over and named; a plain list of names must be known throughout, or is refused.
 */
export const publishedInGrids = (grids: readonly Grid[]): ReadFigures => {
  const tables = grids.map(pairsInGrid);
  const pairs = tables.flatMap((table) => table.pairs);
  if (tables.every(({ isList }) => isList)) return { published: allOf(pairs), unread: [] };
  const read = pairs.map((pair) => ({ pair, number: publishedOf(pair) }));
  const published = read.flatMap(({ number }) => number ?? []);
  const unknown = read.filter(({ number }) => number === undefined).map(({ pair }) => pair.path.join('/'));
  if (published.length === 0) throw refuseReport('published.unreadable', { unknown });
  return { published, unread: [...new Set(unknown)] };
};

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
  const isFraction = !sign && value <= 1 && fraction.length > 1;
  const decimals = isFraction ? fraction.length - 2 : fraction.length;
  return {
    ...named,
    value: isFraction ? Number((value * 100).toFixed(decimals)) : value,
    percent: { decimals, isRate },
  };
};
