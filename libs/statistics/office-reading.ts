import { workingCalendar } from '#libs/calendar/working-days.js';
import type { Day } from '#libs/kernel/event.js';

/**
 * What statistics ask of units, posts and schemes, folded from their own streams at the report's (V, K): one for a whole
 * report (semantics 32, 33).
 */
export interface OfficeReading {
  /** The unit this one has become by mergers, itself while it stands. */
  unitNow(id: string): string;
  /** The name in force at V. */
  unitName(id: string): string;
  /** Closed, and nobody took its cases over (semantics 32). */
  closedWithoutSuccessor(id: string): boolean;
  /** The common term of office that a body's own ordinal falls into. */
  periodOf(body: string, term: number): string | undefined;
  /** Subjects of a scheme in its own order; empty for an unknown scheme. */
  subjectsOf(scheme: string): readonly string[];
  /** Outcomes of a scheme in its own order; empty for an unknown scheme. */
  outcomesOf(scheme: string): readonly string[];
  /** By the holiday notices known at K; a year without one goes by its weekdays. */
  isWorkingDay(day: Day): boolean;
}

const plainCalendar = workingCalendar([]);

/** An office where nothing was ever renamed, merged or listed, and no holiday announced. */
export const plainOffice: OfficeReading = {
  unitNow: (id) => id,
  unitName: (id) => id,
  closedWithoutSuccessor: () => false,
  periodOf: () => undefined,
  subjectsOf: () => [],
  outcomesOf: () => [],
  isWorkingDay: (day) => plainCalendar.isWorkingDay(day),
};
