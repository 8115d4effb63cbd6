import { dayNumber } from '#libs/calendar/day.js';
import type { Seeded } from './seeded.js';

/** The years the log covers; the last notice of holidays known to this release bounds them. */
export const firstDay = dayNumber('2013-01-05');
export const lastDay = dayNumber('2025-10-31');

/** How many events a case comes to on average: with 1 M events there are 40,000 cases. */
export const eventsOfCase = 25;

/** Days on which cases come in, in order: a good part of a year's at the sessions of February and March. */
export const startDays = (cases: number, seeded: Seeded): readonly number[] => {
  const years = 12.8;
  return Array.from({ length: cases }, (_, index) => {
    const year = firstDay + Math.floor(Math.floor((index * years) / cases) * 365.25);
    return Math.min(lastDay, year + (seeded.chance(0.45) ? seeded.whole(20, 80) : seeded.whole(0, 364)));
  }).sort((a, b) => a - b);
};
