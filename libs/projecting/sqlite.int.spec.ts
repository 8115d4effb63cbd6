import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteLog } from '#libs/event-store/sqlite/sqlite-log.js';
import { openSqliteViews } from '#libs/view-store/sqlite/sqlite-views.js';
import type { ViewStore } from '#libs/view-store/port.js';
import { bell, eventData, instead, letter, office, tallies, withdrawal } from './scenario.js';
import { liveViews } from './views.js';

describe('a projector over the two SQLite stores', () => {
  const folders: string[] = [];
  const opened: { close(): Promise<void> }[] = [];

  const files = () => {
    const folder = mkdtempSync(join(tmpdir(), 'lookback-projecting-'));
    folders.push(folder);
    const stores = { events: openSqliteLog({ folder }), views: openSqliteViews({ folder }) };
    opened.push(stores.events, stores.views);
    return stores;
  };

  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  const history = [...'abcabcabacbbcaabcabcbabc'].flatMap((unit, index) => [
    index % 5 === 4 ? withdrawal(unit) : letter(unit),
    ...(index % 7 === 3 ? [bell] : []),
  ]);

  it('leaves views equal to a fresh replay when it dies before or after its nth commit (P1)', async () => {
    const here = office(files());
    await here.happen(...history);
    await here.project({ pageSize: 1_000 }).settle();
    const whole = await here.contents();
    expect(whole).toHaveLength(3);
    for (let round = 0; round < 40; round += 1) {
      const views = openSqliteViews({ folder: ':memory:' });
      const killed = killedAt(views, 1 + (round % 10), round % 2 === 0);
      await expect(here.project({ pageSize: 2, views: killed }).settle()).rejects.toThrow('killed');
      await here.project({ pageSize: 3, views }).settle();
      expect(await office({ views }).contents()).toEqual(whole);
      await views.close();
    }
  });

  it('skips nothing under writers whose appends commit in groups (P3), while it is rebuilt (P7)', async () => {
    const stores = files();
    const here = office(stores);
    const started = performance.now();
    const projecting = here.project({ pageSize: 50, monotonic: () => performance.now() - started });
    const stopping = new AbortController();
    const running = projecting.run(stopping.signal);
    const asked = liveViews(
      stores.views,
      { name: 'tallies', version: 1 },
      { monotonic: () => 0, head: async () => 0, refreshMs: 0 },
    );
    await projecting.waitFor('tallies', 0, 5_000);
    const write = async (writer: number) => {
      for (let nth = 0; nth < 250; nth += 1) {
        const event = { ...letter(`unit-${writer}`), id: `${writer}-${nth}` };
        await stores.events.append(`w-${writer}`, nth === 0 ? 'no_stream' : nth - 1, [eventData(event, nth)]);
        if (writer === 0 && nth === 100) await projecting.rebuild('tallies');
        if (nth % 50 === 10) await seesOwnWrites(writer, nth);
      }
    };
    const seesOwnWrites = async (writer: number, nth: number) => {
      await projecting.waitFor('tallies', (await stores.events.head()).seq, 5_000);
      const [own] = await asked.find('tallies', { _id: `unit-${writer}` });
      expect(own?.['count']).toBe(nth + 1);
    };
    await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(write));
    await projecting.waitFor('tallies', 2_000, 5_000);
    stopping.abort();
    await running;
    expect((await projecting.progress())[0]).toMatchObject({ generation: 2, state: 'live', seq: 2_000 });
    const documents = await asked.find('tallies', {});
    const seqs = documents.flatMap((document) => document['seqs'] as number[]).sort((a, b) => a - b);
    expect(seqs).toEqual(Array.from({ length: 2_000 }, (_, index) => index + 1));
  });

  it('is told apart by the log it was built from, and by the event it stands at (S4)', async () => {
    const [one, other] = [files(), files()];
    await office(one).happen(letter('a'), letter('b'));
    await office(one).project().settle();
    await office(other).happen(letter('a'), { ...letter('b'), id: 'another' });
    const moved = office({ events: other.events, views: one.views });
    await expect(moved.project({ logId: async () => 'log-2' }).start()).rejects.toMatchObject({
      code: 'views.other-log',
    });
    await moved.project().settle();
    expect(moved.whats()).toEqual(['rebuilding', 'building', 'promoted']);
  });

  it('stops alone at a document its index cannot hold', async () => {
    const here = office(files());
    await here.happen(letter('a'), { type: 'LetterReceived', data: { unit: 'b', odd: true } });
    const odd = tallies({
      name: 'odd',
      collections: [{ name: 'odd', indexes: [{ of: 1 }] }],
      open: () => ({
        apply: async (events) =>
          events.map(({ id, data }) => {
            const of = 'odd' in (data as object) ? { an: 'object' } : 1;
            return { collection: 'odd', id, document: { _id: id, of } };
          }),
        committed: () => undefined,
        forget: () => undefined,
      }),
    });
    const projecting = here.project({ projections: [tallies(), odd] });
    await projecting.settle();
    expect(await projecting.progress()).toMatchObject([
      { name: 'tallies', state: 'live', seq: 2 },
      { name: 'odd', state: 'faulted', seq: 1, fault: { eventId: 'e2' } },
    ]);
  });
});

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
