import { none } from './grains.js';

// Whole columns at a time: loops this plain are what makes a report a matter of milliseconds (quality 6).
// A mask holds 1 for the rows meant, 0 for the others.

/** A mask of a test, row by row: for tests that are no plain comparison. */
export const where = (length: number, test: (row: number) => boolean): Uint8Array => {
  const mask = new Uint8Array(length);
  for (let row = 0; row < length; row += 1) if (test(row)) mask[row] = 1;
  return mask;
};

export const everywhere = (length: number): Uint8Array => new Uint8Array(length).fill(1);

export const equal = (column: Int32Array, value: number): Uint8Array => {
  const mask = new Uint8Array(column.length);
  for (let row = 0; row < mask.length; row += 1) mask[row] = 1 - unequal(column[row] as number, value);
  return mask;
};

/** 1 for two different Int32, without a branch to mispredict. */
const unequal = (a: number, b: number): number => {
  const difference = a ^ b;
  return (difference | -difference) >>> 31;
};

export const present = (column: Int32Array): Uint8Array => not(equal(column, none));

export const absent = (column: Int32Array): Uint8Array => equal(column, none);

export const oneOf = (column: Int32Array, values: readonly number[]): Uint8Array =>
  values.reduce<Uint8Array>((mask, value) => or(mask, equal(column, value)), new Uint8Array(column.length));

export const not = (mask: Uint8Array): Uint8Array => {
  const result = new Uint8Array(mask.length);
  for (let row = 0; row < result.length; row += 1) result[row] = 1 - (mask[row] as number);
  return result;
};

export const or = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  const result = new Uint8Array(a.length);
  for (let row = 0; row < result.length; row += 1) result[row] = (a[row] as number) | (b[row] as number);
  return result;
};

export const and = (...masks: readonly Uint8Array[]): Uint8Array => masks.reduce(both);

const both = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  const result = new Uint8Array(a.length);
  for (let row = 0; row < result.length; row += 1) result[row] = (a[row] as number) & (b[row] as number);
  return result;
};

/** Dates before a day; absent ones are not. */
export const before = (column: Int32Array, day: number): Uint8Array => {
  const mask = new Uint8Array(column.length);
  for (let row = 0; row < mask.length; row += 1) {
    const value = column[row] as number;
    mask[row] = value < day && value !== none ? 1 : 0;
  }
  return mask;
};

/** Whole numbers of at least `least`. */
export const atLeast = (column: Int32Array, least: number): Uint8Array => {
  const mask = new Uint8Array(column.length);
  for (let row = 0; row < mask.length; row += 1) mask[row] = (column[row] as number) >= least ? 1 : 0;
  return mask;
};

/** Rows whose two columns differ. */
export const differ = (a: Int32Array, b: Int32Array): Uint8Array => {
  const mask = new Uint8Array(a.length);
  for (let row = 0; row < mask.length; row += 1) mask[row] = unequal(a[row] as number, b[row] as number);
  return mask;
};

/** A mask of cases, carried to rows that name their case's place; rows without a case are left out. */
export const carriedMask = (mask: Uint8Array, places: Int32Array): Uint8Array => {
  const result = new Uint8Array(places.length);
  for (let row = 0; row < result.length; row += 1) result[row] = mask[places[row] as number] ?? 0;
  return result;
};

/** Values of cases, carried likewise; `instead` where there is no case. */
export const carried = (values: Int32Array, places: Int32Array, instead: number): Int32Array => {
  const result = new Int32Array(places.length);
  for (let row = 0; row < result.length; row += 1) result[row] = values[places[row] as number] ?? instead;
  return result;
};

/** The cases of which at least one row is in the mask. */
export const casesOfRows = (mask: Uint8Array, places: Int32Array, cases: number): Uint8Array => {
  const result = new Uint8Array(cases);
  for (let row = 0; row < mask.length; row += 1) if (mask[row] === 1) result[places[row] as number] = 1;
  return result;
};

/** Bits of a figure's parts from its masks; each row may be in several. */
export const bitsOf = (parts: readonly (readonly [bit: number, mask: Uint8Array])[]): Uint8Array => {
  const bits = new Uint8Array(parts[0]?.[1].length ?? 0);
  for (const [bit, mask] of parts) {
    for (let row = 0; row < bits.length; row += 1) bits[row] = (bits[row] as number) | (bit * (mask[row] as number));
  }
  return bits;
};
