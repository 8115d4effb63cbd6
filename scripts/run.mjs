#!/usr/bin/env node
// The one way in, for any Node from 18 on and without a package: installs what the lock file says, builds what changed,
// then runs the task on the pinned Node, as if it had been started directly.
import { existsSync, rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { endLike, runChild } from './bootstrap/child.mjs';
import { ensureInstalled } from './bootstrap/install.mjs';
import { jest } from './bootstrap/jest.mjs';
import { endWithParent } from './bootstrap/lifeline.mjs';
import { withLock } from './bootstrap/lock.mjs';
import { at, root, testReport } from './bootstrap/paths.mjs';
import { runtime } from './bootstrap/runtime.mjs';
import { say, Stop } from './bootstrap/say.mjs';
import { isBuilt } from './bootstrap/sources.mjs';
import { printClosing } from './closing.mjs';

/** Runs where the caller stands: the files it is told of are relative to that folder. */
const started = (entry, ...args) => ({
  entry,
  run: [
    '--disable-warning=ExperimentalWarning',
    '--enable-source-maps',
    `--import=${pathToFileURL(at('scripts', 'bootstrap', 'lifeline.mjs'))}`,
    entry,
    ...args,
  ],
  cwd: process.cwd(),
});

const program = (app, ...args) => started(at('dist', 'apps', app, 'main.js'), ...args);

/** Works on the sources too, hence goes on (and fails in the end) where they do not compile. */
const tool = (...run) => ({ run, cwd: root, goesOnUnbuilt: true });

const tasks = {
  start: program('api'),
  projector: program('projector'),
  lookback: program('cli'),
  acceptance: program('cli', 'acceptance'),
  bench: program('bench'),
  'test:stores': tool(at('scripts', 'test-stores.mjs')),
  torture: tool(at('scripts', 'torture.mjs')),
  'eventstore-node': started(at('dist', 'test', 'eventstore-node', 'main.js')),
  build: {},
  test: {
    ...tool(...jest),
    before: () => rmSync(testReport, { force: true }),
    after: printClosing,
  },
  check: tool(at('scripts', 'check.mjs')),
  format: tool(at('node_modules', 'prettier', 'bin', 'prettier.cjs'), '--write', '.'),
  freeze: tool(at('scripts', 'freeze.mjs')),
  rules: tool(at('scripts', 'rules.mjs')),
};

const buildOnce = (node) =>
  withLock('build', async () => (isBuilt() ? 0 : (await runChild(node, [at('scripts', 'build.mjs')])).code));

const ensureBuilt = async (node, { goesOnUnbuilt }) => {
  const code = isBuilt() ? 0 : await buildOnce(node);
  if (code !== 0 && !goesOnUnbuilt) throw new Stop('the sources do not compile (源代码编译失败)');
  return code;
};

const perform = async (node, { entry, run, cwd, before, after }, args) => {
  if (!run) return { code: 0, signal: null };
  if (entry && !existsSync(entry)) throw new Stop(`there is no ${entry}: its app is not part of these sources`);
  before?.();
  const end = await runChild(node, [...run, ...args], { cwd });
  after?.(args);
  return end;
};

const main = async ([name = '', ...args]) => {
  const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  if (!task) throw new Stop(`usage: node scripts/run.mjs <${Object.keys(tasks).join('|')}> [arguments]`);
  await ensureInstalled();
  const node = runtime();
  const unbuilt = await ensureBuilt(node, task);
  const end = await perform(node, task, args);
  if (unbuilt) say('failed: the sources do not compile, see the first lines (源代码编译失败，见开头)');
  endLike({ ...end, code: end.code || unbuilt });
};

// npm passes SIGTERM on to its shell only, which dies without telling us.
if (process.env.npm_lifecycle_event) endWithParent();

main(process.argv.slice(2)).catch((error) => {
  say(error instanceof Stop ? error.message : error.stack);
  process.exitCode = 1;
});
