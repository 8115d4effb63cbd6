import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Texts of one event, ready to be stored. */
export type BareRow = readonly [
  stream: string,
  revision: number,
  id: string,
  type: string,
  data: string,
  metadata: string,
];

/** What SQLite itself can do with the same rows: one table, no rule of ours, COMMIT on disk (FULL). */
export interface BareLog {
  /** One transaction. */
  insert(rows: readonly BareRow[]): void;
  close(): void;
}

export const openBareLog = (folder: string): BareLog => {
  mkdirSync(folder, { recursive: true });
  const db = new DatabaseSync(join(folder, 'bare.db'));
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  db.exec(`CREATE TABLE events (seq INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL, id TEXT NOT NULL,
    type TEXT NOT NULL, data TEXT NOT NULL, metadata TEXT NOT NULL) STRICT`);
  const insert = db.prepare(
    'INSERT INTO events (stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const [begin, commit] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT')];
  return {
    insert: (rows) => {
      begin.run();
      for (const row of rows) insert.run(...row);
      commit.run();
    },
    close: () => db.close(),
  };
};

/** Of the SQLite that both run on. */
export const sqliteVersion = (): string => {
  const db = new DatabaseSync(':memory:');
  const row = db.prepare('SELECT sqlite_version() AS version').get();
  db.close();
  return String(row?.['version']);
};
