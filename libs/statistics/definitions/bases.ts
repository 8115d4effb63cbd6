import { none, type Grain } from '../grains.js';
import type { ColumnOf } from '../grains.js';
import type { Reading } from '../reading.js';
import { inBoth, inDenominator, inNumerator } from './definition.js';

// Bases shared by definitions, each a mask over the case rows computed once a reading.

/** Not terminated on or before V (semantics 26). */
export const standing = (reading: Reading): Uint8Array =>
  reading.mask('case', 'standing', () => {
    const terminatedOn = reading.column('case', 'terminatedOn');
    return (row) => terminatedOn[row] === none;
  });

/** Outer lead or joint, or any district case, not terminated (semantics 27). */
export const answering = (reading: Reading): Uint8Array =>
  reading.mask('case', 'answering', () => {
    const [role, level] = [reading.column('case', 'outerRole'), reading.column('case', 'level')];
    const [lead, joint, district] = [reading.code('lead'), reading.code('joint'), reading.code('district')];
    const isStanding = standing(reading);
    return (row) => isStanding[row] === 1 && (role[row] === lead || role[row] === joint || level[row] === district);
  });

/** Outer co cases, not terminated: answered by an opinion instead of a reply. */
export const coHandling = (reading: Reading): Uint8Array =>
  reading.mask('case', 'coHandling', () => {
    const [role, co] = [reading.column('case', 'outerRole'), reading.code('co')];
    const [isStanding, isAnswering] = [standing(reading), answering(reading)];
    return (row) => isStanding[row] === 1 && isAnswering[row] === 0 && role[row] === co;
  });

/** Answering cases replied in round 1 by V: the base of N11 to N14 (semantics 27, 36). */
export const replied = (reading: Reading): Uint8Array =>
  reading.mask('case', 'replied', () => {
    const [isAnswering, replyOn] = [answering(reading), reading.column('case', 'replyOn')];
    return (row) => isAnswering[row] === 1 && replyOn[row] !== none;
  });

/** A mask over cases, carried to the rows of a child grain. */
export const ofCase = (reading: Reading, grain: Grain, mask: Uint8Array): ((row: number) => boolean) => {
  const cases = reading.casesOf(grain);
  return (row) => mask[cases[row] as number] === 1;
};

/** A mask as a test of its own rows. */
export const holds =
  (mask: Uint8Array) =>
  (row: number): boolean =>
    mask[row] === 1;

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
export const timely =
  (isCounted: (row: number) => boolean, { due, done, day }: Deadline) =>
  (row: number): number => {
    if (!isCounted(row)) return 0;
    const [on, by] = [done[row] as number, due[row] as number];
    if (on !== none) return by === none || on <= by ? inBoth : inDenominator;
    return by !== none && by < day ? inDenominator : 0;
  };

/** Due before V and not done by V (semantics 23). */
export const overdue =
  (isCounted: (row: number) => boolean, { due, done, day }: Deadline) =>
  (row: number): boolean =>
    isCounted(row) && done[row] === none && due[row] !== none && (due[row] as number) < day;

/** Due before V and not done on or before the due date: a late answer stays missed (semantics 23). */
export const missed =
  (isCounted: (row: number) => boolean, { due, done, day }: Deadline) =>
  (row: number): boolean => {
    const [on, by] = [done[row] as number, due[row] as number];
    return by !== none && by < day && isCounted(row) && (on === none || on > by);
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

/** Counts the rows where a test holds, over those of a base. */
export const shareOf =
  (isBase: (row: number) => boolean, isMet: (row: number) => boolean) =>
  (row: number): number =>
    isBase(row) ? (isMet(row) ? inBoth : inDenominator) : 0;

/** Counts the rows where a test holds; no base. */
export const countOf =
  (isMet: (row: number) => boolean) =>
  (row: number): number =>
    isMet(row) ? inNumerator : 0;
