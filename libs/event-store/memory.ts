import type { RecordedEvent } from '#libs/kernel/event.js';
import { asNumber, asRevision, checkStreamName, encodeAppend, judge } from './append-rules.js';
import { doorbell } from './doorbell.js';
import type { EventStore } from './port.js';
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
        encoded.forEach(({ id, type, data, metadata }, index) => {
          const seq = rows.length + 1;
          const place = { seq, position: positionOf(seq), stream, revision: from + index };
          rows.push({ ...place, id, type, data: JSON.parse(data), metadata: JSON.parse(metadata) });
        });
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
      const start = seqOf(after);
      const events = rows.slice(start).filter(({ type }) => !except.includes(type)).slice(0, limit);
      const full = events.length === limit;
      const nextSeq = full ? (events.at(-1) as RecordedEvent).seq : Math.max(rows.length, start);
      return { events, next: headAt(nextSeq).position, nextSeq, atEnd: nextSeq >= rows.length };
    },
    head: async () => headAt(rows.length),
    onAppended: bell.onAppended,
    close: async () => undefined,
  };
};
