import type { Cell, Column } from '../content.js';
import { refuse } from '../errors.js';
import { addressOf } from '../wording.js';
import type { Sheet } from './book.js';
import { cellXml, columnName, escaped, type CellStyles } from './cells.js';
import { layoutOf, stylesIn, tabName, type SheetStyles } from './shell.js';

/** What a sheet's rows are written between, and with. */
export interface Frame {
  readonly before: string;
  readonly after: string;
  readonly styles: SheetStyles;
}

/** Cuts the library's sheet at its sample rows. The size it states is left out: the rows are still to come. */
export const frameOf = (xml: string, sheet: Sheet): Frame => {
  const start = xml.indexOf(`<row r="${layoutOf(sheet).headTo + 1}"`);
  const end = xml.indexOf('</sheetData>');
  const samples = xml.slice(start, end).split('</row>');
  return {
    before: xml.slice(0, start).replace(/<dimension [^>]*\/>/, ''),
    after: xml.slice(end),
    styles: stylesIn(samples),
  };
};

export interface Link {
  readonly ref: string;
  readonly address: string;
}

/** What Excel holds at most. */
const mostRows = 1_048_576;
const mostLinks = 65_530;
/** Rows written in one piece. */
const piece = 100;

interface Writing {
  readonly sheet: Sheet;
  readonly frame: Frame;
  /** Filled while rows are written: a cell's address is known only then. */
  readonly links: Link[];
}

/** The sheet in pieces: what stands before the rows, the rows, sums, notes, and what stands after. */
export async function* sheetXml(writing: Writing): AsyncGenerator<string> {
  const { sheet, frame } = writing;
  yield frame.before;
  let row = layoutOf(sheet).headTo;
  let text = '';
  for await (const cells of sheet.rows) {
    row += 1;
    if (row > mostRows - 1000) throw refuse('sheet.too-long', { name: tabName(sheet.name), limit: mostRows - 1000 });
    text += rowXml(row, cells, { ...writing, styles: frame.styles.row });
    if (row % piece !== 0) continue;
    yield text;
    text = '';
  }
  yield text + belowXml(row, writing) + afterXml(row, writing);
}

type RowWriting = Writing & { styles: CellStyles };

const rowXml = (row: number, cells: readonly Cell[], { sheet, styles, links }: RowWriting): string => {
  const written = sheet.columns.map(({ type }: Column, index) => {
    const ref = `${columnName(index)}${row}`;
    const cell = cells[index] ?? null;
    const address = addressOf(cell);
    if (address && links.length < mostLinks) links.push({ ref, address });
    return cellXml(ref, cell, { type, styles });
  });
  return `<row r="${row}">${written.join('')}</row>`;
};

const belowXml = (last: number, writing: Writing): string => {
  const { sheet, frame } = writing;
  const sums = sheet.total ? [rowXml(last + 1, sheet.total, { ...writing, styles: frame.styles.total })] : [];
  const notes = (sheet.notes ?? []).map((note, index) => {
    const row = last + sums.length + 1 + index;
    const text = `<is><t xml:space="preserve">${escaped(note)}</t></is>`;
    return `<row r="${row}"><c r="A${row}" s="${frame.styles.note}" t="inlineStr">${text}</c></row>`;
  });
  return [...sums, ...notes].join('');
};

/** The filter reaches over the rows now known; addresses stand before the margins. */
const afterXml = (last: number, { sheet, frame, links }: Writing): string => {
  const { headTo, lastColumn } = layoutOf(sheet);
  const filtered = frame.after.replace(
    /<autoFilter ref="[^"]*"\/>/,
    `<autoFilter ref="A${headTo}:${lastColumn}${Math.max(last, headTo)}"/>`,
  );
  return filtered
    .replace(/<(printOptions|pageMargins)/, (found) => `${linksXml(links)}${found}`)
    .replace('</worksheet>', `${quietXml(`A1:${lastColumn}${last + 1}`)}</worksheet>`);
};

/** No green corner on 0581: that it is text is meant. */
const quietXml = (area: string): string =>
  `<ignoredErrors><ignoredError sqref="${area}" numberStoredAsText="1"/></ignoredErrors>`;

const isPlace = ({ address }: Link): boolean => address.startsWith('#');

const linksXml = (links: readonly Link[]): string => {
  if (links.length === 0) return '';
  const one = (link: Link, index: number) =>
    isPlace(link)
      ? `<hyperlink ref="${link.ref}" location="${attribute(link.address.slice(1))}"/>`
      : `<hyperlink ref="${link.ref}" r:id="rIdL${index + 1}"/>`;
  return `<hyperlinks>${links.map(one).join('')}</hyperlinks>`;
};

const attribute = (text: string): string => escaped(text).replaceAll('"', '&quot;');

const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink';

/** Where the addresses of a sheet lead, known once its last row is written. */
export const relationsXml = (links: readonly Link[]): string => {
  const targets = links.map((link, index) =>
    isPlace(link)
      ? ''
      : `<Relationship Id="rIdL${index + 1}" Type="${relation}" Target="${attribute(link.address)}" TargetMode="External"/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets.join('')}</Relationships>`;
};
