import type { Checkpoint, Collection, Generation } from '#libs/view-store/port.js';
import type { Place } from './options.js';
import type { FollowingFolder, FollowingProjection, PageFolder, Projection } from './port.js';
import type { StoreErrors } from './own-views.js';
import { speedometer, type Speedometer } from './speedometer.js';

/** Where a reader stands; the id of the event there is looked up only when a checkpoint is written. */
export interface Reached extends Place {
  eventId(): Promise<string | null>;
}

export const atStart: Reached = { position: 'start', seq: 0, eventId: async () => null };

export const reachedBy = ({ position, seq, eventId }: Checkpoint): Reached => ({
  position,
  seq,
  eventId: async () => eventId,
});

/** The event a projection threw at. */
export interface Fault {
  readonly projection: string;
  readonly eventId: string;
  readonly seq: number;
  readonly message: string;
}

export interface Definition {
  readonly name: string;
  readonly version: number;
  readonly collections: readonly Collection[];
}

/** One generation of one projection on its way along the log. Written by the projector's turns only, one at a time. */
export interface Track {
  readonly definition: Definition;
  readonly generation: Generation;
  /** Queries read this generation. */
  live: boolean;
  /** What the store holds: what the next commit expects. */
  committed: Checkpoint | null;
  /** Ahead of `committed` only by events that change nothing. */
  reached: Reached;
  /** The last look found nothing after `reached`. */
  atEnd: boolean;
  running: 'running' | 'faulted' | 'superseded';
  fault?: Fault;
  /** The last error of a store; the store is asked for the position before the next turn (engine 34). */
  trouble?: { readonly message: string };
  /** Followed until then though another generation is live, for readers that still hold the old pointer. */
  retireAt?: number;
  /** When the checkpoint was last written. */
  writtenAt: number;
  /** When its last turn went well. */
  turnedAt: number;
  /** How long the last commit's page took. */
  pageMs?: number;
  readonly speed: Speedometer;
  readonly storeErrors: StoreErrors;
}

/** A view that is being built from whole streams. */
export interface Whole {
  readonly until: Place;
  readonly stop: AbortController;
  /** Folded, and not written yet. */
  shares?: readonly unknown[];
  /** Written, or given up: pages go on from where the view stands. */
  isOver: boolean;
}

export interface LogTrack extends Track {
  readonly definition: Projection;
  readonly folder: PageFolder;
  readonly handles: ReadonlySet<string>;
  /** Ids this (projection, version) passes over; shared by its generations. */
  readonly skips: ReadonlySet<string>;
  whole?: Whole;
}

export interface FollowingTrack extends Track {
  readonly definition: FollowingProjection;
  /** Opened on a generation of the followed projection. */
  opened?: { readonly folder: FollowingFolder; readonly on: Track };
}

/** A generation as the store describes it. */
export interface Found {
  readonly generation: Generation;
  readonly checkpoint: Checkpoint | null;
  readonly live: boolean;
}

export const trackOf = (definition: Definition, { generation, checkpoint, live }: Found, now: number): Track => ({
  definition,
  generation,
  live,
  committed: checkpoint,
  reached: checkpoint ? reachedBy(checkpoint) : atStart,
  atEnd: false,
  running: 'running',
  writtenAt: now,
  turnedAt: now,
  speed: speedometer(now, checkpoint?.seq ?? 0),
  storeErrors: {},
});

export const isFollowing = (track: Track): track is FollowingTrack => 'follows' in track.definition;
/** Reads no pages meanwhile. */
export const isFoldedWhole = (track: Track): boolean => isOnLog(track) && track.whole?.isOver === false;
export const isOnLog = (track: Track): track is LogTrack => 'folder' in track;
/** Serves queries or is to do so: not an old generation waiting for its last readers. */
export const isCurrent = ({ retireAt }: Track): boolean => retireAt === undefined;
