import type { RecordedEvent } from '#libs/kernel/event.js';
import { isRefusal } from '#libs/kernel/refusal.js';
import { asNumber, encodeAppend, judge, type EncodedEvent } from '../append-rules.js';
import { refuseAppend, refuseServer } from '../errors.js';
import type { Appended, EventStore, ExpectedRevision } from '../port.js';
import { budgetOf, limits, pause, Spent, type Budget } from './budget.js';
import type { RawAppended, RawEvent } from './client.js';
import { meaningOf, refusalOf } from './failures.js';
import type { Hearing } from './hearing.js';
import { lanes, type Hold } from './lanes.js';
import { checkOwn } from './own.js';
import { withSeqs, type Reading } from './reading.js';
import type { Tries } from './tries.js';

interface Appending extends Reading {
  readonly ask: Tries;
  readonly hearing: Hearing;
}

interface Append {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly EncodedEvent[];
  readonly budget: Budget;
  readonly hold: Hold;
  /** Something went to the server. */
  isSent: boolean;
}

/**
 * Unary, one try at a time, the same ids and the same expectation at each (engine 6, 11): a second try while the first
 * is in flight would be dropped by the server and answered with a deadline (eventstoredb.md 5.3). Appends to one stream
 * therefore wait for one another.
 */
export const appends = (appending: Appending): EventStore['append'] => {
  const inLane = lanes();
  return async (stream, expected, events, signal) => {
    signal?.throwIfAborted();
    const encoded = checked(appending.prefix, stream, encodeAppend(stream, events));
    const budget = budgetOf(signal);
    appending.hearing.start();
    const asked = { stream, expected, events: encoded, budget, isSent: false };
    try {
      return await inLane(stream, budget, (hold) => append(appending, Object.assign(asked, { hold })));
    } catch (error) {
      throw refusalOfAppend(error, asked);
    }
  };
};

/** What would kill the client or the server is refused before it is sent (eventstoredb.md 5.8–10). */
const checked = (prefix: string, stream: string, events: readonly EncodedEvent[]): readonly EncodedEvent[] => {
  checkOwn(prefix, stream);
  const strange = events.find(({ id }) => !uuid.test(id) || /^[0-]+$/.test(id));
  if (strange) throw refuseAppend('log.event-name', { id: strange.id, type: strange.type });
  return events;
};

/** Upper case would be read back in lower case (eventstoredb.md 5.13). */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whatever went wrong after something was sent, the outcome is unknown, unless the server has said it. */
const refusalOfAppend = (error: unknown, { stream, isSent }: Pick<Append, 'stream' | 'isSent'>): unknown => {
  const refusal =
    error instanceof Spent ? refuseServer('server.unreachable') : refusalOf(error, { stream, right: `${stream}, $w` });
  const isUnknown = isSent && refusal.code === 'server.unreachable';
  return isUnknown || refusal !== error
    ? Object.assign(isUnknown ? refuseAppend('log.unknown-outcome') : refusal, { cause: error })
    : error;
};

const append = async (appending: Appending, asked: Append): Promise<Appended> => {
  for (;;) {
    const written = await send(appending, asked).catch(conflictOnly);
    if (written) return answerOf(await standingAt(appending, asked, written));
    const { verdict, raw } = await judged(appending, asked);
    if (verdict === 'repeat') return answerOf(await withSeqs(appending, { raw, from: firstOf(asked) }, asked.budget));
    // A conflict with what nobody can read: appended without a quorum, and applied later or never (eventstoredb.md 6).
    await pause(asked.budget, limits.pauseMs);
  }
};

const send = ({ ask }: Appending, asked: Append): Promise<RawAppended> =>
  ask(asked.budget, (driver, tryMs) => {
    asked.isSent = true;
    return asked.hold(driver.append(asked, tryMs));
  });

const conflictOnly = (error: unknown): undefined => {
  if (isRefusal(error) || meaningOf(error) !== 'conflict') throw error;
};

const firstOf = ({ expected }: Append): number => asNumber(expected) + 1;

/**
 * A wrong expected version says that the stream stands elsewhere, not where, nor by whose events: read before it is
 * answered (engine 10). @throws `log.conflict`, `log.corrupted-idempotency`
 */
const judged = async (
  { server }: Appending,
  asked: Append,
): Promise<{ verdict: 'write' | 'repeat'; raw: readonly RawEvent[] }> => {
  const { stream, expected, events, budget } = asked;
  const [last] = await server.stream({ stream, from: 'end', count: 1 }, budget);
  const actual = last?.revision ?? -1;
  const isPast = asNumber(expected) < actual;
  const raw = isPast ? await server.stream({ stream, from: firstOf(asked), count: events.length }, budget) : [];
  // A read that ended before what the stream is known to hold judges nobody: the same append is tried again.
  if (isPast && raw.length < Math.min(events.length, actual - asNumber(expected))) return { verdict: 'write', raw };
  const ids = events.map(({ id }) => id);
  return { verdict: judge({ stream, expected, ids }, actual, () => raw.map(({ id }) => id)), raw };
};

/** The events as they stand in the log: the original ones of a repeat, which the server answers like any other. */
const standingAt = async (
  appending: Appending,
  asked: Append,
  { revision, place }: RawAppended,
): Promise<readonly RecordedEvent[]> => {
  const { stream, events, budget } = asked;
  const from = firstOf(asked);
  // Somebody has deleted the stream: it goes on with another number.
  if (revision !== from + events.length - 1) throw refuseServer('server.stream-tampered', { stream });
  if (place) await appending.hearing.reach(place, budget);
  const recent = events.map((_, index) => appending.tail.lately(stream, from + index));
  const found = recent.flatMap((event) => event ?? []);
  if (found.length === events.length) return found;
  const raw = await appending.server.stream({ stream, from, count: events.length }, budget);
  if (raw.length < events.length) throw refuseServer('server.stream-tampered', { stream });
  return withSeqs(appending, { raw, from }, budget);
};

const answerOf = (events: readonly RecordedEvent[]): Appended => {
  const { revision, position, seq } = events.at(-1)!;
  return { revision, position, seq, events };
};
