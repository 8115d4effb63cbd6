import { jest } from '@jest/globals';
import type { Progress } from '#libs/projecting/progress.js';
import type { Health } from '#libs/projecting/health.js';
import type { ProjectionGroup } from './projection-groups.js';
import { remoteProjector } from './remote-projector.js';
import { board, type Board } from './testing/board.js';

const group = (name: string, following: readonly string[] = []): ProjectionGroup =>
  ({
    lease: `projector/${name}@1`,
    projections: [{ name, version: 1 }],
    following: following.map((each) => ({ name: each, version: 1 })),
  }) as unknown as ProjectionGroup;

const groups = [group('case-facts', ['status-counts']), group('activity')];

const row = (name: string, more: Partial<Progress> = {}): Progress => ({
  ...{ name, version: 1, generation: 1, state: 'live', position: 'start', seq: 5, head: 5 },
  ...{ eventsPerSecond: 0, etaSeconds: null, lagEvents: 0, ...more },
});

const well: Health = {
  ...{ ready: true, head: 5, lagEvents: 0 },
  ...{ building: [], faulted: [], superseded: [], stalled: [], troubles: [] },
};

const remoteOn = (shared: Board, head: () => Promise<{ seq: number }> = async () => ({ seq: 8 })) =>
  remoteProjector({ coordination: shared.by('api'), events: { head } as never, groups });

const reported = async (shared: Board, health: Partial<Health> = {}, more: Partial<Progress> = {}): Promise<void> => {
  for (const { lease, projections } of groups) {
    const rows = [row(projections[0]!.name, more)];
    await shared.by('p').hold(lease, 'p', { progress: rows, health: { ...well, ...health } });
  }
};

describe('a projector in other processes (engine 34)', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is healthy when every lease is held and every holder says so; how far it lags is told by the log of now', async () => {
    const shared = board();
    await reported(shared);
    expect(await remoteOn(shared).health()).toEqual({ ...well, head: 8, lagEvents: 3, halted: undefined });
    expect((await remoteOn(shared).progress()).map(({ name, lagEvents, head }) => [name, lagEvents, head])).toEqual([
      ['case-facts', 3, 8],
      ['activity', 3, 8],
    ]);
  });

  it('is not ready where nobody holds a lease, and names it; what is known of it stands still', async () => {
    const shared = board();
    await reported(shared);
    await jest.advanceTimersByTimeAsync(7_000);
    const { ready, troubles } = await remoteOn(shared).health();
    expect([ready, troubles]).toEqual([false, groups.map(({ lease }) => `nobody holds ${lease}`)]);
    expect((await remoteOn(shared).progress()).map(({ state }) => state)).toEqual(['stopped', 'stopped']);
  });

  it('is not ready where the head moves and a checkpoint does not, and says which (architecture 4)', async () => {
    const shared = board();
    await reported(shared, { ready: false, stalled: ['activity'] });
    expect(await remoteOn(shared).health()).toMatchObject({ ready: false, stalled: ['activity', 'activity'] });
  });

  it('names each store that is down beside what the other says', async () => {
    const shared = board();
    await reported(shared);
    const away = remoteOn(shared, () => Promise.reject(new Error('no log')));
    expect(await away.health()).toMatchObject({ ready: false, head: null, troubles: [] });
    shared.cut('api');
    expect(await remoteOn(shared).health()).toMatchObject({ ready: false, head: 8, troubles: ['the store is away'] });
  });

  it('passes an order to the lease of the projection’s group, and its refusal back as it was', async () => {
    const shared = board();
    const asked = remoteOn(shared).skip('status-counts');
    asked.catch(() => undefined);
    await jest.advanceTimersByTimeAsync(100);
    const [order] = await shared.by('p').orders('projector/case-facts@1');
    expect(order).toMatchObject({ act: 'skip', name: 'status-counts' });
    const refused = { code: 'views.not-faulted', sentence: { zh: '未停', en: 'no', status: 409 }, details: {} };
    await shared.by('p').close(order!.id, { refused });
    await jest.advanceTimersByTimeAsync(100);
    await expect(asked).rejects.toMatchObject({ code: 'views.not-faulted', status: 409 });
  });

  it('waits as long as another may need to take over, then says that nobody answers', async () => {
    const asked = remoteOn(board()).settle();
    let isOver = false;
    asked.catch(() => (isOver = true));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(isOver).toBe(false);
    await jest.advanceTimersByTimeAsync(3_000);
    await expect(asked).rejects.toMatchObject({ code: 'projector.silent', status: 503 });
  });

  it('refuses a projection that no group has', async () => {
    await expect(remoteOn(board()).rebuild('nothing')).rejects.toMatchObject({ code: 'projection.unknown' });
  });
});
