import { execFileSync } from 'node:child_process';
import { cpSync, copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MongoClient } from 'mongodb';
import { canStartServer, skipped } from './support/mongodb.js';
import { asked, patienceMs, ServerSetup, takeoverMs, until, type Process } from './support/server-setup.js';

/**
 * Two releases on the same servers, in the order of docs/operations.md 11.3: a projector of the new one builds its read
 * models beside the old ones, which old processes go on reading until they are replaced.
 */
const onServers = () => {
  let setup: ServerSetup;
  let newer: string;
  let units = 0;
  beforeAll(async () => {
    execFileSync(process.execPath, ['scripts/build.mjs']);
    newer = nextRelease();
    setup = await ServerSetup.open();
  }, 300_000);
  afterAll(async () => {
    await setup.close();
    rmSync(newer, { recursive: true, force: true });
  }, 120_000);

  const ready = (at: Process) =>
    until(
      async () => (await at.ask('/health/ready')).status,
      (status) => status === 200,
      patienceMs,
    );

  const found = async (api: Process): Promise<string> => {
    const unit = `unit-${(units += 1)}`;
    const headers = { 'content-type': 'application/json', 'idempotency-key': unit };
    const body = JSON.stringify({ effectiveFrom: '2000-01-01', unit, name: unit });
    const written = await asked(api, '/api/v1/units', { method: 'POST', headers, body });
    expect([unit, written.status]).toEqual([unit, 200]);
    return written.headers.get('lookback-position')!;
  };

  /** Every unit that was founded, as the read model of that process's release tells it. */
  const told = async (api: Process): Promise<number | string> => {
    const answer = await api.ask('/api/v1/activity?limit=500');
    if (!answer.ok) return ((await answer.json()) as { code: string }).code;
    const { lines } = (await answer.json()) as { lines: readonly { type: string }[] };
    return lines.filter(({ type }) => type === 'UnitFounded').length;
  };
  const tellsAll = (api: Process) =>
    until(
      () => told(api),
      (count) => count === units,
      patienceMs,
    );

  const generations = async () => {
    const client = new MongoClient(setup.mongo.url('lookback'));
    const rows = await client.db().collection('lookback.live').find().toArray();
    await client.close();
    return rows.filter(({ projection }) => projection === 'activity').map(({ version }) => Number(version));
  };

  it('old processes read on while the new projector builds, new ones read what it built, and nothing is told wrong (engine 23, P7)', async () => {
    const [old, oldProjector] = [await setup.start('api'), await setup.start('projector')];
    await ready(old);
    for (let at = 0; at < 10; at += 1) await found(old);
    await tellsAll(old);

    const answers: (number | string)[] = [];
    let isOver = false;
    const reading = (async () => {
      while (!isOver) answers.push(await told(old));
    })();
    const next = await setup.start('projector', {}, newer);
    for (let at = 0; at < 10; at += 1) await found(old);
    await until(
      async () => (await generations()).length,
      (count) => count === 2,
      patienceMs,
    );
    await tellsAll(old);
    const nextApi = await setup.start('api', {}, newer);
    await tellsAll(nextApi);
    await found(nextApi);
    await Promise.all([tellsAll(old), tellsAll(nextApi)]);
    isOver = true;
    await reading;
    // Every answer in between was of the old read model at some moment: it only ever grew.
    expect(answers).toEqual(answers.toSorted((a, b) => Number(a) - Number(b)));
    expect(answers.length).toBeGreaterThan(5);

    oldProjector.child.kill('SIGKILL');
    await oldProjector.ended;
    const after = await found(nextApi);
    const figures = () => nextApi.ask(`/api/v1/statistics?after=${after}`);
    const { ms } = await until(
      async () => (await figures()).status,
      (status) => status === 200,
      patienceMs,
    );
    expect(ms).toBeLessThan(takeoverMs);
    await tellsAll(nextApi);
    // An old process that was not replaced yet still answers: what the old read model had reached.
    expect(await told(old)).toBe(units - 1);

    const dropping = setup.spawn(join(newer, 'dist/apps/cli/main.js'), {}, 'views', 'drop', '--old');
    expect(await dropping.ended).toBe(0);
    expect(await generations()).toEqual([nextVersion]);
    await tellsAll(nextApi);
    next.child.kill('SIGTERM');
    expect(await next.ended).toBe(0);
  }, 600_000);
};

const nextVersion = 1_000;

/** The built program with one read model raised: what the next release is to this one. */
const nextRelease = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'lookback-next-release-'));
  cpSync('dist', join(folder, 'dist'), { recursive: true });
  copyFileSync('package.json', join(folder, 'package.json'));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  const file = join(folder, 'dist/projections/activity/activity.js');
  const text = readFileSync(file, 'utf8');
  const raised = text.replace(/(name: 'activity',\s*version: )\d+/, `$1${nextVersion}`);
  if (raised === text) throw new Error('the version of the read model was not found');
  writeFileSync(file, raised);
  return folder;
};

if (canStartServer) describe('two releases on the same servers', onServers);
else skipped('two releases on the same servers');
