import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** The only file of the views that knows the driver. */
export type Database = DatabaseSync;
export type Statement = StatementSync;

/** What SQLite holds of a scalar. */
export type Value = string | number | null | Uint8Array;

/** Opens a file; waits at most `timeout` ms for a lock, for the wait blocks the event loop (quality 1.4). */
export const openDatabase = (file: string, readOnly: boolean, timeout = 250): Database =>
  new DatabaseSync(file, { readOnly, timeout });
