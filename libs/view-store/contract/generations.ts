import type { ViewStore } from '../port.js';
import { cases, checkpointAt, filled, onPremises, outcomeOf, put, units, type OpenPremises } from './sample.js';

export const generationContract = (open: OpenPremises): void => {
  const on = (act: (store: ViewStore) => Promise<void>) => () =>
    onPremises(open, async (premises) => act(await premises.open()));

  it('builds a generation beside the live one, and promotes it with a commit (engine 23)', on(promotes));
  it('keeps a pointer for each version', on(pointsByVersion));
  it('drops a building generation and leaves the live one alone', on(cancels));
  it('has no live generation once that was dropped', on(dropsLive));
  it('never gives a number twice', on(numbersOnce));
  it('refuses what is asked of a generation that is not there', on(refusesMissing));
  it('refuses a collection that was not declared', on(refusesUndeclared));
  it('refuses collections that cannot be indexed', on(refusesCollections));
};

const liveOf = async (store: ViewStore, projection = 'desk') =>
  (await store.generations(projection)).filter(({ live }) => live).map(({ generation }) => generation);

const promotes = async (store: ViewStore): Promise<void> => {
  const old = await filled(store, [{ _id: 'a', unit: 'old' }]);
  await store.commit({
    generation: old,
    expected: checkpointAt(1),
    checkpoint: checkpointAt(2),
    changes: [],
    promote: true,
  });
  const building = await filled(store, [
    { _id: 'a', unit: 'new' },
    { _id: 'b', unit: 'new' },
  ]);
  expect(await liveOf(store)).toEqual([old]);
  expect(await store.find(old, 'cases', {})).toEqual([{ _id: 'a', unit: 'old' }]);
  const commit = { generation: building, expected: checkpointAt(1), checkpoint: checkpointAt(2), promote: true };
  await store.commit({ ...commit, changes: [put({ _id: 'c', unit: 'new' })] });
  expect(await liveOf(store)).toEqual([building]);
  expect(await store.count(building, 'cases', { unit: 'new' })).toBe(3);
  expect(await store.generations('desk')).toEqual([
    { generation: old, checkpoint: checkpointAt(2), live: false },
    { generation: building, checkpoint: checkpointAt(2), live: true },
  ]);
};

const pointsByVersion = async (store: ViewStore): Promise<void> => {
  const places = [
    ['desk', 1],
    ['desk', 2],
    ['shelf', 1],
  ] as const;
  for (const [projection, version] of places) {
    const generation = await store.createGeneration(projection, version, [cases]);
    await store.commit({ generation, expected: null, checkpoint: checkpointAt(1), changes: [], promote: true });
  }
  expect((await liveOf(store)).map(({ version }) => version)).toEqual([1, 2]);
  expect(await liveOf(store, 'shelf')).toHaveLength(1);
  expect(await store.generations('nobody')).toEqual([]);
};

const cancels = async (store: ViewStore): Promise<void> => {
  const live = await filled(store, [{ _id: 'a', unit: 'u' }]);
  await store.commit({
    generation: live,
    expected: checkpointAt(1),
    checkpoint: checkpointAt(2),
    changes: [],
    promote: true,
  });
  const building = await filled(store, [{ _id: 'b', unit: 'u' }]);
  await store.dropGeneration(building);
  await store.dropGeneration(building);
  expect(await store.generations('desk')).toEqual([{ generation: live, checkpoint: checkpointAt(2), live: true }]);
  expect(await store.find(live, 'cases', { unit: 'u' })).toEqual([{ _id: 'a', unit: 'u' }]);
};

const dropsLive = async (store: ViewStore): Promise<void> => {
  const generation = await store.createGeneration('desk', 1, [cases]);
  await store.commit({ generation, expected: null, checkpoint: checkpointAt(1), changes: [], promote: true });
  await store.dropGeneration(generation);
  const next = await store.createGeneration('desk', 1, [cases]);
  expect(await store.generations('desk')).toEqual([{ generation: next, checkpoint: null, live: false }]);
};

const numbersOnce = async (store: ViewStore): Promise<void> => {
  const dropped = await store.createGeneration('desk', 1, [cases]);
  await store.dropGeneration(dropped);
  const next = await store.createGeneration('desk', 1, [cases]);
  expect(next.number).toBeGreaterThan(dropped.number);
  const late = { generation: dropped, expected: null, checkpoint: checkpointAt(1), changes: [put({ _id: 'a' })] };
  expect(await outcomeOf(store.commit(late))).toBe('views.no-generation');
  expect(await store.count(next, 'cases', {})).toBe(0);
};

const refusesMissing = async (store: ViewStore): Promise<void> => {
  const generation = await filled(store, [{ _id: 'a', unit: 'u' }]);
  await store.find(generation, 'cases', { unit: 'u' });
  await store.dropGeneration(generation);
  const calls = [
    store.checkpoint(generation),
    store.load(generation, 'cases', ['a']),
    store.find(generation, 'cases', { unit: 'u' }),
    store.count(generation, 'cases', { unit: 'u' }),
    store.commit({ generation, expected: null, checkpoint: checkpointAt(2), changes: [] }),
  ];
  const outcomes = await Promise.all(calls.map(outcomeOf));
  expect(new Set(outcomes)).toEqual(new Set(['views.no-generation']));
};

const refusesUndeclared = async (store: ViewStore): Promise<void> => {
  const generation = await filled(store, []);
  const calls = [store.load(generation, 'x', []), store.find(generation, 'x', {}), store.count(generation, 'x', {})];
  expect(await Promise.all(calls.map(outcomeOf))).toEqual(Array(3).fill('views.no-collection'));
};

const refusesCollections = async (store: ViewStore): Promise<void> => {
  const flawed = [
    [units, units],
    [{ name: 'a/b', indexes: [] }],
    [{ name: 'a', indexes: [{}] }],
    [{ name: 'a', indexes: [{ 'x.0': 1 as const }] }],
    [{ name: 'a', indexes: [{ __proto: 1 as const, 'x.constructor': 1 as const }] }],
    [{ name: 'a', indexes: [{ x: 1 as const, 'y.z': 1 as const }], arrays: ['x', 'y'] }],
  ];
  for (const collections of flawed) {
    expect(await outcomeOf(store.createGeneration('desk', 1, collections))).toBe('views.bad-collection');
  }
  expect(await store.generations('desk')).toEqual([]);
};
