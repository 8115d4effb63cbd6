import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isRefusal } from '#libs/kernel/refusal.js';
import { refuseCommit, refuseViews } from '../errors.js';
import { openDatabase, type Database, type Statement } from './driver.js';
import { refusalOf } from './failures.js';

export interface Place {
  /** Folder of `views.db`, or `:memory:`. */
  readonly folder: string;
  readonly readOnly?: boolean;
  /** How long nothing was written before the write-ahead log is emptied, in ms. */
  readonly idleMs?: number;
}

/** An open file with the statements it was asked before; every statement answers rows as arrays. */
export interface Session {
  readonly db: Database;
  statement(sql: string): Statement;
}

/** Opens the file at the first call that needs it, and again after an error. */
export interface Connection {
  read<T>(work: (session: Session) => T): T;
  /** One transaction: what throws leaves nothing. */
  write<T>(work: (session: Session) => T): T;
  /** Moves the write-ahead log into the file and gives its space back, as far as readers allow. */
  tidy(): void;
  close(): void;
}

const format = 1;
const kept = 512;

const schema = `
CREATE TABLE generations (
  number INTEGER PRIMARY KEY AUTOINCREMENT, projection TEXT NOT NULL, version INTEGER NOT NULL,
  collections TEXT NOT NULL, log_id TEXT, position TEXT, seq INTEGER, event_id TEXT
) STRICT;
CREATE TABLE live (
  projection TEXT NOT NULL, version INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (projection, version)
) STRICT;
PRAGMA user_version = ${format};`;

/**
 * Views are disposable: NORMAL may lose the last commits with the power, never half of one. 32 MiB between checkpoints
 * while much is written; of a write-ahead log that grew beyond 8 MiB the rest is given back when it begins anew.
 */
const settings = `PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4096; PRAGMA journal_size_limit = 8388608;`;

export const connect = (place: Place): Connection => {
  let session: Session | undefined;
  let closed = false;
  const drop = (): void => {
    session?.db.close();
    session = undefined;
  };
  const run = <T>(work: (session: Session) => T): T => {
    if (closed) throw refuseViews('views.closed');
    try {
      return work((session ??= openSession(place)));
    } catch (error) {
      const refusal = refusalOf(error);
      if (!isRefusal(error) && isRefusal(refusal) && refusal.code !== 'views.busy') drop();
      throw refusal;
    }
  };
  return {
    read: run,
    write: (work) => {
      if (place.readOnly) throw refuseCommit('views.read-only');
      return run((open) => inTransaction(open, () => work(open)));
    },
    tidy: () => {
      if (session?.db.isOpen && !place.readOnly) run(({ db }) => db.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
    },
    close: () => {
      closed = true;
      drop();
    },
  };
};

const openSession = ({ folder, readOnly = false }: Place): Session => {
  const db = openDatabase(fileIn(folder, readOnly), readOnly);
  try {
    prepareFile(db, readOnly);
  } catch (error) {
    db.close();
    throw error;
  }
  return { db, statement: statementsOf(db) };
};

const fileIn = (folder: string, readOnly: boolean): string => {
  if (folder === ':memory:') return folder;
  const file = join(folder, 'views.db');
  if (readOnly && !existsSync(file)) throw refuseViews('views.not-ready');
  if (!readOnly) mkdirSync(folder, { recursive: true });
  return file;
};

const prepareFile = (db: Database, readOnly: boolean): void => {
  const found = formatOf(db);
  if (found !== 0 && found !== format) throw refuseViews('views.foreign-file', { found });
  if (readOnly && found === 0) throw refuseViews('views.not-ready');
  if (readOnly) return;
  db.exec(settings);
  inTransaction({ db }, () => formatOf(db) === format || db.exec(schema));
};

const formatOf = (db: Database): number => Number(Object.values(db.prepare('PRAGMA user_version').get() ?? {})[0]);

const inTransaction = <T>({ db }: Pick<Session, 'db'>, work: () => T): T => {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk has rolled back by itself.
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
};

/** Filters come in few shapes; the ones asked longest ago are forgotten. */
const statementsOf = (db: Database): Session['statement'] => {
  const statements = new Map<string, Statement>();
  return (sql) => {
    const statement = statements.get(sql) ?? db.prepare(sql);
    statement.setReturnArrays(true);
    statements.delete(sql);
    statements.set(sql, statement);
    if (statements.size > kept) statements.delete(statements.keys().next().value ?? sql);
    return statement;
  };
};
