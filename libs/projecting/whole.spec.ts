import type { RecordedEvent } from '#libs/kernel/event.js';
import type { Change } from '#libs/view-store/port.js';
import type { StreamShares, StreamsAsked } from './options.js';
import type { PageFolder, Projection } from './port.js';
import type { Projector } from './projector.js';
import { letter, office, tallies } from './scenario.js';

const changeOf = ({ stream, seq }: RecordedEvent): Change => ({
  collection: 'arrivals',
  id: stream,
  document: { _id: stream, seq },
});

/** One document a stream; says how it came to it. */
const arrivals = (ways: string[], poison?: string): Projection => ({
  name: 'arrivals',
  version: 1,
  handles: ['LetterReceived'],
  collections: [{ name: 'arrivals', indexes: [] }],
  byStreams: { start: 'letters-', fold: (histories) => [...histories].flat().map(changeOf) },
  open: (): PageFolder => ({
    apply: async (events) => {
      if (events.some(({ id }) => id === poison)) throw new Error('cannot fold this');
      ways.push(`page ${events.map(({ seq }) => seq).join()}`);
      return events.map(changeOf);
    },
    takeShares: async (shares, until) => {
      ways.push(`streams until ${until}`);
      return (shares as readonly (readonly Change[])[]).flat();
    },
    committed: () => undefined,
    forget: () => ways.push('forget'),
  }),
});

/** Threads that answer when they are told to. */
const threads = (rows: readonly RecordedEvent[], leastEvents = 3) => {
  const asked: StreamsAsked[] = [];
  const signals: AbortSignal[] = [];
  const gate = Promise.withResolvers<string>();
  const shares: StreamShares = {
    leastEvents,
    fold: async (wanted, signal) => {
      asked.push(wanted);
      signals.push(signal);
      if ((await gate.promise) !== 'folded') throw new Error('an event that cannot be folded');
      const own = rows.filter(({ seq, id }) => seq <= wanted.until && !wanted.skips.includes(id));
      return [own.slice(2).map(changeOf), own.slice(0, 2).map(changeOf)];
    },
  };
  return { shares, asked, signals, end: (how: 'folded' | 'failed') => gate.resolve(how) };
};

const letters = (count: number) => Array.from({ length: count }, (_, index) => letter('abc'[index % 3]!));

/** What the loop does while threads work: turns that find nothing. */
const someTurns = async (projecting: Projector): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await projecting.step();
};

const begun = async ({ leastEvents = 3, count = 5, poison }: Partial<Begun> = {}) => {
  const [here, ways] = [office(), [] as string[]];
  await here.happen(...letters(count));
  const folding = threads(here.rows, leastEvents);
  const projections = [arrivals(ways, poison), tallies()];
  const projecting = here.project({ projections, streamShares: folding.shares });
  await someTurns(projecting);
  return { here, ways, folding, projecting };
};

interface Begun {
  readonly leastEvents: number;
  readonly count: number;
  readonly poison: string;
}

describe('a view begun over a long log', () => {
  it('is folded by streams while the others go on, then goes on by pages (engine 23, 33)', async () => {
    const { here, ways, folding, projecting } = await begun();
    expect(folding.asked).toEqual([{ projection: 'arrivals', until: 5, skips: [] }]);
    expect(await here.contents()).toBeDefined();
    expect(await here.contents('arrivals')).toBeUndefined();
    await here.happen(letter('a'));
    folding.end('folded');
    await projecting.settle();
    expect(ways).toEqual(['streams until 5', 'page 6']);
    expect(await here.contents('arrivals')).toHaveLength(6);
    expect(folding.asked).toHaveLength(1);
  });

  it('stands afterwards where pages would have brought it: another process goes on there (engine 34)', async () => {
    const { here, ways, folding, projecting } = await begun();
    folding.end('folded');
    await projecting.settle();
    const [live] = await here.views.generations('arrivals');
    expect(live).toMatchObject({ live: true, checkpoint: { logId: 'log-1', seq: 5, eventId: 'e5' } });
    await here.happen(letter('b'));
    await here.project({ projections: [arrivals(ways)], streamShares: folding.shares }).settle();
    expect(ways).toEqual(['streams until 5', 'page 6']);
  });

  it('is not stalled while threads fold it, however long that takes', async () => {
    const { here, projecting } = await begun();
    await projecting.health();
    here.clock.ms += 60_000;
    await projecting.step();
    expect(await projecting.health()).toMatchObject({ ready: true, stalled: [] });
  });

  it('is left to the pages where an event cannot be folded: they name it (architecture 4)', async () => {
    const { here, folding, projecting } = await begun({ poison: 'e4' });
    folding.end('failed');
    await projecting.settle();
    const row = (await projecting.progress()).find(({ name }) => name === 'arrivals');
    expect(row).toMatchObject({ state: 'faulted', seq: 3, fault: { eventId: 'e4' } });
    expect(await here.contents()).toBeDefined();
  });

  it('takes pages from the start where the log is short', async () => {
    const { ways, folding, projecting } = await begun({ leastEvents: 6 });
    await projecting.settle();
    expect(folding.asked).toEqual([]);
    expect(ways).toEqual(['page 1,2,3,4,5']);
  });

  it('stops its threads when the rebuild is called off, or the projector stops', async () => {
    const { here, folding, projecting } = await begun();
    folding.end('folded');
    await projecting.settle();
    const again = threads(here.rows);
    const other = here.project({ projections: [arrivals([])], streamShares: again.shares });
    await other.rebuild('arrivals');
    await someTurns(other);
    await other.cancelRebuild('arrivals');
    expect(again.signals.map(({ aborted }) => aborted)).toEqual([true]);
    await other.rebuild('arrivals');
    await someTurns(other);
    await other.stop();
    expect(again.signals.map(({ aborted }) => aborted)).toEqual([true, true]);
    expect(await here.contents('arrivals')).toHaveLength(5);
  });

  it('is built by pages after a store that failed before any of it was written (engine 34)', async () => {
    const { here, ways, folding, projecting } = await begun();
    const commit = here.views.commit.bind(here.views);
    let failures = 1;
    here.views.commit = async (what) => {
      if (what.generation.projection === 'arrivals' && (failures -= 1) >= 0) throw new Error('the store is away');
      return commit(what);
    };
    folding.end('folded');
    await expect(projecting.settle()).rejects.toThrow('the store is away');
    await projecting.settle();
    expect(await here.contents('arrivals')).toHaveLength(5);
    expect(ways.filter((way) => way !== 'forget').at(-1)).toBe('page 1,2,3,4,5');
  });
});
