import { dayFromNumber } from '#libs/calendar/day.js';
import type { WorkingCalendar } from '#libs/calendar/working-days.js';
import type { Day } from '#libs/kernel/event.js';
import type { RulePolicies } from '#libs/office/rules.js';
import { none } from '#libs/statistics/grains.js';

/** Red is overdue by the latest granted date; the others say how near the date is (semantics 50). */
export type Light = 'red' | 'orange' | 'yellow' | 'green';

/** What a book of rules that sets none is read with. */
export const usualLights: RulePolicies['lights'] = { orangeWithin: 5, yellowWithin: 15 };

export interface Lighting {
  readonly validAt: Day;
  readonly calendar: WorkingCalendar;
  readonly lights: RulePolicies['lights'];
}

/** Working days left until a due date, negative where it has passed; the due day itself leaves 0. */
export const daysLeft = (due: number, { validAt, calendar }: Lighting): number =>
  calendar.workingDaysBetween(validAt, dayFromNumber(due));

/** Undefined where nothing is due. @param due a day number, or `none` */
export const lightOf = (due: number, lighting: Lighting): Light | undefined => {
  if (due === none) return undefined;
  if (dayFromNumber(due) < lighting.validAt) return 'red';
  const left = daysLeft(due, lighting);
  if (left <= lighting.lights.orangeWithin) return 'orange';
  return left <= lighting.lights.yellowWithin ? 'yellow' : 'green';
};

export const lightNames: Readonly<Record<Light, { zh: string; en: string }>> = {
  red: { zh: '红（已逾期）', en: 'red, overdue' },
  orange: { zh: '橙', en: 'orange' },
  yellow: { zh: '黄', en: 'yellow' },
  green: { zh: '绿', en: 'green' },
};
