import { parse } from 'csv-parse/sync';
import { fieldOf } from './columns.js';
import { refuse } from './errors.js';

/** Rows of texts, blank lines among them, so that a row's place is its number. */
export const csvRows = (bytes: Uint8Array): readonly (readonly string[])[] => {
  const text = decoded(bytes);
  return parsed(text, delimiterOf(text));
};

const marks: readonly { encoding: string; bom: readonly number[] }[] = [
  { encoding: 'utf-16le', bom: [0xff, 0xfe] },
  { encoding: 'utf-16be', bom: [0xfe, 0xff] },
];

/** Excel's "Unicode text" has a mark; without one it is UTF-8 if it can be, else what Chinese Windows writes. */
const decoded = (bytes: Uint8Array): string => {
  const marked = marks.find(({ bom }) => bom.every((byte, at) => bytes[at] === byte));
  const tried = marked ? [marked.encoding] : ['utf-8', 'gb18030'];
  const text = tried.map((encoding) => decodedAs(encoding, bytes)).find((found) => found !== undefined);
  if (text === undefined || text.includes('\u0000')) throw refuse('import.encoding');
  return text;
};

const decodedAs = (encoding: string, bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const delimiters = [',', ';', '\t'] as const;
const headerSearch = 10;

/** The mark by which most headings are recognised among the first rows; a comma where none is. */
const delimiterOf = (text: string): string => {
  const counts = delimiters.map((delimiter) => ({ delimiter, known: knownHeadings(text, delimiter) }));
  return counts.reduce((best, one) => (one.known > best.known ? one : best)).delimiter;
};

const knownHeadings = (text: string, delimiter: string): number => {
  const rows = firstRows(text, delimiter);
  return Math.max(0, ...rows.map((row) => new Set(row.map(fieldOf).filter(Boolean)).size));
};

const firstRows = (text: string, delimiter: string): readonly (readonly string[])[] => {
  try {
    return parse(text, { ...options, delimiter, to: headerSearch });
  } catch {
    return [];
  }
};

/** Ten megabytes of line feeds would be ten million rows; an open quote would take the rest of the file along. */
const mostLines = 100_000;

const options = {
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: false,
  bom: true,
  max_record_size: 2_000_000,
  to: mostLines + 1,
} as const;

const parsed = (text: string, delimiter: string): readonly (readonly string[])[] => {
  const rows = unquoted(text, delimiter);
  if (rows.length > mostLines) throw refuse('import.too-many-rows', { limit: mostLines });
  return rows;
};

const unquoted = (text: string, delimiter: string): readonly (readonly string[])[] => {
  try {
    return parse(text, { ...options, delimiter });
  } catch (error) {
    throw refuse('import.csv-malformed', { row: (error as { lines?: number }).lines ?? 1 });
  }
};
