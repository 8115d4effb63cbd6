import type { RecordedEvent } from '#libs/kernel/event.js';
import { refuseTransfer } from './errors.js';
import type { EventStore } from './port.js';
import { parseLine, type LogLine } from './transfer-line.js';
import { outbox } from './transfer-outbox.js';

const pageSize = 1000;

/**
 * The log as JSON lines `{seq, stream, revision, id, type, data, metadata}`, without line ends, up to the head at the
 * start of the call: a log that grows meanwhile ends too.
 */
export async function* exportLog(store: EventStore): AsyncGenerator<string, void, undefined> {
  const head = await store.head();
  for await (const event of eventsOf(store)) {
    if (event.seq > head.seq) return;
    yield lineOf(event);
  }
}

const lineOf = ({ seq, stream, revision, id, type, data, metadata }: RecordedEvent | LogLine): string =>
  JSON.stringify({ seq, stream, revision, id, type, data, metadata });

async function* eventsOf(store: EventStore): AsyncGenerator<RecordedEvent, void, undefined> {
  let page = await store.readAll('start', pageSize);
  yield* page.events;
  while (!page.atEnd) {
    page = await store.readAll(page.next, pageSize);
    yield* page.events;
  }
}

export interface Imported {
  /** Events this call wrote. */
  readonly events: number;
  /** Seq of the last event that was there before; 0 for an empty log. */
  readonly resumedAt: number;
}

export interface ImportOptions {
  /**
   * Appends sent together. More than 1 only to a store that commits the appends of one turn in the order of the calls
   * and all or none, as SQLite does up to `maxBatch`; else a failure in between would tear the order.
   */
  readonly inFlight?: number;
}

/**
 * Writes lines of `exportLog` into a log that is empty or holds the first of the same lines, so that the same call
 * resumes a broken import. Ids, order and metadata (with `recordedAt`) stay as they are. The caller owns the log: a
 * foreign append in between is refused.
 * @throws `transfer.malformed-line` with the number of the line, `transfer.other-log`; what was sent before stays, for the same
 *   call to resume
 */
export const importLog = async (
  lines: AsyncIterable<string> | Iterable<string>,
  store: EventStore,
  { inFlight = 1 }: ImportOptions = {},
): Promise<Imported> => {
  const standing = eventsOf(store);
  const out = outbox(store, inFlight);
  let resumedAt = 0;
  for await (const line of parsed(lines)) {
    const { value: stored } = await standing.next();
    if (stored) resumedAt = checkSame(stored, line);
    else await out.add(line);
  }
  const { value: beyond } = await standing.next();
  if (beyond) throw otherLog(beyond.seq);
  await out.flush();
  return { events: out.written(), resumedAt };
};

const otherLog = (seq: number) => refuseTransfer('transfer.other-log', { seq });

/** Answers the seq both stand at. */
const checkSame = (stored: RecordedEvent, line: LogLine): number => {
  if (lineOf(stored) !== lineOf(line)) throw otherLog(stored.seq);
  return stored.seq;
};

/** Lines as events, each at the next seq, and at the next revision of its stream. */
async function* parsed(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<LogLine, void, undefined> {
  const revisions = new Map<string, number>();
  let number = 0;
  for await (const text of lines) {
    number += 1;
    const line = parseLine(text, number);
    const revision = (revisions.get(line.stream) ?? -1) + 1;
    if (line.seq !== number) throw outOfOrder(number, `seq ${line.seq} instead of ${number}`);
    if (line.revision !== revision) throw outOfOrder(number, `revision ${line.revision} instead of ${revision}`);
    revisions.set(line.stream, revision);
    yield line;
  }
}

const outOfOrder = (line: number, reason: string) => refuseTransfer('transfer.malformed-line', { line, reason });
