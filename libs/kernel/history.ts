import type { Day, Metadata, RecordedEvent } from './event.js';

/** Wrong from the start: the target's complete new data, of which only `fields` are applied (engine 20). */
export interface FactCorrected {
  target: string;
  targetType: string;
  targetVersion: number;
  data: Record<string, unknown>;
  fields: readonly string[];
  reason: string;
  proposal?: string;
  proposedBy: string;
  approvedBy?: string;
}

/** Taken back; the target may itself be a correction or a retraction (semantics 7). */
export interface FactRetracted {
  target: string;
  targetType: string;
  together?: readonly string[];
  reason: string;
  proposal?: string;
  proposedBy: string;
  approvedBy?: string;
}

/** Waits for a second person, since it would move a statistic (semantics 10). */
export interface CorrectionProposed {
  act: 'correct' | 'retract';
  target: string;
  targetType: string;
  targetVersion: number;
  data?: Record<string, unknown>;
  fields?: readonly string[];
  together?: readonly string[];
  reason: string;
  proposedBy: string;
}

export interface CorrectionRejected {
  proposal: string;
  rejectedBy: string;
  reason: string;
}

/** The events of correcting, the same in every stream. They have no place on the valid axis. */
export interface CorrectionEvents {
  FactCorrected: FactCorrected;
  FactRetracted: FactRetracted;
  CorrectionProposed: CorrectionProposed;
  CorrectionRejected: CorrectionRejected;
}

export const correctionTypes: ReadonlySet<string> = new Set<keyof CorrectionEvents>([
  'FactCorrected',
  'FactRetracted',
  'CorrectionProposed',
  'CorrectionRejected',
]);

/** An event as it reads after corrections. `on` is its place on the valid axis. */
export interface EffectiveEvent<T extends string = string, D = unknown> {
  readonly type: T;
  readonly data: D;
  readonly on: Day;
  readonly id: string;
  readonly seq: number;
  readonly revision: number;
  readonly metadata: Metadata;
  /** Ids of the live corrections applied, oldest first; empty for an event that reads as recorded. */
  readonly correctedBy: readonly string[];
}

export interface Reading {
  /** Last seq known; all of the log when absent. */
  knownAt?: number;
  /** Last office day, whole; all days when absent. */
  validAt?: Day;
}

/** Before every date: the place of an event that carries none. */
export const dawn: Day = '0000-01-01';
/** After every date. */
export const dusk: Day = '9999-12-31';

/** `occurredOn` for what happened, `effectiveFrom` for units, posts and rule books (semantics 25). */
export const validFrom = (data: unknown): Day => {
  const dated = data as { occurredOn?: Day; effectiveFrom?: Day } | null;
  return dated?.occurredOn ?? dated?.effectiveFrom ?? dawn;
};

/**
 * The one place where a correction is understood (semantics 7): takes the events known at `knownAt`, drops corrections
 * and retractions that are themselves retracted (newest first), applies the live corrections of a target oldest to
 * newest field by field, orders by (valid day, seq) and cuts at `validAt`.
 * @param events one stream, in recorded order
 */
export const effectiveHistory = (
  events: readonly RecordedEvent[],
  { knownAt = Number.MAX_SAFE_INTEGER, validAt = dusk }: Reading = {},
): readonly EffectiveEvent[] => {
  const known = events.filter((event) => event.seq <= knownAt);
  const retracted = liveRetractions(known);
  const corrections = liveCorrections(known, retracted);
  return known
    .filter((event) => !correctionTypes.has(event.type) && !retracted.has(event.id))
    .map((event) => corrected(event, corrections.get(event.id) ?? []))
    .filter((event) => event.on <= validAt)
    .sort(byDayThenSeq);
};

export const byDayThenSeq = (a: EffectiveEvent, b: EffectiveEvent): number =>
  a.on < b.on ? -1 : a.on > b.on ? 1 : a.seq - b.seq;

/** Ids of every event taken back by a retraction that stands. */
export const liveRetractions = (known: readonly RecordedEvent[]): ReadonlySet<string> => {
  const retracted = new Set<string>();
  for (const event of known.toReversed()) {
    if (event.type !== 'FactRetracted' || retracted.has(event.id)) continue;
    const { target, together = [] } = event.data as FactRetracted;
    [target, ...together].forEach((id) => retracted.add(id));
  }
  return retracted;
};

type Correction = RecordedEvent<'FactCorrected', FactCorrected>;

/** Live corrections by target id, oldest first. */
export const liveCorrections = (
  known: readonly RecordedEvent[],
  retracted: ReadonlySet<string> = liveRetractions(known),
): ReadonlyMap<string, readonly Correction[]> => {
  const byTarget = new Map<string, Correction[]>();
  for (const event of known) {
    if (event.type !== 'FactCorrected' || retracted.has(event.id)) continue;
    const correction = event as Correction;
    byTarget.set(correction.data.target, [...(byTarget.get(correction.data.target) ?? []), correction]);
  }
  return byTarget;
};

/** An event that no correction reaches. */
export const asRecorded = (event: RecordedEvent): EffectiveEvent => corrected(event, []);

const corrected = (event: RecordedEvent, corrections: readonly Correction[]): EffectiveEvent => {
  const data = corrections.length === 0 ? event.data : corrections.reduce(applyFields, event.data);
  return {
    type: event.type,
    data,
    on: validFrom(data),
    id: event.id,
    seq: event.seq,
    revision: event.revision,
    metadata: event.metadata,
    correctedBy: corrections.map((correction) => correction.id),
  };
};

const applyFields = (data: unknown, { data: correction }: Correction): unknown => {
  const next = { ...(data as Record<string, unknown>) };
  for (const field of correction.fields) {
    if (field in correction.data) next[field] = correction.data[field];
    else delete next[field];
  }
  return next;
};
