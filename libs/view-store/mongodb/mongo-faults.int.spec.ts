import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, type Document } from 'mongodb';
import { canStartServer, skipped, startServer, type OwnServer, type Starting } from '../../../test/support/mongodb.js';
import { checkpointAt, filled, outcomeOf, put } from '../contract/sample.js';
import type { Generation, ViewStore } from '../port.js';
import { askingDeadlines, projectingDeadlines, type Deadlines } from './deadlines.js';
import { openClient } from './driver.js';
import { openMongoViews } from './mongo-views.js';

const timed = async <T>(call: Promise<T>): Promise<readonly [T, number]> => {
  const start = performance.now();
  return [await call, performance.now() - start];
};

const soon = (act: () => Promise<void>): Promise<void> =>
  new Promise((resolve) => setTimeout(() => void act().then(resolve), 100));

const faults = () => {
  const folders: string[] = [];
  const opened: { close(): Promise<void> }[] = [];
  let server: OwnServer | undefined;

  const serve = async (starting: Starting = {}): Promise<OwnServer> => (server = await startServer(starting));
  const onDisk = async (...flags: readonly string[]): Promise<OwnServer> => {
    const folder = await mkdtemp(join(tmpdir(), 'lookback-mongo-'));
    folders.push(folder);
    return serve({ folder, flags });
  };
  const open = (at: OwnServer, deadlines: Deadlines = projectingDeadlines): ViewStore => {
    const store = openMongoViews({ url: at.url('lookback'), appName: 'lookback/test', deadlines });
    opened.push(store);
    return store;
  };

  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
    await server?.kill();
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
  }, 30_000);

  const stepTo = (generation: Generation, seq: number) => ({
    generation,
    expected: checkpointAt(seq - 1),
    checkpoint: checkpointAt(seq),
    changes: [put({ _id: `c${seq}`, unit: 'u' })],
  });

  it('refuses a standalone with the way to make it a replica set (engine 35)', async () => {
    const store = open(await serve({ flags: ['--standalone'] }));
    await expect(store.generations('desk')).rejects.toMatchObject({ code: 'views.standalone', status: 503 });
    await expect(store.createGeneration('desk', 1, [])).rejects.toThrow('rs.initiate()');
  }, 20_000);

  it('says so when the account may not', async () => {
    const at = await serve({ flags: ['--auth'] });
    await expect(open(at).generations('desk')).rejects.toMatchObject({ code: 'views.denied' });
  }, 20_000);

  it('is answered in time by a server that hangs, at once after a while, and goes on without being opened again (S2)', async () => {
    const at = await serve();
    const store = open(at, askingDeadlines);
    const generation = await filled(store, [{ _id: 'a', unit: 'u' }]);
    at.pause();
    const ask = () => timed(outcomeOf(store.find(generation, 'cases', { unit: 'u' })));
    for (let call = 0; call < 3; call += 1) {
      const [outcome, ms] = await ask();
      expect(outcome).toBe('views.unreadable');
      // The driver by itself would take half a minute.
      expect(ms).toBeLessThan(askingDeadlines.budgetMs + 5_000);
    }
    const [outcome, ms] = await ask();
    expect(outcome).toBe('views.unreadable');
    // At once: without a budget of its own, on a machine that may be busy.
    expect(ms).toBeLessThan(1_200);
    at.resume();
    while ((await outcomeOf(store.find(generation, 'cases', { unit: 'u' }))) !== 'done')
      await new Promise((resolve) => setTimeout(resolve, 300));
  }, 60_000);

  it('gives a page up within its budget, stopped in the middle, and leaves nothing of it', async () => {
    const at = await serve();
    const short = { ...projectingDeadlines, budgetMs: 1_000, socketTimeoutMS: 8_000, serverSelectionTimeoutMS: 500 };
    const generation = await filled(open(at), []);
    const store = open(at, short);
    const many = Array.from({ length: 400 }, (_, n) => put({ _id: `d${n}`, unit: 'u' }));
    const writing = timed(outcomeOf(store.commit({ ...stepTo(generation, 2), changes: many })));
    await new Promise((resolve) => setTimeout(resolve, 20));
    at.pause();
    const [outcome, ms] = await writing;
    expect(outcome).toBe('views.unreadable');
    expect(ms).toBeLessThan(6_000);
    at.resume();
    const fresh = open(at);
    const checkpoint = await fresh.checkpoint(generation);
    expect(await fresh.count(generation, 'cases', {})).toBe(checkpoint?.seq === 2 ? 400 : 0);
  }, 30_000);

  it('loses nothing it has acknowledged to a kill -9, and finds the server again (servers 2.5)', async () => {
    const at = await onDisk('--sync-on-commit');
    const store = open(at);
    const generation = await filled(store, []);
    let [seq, acknowledged] = [1, 1];
    for (let kill = 0; kill < 3; kill += 1) {
      let killing: Promise<void> | undefined;
      for (let done = 1; (await outcomeOf(store.commit(stepTo(generation, seq + 1)))) === 'done'; done += 1) {
        acknowledged = seq += 1;
        killing = done === 3 ? soon(() => at.kill()) : killing;
      }
      await (killing ?? at.kill());
      await at.start();
      const found = await eventually(() => store.checkpoint(generation));
      expect([acknowledged, acknowledged + 1]).toContain(found?.seq);
      seq = acknowledged = found!.seq;
      expect(await store.count(generation, 'cases', { unit: 'u' })).toBe(seq - 1);
    }
    expect(seq).toBeGreaterThan(3);
  }, 240_000);

  describe('when an answer is lost on the way', () => {
    const failing = async (at: OwnServer, data: Document, times = 1): Promise<void> => {
      const admin = new MongoClient(at.url('admin'));
      const failCommand = { configureFailPoint: 'failCommand', mode: { times }, data };
      await admin.db('admin').command(failCommand);
      await admin.close();
    };
    const unknown = { errorCode: 91, errorLabels: ['UnknownTransactionCommitResult', 'RetryableWriteError'] };

    it.each([
      ['the commit’s answer is cut off', { failCommands: ['commitTransaction'], closeConnection: true }, 1],
      ['the commit is not known to be stored', { failCommands: ['commitTransaction'], ...unknown }, 3],
      [
        'a write meets another',
        { failCommands: ['update'], errorCode: 112, errorLabels: ['TransientTransactionError'] },
        2,
      ],
      ['a write’s connection is cut', { failCommands: ['update'], closeConnection: true }, 1],
    ])(
      'stores a page once where %s',
      async (_, data, times) => {
        const at = await serve({ flags: ['--enable-test-commands'] });
        const store = open(at);
        const generation = await filled(store, []);
        await failing(at, data, times);
        await store.commit(stepTo(generation, 2));
        expect(await store.checkpoint(generation)).toEqual(checkpointAt(2));
        expect(await store.count(generation, 'cases', { unit: 'u' })).toBe(1);
        expect(await outcomeOf(store.commit(stepTo(generation, 2)))).toBe('views.stale-commit');
      },
      30_000,
    );
  });

  it('knows no deadline but those it was given, and names itself', async () => {
    const client = openClient({ url: 'mongodb://127.0.0.1:1/', appName: 'lookback/api', deadlines: askingDeadlines });
    const { options } = client;
    expect(options).toMatchObject({ appName: 'lookback/api', maxPoolSize: 20, socketTimeoutMS: 2_000 });
    expect(options.timeoutMS).toBeUndefined();
    await client.close();
  });

  it('is opened where no server is, and answers once there is one', async () => {
    const at = await onDisk('--sync-on-commit');
    await at.stop();
    const store = open(at, askingDeadlines);
    const [outcome, ms] = await timed(outcomeOf(store.generations('desk')));
    expect(outcome).toBe('views.unreadable');
    // The driver by itself would take half a minute.
    expect(ms).toBeLessThan(askingDeadlines.budgetMs + 5_000);
    await at.start();
    await eventually(() => store.generations('desk'));
  }, 30_000);
};

/** The first answer within ten seconds. */
const eventually = async <T>(call: () => Promise<T>): Promise<T> => {
  for (let tries = 0; tries < 50; tries += 1) {
    const answer = await call().then(
      (value) => ({ value }),
      () => undefined,
    );
    if (answer) return answer.value;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return call();
};

if (canStartServer) describe('views in mongodb, when the server fails', faults);
else skipped('views on a MongoDB that fails');
