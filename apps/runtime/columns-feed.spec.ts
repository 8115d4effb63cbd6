import { setImmediate } from 'node:timers/promises';
import { perGrain } from '#libs/statistics/layout.js';
import { segmentId, type Segment } from '#libs/statistics/segment.js';
import type { Filter, ViewDocument, ViewStore } from '#libs/view-store/port.js';
import { ColumnsFeed } from './columns-feed.js';

const segment = (seq: number): Segment => ({
  ...{ _id: segmentId(seq), fromSeq: seq, toSeq: seq, firstTerm: 0, terms: [], opens: {}, closes: {} },
  ...{ firstRows: perGrain(() => 0), counts: perGrain(() => 0) },
});

/** A store that answers without a pause, as the embedded one does. */
const views = (segments: number) => {
  const generations = [{ number: 1, seq: segments }];
  const store = {
    generations: async () =>
      generations.map(({ number, seq }, index) => ({
        ...{ generation: { projection: 'case-facts', version: 1, number }, checkpoint: { seq } },
        live: index === generations.length - 1,
      })),
    find: async (_generation: unknown, _collection: string, filter: Filter, { limit = 0 } = {}) => {
      const { $gt: after } = filter['toSeq'] as { $gt: number };
      const count = Math.max(0, Math.min(limit, segments - after));
      return Array.from({ length: count }, (_, index) => segment(after + 1 + index) as unknown as ViewDocument);
    },
  };
  return { store: store as unknown as ViewStore, promote: (seq: number) => generations.push({ number: 2, seq }) };
};

describe('the columns of case-facts in a process', () => {
  it('are loaded while others get their turn, probes among them (engine 28, 29)', async () => {
    const feed = new ColumnsFeed(views(200).store, () => 0);
    let turns = 0;
    let isLoaded = false;
    const loading = feed.refresh().then(() => (isLoaded = true));
    for (; !isLoaded; turns += 1) await setImmediate();
    await loading;
    expect(turns).toBeGreaterThan(10);
    expect(feed.columns.seq).toBe(200);
  });

  it('answer from the generation before until all of a new one is here (engine 23, 29)', async () => {
    const { store, promote } = views(200);
    const feed = new ColumnsFeed(store, () => 0);
    const before = await feed.refresh();
    promote(200);
    const loading = feed.refresh();
    for (let turn = 0; turn < 5; turn += 1) await setImmediate();
    expect(feed.columns).toBe(before);
    expect(await loading).not.toBe(before);
    expect(feed.columns.seq).toBe(200);
  });
});
