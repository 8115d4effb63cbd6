import { none } from './grains.js';

/** The bound of what has no end yet: greater than every day number and seq. */
export const openEnd = 2147483647;

// One column: two words `width, base`, then its values in `width` bytes each, padded to a word. Width 0 is a constant,
// width 4 the plain values; in widths 1 and 2 the value 0 stands for absent, 1 for an open end, n for base + n - 2.
// Words are little-endian: so are all platforms the runtime is pinned for.
const reserved = 2;

/** Columns of equal length as one base64 text: a third to a fifth of the plain Int32, and as fast to load. */
export const pack = (columns: readonly Int32Array[]): string => {
  const words = [Int32Array.of(columns[0]?.length ?? 0), ...columns.map(packColumn)];
  const bytes = words.map((column) => Buffer.from(column.buffer, column.byteOffset, column.byteLength));
  return Buffer.concat(bytes).toString('base64');
};

const packColumn = (values: Int32Array): Int32Array => {
  const { min, max, constant } = rangeOf(values);
  if (constant) return Int32Array.of(0, values[0] ?? none);
  const width = widthOf(max - min + reserved);
  const words = new Int32Array(2 + Math.ceil((values.length * width) / 4));
  words.set([width, min]);
  fill(bodyOf(words, 2, width), values, min);
  return words;
};

const widthOf = (span: number): number => (span < 256 ? 1 : span < 65536 ? 2 : 4);

const rangeOf = (values: Int32Array): { min: number; max: number; constant: boolean } => {
  let min = openEnd;
  let max = none;
  let constant = true;
  for (const value of values) {
    if (value !== values[0]) constant = false;
    if (value === none || value === openEnd) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min > max ? { min: 0, max: 0, constant } : { min, max, constant };
};

type Body = Uint8Array | Uint16Array | Int32Array;

const bodyOf = (words: Int32Array, at: number, width: number): Body => {
  const start = words.byteOffset + at * 4;
  if (width === 1) return new Uint8Array(words.buffer, start);
  return width === 2 ? new Uint16Array(words.buffer, start) : new Int32Array(words.buffer, start);
};

const fill = (body: Body, values: Int32Array, base: number): void => {
  if (body instanceof Int32Array) return body.set(values);
  values.forEach((value, index) => {
    body[index] = value === none ? 0 : value === openEnd ? 1 : value - base + reserved;
  });
};

/** A packed text opened: how many rows it holds, and a way to copy its columns out. */
export interface Packed {
  readonly rows: number;
  /** Copies the rows from `skip` on to `targets[column][at …]`. */
  copy(targets: readonly Int32Array[], place: { at: number; skip: number }): void;
}

export const open = (packed: string): Packed => {
  const words = wordsOf(packed);
  const rows = words[0] ?? 0;
  const copy: Packed['copy'] = (targets, { at, skip }) => {
    let next = 1;
    for (const target of targets) {
      const width = words[next] ?? 0;
      const slot = target.subarray(at, at + rows - skip);
      unpackColumn(slot, { words, at: next, skip });
      next += 2 + Math.ceil((rows * width) / 4);
    }
  };
  return { rows, copy };
};

/** All columns of a packed text, freshly allocated. */
export const unpack = (packed: string, columns: number): Int32Array[] => {
  const opened = open(packed);
  const targets = Array.from({ length: columns }, () => new Int32Array(opened.rows));
  opened.copy(targets, { at: 0, skip: 0 });
  return targets;
};

const wordsOf = (packed: string): Int32Array => {
  const bytes = Buffer.from(packed, 'base64');
  // Small buffers are cut from a shared pool, at offsets an Int32Array may not start at.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
  return new Int32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2);
};

const unpackColumn = (target: Int32Array, from: { words: Int32Array; at: number; skip: number }): void => {
  const width = from.words[from.at] ?? 0;
  const base = from.words[from.at + 1] ?? 0;
  if (width === 0) return void target.fill(base);
  const body = bodyOf(from.words, from.at + 2, width).subarray(from.skip, from.skip + target.length);
  if (width === 4) return target.set(body);
  widen(target, body, base);
};

const widen = (target: Int32Array, body: Body, base: number): void => {
  for (let index = 0; index < target.length; index += 1) {
    const stored = body[index] as number;
    target[index] = stored > 1 ? base + stored - reserved : stored === 0 ? none : openEnd;
  }
};
