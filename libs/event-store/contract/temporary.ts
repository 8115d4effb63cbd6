import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryFolder {
  readonly folder: string;
  remove(): void;
}

/** An empty folder for one test; in memory where the system has such a place, since these tests do not cut the power. */
export const temporaryFolder = (): TemporaryFolder => {
  const folder = mkdtempSync(join(isWritable('/dev/shm') ? '/dev/shm' : tmpdir(), 'lookback-log-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

const isWritable = (folder: string): boolean => {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};
