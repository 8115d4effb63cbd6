import { isDay } from '#libs/calendar/day.js';
import { hasRole, isUnitStaff } from '#libs/kernel/actor.js';
import type { Day } from '#libs/kernel/event.js';
import type { Folded } from '#libs/kernel/decider.js';
import type { Details } from '#libs/kernel/refusal.js';
import type { CaseContext } from '../context.js';
import { refuse } from '../refusals.js';
import { answer, leadUnits, type CaseState, type Mark } from '../state.js';

type Refused = Parameters<typeof refuse>[0];

/**
 * Evidence gates refuse, except for a row of a ledger file: there each unmet one is written into the event
 * (semantics 13). `written` is spread into the event's data.
 */
export const evidenceGates = (context: CaseContext) => {
  const unmet: string[] = [];
  return {
    demand: (holds: boolean, code: Refused, details: Details = {}): void => {
      if (holds) return;
      if (!context.source) throw refuse(code, details);
      unmet.push(code);
    },
    written: (): { notEvidenced?: readonly string[] } => (unmet.length > 0 ? { notEvidenced: unmet } : {}),
  };
};

export type EvidenceGates = ReturnType<typeof evidenceGates>;

/** Shape gates on the date of every command: a real day, not after today, not before the case was received. */
export const checkDate = (on: Day, state: CaseState, context: CaseContext): void => {
  if (!isDay(on)) throw refuse('date.unreal', { day: on });
  if (on > context.today) throw refuse('date.in-future', { on, today: context.today });
  const registeredOn = state.registered?.mark.on;
  if (registeredOn && on < registeredOn) throw refuse('date.before-registration', { on, registeredOn });
};

export const checkDays = (days: readonly (Day | undefined)[]): void => {
  for (const day of days) if (day !== undefined && !isDay(day)) throw refuse('date.unreal', { day });
};

/** What every command on a registered case asks first. */
export const openCase = ({ now }: Folded<CaseState>, on: Day, context: CaseContext): void => {
  if (!now.registered) throw refuse('case.not-registered');
  checkDate(on, now, context);
  if (now.terminated) throw refuse('case.terminated', { on: now.terminated.mark.on, as: now.terminated.as });
};

/** A gate read at the command's own day; what happened later is named, so that the clerk records it in order (semantics 12). */
export const standing = <T extends { mark: Mark }>(
  { then, now }: { then: T | undefined; now: T | undefined },
  code: Refused,
  details: Details = {},
): T => {
  if (then) return then;
  if (now) throw refuse('date.contradicts-later', { type: now.mark.type, on: now.mark.on, id: now.mark.id });
  throw refuse(code, details);
};

/** Refuses a fact dated before a later fact of its own machine that it contradicts. */
export const notBefore = (on: Day, later: Mark | undefined): void => {
  if (later && later.on > on) throw refuse('date.contradicts-later', { type: later.type, on: later.on, id: later.id });
};

/** Too late once answered: returning, withdrawing, assigning. */
export const notAnswered = (state: CaseState, act: string): void => {
  const answered = answer(state);
  if (answered) throw refuse('case.answered', { on: answered.on, act });
};

/** A unit's people act for their own unit; the office may act for any. */
export const actsFor = (unit: string, context: CaseContext): void => {
  const { actor } = context;
  if (isUnitStaff(actor) && actor.unit !== unit) throw refuse('access.not-own-unit', { own: actor.unit ?? '—' });
};

/** A unit's people touch only cases assigned to their unit. */
export const actsOn = (state: CaseState, context: CaseContext): void => {
  const { actor } = context;
  if (isUnitStaff(actor) && !(actor.unit && state.assignments[actor.unit]))
    throw refuse('access.not-own-unit', { own: actor.unit ?? '—' });
};

/** What only a lead unit does: reply, plan, ask for more time. */
export const actsAsLead = (state: CaseState, context: CaseContext): void => {
  const { actor } = context;
  if (isUnitStaff(actor) && !leadUnits(state).includes(actor.unit ?? ''))
    throw refuse('access.not-own-unit', { own: actor.unit ?? '—' });
};

/** The acting unit: the one named, else the actor's own, else the case's first lead. */
export const actingUnit = (named: string | undefined, state: CaseState, context: CaseContext): string | undefined =>
  named ?? context.actor.unit ?? leadUnits(state)[0];

export const isProposerOnly = (context: CaseContext): boolean =>
  hasRole(context.actor, 'proposer') && !hasRole(context.actor, 'office');
