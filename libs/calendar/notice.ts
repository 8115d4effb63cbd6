import type { Day } from '#libs/kernel/event.js';
import { addDays, daysBetween } from './day.js';
import { refuseDate } from './errors.js';
import { checkNotice } from './working-days.js';
import type { CalendarYear } from './working-days.js';

/**
 * A holiday notice as one writes it down: days and ranges `01-01..01-03` separated by blanks, in the notice's own
 * year; a day of the December before carries its year, `2018-12-30..01-01`.
 */
export interface WrittenNotice {
  year: number;
  off: string;
  worked: string;
  source: string;
}

export const readNotice = ({ year, off, worked, source }: WrittenNotice): CalendarYear => {
  const notice = { year, holidays: readDays(year, off), workingDays: readDays(year, worked), source };
  checkNotice(notice);
  return notice;
};

const readDays = (year: number, written: string): Day[] =>
  written
    .split(' ')
    .filter(Boolean)
    .flatMap((token) => readRange(year, token));

const readRange = (year: number, token: string): Day[] => {
  const [first = '', last = first] = token.split('..').map((part) => (part.length === 5 ? `${year}-${part}` : part));
  const days = daysBetween(first, last);
  if (days < 0) throw refuseDate('date.malformed', { day: token });
  return Array.from({ length: days + 1 }, (_, at) => addDays(first, at));
};
