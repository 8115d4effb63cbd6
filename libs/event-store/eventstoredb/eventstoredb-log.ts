import { monotonic } from '#libs/kernel/clock.js';
import type { EventStore } from '../port.js';
import { appends } from './appending.js';
import { bellOf } from './bell.js';
import { breaker } from './breaker.js';
import { budgetOf, limits, startBudget } from './budget.js';
import { closing } from './closing.js';
import { countedBefore } from './counted.js';
import { connect } from './driver.js';
import { hearingOf } from './hearing.js';
import { openLine, type Line } from './line.js';
import { reads } from './reading.js';
import { oursBy } from './recorded.js';
import { serverOf } from './server.js';
import { settingsOf, type ServerAddress } from './settings.js';
import { checkStart } from './start-check.js';
import { Tail } from './tail.js';
import { tries } from './tries.js';

export interface EventStoreDbOptions extends ServerAddress {
  /** Of stream names: `<prefix>-…` are ours, everything else in the server is not looked at (engine 4). */
  readonly prefix: string;
  /** Where the places counted so far are kept for the next process; without it each one counts the whole log. */
  readonly folder?: string;
  /** Milliseconds that a server which does not answer is waited for at the start. */
  readonly patienceMs?: number;
  /** Of the driver; for tests. */
  readonly connect?: typeof connect;
}

/**
 * The log in an EventStoreDB, by `@eventstore/db-client` (architecture 3, eventstoredb.md). Checks at the start that a
 * node answers and that the account may read `$all`, then counts the log to its end (engine 1).
 * @throws `server.url`, `server.no-node`, `server.unknown-account`, `server.no-right`, `server.unreachable`
 */
export const openEventStoreDb = async (options: EventStoreDbOptions): Promise<EventStore> => {
  const { patienceMs = 10_000, connect: connectTo = connect } = options;
  const settings = settingsOf(options);
  await checkStart({ settings, connect: connectTo, patienceMs, monotonic });
  const line = openLine(() => connectTo(settings));
  const ends: (() => Promise<void> | void)[] = [() => line.close()];
  const close = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    return closing(await assemble(options, line, (end) => void ends.push(end)), close);
  } catch (error) {
    await close();
    throw error;
  }
};

/** @param atEnd takes what is to be done when the log is closed, last first */
const assemble = async (
  options: EventStoreDbOptions,
  line: Line,
  atEnd: (end: () => Promise<void> | void) => void,
): Promise<Omit<EventStore, 'close'>> => {
  const { prefix } = options;
  const probe = { silenceMs: limits.tryMs };
  const own = breaker(() => line.driver().readAll({ from: 'end', count: 1, backwards: true }, probe));
  atEnd(own.close);
  const ask = tries(line, own);
  const [server, isOurs] = [serverOf(ask), oursBy(prefix)];
  const { places, close } = await countedBefore(server, options);
  atEnd(close);
  let budget = startBudget;
  const read = (from: Parameters<typeof server.all>[0]['from'], count: number) => server.all({ from, count }, budget());
  const tail = new Tail({ read, isOurs, places, grown: () => bell.ring() });
  const hearing = hearingOf(line, tail, prefix);
  const bell = bellOf(hearing, () => tail.advance());
  atEnd(hearing.stop);
  atEnd(bell.close);
  await tail.advance();
  budget = () => budgetOf();
  const reading = { server, tail, isOurs, prefix };
  return { ...reads(reading), append: appends({ ...reading, ask, hearing }), onAppended: bell.onAppended };
};
