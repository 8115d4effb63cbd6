import { existsSync } from 'node:fs';
import { loadMinhang } from '#apps/demo/demo.js';
import type { Config } from '#apps/runtime/config.js';
import { withBar } from './progress-bar.js';
import { logFile } from '#libs/event-store/sqlite/sqlite-log.js';

/** Loads the sample data into a folder that holds no log yet, never into a server; says whether it did. */
export const loadSample = async (config: Config): Promise<boolean> => {
  if (config.sample === 'none' || config.eventStoreUrl !== '' || existsSync(logFile({ folder: config.data })))
    return false;
  process.stderr.write('首次启动，正在装入样例数据 · first start, loading the sample data …\n');
  await withBar('样例数据 · sample data', { stream: process.stderr }, (bar) =>
    loadMinhang(config, { onProgress: (done, of) => bar.set(done, of) }),
  );
  return true;
};
