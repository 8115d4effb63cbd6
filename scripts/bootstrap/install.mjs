import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from './child.mjs';
import { withLock } from './lock.mjs';
import { at } from './paths.mjs';
import { pinnedVersion } from './runtime.mjs';
import { say, Stop } from './say.mjs';

const mark = at('node_modules', '.lookback-install');
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** Changes with everything an installation depends on: the lock file, the platform, the pinned Node. */
export const installDigest = (lockText, { platform, arch, node }) =>
  createHash('sha256').update([platform, arch, node, lockText].join('\n')).digest('hex');

const wanted = () => installDigest(read(at('package-lock.json')), { ...process, node: pinnedVersion() });

const names = (list, own) => {
  const all = [list].flat().filter(Boolean);
  const allowed = all.filter((one) => !one.startsWith('!'));
  return !all.includes(`!${own}`) && (allowed.length === 0 || allowed.includes(own));
};

const ownLibc = () => (process.report?.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl');

/** An optional package may be absent only where it is made for another platform, or hangs from one that is. */
const mayBeAbsent = (entry, libc) => {
  const isBound = Boolean(entry.os ?? entry.cpu ?? entry.libc);
  const isOurs = names(entry.os, process.platform) && names(entry.cpu, process.arch) && names(entry.libc, libc);
  return Boolean(entry.optional) && !(isBound && isOurs);
};

const isPresent = (path, entry, installed) =>
  installed?.version === entry.version &&
  installed.integrity === entry.integrity &&
  existsSync(join(at(path), 'package.json'));

/**
 * Whether node_modules holds what the lock file says, by npm's own record of what it put there: an installation made by
 * hand (`npm ci`, an image layer, a copied folder) is used as it is, without a network.
 */
export const isComplete = () => {
  const record = read(at('node_modules', '.package-lock.json'));
  if (!record) return false;
  const installed = JSON.parse(record).packages ?? {};
  const libc = ownLibc();
  return Object.entries(JSON.parse(read(at('package-lock.json'))).packages)
    .filter(([path]) => path !== '')
    .every(
      ([path, entry]) => isPresent(path, entry, installed[path]) || (!installed[path] && mayBeAbsent(entry, libc)),
    );
};

/** The npm that called us, so that its configuration and cache are the ones used. */
const npm = () => {
  const caller = process.env.npm_execpath ?? '';
  return /npm-cli\.c?js$/.test(caller)
    ? [process.execPath, [caller], false]
    : ['npm', [], process.platform === 'win32'];
};

/** One line that counts seconds on a terminal; elsewhere the first line is all. */
const progress = (text) => {
  const start = Date.now();
  if (!process.stderr.isTTY) return (say(text), () => {});
  const draw = () => process.stderr.write(`\rlookback: ${text} ${Math.round((Date.now() - start) / 1000)} s `);
  draw();
  const timer = setInterval(draw, 1000);
  return () => (clearInterval(timer), process.stderr.write('\n'));
};

const npmRun = async (args) => {
  const [command, first, shell] = npm();
  let output = '';
  const collect = (child) =>
    [child.stdout, child.stderr].forEach((pipe) => pipe.on('data', (part) => (output += part)));
  const flags = ['--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const options = { stdio: ['ignore', 'pipe', 'pipe'], shell, onSpawn: collect };
  const end = await runChild(command, [...first, ...args, ...flags], options);
  if (end.signal) throw new Stop(`npm ${args[0]} was ended by ${end.signal}`);
  return { code: end.code, output };
};

/** A lock made against a registry that lacked some platform's package: npm ci refuses it on every platform (engine 42). */
export const isLockFault = (output) => /from lock file|in sync|lockfileVersion/i.test(output);

const lastLines = (output) => output.trim().split('\n').slice(-15).join('\n');

const orFallBack = async ({ code, output }) => {
  if (code === 0 || !isLockFault(output)) return { code, output };
  say('warning: package-lock.json does not fit this registry; installing by package.json, versions may differ');
  return npmRun(['install', '--no-save']);
};

const install = async () => {
  const done = progress('installing dependencies, once (正在安装依赖，仅首次) …');
  const { code, output } = await npmRun(['ci']).then(orFallBack).finally(done);
  if (code !== 0)
    throw new Stop(`npm could not install the dependencies (依赖安装失败，请检查网络后重试)\n${lastLines(output)}`);
};

const isMarked = () => read(mark) === wanted();

/** Leaves node_modules as the lock file says; a fraction of the time of reading one file when it already is. */
export const ensureInstalled = async () => {
  if (isMarked()) return;
  await withLock('install', async () => {
    if (isMarked()) return;
    if (!isComplete()) await install();
    writeFileSync(mark, wanted());
  });
};
