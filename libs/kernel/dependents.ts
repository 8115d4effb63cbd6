import type { Correcting } from './aggregate.js';
import { refuseCorrection } from './correction-refusals.js';
import type { DomainEvent, RecordedEvent } from './event.js';
import {
  byDayThenSeq,
  effectiveHistory,
  type EffectiveEvent,
  type FactCorrected,
  type FactRetracted,
} from './history.js';

/** A correction or retraction on its way into the log. */
export type Act = DomainEvent<'FactCorrected', FactCorrected> | DomainEvent<'FactRetracted', FactRetracted>;

/** A stream as it would read with the act in it: what stood, and what would stand. */
export interface Foreseen {
  readonly before: readonly EffectiveEvent[];
  readonly after: readonly EffectiveEvent[];
}

export const foreseen = (act: Act, events: readonly RecordedEvent[]): Foreseen => ({
  before: effectiveHistory(events),
  after: effectiveHistory([...events, tentative(act, events)]),
});

const tentative = ({ type, data }: Act, events: readonly RecordedEvent[]): RecordedEvent => {
  const last = events.at(-1)!;
  return { ...last, id: 'tentative', seq: last.seq + 1, revision: last.revision + 1, type, data };
};

/** Whether the earlier event that this one rests on stands in the history (semantics 9). */
export const isSupported = <X>(
  event: EffectiveEvent,
  history: readonly EffectiveEvent[],
  { needs }: Pick<Correcting<X>, 'needs'>,
): boolean => {
  const need = Object.hasOwn(needs, event.type) ? needs[event.type] : undefined;
  if (!need) return true;
  const earlier = history.filter((other) => byDayThenSeq(other, event) < 0);
  return need(event, earlier) !== 'missing';
};

/** Refuses what would leave a live event without its need, or bring one back that has none (semantics 9). */
export const checkDependents = <X>(act: Act, { before, after }: Foreseen, correcting: Correcting<X>): void => {
  const lost = losing({ before, after }, correcting);
  const own = lost.find(({ id }) => id === act.data.target) ?? unsupportedRevival({ before, after }, correcting);
  if (own) throw refuseCorrection('fact.need-missing', { type: own.type, on: own.on, id: own.id });
  if (lost.length === 0) return;
  throw refuseCorrection('fact.has-dependents', {
    dependents: lost.map(({ type, on }) => `${type} ${on}`),
    events: lost.map(({ id, type, on }) => ({ id, type, on })),
  });
};

/** Events that stood on something and would stand on nothing; what rested on nothing before is no reason to refuse. */
const losing = <X>({ before, after }: Foreseen, correcting: Correcting<X>): readonly EffectiveEvent[] => {
  const stood = new Map(before.map((event) => [event.id, event]));
  return after.filter((event) => {
    const earlier = stood.get(event.id);
    return earlier && isSupported(earlier, before, correcting) && !isSupported(event, after, correcting);
  });
};

/** An event brought back that would rest on nothing; a whole stream comes back as it was. */
const unsupportedRevival = <X>({ before, after }: Foreseen, correcting: Correcting<X>): EffectiveEvent | undefined => {
  const stood = new Set(before.map(({ id }) => id));
  const revived = after.filter(({ id }) => !stood.has(id));
  if (revived.some(({ type }) => type === correcting.root)) return undefined;
  return revived.find((event) => !isSupported(event, after, correcting));
};
