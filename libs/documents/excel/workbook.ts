import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { refuse } from '../errors.js';
import { dated, packedStream, unpacked, type LateParts, type Parts } from '../zip.js';
import type { Book, Sheet } from './book.js';
import { frameOf, relationsXml, sheetXml, type Frame, type Link } from './sheet-xml.js';
import { shellOf, tabName } from './shell.js';
import { peeked, widthsOf } from './widths.js';

/**
 * The workbook as it is made, chunk by chunk: a ledger of 20,000 rows needs no more memory than one of 200. The same
 * rows give the same bytes. Refuses `sheet.name-taken` at once; `sheet.too-long` ends the stream.
 */
export const workbookStream = async (book: Book): Promise<Readable> => {
  checkNames(book.sheets);
  const peeks = await Promise.all(book.sheets.map(({ rows }) => peeked(rows)));
  const sheets = book.sheets.map((sheet, index) => ({ ...sheet, rows: peeks[index]?.rows ?? [] }));
  const widths = book.sheets.map((sheet, index) => widthsOf(sheet, peeks[index]?.first ?? []));
  const parts = await unpacked(await shellOf({ ...book, sheets }, widths));
  return packedStream(filled(parts, { ...book, sheets }));
};

/** The whole workbook at once, for what is small. */
export const workbookFile = async (book: Book): Promise<Uint8Array> =>
  new Uint8Array(await buffer(await workbookStream(book)));

const checkNames = (sheets: readonly Sheet[]): void => {
  const names = sheets.map(({ name }) => tabName(name).toLowerCase());
  const twice = sheets.find((_, index) => names.indexOf(names[index] ?? '') !== index);
  if (twice) throw refuse('sheet.name-taken', { name: tabName(twice.name) });
};

const stylesPart = 'xl/styles.xml';
const sheetPart = (index: number): string => `xl/worksheets/sheet${index + 1}.xml`;
const relationsPart = (index: number): string => `xl/worksheets/_rels/sheet${index + 1}.xml.rels`;

/** The library's parts with the rows in their place. A sheet's addresses follow it: they are met while it is written. */
const filled = (parts: Parts, { sheets, issuedAt }: Book): LateParts => {
  const own = sheets.map((_, index) => sheetPart(index));
  const frames = sheets.map((sheet, index) => frameOf(String(parts.get(sheetPart(index))), sheet));
  const late: LateParts = new Map();
  for (const [name, part] of [...parts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (own.includes(name)) continue;
    late.set(name, typeof part === 'string' ? dated(part, issuedAt) : part);
  }
  late.set(stylesPart, guardedStyles(String(parts.get(stylesPart)), frames));
  sheets.forEach((sheet, index) => addSheet(late, index, { sheet, frame: frames[index] as Frame }));
  return late;
};

const addSheet = (late: LateParts, index: number, { sheet, frame }: { sheet: Sheet; frame: Frame }): void => {
  const links: Link[] = [];
  const rows = Readable.from(bytesOf(sheetXml({ sheet, frame, links })));
  const relations = new Promise<string>((resolve) => rows.once('end', () => resolve(relationsXml(links))));
  late.set(sheetPart(index), rows);
  late.set(relationsPart(index), relations);
};

async function* bytesOf(pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const text of pieces) yield Buffer.from(text);
}

/** The property the library does not know: it keeps text that begins like a formula text when someone edits it. */
const guardedStyles = (xml: string, frames: readonly Frame[]): string => {
  const guarded = new Set(frames.flatMap(({ styles }) => [styles.row.guarded, styles.total.guarded]));
  const [before = '', cells = '', after = ''] = xml.split(/(<cellXfs[\s\S]*?<\/cellXfs>)/);
  let index = -1;
  const marked = cells.replace(/<xf /g, (found) => {
    index += 1;
    return guarded.has(index) ? '<xf quotePrefix="1" ' : found;
  });
  return before + marked + after;
};
