import type { Cell, Table } from './table.js';

/** What a spreadsheet would take for a formula; plain signed numbers are none. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;
const plainNumber = /^[+-]?\d+(\.\d+)?%?$/;

/** No exported text is ever run: an apostrophe makes it a text again (quality 3). */
export const harmless = (text: string): string => (formula.test(text) && !plainNumber.test(text) ? `'${text}` : text);

const field = (cell: Cell): string => {
  if (cell === null) return '';
  const text = typeof cell === 'number' ? String(cell) : harmless(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** UTF-8 with a mark, so that Excel reads the Chinese. */
export const csvOf = ({ columns, rows }: Table): string =>
  `\ufeff${[columns, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('')}`;
