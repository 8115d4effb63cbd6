import { ledgerTemplate } from '#apps/runtime/ledger/template.js';

const [heading = '', example = ''] = ledgerTemplate().trim().split('\r\n');

/** Headers of the template, in order. */
export const headings: readonly string[] = heading.replace('\ufeff', '').split(',');

const exampleCells: readonly string[] = example.split(',');

export type Cells = Readonly<Record<string, string>>;

/** The template's example row as a case of its own; named columns say something else. */
export const ledgerRow = (number: string, changed: Cells = {}): Cells => ({
  ...Object.fromEntries(headings.map((header, at) => [header, exampleCells[at] ?? ''])),
  编号: number,
  ...changed,
});

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Rows as the text of a CSV file; the headers are those of the first row, or those given. */
export const csvOf = (rows: readonly Cells[], headers: readonly string[] = Object.keys(rows[0] ?? {})): string =>
  [headers, ...rows.map((row) => headers.map((header) => row[header] ?? ''))]
    .map((texts) => texts.map(quoted).join(','))
    .join('\r\n');

/** A ledger of cases numbered from 0001, in bytes. */
export const ledgerOf = (count: number, changed: Cells = {}): Buffer =>
  Buffer.from(csvOf(Array.from({ length: count }, (_, at) => ledgerRow(String(at + 1).padStart(4, '0'), changed))));
