import { existsSync, renameSync, rmSync } from 'node:fs';
import { isRefusal } from '#libs/kernel/refusal.js';
import { refuseFolder } from '../errors.js';
import { copyDatabase, openDatabase, valueOf, type Database } from './database.js';
import { checkFile } from './schema.js';
import { logFile, type LogPlace } from './sqlite-log.js';

export interface Backup {
  readonly file: string;
  /** Last seq of the copy; every event up to it is there. */
  readonly seq: number;
}

interface Counted {
  readonly seq: number;
  readonly count: number;
}

/**
 * Copies a log beside its running server, checks the copy (`integrity_check`, last seq, count) and only then gives it
 * its name (engine 16). One read transaction holds the state that is copied, so writers never make it start again.
 * The check blocks the event loop for the length of the file: not for the server's main thread.
 * @param file where the copy goes; it must not exist
 * @throws `backup.exists`, `backup.damaged`
 */
export const backupLog = async (place: LogPlace, file: string): Promise<Backup> => {
  if (existsSync(file)) throw refuseFolder('backup.exists', { file });
  const partial = `${file}.partial`;
  rmSync(partial, { force: true });
  const source = openDatabase(logFile(place), { readOnly: true });
  try {
    checkFile(source, logFile(place));
    const taken = await copySnapshot(source, partial);
    checkCopy(partial, taken);
    renameSync(partial, file);
    return { file, seq: taken.seq };
  } catch (error) {
    rmSync(partial, { force: true });
    throw isRefusal(error) ? error : damaged(file, error);
  } finally {
    source.close();
  }
};

const copySnapshot = async (source: Database, to: string): Promise<Counted> => {
  source.exec('BEGIN');
  const taken = counted(source);
  await copyDatabase(source, to);
  source.exec('COMMIT');
  return taken;
};

const counted = (db: Database): Counted => ({
  seq: valueOf(db, 'SELECT coalesce(max(seq), 0) FROM events') as number,
  count: valueOf(db, 'SELECT count(*) FROM events') as number,
});

const checkCopy = (file: string, taken: Counted): void => {
  const copy = openDatabase(file);
  try {
    const integrity = valueOf(copy, 'PRAGMA integrity_check');
    const { seq, count } = counted(copy);
    if (integrity !== 'ok' || seq !== taken.seq || count !== taken.count || count !== seq) {
      throw damaged(file, `${String(integrity)}, ${count} events up to ${seq}, not ${taken.count} up to ${taken.seq}`);
    }
  } finally {
    copy.close();
  }
};

const damaged = (file: string, reason: unknown) =>
  refuseFolder('backup.damaged', { file, reason: (reason as { message?: string } | null)?.message ?? String(reason) });
