import type { Position, RecordedEvent } from '#libs/kernel/event.js';
import type { EventStore } from '#libs/event-store/port.js';
import type { ViewStore } from '#libs/view-store/port.js';
import type { FollowingProjection, Projection } from './port.js';
import type { Notice } from './notice.js';

/** An act upon a projection that outlives every view, hence an event of the log (engine 36). */
export interface ProjectionFact {
  readonly type: 'ProjectionSkipped' | 'ProjectionResumed';
  readonly data: {
    readonly projection: string;
    readonly version: number;
    readonly eventId: string;
    readonly seq: number;
    /** What the projection threw at the event. */
    readonly message: string;
  };
}

export interface Place {
  readonly position: Position | 'start';
  readonly seq: number;
}

/** Folds the streams of a log apart from this thread, for a view that is begun when the log is long. */
export interface StreamShares {
  /** A shorter log is not worth the threads. */
  readonly leastEvents: number;
  /** Shares of the named projection's view, in an order of their own. Throws where an event cannot be folded. */
  fold(asked: StreamsAsked, signal: AbortSignal): Promise<readonly unknown[]>;
}

export interface StreamsAsked {
  readonly projection: string;
  /** Last seq that counts. */
  readonly until: number;
  /** Ids that are passed over. */
  readonly skips: readonly string[];
}

export interface ProjectorOptions {
  readonly events: EventStore;
  readonly views: ViewStore;
  /** Brings an event to today's shape. @throws `log.unknown-event`, which stops every projection (engine 33) */
  readonly upcast: (event: RecordedEvent) => RecordedEvent;
  /** Id of the log; null while it is empty. Kept once known. */
  readonly logId: () => Promise<string | null>;
  /** Id of the event at a place a reader reached; null where the log does not reach so far (engine 34). */
  readonly idAt: (place: Place) => Promise<string | null>;
  /** Every event type this release knows; those that no projection of a group handles are not even read. */
  readonly knownTypes: readonly string[];
  readonly projections: readonly Projection[];
  readonly following: readonly FollowingProjection[];
  /** Appends the audited event. */
  readonly record: (fact: ProjectionFact) => Promise<void>;
  /** Ids of the events ever skipped for this (projection, version), so that a rebuild obeys the same policy. */
  readonly skipped?: (projection: string, version: number) => Promise<readonly string[]>;
  /** Milliseconds that never go back. */
  readonly monotonic: () => number;
  /** Where the log can be read by streams. */
  readonly streamShares?: StreamShares;
  /** Events a page. */
  readonly pageSize?: number;
  /** Events a page once a view is live, where a page that is written holds others up (engine 35); else as before. */
  readonly livePageSize?: number;
  /** What an operator should read: nothing here happens in silence. */
  readonly report?: (notice: Notice) => void;
  /** No other process reads these views (embedded): generations of older versions go when a newer one is promoted. */
  readonly onlyProcess?: boolean;
  /** Written into the refusal of another log's views: the command that drops them. */
  readonly dropCommand?: string;
}

export const defaults = {
  pageSize: 2000,
  /** Views that are built within so many events of one another read together. */
  nearBy: 50_000,
  /** A checkpoint that moved without changes is written this often at most (engine 9). */
  moveEveryMs: 5_000,
  /** The old generation is followed for this long after a promotion, until every reader has seen the new pointer. */
  retireAfterMs: 5_000,
  /** Behind, and not moving for this long: stalled. */
  stallAfterMs: 10_000,
  /** The log is looked at this often when no doorbell rings. */
  pollMs: 1_000,
  dropCommand: 'lookback views drop',
} as const;

/** The way to ids that every log has. */
export const idsIn =
  (events: Pick<EventStore, 'lastAt'>): ProjectorOptions['idAt'] =>
  async ({ position, seq }) => {
    const found = await events.lastAt(position);
    return found?.seq === seq ? found.id : null;
  };
