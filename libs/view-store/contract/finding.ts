import type { Filter, FindOptions, Generation, ViewDocument, ViewStore } from '../port.js';
import { filled, idsOf, onPremises, outcomeOf, type OpenPremises } from './sample.js';

export const findingContract = (open: OpenPremises): void => {
  const on = (act: (store: ViewStore) => Promise<void>) => () =>
    onPremises(open, async (premises) => act(await premises.open()));

  it.each(answers)('answers %j', (filter, expected) => on((store) => answersWith(store, filter, expected))());
  it('sorts by type first, strings by code point, both ways', on(sortsByType));
  it('merges the units of an $in in the order of the sort', on(mergesInOrder));
  it('applies the limit to what matches, not to what the index holds', on(limitsMatches));
  it('pages by key over ties without a gap or a repeat (engine 31)', on(pagesByKey));
  it('gives each document once, by however many elements it is found', on(findsOnce));
  it('gives the caller copies of its own', on(givesCopies));
  it.each(unserved)('refuses %j sorted by %j: no index (engine 31)', (filter, sort) =>
    on((store) => refuses(store, { filter, options: { sort }, code: 'views.no-index' }))(),
  );
  it.each(hostile)('refuses the filter $name', ({ filter }) =>
    on((store) => refuses(store, { filter, code: 'views.bad-filter' }))(),
  );
};

const sample: readonly ViewDocument[] = [
  { _id: '1', unit: 'a', due: '2015-03-01', open: true, coUnits: ['x', 'y'], place: { town: '金泽' } },
  { _id: '2', unit: 'a', due: '2015-04-01', open: false, coUnits: [], opinions: [{ unit: 'p', of: 1 }, { unit: 'q' }] },
  { _id: '3', unit: 'b', due: 20150301, coUnits: ['y', null], place: { town: null } },
  { _id: '4', unit: null, due: '', coUnits: null, place: {} },
  { _id: '5', due: 3, coUnits: 'y', place: 'nowhere' },
  { _id: '6', unit: 1, due: '20150301', opinions: [] },
  { _id: '7', unit: true, due: null },
  { _id: '8', unit: '1' },
  { _id: '9', unit: 'true', due: -2.5, coUnits: [3, true] },
];

/** What MongoDB answers over the sample, in ids. */
const answers: readonly [filter: Filter, ids: string][] = [
  [{ unit: 'a' }, '12'],
  [{ unit: 1 }, '6'],
  [{ unit: true }, '7'],
  [{ unit: null }, '45'],
  [{ unit: { $eq: 'a' }, open: true }, '1'],
  [{ unit: { $in: ['b', null, 1] } }, '3456'],
  [{ unit: { $in: [] } }, ''],
  [{ unit: { $gt: '' } }, '12389'],
  [{ unit: { $gte: 1, $lte: 1 } }, '6'],
  [{ unit: { $gt: 1, $lt: 'b' } }, ''],
  [{ due: { $lt: '2015-04-01' } }, '14'],
  [{ due: { $lt: 4 } }, '59'],
  [{ due: { $gt: -2.5 } }, '35'],
  [{ due: { $gte: '2015' }, unit: { $ne: 'a' } }, '6'],
  [{ due: { $gte: '' }, open: { $exists: true } }, '12'],
  [{ due: { $gte: '' }, open: { $exists: false } }, '46'],
  [{ unit: 'a', $and: [{ unit: { $gt: 'a' } }] }, ''],
  [{ unit: { $gte: 'a' }, $and: [{ unit: { $in: ['a', 'b', 1] } }, { unit: { $lt: 'b' } }] }, '12'],
  [{ due: { $gt: 0 }, $and: [{ due: { $lt: 100 } }] }, '5'],
  [{ 'place.town': '金泽' }, '1'],
  [{ 'place.town': null }, '23456789'],
  [{ coUnits: 'y' }, '135'],
  [{ coUnits: { $in: ['x', 'y'] } }, '135'],
  [{ $and: [{ coUnits: 'x' }, { coUnits: 'y' }] }, '1'],
  [{ coUnits: true }, '9'],
  [{ coUnits: { $gt: 'x' } }, '135'],
  [{ coUnits: 'y', due: 3 }, '5'],
  [{ 'opinions.unit': 'q' }, '2'],
  [{ kind: null, coUnits: 'y' }, '135'],
  [{ _id: { $in: ['1', '9', 'none'] } }, '19'],
  [{ _id: { $gt: '7' } }, '89'],
  [{ $or: [{ unit: 'b' }, { coUnits: 'y' }] }, '135'],
  [{ $or: [{ unit: 'a', open: true }, { unit: 'b' }] }, '13'],
  [{ due: { $gte: '' }, $or: [{ open: true }, { unit: 1 }] }, '16'],
  [{}, '123456789'],
];

