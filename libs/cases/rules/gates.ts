import { isDay } from '#libs/calendar/day.js';
import { hasRole, isUnitStaff } from '#libs/kernel/actor.js';
import type { Day } from '#libs/kernel/event.js';
import type { Folded } from '#libs/kernel/decider.js';
import type { DetailsOf } from '#libs/kernel/refusal.js';
import type { CaseContext } from '../context.js';
import { refuse } from '../refusals.js';
import { answer, leadUnits, type CaseState, type Mark } from '../state.js';

type Sentences = typeof refuse.table;
type Refused = keyof Sentences;

/**
 * Evidence gates refuse, except for a row of a ledger file: there each unmet one is written into the event
 * (semantics 13). `written` is spread into the event's data.
 */
export const evidenceGates = (context: CaseContext) => {
  const unmet: string[] = [];
  return {
    demand: <C extends Refused>(holds: boolean, code: C, ...details: DetailsOf<Sentences[C]>): void => {
      if (holds) return;
      if (!context.source) throw refuse(code, ...details);
      unmet.push(code);
    },
    written: (): { notEvidenced?: readonly string[] } =>
      unmet.length > 0 ? { notEvidenced: [...new Set(unmet)] } : {},
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

/** A date printed on a sheet lies after the day its clock started. */
export const checkStated = (from: Day, stated: readonly (Day | undefined)[]): void => {
  checkDays(stated);
  const early = stated.find((day) => day !== undefined && day <= from);
  if (early) throw refuse('date.not-after', { later: early, earlier: from });
};

/** Events that end handling: whoever looked before them decides again. */
export const terminating = [
  'CaseWithdrawn',
  'CaseReturnedToProposer',
  'CaseConvertedToLetter',
  'CaseMerged',
  'ReferralAccepted',
] as const;

/** What every command on a registered case asks first: it is registered, and was still handled on that day. */
export const openCase = ({ now, then }: Folded<CaseState>, on: Day, context: CaseContext): void => {
  if (!now.registered) throw refuse('case.not-registered');
  checkDate(on, now, context);
  if (then.terminated) throw terminatedAlready(then.terminated);
};

/** What ends handling happens once, and nothing is dated after it (semantics 12). */
export const endsHandling = ({ now }: Folded<CaseState>, on: Day): void => {
  if (now.terminated) throw terminatedAlready(now.terminated);
  notBefore(on, now.latest);
};

const terminatedAlready = ({ as, mark }: { as: string; mark: Mark }) => refuse('case.terminated', { on: mark.on, as });

/** A gate read at the command's own day; what happened later is named, so that the clerk records it in order (semantics 12). */
export const standing = <T extends { mark: Mark }, C extends Refused>(
  { then, now }: { then: T | undefined; now: T | undefined },
  code: C,
  ...details: DetailsOf<Sentences[C]>
): T => {
  if (then) return then;
  if (now) throw contradiction(now.mark);
  throw refuse(code, ...details);
};

/** Refuses a fact dated before a later fact of its own machine that it contradicts. */
export const notBefore = (on: Day, later: Mark | undefined): void => {
  if (later && later.on > on) throw contradiction(later);
};

const contradiction = ({ type, on, id }: Mark) => refuse('date.contradicts-later', { type, on, id });

/** Too late once answered: returning, withdrawing, assigning. */
export const notAnswered = (state: CaseState, act: string): void => {
  const answered = answer(state);
  if (answered) throw refuse('case.answered', { on: answered.on, act });
};

const isForeign = ({ actor }: CaseContext, own: readonly string[]): boolean =>
  isUnitStaff(actor) && !own.includes(actor.unit ?? '');

const refuseForeign = ({ actor }: CaseContext) => refuse('access.not-own-unit', { own: actor.unit ?? '—' });

/** A unit's people act for their own unit; the office may act for any. */
export const actsFor = (unit: string, context: CaseContext): void => {
  if (isForeign(context, [unit])) throw refuseForeign(context);
};

/** A unit's people touch only cases assigned to their unit. */
export const actsOn = (state: CaseState, context: CaseContext): void => {
  if (isForeign(context, Object.keys(state.assignments))) throw refuseForeign(context);
};

/** What only a lead unit does: reply, plan, ask for more time. */
export const actsAsLead = (state: CaseState, context: CaseContext): void => {
  if (isForeign(context, leadUnits(state))) throw refuseForeign(context);
};

/** The acting unit: the one named, else the actor's own, else the case's first lead. */
export const actingUnit = (
  { unit, occurredOn }: { unit?: string; occurredOn: Day },
  state: CaseState,
  context: CaseContext,
): string | undefined => {
  if (!unit) return (isUnitStaff(context.actor) ? context.actor.unit : undefined) ?? leadUnits(state)[0];
  actsFor(unit, context);
  if (!context.unitExists(unit, occurredOn)) throw refuse('unit.unknown', { unit, on: occurredOn });
  return unit;
};

/** As `actingUnit`, for what only a lead unit of the case does. */
export const leadingUnit = (
  command: { unit?: string; occurredOn: Day },
  state: CaseState,
  context: CaseContext,
): string | undefined => {
  actsAsLead(state, context);
  const unit = actingUnit(command, state, context);
  if (unit && !leadUnits(state).includes(unit)) throw refuse('assignment.not-lead', { unit });
  return unit;
};

/** Whom the case answers to: its own proposers, and those of cases merged into it (semantics 16). */
export const proposersOf = (state: CaseState, { absorbed }: CaseContext): readonly string[] => [
  ...new Set([...(state.registered?.proposers ?? []), ...absorbed.flatMap(({ proposers }) => proposers)]),
];

export const isProposerOnly = (context: CaseContext): boolean =>
  hasRole(context.actor, 'proposer') && !hasRole(context.actor, 'office');

/** A proposer speaks for no one else, and on a case of the proposer's own (domain 3.1). */
export const speaksFor = (proposer: string, state: CaseState, context: CaseContext): void => {
  if (context.actor.name !== proposer || !proposersOf(state, context).includes(proposer))
    throw refuse('access.not-own-proposal');
};
