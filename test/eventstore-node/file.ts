import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { LogOptions } from './log.js';
import type { LogRecord } from './record.js';

type Row = Record<'position' | 'stream' | 'revision' | 'id' | 'type' | 'contentType', string> & {
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  readonly created: number;
};

const table = `CREATE TABLE IF NOT EXISTS records (
  position TEXT PRIMARY KEY, stream TEXT NOT NULL, revision TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL,
  contentType TEXT NOT NULL, data BLOB NOT NULL, metadata BLOB NOT NULL, created REAL NOT NULL) WITHOUT ROWID`;

/**
 * Keeps a log in a SQLite file, so that it outlives the process: committed before anyone is answered. Survives kill -9,
 * not a power cut (the node is no store). Numbers above 2^53 stand as text of 20 digits.
 */
export const openFile = (folder: string): Pick<LogOptions, 'keep' | 'kept'> & { close(): void } => {
  mkdirSync(folder, { recursive: true });
  const db = new DatabaseSync(join(folder, 'eventstore-node.db'));
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; ${table}`);
  const insert = db.prepare('INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const rows = db.prepare('SELECT * FROM records ORDER BY position').all() as unknown as Row[];
  const keep = (records: readonly LogRecord[]): void => {
    db.exec('BEGIN');
    for (const { position, stream, revision, id, type, contentType, data, metadata, created } of records)
      insert.run(digits(position), stream, digits(revision), id, type, contentType, data, metadata, created);
    db.exec('COMMIT');
  };
  return { keep, kept: rows.map(recordOf), close: () => db.close() };
};

const digits = (number: bigint): string => String(number).padStart(20, '0');

const recordOf = (row: Row): LogRecord => ({
  ...row,
  position: BigInt(row.position),
  revision: BigInt(row.revision),
});
