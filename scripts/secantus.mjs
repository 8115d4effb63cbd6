// SecantusDB, the server of the MongoDB wire protocol that our tests start: a tool in an ignored folder, never a
// dependency. `node scripts/secantus.mjs install` brings it (Python 3.10–3.13 with venv), `… version` names it,
// `… serve [arguments]` runs it on a free loopback port until it is ended.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { endLike, runChild } from './bootstrap/child.mjs';
import { at } from './bootstrap/paths.mjs';
import { say, Stop } from './bootstrap/say.mjs';

const pinned = '0.7.0b3';
const folder = at('.tools', 'secantus');
const binary = (name) => (process.platform === 'win32' ? `${folder}/Scripts/${name}.exe` : `${folder}/bin/${name}`);
const record = () => at('.tools', 'secantus', 'installed');

/** The program that serves; the specs start it by this path. */
export const secantusd = binary('secantusd-py');

/** Version of the server that specs can start, or nothing. */
export const secantusVersion = () =>
  existsSync(secantusd) && existsSync(record()) ? readFileSync(record(), 'utf8').trim() : undefined;

const run = async (command, ...args) => {
  const { code } = await runChild(command, args);
  if (code !== 0) throw new Stop(`${command} ${args.join(' ')} ended with ${code}`);
};

const hasVenv = () => spawnSync('python3', ['-c', 'import venv, ensurepip'], { stdio: 'ignore' }).status === 0;

/** Debian keeps venv in a package of its own, which only root can install. */
const ensureVenv = async () => {
  if (hasVenv()) return;
  say('python3 -m venv is missing: trying the package python3-venv');
  await run('apt-get', 'update', '-qq');
  await run('apt-get', 'install', '-y', '-qq', 'python3-venv');
  if (!hasVenv()) throw new Stop('SecantusDB needs Python 3.10–3.13 with venv');
};

const install = async () => {
  if (secantusVersion() === pinned) return;
  await ensureVenv();
  await run('python3', '-m', 'venv', '--clear', folder);
  await run(binary('pip'), 'install', '--quiet', '--disable-pip-version-check', `SecantusDB==${pinned}`);
  const { stdout } = spawnSync(binary('pip'), ['show', 'SecantusDB'], { encoding: 'utf8' });
  const version = /^Version: (.+)$/m.exec(stdout)?.[1] ?? 'unknown';
  writeFileSync(record(), version);
};

const serve = async (args) => {
  if (!secantusVersion()) throw new Stop('not installed: node scripts/secantus.mjs install');
  const place = args.includes('--storage-path') ? [] : ['--storage-path', ':memory:'];
  endLike(await runChild(secantusd, ['--host', '127.0.0.1', '--port', '0', ...place, ...args]));
};

const named = () => process.stdout.write(`SecantusDB ${secantusVersion() ?? 'is not installed'}\n`);

const acts = { install: async () => (await install(), named()), version: async () => named(), serve };

const main = async ([name, ...args]) => {
  if (!Object.hasOwn(acts, name ?? '')) throw new Stop(`usage: secantus.mjs <${Object.keys(acts).join('|')}>`);
  await acts[name](args);
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  main(process.argv.slice(2)).catch((error) => {
    say(error instanceof Stop ? error.message : error.stack);
    process.exitCode = 1;
  });
