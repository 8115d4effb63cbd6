import { lastYear } from '#libs/calendar/day.js';
import type { Day } from '#libs/kernel/event.js';

/** The last day statistics can be asked for: with it, everything that is known counts, since no fact lies ahead. */
export const lastDay: Day = `${lastYear}-12-31`;
