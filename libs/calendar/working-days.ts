import type { Day } from '#libs/kernel/event.js';
import { addDays, dayFromNumber, dayNumber, firstYear, lastYear, weekdayOfNumber, yearOf } from './day.js';
import { refuseDate } from './errors.js';

/** The State Council's arrangement of one year: what it changes about plain Monday to Friday. */
export interface CalendarYear {
  year: number;
  /** Days off, weekends inside a holiday included. May reach back into the December before. */
  holidays: readonly Day[];
  /** Make-up days 调休上班: weekend days that are worked. May reach back into the December before. */
  workingDays: readonly Day[];
  /** Title and number of the notice. */
  source: string;
}

export interface WorkingCalendar {
  /** Whether the year's own notice is in. Without it Monday to Friday are taken as working days. */
  knows(year: number): boolean;
  /** Whether no notice still to come can change a day from `from` to `until`, both included. */
  isSettled(from: Day, until: Day): boolean;
  isWorkingDay(day: Day): boolean;
  /** The day itself if it is a working day, else the first one after it. */
  nextWorkingDay(day: Day): Day;
  /** The n-th working day after `day`, which is not counted; before it for a negative n; 0 is `nextWorkingDay`. */
  addWorkingDays(day: Day, n: number): Day;
  /** Working days after `from` up to and including `to`; negative when `to` is earlier. */
  workingDaysBetween(from: Day, to: Day): number;
}

/** What the notices say about single days, by day number; every other day goes by its weekday. */
type Arranged = ReadonlyMap<number, boolean>;

/** Working days up to and including a day number, from a fixed origin: only differences mean anything. */
type Count = (number: number) => number;

/** Refuses a notice that contradicts itself or names a day it has no business with. */
export const checkNotice = ({ year, holidays, workingDays }: CalendarYear): void => {
  if (!Number.isInteger(year) || year < firstYear || year > lastYear) {
    throw refuseDate('calendar.year-out-of-range', { year, first: firstYear, last: lastYear });
  }
  const off = new Set(holidays);
  const twice = workingDays.find((day) => off.has(day));
  if (twice !== undefined) throw refuseDate('calendar.contradiction', { year, day: twice });
  const stray = [...holidays, ...workingDays].find((day) => !belongs(day, year));
  if (stray !== undefined) throw refuseDate('calendar.day-outside-year', { year, day: stray });
};

/** New Year's bridge days lie in the December before: 2011-12-31, 2018-12-29 to 31, 2022-12-31 so far. */
const belongs = (day: Day, year: number): boolean => yearOf(day) === year || day.startsWith(`${year - 1}-12-`);

/** In order of years: about a day of December that both name, the later year's notice, issued later, holds. */
const arrange = (notices: readonly CalendarYear[]): Arranged => {
  const arranged = new Map<number, boolean>();
  for (const { holidays, workingDays } of notices.toSorted((a, b) => a.year - b.year)) {
    holidays.forEach((day) => arranged.set(dayNumber(day), false));
    workingDays.forEach((day) => arranged.set(dayNumber(day), true));
  }
  return arranged;
};

const isWeekday = (number: number): boolean => weekdayOfNumber(number) < 5;

const countWeekdays: Count = (number) => {
  const weekday = weekdayOfNumber(number);
  return ((number - weekday) / 7) * 5 + Math.min(weekday + 1, 5);
};

/** Index of the first element above `value` in an ascending list. */
const firstAbove = (ascending: readonly number[], value: number): number => {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? Infinity) > value) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** Counts by arithmetic and the few days that differ from their weekday: statistics ask for it by the million. */
const countingWith = (arranged: Arranged): Count => {
  const differing = [...arranged].filter(([number, works]) => works !== isWeekday(number)).sort(([a], [b]) => a - b);
  const numbers = differing.map(([number]) => number);
  const sums = [0];
  differing.forEach(([, works], at) => sums.push((sums[at] ?? 0) + (works ? 1 : -1)));
  return (number) => countWeekdays(number) + (sums[firstAbove(numbers, number)] ?? 0);
};

/** The next notice may still move the days just before its New Year. */
const isLastWeekOf = (year: number, day: Day): boolean => day >= `${year}-12-25`;

class NoticeCalendar implements WorkingCalendar {
  private readonly years: ReadonlySet<number>;
  private readonly arranged: Arranged;
  private readonly count: Count;

  constructor(notices: readonly CalendarYear[]) {
    this.years = new Set(notices.map(({ year }) => year));
    this.arranged = arrange(notices);
    this.count = countingWith(this.arranged);
  }

  knows(year: number): boolean {
    return this.years.has(year);
  }

  isSettled(from: Day, until: Day): boolean {
    const last = yearOf(until);
    const needed = isLastWeekOf(last, until) ? last + 1 : last;
    for (let year = yearOf(from); year <= needed; year += 1) if (!this.knows(year)) return false;
    return true;
  }

  isWorkingDay(day: Day): boolean {
    return this.works(dayNumber(day));
  }

  nextWorkingDay(day: Day): Day {
    let number = dayNumber(day);
    while (!this.works(number)) number += 1;
    return dayFromNumber(number);
  }

  addWorkingDays(day: Day, n: number): Day {
    if (n === 0) return this.nextWorkingDay(day);
    // n working days reach at least n days on: what cannot lie in the range is refused before any stepping.
    addDays(day, n);
    const step = Math.sign(n);
    let number = dayNumber(day);
    for (let left = Math.abs(n); left > 0; left -= 1) number = this.follow(number, step);
    return dayFromNumber(number);
  }

  workingDaysBetween(from: Day, to: Day): number {
    return this.count(dayNumber(to)) - this.count(dayNumber(from));
  }

  private follow(number: number, step: number): number {
    let next = number + step;
    while (!this.works(next)) next += step;
    return next;
  }

  private works(number: number): boolean {
    return this.arranged.get(number) ?? isWeekday(number);
  }
}

/** Builds the calendar from the notices at hand; of two for one year the one given later replaces the other wholly. */
export const workingCalendar = (years: Iterable<CalendarYear>): WorkingCalendar => {
  const notices = new Map<number, CalendarYear>();
  for (const notice of years) {
    checkNotice(notice);
    notices.set(notice.year, notice);
  }
  return new NoticeCalendar([...notices.values()]);
};
