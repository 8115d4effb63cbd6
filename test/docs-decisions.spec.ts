import { existsSync, globSync, readFileSync } from 'node:fs';
import { pageOf } from './support/pages.js';

type Versions = Readonly<Record<string, string>>;
interface Manifest {
  readonly dependencies: Versions;
  readonly devDependencies: Versions;
  readonly optionalDependencies: Versions;
  readonly overrides: Readonly<Record<string, string | Versions>>;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const record = pageOf('docs/decisions/0009-dependencies.md').prose;

interface Row {
  readonly name: string;
  readonly reason: string;
  readonly licence: string;
  readonly upkeep: string;
}

const rows: readonly Row[] = [...record.matchAll(/^\| `([^`]+)` \|(.*)\|$/gm)].map(([, name, rest]) => {
  const [reason = '', licence = '', upkeep = ''] = rest!.split(' | ').map((cell) => cell.trim());
  return { name: name!, reason, licence, upkeep };
});

const overridden = Object.entries(manifest.overrides).flatMap(([name, version]) =>
  typeof version === 'string' ? [name] : Object.keys(version).map((inner) => `${name} › ${inner}`),
);
const named = [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies].flatMap((each) =>
  Object.keys(each),
);

it('every package of package.json has a row, and every row a package', () => {
  expect(rows.map(({ name }) => name).sort()).toEqual([...named, ...overridden].sort());
});

it('every row says what for, under which licence, and who keeps it up', () => {
  const thin = rows.filter(
    ({ reason, licence, upkeep }) => reason.length < 5 || licence.length < 3 || upkeep.length < 4,
  );
  expect(thin.map(({ name }) => name)).toEqual([]);
});

/** An override may lie inside the package that asked for it; of the runtimes only this platform's is installed. */
const manifestOf = (name: string): string | undefined => {
  const [outer = '', inner] = name.split(' › ');
  const places = inner ? [`${outer}/node_modules/${inner}`, inner] : [outer];
  return places.map((place) => `node_modules/${place}/package.json`).find((file) => existsSync(file));
};

const installed = rows.flatMap(({ name, licence }) => {
  const file = manifestOf(name);
  return file ? [[name, licence, file] as const] : [];
});

it('what is not installed here is the runtime of another platform', () => {
  const absent = rows.filter(({ name }) => !manifestOf(name)).map(({ name }) => name);
  expect(absent.filter((name) => !(name in manifest.optionalDependencies))).toEqual([]);
});

it.each(installed)('the licence of %s is %s', (_, licence, file) => {
  const own = (JSON.parse(readFileSync(file, 'utf8')) as { license: string }).license;
  expect(licence.startsWith(own)).toBe(true);
});

it('the index names every record, and records are numbered without a gap', () => {
  const records = globSync('docs/decisions/0*.md')
    .map((file) => file.split('/').at(-1)!)
    .sort();
  const index = readFileSync('docs/decisions/README.md', 'utf8');
  expect(records.filter((file) => !index.includes(`(${file})`))).toEqual([]);
  expect(records.map((file) => Number(file.slice(0, 4)))).toEqual(records.map((_, place) => place + 1));
});
