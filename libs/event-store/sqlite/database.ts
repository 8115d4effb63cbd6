import { backup, DatabaseSync, type StatementSync } from 'node:sqlite';

/** The only file of the log that knows the driver. */
export type Database = DatabaseSync;
export type Statement = StatementSync;

export interface OpenDatabase {
  (file: string, options?: { readOnly?: boolean; timeout?: number }): Database;
}

/**
 * Opens a database file; waits at most `timeout` ms for a lock. Tiny on purpose: the call blocks the event loop, and
 * 5 s of it froze reads too (quality 1.4).
 */
export const openDatabase: OpenDatabase = (file, { readOnly = false, timeout = 50 } = {}) =>
  new DatabaseSync(file, { readOnly, timeout });

/** Copies through SQLite's own backup, off the event loop, 4 MiB a step. */
export const copyDatabase = (from: Database, to: string): Promise<number> => backup(from, to, { rate: 1000 });

/** The one value of a PRAGMA or of a query of one column. */
export const valueOf = (db: Database, sql: string): unknown => Object.values(db.prepare(sql).get() ?? {})[0];

/** For a connection already failing: what goes wrong here must not hide the first error. */
export const quietly = (act: () => void): void => {
  try {
    act();
  } catch {
    // The caller answers with the first error.
  }
};
