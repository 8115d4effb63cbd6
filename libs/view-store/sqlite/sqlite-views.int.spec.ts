import { statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFilter } from '../condition.js';
import { cases, checkpointAt, filled, idsOf, outcomeOf, put, type Premises } from '../contract/sample.js';
import { viewStoreContract } from '../contract.js';
import { planQuery } from '../plan.js';
import type { Filter, FindOptions, Generation, ViewStore } from '../port.js';
import { openDatabase } from './driver.js';
import { layoutOf } from './layout.js';
import { selectSql } from './query.js';
import { openSqliteViews } from './sqlite-views.js';

const premisesIn = async (): Promise<Premises & { folder: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'lookback-views-'));
  const opened: ViewStore[] = [];
  const open = (readOnly: boolean): ViewStore => {
    const store = openSqliteViews({ folder, readOnly });
    opened.push(store);
    return store;
  };
  const remove = async (): Promise<void> => {
    for (const store of opened) await store.close();
    await rm(folder, { recursive: true });
  };
  return { folder, open: async () => open(false), openReader: async () => open(true), remove };
};

viewStoreContract('sqlite', premisesIn);

describe('views in sqlite', () => {
  let premises: Premises & { folder: string };
  beforeEach(async () => {
    premises = await premisesIn();
  });
  afterEach(() => premises.remove());

  it('keeps no file for :memory:', async () => {
    const store = openSqliteViews({ folder: ':memory:' });
    const generation = await filled(store, [{ _id: 'a', unit: 'u' }]);
    expect(idsOf(await store.find(generation, 'cases', { unit: 'u' }))).toEqual(['a']);
    await store.close();
  });

  it('answers a reader "not ready" until the writer has made the file, then reads', async () => {
    const reader = await premises.openReader();
    expect(await outcomeOf(reader.generations('desk'))).toBe('views.not-ready');
    await filled(await premises.open(), []);
    expect(await reader.generations('desk')).toHaveLength(1);
  });

  it('refuses a reader what writes', async () => {
    const generation = await filled(await premises.open(), []);
    const reader = await premises.openReader();
    expect(await outcomeOf(reader.dropGeneration(generation))).toBe('views.read-only');
    expect(await outcomeOf(reader.createGeneration('desk', 1, [cases]))).toBe('views.read-only');
  });

  it('shows a reader the old state while another connection writes, and refuses a second writer', async () => {
    const store = await premises.open();
    const generation = await filled(store, [{ _id: 'a', unit: 'old' }], true);
    const reader = await premises.openReader();
    const other = openDatabase(join(premises.folder, 'views.db'), false);
    other.exec(
      `BEGIN IMMEDIATE; UPDATE "desk@1#${generation.number}/cases" SET json = '{"_id":"a","unit":"new"}', k0 = 'new'`,
    );
    expect(await reader.find(generation, 'cases', { unit: 'old' })).toEqual([{ _id: 'a', unit: 'old' }]);
    const commit = { generation, expected: checkpointAt(1), checkpoint: checkpointAt(2), changes: [put({ _id: 'b' })] };
    expect(await outcomeOf(store.commit(commit))).toBe('views.busy');
    other.exec('COMMIT');
    other.close();
    expect(await reader.find(generation, 'cases', { unit: 'old' })).toEqual([]);
    expect(await reader.find(generation, 'cases', { unit: 'new' })).toEqual([{ _id: 'a', unit: 'new' }]);
    expect(await outcomeOf(store.commit(commit))).toBe('done');
  });

  it('tells a reader of a generation that another process dropped', async () => {
    const [store, reader] = [await premises.open(), await premises.openReader()];
    const generation = await filled(store, [{ _id: 'a', unit: 'u' }], true);
    await reader.find(generation, 'cases', { unit: 'u' });
    await store.dropGeneration(generation);
    expect(await outcomeOf(reader.find(generation, 'cases', { unit: 'u' }))).toBe('views.no-generation');
    expect(await outcomeOf(reader.load(generation, 'cases', ['a']))).toBe('views.no-generation');
  });

  it('names a damaged file and one of another version', async () => {
    await writeFile(join(premises.folder, 'views.db'), 'not a database, '.repeat(100));
    expect(await outcomeOf((await premises.open()).generations('desk'))).toBe('views.damaged');
    await rm(join(premises.folder, 'views.db'));
    const other = openDatabase(join(premises.folder, 'views.db'), false);
    other.exec('PRAGMA user_version = 99');
    other.close();
    expect(await outcomeOf((await premises.open()).generations('desk'))).toBe('views.foreign-file');
  });

  it('indexes a generation when it is promoted, or first asked for what an index answers', async () => {
    const store = await premises.open();
    const generation = await filled(store, [{ _id: 'a', unit: 'u' }]);
    const db = openDatabase(join(premises.folder, 'views.db'), true);
    const indexes = () =>
      db.prepare(`SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'desk@1#%/cases/1'`).all().length;
    expect(indexes()).toBe(0);
    expect(idsOf(await store.find(generation, 'cases', { unit: 'u' }))).toEqual(['a']);
    expect(indexes()).toBe(1);
    await filled(store, [], true);
    expect(indexes()).toBe(2);
    db.close();
  });

  /** Fills the write-ahead log of a store whose checkpoint stands at 1. */
  const written = async (store: ViewStore, generation: Generation) => {
    const text = 'x'.repeat(1_000);
    const changes = Array.from({ length: 12_000 }, (_, at) => put({ _id: String(at), text }));
    await store.commit({ generation, expected: checkpointAt(1), checkpoint: checkpointAt(2), changes });
  };
  const walSize = () => statSync(join(premises.folder, 'views.db-wal')).size;

  it('gives the space of its write-ahead log back when a generation is promoted', async () => {
    const store = await premises.open();
    const generation = await filled(store, []);
    await written(store, generation);
    expect(walSize()).toBeGreaterThan(8 * 1_048_576);
    const promotion = {
      generation,
      expected: checkpointAt(2),
      checkpoint: checkpointAt(3),
      changes: [],
      promote: true,
    };
    await store.commit(promotion);
    expect(walSize()).toBe(0);
  });

  it('gives it back when nothing was written for a while, readers or not', async () => {
    const store = openSqliteViews({ folder: premises.folder, idleMs: 20 });
    const [generation, reader] = [await filled(store, [{ _id: 'a', unit: 'u' }], true), await premises.openReader()];
    await reader.find(generation, 'cases', { unit: 'u' });
    await written(store, generation);
    while (walSize() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(idsOf(await reader.find(generation, 'cases', { unit: 'u' }))).toEqual(['a']);
    await store.close();
  });

  it('drops the tables of a dropped generation', async () => {
    const store = await premises.open();
    await store.dropGeneration(await filled(store, [{ _id: 'a', coUnits: ['x'] }]));
    const db = openDatabase(join(premises.folder, 'views.db'), true);
    expect(db.prepare(`SELECT name FROM sqlite_master WHERE name LIKE 'desk%'`).all()).toEqual([]);
    db.close();
  });
});

/** How SQLite would walk a query, in one line. */
const walkOf = async (filter: Filter, sort: NonNullable<FindOptions['sort']> = {}): Promise<string> => {
  const premises = await premisesIn();
  const generation = await filled(await premises.open(), [], true);
  const db = openDatabase(join(premises.folder, 'views.db'), true);
  const plan = planQuery(cases, { conditions: readFilter(filter), sort: Object.entries(sort) });
  const sql = selectSql(layoutOf(generation, cases), plan);
  const rows = db.prepare(`EXPLAIN QUERY PLAN ${sql?.text}`).all(...(sql?.values ?? []));
  db.close();
  await premises.remove();
  return rows.map(({ detail }) => detail).join('; ');
};

describe('how sqlite walks a query', () => {
  const walks: readonly [Filter, FindOptions['sort']][] = [
    [{ unit: 'a' }, { due: 1 }],
    [{ unit: 'a' }, { unit: 1, due: -1, _id: -1 }],
    [
      { unit: null, due: { $gt: 'x' } },
      { due: 1, _id: 1 },
    ],
    [{ unit: { $in: ['a', 'b', null] } }, { due: 1, _id: 1 }],
    [{ due: { $gte: '2015' } }, { due: -1, _id: 1 }],
    [{ coUnits: 'x' }, { due: 1, _id: 1 }],
    [{ $or: [{ unit: 'a' }, { coUnits: 'a' }] }, { due: 1, _id: 1 }],
    [
      { unit: 'a', $or: [{ due: { $gt: 1 } }, { due: 1, _id: { $gt: 'k' } }] },
      { due: 1, _id: 1 },
    ],
    [{ _id: { $gt: 'x' } }, { _id: -1 }],
    [{}, { due: -1 }],
    [{}, { _id: 1 }],
  ];

  it.each(walks)('walks %j in the order of %j, sorting nothing', async (filter, sort) => {
    expect(await walkOf(filter, sort)).not.toMatch(/TEMP B-TREE/);
  });

  it.each(walks.filter(([filter]) => Object.keys(filter).length > 0))(
    'looks %j up, reading no more',
    async (filter) => {
      const walk = await walkOf(filter);
      expect(walk).toMatch(/SEARCH/);
      expect(walk).not.toMatch(/SCAN/);
    },
  );
});
