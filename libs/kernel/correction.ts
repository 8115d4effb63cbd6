import type { Correcting, DecisionContext } from './aggregate.js';
import type { ApproveCorrection, CorrectFact, RejectCorrection, RetractFact } from './correction-commands.js';
import { refuseCorrection } from './correction-refusals.js';
import { checkDependents, foreseen, type Act } from './dependents.js';
import type { DomainEvent, RecordedEvent } from './event.js';
import {
  correctionTypes,
  effectiveHistory,
  liveRetractions,
  validFrom,
  type CorrectionProposed,
  type EffectiveEvent,
  type FactCorrected,
  type FactRetracted,
} from './history.js';
import { canonical } from './ids.js';

export { refuseCorrection };

/** A stream as it is corrected: its recorded events and the aggregate's rules of correcting. */
export interface CorrectionCase<X> {
  readonly events: readonly RecordedEvent[];
  readonly correcting: Correcting<X>;
  readonly context: X;
  /** Schema version each type is written in now. */
  readonly versions: Readonly<Record<string, number>>;
}

/** Corrects fields of one event; what moves a statistic is only proposed (semantics 6–11). */
export const correctFact = <X extends DecisionContext>(
  { target, data: patch, reason }: CorrectFact,
  subject: CorrectionCase<X>,
): readonly DomainEvent[] => {
  const { correcting, context, versions } = subject;
  const { recorded, effective } = ordinary(target, subject);
  checkFields(recorded.type, Object.keys(patch), correcting);
  const correction: FactCorrected = {
    target,
    targetType: recorded.type,
    targetVersion: versions[recorded.type] ?? 1,
    ...correctedData(effective, patch, subject),
    reason,
    proposedBy: context.actor.id,
  };
  return settle({ type: 'FactCorrected', data: correction }, subject);
};

/** Takes an event back, with those named in `together`; the root takes its whole stream along (semantics 9). */
export const retractFact = <X extends DecisionContext>(
  { target, together, reason }: RetractFact,
  subject: CorrectionCase<X>,
): readonly DomainEvent[] => {
  const { context, versions } = subject;
  const recorded = retractable(target, subject);
  together?.forEach((id) => retractable(id, subject));
  const data: FactRetracted & { targetVersion: number } = {
    target,
    targetType: recorded.type,
    targetVersion: versions[recorded.type] ?? 1,
    together: takenAlong(recorded, together, subject),
    reason,
    proposedBy: context.actor.id,
  };
  return settle({ type: 'FactRetracted', data }, subject);
};

/** The second person: the correction is known from this event on, and checked anew as it now stands (semantics 10). */
export const approveCorrection = <X extends DecisionContext>(
  { proposal }: ApproveCorrection,
  subject: CorrectionCase<X>,
): readonly DomainEvent[] => {
  const { actor } = subject.context;
  const { act, ...proposed } = pending(proposal, subject.events);
  if (proposed.proposedBy === actor.id) throw refuseCorrection('correction.same-person');
  const approved = { ...proposed, proposal, approvedBy: actor.id };
  if (act === 'retract') return [checked({ type: 'FactRetracted', data: retraction(approved, subject) }, subject)];
  const { effective } = ordinary(proposed.target, subject);
  const corrected = correctedData(effective, picked(proposed), subject);
  return [checked({ type: 'FactCorrected', data: { ...approved, ...corrected } }, subject)];
};

export const rejectCorrection = <X extends DecisionContext>(
  { proposal, reason }: RejectCorrection,
  { events, context }: CorrectionCase<X>,
): readonly DomainEvent[] => {
  pending(proposal, events);
  return [{ type: 'CorrectionRejected', data: { proposal, rejectedBy: context.actor.id, reason } }];
};

/** Proposals that nobody has decided yet, oldest first. */
export const pendingCorrections = (
  events: readonly RecordedEvent[],
): readonly RecordedEvent<string, CorrectionProposed>[] => {
  const decided = new Set(events.map(({ data }) => (data as { proposal?: string }).proposal));
  return events.filter(({ type, id }) => type === 'CorrectionProposed' && !decided.has(id)) as never;
};

/** Effective at once, or proposed where a statistic would move. */
const settle = <X extends DecisionContext>(act: Act, subject: CorrectionCase<X>): readonly DomainEvent[] => {
  const { before, after } = foreseen(act, subject.events);
  checkDependents(act, { before, after }, subject.correcting);
  if (!subject.correcting.movesStatistics(before, after)) return [act];
  const kind = act.type === 'FactCorrected' ? 'correct' : 'retract';
  return [{ type: 'CorrectionProposed', data: { act: kind, ...act.data } }];
};

