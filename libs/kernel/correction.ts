import type { Correcting, DecisionContext } from './aggregate.js';
import type { ApproveCorrection, CorrectFact, RejectCorrection, RetractFact } from './correction-commands.js';
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
import { refusals } from './refusal.js';

export const refuseCorrection = refusals({
  'fact.unknown': { zh: '没有该事件:{target}', en: 'There is no such event: {target}', status: 404 },
  'fact.not-correctable': { zh: '{type} 不能更正', en: '{type} cannot be corrected' },
  'fact.field-not-correctable': { zh: '字段不能更正:{fields}', en: 'These fields cannot be corrected: {fields}' },
  'fact.retracted': { zh: '该事件已撤销,不能更正', en: 'A retracted event is not corrected' },
  'fact.unchanged': { zh: '更正没有改变任何内容', en: 'The correction changes nothing' },
  'fact.has-dependents': {
    zh: '其他事件依赖于它,须一并撤销:{dependents}',
    en: 'Other events rest on it; name them in `together`: {dependents}',
    status: 409,
  },
  'fact.in-future': { zh: '日期 {on} 晚于录入日 {today}', en: 'The date {on} lies after the recording day {today}' },
  'correction.unknown': {
    zh: '没有待审的更正 {proposal}',
    en: 'There is no correction {proposal} to decide',
    status: 404,
  },
  'correction.decided': { zh: '该更正已有决定', en: 'The correction is decided already', status: 409 },
  'correction.same-person': {
    zh: '更正须由另一人复核',
    en: 'Another person than the proposer approves a correction',
    status: 403,
  },
});

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
  const data = patchedData(effective, patch, subject);
  correcting.validate(recorded.type, data, context);
  notAhead(data, context);
  const correction: FactCorrected = {
    target,
    targetType: recorded.type,
    targetVersion: versions[recorded.type] ?? 1,
    data,
    fields: changedFields(effective.data, data),
    reason,
    proposedBy: context.actor.id,
  };
  if (correction.fields.length === 0) throw refuseCorrection('fact.unchanged');
  return settle({ type: 'FactCorrected', data: correction }, subject);
};

/** Takes an event back, with those named in `together`; the root takes its whole stream along (semantics 9). */
export const retractFact = <X extends DecisionContext>(
  { target, together, reason }: RetractFact,
  subject: CorrectionCase<X>,
): readonly DomainEvent[] => {
  const { events, correcting, context, versions } = subject;
  const recorded = known(target, events);
  if (liveRetractions(events).has(target)) throw refuseCorrection('fact.retracted');
  if (recorded.type === 'CorrectionProposed' || recorded.type === 'CorrectionRejected')
    throw refuseCorrection('fact.not-correctable', { type: recorded.type });
  together?.forEach((id) => known(id, events));
  const data: FactRetracted & { targetVersion: number } = {
    target,
    targetType: recorded.type,
    targetVersion: versions[recorded.type] ?? 1,
    together: recorded.type === correcting.root ? others(target, events) : together,
    reason,
    proposedBy: context.actor.id,
  };
  return settle({ type: 'FactRetracted', data }, subject);
};

