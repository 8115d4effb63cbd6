import * as fc from 'fast-check';
import { trials } from '#libs/kernel/trials.js';
import { Query } from 'mingo';
import { isRefusal } from '#libs/kernel/refusal.js';
import type { Collection, Filter, FindOptions, Generation, ViewDocument, ViewStore } from '../port.js';
import { checkpointAt, idsOf, onPremises, put, remove, type OpenPremises } from './sample.js';

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

const ids = Array.from({ length: 24 }, (_, at) => String((at * 5) % 24));

const documents = fc
  .array(content, { maxLength: ids.length })
  .map((all): ViewDocument[] => all.map((one, at) => ({ _id: ids[at] as string, ...one })));

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

type Sort = NonNullable<FindOptions['sort']>;
const sortsOneWay: readonly Sort[] = [{ a: 1, b: 1, _id: 1 }, { b: 1, _id: 1 }, { 'n.x': 1, _id: 1 }, { _id: 1 }];
const sortsBothWays: readonly Sort[] = [
  { b: -1, 'n.x': 1, _id: 1 },
  { a: -1, _id: 1 },
];

/** Ends of the indexes above, either way round; which filter they go with is left to chance. */
const sorts = (hasNoMixedSorts: boolean) =>
  fc
    .tuple(
      fc.constantFrom<Sort>(...sortsOneWay, ...(hasNoMixedSorts ? [] : sortsBothWays)),
      fc.constantFrom(1 as const, -1 as const),
    )
    .map(([sort, way]): Sort =>
      Object.fromEntries(Object.entries(sort).map(([path, one]) => [path, one === way ? 1 : -1])),
    );

interface Asked {
  readonly filter: Filter;
  readonly sort: Sort;
  readonly limit: number;
}

const asked = (hasNoMixedSorts: boolean) => {
  const one = { filter: filters, sort: sorts(hasNoMixedSorts), limit: fc.integer({ min: 1, max: 12 }) };
  return fc.array(fc.record<Asked>(one), { minLength: 4, maxLength: 4 });
};

export const randomContract = (open: OpenPremises): void => {
  it(
    'finds, counts, sorts and limits what mingo alone would, over any documents and filters',
    () =>
      onPremises(open, async (premises) => {
        const store = await premises.open();
        const trial = { store, generation: await store.createGeneration('random', 1, [collection]), at: 0, sorts: 0 };
        const queries = asked(premises.hasNoMixedSorts ?? false);
        const property = fc.asyncProperty(documents, queries, (all, each) => agrees(trial, all, each));
        await fc.assert(property, trials(200, 90_000));
        expect(trial.sorts).toBeGreaterThan(100);
      }),
    120_000,
  );
};

interface Trial {
  readonly store: ViewStore;
  readonly generation: Generation;
  /** Number of the last commit. */
  at: number;
  /** How many of the random sorts an index served: too few would test nothing. */
  sorts: number;
}

/** One generation for all: each round writes over the documents of the one before and deletes the others. */
const agrees = async (trial: Trial, all: readonly ViewDocument[], queries: readonly Asked[]): Promise<void> => {
  const gone = ids.filter((id) => !all.some(({ _id }) => _id === id));
  await trial.store.commit({
    generation: trial.generation,
    expected: trial.at === 0 ? null : checkpointAt(trial.at),
    checkpoint: checkpointAt((trial.at += 1)),
    changes: [...gone.map((id) => remove(id, 'any')), ...all.map((document) => put(document, 'any'))],
  });
  for (const query of queries) trial.sorts += await agreesOn(trial, { all, query });
};

interface Round {
  readonly all: readonly ViewDocument[];
  readonly query: Asked;
}

/** Number of sorts compared. */
const agreesOn = async ({ store, generation }: Trial, { all, query }: Round): Promise<number> => {
  const { filter, sort, limit } = query;
  const expected = all.filter((document) => new Query({ ...filter }).test(document));
  expect([...idsOf(await store.find(generation, 'any', filter))].sort()).toEqual([...idsOf(expected)].sort());
  expect(await store.count(generation, 'any', filter)).toBe(expected.length);
  const found = await store.find(generation, 'any', filter, { sort, limit }).catch(refusalCode);
  if (found === 'views.no-index') return 0;
  expect(idsOf(found as readonly ViewDocument[])).toEqual(idsOf(expected.toSorted(by(sort)).slice(0, limit)));
  return 1;
};

const refusalCode = (error: unknown): string => {
  if (!isRefusal(error)) throw error;
  return error.code;
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
