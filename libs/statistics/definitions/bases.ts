import { none, type ColumnOf, type Grain } from '../grains.js';
import { absent, and, bitsOf, carriedMask, equal, not, oneOf, or, present } from '../masks.js';
import type { Reading } from '../reading.js';
import { inBoth, inDenominator, inNumerator } from './definition.js';

// Bases shared by definitions: masks over the case rows, computed once a reading.

/** Not terminated on or before V (semantics 26). */
export const standing = (reading: Reading): Uint8Array =>
  reading.memo('standing', () => absent(reading.column('case', 'terminatedOn')));

/** Outer lead or joint, or any district case, not terminated (semantics 27). */
export const answering = (reading: Reading): Uint8Array =>
  reading.memo('answering', () => {
    const leading = oneOf(reading.column('case', 'outerRole'), [reading.code('lead'), reading.code('joint')]);
    const ofDistrict = equal(reading.column('case', 'level'), reading.code('district'));
    return and(standing(reading), or(leading, ofDistrict));
  });

/** Outer co cases, not terminated: answered by an opinion instead of a reply. */
export const coHandling = (reading: Reading): Uint8Array =>
  reading.memo('coHandling', () => {
    const co = equal(reading.column('case', 'outerRole'), reading.code('co'));
    return and(standing(reading), co, not(answering(reading)));
  });

/** Answering cases replied in round 1 by V: the base of N11 to N14 (semantics 27, 36). */
export const replied = (reading: Reading): Uint8Array =>
  reading.memo('replied', () => and(answering(reading), present(reading.column('case', 'replyOn'))));

/** Rows of a child grain whose case is in a mask. */
export const ofCase = (reading: Reading, grain: Grain, mask: Uint8Array): Uint8Array =>
  carriedMask(mask, reading.casesOf(grain));

/** Rows of a child grain whose case is not terminated. */
export const ofStanding = (reading: Reading, grain: Grain): Uint8Array =>
  reading.memo(`standing:${grain}`, () => ofCase(reading, grain, standing(reading)));

export interface Deadline {
  readonly due: Int32Array;
  readonly done: Int32Array;
  /** V as a day number. */
  readonly day: number;
}

/**
 * The one form of timeliness (semantics 35): in time = done on or before the effective due date; base = done by V, or due
 * before V and not done. What was done without any due date was in time.
 */
export const timely = (base: Uint8Array, { due, done, day }: Deadline): Uint8Array => {
  const bits = new Uint8Array(base.length);
  for (let row = 0; row < bits.length; row += 1) {
    if (base[row] === 0) continue;
    const on = done[row] as number;
    const by = due[row] as number;
    if (on !== none) bits[row] = by === none || on <= by ? inBoth : inDenominator;
    else if (by !== none && by < day) bits[row] = inDenominator;
  }
  return bits;
};

/** Late at V by one of the two words of semantics 23. */
export type Late = (base: Uint8Array, deadline: Deadline) => Uint8Array;

/** Due before V and not done by V (semantics 23). */
export const overdue: Late = (base, { due, done, day }) => {
  const mask = new Uint8Array(base.length);
  for (let row = 0; row < mask.length; row += 1) {
    const by = due[row] as number;
    if (base[row] === 1 && done[row] === none && by !== none && by < day) mask[row] = 1;
  }
  return mask;
};

/** Due before V and not done on or before the due date: a late answer stays missed (semantics 23). */
export const missed: Late = (base, { due, done, day }) => {
  const mask = new Uint8Array(base.length);
  for (let row = 0; row < mask.length; row += 1) {
    const on = done[row] as number;
    const by = due[row] as number;
    if (base[row] === 1 && by !== none && by < day && (on === none || on > by)) mask[row] = 1;
  }
  return mask;
};

/** Round 1's reply against its due date, the outer one or the unit's own. */
export const replyDeadline = (reading: Reading, due: ColumnOf<'case'> = 'replyDue'): Deadline => ({
  due: reading.column('case', due),
  done: reading.column('case', 'replyOn'),
  day: reading.day,
});

/** Our opinion on a co case against the city's due date. */
export const opinionDeadline = (reading: Reading): Deadline => ({
  due: reading.column('case', 'opinionDue'),
  done: reading.column('case', 'opinionOn'),
  day: reading.day,
});

/** Counts the rows of a mask, over those of a base. */
export const shareOf = (base: Uint8Array, met: Uint8Array): Uint8Array =>
  bitsOf([
    [inDenominator, base],
    [inNumerator, and(base, met)],
  ]);

/** Counts the rows of a mask; no base. */
export const countOf = (met: Uint8Array): Uint8Array => bitsOf([[inNumerator, met]]);

/** Every row of a base is counted, and shares are of the base: lists. */
export const listOver = (base: Uint8Array): Uint8Array => bitsOf([[inBoth, base]]);
