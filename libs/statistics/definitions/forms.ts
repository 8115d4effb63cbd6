import { and, equal, present } from '../masks.js';
import { grades } from '../orders.js';
import type { Reading } from '../reading.js';
import { ofStanding } from './bases.js';

// Which feedback forms count (semantics 39): masks and rows over the form grain, computed once a reading.

export type Axis = 'result' | 'attitude';

/** Forms asked for on a case that stands; a form nobody asked for counts nowhere. */
const asked = (reading: Reading): Uint8Array =>
  reading.memo('forms:asked', () => and(present(reading.column('form', 'askedOn')), ofStanding(reading, 'form')));

const given = (reading: Reading): Uint8Array => and(asked(reading), present(reading.column('form', 'givenOn')));

/** The latest asked form of each (case, proposer), at most one each. */
export const latest = (reading: Reading): Uint8Array =>
  reading.memo('forms:latest', () => {
    const mask = asked(reading).slice();
    supersededForms(reading).forEach((row) => (mask[row] = 0));
    return mask;
  });

export const latestGiven = (reading: Reading): Uint8Array =>
  and(latest(reading), present(reading.column('form', 'givenOn')));

export const firstRoundGiven = (reading: Reading): Uint8Array =>
  and(given(reading), equal(reading.column('form', 'round'), 1));

/** Asked forms that a later asked form of the same pair supersedes. */
const supersededForms = (reading: Reading): readonly number[] =>
  [...pairsAskedAgain(reading).values()].flatMap((rows) => byRound(reading, rows).slice(0, -1));

/** For each round-1 form the row of the same pair's latest given form of a later round, else -1. */
export const laterForms = (reading: Reading): Int32Array =>
  reading.memo('forms:later', () => {
    const [isGiven, round] = [given(reading), reading.column('form', 'round')];
    const later = new Int32Array(round.length).fill(-1);
    for (const rows of pairsAskedAgain(reading).values()) {
      const last = byRound(reading, rows).findLast((row) => isGiven[row] === 1 && (round[row] as number) > 1) ?? -1;
      rows.filter((row) => round[row] === 1).forEach((row) => (later[row] = last));
    }
    return later;
  });

const byRound = (reading: Reading, rows: readonly number[]): readonly number[] => {
  const round = reading.column('form', 'round');
  return rows.toSorted((a, b) => (round[a] as number) - (round[b] as number));
};

/** Asked forms by (case, proposer), of the cases with a later round only: in all others every form is the latest. */
const pairsAskedAgain = (reading: Reading): ReadonlyMap<number, readonly number[]> =>
  reading.memo('forms:pairs', () => {
    const [cases, proposer, isAsked] = [reading.casesOf('form'), reading.column('form', 'proposer'), asked(reading)];
    const again = casesAskedAgain(reading);
    const pairs = new Map<number, number[]>();
    for (let row = 0; row < cases.length; row += 1) {
      const place = cases[row] as number;
      if (isAsked[row] === 0 || again[place] !== 1) continue;
      const pair = place * reading.dictionary.size + (proposer[row] as number);
      pairs.set(pair, [...(pairs.get(pair) ?? []), row]);
    }
    return pairs;
  });

const casesAskedAgain = (reading: Reading): Uint8Array => {
  const [cases, round] = [reading.casesOf('form'), reading.column('form', 'round')];
  const again = new Uint8Array(reading.rows('case').length);
  for (let row = 0; row < cases.length; row += 1) if ((round[row] as number) > 1) again[cases[row] as number] = 1;
  return again;
};

/** For each case the row of its worst latest form given, else -1. */
export const worstForms = (reading: Reading, axis: Axis): Int32Array => {
  const [isGiven, grade, cases] = [latestGiven(reading), reading.column('form', axis), reading.casesOf('form')];
  const ranks = new Map(grades.map((text, rank) => [reading.code(text), rank]));
  const rank = (row: number) => ranks.get(grade[row] as number) ?? -1;
  const worst = new Int32Array(reading.rows('case').length).fill(-1);
  for (let row = 0; row < cases.length; row += 1) {
    if (isGiven[row] === 0) continue;
    const known = worst[cases[row] as number] as number;
    if (known < 0 || rank(row) > rank(known)) worst[cases[row] as number] = row;
  }
  return worst;
};
