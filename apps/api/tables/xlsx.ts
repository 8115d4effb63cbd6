import ExcelJs from 'exceljs';
import type { Cell, Table } from './table.js';

/** Every text a text and every number a number: nothing in the workbook is computed. */
export const xlsxOf = async ({ columns, rows }: Table, sheetName: string): Promise<Buffer> => {
  const book = new ExcelJs.Workbook();
  const sheet = book.addWorksheet(sheetName, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.addRow([...columns]).font = { bold: true };
  rows.forEach((row) => void sheet.addRow(row.map(valueOf)));
  columns.forEach((column, at) => {
    sheet.getColumn(at + 1).width = widthOf([column, ...rows.map((row) => row[at] ?? null)]);
    sheet.getColumn(at + 1).alignment = { vertical: 'top', wrapText: true };
  });
  return Buffer.from(await book.xlsx.writeBuffer());
};

/** No workbook cell holds more. */
const mostCharacters = 32_767;

const valueOf = (cell: Cell): string | number | null =>
  typeof cell === 'string' ? cell.slice(0, mostCharacters) : cell;

const widest = 60;

/** In characters of the Latin width; a Chinese one is two. */
const widthOf = (cells: readonly Cell[]): number => {
  const lines = cells.flatMap((cell) => String(cell ?? '').split('\n'));
  const widths = lines.map((line) => [...line].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0));
  return Math.min(widest, Math.max(8, ...widths) + 2);
};
