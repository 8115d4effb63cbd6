import { monotonic } from '#libs/kernel/clock.js';
import { isRefusal } from '#libs/kernel/refusal.js';
import { refuseAppend } from '../errors.js';
import type { EventStore } from '../port.js';
import { appends } from './appending.js';
import { bellOf } from './bell.js';
import { breaker } from './breaker.js';
import { budgetOf } from './budget.js';
import { connect } from './driver.js';
import { openLine } from './line.js';
import { reads } from './reading.js';
import { oursBy } from './recorded.js';
import { serverOf } from './server.js';
import { settingsOf, type ServerAddress } from './settings.js';
import { checkStart } from './start-check.js';
import { tailOf } from './tail.js';
import { tries } from './tries.js';

export interface EventStoreDbOptions extends ServerAddress {
  /** Of stream names: `<prefix>-…` are ours, everything else in the server is not looked at (engine 4). */
  readonly prefix: string;
  /** Milliseconds that a server which does not answer is waited for at the start. */
  readonly patienceMs?: number;
  /** Of the driver; for tests. */
  readonly connect?: typeof connect;
}

/**
 * The log in an EventStoreDB, by `@eventstore/db-client` (architecture 3, eventstoredb.md). Checks at the start that a
 * node answers and that the account may read `$all`.
 * @throws `server.url`, `server.no-node`, `server.unknown-account`, `server.no-right`
 */
export const openEventStoreDb = async (options: EventStoreDbOptions): Promise<EventStore> => {
  const { prefix, patienceMs = 10_000, connect: connectTo = connect } = options;
  const settings = settingsOf(options);
  await checkStart({ settings, connect: connectTo, patienceMs, monotonic });
  const line = openLine(() => connectTo(settings));
  const own = breaker(() => line.driver().readAll({ from: 'end', count: 1, backwards: true }, { silenceMs: 800 }));
  const ask = tries(line, own);
  const [server, isOurs] = [serverOf(ask), oursBy(prefix)];
  const tail = tailOf(
    (from, count) => server.all({ from, count }, budgetOf()),
    isOurs,
    () => bell.ring(),
  );
  const bell = bellOf(line, prefix, () => tail.advance());
  const reading = { server, tail, isOurs, prefix };
  const store = { ...reads(reading), append: appends({ ...reading, ask }), onAppended: bell.onAppended };
  return closing(store, async () => {
    bell.close();
    own.close();
    await line.close();
  });
};

/** A call that comes after the end, or does not survive it, says so. */
const closing = (store: Omit<EventStore, 'close'>, close: () => Promise<void>): EventStore => {
  let isClosed = false;
  const open = <A extends unknown[], T>(call: (...args: A) => Promise<T>) => {
    return async (...args: A): Promise<T> => {
      if (isClosed) throw refuseAppend('log.closed');
      return call(...args).catch((error: unknown) => {
        throw isClosed && isRefusal(error) ? Object.assign(refuseAppend('log.closed'), { cause: error }) : error;
      });
    };
  };
  return {
    append: open(store.append),
    readStream: open(store.readStream),
    readAll: open(store.readAll),
    head: open(store.head),
    lastAt: open(store.lastAt),
    onAppended: store.onAppended,
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      await close();
    },
  };
};
