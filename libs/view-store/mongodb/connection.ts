import { setTimeout } from 'node:timers/promises';
import { monotonic } from '#libs/kernel/clock.js';
import { refuseCommit, refuseViews } from '../errors.js';
import { breaker } from './breaker.js';
import { openClient, startSession, type Client, type Database, type Dialling, type Session } from './driver.js';
import { isOutage, isTransient, isUnknownCommit, refusalOf } from './failures.js';

export interface Place extends Dialling {
  readonly readOnly?: boolean;
}

/** One client of a MongoDB; it reconnects by itself, at the next call. */
export interface Connection {
  /** @throws views.unreadable, views.busy after the budget, views.standalone, views.denied, views.closed */
  read<T>(work: (db: Database, signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Writes what is no view: also who only reads views takes leases and leaves orders. */
  note<T>(work: (db: Database) => Promise<T>): Promise<T>;
  /** Outside of any transaction. @throws views.read-only */
  write<T>(work: (db: Database) => Promise<T>): Promise<T>;
  /** One transaction, begun again as long as nothing of it can be stored and the budget lasts. @throws views.read-only */
  transact<T>(work: (db: Database, session: Session) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Where the address names no database. */
const defaultDatabase = 'lookback';

export const connect = (place: Place): Connection => {
  const client = openClient(place);
  const db = client.db(databaseOf(client));
  const welcomed = greeting(client, db);
  const state = { closed: false, breaker: breaker(monotonic) };
  const run = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    if (state.closed) throw refuseViews('views.closed');
    state.breaker.check();
    try {
      const result = await within(place.deadlines.budgetMs, async (signal) => {
        await welcomed();
        return work(signal);
      });
      state.breaker.succeeded();
      return result;
    } catch (error) {
      if (isOutage(error)) state.breaker.failed();
      throw refusalOf(error);
    }
  };
  const writing = <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    if (place.readOnly) throw refuseCommit('views.read-only');
    return run(work);
  };
  return {
    read: (work) => run((signal) => work(db, signal)),
    note: (work) => run(() => work(db)),
    write: async (work) => writing(() => work(db)),
    transact: async (work) => writing((signal) => transaction(client, (session) => work(db, session), signal)),
    close: async () => {
      state.closed = true;
      await client.close();
    },
  };
};

/** The driver's own default is a database that nobody chose. */
const databaseOf = (client: Client): string => {
  const named = client.options.dbName;
  return named === 'test' ? defaultDatabase : named;
};

/**
 * Asked once of a server that answers: without a replica set there are no transactions (engine 35). A client whose first
 * call found no server stays closed for good, unless it is told to connect again.
 */
const greeting = (client: Client, db: Database) => {
  let isWelcome = false;
  return async (): Promise<void> => {
    if (isWelcome) return;
    await client.connect();
    const hello = await db.admin().command({ hello: 1 });
    if (!hello['setName'] && hello['msg'] !== 'isdbgrid') throw refuseViews('views.standalone');
    isWelcome = true;
  };
};

const isTimeUp = Symbol('time is up');

/** The caller is answered after the budget; what the driver still does then ends by its own deadlines, unheard. */
const within = async <T>(budgetMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const late = new AbortController();
  const answered = new AbortController();
  const timeUp = setTimeout(budgetMs, isTimeUp, { signal: answered.signal });
  timeUp.catch(() => undefined);
  const done = work(late.signal);
  done.catch(() => undefined);
  try {
    const first = await Promise.race([done, timeUp]);
    if (first === isTimeUp) throw Object.assign(new Error('budget spent'), { name: 'MongoBudgetSpentError' });
    return first as T;
  } finally {
    answered.abort();
    late.abort();
  }
};

/** Begun again, after a pause, as long as nothing of it can be stored and somebody waits. */
const transaction = async <T>(client: Client, work: (session: Session) => Promise<T>, signal: AbortSignal) => {
  for (let tries = 0; ; tries += 1) {
    const tried = await attempt(client, work, signal);
    if ('result' in tried) return tried.result;
    if (!isTransient(tried.error) || signal.aborted) throw tried.error;
    await setTimeout(Math.min(5 * 2 ** tries, longestPauseMs));
  }
};

/** The other transaction of a conflict is short. */
const longestPauseMs = 100;

type Tried<T> = { readonly result: T } | { readonly error: unknown };

const attempt = async <T>(client: Client, work: (session: Session) => Promise<T>, signal: AbortSignal) => {
  const session = startSession(client);
  try {
    const result = await work(session);
    await commit(session, signal);
    return { result } as Tried<T>;
  } catch (error) {
    if (session.inTransaction()) await session.abortTransaction().catch(() => undefined);
    return { error } as Tried<T>;
  } finally {
    await session.endSession();
  }
};

/** An answer that was lost is asked for again; the server stores a commit once however often it is sent. */
const commit = async (session: Session, signal: AbortSignal): Promise<void> => {
  for (;;) {
    const error: unknown = await session.commitTransaction().catch((thrown: unknown) => thrown);
    if (error === undefined) return;
    if (!isUnknownCommit(error) || isTransient(error) || signal.aborted) throw error as Error;
    await setTimeout(longestPauseMs);
  }
};
