import { addDays } from '#libs/calendar/day.js';
import { parsePeriod } from '#libs/calendar/period.js';
import type { Day } from '#libs/kernel/event.js';
import type { BriefingKind } from './briefing-bodies.js';
import type { BriefingSpan } from './briefing-events.js';
import { assertDay } from './bodies.js';
import { refuse } from './errors.js';

/** What a command says of the days a briefing covers. */
export interface SaidSpan {
  readonly occurredOn: Day;
  readonly briefing: string;
  readonly kind: BriefingKind;
  readonly period?: string;
  readonly from?: Day;
  readonly validAt?: Day;
}

/** A bimonthly briefing has one id a period, so that no period is reported twice; its V is its last day (semantics 48). */
const bimonthly = ({ briefing, period = '', validAt, from }: SaidSpan): Omit<BriefingSpan, 'kind'> => {
  const span = parsePeriod(period);
  const isItsOwn = briefing === `bimonthly-${period}` && (validAt ?? span.validAt) === span.validAt;
  if (!isItsOwn || (from ?? span.from) !== span.from) throw refuse('briefing.not-its-period');
  return { period, from: span.from, until: span.until, validAt: span.validAt };
};

/** An annual summary begins with the year of its V unless it says otherwise. */
const firstDay = ({ kind, from }: SaidSpan, validAt: Day): Day | undefined =>
  from ?? (kind === 'annual' ? `${validAt.slice(0, 4)}-01-01` : undefined);

/** Any other briefing covers what it says it covers, up to its V, by default the day it is issued. */
const freely = (said: SaidSpan): Omit<BriefingSpan, 'kind'> => {
  const { period, validAt = said.occurredOn } = said;
  assertDay(validAt);
  const from = firstDay(said, validAt);
  if (from !== undefined) assertDay(from);
  if (from !== undefined && from > validAt) throw refuse('briefing.days-in-order', { from, validAt });
  return {
    ...(period === undefined ? {} : { period }),
    ...(from ? { from } : {}),
    until: addDays(validAt, 1),
    validAt,
  };
};

/** The days a briefing covers. Refuses `briefing.not-its-period`, `period.unknown`, `briefing.days-in-order`. */
export const spanOf = (said: SaidSpan): BriefingSpan => ({
  kind: said.kind,
  ...(said.kind === 'bimonthly' ? bimonthly(said) : freely(said)),
});
