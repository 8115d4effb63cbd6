import type { Cell } from '../content.js';
import { cellInWords, widthOf } from '../wording.js';
import type { Rows, Sheet } from './book.js';

/** Rows looked at before the first is written. */
const looked = 200;
/** In characters of Excel: a Chinese one takes two. */
const narrowest = 6;
const widest = 44;

export interface Peek {
  readonly first: readonly (readonly Cell[])[];
  /** All rows, those looked at among them. */
  readonly rows: Rows;
}

/** Reads the first rows and gives all of them back. */
export const peeked = async (rows: Rows): Promise<Peek> => {
  if (Array.isArray(rows)) return { first: rows.slice(0, looked) as readonly (readonly Cell[])[], rows };
  const iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  const first: (readonly Cell[])[] = [];
  while (first.length < looked) {
    const next = await iterator.next();
    if (next.done) return { first, rows: first };
    first.push(next.value);
  }
  return { first, rows: joined(first, iterator) };
};

async function* joined(
  first: readonly (readonly Cell[])[],
  iterator: AsyncIterator<readonly Cell[]> | Iterator<readonly Cell[]>,
): AsyncGenerator<readonly Cell[]> {
  yield* first;
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
}

/** A filter button takes room beside the heading; long texts wrap. */
export const widthsOf = ({ columns, total }: Sheet, first: readonly (readonly Cell[])[]): readonly number[] =>
  columns.map(({ title, width }, index) => {
    const cells = [...first, ...(total ? [total] : [])].map((row) => widthOf(cellInWords(row[index] ?? null)));
    const content = Math.max(...cells.map((cell) => cell * 2), Math.ceil(widthOf(title)) + 3, 0);
    return width ? width * 2 : Math.min(widest, Math.max(narrowest, content + 2));
  });
