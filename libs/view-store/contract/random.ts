import * as fc from 'fast-check';
import { Query } from 'mingo';
import type { Collection, Filter, FindOptions, Generation, ViewDocument, ViewStore } from '../port.js';
import { checkpointAt, idsOf, onPremises, outcomeOf, put, type OpenPremises } from './sample.js';

const collection: Collection = {
  name: 'any',
  indexes: [{ a: 1, b: 1 }, { b: -1, 'n.x': 1 }, { 'n.x': 1 }, { tags: 1, a: -1 }],
  arrays: ['tags'],
};

const value = fc.constantFrom<string | number | boolean | null>(
  ...[null, -2, 0, 1.5, 7, '', 'a', 'b', '一', '1', true, false],
);
const ordered = fc.constantFrom<string | number>(...[-2, 0, 1, 7, '', 'a', 'ab', '一']);
const tag = fc.constantFrom<string | number | boolean>(...['a', 'b', 1, 7, true]);

const content = fc.record(
  {
    a: value,
    b: value,
    n: fc.oneof(fc.record({ x: value }), value),
    tags: fc.oneof(tag, fc.array(tag, { maxLength: 3 })),
    free: fc.oneof(value, fc.array(value, { maxLength: 3 })),
  },
  { requiredKeys: [] },
);

const documents = fc
  .array(content, { maxLength: 24 })
  .map((all): ViewDocument[] => all.map((one, at) => ({ _id: String((at * 5) % 24), ...one })));

const points = (of: fc.Arbitrary<unknown>) =>
  fc.oneof(of, fc.record({ $eq: of }), fc.record({ $in: fc.array(of, { maxLength: 4 }) }));
const range = fc.oneof(
  ...['$gt', '$gte', '$lt', '$lte'].map((test) => ordered.map((end) => ({ [test]: end }))),
  fc.tuple(ordered, ordered).map(([$gte, $lt]) => ({ $gte, $lt })),
);
const loose = fc.oneof(
  value.map(($ne) => ({ $ne })),
  fc.boolean().map(($exists) => ({ $exists })),
);
const fieldFilter = (path: string, test: fc.Arbitrary<unknown>) => test.map((one): Filter => ({ [path]: one }));

/** Some index serves each of these. */
const served = fc.oneof(
  ...['a', 'b', 'n.x'].map((path) => fieldFilter(path, fc.oneof(points(value), range))),
  fieldFilter('tags', fc.oneof(points(tag), range)),
);
const remainder = fc.oneof(
  ...['a', 'b', 'n.x', 'tags', 'free'].map((path) => fieldFilter(path, fc.oneof(points(value), range, loose))),
);
const either = fc.array(served, { minLength: 1, maxLength: 3 }).map(($or): Filter => ({ $or }));
const filters = fc.oneof(
  fc.constant<Filter>({}),
  served,
  either,
  fc.tuple(fc.oneof(served, either), remainder).map(($and): Filter => ({ $and })),
  fc
    .tuple(served, served, fc.array(remainder, { minLength: 1, maxLength: 2 }))
    .map(([one, other, $or]): Filter => ({ $and: [one, { $or }, other] })),
);

/** Ends of the indexes above, either way round; which filter they go with is left to chance. */
const sorts = fc
  .tuple(
    fc.constantFrom<FindOptions['sort']>(
      { a: 1, b: 1, _id: 1 },
      { b: 1, _id: 1 },
      { b: -1, 'n.x': 1, _id: 1 },
      { 'n.x': 1, _id: 1 },
      { a: -1, _id: 1 },
      { _id: 1 },
    ),
    fc.constantFrom(1, -1),
  )
  .map(([sort, way]) =>
    Object.fromEntries(Object.entries(sort ?? {}).map(([path, one]) => [path, (one * way) as 1 | -1])),
  );

interface Asked {
  readonly filter: Filter;
  readonly sort: NonNullable<FindOptions['sort']>;
  readonly limit: number;
}

const asked = fc.array(fc.record<Asked>({ filter: filters, sort: sorts, limit: fc.integer({ min: 1, max: 12 }) }), {
  minLength: 4,
  maxLength: 4,
});

/** `SEED=… npm test` repeats a run; a failure prints its seed. */
const { SEED } = process.env;

export const randomContract = (open: OpenPremises): void => {
  it('finds, counts, sorts and limits what mingo alone would, over any documents and filters', () =>
    onPremises(open, async (premises) => {
      const store = await premises.open();
      const property = fc.asyncProperty(documents, asked, (all, queries) => agrees(store, all, queries));
      await fc.assert(property, { numRuns: 200, ...(SEED ? { seed: Number(SEED) } : {}) });
      expect(sorted.served).toBeGreaterThan(100);
    }));
};

/** How many of the random sorts an index served: too few would test nothing. */
const sorted = { served: 0 };

const agrees = async (store: ViewStore, all: readonly ViewDocument[], queries: readonly Asked[]): Promise<void> => {
  const generation = await store.createGeneration('random', 1, [collection]);
  const changes = all.map((document) => put(document, 'any'));
  await store.commit({ generation, expected: null, checkpoint: checkpointAt(1), changes });
  for (const query of queries) await agreesOn(store, { generation, all, query });
  await store.dropGeneration(generation);
};

interface Round {
  readonly generation: Generation;
  readonly all: readonly ViewDocument[];
  readonly query: Asked;
}

const agreesOn = async (store: ViewStore, { generation, all, query }: Round): Promise<void> => {
  const { filter, sort, limit } = query;
  const expected = all.filter((document) => new Query({ ...filter }).test(document));
  expect([...idsOf(await store.find(generation, 'any', filter))].sort()).toEqual([...idsOf(expected)].sort());
  expect(await store.count(generation, 'any', filter)).toBe(expected.length);
  const find = store.find(generation, 'any', filter, { sort, limit });
  if ((await outcomeOf(find)) !== 'done') return expect(await outcomeOf(find)).toBe('views.no-index');
  sorted.served += 1;
  expect(idsOf(await find)).toEqual(idsOf(expected.toSorted(by(sort)).slice(0, limit)));
};

const ranks = ['object', 'number', 'string', 'boolean'];
const pathOf = (document: ViewDocument, path: string): unknown =>
  path.split('.').reduce<unknown>((holder, step) => (holder as Record<string, unknown> | null)?.[step], document) ??
  null;

/** Written apart from the store's own order. */
const by =
  (sort: Asked['sort']) =>
  (one: ViewDocument, other: ViewDocument): number => {
    for (const [path, direction] of Object.entries(sort)) {
      const [a, b] = [pathOf(one, path), pathOf(other, path)] as [never, never];
      const order = ranks.indexOf(typeof a) - ranks.indexOf(typeof b) || Number(a > b) - Number(a < b);
      if (order !== 0) return order * direction;
    }
    return 0;
  };
