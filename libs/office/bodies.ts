import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { IsDefined, Matches, validateSync } from 'class-validator';
import { dayNumber } from '#libs/calendar/day.js';
import { problemsIn } from '#libs/kernel/body-problems.js';
import { DayField } from '#libs/kernel/body.js';
import type { Day } from '#libs/kernel/event.js';
import { refuse } from './errors.js';
import { officeFieldLabels } from './field-labels.js';

/** A SHA-256 in lower-case hex. */
export const DigestField = (): PropertyDecorator => (target, key) => {
  IsDefined()(target, key);
  Matches(/^[0-9a-f]{64}$/)(target, key);
};

/** What happened in the office on a day. */
export class HappenedBody {
  @DayField() occurredOn: Day;
}

/** What holds from a day on, which may lie ahead (semantics 25). */
export class HoldsBody {
  @DayField() effectiveFrom: Day;
}

/** The day exists in the calendar and does not lie after the recording day. Refuses `date.malformed`, `date.in-future`. */
export const assertHappened = (day: Day, today: Day): void => {
  dayNumber(day);
  if (day > today) throw refuse('date.in-future', { day, today });
};

/** The day exists in the calendar. Refuses `date.malformed`. */
export const assertDay = (day: Day): void => void dayNumber(day);

/**
 * Checks data as strictly as a request body: shapes, sizes, no field the class does not know.
 * Refuses `body.invalid` naming the fields by path.
 */
export const checkBody = <T extends object>(body: new () => T, data: unknown): T => {
  const instance = plainToInstance(body, data);
  const errors = validateSync(instance as object, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
  });
  if (errors.length > 0) throw refuse('body.invalid', { fields: problemsIn(errors, officeFieldLabels) });
  return instance;
};
