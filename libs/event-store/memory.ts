import type { Metadata, RecordedEvent } from '#libs/kernel/event.js';
import { asNumber, asRevision, checkStreamName, encodeAppend, judge, type EncodedEvent } from './append-rules.js';
import { doorbell } from './doorbell.js';
import type { EventStore, Page } from './port.js';
import { checkLimit, headAt, positionOf, seqOf } from './position.js';

/**
 * The log as a list: for specs, and the model the real adapters are compared with.
 * @param rows the events; hand the same array to a second call to "reopen" the log
 */
export const memoryLog = (rows: RecordedEvent[] = []): EventStore => {
  const bell = doorbell();
  const of = (stream: string) => rows.filter((event) => event.stream === stream);
  return {
    append: async (stream, expected, events, signal) => {
      signal?.throwIfAborted();
      const [encoded, standing, from] = [encodeAppend(stream, events), of(stream), asNumber(expected) + 1];
      const own = () => of(stream).slice(from, from + encoded.length);
      const asked = { stream, expected, ids: encoded.map(({ id }) => id) };
      if (judge(asked, standing.length - 1, () => own().map(({ id }) => id)) === 'write') {
        encoded.forEach((event, index) => rows.push(recordedAs(event, rows.length + 1, [stream, from + index])));
        bell.ring();
      }
      const { seq, position, revision } = own().at(-1) as RecordedEvent;
      return { seq, position, revision, events: own() };
    },
    readStream: async (stream, signal) => {
      signal?.throwIfAborted();
      checkStreamName(stream);
      return { revision: asRevision(of(stream).length - 1), events: of(stream) };
    },
    readAll: async (after, limit, { except = [], signal } = {}) => {
      signal?.throwIfAborted();
      checkLimit(limit);
      return pageOf(rows, seqOf(after), { limit, except });
    },
    head: async (signal) => {
      signal?.throwIfAborted();
      return headAt(rows.length);
    },
    lastAt: async (place, signal) => {
      signal?.throwIfAborted();
      return rows[seqOf(place) - 1];
    },
    onAppended: bell.onAppended,
    ringsForAll: true,
    close: async () => undefined,
  };
};

const recordedAs = (
  event: EncodedEvent,
  seq: number,
  [stream, revision]: readonly [string, number],
): RecordedEvent => ({
  seq,
  position: positionOf(seq),
  stream,
  revision,
  id: event.id,
  type: event.type,
  data: JSON.parse(event.data) as unknown,
  metadata: JSON.parse(event.metadata) as Metadata,
});

const pageOf = (
  rows: readonly RecordedEvent[],
  start: number,
  { limit, except }: { limit: number; except: readonly string[] },
): Page => {
  const wanted = rows.slice(start).filter(({ type }) => !except.includes(type));
  const events = wanted.slice(0, limit);
  const nextSeq = events.length === limit ? (events.at(-1) as RecordedEvent).seq : Math.max(rows.length, start);
  return { events, next: headAt(nextSeq).position, nextSeq, atEnd: nextSeq >= rows.length };
};
