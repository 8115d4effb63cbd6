import { inNumerator, type Measure } from './definitions/definition.js';
import { outside } from './grouping.js';
import type { Inquiry } from './inquiry.js';
import type { Counted } from './question.js';

/** A mean or a median as an exact fraction of its unit, of so many rows (semantics 41, 42). */
export interface Measured {
  readonly numerator: number;
  readonly denominator: number;
  readonly of: number;
}

/** The values of a measured figure's rows by slot; the rows outside stand nowhere. */
export const valuesBySlot = (inquiry: Inquiry, { bits, slots }: Counted, measure: Measure): readonly number[][] => {
  const values = measure.values(inquiry);
  const bySlot: number[][] = [];
  for (let item = 0; item < bits.length; item += 1) {
    const slot = slots[item] as number;
    if (slot === outside || ((bits[item] as number) & inNumerator) === 0) continue;
    (bySlot[slot] ??= []).push(values[item] as number);
  }
  return bySlot;
};

/** Over some slots together; undefined where nothing is measured. */
export const measuredOver = (
  bySlot: readonly number[][],
  slots: readonly number[],
  { takes, per }: Measure,
): Measured | undefined => {
  const values = slots.flatMap((slot) => bySlot[slot] ?? []);
  if (values.length === 0) return undefined;
  const { sum, over } = takes === 'mean' ? meanOf(values) : medianOf(values);
  return { numerator: sum, denominator: over * per, of: values.length };
};

interface Quotient {
  readonly sum: number;
  readonly over: number;
}

const meanOf = (values: readonly number[]): Quotient => ({
  sum: values.reduce((sum, value) => sum + value, 0),
  over: values.length,
});

/** The middle value; of an even number of values the mean of the two in the middle. */
const medianOf = (values: readonly number[]): Quotient => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return { sum: sorted[middle] as number, over: 1 };
  return { sum: (sorted[middle - 1] as number) + (sorted[middle] as number), over: 2 };
};
