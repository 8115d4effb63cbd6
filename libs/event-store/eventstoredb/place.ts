import type { Position } from '#libs/kernel/event.js';
import { refuseRead } from '../errors.js';

/** A place in `$all`. Beyond what a double holds, hence never a number. */
export interface Place {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/** A place, and how many events of ours stand up to it (engine 1). */
export interface CountedPlace {
  readonly place: Place;
  readonly seq: number;
}

/**
 * Commit and prepare of 20 digits, then the seq of 16: fixed width, so that it compares as text, and whoever goes on
 * from it goes on counting. `start` where nothing of ours was met.
 */
export const positionOf = ({ place: { commit, prepare }, seq }: CountedPlace): Position =>
  `${digits(commit, 20)}-${digits(prepare, 20)}-${digits(seq, 16)}`;

const digits = (number: bigint | number, width: number): string => String(number).padStart(width, '0');

/** A place at or above it was never an event's: servers have sent their end, 2^64 − 1 (eventstoredb.md 2.26). */
const beyond = 2n ** 63n;

/** @throws `log.position` for what never was one (it may come from a URL) */
export const placeAt = (position: Position): CountedPlace => {
  const [, commit, prepare, seq] = /^(\d{20})-(\d{20})-(\d{16})$/.exec(position) ?? [];
  if (commit === undefined || prepare === undefined || seq === undefined) throw refusePosition(position);
  const found = { place: { commit: BigInt(commit), prepare: BigInt(prepare) }, seq: Number(seq) };
  if (found.place.commit >= beyond || found.place.prepare >= beyond) throw refusePosition(position);
  if (!Number.isSafeInteger(found.seq)) throw refusePosition(position);
  return found;
};

export const refusePosition = (after: Position) => refuseRead('log.position', { after });

export const isSame = (a: Place, b: Place): boolean => a.commit === b.commit && a.prepare === b.prepare;

export const isAfter = (a: Place, b: Place): boolean =>
  a.commit > b.commit || (a.commit === b.commit && a.prepare > b.prepare);
