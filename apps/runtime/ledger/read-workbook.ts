import { read, SSF, type CellObject, type Range, type WorkBook } from '@e965/xlsx';
import { isDay } from '#libs/calendar/day.js';
import { refuse } from './errors.js';
import { packed, partsOf } from './zip.js';

/** One sheet as texts; rows and columns that hold nothing may be missing. */
export interface SheetGrid {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

/** Sheets in the order of the workbook. Formulas give the value they were saved with, macros are never read. */
export const workbookGrids = (bytes: Uint8Array, container: 'zip' | 'compound'): readonly SheetGrid[] => {
  const book = parsed(container === 'zip' ? restowed(bytes) : bytes);
  const isOf1904 = book.Workbook?.WBProps?.date1904 === true;
  return book.SheetNames.map((name) => ({
    name,
    rows: gridOf(book.Sheets[name] as DenseSheet | undefined, isOf1904),
  }));
};

/** Tables, texts and styles only: pictures, macros and embedded files stay in the archive unread. */
const isTablePart = (name: string): boolean => /\.(xml|rels)$/i.test(name);

const restowed = (bytes: Uint8Array): Uint8Array => {
  const parts = partsOf(bytes, isTablePart);
  const isWorkbook = parts.some(({ name }) => /^xl\/.*workbook[^/]*\.xml$/i.test(name));
  if (!isWorkbook) throw refuse('import.format');
  return packed(parts);
};

const parsed = (bytes: Uint8Array): WorkBook => {
  try {
    return read(bytes, { type: 'buffer', dense: true, cellNF: true, cellHTML: false, cellFormula: false });
  } catch (error) {
    throw refuse(/password/i.test(String(error)) ? 'import.protected' : 'import.unreadable');
  }
};

interface DenseSheet {
  readonly '!data'?: readonly (readonly CellObject[] | undefined)[];
  readonly '!merges'?: readonly Range[];
}

/** The far end of a sheet in Excel: XFD1048576. */
const farthest = { row: 1_048_575, column: 16_383 };

/** Own keys only, and none past the end of a sheet: a crafted address makes an array four thousand million long. */
const placesOf = (list: readonly unknown[], last: number): readonly number[] =>
  Object.keys(list)
    .map(Number)
    .filter((place) => place <= last);

const gridOf = (sheet: DenseSheet | undefined, isOf1904: boolean): SheetGrid['rows'] => {
  const data = sheet?.['!data'] ?? [];
  const rows: string[][] = [];
  for (const row of placesOf(data, farthest.row)) rows[row] = rowOf(data[row] ?? [], isOf1904);
  fillMerges(rows, sheet?.['!merges'] ?? []);
  return rows;
};

const rowOf = (cells: readonly (CellObject | undefined)[], isOf1904: boolean): string[] => {
  const texts: string[] = [];
  for (const place of placesOf(cells, farthest.column)) texts[place] = textOf(cells[place], isOf1904);
  return texts;
};

/** What a person sees in the cell, but dates in one writing whatever their format. */
const textOf = (cell: CellObject | undefined, date1904: boolean): string => {
  if (cell === undefined || cell.v === undefined) return '';
  const day = typeof cell.v === 'number' && SSF.is_date(String(cell.z ?? '')) ? serialDay(cell.v, date1904) : undefined;
  return day ?? cell.w ?? String(cell.v);
};

const serialDay = (serial: number, date1904: boolean): string | undefined => {
  const parts = SSF.parse_date_code(serial, { date1904 }) as { y: number; m: number; d: number } | null;
  const day = parts && [pad(parts.y, 4), pad(parts.m, 2), pad(parts.d, 2)].join('-');
  return isDay(day) ? day : undefined;
};

const pad = (value: number, length: number): string => String(value).padStart(length, '0');

/** Of a merged area that covers half a sheet only what can be a ledger is filled. */
const mergeLimits = { rows: 20_020, columns: 100, cells: 200_000 };

/** A merged cell says the same for all it covers, in headers and in rows. */
const fillMerges = (rows: string[][], merges: readonly Range[]): void => {
  let left = mergeLimits.cells;
  for (const { s, e } of merges) {
    const text = rows[s.r]?.[s.c] ?? '';
    if (text === '') continue;
    const end = { r: Math.min(e.r, mergeLimits.rows), c: Math.min(e.c, mergeLimits.columns - 1) };
    left -= Math.max(0, end.r - s.r + 1) * Math.max(0, end.c - s.c + 1);
    if (left < 0) throw refuse('import.merged-too-many');
    fillArea(rows, { s, e: end }, text);
  }
};

const fillArea = (rows: string[][], { s, e }: Range, text: string): void => {
  for (let row = s.r; row <= e.r; row += 1) {
    const texts = (rows[row] ??= []);
    for (let place = s.c; place <= e.c; place += 1) texts[place] = text;
  }
};
