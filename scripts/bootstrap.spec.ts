type Lock = { packages: Record<string, Record<string, unknown>> };

// The bootstrap is plain JavaScript (it runs before TypeScript is there): imported by URL, its types told here.
const load = async <T>(name: string): Promise<T> => (await import(new URL(name, import.meta.url).href)) as T;

const { installDigest, isLockFault } = await load<{
  installDigest(lock: string, machine: { platform: string; arch: string; node: string }): string;
  isLockFault(output: string): boolean;
}>('./bootstrap/install.mjs');
const { isStale } = await load<{ isStale(owner: string, age: number): boolean }>('./bootstrap/lock.mjs');
const { lockFaults } = await load<{ lockFaults(manifest: object, lock: Lock): string[] }>('./check-lock.mjs');
const { mayImport, isAtHome } = await load<{
  mayImport(edge: { file: string; target: string; isType: boolean }): boolean;
  isAtHome(file: string, name: string): boolean;
}>('./lint/rooms.mjs');

describe('the installation digest (engine 41)', () => {
  const machine = { platform: 'linux', arch: 'x64', node: '24.21.0' };

  it.each([{ platform: 'win32' }, { arch: 'arm64' }, { node: '24.22.0' }])('changes with %o', (change) => {
    expect(installDigest('lock', { ...machine, ...change })).not.toBe(installDigest('lock', machine));
  });

  it('changes with the lock file, and with nothing else', () => {
    expect(installDigest('lock 2', machine)).not.toBe(installDigest('lock', machine));
    expect(installDigest('lock', { ...machine })).toBe(installDigest('lock', machine));
  });
});

describe('the install lock (engine 41)', () => {
  it('is kept while its process lives and free once it is gone', async () => {
    const { hostname } = await import('node:os');
    expect(isStale(`${hostname()}\n${process.pid}`, 1_000)).toBe(false);
    expect(isStale(`${hostname()}\n${2 ** 30}`, 1_000)).toBe(true);
  });

  it('of another machine or of an owner still writing its name is judged by age', () => {
    expect(isStale('elsewhere\n1', 60_000)).toBe(false);
    expect(isStale('elsewhere\n1', 3_600_000)).toBe(true);
    expect(isStale('', 1_000)).toBe(false);
    expect(isStale('', 10_000)).toBe(true);
  });
});

describe('the lock file (engine 42)', () => {
  const manifest = { dependencies: { a: '1.0.0' } };
  const a = { version: '1.0.0', integrity: 'sha512-x' };

  it('is sound when every dependency has an entry', () => {
    const nested = { 'node_modules/a': { ...a, dependencies: { b: '^1.0.0' } }, 'node_modules/a/node_modules/b': a };
    expect(lockFaults(manifest, { packages: { '': manifest, ...nested } })).toEqual([]);
  });

  it('misses the optional package of another platform', () => {
    const packages = { '': manifest, 'node_modules/a': { ...a, optionalDependencies: { 'a-win': '1.0.0' } } };
    expect(lockFaults(manifest, { packages })).toEqual(['node_modules/a wants a-win@1.0.0, which has no entry']);
  });

  it('that npm ci refuses is told from a network that fails', () => {
    expect(isLockFault('npm error Missing: a-win@1.0.0 from lock file')).toBe(true);
    expect(isLockFault('npm error network request failed, ENOTFOUND')).toBe(false);
  });
});

describe('who may import whom', () => {
  it.each([
    ['libs/cases/rules/reply.ts', 'libs/kernel/refusal', true],
    ['libs/kernel/decider.ts', 'libs/calendar/day', false],
    ['libs/cases/case.ts', 'libs/office/unit', false],
    ['projections/status-counts/index.ts', 'libs/cases/events', true],
    ['projections/status-counts/index.ts', 'libs/cases/facts', false],
    ['projections/case-facts/index.ts', 'libs/cases/facts', true],
    ['apps/api/main.ts', 'apps/runtime/open', true],
    ['apps/api/main.ts', 'apps/cli/main', false],
    ['apps/console/page.ts', 'libs/kernel/event', false],
    ['libs/unheard-of/x.ts', 'libs/kernel/event', false],
  ])('%s imports %s: %s', (file, target, allowed) => {
    expect(mayImport({ file, target, isType: false })).toBe(allowed);
  });

  it('lets a read model know a port by its types only', () => {
    const edge = { file: 'projections/activity/index.ts', target: 'libs/view-store/port' };
    expect(mayImport({ ...edge, isType: true })).toBe(true);
    expect(mayImport({ ...edge, isType: false })).toBe(false);
  });

  it('keeps Nest and the drivers at home', () => {
    expect(isAtHome('libs/cqrs/bus.ts', '@nestjs/cqrs')).toBe(true);
    expect(isAtHome('libs/kernel/event.ts', '@nestjs/common')).toBe(false);
    expect(isAtHome('libs/event-store/sqlite/log.ts', 'node:sqlite')).toBe(true);
    expect(isAtHome('libs/audit/log.ts', 'node:sqlite')).toBe(false);
  });
});