const answersWith = async (store: ViewStore, filter: Filter, ids: string): Promise<void> => {
  const generation = await filled(store, sample);
  const found = idsOf(await store.find(generation, 'cases', filter));
  expect([...found].sort().join('')).toBe(ids);
  expect(await store.count(generation, 'cases', filter)).toBe(ids.length);
};

const sortsByType = async (store: ViewStore): Promise<void> => {
  const values = [null, -1.5, 0, 2, 10, '', '1', '\uff21', '𠮷', false, true];
  const documents = values.map((due, at) => ({ _id: `${10 + ((at * 7) % 11)}`, unit: 'u', due }));
  const generation = await filled(store, documents);
  const duesBy = async (filter: Filter, sort: FindOptions['sort']) =>
    (await store.find(generation, 'cases', filter, { sort })).map(({ due }) => due);
  expect(await duesBy({}, { due: 1 })).toEqual(values);
  expect(await duesBy({}, { due: -1 })).toEqual(values.toReversed());
  expect(await duesBy({ unit: 'u' }, { due: 1, _id: 1 })).toEqual(values);
  expect(await duesBy({ unit: 'u' }, { unit: -1, due: -1, _id: -1 })).toEqual(values.toReversed());
};

const numbered = (count: number): ViewDocument[] =>
  Array.from({ length: count }, (_, at) => ({
    _id: String(at).padStart(3, '0'),
    unit: `u${at % 3}`,
    due: (at * 7) % 5,
    coUnits: [`c${at % 2}`, `c${at % 5}`],
    even: at % 2 === 0,
  }));

const mergesInOrder = async (store: ViewStore): Promise<void> => {
  const generation = await filled(store, numbered(60));
  const unit = { $in: ['u2', 'u0', 'none'] };
  const found = await store.find(generation, 'cases', { unit }, { sort: { due: 1, _id: 1 }, limit: 30 });
  const all = numbered(60).filter((one) => one.unit !== 'u1');
  const keyOf = (one: ViewDocument): string => `${one.due}/${one._id}`;
  expect(found.map(keyOf)).toEqual(all.map(keyOf).sort().slice(0, 30));
};

const limitsMatches = async (store: ViewStore): Promise<void> => {
  const generation = await filled(store, numbered(60));
  const options = { sort: { due: 1, _id: 1 }, limit: 4 } as const;
  const found = await store.find(generation, 'cases', { unit: 'u0', even: true }, options);
  expect(idsOf(found)).toEqual(['000', '030', '018', '048']);
  expect(await store.find(generation, 'cases', { unit: 'u0' }, { limit: 0 })).toEqual([]);
  expect(await store.find(generation, 'cases', { unit: 'u0' }, { limit: 100 })).toHaveLength(20);
};

const pagesByKey = async (store: ViewStore): Promise<void> => {
  const generation = await filled(store, numbered(60));
  const options = { sort: { due: -1, _id: -1 }, limit: 7 } as const;
  const pages: ViewDocument[][] = [];
  for (let last: ViewDocument | undefined; pages.length < 20;) {
    const after = last && { $or: [{ due: { $lt: last.due } }, { due: last.due, _id: { $lt: last._id } }] };
    const page = [...(await store.find(generation, 'cases', { unit: 'u1', ...after }, options))];
    if (page.length === 0) break;
    pages.push(page);
    last = page.at(-1);
  }
  const whole = await store.find(generation, 'cases', { unit: 'u1' }, { sort: options.sort });
  expect(pages.map((page) => page.length)).toEqual([7, 7, 6]);
  expect(idsOf(pages.flat())).toEqual(idsOf(whole));
};

