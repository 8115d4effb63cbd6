import type { Position, RecordedEvent } from '#libs/kernel/event.js';
import { asRevision, checkStreamName } from '../append-rules.js';
import { refuseServer } from '../errors.js';
import type { EventStore, StreamRead } from '../port.js';
import { checkLimit } from '../position.js';
import { unreachable } from './breaker.js';
import { budgetOf, Spent, type Budget } from './budget.js';
import { meaningOf, noneIfNoPlace } from './failures.js';
import { readPage, type PageRequest } from './page.js';
import { checkOwn } from './own.js';
import { isSame, placeAt, positionOf, refusePosition, type CountedPlace } from './place.js';
import { recorded, type IsOurs } from './recorded.js';
import type { RawEvent } from './client.js';
import type { Server } from './server.js';
import type { ReadFrom, Tail } from './tail.js';

export interface Reading {
  readonly prefix: string;
  readonly server: Server;
  readonly tail: Tail;
  readonly isOurs: IsOurs;
}

export const reads = (reading: Reading): Pick<EventStore, 'head' | 'readStream' | 'readAll' | 'lastAt'> => ({
  head: async (signal) => {
    signal?.throwIfAborted();
    await reading.tail.advance(signal && budgetOf(signal)).catch(refuseSpent);
    const counted = reading.tail.counted();
    return counted.seq === 0 ? { position: 'start', seq: 0 } : { position: positionOf(counted), seq: counted.seq };
  },
  readStream: async (stream, signal) => {
    signal?.throwIfAborted();
    checkStreamName(stream);
    checkOwn(reading.prefix, stream);
    return wholeStream(reading, stream, budgetOf(signal));
  },
  readAll: async (after, limit, { except = [], signal } = {}) => {
    signal?.throwIfAborted();
    checkLimit(limit);
    const request: PageRequest = { after: fromOf(after), origin: reading.tail.origin(), limit, except };
    return readPage(counting(reading, signal), reading.isOurs, request).catch((error: unknown) => {
      throw meaningOf(error) === 'no-place' ? refusePosition(after) : error;
    });
  },
  lastAt: async (place, signal) => {
    signal?.throwIfAborted();
    return place === 'start' ? undefined : lastAt(reading, placeAt(place), budgetOf(signal));
  },
});

const fromOf = (after: Position | 'start'): PageRequest['after'] => (after === 'start' ? 'start' : placeAt(after));

const refuseSpent = (error: unknown): never => {
  throw error instanceof Spent ? unreachable(error) : error;
};

/** What a reader passes is counted on the way. A page is as many reads as it takes, each with a budget of its own. */
const counting =
  ({ server, tail }: Reading, signal?: AbortSignal): ReadFrom =>
  async (from, count) => {
    const events = await server.all({ from, count }, budgetOf(signal));
    tail.absorb(from, events);
    return events;
  };

const wholeStream = async (reading: Reading, stream: string, budget: Budget): Promise<StreamRead> => {
  const raw = await reading.server.stream({ stream, from: 0 }, budget);
  return { revision: asRevision(raw.length - 1), events: await withSeqs(reading, { raw, from: 0 }, budget) };
};

interface Standing {
  readonly raw: readonly RawEvent[];
  /** Revision the first of them has, if nobody took events away. */
  readonly from: number;
}

/** Events of one stream with the seqs they have in the log. @throws `server.stream-tampered` */
export const withSeqs = async (
  { tail, isOurs }: Pick<Reading, 'tail' | 'isOurs'>,
  { raw, from }: Standing,
  budget: Budget,
): Promise<readonly RecordedEvent[]> => {
  const last = raw.at(-1);
  if (last && !tail.isCounted(last.place)) await tail.advance(budget).catch(refuseSpent);
  return raw.map((event, index) => {
    const seq = tail.seqOf(event.place);
    const isInPlace = isOurs(event) && event.revision === from + index;
    if (seq === undefined || !isInPlace) throw refuseServer('server.stream-tampered', { stream: event.stream });
    return recorded(event, seq);
  });
};

/** Events looked at in one step back. */
const stepBack = 64;

const lastAt = async (
  { server, isOurs }: Reading,
  at: CountedPlace,
  budget: Budget,
): Promise<RecordedEvent | undefined> => {
  if (at.seq === 0) return undefined;
  const [here] = await server.all({ from: at.place, count: 1 }, budget).catch(noneIfNoPlace);
  // Beyond the end, or inside an event: this log never had it.
  if (!here) return undefined;
  if (isSame(here.place, at.place) && isOurs(here)) return recorded(here, at.seq);
  for (let from = at.place; ;) {
    const before = await server.all({ from, count: stepBack, backwards: true }, budget);
    const found = before.find(isOurs);
    if (found || before.length < stepBack) return found && recorded(found, at.seq);
    from = before.at(-1)!.place;
  }
};
