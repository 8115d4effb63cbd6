import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkStreamName, encodeAppend } from '../append-rules.js';
import { doorbell, pollDoorbell } from '../doorbell.js';
import { refuseAppend, refuseRead } from '../errors.js';
import type { EventStore } from '../port.js';
import { checkLimit, seqOf } from '../position.js';
import { openDatabase, type Database, type OpenDatabase } from './database.js';
import { isMissing, refusalOfRead } from './failures.js';
import { groupCommit } from './group-commit.js';
import { openReader, type Reader } from './reader.js';
import { checkFile, prepareLog } from './schema.js';
import { openWriter } from './writer.js';

/** Where a log lies: `log.db` in a folder, or a file by its own name. */
export type LogPlace = { readonly folder: string } | { readonly file: string };

export type SqliteLogOptions = LogPlace & {
  /** For exports and checks beside a running server: takes no lock, writes nothing, hears by polling. */
  readonly readOnly?: boolean;
  /** Milliseconds between tries to reopen after an I/O error. */
  readonly reopenAfter?: number;
  /** Other connections, for fault tests. */
  readonly open?: OpenDatabase;
};

/** How often a reader beside the writer's process looks for new events (engine 12). */
const pollEvery = 200;

export const logFile = (place: LogPlace): string => ('file' in place ? place.file : join(place.folder, 'log.db'));

/**
 * The log in one SQLite file (engine 13, 14). The caller owns the folder (`acquireFolder`) and watches the free space
 * (`freeBytes`). Positions are seqs of 20 digits.
 * @throws `log.not-durable`, `log.foreign-file`, `log.unreadable`, `log.busy`; `log.missing` when opened for reading only
 */
export const openSqliteLog = (options: SqliteLogOptions): EventStore => {
  const file = logFile(options);
  try {
    return options.readOnly ? readOnlyLog(file, options) : writableLog(file, options);
  } catch (error) {
    throw refusalOfRead(error);
  }
};

const writableLog = (file: string, { open = openDatabase, reopenAfter }: SqliteLogOptions): EventStore => {
  mkdirSync(dirname(file), { recursive: true });
  const prepared = opener(
    () => open(file),
    (db) => prepareLog(db, file),
  );
  const writer = openWriter(prepared, reopenAfter);
  const reader = openReader(() => open(file, { readOnly: true }));
  const bell = doorbell();
  const commits = groupCommit(writer.commit, bell.ring);
  return {
    ...reads(reader),
    append: async (stream, expected, events, signal) => {
      signal?.throwIfAborted();
      return commits.append({ stream, expected, events: encodeAppend(stream, events) }, signal);
    },
    onAppended: bell.onAppended,
    ringsForAll: true,
    close: async () => {
      commits.close();
      reader.close();
      writer.close();
    },
  };
};

const readOnlyLog = (file: string, { open = openDatabase }: SqliteLogOptions): EventStore => {
  const reader = openReader(
    opener(
      () => openExisting(file, open),
      (db) => checkFile(db, file),
    ),
  );
  return {
    ...reads(reader),
    append: async () => {
      throw refuseAppend('log.read-only');
    },
    onAppended: (ring) => pollDoorbell(reads(reader), pollEvery)(ring),
    close: async () => reader.close(),
  };
};

const openExisting = (file: string, open: OpenDatabase): Database => {
  try {
    return open(file, { readOnly: true });
  } catch (error) {
    if (isMissing(error)) throw refuseRead('log.missing', { file });
    throw error;
  }
};

/** Opens and checks; a connection that fails its check is not left open. */
const opener = (open: () => Database, check: (db: Database) => void) => (): Database => {
  const db = open();
  try {
    check(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};

const reads = (reader: Reader): Pick<EventStore, 'head' | 'readStream' | 'readAll' | 'lastAt'> => ({
  head: async (signal) => {
    signal?.throwIfAborted();
    return reader.head();
  },
  readStream: async (stream, signal) => {
    signal?.throwIfAborted();
    checkStreamName(stream);
    return reader.stream(stream);
  },
  readAll: async (after, limit, { except = [], signal } = {}) => {
    signal?.throwIfAborted();
    checkLimit(limit);
    return reader.page({ after: seqOf(after), limit, except });
  },
  lastAt: async (place, signal) => {
    signal?.throwIfAborted();
    return reader.at(seqOf(place));
  },
});
