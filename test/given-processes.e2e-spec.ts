import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configFrom } from '#apps/runtime/config.js';
import { openEvents } from '#apps/runtime/stores.js';
import { fingerprintOf } from '#libs/event-store/copy.js';
import { importLog } from '#libs/event-store/transfer.js';
import { openServers, type TestServers, type Variables } from './support/given-servers.js';
import { hasServer, skipped } from './support/mongodb.js';
import { asked, patienceMs, Processes, takeoverMs, until, type Process } from './support/server-setup.js';

const points = ['2015-02-28', '2015-05-28', '2015-08-31', '2015-12-31'].flatMap((validAt) =>
  ['', '&knownAt=60', '&knownAt=120'].map((known) => `validAt=${validAt}${known}`),
);
/** Every question that names its point; the same bytes wherever it is asked. */
const questions = [
  'statistics/definitions',
  'activity?limit=500',
  'units/events',
  'posts/events',
  'rule-books/shanghai/events',
  ...points.flatMap((point) => [
    ...['', '&by=kind,outerRole', '&by=unit', '&by=year,subject'].map((by) => `statistics?${point}${by}`),
    ...['units', 'register', 'campaigns', 'briefings', 'statistics/matrix', 'units/accountability'].map(
      (name) => `${name}?${point}`,
    ),
    `statistics/identities?${point}&from=2015-01-01`,
    `cases?${point}&limit=500`,
    `inconsistencies?${point}`,
  ]),
];

/** Where each pair of answers parts, with a little of both: whole answers are many pages. */
const differing = (found: readonly string[], expected: readonly string[]): readonly object[] =>
  expected.flatMap((text, at) => {
    const other = found[at] ?? '';
    if (text === other) return [];
    const from = Math.max(0, [...text].findIndex((letter, index) => letter !== other[index]) - 60);
    return [{ question: questions[at], expected: text.slice(from, from + 160), found: other.slice(from, from + 160) }];
  });

/**
 * A whole life of an office moves from the embedded stores to servers, given or the spec's own, and goes on there: the
 * built program answers every question with the same bytes, and a killed projector's work is taken over.
 */
const onServers = () => {
  const folder = mkdtempSync(join(tmpdir(), 'lookback-moving-'));
  let servers: TestServers;
  let place: Variables;
  let processes: Processes;
  let projector: Process;
  beforeAll(async () => {
    execFileSync(process.execPath, ['scripts/build.mjs']);
    servers = await openServers();
    place = servers.place();
    processes = new Processes(() => place);
    await tell();
  }, 300_000);
  afterAll(async () => {
    await processes.close();
    await servers.close();
    rmSync(folder, { recursive: true, force: true });
  }, 300_000);

  const prefix = () => ({ EVENTSTORE_PREFIX: place['EVENTSTORE_PREFIX']! });
  const embedded = () => openEvents(configFrom({ ...prefix(), LOOKBACK_DATA: folder }));
  const served = () => openEvents(configFrom({ ...place, LOOKBACK_DATA: join(folder, 'reader') }));

  /** The log that was frozen with a release: a year of everything the regulation knows. */
  const tell = async (): Promise<void> => {
    const log = await embedded();
    const text = readFileSync('test/fixtures/log-0.1.jsonl', 'utf8');
    const lines = text.trim().split('\n');
    await importLog(
      lines.map((line) => line.replaceAll('"lookback-', `"${prefix().EVENTSTORE_PREFIX}-`)),
      log,
    );
    await log.close();
  };

  const copied = async (): Promise<{ events: number; resumedAt: number; sha256: string }> => {
    const argv = ['log', 'copy', '--from', folder, '--to', 'EVENTSTORE_URL', '--json'];
    const said = processes.spawn('dist/apps/cli/main.js', { LOOKBACK_DATA: join(folder, 'copying') }, ...argv);
    if ((await said.ended) !== 0) throw new Error(said.other.join('\n'));
    return said.lines[0] as never;
  };

  const answers = async (api: Process, questions: readonly string[]): Promise<readonly string[]> => {
    const found: string[] = [];
    for (const path of questions) {
      const answer = await asked(api, `/api/v1/${path}`, { headers: { 'accept-language': 'zh' } });
      // A position is a store's own token (engine 1).
      const text = (await answer.text()).replaceAll(/"position":"[^"]*"/g, '"position":""');
      found.push(`${path} ${answer.status} ${text}`);
    }
    return found;
  };

  const ready = (at: Process) =>
    until(
      async () => (await at.ask('/health/ready')).status,
      (status) => status === 200,
      patienceMs,
    );

  it('is the same log there, and every question has the same answer, byte for byte (engine 1, 2, quality 5)', async () => {
    const first = await copied();
    expect(first).toMatchObject({ events: 157, resumedAt: 0 });
    expect(await copied()).toEqual({ ...first, resumedAt: 157 });
    const [here, there] = [await embedded(), await served()];
    expect(await fingerprintOf(there)).toEqual(await fingerprintOf(here));
    await Promise.all([here.close(), there.close()]);
    const own = await processes.startEmbedded(folder, prefix());
    const api = await processes.start('api');
    projector = await processes.start('projector');
    await Promise.all([own, api].map(ready));
    const expected = await answers(own, questions);
    expect(expected.filter((answer) => !/^\S+ 200 /.test(answer))).toEqual([]);
    expect(differing(await answers(api, questions), expected)).toEqual([]);
    own.child.kill('SIGTERM');
    api.child.kill('SIGTERM');
    expect([await own.ended, await api.ended]).toEqual([0, 0]);
  }, 600_000);

  it('goes on there: written on one process, read on another, within ten seconds of a kill -9 of the projector (engine 34)', async () => {
    const [one, other] = [await processes.start('api'), await processes.start('api')];
    await processes.start('projector');
    await ready(one);
    const found = async (unit: string): Promise<string> => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': unit };
      const body = JSON.stringify({ effectiveFrom: '2016-01-01', unit, name: unit });
      const written = await asked(one, '/api/v1/units', { method: 'POST', headers, body });
      expect(written.status).toBe(200);
      return written.headers.get('lookback-position')!;
    };
    const seen = (after: string) =>
      until(
        async () => (await other.ask(`/api/v1/statistics?after=${after}`)).status,
        (status) => status === 200,
        patienceMs,
      );
    await seen(await found('before'));
    projector.child.kill('SIGKILL');
    expect((await seen(await found('after'))).ms).toBeLessThan(takeoverMs);
  }, 600_000);
};

if (hasServer) describe('an office that moves to servers', onServers);
else skipped('an office that moves to servers');
