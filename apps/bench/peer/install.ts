import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const name = '@event-driven-io/emmett-sqlite';
const core = '@event-driven-io/emmett';

/** Versions that belong together; the second pair where a registry lacks a part of the first. */
const pairs = [
  ['0.42.4', '0.42.4'],
  ['0.42.4', '0.42.0'],
] as const;

/** What the peer names as its own peers. */
const beside = ['async-retry@1.3.3', 'uuid@11.1.0'];

/** Where it was put, and what it is. */
export interface Installed {
  readonly entry: string;
  readonly versions: string;
}

/**
 * Brings the peer into an ignored folder, without running any script of it. Its driver, the native package sqlite3, is
 * replaced by a small stand-in over the runtime's own SQLite. Answers why not, where it cannot be had.
 */
export const installPeer = (folder: string): Installed | string => {
  mkdirSync(folder, { recursive: true });
  const problems: string[] = [];
  for (const pair of pairs) {
    if (isThere(folder, pair)) return installed(folder, pair);
    try {
      install(folder, pair);
      putDriver(folder);
      return installed(folder, pair);
    } catch (error) {
      problems.push(
        String((error as { stderr?: unknown }).stderr ?? error)
          .trim()
          .split('\n')[0] ?? '',
      );
    }
  }
  return problems.at(-1) ?? 'not to be had';
};

type Pair = (typeof pairs)[number];

const versionIn = (folder: string, of: string): string | undefined => {
  const file = join(folder, 'node_modules', of, 'package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version : undefined;
};

const isThere = (folder: string, [own, shared]: Pair): boolean =>
  versionIn(folder, name) === own && versionIn(folder, core) === shared && versionIn(folder, 'sqlite3') === '0.0.0';

const installed = (folder: string, [own, shared]: Pair): Installed => ({
  entry: pathToFileURL(join(folder, 'node_modules', name, 'dist', 'index.js')).href,
  versions: own === shared ? `emmett-sqlite ${own}` : `emmett-sqlite ${own} with emmett ${shared}`,
});

const install = (folder: string, [own, shared]: Pair): void => {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'peer', private: true }));
  const packages = [`${name}@${own}`, `${core}@${shared}`, ...beside];
  const args = ['install', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', ...packages];
  const { npm_execpath: npm } = process.env;
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []];
  execFileSync(command, [...first, ...args], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], timeout: 180_000 });
};

const putDriver = (folder: string): void => {
  const place = join(folder, 'node_modules', 'sqlite3');
  mkdirSync(place, { recursive: true });
  const shim = new URL('../bare/sqlite3-shim.js', import.meta.url).href;
  writeFileSync(
    join(place, 'package.json'),
    JSON.stringify({ name: 'sqlite3', version: '0.0.0', type: 'module', exports: './index.js' }),
  );
  writeFileSync(join(place, 'index.js'), `export { default } from ${JSON.stringify(shim)};\n`);
};

export const peerFolder = fileURLToPath(new URL('../../../../.tools/peer', import.meta.url));
