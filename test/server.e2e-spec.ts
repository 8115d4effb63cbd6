import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The built program as a person runs it: its own process, its projector in a thread of its own. */
let folder: string;
const running = new Set<ChildProcess>();

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.mjs']);
}, 300_000);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lookback-server-'));
});

afterEach(() => {
  running.forEach((child) => child.kill('SIGKILL'));
  running.clear();
  rmSync(folder, { recursive: true, force: true });
});

const environment = (more: NodeJS.ProcessEnv = {}) => ({
  ...process.env,
  LOOKBACK_DATA: folder,
  LOOKBACK_SAMPLE: 'none',
  LOOKBACK_MIN_FREE: '0',
  PORT: '0',
  NODE_OPTIONS: '',
  ...more,
});

interface Server {
  readonly child: ChildProcess;
  readonly address: string;
  readonly token: string;
  /** What it has written to its standard output so far. */
  said(): string;
  ended(): Promise<number | null>;
}

const program = (path: string, args: readonly string[] = [], more?: NodeJS.ProcessEnv) => {
  const child = spawn(process.execPath, [path, ...args], { env: environment(more), stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return { child, ended };
};

const start = async (more?: NodeJS.ProcessEnv): Promise<Server> => {
  const { child, ended } = program('dist/apps/api/main.js', [], more);
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout!.on('data', (text: Buffer) => {
      said += text.toString();
      if (said.includes('http://')) resolve();
    });
    void ended.then((code) => reject(new Error(`the server ended with ${code}`)));
  });
  const { address, token } = JSON.parse(readFileSync(join(folder, 'endpoint.json'), 'utf8')) as Server;
  return { child, address, token, said: () => said, ended: () => ended };
};

const ask = (server: Server, path: string, init: RequestInit = {}) =>
  fetch(`${server.address}${path}`, { ...init, headers: { authorization: `Bearer ${server.token}`, ...init.headers } });

/** A machine that is busy takes its time; the bar of a restart is measured by the bench, not here. */
const ready = async (server: Server): Promise<void> => {
  for (let tries = 0; tries < 1_000; tries += 1) {
    if ((await ask(server, '/health/ready')).status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the server was not ready in 100 s');
};

const found = (server: Server, unit: string) =>
  ask(server, '/api/v1/units', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': unit },
    body: JSON.stringify({ effectiveFrom: '2000-01-01', unit, name: unit }),
  });

const units = async (server: Server, after: string) => {
  const answer = await ask(server, `/api/v1/units?after=${after}`);
  return ((await answer.json()) as { units: readonly { unit: string }[] }).units.map(({ unit }) => unit);
};

it('is ready, reads its own writes through the projector thread, survives kill -9 and drains on SIGTERM (engine 16, 29, 30)', async () => {
  const first = await start();
  await ready(first);
  const written = await found(first, 'jiaotong');
  expect(written.status).toBe(200);
  expect(await units(first, written.headers.get('lookback-position')!)).toEqual(['jiaotong']);
  first.child.kill('SIGKILL');
  await first.ended();
  const second = await start();
  await ready(second);
  expect(await units(second, written.headers.get('lookback-position')!)).toEqual(['jiaotong']);
  second.child.kill('SIGTERM');
  expect(await second.ended()).toBe(0);
}, 300_000);

it('a second server on one folder is refused in words, and the command line talks to the first (engine 15)', async () => {
  const first = await start();
  await found(first, 'pujiang');
  const second = program('dist/apps/api/main.js');
  let said = '';
  second.child.stderr!.on('data', (text: Buffer) => (said += text.toString()));
  expect(await second.ended).toBe(3);
  expect(said).toContain('folder.in-use');
  const line = program('dist/apps/cli/main.js', ['units', 'list', '--json']);
  let listed = '';
  line.child.stdout!.on('data', (text: Buffer) => (listed += text.toString()));
  expect(await line.ended).toBe(0);
  expect(listed).toContain('pujiang');
}, 300_000);

/** `account token role`, one a line, below the greeting. */
const tokensSaid = (server: Server): ReadonlyMap<string, string> =>
  new Map(
    [...server.said().matchAll(/^ {2}([a-z][a-z0-9-]+) +([\w-]{43}) {2}\S/gm)].map(([, id, token]) => [id!, token!]),
  );

it('the first start with sample data names a token for every role, on the machine itself alone (engine 39)', async () => {
  const sample = { LOOKBACK_SAMPLE: 'minhang', LANG: 'en_US.UTF-8' };
  const first = await start(sample);
  const tokens = tokensSaid(first);
  expect([...tokens.keys()]).toEqual([
    ...['office-1', 'office-2', 'unit-jiaotong', 'leader-jiaotong', 'leader-1', 'proposer-1', 'auditor', 'admin'],
  ]);
  expect(first.said()).toContain('Clerk of a unit');
  for (const token of tokens.values()) {
    const answer = await fetch(`${first.address}/api/v1/units`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
  }
  const denied = await ask(first, '/api/v1/exports/log', {
    headers: { authorization: `Bearer ${tokens.get('proposer-1')}` },
  });
  expect(denied.status).toBe(403);
  first.child.kill('SIGTERM');
  await first.ended();
  const again = await start(sample);
  expect(tokensSaid(again)).toEqual(tokens);
  again.child.kill('SIGTERM');
  await again.ended();
  const open = await start({ ...sample, HOST: '0.0.0.0' });
  expect(tokensSaid(open).size).toBe(0);
}, 300_000);

it('a first start that is killed leaves no half of the sample: the next one loads it whole', async () => {
  const half = program('dist/apps/api/main.js', [], { LOOKBACK_SAMPLE: 'minhang' });
  while (!existsSync(join(folder, 'loading', 'log.db'))) await new Promise((resolve) => setTimeout(resolve, 20));
  half.child.kill('SIGKILL');
  await half.ended;
  expect(existsSync(join(folder, 'log.db'))).toBe(false);
  const whole = await start({ LOOKBACK_SAMPLE: 'minhang' });
  await ready(whole);
  const answer = await ask(whole, '/api/v1/statistics?year=2015&validAt=2015-09-30&figures=N1');
  expect(await answer.json()).toMatchObject({ total: [{ numerator: 33 }] });
  expect(existsSync(join(folder, 'loading'))).toBe(false);
  whole.child.kill('SIGTERM');
  expect(await whole.ended()).toBe(0);
}, 300_000);
