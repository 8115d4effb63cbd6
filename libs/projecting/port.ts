import type { RecordedEvent } from '#libs/kernel/event.js';
import type { Change, Collection, Filter, FindOptions, ViewDocument } from '#libs/view-store/port.js';

/** What a projection may read of its own generation while it folds a page: what was committed, not what it is folding. */
export interface OwnViews {
  load(collection: string, ids: readonly string[]): Promise<ReadonlyMap<string, ViewDocument>>;
  find(collection: string, filter: Filter, options?: FindOptions): Promise<readonly ViewDocument[]>;
}

/** The log behind a projection's place: for one that reads a stream again where it needs it instead of storing a copy. */
export interface PassedEvents {
  /** Events of a stream before a seq, in order: those the projection handles and has not skipped, in today's shape, frozen. */
  ofStream(stream: string, before: number): Promise<readonly RecordedEvent[]>;
}

/**
 * Folds pages into changes. Pure over (events, own views, what the log held before them): no clock, no network. After each `apply` comes exactly one
 * of `committed` and `forget`; a page that throws is applied again in parts, to find the event at fault.
 */
export interface PageFolder {
  /** Events of one page, in log order, frozen, only the types the projection handles, never none. */
  apply(events: readonly RecordedEvent[]): Promise<readonly Change[]>;
  /** The last `apply` was committed: what it cached is now true. */
  committed(): void;
  /** The last `apply` was not committed, or another process wrote: forget everything cached. */
  forget(): void;
  /**
   * Instead of the first pages of a view that holds nothing yet: what `fold` of its projection made of the streams up to a
   * seq, to the same documents as pages come to, but for where one ends and the next begins.
   */
  takeShares?(shares: readonly unknown[], until: number): Promise<readonly Change[]>;
  /** What it keeps in memory of its committed view: a projection that follows it in this process may read it there. */
  readonly kept?: unknown;
}

/** A fold in which no stream needs another: a long log is folded stream by stream, in several threads at once. */
export interface ByStreams {
  /** What the names of its streams begin with. */
  readonly start: string;
  /**
   * @param histories each of one stream, from its first event on, none empty: the events a page would hold
   * @returns a share of the view, fit to be handed to another thread, for `takeShares`
   */
  fold(histories: Iterable<readonly RecordedEvent[]>): unknown;
}

/** One read model: named by the question it answers. A raised `version` builds a new generation beside the live one. */
export interface Projection {
  readonly name: string;
  readonly version: number;
  readonly handles: readonly string[];
  readonly collections: readonly Collection[];
  readonly byStreams?: ByStreams;
  open(views: OwnViews, passed: PassedEvents): PageFolder;
}

/** A projection whose documents are folds of events by key. Pure and total: no clock, no throw on an odd order. */
export interface DocumentProjection<View extends ViewDocument = ViewDocument> {
  readonly name: string;
  readonly version: number;
  readonly handles: readonly string[];
  readonly collection: Collection;
  /** Ids of the documents an event touches; one named twice is folded once. */
  key(event: RecordedEvent): string | readonly string[];
  initial(key: string): View;
  /** `null` removes the document; the same object says that nothing changed. The view given is frozen. */
  evolve(view: View, event: RecordedEvent): View | null;
}

/** A projection that follows another's committed views instead of the log (engine 25: counters follow case-facts). */
export interface FollowingProjection {
  readonly name: string;
  readonly version: number;
  /** Name and version of the projection whose live generation it reads. */
  readonly follows: { readonly name: string; readonly version: number };
  readonly collections: readonly Collection[];
  /**
   * Opened again when the followed projection promotes another generation.
   * @param kept what the followed projection keeps in memory, if it does
   */
  open(own: OwnViews, followed: OwnViews, kept?: unknown): FollowingFolder;
}

export interface FollowingFolder {
  /**
   * All changes that bring this view from `since` to `seq`, the followed view's checkpoint.
   * @param since seq this view stands at; 0 for a new generation, which holds nothing yet
   */
  apply(seq: number, since: number): Promise<readonly Change[]>;
  committed(): void;
  forget(): void;
}
