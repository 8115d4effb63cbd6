import DrawnTable from 'cli-table3';
import type { Cell, Table } from '#apps/api/tables/table.js';

/** No frames: columns two blanks apart, one line below the header. */
const chars = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', right: '', 'right-mid': '' },
  ...{ mid: '─', 'mid-mid': '──', middle: '  ' },
};

const style = { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 };

/** A table for people: Chinese characters count twice, numbers stand right, columns without any text are left out. */
export const drawTable = (table: Table, width = Infinity): string =>
  blocksOf(withoutEmptyColumns(table), width).map(drawBlock).join('\n\n');

const textOf = (cell: Cell): string => (cell === null ? '' : String(cell));

const withoutEmptyColumns = ({ columns, rows }: Table): Table => {
  const kept = columns.map((_, at) => rows.length === 0 || rows.some((row) => textOf(row[at] ?? null) !== ''));
  const filtered = <T>(list: readonly T[]): readonly T[] => list.filter((_, at) => kept[at]);
  return { columns: filtered(columns), rows: rows.map(filtered) };
};

const numeric = /^[+-]?[\d,]*\.?\d*%?$|^—$/;

const isNumeric = ({ rows }: Table, at: number): boolean =>
  rows.length > 0 &&
  rows.every((row) => numeric.test(textOf(row[at] ?? null))) &&
  !rows.some((row) => /^0\d/.test(textOf(row[at] ?? null)));

const drawBlock = (table: Table): string => {
  const colAligns = table.columns.map((_, at) => (isNumeric(table, at) ? 'right' : 'left'));
  const drawn = new DrawnTable({ head: [...table.columns], colAligns: [...colAligns], chars, style });
  table.rows.forEach((row) => drawn.push(row.map(textOf)));
  return drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
};

/** Columns that do not fit stand below, under their first column once more. */
const blocksOf = (table: Table, width: number): readonly Table[] => {
  const widths = table.columns.map((column, at) =>
    Math.max(...[column, ...table.rows.map((row) => textOf(row[at] ?? null))].map(widthOf)),
  );
  const [first = 0] = widths;
  const blocks: number[][] = [[0]];
  let used = first;
  for (let at = 1; at < widths.length; at += 1) {
    const own = 2 + widths[at]!;
    if (used + own > width && blocks.at(-1)!.length > 1) {
      blocks.push([0]);
      used = first;
    }
    blocks.at(-1)!.push(at);
    used += own;
  }
  return blocks.length === 1 ? [table] : blocks.map((places) => picked(table, places));
};

const picked = ({ columns, rows }: Table, places: readonly number[]): Table => ({
  columns: places.map((at) => columns[at]!),
  rows: rows.map((row) => places.map((at) => row[at] ?? null)),
});

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

/** Columns of a terminal the longest line takes. */
export const widthOf = (text: string): number =>
  Math.max(
    ...text.split('\n').map((line) => [...line].reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0)),
  );

/** Names and values below one another, the values flush. */
export const drawPairs = (pairs: readonly (readonly [name: string, value: string])[]): string => {
  const longest = Math.max(0, ...pairs.map(([name]) => widthOf(name)));
  return pairs
    .map(
      ([name, value]) =>
        `  ${name}${' '.repeat(longest - widthOf(name))}  ${value.replaceAll('\n', `\n${' '.repeat(longest + 4)}`)}`,
    )
    .join('\n');
};
