import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '#apps/runtime/config.js';
import { withBar } from './progress-bar.js';
import { acquireFolder } from '#libs/event-store/sqlite/owner.js';
import { logFile } from '#libs/event-store/sqlite/sqlite-log.js';

/** Loads the sample data into a folder that holds no log yet, never into a server; says whether it did. */
export const loadSample = async (config: Config): Promise<boolean> => {
  if (config.sample === 'none' || config.eventStoreUrl !== '' || existsSync(logFile({ folder: config.data })))
    return false;
  process.stderr.write('首次启动，正在装入样例数据 · first start, loading the sample data …\n');
  await withBar('样例数据 · sample data', { stream: process.stderr }, (bar) =>
    loadAside(config, (done, of) => bar.set(done, of)),
  );
  return true;
};

/** Loaded beside and then moved in: a first start that is cut off leaves no half of the sample to be taken for a ledger. */
const loadAside = async (config: Config, onProgress: (done: number, of: number) => void): Promise<void> => {
  const owned = acquireFolder(config.data);
  try {
    const aside = join(config.data, 'loading');
    rmSync(aside, { recursive: true, force: true });
    // Needed once in the life of a folder.
    const { loadMinhang } = await import('#apps/demo/demo.js');
    await loadMinhang({ ...config, data: aside }, { onProgress });
    moveIn(aside, config.data);
    rmSync(aside, { recursive: true });
  } finally {
    owned.release();
  }
};

/** The log comes last, for it is what tells that the sample is there; views without a log are none. */
const moveIn = (from: string, to: string): void => {
  const views = readdirSync(from).filter((name) => name.startsWith('views.db'));
  for (const name of [...views, 'log.db']) renameSync(join(from, name), join(to, name));
};
