import { execFileSync } from 'node:child_process';
import { MongoClient } from 'mongodb';
import { canStartServer, skipped } from './support/mongodb.js';
import { aSuggestion, openOffice } from './support/office.js';
import { asked, patienceMs, ServerSetup, takeoverMs, until, type Process } from './support/server-setup.js';
import { viewsBesideReplay } from './support/shared-views.js';

/** The built program on servers: any number of APIs, any number of projectors, killed and paused. */
const onServers = () => {
  let setup: ServerSetup;
  let ids = 0;
  beforeAll(() => execFileSync(process.execPath, ['scripts/build.mjs']), 300_000);
  beforeEach(async () => {
    setup = await ServerSetup.open();
  }, 600_000);
  afterEach(() => setup.close(), 120_000);

  const post = async (api: Process, path: string, body: object): Promise<string> => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': `k${(ids += 1)}` };
    const written = await asked(api, `/api/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!written.ok) throw new Error(await written.text());
    return written.headers.get('lookback-position')!;
  };
  const found = (api: Process, unit: string): Promise<string> =>
    post(api, 'units', { effectiveFrom: '2000-01-01', unit, name: unit });
  const registered = (api: Process, number: string): Promise<string> => post(api, 'cases', { ...aSuggestion(number) });
  const statusOf = async (at: Process, path: string): Promise<number> => (await at.ask(path)).status;
  const ready = (at: Process, withinMs = patienceMs) =>
    until(
      () => statusOf(at, '/health/ready'),
      (status) => status === 200,
      withinMs,
    );
  /** A figure needs the columns of the process that is asked, and those a projector somewhere. */
  const seen = (api: Process, after: string) =>
    until(
      () => statusOf(api, `/api/v1/statistics?after=${after}`),
      (status) => status === 200,
      patienceMs,
    );

  const holders = async () => {
    const client = new MongoClient(setup.mongo.url('lookback'));
    const rows = await client.db().collection<{ _id: string; owner: string }>('lookback.leases').find().toArray();
    await client.close();
    return Object.fromEntries(rows.map(({ _id, owner }) => [_id.split('@')[0]!, owner]));
  };
  const holds = (projector: Process, owner: string | undefined): boolean =>
    owner?.includes(`/${projector.child.pid}/`) ?? false;

  const lost = ({ lines }: Process): number =>
    lines.filter(({ msg, lease }) => msg === 'lease lost' && String(lease).startsWith('projector/')).length;

  it('reads on one API what was written on another, and goes on within ten seconds of a kill -9 of the projector', async () => {
    const [one, other] = [await setup.start('api'), await setup.start('api')];
    expect(await statusOf(one, '/health/ready')).toBe(503);
    const projectors = [await setup.start('projector'), await setup.start('projector')];
    await ready(one);
    await ready(projectors[0]!);
    await seen(other, await found(one, 'jiaotong'));
    for (let kill = 0; kill < 2; kill += 1) {
      const owner = (await holders())['projector/case-facts'];
      const holder = projectors.find((projector) => holds(projector, owner))!;
      holder.child.kill('SIGKILL');
      await holder.ended;
      projectors.push(await setup.start('projector'));
      const { ms } = await seen(one, await found(other, `unit-${kill}`));
      expect(ms).toBeLessThan(takeoverMs);
    }
    await ready(other);
  }, 600_000);

  it('logs every request by route, code and correlation id, measures, and says nothing secret', async () => {
    const [api, projector] = [await setup.start('api'), await setup.start('projector')];
    await ready(api);
    await seen(api, await found(api, 'jiaotong'));
    const given = { headers: { 'x-correlation-id': 'correlation-1' } };
    expect((await api.ask('/api/v1/units?limit=1', given)).headers.get('x-correlation-id')).toBe('correlation-1');
    const line = await api.line(({ correlationId }) => correlationId === 'correlation-1');
    expect(line).toMatchObject({
      level: 'info',
      process: 'api',
      method: 'GET',
      route: '/api/v1/units',
      actor: 'operator',
    });
    const text = await (await api.ask('/metrics')).text();
    expect(text).toMatch(/lookback_append_seconds_count\{outcome="done"\} [1-9]/);
    expect(text).toMatch(
      /lookback_http_request_seconds_bucket\{le="\S+",method="POST",route="\/api\/v1\/units",status="200"\}/,
    );
    // A projector tells of itself every two seconds.
    const metrics = async () => (await projector.ask('/metrics')).text();
    const hasPage = (all: string) => all.includes('lookback_projection_page_seconds{projection="activity"');
    const { answer: projected } = await until(metrics, hasPage, patienceMs);
    expect(projected).toMatch(/lookback_view_commit_seconds_count\{projection="activity",outcome="done"\} [1-9]/);
    for (const name of ['lag_events', 'lag_seconds', 'rebuild_ratio', 'page_seconds', 'faulted'])
      expect(projected).toMatch(
        new RegExp(`lookback_projection_${name}\\{projection="activity",version="\\d+"\\} [\\d.]+`),
      );
    for (const one of [api, projector]) {
      const said = [...one.lines.map((each) => JSON.stringify(each)), ...one.other].join('\n');
      expect(said).not.toContain(api.token);
      expect(said).not.toMatch(/mongodb:\/\/|esdb:\/\/|Bearer/);
      expect(one.other).toEqual([]);
    }
  }, 600_000);

  it('takes orders of an API to the projector wherever it runs', async () => {
    const [api] = [await setup.start('api'), await setup.start('projector')];
    await ready(api);
    await found(api, 'jiaotong');
    const act = (path: string) => api.ask(`/api/v1/projections/${path}`, { method: 'POST' });
    expect((await act('activity/rebuild')).status).toBeLessThan(300);
    const rows = async () => (await (await api.ask('/api/v1/projections')).json()) as { projections: Row[] };
    const rebuilt = ({ projections }: { projections: Row[] }) =>
      projections.some(({ name, generation, state }) => name === 'activity' && generation > 2 && state === 'live');
    await until(rows, rebuilt, patienceMs);
    const refused = await act('activity/skip');
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([409, 'views.not-faulted']);
  }, 600_000);

  it('refuses the commit of a projector that was paused past its lease, and writes no view twice (S3)', async () => {
    const api = await setup.start('api');
    const paused = await setup.start('projector');
    await ready(api);
    await (await openOffice('2015-04-10T09:00:00+08:00', { EVENTSTORE_URL: setup.node.url() })).close();
    for (let round = 0; round < 2; round += 1) {
      const writing = Promise.all(Array.from({ length: 15 }, (_, at) => registered(api, `${round}1${at + 10}`)));
      await new Promise((resolve) => setTimeout(resolve, 40 * (round + 1)));
      const before = lost(paused);
      paused.child.kill('SIGSTOP');
      await writing;
      const second = await setup.start('projector');
      await seen(api, await registered(api, `${round}7`));
      paused.child.kill('SIGCONT');
      await until(
        async () => lost(paused),
        (count) => count > before,
        patienceMs,
      );
      await seen(api, await registered(api, `${round}8`));
      second.child.kill('SIGTERM');
      expect(await second.ended).toBe(0);
      await seen(api, await registered(api, `${round}9`));
    }
    const { held, fresh } = await viewsBesideReplay(setup, api);
    expect(held).toEqual(fresh);
  }, 600_000);

  it('is refused in words without servers, without a replica set, and before views of another log', async () => {
    const embedded = setup.spawn('dist/apps/projector/main.js', { MONGODB_URL: '' });
    expect(await embedded.ended).toBe(3);
    expect(embedded.other.join()).toContain('projector.needs-servers');
    const [api, projector] = [await setup.start('api'), await setup.start('projector')];
    await ready(api);
    await found(api, 'jiaotong');
    projector.child.kill('SIGTERM');
    expect(await projector.ended).toBe(0);
    const moved = await setup.start('api', { EVENTSTORE_PREFIX: 'another' });
    await found(moved, 'jiaotong');
    const other = setup.spawn('dist/apps/projector/main.js', { EVENTSTORE_PREFIX: 'another' });
    expect(await other.ended).toBe(3);
    expect(other.other.join()).toContain('views.other-log');
    expect(other.other.join()).toContain('lookback views drop');
  }, 600_000);

  interface Row {
    readonly name: string;
    readonly generation: number;
    readonly state: string;
  }
};

if (canStartServer) describe('the server set-up', onServers);
else skipped('the server set-up');
