import type { Day } from '#libs/kernel/event.js';
import { addDays, addMonths } from './day.js';
import { refuseDate } from './errors.js';
import type { WorkingCalendar } from './working-days.js';

/** How long a clock runs: rule-book data, one unit only. */
export type Span = { workingDays: number } | { months: number } | { days: number };

export interface Due {
  /** The last day in time; it ends at 24:00. */
  due: Day;
  /** Rests on a day whose holiday notice is still to come: to be recomputed when it is (semantics 21). */
  provisional: boolean;
}

const units: readonly string[] = ['workingDays', 'months', 'days'];

/** Whether rule-book data is a span: exactly one unit, a whole number above zero. */
export const isSpan = (value: unknown): value is Span => {
  if (typeof value !== 'object' || value === null) return false;
  const entries = Object.entries(value);
  return entries.length === 1 && entries.every(([unit, n]) => units.includes(unit) && Number.isInteger(n) && n > 0);
};

/**
 * The due date of a clock (domain 5, semantics 22): the start day is not counted; a month ends on the corresponding
 * day, else on that month's last; a last day that is not a working day moves to the next one, for every unit alike.
 * Refuses `span.malformed`, `date.malformed`, `date.out-of-range`.
 */
export const due = (start: Day, span: Span, calendar: WorkingCalendar): Due => {
  if (!isSpan(span)) throw refuseDate('span.malformed', { span });
  const last = lastDay(start, span, calendar);
  const moved = calendar.nextWorkingDay(last);
  // Day and month periods look at the calendar from their last day on; working days look at every day they count.
  const judgedFrom = 'workingDays' in span ? addDays(start, 1) : last;
  return { due: moved, provisional: !calendar.isSettled(judgedFrom, moved) };
};

const lastDay = (start: Day, span: Span, calendar: WorkingCalendar): Day => {
  if ('workingDays' in span) return calendar.addWorkingDays(start, span.workingDays);
  return 'months' in span ? addMonths(start, span.months) : addDays(start, span.days);
};
