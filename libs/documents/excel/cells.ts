import type { Cell, ColumnType, Rate, Value } from '../content.js';
import { cleanText, valueOf } from '../wording.js';

/** Styles of a sheet by the number the workbook gives them. */
export interface CellStyles extends Readonly<Record<ColumnType, number>> {
  /** Text that begins like a formula: Excel shows it as text and keeps it text when someone edits it. */
  readonly guarded: number;
}

const longest = 32_767;
const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Excel reads `_x0041_` as a character; written with an escaped underscore it stays what it is. */
const literally = (text: string): string => text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');

export const escaped = (text: string): string =>
  literally(cleanText(text)).replace(/[&<>]/g, (one) => escapes[one] ?? one);

const isFormulaLike = (text: string): boolean => /^[=+\-@\t\r]/.test(text);

const textCell = (ref: string, text: string, styles: CellStyles): string => {
  const style = isFormulaLike(text) ? styles.guarded : styles.text;
  const kept = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  return `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(kept)}</t></is></c>`;
};

const numberCell = (ref: string, value: number, style: number): string =>
  `<c r="${ref}" s="${style}"><v>${value}</v></c>`;

const epoch = Date.UTC(1899, 11, 30);
const dayLength = 86_400_000;
const dayForm = /^(\d{4})-(\d\d)-(\d\d)$/;

/** Days since Excel's own; undefined for what is no day it can count. */
export const serialOf = (day: string): number | undefined => {
  const parts = dayForm.exec(day);
  if (!parts) return undefined;
  const time = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  const isReal = new Date(time).toISOString().startsWith(day);
  // Before March 1900 Excel counts a day that never was.
  return isReal && day >= '1900-03-01' ? (time - epoch) / dayLength : undefined;
};

const rateCell = (ref: string, { numerator, denominator }: Rate, styles: CellStyles): string =>
  denominator === 0 ? textCell(ref, '—', styles) : numberCell(ref, numerator / denominator, styles.rate);

const ofString = (ref: string, text: string, at: { type: ColumnType; styles: CellStyles }): string => {
  const serial = at.type === 'day' ? serialOf(text) : undefined;
  return serial === undefined ? textCell(ref, text, at.styles) : numberCell(ref, serial, at.styles.day);
};

const isRate = (value: Exclude<Value, null>): value is Rate => typeof value === 'object';

/** Numbers as numbers, dates as dates, rates as fractions, text as text; never a formula (documents 4). */
export const cellXml = (ref: string, cell: Cell, at: { type: ColumnType; styles: CellStyles }): string => {
  const value = valueOf(cell);
  if (value === null) return `<c r="${ref}" s="${at.styles.text}"/>`;
  if (typeof value === 'string') return ofString(ref, value, at);
  if (isRate(value)) return rateCell(ref, value, at.styles);
  return Number.isFinite(value) ? numberCell(ref, value, at.styles.number) : textCell(ref, String(value), at.styles);
};

/** A, B … Z, AA … */
export const columnName = (index: number): string =>
  (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));
