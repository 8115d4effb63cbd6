import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { at, root } from './paths.mjs';

/** The loopback node is a test part that also runs as a program. */
const rooms = ['apps', 'libs', 'projections', 'test/eventstore-node'];
/** The compiler's own inputs: a change of these makes every output stale. */
const makers = ['.swcrc', 'scripts/build.mjs', 'package-lock.json'];
/** Specs, and the contracts that specs of several adapters share. */
const notBuilt = /\.(spec|e2e-spec)\.ts$|(^|\/)contract(\.ts$|\/)|\.d\.ts$|\.(md|snap)$|(^|\/)\./;

export const stampFile = at('dist', '.stamp');

/** Every file below a folder. */
export const walk = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });

const slashed = (path) => relative(root, path).split(sep).join('/');

/** What the build compiles or copies, as paths from the root with `/`. */
export const sourceFiles = () =>
  rooms
    .map((room) => at(room))
    .filter((folder) => existsSync(folder))
    .flatMap(walk)
    .map(slashed)
    .filter((path) => !notBuilt.test(path))
    .sort();

const signature = (path) => {
  const { size, mtimeMs } = statSync(at(path));
  return `${path} ${size} ${mtimeMs}`;
};

/** Changes whenever a built file is added, removed, renamed or written; reads no file, so that a start stays quick. */
export const sourcesDigest = () =>
  createHash('sha256')
    .update([...makers, ...sourceFiles()].map(signature).join('\n'))
    .digest('hex');

export const isBuilt = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === sourcesDigest();
