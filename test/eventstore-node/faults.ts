import type { Failure } from './failure.js';

/** Switches of one node; all may be turned while it runs. Those of the wire (freeze, cut, refuse) are in `wire.ts`. */
export interface Faults {
  /** No call is answered; connections stay. */
  silent: boolean;
  /** Milliseconds before a call is looked at. */
  slowMs: number;
  /** Milliseconds between an append's arrival and its commit: the window of a retry in flight. */
  commitMs: number;
  /** So many of the next appends are committed and never answered. */
  lostAnswers: number;
  /** Appends are neither committed nor refused, and answered with a timeout (eventstoredb.md 6, no quorum). */
  noQuorum: boolean;
  /** Milliseconds until an append without a quorum is answered. */
  commitTimeoutMs: number;
  /** Every call is answered so. */
  refusing?: Failure;
  /** A filtered subscription's first checkpoint is the end, 2^64 − 1 (eventstoredb.md 2.26). */
  endCheckpoint: boolean;
  /** So many events of a read are sent before the connection breaks; undefined for all. */
  breakReadsAfter?: number;
}

export const noFaults = (): Faults => ({
  silent: false,
  slowMs: 0,
  commitMs: 0,
  lostAnswers: 0,
  noQuorum: false,
  commitTimeoutMs: 2_000,
  endCheckpoint: false,
});
