import type { RecordedEvent } from '#libs/kernel/event.js';
import { recorded } from '#libs/kernel/specification.js';
import type { ViewDocument } from '#libs/view-store/port.js';
import { documentProjection } from './document-projection.js';
import type { DocumentProjection, OwnViews } from './port.js';

interface Tally extends ViewDocument {
  readonly count: number;
  readonly last: string | null;
}

const tallies: DocumentProjection<Tally> = {
  name: 'tallies',
  version: 1,
  handles: ['Counted', 'Cleared', 'Noticed'],
  collection: { name: 'tallies', indexes: [] },
  key: ({ data }) => (data as { of: string | string[] }).of,
  initial: (key) => ({ _id: key, count: 0, last: null }),
  evolve: (tally, { type, id }) => {
    if (type === 'Cleared') return null;
    return type === 'Counted' ? { ...tally, count: tally.count + 1, last: id } : { ...tally };
  },
};

const counted = (...of: readonly string[]) => ({ type: 'Counted', data: { of } });

const opened = (stored: readonly ViewDocument[] = [], definition: DocumentProjection<Tally> = tallies) => {
  const loads: (readonly string[])[] = [];
  const views: OwnViews = {
    load: async (_collection, ids) => {
      loads.push(ids);
      return new Map(stored.filter(({ _id }) => ids.includes(_id)).map((document) => [document._id, document]));
    },
    find: async () => [],
  };
  const folder = documentProjection(definition).open(views, { ofStream: async () => [] });
  const apply = (events: readonly RecordedEvent[]) => folder.apply(events);
  return { folder, loads, apply };
};

const change = (id: string, document: unknown) => ({ collection: 'tallies', id, document });
const added = (id: string, document: unknown) => ({ ...change(id, document), isNew: true });

describe('a document projection', () => {
  it('folds a page in memory: one load, one change for each touched document, which says whether it is new', async () => {
    const { apply, loads } = opened([{ _id: 'a', count: 7, last: 'e0' }]);
    const changes = await apply(recorded([counted('a'), counted('b'), counted('a', 'b')]));
    expect(loads).toEqual([['a', 'b']]);
    expect(changes).toEqual([
      change('a', { _id: 'a', count: 9, last: 'e3' }),
      added('b', { _id: 'b', count: 2, last: 'e3' }),
    ]);
  });

  it('folds an event once for a document it names twice', async () => {
    const { apply } = opened();
    expect(await apply(recorded([counted('a', 'a')]))).toEqual([added('a', { _id: 'a', count: 1, last: 'e1' })]);
  });

  it('removes a document by null, and starts it anew when it is touched again', async () => {
    const { apply } = opened([{ _id: 'a', count: 7, last: 'e0' }]);
    const cleared = { type: 'Cleared', data: { of: 'a' } };
    expect(await apply(recorded([cleared]))).toEqual([change('a', null)]);
    expect(await apply(recorded([cleared, counted('a')]))).toEqual([change('a', { _id: 'a', count: 1, last: 'e2' })]);
  });

  it('yields no change for a document that reads as before, nor for one that came and went within the page', async () => {
    const { apply } = opened([{ _id: 'a', count: 7, last: null }]);
    expect(await apply(recorded([{ type: 'Noticed', data: { of: 'a' } }]))).toEqual([]);
    expect(await apply(recorded([counted('b'), { type: 'Cleared', data: { of: 'b' } }]))).toEqual([]);
  });

  it('writes a document whose field order alone changed, since a rebuild in one page would have it so', async () => {
    const turned = { ...tallies, evolve: ({ _id, count, last }: Tally) => ({ last, count, _id }) };
    const { apply } = opened([{ _id: 'a', count: 7, last: null }], turned);
    expect(await apply(recorded([counted('a')]))).toHaveLength(1);
  });

  it('remembers committed documents, and forgets what was not committed', async () => {
    const { folder, apply, loads } = opened();
    await apply(recorded([counted('a')]));
    folder.committed();
    expect(await apply(recorded([counted('a')]))).toEqual([change('a', { _id: 'a', count: 2, last: 'e1' })]);
    folder.forget();
    expect(await apply(recorded([counted('a')]))).toEqual([added('a', { _id: 'a', count: 1, last: 'e1' })]);
    expect(loads).toEqual([['a'], ['a']]);
  });

  it('does not take for true what was folded but neither committed nor forgotten', async () => {
    const { apply } = opened();
    await apply(recorded([counted('a')]));
    expect(await apply(recorded([counted('a')]))).toEqual([added('a', { _id: 'a', count: 1, last: 'e1' })]);
  });

  it('does not take for true, once told to forget, what is committed without a fold', async () => {
    const { folder, apply } = opened();
    await apply(recorded([counted('a')]));
    folder.forget();
    folder.committed();
    expect(await apply(recorded([counted('a')]))).toEqual([added('a', { _id: 'a', count: 1, last: 'e1' })]);
  });

  it('keeps no undefined field: it would hold a place in the order of fields until the next load', async () => {
    const evolve = ({ _id, count }: Tally) => ({ _id, last: undefined as never, count: count + 1 });
    const { apply } = opened([], { ...tallies, evolve });
    const [only] = await apply(recorded([counted('a')]));
    expect(Object.keys(only?.document ?? {})).toEqual(['_id', 'count']);
  });

  it('throws at a fold that writes into its view', async () => {
    const careless = { ...tallies, evolve: (tally: Tally) => Object.assign(tally, { count: 1 }) };
    await expect(opened([], careless).apply(recorded([counted('a')]))).rejects.toThrow(TypeError);
  });
});
