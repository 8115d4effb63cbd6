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
  let session: Session | undefined = start(open);
  let resting = false;
  const rest = (): void => {
    resting = true;
    setTimeout(() => (resting = false), reopenAfter).unref();
  };
  const stop = (): void => {
    const failed = session?.db;
    session = undefined;
    quietly(() => failed?.close());
    rest();
  };
  const current = (): Session => {
    if (session) return session;
    if (resting) throw refuseAppend('log.closed');
    rest();
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

/**
 * Moves the whole WAL into the file and empties it, at every start: each page is written and synced anew, and a commit
 * whose fsync failed, here or in a process before us, is either in the file or gone for good. Left in the WAL it would
 * pass for stored, and a power cut would take the acknowledged commits behind it with it.
 * @throws `log.busy` while a long reader (a backup) keeps the WAL from being emptied
 */
const start = (open: () => Database): Session => {
  const db = open();
  try {
    if (valueOf(db, 'PRAGMA wal_checkpoint(TRUNCATE)') !== 0) throw refuseAppend('log.busy');
    return { db, append: appendBatch(db) };
  } catch (error) {
    quietly(() => db.close());
    throw error;
  }
};

const recover = (open: () => Database): Session => {
  try {
    return start(open);
  } catch (error) {
    throw Object.assign(refuseAppend('log.closed'), { cause: error });
  }
};
