import { dayNumber } from '#libs/calendar/day.js';
import type { Day } from '#libs/kernel/event.js';
import { openEnd } from '#libs/statistics/packing.js';
import { isSameFact, type Moved, type RowFact } from './fact-sheet.js';

/** A stretch of valid time over which one row keeps its content; `until` is a day number or `openEnd`. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly fact: RowFact;
  /** Its row in the table of its grain, given when it is opened. */
  row?: number;
}

/** Stretches of every row of one case, by grain and key, in order of time. */
export type Timeline = Map<string, readonly Stretch[]>;

/** What a row says from a day on; nothing where it is gone. */
export interface Turn {
  readonly day: number;
  readonly fact?: RowFact;
}

export const turnOf = ({ fact }: Moved, day: number): Turn => ({ day, ...(fact && { fact }) });

/**
 * From a day on a row says this; what the same day said of it before is replaced. The result rests on what each day
 * comes to, not on how many events brought it there.
 */
export const turned = (stretches: readonly Stretch[], { day, fact }: Turn): readonly Stretch[] => {
  const earlier = stretches.at(-1)?.from === day ? stretches.slice(0, -1) : stretches;
  const last = earlier.at(-1);
  const reaches = last !== undefined && last.until >= day;
  if (reaches && fact && isSameFact(last.fact, fact)) return [...earlier.slice(0, -1), until(last, openEnd)];
  const ended = reaches ? [...earlier.slice(0, -1), until(last, day)] : earlier;
  return fact ? [...ended, { from: day, until: openEnd, fact }] : ended;
};

/** A stretch that ends otherwise is another row. */
const until = (stretch: Stretch, end: number): Stretch =>
  stretch.until === end ? stretch : { from: stretch.from, until: end, fact: stretch.fact };

/** The stretches as they were drawn before anything was known of that day and later ones. */
export const drawnBefore = (stretches: readonly Stretch[], day: number): readonly Stretch[] => {
  const earlier = stretches.filter(({ from }) => from < day);
  const last = earlier.at(-1);
  return last && last.until >= day ? [...earlier.slice(0, -1), until(last, openEnd)] : earlier;
};

/** Whether anything of a row begins or ends on or after a day. */
export const turnsFrom = (stretches: readonly Stretch[], day: number): boolean => {
  const last = stretches.at(-1);
  return last !== undefined && (last.from >= day || (last.until >= day && last.until !== openEnd));
};

/** The day number an event stands at; what carries no date stands before every date. */
export const dayOfEvent = (on: Day): number => (on.startsWith('0000') ? 0 : dayNumber(on));

export const isSameStretch = (one: Stretch, other: Stretch): boolean =>
  one === other || (one.from === other.from && one.until === other.until && isSameFact(one.fact, other.fact));
