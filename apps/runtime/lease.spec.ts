import { jest } from '@jest/globals';
import { refusals } from '#libs/kernel/refusal.js';
import { leaseMs, type Order } from '#libs/view-store/coordination.js';
import { keepWorking, type Work } from './lease.js';
import { board, type Board } from './testing/board.js';

const refuse = refusals({
  'views.other-log': { zh: '另一日志', en: 'another log', status: 409 },
  'projection.not-faulted': { zh: '未停', en: 'not faulted {name}', status: 409 },
});

/** Time stands until it is moved, in steps small enough for every timer in between. */
const pass = async (ms: number): Promise<void> => {
  for (let at = 0; at < ms; at += 100) await jest.advanceTimersByTimeAsync(100);
};

interface Worker {
  /** `held`, `lost`, `began`, `ended`, in the order they came. */
  readonly told: string[];
  readonly stop: () => Promise<void>;
  readonly kept: Promise<void>;
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

const working = (shared: Board, owner: string, more: Partial<Work> = {}): Worker => {
  const told: string[] = [];
  const stopping = new AbortController();
  const begin = (): Work => ({
    run: async (signal) => {
      told.push('began');
      await untilAborted(signal);
      told.push('ended');
    },
    report: async () => ({ from: owner }),
    carryOut: async () => undefined,
    ...more,
  });
  const report = (what: string) => void told.push(what);
  const kept = keepWorking({ coordination: shared.by(owner), lease: 'l', owner, begin, report }, stopping.signal);
  kept.catch(() => undefined);
  const stop = async () => {
    stopping.abort();
    await pass(1_000);
    await kept;
  };
  return { told, stop, kept };
};

describe('work under a lease (engine 34)', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is done by one of two; the other takes over when the first gives its lease back', async () => {
    const shared = board();
    const [one, other] = [working(shared, 'one'), working(shared, 'other')];
    await pass(5_000);
    expect([one.told, other.told]).toEqual([['held', 'began'], []]);
    await one.stop();
    await pass(1_500);
    expect([one.told, other.told]).toEqual([
      ['held', 'began', 'ended', 'lost'],
      ['held', 'began'],
    ]);
    await other.stop();
  });

  it('is taken over within ten seconds of a death that gave nothing back', async () => {
    const shared = board();
    await shared.by('dead').hold('l', 'dead', null);
    const other = working(shared, 'other');
    await pass(leaseMs - 500);
    expect(other.told).toEqual([]);
    await pass(1_600);
    expect(other.told).toEqual(['held', 'began']);
    await other.stop();
  });

  it('goes on through short outages of the store, and is renewed with what it says of itself', async () => {
    const shared = board();
    const one = working(shared, 'one');
    await pass(2_500);
    shared.cut('one');
    await pass(3_500);
    shared.mend('one');
    await pass(4_000);
    expect(one.told).toEqual(['held', 'began']);
    expect((await shared.by('one').holders())[0]).toMatchObject({ owner: 'one', report: { from: 'one' } });
    await one.stop();
  });

  it('ends when nobody could say for so long that the lease may be another’s, and begins again afterwards', async () => {
    const shared = board();
    const one = working(shared, 'one');
    await pass(2_500);
    shared.cut('one');
    await pass(leaseMs + 2_500);
    expect(one.told.slice(0, 4)).toEqual(['held', 'began', 'ended', 'lost']);
    shared.mend('one');
    await pass(2_000);
    expect(one.told.filter((what) => what === 'began')).toHaveLength(2);
    await one.stop();
  });

  it('ends at once when the lease is another’s, as after a pause', async () => {
    const shared = board();
    const one = working(shared, 'one');
    await pass(2_500);
    shared.give('l', 'other');
    await pass(2_200);
    expect(one.told).toEqual(['held', 'began', 'ended', 'lost']);
    await one.stop();
  });

  it('begins anew where it ended by itself, and ends for good at what no repeating mends', async () => {
    const shared = board();
    let turns = 0;
    const run = async () => {
      turns += 1;
      if (turns === 3) throw refuse('views.other-log');
    };
    const one = working(shared, 'one', { run });
    await pass(6_000);
    await expect(one.kept).rejects.toMatchObject({ code: 'views.other-log' });
    expect(turns).toBe(3);
    expect((await shared.by('one').holders()).filter(({ remainingMs }) => remainingMs > 0)).toEqual([]);
  });

  it('carries an order out once, and tells refusals with code and sentence, failures by their message', async () => {
    const shared = board();
    const orders: string[] = [];
    const carryOut = async ({ act, name }: Order) => {
      orders.push(act);
      if (act === 'slow') await new Promise((resolve) => setTimeout(resolve, 1_000));
      if (act === 'skip') throw refuse('projection.not-faulted', { name });
      if (act === 'break') throw new Error('broken');
      return `${act} done`;
    };
    const one = working(shared, 'one', { carryOut });
    const asking = shared.by('asker');
    const ids = await Promise.all(['slow', 'skip', 'break'].map((act) => asking.order('l', { act, name: 'activity' })));
    await pass(3_000);
    expect(await Promise.all(ids.map((id) => asking.outcome(id)))).toEqual([
      { done: 'slow done' },
      {
        refused: {
          ...{ code: 'projection.not-faulted', details: { name: 'activity' } },
          sentence: expect.objectContaining({ zh: '未停', status: 409 }),
        },
      },
      { failed: 'broken' },
    ]);
    expect(orders).toEqual(['slow', 'skip', 'break']);
    await one.stop();
  });
});
