import { refuseAppend } from '../errors.js';
import { appendBatch, type AppendBatch } from './append-batch.js';
import { quietly, valueOf, type Database } from './database.js';
import { leavesLogUsable } from './failures.js';

export interface Writer {
  readonly commit: AppendBatch;
  close(): void;
}

interface Session {
  readonly db: Database;
  readonly append: AppendBatch;
}

/**
 * The one writing connection. After an error that may have left the files other than SQLite believes (a failed fsync:
 * later commits "succeed" again) it closes and answers `log.closed`; the next append tries to reopen, at most once
 * every `reopenAfter` milliseconds, and goes on only when recovery went through (engine 14).
 * @param open a connection fit to write (`prepareLog`)
 */
export const openWriter = (open: () => Database, reopenAfter = 1000): Writer => {
  let session: Session | undefined = start(open());
  let lastTry = 0;
  const stop = (): void => {
    const failed = session?.db;
    session = undefined;
    quietly(() => failed?.close());
    lastTry = performance.now();
  };
  const current = (): Session => {
    if (session) return session;
    if (performance.now() - lastTry < reopenAfter) throw refuseAppend('log.closed');
    lastTry = performance.now();
    return (session = recover(open));
  };
  const commit: AppendBatch = (requests) => {
    const { db, append } = current();
    try {
      return append(requests);
    } catch (error) {
      if (!leavesLogUsable(error) || db.isTransaction) stop();
      throw error;
    }
  };
  const close = (): void => {
    if (session) finish(session.db);
    session = undefined;
  };
  return { commit, close };
};

/** Leaves no WAL behind, also where another reader keeps the file open (engine 16). */
const finish = (db: Database): void => {
  quietly(() => db.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
  db.close();
};

const start = (db: Database): Session => ({ db, append: appendBatch(db) });

/**
 * Moves the whole WAL into the file and empties it: every page is written and synced anew, and a commit whose fsync
 * failed is either in the file or gone for good, whatever other connections believed.
 */
const recover = (open: () => Database): Session => {
  try {
    const db = open();
    const busy = valueOf(db, 'PRAGMA wal_checkpoint(TRUNCATE)');
    if (busy === 0) return start(db);
    db.close();
  } catch (error) {
    throw Object.assign(refuseAppend('log.closed'), { cause: error });
  }
  throw refuseAppend('log.closed');
};
