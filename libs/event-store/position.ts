import type { Position } from '#libs/kernel/event.js';
import { refuseRead } from './errors.js';

/** For logs whose position is the seq: 20 digits, so that it compares as text and survives 64 bits. */
export const positionOf = (seq: number): Position => String(seq).padStart(20, '0');

/** Seq of a position, 0 for the start. @throws `log.position` for what never was one (it may come from a URL) */
export const seqOf = (after: Position | 'start'): number => {
  if (after === 'start') return 0;
  const seq = /^\d{20}$/.test(after) ? Number(after) : NaN;
  if (!Number.isSafeInteger(seq)) throw refuseRead('log.position', { after });
  return seq;
};

export const headAt = (seq: number): { position: Position; seq: number } => ({
  position: seq === 0 ? 'start' : positionOf(seq),
  seq,
});

/** A page of no events would never end: a mistake of the caller, not a refusal. */
export const checkLimit = (limit: number): void => {
  if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError(`A page holds at least one event, not ${limit}`);
};
