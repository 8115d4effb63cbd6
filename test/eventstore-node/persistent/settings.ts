import type { Filter } from '../filter.js';
import type { Place } from '../record.js';

/** Where a group begins: the event named is the first one delivered. */
export type StartFrom = 'start' | 'end' | bigint | Place;

export type Strategy = 'DispatchToSingle' | 'RoundRobin' | 'Pinned';

/** Settings of a group, as they come and as its info tells them. Times in milliseconds. */
export interface GroupSettings {
  readonly startFrom: StartFrom;
  readonly filter?: Filter;
  readonly resolveLinks: boolean;
  readonly extraStatistics: boolean;
  readonly messageTimeout: number;
  readonly maxRetryCount: number;
  readonly checkpointAfter: number;
  readonly minCheckpointCount: number;
  readonly maxCheckpointCount: number;
  /** 0 for any number. */
  readonly maxSubscriberCount: number;
  readonly liveBufferSize: number;
  readonly readBatchSize: number;
  readonly historyBufferSize: number;
  readonly strategy: Strategy;
}

/** A stream's name, or `$all`. */
export type Source = string;

export const allSource: Source = '$all';

export const parkedStream = (source: Source, group: string): string =>
  `$persistentsubscription-${source}::${group}-parked`;

/** What the groups themselves write is never delivered by a group on `$all`. */
export const isOwnStream = (stream: string): boolean => /^\$?\$?\$persistentsubscription-/.test(stream);
