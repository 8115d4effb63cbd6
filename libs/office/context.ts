import type { DecisionContext } from '#libs/kernel/aggregate.js';
import type { Day } from '#libs/kernel/event.js';
import { refuse } from './errors.js';

/** A decision that names units: they are read at (its day, head) from the unit stream (semantics 14). */
export interface UnitContext extends DecisionContext {
  unitExists(unit: string, on: Day): boolean;
}

/** Every unit named exists that day. Refuses `unit.unknown`, naming the first that does not. */
export const assertUnitsExist = (units: readonly string[], day: Day, { unitExists }: UnitContext): void => {
  const unknown = units.find((unit) => !unitExists(unit, day));
  if (unknown !== undefined) throw refuse('unit.unknown', { unit: unknown, day });
};