const findsOnce = async (store: ViewStore): Promise<void> => {
  const generation = await filled(store, numbered(60));
  const coUnits = { $in: ['c0', 'c1', 'c4'] };
  const found = await store.find(generation, 'cases', { coUnits }, { sort: { due: 1 } });
  expect(new Set(idsOf(found)).size).toBe(found.length);
  expect(found).toHaveLength(60);
  expect(found.map(({ due }) => due)).toEqual(found.map(({ due }) => due).toSorted());
  const either = { $or: [{ unit: 'u0' }, { coUnits: 'c0' }, { unit: 'u1' }] };
  expect(await store.count(generation, 'cases', either)).toBe(52);
};

const givesCopies = async (store: ViewStore): Promise<void> => {
  const document = { _id: 'a', unit: 'u', list: [1] };
  const generation: Generation = await filled(store, [document]);
  document.list.push(2);
  const found = (await store.find(generation, 'cases', {})) as unknown as { list: number[] }[];
  found[0]?.list.push(3);
  expect(await store.find(generation, 'cases', {})).toEqual([{ _id: 'a', unit: 'u', list: [1] }]);
};

const unserved: readonly [Filter, FindOptions['sort']][] = [
  [{ open: true }, {}],
  [{ unit: { $ne: 'a' } }, {}],
  [{ unit: { $exists: true } }, {}],
  [{ $or: [{ unit: 'a' }, { open: true }] }, {}],
  [{ coUnits: null }, {}],
  [{ kind: 'x' }, {}],
  [{ kind: 'x', coUnits: null }, {}],
  [{}, { open: 1 }],
  [{}, { due: 1, unit: 1 }],
  [{ unit: 'a' }, { open: 1 }],
  [{ unit: { $gt: 'a' } }, { due: 1 }],
  [{ unit: 'a' }, { due: 1, _id: -1 }],
  [{ coUnits: { $gt: 'a' } }, { coUnits: 1 }],
];

/** Shapes a request could smuggle in (quality 1.6), and slips of our own. */
const hostile: readonly { name: string; filter: unknown }[] = [
  { name: '$where', filter: { $where: 'true' } },
  { name: '$expr', filter: { $expr: { $eq: [1, 1] } } },
  { name: '$nor', filter: { $nor: [{ unit: 'a' }] } },
  { name: '$regex', filter: { unit: { $regex: '.*' } } },
  { name: 'a regular expression', filter: { unit: /a/ } },
  { name: '$not', filter: { unit: { $not: { $eq: 'a' } } } },
  { name: 'a function', filter: { unit: () => true } },
  { name: 'undefined', filter: { unit: undefined } },
  { name: 'an object', filter: { unit: { name: 'a' } } },
  { name: 'an empty object', filter: { unit: {} } },
  { name: 'a list', filter: { unit: ['a'] } },
  { name: 'an object under $ne', filter: { unit: 'a', due: { $ne: { $gt: 1 } } } },
  { name: 'an object in $in', filter: { unit: { $in: ['a', {}] } } },
  { name: '$in without a list', filter: { unit: { $in: 'a' } } },
  { name: 'a range from null', filter: { unit: { $gte: null } } },
  { name: 'not a number', filter: { unit: NaN } },
  { name: '$exists with text', filter: { unit: 'a', due: { $exists: 'false' } } },
  { name: 'an inherited field', filter: { unit: 'a', 'x.__proto__': 1 } },
  { name: 'an operator as field', filter: { 'unit.$eq': 1 } },
  { name: 'an empty $or', filter: { $or: [] } },
  { name: '$and with a record', filter: { $and: { unit: 'a' } } },
  { name: 'null', filter: null },
];

interface Refused {
  readonly filter: unknown;
  readonly options?: FindOptions;
  readonly code: string;
}

const refuses = async (store: ViewStore, { filter, options, code }: Refused): Promise<void> => {
  const generation = await filled(store, sample);
  expect(await outcomeOf(store.find(generation, 'cases', filter as Filter, options))).toBe(code);
  if (!options?.sort || Object.keys(options.sort).length === 0) {
    expect(await outcomeOf(store.count(generation, 'cases', filter as Filter))).toBe(code);
  }
};
