import type { Position } from '#libs/kernel/event.js';

/** A document of a view: plain JSON with a string `_id`. */
export interface ViewDocument {
  readonly _id: string;
  readonly [field: string]: unknown;
}

/** A filter in MongoDB's query language, over typed scalars only (quality 1.6). */
export type Filter = Readonly<Record<string, unknown>>;

export interface FindOptions {
  /** `1` ascending, `-1` descending; must be served by a declared index (engine 31). */
  readonly sort?: Readonly<Record<string, 1 | -1>>;
  /** At most this many; paging is by key in the filter, never by skip. */
  readonly limit?: number;
}

/** Fields of one declared index, in order. `_id` is always indexed. */
export type Index = Readonly<Record<string, 1 | -1>>;

/** A collection as a projection declares it. */
export interface Collection {
  readonly name: string;
  readonly indexes: readonly Index[];
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
}

/** One generation of one projection: the collections of a (name, version), built once and then followed. */
export interface Generation {
  readonly projection: string;
  readonly version: number;
  readonly number: number;
}

export interface Commit {
  readonly generation: Generation;
  /** The checkpoint this commit was computed from; another one in the store → `StaleCommit` and nothing is written. */
  readonly expected: Checkpoint | null;
  readonly checkpoint: Checkpoint;
  readonly changes: readonly Change[];
  /** Makes this generation the one queries read, in the same transaction. */
  readonly promote?: boolean;
}

/**
 * Where views live. `commit` is all or nothing and compares-and-sets on (generation, checkpoint), so that two projectors
 * never both win. Queries read the promoted generation of (projection, version).
 */
export interface ViewStore {
  /** Opens a new generation with its collections and indexes. */
  createGeneration(projection: string, version: number, collections: readonly Collection[]): Promise<Generation>;
  /** All generations of a projection, newest last, with their checkpoints and which one is live. */
  generations(projection: string): Promise<readonly { generation: Generation; checkpoint: Checkpoint | null; live: boolean }[]>;
  dropGeneration(generation: Generation): Promise<void>;
  checkpoint(generation: Generation): Promise<Checkpoint | null>;
  commit(commit: Commit): Promise<void>;
  load(generation: Generation, collection: string, ids: readonly string[]): Promise<ReadonlyMap<string, ViewDocument>>;
  find(generation: Generation, collection: string, filter: Filter, options?: FindOptions): Promise<readonly ViewDocument[]>;
  count(generation: Generation, collection: string, filter: Filter): Promise<number>;
  close(): Promise<void>;
}
