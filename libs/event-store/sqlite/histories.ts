import type { Metadata, RecordedEvent } from '#libs/kernel/event.js';
import { positionOf } from '../position.js';
import { openDatabase } from './database.js';

export interface StreamsWanted {
  /** What the streams' names begin with. */
  readonly start: string;
  /** Last seq that counts. */
  readonly until: number;
  /** One share of the streams: which, counted from 0, of how many. All of them together miss none and hold none twice. */
  readonly share: { readonly index: number; readonly of: number };
}

/** Of the metadata an event's shape alone: who recorded it is nothing a fold by streams reads. */
type Row = readonly [
  ...[seq: number, stream: string, revision: number, id: string, type: string, data: string],
  ...[schemaVersion: number],
];

const select = `SELECT seq, stream, revision, id, type, data, json_extract(metadata, '$.schemaVersion') FROM events
  WHERE stream >= ? AND stream < ? AND seq <= ? ORDER BY stream, revision`;

/** The events of one share of the streams of a log, stream by stream, on a connection of its own. */
export function* eventsByStream(file: string, { start, until, share }: StreamsWanted): Generator<RecordedEvent> {
  const db = openDatabase(file, { readOnly: true });
  try {
    const statement = db.prepare(select);
    statement.setReturnArrays(true);
    const [from, to] = [boundary(start, share.index, share.of), boundary(start, share.index + 1, share.of)];
    for (const row of statement.iterate(from, to, until) as unknown as Iterable<Row>) yield eventOf(row);
  } finally {
    db.close();
  }
}

const eventOf = ([seq, stream, revision, id, type, data, schemaVersion]: Row): RecordedEvent => ({
  seq,
  position: positionOf(seq),
  stream,
  revision,
  id,
  type,
  data: JSON.parse(data) as unknown,
  metadata: { schemaVersion } as Metadata,
});

/** Ids are digests, hence spread evenly over their first two digits; the outermost bounds hold whatever comes. */
const boundary = (start: string, index: number, of: number): string => {
  if (index === 0) return start;
  if (index === of) return `${start}\u{10ffff}`;
  const digits = Math.floor((256 * index) / of).toString(16);
  return `${start}${digits.padStart(2, '0')}`;
};
