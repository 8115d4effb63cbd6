import { fieldOf } from './columns.js';
import { compoundOf } from './compounds.js';
import { refuse } from './errors.js';
import { csvRows } from './read-csv.js';
import { workbookGrids } from './read-workbook.js';

export interface LedgerFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface SheetRow {
  /** As a spreadsheet numbers it, from 1, blank rows counted. */
  readonly row: number;
  /** By header. */
  readonly cells: Readonly<Record<string, string>>;
  /** Columns, from 1, that hold a text under no header: a stray note, or a comma too many. */
  readonly untitled: readonly number[];
}

/** The first table of the file whose header row is recognised. */
export interface Sheet {
  readonly headerRow: number;
  readonly headers: readonly string[];
  readonly rows: readonly SheetRow[];
}

export const limits = { megabytes: 10, rows: 20_000, columns: 100, characters: 10_000, headerSearch: 10 } as const;

type Texts = readonly (string | undefined)[];
type Grid = readonly (Texts | undefined)[];

/** How a table is told from other texts of a file. */
export interface Recognising {
  /** The field a heading names, if any. */
  fieldOf(heading: string): string | undefined;
  /** Fewer known headings than these are no header row but a row that happens to hold a word. */
  readonly fewest: number;
}

/** The ledger of cases. @see readTable */
export const readLedger = (file: LedgerFile): Sheet =>
  readTable(file, { fieldOf: (heading) => fieldOf(heading) ?? compoundOf(heading), fewest: 3 });

/**
 * Reads CSV (UTF-8, UTF-16 with a mark, GB18030; comma, semicolon, tab), XLSX and XLS by what the bytes are, not by the
 * file's name. Every text is kept as written (`0581`). Refuses `import.*`, throws nothing else.
 */
export const readTable = ({ bytes }: LedgerFile, recognising: Recognising): Sheet => {
  if (bytes.length === 0) throw refuse('import.empty');
  if (bytes.length > limits.megabytes * 1024 * 1024) throw refuse('import.too-large', { limit: limits.megabytes });
  const heading = gridsOf(bytes)
    .map((grid) => headingOf(grid, recognising))
    .find((found) => found !== undefined);
  if (!heading) throw refuse('import.no-header', { limit: limits.headerSearch });
  return sheetOf(heading, recognising);
};

const startsWith = (bytes: Uint8Array, ...mark: readonly number[]): boolean =>
  mark.every((byte, at) => bytes[at] === byte);

const gridsOf = (bytes: Uint8Array): readonly Grid[] => namedGridsOf(bytes).map(({ rows }) => rows);

/** Sheets as texts: of a workbook with their names, or the one of a CSV file. Refuses `import.*`. */
export const namedGridsOf = (bytes: Uint8Array): readonly { readonly name?: string; readonly rows: Grid }[] => {
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return workbookGrids(bytes, 'zip');
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return workbookGrids(bytes, 'compound');
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46) || startsWith(bytes, 0x50, 0x4b)) throw refuse('import.format');
  return [{ rows: csvRows(bytes) }];
};

interface Heading {
  readonly grid: Grid;
  /** Index of the first row below the header. */
  readonly below: number;
  readonly titles: readonly string[];
  readonly known: number;
}

/** The header is one row, or two where merged cells group columns (面商: 日期, 方式); one is preferred. */
const headingOf = (grid: Grid, recognising: Recognising): Heading | undefined => {
  const starts = Array.from({ length: limits.headerSearch }, (_, at) => at);
  const candidates = [1, 2].flatMap((depth) =>
    starts.slice(depth - 1).map((start) => headingAt(grid, { start: start - depth + 1, depth }, recognising)),
  );
  const best = candidates.reduce((first, one) => (one.known > first.known ? one : first));
  return best.known >= recognising.fewest ? best : undefined;
};

interface HeaderRows {
  readonly start: number;
  readonly depth: number;
}

const headingAt = (grid: Grid, { start, depth }: HeaderRows, { fieldOf: named }: Recognising): Heading => {
  const [upper, lower] = [textsOf(grid, start), depth === 2 ? textsOf(grid, start + 1) : []];
  const width = Math.max(upper.length, lower.length);
  const titles = Array.from({ length: width }, (_, at) => titleAt([upper[at] ?? '', lower[at] ?? ''], named));
  const known = new Set(titles.map(named).filter((field) => field !== undefined));
  return { grid, below: start + depth, titles, known: known.size };
};

/** Of two stacked headings the reading that is understood. */
const titleAt = ([upper, lower]: readonly [string, string], named: Recognising['fieldOf']): string =>
  [`${upper}${lower}`, lower, upper].find((text) => named(text) !== undefined) ?? `${upper}${lower}`;

/** A row's texts up to the last that is not blank; anything further right than a ledger is wide is refused. */
const textsOf = (grid: Grid, at: number): readonly string[] => {
  const row = grid[at] ?? [];
  const width = row.findLastIndex((text) => tidy(text) !== '') + 1;
  if (width > limits.columns) throw refuse('import.too-many-columns', { row: at + 1, limit: limits.columns });
  return Array.from({ length: width }, (_, place) => tidy(row[place]));
};

const tidy = (text: string | undefined): string => (text ?? '').replace(/\r\n?/g, '\n').trim();

const sheetOf = ({ grid, below, titles }: Heading, { fewest }: Recognising): Sheet => {
  const headers = distinct(titles);
  const numbered = Object.keys(grid)
    .map(Number)
    .filter((at) => at >= below);
  const texts = numbered.map((at) => ({ row: at + 1, texts: textsOf(grid, at) }));
  const filled = texts.filter(
    (row) => !isBlank(row.texts) && !(isHeaderAgain(row.texts, titles) && row.texts.filter(Boolean).length >= fewest),
  );
  if (filled.length === 0) throw refuse('import.no-rows');
  if (filled.length > limits.rows) throw refuse('import.too-many-rows', { limit: limits.rows });
  filled.forEach(checkLengths);
  return { headerRow: below, headers: headers.filter(Boolean), rows: filled.map((row) => cellsOf(row, headers)) };
};

const isBlank = (texts: readonly string[]): boolean => texts.every((text) => text === '');

/** Printed ledgers repeat their header on every page; a header merged over two rows shows twice. */
const isHeaderAgain = (texts: readonly string[], titles: readonly string[]): boolean =>
  texts.every((text, at) => text === '' || text === titles[at]);

interface NumberedTexts {
  readonly row: number;
  readonly texts: readonly string[];
}

const checkLengths = ({ row, texts }: NumberedTexts): void => {
  const column = texts.findIndex(({ length }) => length > limits.characters) + 1;
  if (column > 0) throw refuse('import.cell-too-long', { row, column, limit: limits.characters });
};

/** A heading that stands twice keeps its first column's name; the second is told apart by its place. */
const distinct = (titles: readonly string[]): readonly string[] =>
  titles.map((title, at) => (title !== '' && titles.indexOf(title) < at ? `${title}（第 ${at + 1} 列）` : title));

const cellsOf = ({ row, texts }: NumberedTexts, headers: readonly string[]): SheetRow => ({
  row,
  cells: Object.fromEntries(headers.map((header, at) => [header, texts[at] ?? '']).filter(([header]) => header !== '')),
  untitled: texts.flatMap((text, at) => (text !== '' && !headers[at] ? [at + 1] : [])),
});
