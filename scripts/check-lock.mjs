// A lock file made against a registry that lacked some platform's package breaks `npm ci` for everybody. Hence: every
// dependency of a locked package, optional ones too, has an entry; versions are exact; no entry names a registry.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { at } from './bootstrap/paths.mjs';

const kinds = ['dependencies', 'optionalDependencies'];
const ownKinds = [...kinds, 'devDependencies'];
const entriesOf = (entry, which) => which.flatMap((kind) => Object.entries(entry[kind] ?? {}));

/** The folders Node looks into from a package, innermost first, as keys of the lock file. */
const lookups = (path, name) => {
  const parts = path ? path.split('/node_modules/') : [''];
  const folders = parts.map((_, index) => parts.slice(0, parts.length - index).join('/node_modules/'));
  return [...folders.map((folder) => `${folder}/node_modules/${name}`), `node_modules/${name}`];
};

const missing = (packages) =>
  Object.entries(packages).flatMap(([path, entry]) =>
    entriesOf(entry, path ? kinds : ownKinds)
      .filter(([name]) => !lookups(path, name).some((key) => packages[key]))
      .map(([name, range]) => `${path || 'package.json'} wants ${name}@${range}, which has no entry`),
  );

const withRegistry = (packages) =>
  Object.entries(packages)
    .filter(([, entry]) => entry.resolved && !entry.link)
    .map(([path]) => `${path} names the registry it came from (omit-lockfile-registry-resolved)`);

const unsealed = (packages) =>
  Object.entries(packages)
    .filter(([path, entry]) => path && !entry.link && !entry.integrity)
    .map(([path]) => `${path} has no integrity hash`);

const inexact = (manifest) =>
  entriesOf(manifest, ownKinds)
    .filter(([, range]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(range))
    .map(([name, range]) => `package.json: ${name} is not pinned to one version but "${range}"`);

const outOfStep = (manifest, packages) =>
  entriesOf(manifest, ownKinds)
    .filter(([name, range]) => packages[`node_modules/${name}`]?.version !== range)
    .map(
      ([name, range]) =>
        `package.json wants ${name} ${range}, the lock file has ${packages[`node_modules/${name}`]?.version}`,
    );

/** Every fault of a lock file against its package.json, in words. */
export const lockFaults = (manifest, { packages }) => [
  ...missing(packages),
  ...withRegistry(packages),
  ...unsealed(packages),
  ...inexact(manifest),
  ...outOfStep(manifest, packages),
];

const readJson = (name) => JSON.parse(readFileSync(at(name), 'utf8'));

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const faults = lockFaults(readJson('package.json'), readJson('package-lock.json'));
  faults.forEach((fault) => console.error(fault));
  process.exitCode = faults.length > 0 ? 1 : 0;
}
