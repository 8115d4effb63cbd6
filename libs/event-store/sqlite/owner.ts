import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { refuseFolder } from '../errors.js';
import { openDatabase, type Database } from './database.js';
import { isBusy } from './failures.js';

/** A data folder held by this process. */
export interface OwnedFolder {
  readonly folder: string;
  release(): void;
}

/**
 * Takes the one ownership of a data folder: an exclusive transaction held on `lock.db` (engine 15). The system frees
 * it with the process, also after kill -9, so nothing is ever left to clean up. No file but SQLite's own may open
 * `lock.db` in this process: closing any handle of it would free the lock.
 * @throws `folder.in-use` at once, without waiting; `folder.unusable` when the folder cannot be made or written
 */
export const acquireFolder = (folder: string): OwnedFolder => {
  let db: Database | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    db = openDatabase(join(folder, 'lock.db'), { timeout: 0 });
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    throw isBusy(error) ? refuseFolder('folder.in-use', { folder }) : unusable(folder, error);
  }
  return { folder, release: releaseOf(db) };
};

/** Releasing twice is harmless. */
const releaseOf = (db: Database) => (): void => {
  if (db.isOpen) db.close();
};

const unusable = (folder: string, error: unknown) =>
  refuseFolder('folder.unusable', { folder, reason: (error as { message?: string } | null)?.message ?? String(error) });
