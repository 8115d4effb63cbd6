import { step } from '#libs/kernel/decider.js';
import type { Day, Instant, LedgerSource, Origin, RecordedEvent } from '#libs/kernel/event.js';
import {
  correctionTypes,
  dusk,
  effectiveHistory,
  liveRetractions,
  validFrom,
  type CorrectionProposed,
  type EffectiveEvent,
  type FactRetracted,
  type Reading,
} from '#libs/kernel/history.js';
import { canonical } from '#libs/kernel/ids.js';
import { replacedBy } from './before.js';
import { evolve } from './evolve.js';
import { unregistered } from './state.js';

type Data = Readonly<Record<string, unknown>>;

/** One field, old → new; `null` where there was, or is, nothing. */
export interface FieldChange {
  readonly field: string;
  readonly old: unknown;
  readonly new: unknown;
}

export interface EventReference {
  readonly id: string;
  readonly type: string;
  readonly seq: number;
}

/** One line of a case's timeline: what was recorded, by whom, and what it changed. */
export interface HistoryEntry extends EventReference {
  /** The day it is in force from, as now known; `null` for acts of correcting, which have no place on that axis. */
  readonly on: Day | null;
  readonly recordedAt: Instant;
  readonly actor: string;
  readonly post?: string;
  readonly unit?: string;
  readonly onBehalfOf?: string;
  readonly reason?: string;
  readonly origin?: Origin;
  readonly source?: LedgerSource;
  /** What the event states as recorded; for corrections the target's fields before and after. */
  readonly changes: readonly FieldChange[];
  /** What an act of correcting is about. */
  readonly target?: EventReference;
  /** Live corrections applied to it, oldest first. */
  readonly replacedBy: readonly string[];
  /** The live retraction that took it back. */
  readonly retractedBy?: string;
  /** Evidence gates a ledger row did not meet (semantics 13). */
  readonly notEvidenced: readonly string[];
}

interface Telling {
  /** Events known at the reading, in recorded order. */
  readonly known: readonly RecordedEvent[];
  readonly effective: ReadonlyMap<string, EffectiveEvent>;
  readonly retractedBy: ReadonlyMap<string, string>;
  /** Ordinary events: what each field said before it. */
  readonly before: ReadonlyMap<string, Data>;
}

/** Every event known at the reading, in the order of recording: acts of correcting too, facts of days after V not. */
export const caseHistory = (events: readonly RecordedEvent[], reading: Reading = {}): readonly HistoryEntry[] => {
  const { knownAt = Number.MAX_SAFE_INTEGER, validAt = dusk } = reading;
  const known = events.filter(({ seq }) => seq <= knownAt);
  const history = effectiveHistory(known);
  const telling: Telling = {
    known,
    effective: new Map(history.map((event) => [event.id, event])),
    retractedBy: retractions(known),
    before: replacedValues(history),
  };
  return known.map((event) => entryOf(event, telling)).filter(({ on }) => on === null || on <= validAt);
};

const entryOf = (event: RecordedEvent, telling: Telling): HistoryEntry => {
  const { id, type, seq, metadata } = event;
  const { reason, notEvidenced = [] } = event.data as { reason?: string; notEvidenced?: readonly string[] };
  const { recordedAt, actor, post, unit, onBehalfOf, origin, source } = metadata;
  const isCorrecting = correctionTypes.has(type);
  const effective = telling.effective.get(id);
  return {
    ...{ id, type, seq, recordedAt, actor, post, unit, onBehalfOf, origin, source, reason, notEvidenced },
    on: isCorrecting ? null : (effective?.on ?? validFrom(event.data)),
    changes: isCorrecting ? correctedFields(event, telling) : statedFields(event, telling),
    target: isCorrecting ? targetOf(event, telling) : undefined,
    replacedBy: effective?.correctedBy ?? [],
    retractedBy: telling.retractedBy.get(id),
  };
};

/** Event id → the live retraction that took it back: the oldest that names it. */
const retractions = (known: readonly RecordedEvent[]): ReadonlyMap<string, string> => {
  const gone = liveRetractions(known);
  const pairs = known
    .filter(({ type, id }) => type === 'FactRetracted' && !gone.has(id))
    .flatMap(({ id, data }) => {
      const { target, together = [] } = data as FactRetracted;
      return [target, ...together].map((taken) => [taken, id] as const);
    });
  return new Map(pairs.reverse());
};

/** Walks the history once: what each event's fields said before it, where a fact is replaced. */
const replacedValues = (history: readonly EffectiveEvent[]): ReadonlyMap<string, Data> => {
  let state = unregistered;
  return new Map(
    history.map((event) => {
      const before = replacedBy(state, event);
      state = step(evolve, state, event);
      return [event.id, before];
    }),
  );
};

const notShown = new Set(['notEvidenced']);

const statedFields = ({ id, data }: RecordedEvent, { before }: Telling): readonly FieldChange[] =>
  Object.entries(data as Data)
    .filter(([field]) => !notShown.has(field))
    .map(([field, value]) => ({ field, old: before.get(id)?.[field] ?? null, new: value }));

/** The ordinary event behind an act: a correction's target, or what the act that is taken back was about. */
const ordinaryBehind = (event: RecordedEvent, telling: Telling): RecordedEvent | undefined => {
  const aimed = targetEvent(event, telling);
  return aimed && correctionTypes.has(aimed.type) ? ordinaryBehind(aimed, telling) : aimed;
};

const targetEvent = ({ data }: RecordedEvent, { known }: Telling): RecordedEvent | undefined => {
  const { target, proposal } = data as { target?: string; proposal?: string };
  return known.find(({ id }) => id === (target ?? proposal));
};

const targetOf = (event: RecordedEvent, telling: Telling): EventReference | undefined => {
  const found = targetEvent(event, telling);
  return found && { id: found.id, type: found.type, seq: found.seq };
};

const correctedFields = (event: RecordedEvent, telling: Telling): readonly FieldChange[] => {
  const behind = ordinaryBehind(event, telling);
  if (!behind || event.type === 'CorrectionRejected') return [];
  const before = dataAt(behind.id, event.seq - 1, telling);
  if (event.type === 'CorrectionProposed')
    return differences(before, proposed(event.data as CorrectionProposed, before));
  return differences(before, dataAt(behind.id, event.seq, telling));
};

/** An event's data as known at a position; nothing where it was taken back. */
const dataAt = (id: string, knownAt: number, { known }: Telling): Data =>
  (effectiveHistory(known, { knownAt }).find((event) => event.id === id)?.data as Data | undefined) ?? {};

const proposed = ({ act, data = {}, fields = [] }: CorrectionProposed, before: Data): Data =>
  act === 'retract' ? {} : { ...before, ...Object.fromEntries(fields.map((field) => [field, data[field]])) };

const differences = (before: Data, after: Data): readonly FieldChange[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => canonical(before[field]) !== canonical(after[field]))
    .map((field) => ({ field, old: before[field] ?? null, new: after[field] ?? null }));
