import { blank, isNumber, isYear, normal } from './published-cells.js';
import { nested } from './published-nesting.js';

/** One number with the words that name it, outermost first. */
export interface Pair {
  readonly path: readonly string[];
  readonly text: string;
}

export interface ReadTable {
  /** What stands over the whole table. */
  readonly title: string;
  readonly pairs: readonly Pair[];
  /** Names and numbers only, each beside the other. */
  readonly isList: boolean;
}

type Row = readonly string[];

/** Every number of a table, named by the labels of its line and by the headings above it. */
export const pairsInGrid = (grid: readonly (readonly (string | undefined)[] | undefined)[]): ReadTable => {
  const rows = grid
    .map((row) => Array.from(row ?? [], (cell) => normal(cell ?? '')))
    .map(apart)
    .filter(isWritten);
  const start = rows.findIndex((row, at) => isBody(row, rows[at + 1]));
  const title = rows[0]?.find((cell) => cell !== '') ?? '';
  if (start < 0) return { title, pairs: [], isList: false };
  const [heads, body] = [rows.slice(0, start).filter(isHeading), rows.slice(start)];
  const width = Math.max(...rows.map(({ length }) => length));
  const places = Array.from({ length: width }, (_, at) => at);
  const texts = places.filter((at) => isLabel(at, body, heads.at(-1)));
  const numbers = places.filter((at) => !texts.includes(at));
  // What stands behind the numbers is a remark.
  const labels = texts.filter((at) => at < (numbers[0] ?? width));
  const isList = labels.length === 1 && numbers.length <= 1;
  const names = numbers.map((at) => (isList ? [] : headingOf(at, heads)));
  const named = nested(body.map((row) => labels.flatMap((at) => labelWords(row[at] ?? '', at, heads.at(-1)))));
  const pairs = body.flatMap((row, line) => {
    const label = named[line] ?? [];
    return numbers.flatMap((at, index) => {
      const text = row[at] ?? '';
      return blank.test(text) ? [] : [asCounted({ path: [...label, ...(names[index] ?? [])], text })];
    });
  });
  return { title, pairs, isList };
};

/** 「45件次」 counts something else than 「45件」. */
const asCounted = ({ path, text }: Pair): Pair => {
  const [, number] = /^(\d+)件次$/.exec(text) ?? [];
  return number === undefined ? { path, text } : { path: [...path, '件次'], text: number };
};

/** A line that came as one text, its words apart by another mark than the file's. */
const apart = (row: Row): Row =>
  row.filter((cell) => cell !== '').length === 1 && /[\t;,]/.test(row[0] ?? '')
    ? (row[0] ?? '').split(/[\t;,]/).map(normal)
    : row;

const isWritten = (row: Row): boolean =>
  row.some((cell) => cell !== '') && !/^(?:#|注\s*\d*\s*[:：.、]|备注\s*[:：]|说明\s*[:：])/.test(row[0] ?? '');

/** The first line with a number that is no heading of years. */
const isBody = (row: Row, next: Row | undefined): boolean => {
  const numbers = row.slice(1).filter((cell) => cell !== '');
  if (numbers.length > 1 && numbers.every(isYear) && next?.slice(1).some(isNumber)) return false;
  return row.slice(1).some(isNumber) || (/^\d/.test(row[1] ?? '') && !isYear(row[1]!) && new Set(row).size > 1);
};

/** A line of one text is a title, or 「单位：件」. */
const isHeading = (row: Row): boolean => new Set(row.filter((cell) => cell !== '')).size > 1;

const yearHead = /^(?:年度?|年份|year)$/i;
const serialHead = /^(?:序号|编号|排名|no\.?|rank)$/i;

const isLabel = (at: number, body: readonly Row[], head: Row | undefined): boolean => {
  const cells = body.map((row) => row[at] ?? '').filter((cell) => !blank.test(cell));
  const isNamed = yearHead.test(head?.[at] ?? '') || serialHead.test(head?.[at] ?? '');
  return at === 0 || isNamed || (cells.length > 0 && cells.every((cell) => !/^\d/.test(cell) || isYear(cell)));
};

const unitHead = /单位|部门|街镇|街道|^区县?$|district|unit|department|bureau/i;

/** What a line's label adds: a year, a known word, or the name of a unit where the column is one of units. */
const labelWords = (cell: string, at: number, head: Row | undefined): readonly string[] => {
  const title = head?.[at] ?? '';
  if (cell === '' || serialHead.test(title)) return [];
  if (unitHead.test(title) && !isSum(cell)) return ['单位', cell];
  return cell.split('/');
};

const isSum = (cell: string): boolean => /^(?:合计|总计|共计|小计|总数|全区合?计?|total|sum)$/i.test(cell);

/** From the outermost heading down; one that stands over several columns is said again for each. */
const headingOf = (at: number, heads: readonly Row[]): readonly string[] => {
  const words = heads.map((row, level) => {
    if ((row[at] ?? '') !== '' || level === heads.length - 1) return row[at] ?? '';
    return row.slice(0, at).findLast((cell) => cell !== '') ?? '';
  });
  return [...new Set(words)].filter((word) => word !== '').flatMap((word) => word.split('/'));
};
