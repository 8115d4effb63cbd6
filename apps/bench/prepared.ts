import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { newToken, operator } from '#apps/runtime/accounts.js';
import { configFrom, type Config } from '#apps/runtime/config.js';
import { openRuntime } from '#apps/runtime/runtime.js';
import { sha256 } from '#libs/kernel/ids.js';
import { account } from '#libs/office/account.js';
import type { WrittenLog } from './log/written.js';

/** A data folder as a server finds it: the log, its views, and an account to ask with. */
export interface Prepared {
  readonly config: Config;
  readonly log: WrittenLog;
  /** Bearer token of a clerk of the office. */
  readonly token: string;
  /** How long this release took to build every view from nothing, in milliseconds. */
  readonly firstBuild: number;
}

/** Copies the log, so that what a load appends is not in the next run's, and builds the views of this release. */
export const prepare = async (log: WrittenLog, home: string): Promise<Prepared> => {
  const data = join(home, `served-${log.events}`);
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  ['log.db', 'log.db-wal'].forEach((name) => {
    if (existsSync(join(log.folder, name))) copyFileSync(join(log.folder, name), join(data, name));
  });
  const config = configFrom({ LOOKBACK_DATA: data, LOOKBACK_SAMPLE: 'none' });
  const runtime = await openRuntime({ config, projector: 'thread' });
  const started = performance.now();
  await runtime.projector.settle();
  const firstBuild = performance.now() - started;
  const token = newToken();
  const body = { token: 'bench', digest: sha256(token) };
  await runtime.execute({
    aggregate: account,
    id: 'office-1',
    name: 'IssueToken',
    body,
    actor: operator,
    key: 'bench',
  });
  await runtime.settle();
  await runtime.close();
  return { config, log, token, firstBuild };
};
