import type { Day } from '#libs/kernel/event.js';
import { refuseDate } from './errors.js';

// Dates here are labels on a wall calendar, not instants: no `Date`, hence no time zone, is ever involved.

export const firstYear = 1949;
export const lastYear = 2100;

const yearCount = lastYear - firstYear + 1;
const numberOfFirstDay = -7670;
const meanMonthLength = 30.436875;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** Every month of the range in order, as `YYYY-MM`; a month's place here is its index below. */
const monthNames = Array.from({ length: yearCount * 12 }, (_, index) => {
  const year = firstYear + Math.floor(index / 12);
  return `${year}-${twoDigits((index % 12) + 1)}`;
});

/** Number of the first day of each month, and at the end the first day after the range: one addition per date read. */
const monthStarts = ((): Int32Array => {
  const starts = new Int32Array(monthNames.length + 1);
  let next = numberOfFirstDay;
  monthNames.forEach((_, index) => {
    starts[index] = next;
    const isLongFebruary = index % 12 === 1 && isLeap(firstYear + Math.floor(index / 12));
    next += (monthLengths[index % 12] ?? 0) + (isLongFebruary ? 1 : 0);
  });
  return starts.fill(next, monthNames.length);
})();

/** NaN outside the range, so that every comparison with it fails. */
const startOf = (index: number): number => monthStarts[index] ?? NaN;

const digits = (text: string, from: number, to: number): number => {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
};

/** The day's number, or NaN for anything that is not a date of the range. */
const read = (text: unknown): number => {
  if (typeof text !== 'string' || text.length !== 10 || text[4] !== '-' || text[7] !== '-') return NaN;
  const month = digits(text, 5, 7);
  const date = digits(text, 8, 10);
  if (!(month >= 1 && month <= 12 && date >= 1)) return NaN;
  const index = (digits(text, 0, 4) - firstYear) * 12 + month - 1;
  const number = startOf(index) + date - 1;
  return number < startOf(index + 1) ? number : NaN;
};

/** Index of the month a day number lies in: a guess by the mean length is never more than one month off. */
const monthIndex = (number: number): number => {
  const guess = Math.floor((number - numberOfFirstDay) / meanMonthLength);
  if (startOf(guess) > number) return guess - 1;
  return number >= startOf(guess + 1) ? guess + 1 : guess;
};

const indexOf = (day: Day): number => monthIndex(dayNumber(day));

const outOfRange = () => refuseDate('date.out-of-range', { first: `${firstYear}-01-01`, last: `${lastYear}-12-31` });

/** Whether the text is a real calendar date `YYYY-MM-DD` of the years 1949 to 2100. */
export const isDay = (text: unknown): text is Day => !Number.isNaN(read(text));

/** Days since 1970-01-01, negative before. Refuses `date.malformed`. */
export const dayNumber = (day: Day): number => {
  const number = read(day);
  if (Number.isNaN(number)) throw refuseDate('date.malformed', { day });
  return number;
};

/** The inverse of `dayNumber`. Refuses `date.out-of-range`. */
export const dayFromNumber = (number: number): Day => {
  const inRange = number >= numberOfFirstDay && number < startOf(monthNames.length);
  if (!inRange || !Number.isInteger(number)) throw outOfRange();
  const index = monthIndex(number);
  return `${monthNames[index]}-${twoDigits(number - startOf(index) + 1)}`;
};

export const addDays = (day: Day, days: number): Day => dayFromNumber(dayNumber(day) + days);

/** The corresponding day of the month `months` later, else that month's last day: 2024-11-30 + 3 = 2025-02-28 (domain 5). */
export const addMonths = (day: Day, months: number): Day => {
  const number = dayNumber(day);
  const from = monthIndex(number);
  const corresponding = startOf(from + months) + number - startOf(from);
  return dayFromNumber(Math.min(corresponding, startOf(from + months + 1) - 1));
};

/** Days from `from` to `to`: the start day is not counted; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from);

/** 0 for Monday to 6 for Sunday; 1970-01-01 was a Thursday. */
export const weekdayOfNumber = (number: number): number => (((number + 3) % 7) + 7) % 7;

/** 1 for Monday to 7 for Sunday, as ISO 8601 counts. */
export const weekday = (day: Day): number => weekdayOfNumber(dayNumber(day)) + 1;

export const yearOf = (day: Day): number => firstYear + Math.floor(indexOf(day) / 12);

/** 1 for January to 12 for December. */
export const monthOf = (day: Day): number => (indexOf(day) % 12) + 1;

export const firstOfMonth = (day: Day): Day => dayFromNumber(startOf(indexOf(day)));

export const lastOfMonth = (day: Day): Day => dayFromNumber(startOf(indexOf(day) + 1) - 1);
