import { parse } from 'csv-parse/sync';
import { fieldOf } from './columns.js';
import { refuse } from './errors.js';

/** Rows of texts, blank lines among them, so that a row's place is its number. */
export const csvRows = (bytes: Uint8Array): readonly (readonly string[])[] => {
  const text = decoded(bytes);
  checkLines(text);
  return parsed(text, delimiterOf(text.slice(0, beginning)));
};

/** What a file within the limits of a ledger never has; more than that keeps the parser busy for half a minute. */
const most = { lines: 100_000, line: 250_000, separators: 3_000_000 };

/** Characters among which the header stands. */
const beginning = 300_000;

const checkLines = (text: string): void => {
  const { lines, tooLong, separators } = measured(text);
  if (lines > most.lines) throw refuse('import.too-many-rows', { limit: most.lines });
  if (tooLong > 0) throw refuse('import.csv-malformed', { row: tooLong });
  if (separators > most.separators) throw refuse('import.too-many-cells', { limit: most.separators });
};

const [lineFeed, carriageReturn] = [10, 13];
const separatorCodes = [44, 59, 9];

/** Counted character by character: ten million lines are never made into ten million texts. */
const measured = (text: string): { lines: number; tooLong: number; separators: number } => {
  const found = { lines: 1, tooLong: 0, separators: 0 };
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (separatorCodes.includes(code)) found.separators += 1;
    if (at - start > most.line && found.tooLong === 0) found.tooLong = found.lines;
    if (code === lineFeed || (code === carriageReturn && text.charCodeAt(at + 1) !== lineFeed)) {
      found.lines += 1;
      start = at;
    }
  }
  return found;
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

const options = {
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: false,
  bom: true,
} as const;

const parsed = (text: string, delimiter: string): readonly (readonly string[])[] => {
  try {
    return parse(text, { ...options, delimiter });
  } catch (error) {
    throw refuse('import.csv-malformed', { row: (error as { lines?: number }).lines ?? 1 });
  }
};
