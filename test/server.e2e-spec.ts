import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The built program as a person runs it: its own process, its projector in a thread of its own. */
let folder: string;
const running = new Set<ChildProcess>();

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.mjs']);
}, 60_000);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lookback-server-'));
});

afterEach(() => {
  running.forEach((child) => child.kill('SIGKILL'));
  running.clear();
  rmSync(folder, { recursive: true, force: true });
});

const environment = () => ({
  ...process.env,
  LOOKBACK_DATA: folder,
  LOOKBACK_SAMPLE: 'none',
  LOOKBACK_MIN_FREE: '0',
  PORT: '0',
  NODE_OPTIONS: '',
});

interface Server {
  readonly child: ChildProcess;
  readonly address: string;
  readonly token: string;
  ended(): Promise<number | null>;
}

const program = (path: string, ...args: readonly string[]) => {
  const child = spawn(process.execPath, [path, ...args], { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return { child, ended };
};

const start = async (): Promise<Server> => {
  const { child, ended } = program('dist/apps/api/main.js');
  await new Promise<void>((resolve, reject) => {
    child.stdout!.on('data', (text: Buffer) => text.includes('http://') && resolve());
    void ended.then((code) => reject(new Error(`the server ended with ${code}`)));
  });
  const { address, token } = JSON.parse(readFileSync(join(folder, 'endpoint.json'), 'utf8')) as Server;
  return { child, address, token, ended: () => ended };
};

const ask = (server: Server, path: string, init: RequestInit = {}) =>
  fetch(`${server.address}${path}`, { ...init, headers: { authorization: `Bearer ${server.token}`, ...init.headers } });

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

it('is ready, reads its own writes through the projector thread, survives kill -9 and drains on SIGTERM', async () => {
  const first = await start();
  expect((await ask(first, '/health/ready')).status).toBe(200);
  const written = await found(first, 'jiaotong');
  expect(written.status).toBe(200);
  expect(await units(first, written.headers.get('lookback-position')!)).toEqual(['jiaotong']);
  first.child.kill('SIGKILL');
  await first.ended();
  const second = await start();
  expect((await ask(second, '/health/ready')).status).toBe(200);
  expect(await units(second, written.headers.get('lookback-position')!)).toEqual(['jiaotong']);
  second.child.kill('SIGTERM');
  expect(await second.ended()).toBe(0);
}, 60_000);

it('a second server on one folder is refused in words, and the command line talks to the first (engine 15)', async () => {
  const first = await start();
  await found(first, 'pujiang');
  const second = program('dist/apps/api/main.js');
  let said = '';
  second.child.stderr!.on('data', (text: Buffer) => (said += text.toString()));
  expect(await second.ended).toBe(3);
  expect(said).toContain('folder.in-use');
  const line = program('dist/apps/cli/main.js', 'units', 'list', '--json');
  let listed = '';
  line.child.stdout!.on('data', (text: Buffer) => (listed += text.toString()));
  expect(await line.ended).toBe(0);
  expect(listed).toContain('pujiang');
}, 60_000);
