import type { ColumnType } from '#libs/documents/content.js';
import type { Instant } from '#libs/kernel/event.js';
import type { Cell, Table } from './table.js';

/** Whose workbook it is, and the only time it states: when what it tells was known. */
export interface Workbook {
  readonly name: string;
  readonly issuedAt: Instant;
}

/**
 * Frozen and repeated headings, filters, dates as dates and numbers as numbers, nothing computed; the same rows give the
 * same bytes. The library is loaded by whoever downloads.
 */
export const xlsxOf = async ({ columns, rows }: Table, { name, issuedAt }: Workbook): Promise<Buffer> => {
  const { workbookFile } = await import('#libs/documents/excel/workbook.js');
  const typed = columns.map((title, at) => ({ title, type: typeOf(rows, at) }));
  const sheets = [{ name, columns: typed, rows }];
  return Buffer.from(await workbookFile({ sheets, issuedAt, author: 'Lookback' }));
};

/** A column is of days, or of numbers, where everything in it is. */
const typeOf = (rows: readonly (readonly Cell[])[], at: number): ColumnType => {
  const cells = rows.map((row) => row[at] ?? null).filter((cell) => cell !== null);
  if (cells.length === 0) return 'text';
  if (cells.every((cell) => typeof cell === 'number')) return 'number';
  return cells.every((cell) => typeof cell === 'string' && dayForm.test(cell)) ? 'day' : 'text';
};

const dayForm = /^\d{4}-\d\d-\d\d$/;
