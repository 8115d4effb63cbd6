import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { scratch } from './paths.mjs';
import { say } from './say.mjs';

const patience = 30 * 60_000;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const attempt = (action) => {
  try {
    return action();
  } catch {
    return undefined;
  }
};

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

const ownerFile = (folder) => join(folder, 'owner');
const readOwner = (folder) => attempt(() => readFileSync(ownerFile(folder), 'utf8')) ?? '';
const ageOf = (folder) => Date.now() - (attempt(() => statSync(folder).mtimeMs) ?? Date.now());

/** An owner is gone when its process is; of a process on another machine (a shared folder) only the age is known. */
export const isStale = (owner, age) => {
  const [host, pid] = owner.split('\n');
  if (!pid) return age > 5_000;
  return age > patience || (host === hostname() && !isAlive(Number(pid)));
};

/** Making a folder succeeds for exactly one process, on every file system. */
const take = (folder) => {
  const made = attempt(() => (mkdirSync(folder), true)) ?? false;
  if (made) writeFileSync(ownerFile(folder), `${hostname()}\n${process.pid}`);
  return made;
};

/** Moves a stale lock away; if someone else renewed it between our look and our move, it is moved back. */
const removeStale = (folder) => {
  const owner = readOwner(folder);
  if (!isStale(owner, ageOf(folder))) return;
  const aside = `${folder}.${process.pid}`;
  if (attempt(() => (renameSync(folder, aside), true)) === undefined) return;
  if (readOwner(aside) === owner) rmSync(aside, { recursive: true, force: true });
  else attempt(() => renameSync(aside, folder));
};

const wait = async (folder, name) => {
  for (let round = 0; !take(folder); round += 1) {
    if (round === 5) say(`waiting for another ${name} of this folder to end (${folder})`);
    removeStale(folder);
    await pause(200);
  }
};

/** Runs `work` while no other process of this folder does work of the same name. */
export const withLock = async (name, work) => {
  const folder = join(scratch, `${name}.lock`);
  mkdirSync(scratch, { recursive: true });
  await wait(folder, name);
  try {
    return await work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
