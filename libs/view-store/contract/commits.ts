import type { ViewStore } from '../port.js';
import { cases, checkpointAt, filled, idsOf, onPremises, outcomeOf, put, remove, type OpenPremises } from './sample.js';

export const commitContract = (open: OpenPremises): void => {
  const on = (act: (store: ViewStore) => Promise<void>) => () =>
    onPremises(open, async (premises) => act(await premises.open()));

  it('keeps documents as they were, and deletes by null', on(keepsAndDeletes));
  it('lets the later of two changes of one document count', on(laterCounts));
  it('inserts what is said to be new, and replaces it where it was there already', on(insertsNew));
  it('moves keys with the document', on(movesKeys));
  it('returns the checkpoint it was given', on(returnsCheckpoint));
  it('leaves nothing of a commit with a change that cannot be kept', on(leavesNothing));
  it('refuses a commit that was computed from another checkpoint (engine 34)', on(refusesStale));
  it('lets one of two writers win', () =>
    onPremises(open, async (premises) => {
      const stores = [await premises.open(), await premises.open()];
      await oneWins(stores[0] as ViewStore, stores[1] as ViewStore);
    }));
  it('keeps everything when opened again', () =>
    onPremises(open, async (premises) => {
      const store = await premises.open();
      const generation = await filled(store, [{ _id: 'a', unit: 'u', coUnits: ['v'] }]);
      await store.close();
      const again = await premises.open();
      expect(await again.checkpoint(generation)).toEqual(checkpointAt(1));
      expect(idsOf(await again.find(generation, 'cases', { unit: 'u' }))).toEqual(['a']);
      expect(idsOf(await again.find(generation, 'cases', { coUnits: 'v' }))).toEqual(['a']);
    }));
  it('never shows a reader half of a commit', () =>
    onPremises(open, async (premises) => {
      await neverTorn(await premises.open(), await premises.openReader());
    }));
  it(
    'refuses every call once closed',
    on(async (store) => {
      await store.close();
      expect(await outcomeOf(store.generations('desk'))).toBe('views.closed');
    }),
  );
};

const insertsNew = async (store: ViewStore): Promise<void> => {
  const generation = await filled(store, [{ _id: 'a', unit: 'u' }]);
  const isNew = true;
  const many = Array.from({ length: 600 }, (_, n) => ({ ...put({ _id: `n${n}`, unit: 'new' }), isNew }));
  const twice = [{ ...put({ _id: 'b', unit: 'u' }), isNew }, put({ _id: 'b', unit: 'v' })];
  const gone = [{ ...put({ _id: 'c', unit: 'u' }), isNew }, remove('c')];
  const commit = { generation, expected: checkpointAt(1), checkpoint: checkpointAt(2) };
  await store.commit({ ...commit, changes: [...many, ...twice, ...gone] });
  expect(await store.count(generation, 'cases', { unit: 'new' })).toBe(600);
  expect(await store.load(generation, 'cases', ['b', 'c'])).toEqual(new Map([['b', { _id: 'b', unit: 'v' }]]));
  const mistaken = [{ ...put({ _id: 'a', unit: 'w' }), isNew }, put({ _id: 'b', unit: 'w' })];
  await store.commit({ generation, expected: checkpointAt(2), checkpoint: checkpointAt(3), changes: mistaken });
  expect(idsOf(await store.find(generation, 'cases', { unit: 'w' })).toSorted()).toEqual(['a', 'b']);
};

const keepsAndDeletes = async (store: ViewStore): Promise<void> => {
  const document = {
    _id: 'a',
    unit: '区交通委',
    n: 1.5,
    flag: true,
    none: null,
    list: [1, ['x', {}]],
    text: '\u0000"𠮷',
  };
  const generation = await filled(store, [document, { _id: 'b', unit: 'u' }]);
  expect([...(await store.load(generation, 'cases', ['a', 'b', 'c', 'a']))]).toEqual([
    ['a', document],
    ['b', { _id: 'b', unit: 'u' }],
  ]);
  const changes = [remove('b'), remove('never'), put({ _id: 'b', unit: 'u' }, 'units')];
  await store.commit({ generation, expected: checkpointAt(1), checkpoint: checkpointAt(2), changes });
  expect(idsOf(await store.find(generation, 'cases', {}))).toEqual(['a']);
  expect(await store.count(generation, 'cases', { unit: 'u' })).toBe(0);
  expect(await store.count(generation, 'units', {})).toBe(1);
};

const laterCounts = async (store: ViewStore): Promise<void> => {
  const generation = await filled(store, [{ _id: 'a', unit: 'u' }]);
  const changes = [
    put({ _id: 'a', unit: 'v' }),
    put({ _id: 'b' }),
    remove('b'),
    remove('a'),
    put({ _id: 'a', unit: 'w' }),
  ];
  await store.commit({ generation, expected: checkpointAt(1), checkpoint: checkpointAt(2), changes });
  expect(await store.find(generation, 'cases', {})).toEqual([{ _id: 'a', unit: 'w' }]);
};

