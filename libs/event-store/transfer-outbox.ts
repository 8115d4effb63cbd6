import type { EventData } from '#libs/kernel/event.js';
import { maxBytes, maxEvents } from './append-rules.js';
import { refuseTransfer } from './errors.js';
import type { EventStore, ExpectedRevision } from './port.js';
import type { LogLine } from './transfer-line.js';

/** Neighbours of one stream that go into one append. */
interface Run {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: EventData[];
  lastSeq: number;
  bytes: number;
}

export interface Outbox {
  add(line: LogLine): Promise<void>;
  /** Sends the rest. */
  flush(): Promise<void>;
  /** Events sent and acknowledged. */
  written(): number;
}

/**
 * Groups lines into as few appends as the order of the log allows, and sends `inFlight` of them at a time.
 * @throws whatever the store refuses; `transfer.other-log` when an event got another seq than its line says
 */
export const outbox = (store: EventStore, inFlight: number): Outbox => {
  let runs: Run[] = [];
  let written = 0;
  const flush = async (): Promise<void> => {
    const sending = runs;
    runs = [];
    const sent = await Promise.all(sending.map((run) => send(store, run)));
    written += sent.reduce((sum, events) => sum + events, 0);
  };
  const add = async (line: LogLine): Promise<void> => {
    const run = runs.at(-1);
    if (run && fits(run, line)) return extend(run, line);
    if (runs.length >= inFlight) await flush();
    runs.push(runOf(line));
  };
  return { add, flush, written: () => written };
};

const fits = (run: Run, line: LogLine): boolean =>
  run.stream === line.stream && run.events.length < maxEvents && run.bytes + line.bytes <= maxBytes;

const extend = (run: Run, line: LogLine): void => {
  run.events.push(eventOf(line));
  run.lastSeq = line.seq;
  run.bytes += line.bytes;
};

const runOf = (line: LogLine): Run => ({
  stream: line.stream,
  expected: line.revision === 0 ? 'no_stream' : line.revision - 1,
  events: [eventOf(line)],
  lastSeq: line.seq,
  bytes: line.bytes,
});

const eventOf = ({ id, type, data, metadata }: LogLine): EventData => ({ id, type, data, metadata });

const send = async (store: EventStore, run: Run): Promise<number> => {
  const { seq } = await store.append(run.stream, run.expected, run.events);
  if (seq !== run.lastSeq) throw refuseTransfer('transfer.other-log', { seq });
  return run.events.length;
};
