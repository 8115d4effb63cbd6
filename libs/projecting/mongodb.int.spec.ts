import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canStartServer, skipped, startServer, type OwnServer } from '../../test/support/mongodb.js';
import { askingDeadlines, projectingDeadlines } from '#libs/view-store/mongodb/deadlines.js';
import { openMongoViews } from '#libs/view-store/mongodb/mongo-views.js';
import type { ViewStore } from '#libs/view-store/port.js';
import { bell, instead, letter, office, tallies, withdrawal } from './scenario.js';
import { liveViews } from './views.js';

const overMongo = () => {
  let server: OwnServer | undefined;
  let folder: string;
  let databases = 0;
  const opened: ViewStore[] = [];

  const serve = async (...flags: readonly string[]): Promise<OwnServer> => {
    folder = await mkdtemp(join(tmpdir(), 'lookback-projecting-'));
    return (server = await startServer({ folder, flags }));
  };
  const open = (deadlines = projectingDeadlines, database = `views${databases}`): ViewStore => {
    const views = openMongoViews({ url: server!.url(database), appName: 'lookback/test', deadlines });
    opened.push(views);
    return views;
  };
  const openNew = (): ViewStore => open(projectingDeadlines, `views${(databases += 1)}`);

  afterEach(async () => {
    for (const views of opened.splice(0)) await views.close();
    await server?.kill();
    await rm(folder, { recursive: true });
  }, 30_000);

  const history = [...'abcabcabacbbcaabcabcbabc'].flatMap((unit, index) => [
    index % 5 === 4 ? withdrawal(unit) : letter(unit),
    ...(index % 7 === 3 ? [bell] : []),
  ]);

  it('leaves views equal to a fresh replay when it dies before or after its nth commit (P1)', async () => {
    await serve('--sync-on-commit');
    const here = office();
    await here.happen(...history);
    await here.project({ pageSize: 1_000 }).settle();
    const whole = await here.contents();
    for (let round = 0; round < 10; round += 1) {
      const views = openNew();
      const killed = killedAt(views, 1 + round, round % 2 === 0);
      await expect(here.project({ pageSize: 2, views: killed }).settle()).rejects.toThrow('killed');
      await here.project({ pageSize: 3, views: open() }).settle();
      expect(await office({ views }).contents()).toEqual(whole);
    }
  }, 60_000);

  const running = (here: ReturnType<typeof office>, views: ViewStore) => {
    const started = performance.now();
    const projecting = here.project({ pageSize: 5, views, monotonic: () => performance.now() - started });
    const stopping = new AbortController();
    const ended = projecting.run(stopping.signal);
    const stop = async (): Promise<void> => {
      stopping.abort();
      await ended;
    };
    return { projecting, stop };
  };

  it.each([
    ['kept all it had acknowledged', ['--sync-on-commit']],
    ['lost the last of what it had acknowledged', []],
  ])(
    'goes on where a killed server comes back that %s, and skips nothing (P1, servers 2.5)',
    async (_, flags) => {
      const at = await serve(...flags);
      const here = office();
      const { projecting, stop } = running(here, openNew());
      for (let kill = 0; kill < 3; kill += 1) {
        for (const unit of 'abcabcabcabc') await here.happen(letter(unit));
        await projecting.waitFor('tallies', (await here.log.head()).seq, 20_000);
        for (const unit of 'cba') await here.happen(letter(unit));
        await at.kill();
        await here.happen(letter('d'));
        await at.start();
        await here.happen(letter('e'));
        await projecting.waitFor('tallies', (await here.log.head()).seq, 20_000);
      }
      expect((await projecting.progress())[0]).toMatchObject({ state: 'live', lagEvents: 0 });
      await stop();
      const replayed = office({ events: here.log });
      await replayed.project().settle();
      expect(await office({ views: open() }).contents()).toEqual(await replayed.contents());
    },
    90_000,
  );

  it('hangs with the server and no longer, while the log takes events; queries say so and then answer (S2)', async () => {
    const at = await serve();
    const here = office();
    const { projecting, stop } = running(here, openNew());
    await here.happen(letter('a'));
    await projecting.waitFor('tallies', 1, 10_000);
    const head = async () => (await here.log.head()).seq;
    const place = { monotonic: () => performance.now(), head, refreshMs: 0 };
    const asked = liveViews(open(askingDeadlines), { name: 'tallies', version: 1 }, place);
    expect(await asked.count('tallies', {})).toBe(1);
    at.pause();
    await here.happen(letter('a'), letter('b'));
    const start = performance.now();
    await expect(asked.count('tallies', {})).rejects.toMatchObject({ status: 503 });
    expect(performance.now() - start).toBeLessThan(2 * askingDeadlines.budgetMs + 5_000);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    at.resume();
    await projecting.waitFor('tallies', 3, 40_000);
    const units = () => asked.count('tallies', {}).catch(() => undefined);
    while ((await units()) !== 2) await new Promise((resolve) => setTimeout(resolve, 300));
    await stop();
  }, 60_000);

  it('lets one of two projectors write each page, and neither write a view twice (engine 34)', async () => {
    await serve();
    const here = office();
    const views = openNew();
    const both = [running(here, views), running(here, open())];
    for (const unit of [...'abcabcabcabcabcabcabc']) await here.happen(letter(unit));
    const states = async () => Promise.all(both.map(async ({ projecting }) => (await projecting.progress())[0]?.state));
    for (let tries = 0; tries < 100 && !(await states()).includes('superseded'); tries += 1)
      await here.happen(letter('d')).then(() => new Promise((resolve) => setTimeout(resolve, 50)));
    const winner = both[(await states()).indexOf('live')]!;
    await winner.projecting.waitFor('tallies', (await here.log.head()).seq, 20_000);
    for (const { stop } of both) await stop();
    const replayed = office({ events: here.log });
    await replayed.project().settle();
    expect(await office({ views: open() }).contents()).toEqual(await replayed.contents());
  }, 60_000);

  it('is rebuilt under live writes with no wrong answer in between (P7)', async () => {
    await serve();
    const here = office();
    const views = openNew();
    for (const unit of 'abcabcabcabcabc') await here.happen(letter(unit));
    const projecting = here.project({ views, pageSize: 3 });
    await projecting.settle();
    const asked = liveViews(
      open(),
      { name: 'tallies', version: 1 },
      { monotonic: () => 0, head: async () => 0, refreshMs: 0 },
    );
    await projecting.rebuild('tallies');
    for (let turn = 0; turn < 15; turn += 1) {
      await here.happen(letter('abc'[turn % 3]!));
      await projecting.step();
      const { seq } = await here.log.head();
      const counted = (await asked.find('tallies', {})).reduce((sum, one) => sum + (one['count'] as number), 0);
      expect(counted).toBe(seq);
    }
    expect((await views.generations('tallies')).map(({ live }) => live)).toContain(true);
    await projecting.settle();
    expect((await projecting.progress())[0]).toMatchObject({ generation: 2, state: 'live' });
  }, 60_000);

  it('stops alone at a document the store cannot keep, named by its event (P4)', async () => {
    await serve();
    const here = office();
    await here.happen(letter('a'), letter('b'), letter('a'));
    const large = tallies({
      name: 'large',
      open: () => ({
        apply: async (events) =>
          events.map(({ id }) => ({
            collection: 'tallies',
            id,
            document: { _id: id, text: id === 'e2' ? 'x'.repeat(17_000_000) : '' },
          })),
        committed: () => undefined,
        forget: () => undefined,
      }),
    });
    const projecting = here.project({ views: openNew(), projections: [tallies(), large] });
    await projecting.settle();
    expect(await projecting.progress()).toMatchObject([
      { name: 'tallies', state: 'live', seq: 3 },
      { name: 'large', state: 'faulted', seq: 1, fault: { eventId: 'e2' } },
    ]);
  }, 60_000);
};

/** Dies at its nth commit and stays dead, like a process. */
const killedAt = (views: ViewStore, nth: number, isStored: boolean): ViewStore => {
  let commits = 0;
  return instead(views, {
    commit: async (commit) => {
      commits += 1;
      if (commits === nth && isStored) await views.commit(commit);
      if (commits >= nth) throw new Error('killed');
      await views.commit(commit);
    },
  });
};

if (canStartServer) describe('a projector over MongoDB', overMongo);
else skipped('a projector over MongoDB');