const checked = <X>(act: Act, { events, correcting }: CorrectionCase<X>): Act => {
  checkDependents(act, foreseen(act, events), correcting);
  return act;
};

const known = (target: string, events: readonly RecordedEvent[]): RecordedEvent => {
  const recorded = events.find(({ id }) => id === target);
  if (!recorded) throw refuseCorrection('fact.unknown', { target });
  return recorded;
};

type Ordinary = EffectiveEvent<string, Record<string, unknown>>;

const ordinary = <X>(target: string, { events }: CorrectionCase<X>) => {
  const recorded = known(target, events);
  if (correctionTypes.has(recorded.type)) throw refuseCorrection('fact.not-correctable', { type: recorded.type });
  const effective = effectiveHistory(events).find(({ id }) => id === target) as Ordinary | undefined;
  if (!effective) throw refuseCorrection('fact.retracted');
  return { recorded, effective };
};

/** Any live event but proposals and their rejection, which change nothing that is known. */
const retractable = <X>(target: string, { events, correcting }: CorrectionCase<X>): RecordedEvent => {
  const recorded = known(target, events);
  if (liveRetractions(events).has(target)) throw refuseCorrection('fact.retracted');
  const { type } = recorded;
  const isActOfCorrecting = type === 'CorrectionProposed' || type === 'CorrectionRejected';
  if (isActOfCorrecting || correcting.retractable?.(type) === false)
    throw refuseCorrection('fact.not-correctable', { type });
  return recorded;
};

/** The root takes along whatever stands by then. */
const takenAlong = <X>(
  { id, type }: RecordedEvent,
  together: readonly string[] | undefined,
  { events, correcting }: CorrectionCase<X>,
): readonly string[] | undefined => {
  if (type !== correcting.root) return together?.filter((other) => other !== id);
  return effectiveHistory(events)
    .map((event) => event.id)
    .filter((other) => other !== id);
};

const retraction = <X>(approved: FactRetracted, subject: CorrectionCase<X>): FactRetracted => {
  const recorded = retractable(approved.target, subject);
  return { ...approved, together: takenAlong(recorded, approved.together, subject) };
};

const checkFields = <X>(type: string, patched: readonly string[], { fields }: Correcting<X>): void => {
  const correctable = fields?.(type);
  const refused = correctable ? patched.filter((field) => !correctable.includes(field)) : [];
  if (refused.length > 0) throw refuseCorrection('fact.field-not-correctable', { fields: refused });
};

/** The event's complete new data, judged on itself, and the names of the fields that differ (semantics 8, engine 20). */
const correctedData = <X extends DecisionContext>(
  effective: Ordinary,
  patch: Readonly<Record<string, unknown>>,
  { events, correcting, context }: CorrectionCase<X>,
): Pick<FactCorrected, 'data' | 'fields'> => {
  const { type, data: before } = effective;
  const stated = withPatch(before, patch);
  correcting.validate(type, stated, context);
  notAhead(stated, context);
  const correction = { type, data: stated, patched: Object.keys(patch), before, history: effectiveHistory(events) };
  const data = correcting.derive?.(correction, context) ?? stated;
  const fields = changedFields(before, data);
  if (fields.length === 0) throw refuseCorrection('fact.unchanged');
  return { data, fields };
};

/** `null` in a patch takes an optional field away. */
const withPatch = (
  before: Readonly<Record<string, unknown>>,
  patch: Readonly<Record<string, unknown>>,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries({ ...before, ...patch }).filter(([, value]) => value !== null && value !== undefined),
  );

const changedFields = (before: Record<string, unknown>, after: Record<string, unknown>): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => canonical(before[field]) !== canonical(after[field]))
    .sort();

/** What a proposal would change; a field it takes away is named with `null`. */
const picked = ({ data = {}, fields = [] }: Omit<CorrectionProposed, 'act'>): Record<string, unknown> =>
  Object.fromEntries(fields.map((field) => [field, data[field] ?? null]));

const notAhead = (data: Record<string, unknown>, { today }: DecisionContext): void => {
  if (data['effectiveFrom']) return;
  const on = validFrom(data);
  if (on > today) throw refuseCorrection('fact.in-future', { on, today });
};

const pending = (proposal: string, events: readonly RecordedEvent[]): CorrectionProposed => {
  const found = events.find(({ id, type }) => id === proposal && type === 'CorrectionProposed');
  if (!found) throw refuseCorrection('correction.unknown', { proposal });
  const isOpen = pendingCorrections(events).some(({ id }) => id === proposal);
  if (!isOpen) throw refuseCorrection('correction.decided');
  return found.data as CorrectionProposed;
};