/** The second person: the correction is known from this event on (semantics 10). */
export const approveCorrection = <X extends DecisionContext>(
  { proposal }: ApproveCorrection,
  subject: CorrectionCase<X>,
): readonly DomainEvent[] => {
  const { actor } = subject.context;
  const { act, ...proposed } = pending(proposal, subject.events);
  if (proposed.proposedBy === actor.id) throw refuseCorrection('correction.same-person');
  const approved = { ...proposed, proposal, approvedBy: actor.id };
  if (act === 'retract') {
    if (liveRetractions(subject.events).has(proposed.target)) throw refuseCorrection('fact.retracted');
    return [checkDependents({ type: 'FactRetracted', data: approved as FactRetracted }, subject)];
  }
  const { effective } = ordinary(proposed.target, subject);
  const data = { ...effective.data, ...picked(proposed.data!, proposed.fields!) };
  const correction = { ...approved, data, fields: changedFields(effective.data, data) } as FactCorrected;
  return [checkDependents({ type: 'FactCorrected', data: correction }, subject)];
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

type Act = DomainEvent<'FactCorrected', FactCorrected> | DomainEvent<'FactRetracted', FactRetracted>;

/** Effective at once, or proposed where a statistic would move. */
const settle = <X extends DecisionContext>(act: Act, subject: CorrectionCase<X>): readonly DomainEvent[] => {
  checkDependents(act, subject);
  const before = effectiveHistory(subject.events);
  const after = effectiveHistory([...subject.events, tentative(act, subject.events)]);
  if (!subject.correcting.movesStatistics(before, after)) return [act];
  const kind = act.type === 'FactCorrected' ? 'correct' : 'retract';
  return [{ type: 'CorrectionProposed', data: { act: kind, ...act.data } }];
};

/** Refuses what would leave a live event without its need (semantics 9). */
const checkDependents = <X>(act: Act, { events, correcting }: CorrectionCase<X>): Act => {
  const before = effectiveHistory(events);
  const after = effectiveHistory([...events, tentative(act, events)]);
  const orphans = after.filter(
    (event) => isSupported(event, before, correcting) && !isSupported(event, after, correcting),
  );
  if (orphans.length === 0) return act;
  const dependents = orphans.map(({ id, type, on }) => ({ id, type, on }));
  throw refuseCorrection('fact.has-dependents', {
    dependents: dependents.map(({ type, on }) => `${type} ${on}`),
    events: dependents,
  });
};

const isSupported = <X>(
  event: EffectiveEvent,
  history: readonly EffectiveEvent[],
  { needs }: Correcting<X>,
): boolean => {
  const need = Object.hasOwn(needs, event.type) ? needs[event.type] : undefined;
  if (!need) return true;
  const candidates = history.filter(({ id, on }) => id !== event.id && on <= event.on);
  return need(event, candidates) !== 'missing';
};

const tentative = ({ type, data }: Act, events: readonly RecordedEvent[]): RecordedEvent => {
  const last = events.at(-1)!;
  return { ...last, id: 'tentative', seq: last.seq + 1, revision: last.revision + 1, type, data };
};

const known = (target: string, events: readonly RecordedEvent[]): RecordedEvent => {
  const recorded = events.find(({ id }) => id === target);
  if (!recorded) throw refuseCorrection('fact.unknown', { target });
  return recorded;
};

const ordinary = <X>(target: string, { events }: CorrectionCase<X>) => {
  const recorded = known(target, events);
  if (correctionTypes.has(recorded.type)) throw refuseCorrection('fact.not-correctable', { type: recorded.type });
  const effective = effectiveHistory(events).find(({ id }) => id === target) as
    EffectiveEvent<string, Record<string, unknown>> | undefined;
  if (!effective) throw refuseCorrection('fact.retracted');
  return { recorded, effective };
};

const checkFields = <X>(type: string, patched: readonly string[], { fields }: Correcting<X>): void => {
  const correctable = fields?.(type);
  const refused = correctable ? patched.filter((field) => !correctable.includes(field)) : [];
  if (refused.length > 0) throw refuseCorrection('fact.field-not-correctable', { fields: refused });
};

/** `null` in a patch takes an optional field away. */
const patchedData = <X extends DecisionContext>(
  effective: EffectiveEvent<string, Record<string, unknown>>,
  patch: Record<string, unknown>,
  { events, correcting, context }: CorrectionCase<X>,
): Record<string, unknown> => {
  const data: Record<string, unknown> = { ...effective.data, ...patch };
  for (const [field, value] of Object.entries(patch)) if (value === null) delete data[field];
  const correction = { type: effective.type, data, patched: Object.keys(patch), history: effectiveHistory(events) };
  return correcting.derive?.(correction, context) ?? data;
};

const changedFields = (before: Record<string, unknown>, after: Record<string, unknown>): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .sort();

const picked = (data: Record<string, unknown>, fields: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(fields.map((field) => [field, data[field]]));

const others = (target: string, events: readonly RecordedEvent[]): readonly string[] =>
  effectiveHistory(events)
    .map(({ id }) => id)
    .filter((id) => id !== target);

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
