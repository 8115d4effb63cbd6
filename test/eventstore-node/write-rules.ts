import { StreamDeleted, WrongExpectedVersion } from './failure.js';
import type { Expected, Proposed } from './record.js';
import type { Streams } from './streams.js';

export interface Append {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly Proposed[];
}

/** Where a repeat stands; without a position where a soft delete hides it (eventstoredb.md 5.4). */
export interface Standing {
  readonly revision: bigint;
  readonly position?: bigint;
}

/** Ids of recent commits, for the expectations that name no revision; gone after a restart, bounded (eventstoredb.md 5.1). */
export interface RecentIds {
  /** Revision of an id in a stream. */
  revisionOf(stream: string, id: string): bigint | undefined;
}

interface Ground {
  readonly streams: Streams;
  readonly recent: RecentIds;
  /** Events that count although nobody sees them: appended without a quorum. */
  readonly limbo: (stream: string) => bigint;
}

/** The version check (eventstoredb.md 2.9–11, 5.1–4): write, or the result of the append this one repeats. @throws Failure */
export const judgeAppend = (append: Append, ground: Ground): 'write' | Standing => {
  const { stream, expected } = append;
  if (ground.streams.isTombstoned(stream)) throw new StreamDeleted(stream);
  if (expected === 'stream_exists') checkExists(stream, ground.streams);
  if (expected === 'any' || expected === 'stream_exists') return judgeRecent(append, ground);
  return judgeRevision(append, expected === 'no_stream' ? -1n : expected, ground);
};

const checkExists = (stream: string, streams: Streams): void => {
  if (streams.isSoftDeleted(stream)) throw new StreamDeleted(stream);
  if (streams.isUnknown(stream)) throw new WrongExpectedVersion(stream, 'stream_exists', undefined);
};

const judgeRecent = ({ stream, expected, events }: Append, { streams, recent }: Ground): 'write' | Standing => {
  const revisions = events.map(({ id }) => recent.revisionOf(stream, id));
  if (revisions[0] === undefined) return 'write';
  const last = revisions.at(-1);
  if (last === undefined || revisions.includes(undefined))
    throw new WrongExpectedVersion(stream, expected, streams.lastRevision(stream));
  return standing(stream, last, streams);
};

const judgeRevision = (append: Append, after: bigint, { streams, limbo }: Ground): 'write' | Standing => {
  const { stream, expected, events } = append;
  const last = streams.lastRevision(stream) + limbo(stream);
  if (after === last) return 'write';
  const asked = after < last ? (streams.get(stream)?.records ?? []).slice(Number(after + 1n)) : [];
  const isRepeat = events.length > 0 && events.every(({ id }, index) => asked[index]?.id === id);
  if (isRepeat) return standing(stream, after + BigInt(events.length), streams);
  if (expected === 'no_stream' && streams.isSoftDeleted(stream)) return 'write';
  throw new WrongExpectedVersion(stream, expected, last < 0n ? undefined : last);
};

const standing = (stream: string, revision: bigint, streams: Streams): Standing => {
  if (streams.isSoftDeleted(stream)) return { revision };
  return { revision, position: streams.get(stream)?.records[Number(revision)]?.position };
};

/** Deletes and tombstones: no idempotence, and a stream that implicitly exists may be deleted (eventstoredb.md 5.11). */
export const checkRemoval = (
  stream: string,
  expected: Expected,
  { streams, mayBeMissing }: { streams: Streams; mayBeMissing: boolean },
): void => {
  if (streams.isTombstoned(stream)) throw new StreamDeleted(stream);
  const last = streams.lastRevision(stream);
  const wrong = () => new WrongExpectedVersion(stream, expected, last < 0n ? undefined : last);
  if (!mayBeMissing && streams.isUnknown(stream)) throw wrong();
  if (expected === 'stream_exists' && streams.isUnknown(stream)) throw wrong();
  if (expected === 'no_stream' && last >= 0n) throw wrong();
  if (typeof expected === 'bigint' && expected !== last) throw wrong();
};
