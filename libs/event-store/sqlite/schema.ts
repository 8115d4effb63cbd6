import { refuseRead } from '../errors.js';
import { valueOf, type Database } from './database.js';
import { isNoDatabase } from './failures.js';

/** `LBK1`, in the file's header: a log is told from any other SQLite file. */
const applicationId = 0x4c424b31;
/** Raised when the table changes; an older program refuses the file. */
const format = 1;

/**
 * UNIQUE is (stream, revision) only: one id may stand in two streams (engine 10). `type` stands before the texts, so
 * that a scan which passes an event over does not read them.
 * Every insert must continue both counts; this also refuses REPLACE, which walks past a DELETE trigger (engine 13).
 */
const schema = `
  CREATE TABLE IF NOT EXISTS events (
    seq INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    id TEXT NOT NULL,
    metadata TEXT NOT NULL,
    data TEXT NOT NULL,
    UNIQUE (stream, revision)
  ) STRICT;
  CREATE TRIGGER IF NOT EXISTS events_keep_order BEFORE INSERT ON events
  WHEN new.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM events)
    OR new.revision <> (SELECT coalesce(max(revision), -1) + 1 FROM events WHERE stream = new.stream)
  BEGIN SELECT raise(ABORT, 'the log is append-only: an event takes the next place'); END;
  CREATE TRIGGER IF NOT EXISTS events_refuse_update BEFORE UPDATE ON events
  BEGIN SELECT raise(ABORT, 'the log is append-only: no update'); END;
  CREATE TRIGGER IF NOT EXISTS events_refuse_delete BEFORE DELETE ON events
  BEGIN SELECT raise(ABORT, 'the log is append-only: no delete'); END;
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${format};
`;

const settings: readonly (readonly [setting: string, value: string, wanted: string | number])[] = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['recursive_triggers', 'ON', 1],
];

/**
 * Makes a connection fit to write: foreign files refused, settings made and read back, tables and triggers there.
 * Builds of SQLite differ in their defaults, and kill -9 tests cannot see a lost fsync (quality 1.1).
 * @throws `log.foreign-file`, `log.not-durable`
 */
export const prepareLog = (db: Database, file: string): void => {
  checkFile(db, file);
  for (const [setting, value, wanted] of settings) {
    db.exec(`PRAGMA ${setting} = ${value}`);
    const found = valueOf(db, `PRAGMA ${setting}`);
    if (found !== wanted) throw refuseRead('log.not-durable', { setting, wanted, found });
  }
  if (isEmpty(db) || !isComplete(db)) db.exec(`BEGIN IMMEDIATE; ${schema} COMMIT;`);
};

/** A file is ours by its mark, or empty and becomes ours. @throws `log.foreign-file` */
export const checkFile = (db: Database, file: string): void => {
  try {
    if (isOurs(db) || isEmpty(db)) return;
  } catch (error) {
    if (!isNoDatabase(error)) throw error;
  }
  throw refuseRead('log.foreign-file', { file });
};

const isOurs = (db: Database): boolean =>
  valueOf(db, 'PRAGMA application_id') === applicationId && valueOf(db, 'PRAGMA user_version') === format;

const isEmpty = (db: Database): boolean => valueOf(db, 'SELECT count(*) FROM sqlite_schema') === 0;
/** Table, its index and three triggers; a trigger somebody dropped comes back at the next start. */
const isComplete = (db: Database): boolean =>
  valueOf(db, `SELECT count(*) FROM sqlite_schema WHERE tbl_name = 'events'`) === 5;
