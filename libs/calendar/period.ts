import type { Day } from '#libs/kernel/event.js';
import { addDays, addMonths, firstYear, isDay, lastYear, monthOf, yearOf } from './day.js';
import { refuseDate } from './errors.js';

/** The two months a briefing 双月通报 covers, half-open (domain 8). */
export interface Period {
  /** Year and odd month it opens with: `2015-05` is May and June 2015. */
  id: string;
  from: Day;
  /** The first day after it. */
  until: Day;
  /** Its last day: the valid time its figures are read at. */
  validAt: Day;
}

/** Which of the year's six periods: 1 for January–February to 6 for November–December. */
export type PeriodIndex = 1 | 2 | 3 | 4 | 5 | 6;

/** The period named by year and odd month, `2015-05`. An even month is refused, not rounded: it names no period. */
export const parsePeriod = (id: string): Period => {
  const from = `${id}-01`;
  // The very last period would end outside the range of dates.
  if (!isDay(from) || monthOf(from) % 2 === 0 || from === `${lastYear}-11-01`) {
    throw refuseDate('period.unknown', { period: id });
  }
  const until = addMonths(from, 2);
  return { id, from, until, validAt: addDays(until, -1) };
};

export const bimonthlyPeriod = (year: number, index: PeriodIndex): Period =>
  parsePeriod(`${year}-${String(2 * index - 1).padStart(2, '0')}`);

export const periodOf = (day: Day): Period => bimonthlyPeriod(yearOf(day), Math.ceil(monthOf(day) / 2) as PeriodIndex);

/** The period before, for 与上期比. */
export const previousPeriod = ({ id, from }: Period): Period => {
  if (from === `${firstYear}-01-01`) throw refuseDate('period.unknown', { period: `${id} − 1` });
  return periodOf(addDays(from, -1));
};
