import { shanghaiNotices } from '#libs/calendar/shanghai-notices.js';
import { workingCalendar } from '#libs/calendar/working-days.js';
import type { Day } from '#libs/kernel/event.js';

const calendar = workingCalendar(shanghaiNotices);

/** The n-th working day after a day, before it for a negative n; 0 is the day itself or the next one worked. */
export const workingDay = (day: Day, n: number): Day => calendar.addWorkingDays(day, n);

export const isWorkingDay = (day: Day): boolean => calendar.isWorkingDay(day);

export const workingDaysBetween = (from: Day, to: Day): number => calendar.workingDaysBetween(from, to);

/** A Shanghai minute as an instant. */
export const at = (day: Day, minute: string): string => `${day}T${minute}:00+08:00`;

/** When the office writes down what happened: at the end of that day, or `lag` working days later in the morning. */
export const writtenDown = (day: Day, lag = 0): string =>
  lag === 0 ? at(workingDay(day, 0), '17:00') : at(workingDay(day, lag), '09:30');
