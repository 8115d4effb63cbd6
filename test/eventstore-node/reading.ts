import type { status } from '@grpc/grpc-js';
import { Failure, StreamDeleted } from './failure.js';
import type { EventLog } from './log.js';
import { isBefore, placeOf, type LogRecord, type Place } from './record.js';

export type Direction = 'forwards' | 'backwards';

/** An event as a read shows it: the target of a link beside the link. */
export interface Shown {
  readonly event?: LogRecord;
  readonly link?: LogRecord;
  /** Position of the link where there is one. */
  readonly position: bigint;
}

export interface ReadRange {
  readonly direction: Direction;
  readonly count: bigint;
}

/** `missing`: no such stream, or soft-deleted; an expired or empty one is just empty (eventstoredb.md 5.12). @throws Failure */
export function* readStream(
  log: EventLog,
  stream: string,
  range: ReadRange & { readonly from: bigint | 'start' | 'end' },
): Generator<LogRecord> {
  const visible = log.streams.visible(stream, log.now());
  const { direction, count, from } = range;
  const chosen =
    direction === 'forwards'
      ? visible.filter(({ revision }) => from === 'start' || (from !== 'end' && revision >= from))
      : visible.filter(({ revision }) => from === 'end' || (from !== 'start' && revision <= from)).toReversed();
  let left = count;
  for (const record of chosen) {
    if (left <= 0n) return;
    left -= 1n;
    yield record;
  }
}

/** @throws StreamDeleted */
export const isMissing = ({ streams }: EventLog, stream: string): boolean => {
  if (streams.isTombstoned(stream)) throw new StreamDeleted(stream);
  return streams.lastRevision(stream) < 0n || streams.isSoftDeleted(stream);
};

export type AllFrom = Place | 'start' | 'end';

/** Forwards inclusive, backwards exclusive (eventstoredb.md 2.18). Ends where the log ended when it was last looked at. */
export function* readAll(log: EventLog, range: ReadRange & { readonly from: AllFrom }): Generator<LogRecord> {
  const { direction, from } = range;
  if (typeof from === 'object') checkPlace(log, from, 2);
  let left = range.count;
  let index = direction === 'forwards' ? firstFrom(log, from) : lastBefore(log, from);
  const step = direction === 'forwards' ? 1 : -1;
  for (; left > 0n && log.all[index]; index += step) {
    left -= 1n;
    yield log.all[index]!;
  }
}

/** A place inside a record is refused, one beyond the end is not (eventstoredb.md 5.15). @throws Failure */
export const checkPlace = (log: EventLog, { commit }: Place, code: status): void => {
  const at = log.all[log.indexAt(commit)];
  if (commit !== 0n && commit < log.endPosition && at?.position !== commit)
    throw new Failure(code, `Unexpected invalid position ${commit}`);
};

const firstFrom = (log: EventLog, from: AllFrom): number => {
  if (from === 'start') return 0;
  return from === 'end' ? log.all.length : log.indexAt(from.commit);
};

const lastBefore = (log: EventLog, from: AllFrom): number => {
  if (from === 'start') return -1;
  if (from === 'end') return log.all.length - 1;
  const index = log.indexAt(from.commit);
  return log.all[index] && isBefore(placeOf(log.all[index]), from) ? index : index - 1;
};

/** A link's target, absent if gone; any other event as it is. */
export const shown = ({ streams }: EventLog, record: LogRecord, resolveLinks: boolean): Shown => {
  if (!resolveLinks || record.type !== '$>') return { event: record, position: record.position };
  const target = streams.targetOf(record);
  return { event: target, link: record, position: record.position };
};
