import type { EventData, Position, RecordedEvent } from '#libs/kernel/event.js';

/** What a caller expects of a stream before its append; `no_stream` is revision −1 (engine 8). */
export type ExpectedRevision = number | 'no_stream';

export interface Appended {
  /** Revision of the last event asked for. */
  readonly revision: number;
  /** Position of the last event asked for. */
  readonly position: Position;
  readonly seq: number;
  /** The events as they stand in the log (the original ones where this append repeats an earlier one). */
  readonly events: readonly RecordedEvent[];
}

export interface StreamRead {
  readonly revision: ExpectedRevision;
  readonly events: readonly RecordedEvent[];
}

export interface Page {
  readonly events: readonly RecordedEvent[];
  /** Last position scanned, dropped events included: this is what a checkpoint keeps (engine 9). */
  readonly next: Position;
  /** Seq at `next`. */
  readonly nextSeq: number;
  readonly atEnd: boolean;
}

export interface Head {
  readonly position: Position;
  readonly seq: number;
}

/**
 * The log. One table of outcomes for every adapter (engine 8):
 * expected = actual → write · expected past and the same ids stand there → the original result ·
 * past and other ids → `RevisionConflict` · ids equal only in part → `CorruptedIdempotency` · expected ahead → `RevisionConflict`.
 * ≤ 100 events and ≤ 512 KiB an append; an empty one is refused. Errors: see `errors.ts`.
 */
export interface EventStore {
  append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly EventData[],
    signal?: AbortSignal,
  ): Promise<Appended>;
  readStream(stream: string, signal?: AbortSignal): Promise<StreamRead>;
  /** Events after `after` (`start`: from the first), at most `limit`, without the types named in `except`. */
  readAll(
    after: Position | 'start',
    limit: number,
    options?: { except?: readonly string[]; signal?: AbortSignal },
  ): Promise<Page>;
  /** Last position of the log; `start` and seq 0 for an empty one. */
  head(signal?: AbortSignal): Promise<Head>;
  /**
   * The last event at or before a place: what a checkpoint stands at, whatever was passed over on the way there.
   * Undefined at the start, and where the log does not reach so far (a log restored from an older backup).
   */
  lastAt(place: Position | 'start', signal?: AbortSignal): Promise<RecordedEvent | undefined>;
  /** A doorbell: late, twice or for nothing is fine. Returns the way to stop it. */
  onAppended(ring: () => void): () => void;
  /** Nobody else writes this log, and it rings before an append is answered: who heard no ring knows the head. */
  readonly ringsForAll?: true;
  close(): Promise<void>;
}
