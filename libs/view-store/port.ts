import type { Position } from '#libs/kernel/event.js';

/** A document of a view: plain JSON with a string `_id`. */
export interface ViewDocument {
  readonly _id: string;
  readonly [field: string]: unknown;
}

/**
 * A filter in MongoDB's query language over typed scalars only (quality 1.6): equality, `$eq $ne $in $gt $gte $lt $lte
 * $exists`, `$and`, `$or`, dotted paths. Anything else → `views.bad-filter`, `undefined` too.
 */
export type Filter = Readonly<Record<string, unknown>>;

export interface FindOptions {
  /**
   * `1` ascending, `-1` descending; must be served by a declared index (engine 31), else `views.no-index`. Order of
   * MongoDB: null and missing < numbers < strings (by code point) < booleans. Ties come in any order: end it in `_id`.
   */
  readonly sort?: Readonly<Record<string, 1 | -1>>;
  /** At most this many; paging is by key in the filter, never by skip. */
  readonly limit?: number;
}

/** Fields of one declared index, in order. `_id` is always indexed, and ends every index (ascending) without naming it. */
export type Index = Readonly<Record<string, 1 | -1>>;

/** A collection as a projection declares it. */
export interface Collection {
  readonly name: string;
  readonly indexes: readonly Index[];
  /**
   * Indexed paths, or beginnings of them, that hold arrays; at most one per index. Such an index finds a document by
   * each element, and serves no sort by it. An array or object at any other indexed path → `views.bad-document`.
   */
  readonly arrays?: readonly string[];
}

/** Where a generation of a view stands (engine 34). */
export interface Checkpoint {
  readonly logId: string;
  readonly position: Position | 'start';
  readonly seq: number;
  /** Id of the event at `seq`; null before the first. */
  readonly eventId: string | null;
}

/** `null` deletes the document. */
export interface Change {
  readonly collection: string;
  readonly id: string;
  readonly document: ViewDocument | null;
  /** Whoever folded it found no such document. A store may insert it at once; where that was wrong it is replaced. */
  readonly isNew?: boolean;
}

/**
 * One generation of one projection: the collections of a (name, version), built once and then followed. No number is
 * given out twice in a store, so that a projector of a dropped generation can never write into a later one.
 */
export interface Generation {
  readonly projection: string;
  readonly version: number;
  readonly number: number;
}

export interface GenerationState {
  readonly generation: Generation;
  readonly checkpoint: Checkpoint | null;
  /** Queries of (projection, version) read this one. */
  readonly live: boolean;
}

export interface Commit {
  readonly generation: Generation;
  /** The checkpoint this commit was computed from; another one in the store → `views.stale-commit`, nothing written. */
  readonly expected: Checkpoint | null;
  readonly checkpoint: Checkpoint;
  /** In order: of two changes of one document the later one counts. */
  readonly changes: readonly Change[];
  /** Makes this generation the one queries read, in the same transaction. */
  readonly promote?: boolean;
}

/**
 * Where views live. `commit` is all or nothing and compares-and-sets on (generation, checkpoint), so that two projectors
 * never both win. Queries read the promoted generation of (projection, version). A generation that is not there →
 * `views.no-generation`; a collection it did not declare → `views.no-collection`.
 */
export interface ViewStore {
  /** Opens a new generation with its collections and indexes. */
  createGeneration(projection: string, version: number, collections: readonly Collection[]): Promise<Generation>;
  /** All generations of a projection, newest last, with their checkpoints and which one is live. */
  generations(projection: string): Promise<readonly GenerationState[]>;
  /** Also when live: its queries have none then. Dropping twice is no error. */
  dropGeneration(generation: Generation): Promise<void>;
  checkpoint(generation: Generation): Promise<Checkpoint | null>;
  commit(commit: Commit): Promise<void>;
  /** By id; a document that is not there is not in the map. */
  load(generation: Generation, collection: string, ids: readonly string[]): Promise<ReadonlyMap<string, ViewDocument>>;
  /** Documents are the caller's own copies. An empty filter reads the whole collection. */
  find(
    generation: Generation,
    collection: string,
    filter: Filter,
    options?: FindOptions,
  ): Promise<readonly ViewDocument[]>;
  count(generation: Generation, collection: string, filter: Filter): Promise<number>;
  close(): Promise<void>;
}