const movesKeys = async (store: ViewStore): Promise<void> => {
  const generation = await filled(store, [
    { _id: 'a', unit: 'u', due: 1, coUnits: ['x', 'y'] },
    { _id: 'b', unit: 'u', due: 2, coUnits: ['y'] },
  ]);
  const changes = [put({ _id: 'a', unit: 'u', due: 3, coUnits: ['y', 'z'] })];
  await store.commit({ generation, expected: checkpointAt(1), checkpoint: checkpointAt(2), changes });
  const counts = [{ unit: 'u', due: 1 }, { unit: 'u', due: 3 }, { coUnits: 'x' }, { coUnits: 'y' }, { coUnits: 'z' }];
  const found = await Promise.all(counts.map((filter) => store.count(generation, 'cases', filter)));
  expect(found).toEqual([0, 1, 0, 2, 1]);
  for (const filter of [{ unit: 'u' }, { coUnits: 'y' }]) {
    expect(idsOf(await store.find(generation, 'cases', filter, { sort: { due: 1 } }))).toEqual(['b', 'a']);
  }
};

const returnsCheckpoint = async (store: ViewStore): Promise<void> => {
  const generation = await store.createGeneration('desk', 1, [cases]);
  expect(await store.checkpoint(generation)).toBeNull();
  const start = { ...checkpointAt(0), position: 'start' };
  await store.commit({ generation, expected: null, checkpoint: start, changes: [] });
  expect(await store.checkpoint(generation)).toEqual(start);
  const late = { logId: 'log-1', position: '9007199254740993', seq: 9007199254740991, eventId: 'e' };
  await store.commit({ generation, expected: start, checkpoint: late, changes: [] });
  expect(await store.checkpoint(generation)).toEqual(late);
};

const leavesNothing = async (store: ViewStore): Promise<void> => {
  const generation = await filled(store, [{ _id: 'a', unit: 'u' }]);
  const flaws = [
    put({ _id: 'x' }, 'nowhere'),
    { ...put({ _id: 'x' }), id: 'y' },
    put({ _id: 'x', unit: ['u', 'v'] }),
    put({ _id: 'x', place: { town: { name: 't' } } }),
    put({ _id: '\ud800' }),
  ];
  for (const flaw of flaws) {
    const changes = [put({ _id: 'b', unit: 'u', coUnits: ['v'] }), remove('a'), flaw];
    const commit = { generation, expected: checkpointAt(1), checkpoint: checkpointAt(2), changes, promote: true };
    expect(await outcomeOf(store.commit(commit))).toMatch(/^views\.(bad-document|no-collection)$/);
  }
  expect(await store.find(generation, 'cases', {})).toEqual([{ _id: 'a', unit: 'u' }]);
  expect(await store.count(generation, 'cases', { coUnits: 'v' })).toBe(0);
  expect(await store.generations('desk')).toEqual([{ generation, checkpoint: checkpointAt(1), live: false }]);
};

const refusesStale = async (store: ViewStore): Promise<void> => {
  const generation = await filled(store, []);
  const others = [
    null,
    checkpointAt(0),
    { ...checkpointAt(1), logId: 'log-2' },
    { ...checkpointAt(1), eventId: 'other' },
  ];
  for (const expected of others) {
    const commit = { generation, expected, checkpoint: checkpointAt(2), changes: [put({ _id: 'a' })], promote: true };
    expect(await outcomeOf(store.commit(commit))).toBe('views.stale-commit');
  }
  expect(await store.count(generation, 'cases', {})).toBe(0);
  expect(await store.generations('desk')).toEqual([{ generation, checkpoint: checkpointAt(1), live: false }]);
};

const oneWins = async (one: ViewStore, other: ViewStore): Promise<void> => {
  const generation = await filled(one, []);
  for (let seq = 2; seq <= 21; seq += 1) {
    const commit = { generation, expected: checkpointAt(seq - 1), checkpoint: checkpointAt(seq) };
    const calls = [one, other].map((store, by) => store.commit({ ...commit, changes: [put({ _id: `${seq}-${by}` })] }));
    const outcomes = await Promise.all(calls.map(outcomeOf));
    expect([...outcomes].sort()).toEqual(['done', 'views.stale-commit']);
    const winner = `${seq}-${outcomes.indexOf('done')}`;
    expect(idsOf(await other.find(generation, 'cases', { _id: { $gte: `${seq}-`, $lt: `${seq}.` } }))).toEqual([
      winner,
    ]);
  }
};

/** Both documents carry the number of the commit that wrote them; commits and reads are in flight at once. */
const neverTorn = async (writer: ViewStore, reader: ViewStore): Promise<void> => {
  const both = (n: number) => [put({ _id: 'a', unit: 'u', n }), put({ _id: 'b', unit: 'u', n })];
  const generation = await filled(writer, [], true);
  const reads: Promise<readonly unknown[]>[] = [];
  for (let seq = 2; seq <= 40; seq += 1) {
    const expected = checkpointAt(seq - 1);
    const commit = writer.commit({ generation, expected, checkpoint: checkpointAt(seq), changes: both(seq) });
    reads.push(reader.find(generation, 'cases', { unit: 'u' }));
    await commit;
  }
  for (const read of await Promise.all(reads)) expect([0, 2]).toContain(read.length);
  const pairs = (await Promise.all(reads)) as readonly (readonly { n: number }[])[];
  expect(pairs.every(([a, b]) => a?.n === b?.n)).toBe(true);
};
