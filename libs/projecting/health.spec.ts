import type { EventStore } from '#libs/event-store/port.js';
import { instead, letter, office, tallies } from './scenario.js';

describe('progress', () => {
  it('tells speed, lag and the time left of a generation that is being built', async () => {
    const { project, happen, clock } = office();
    await happen(...[...'abcabcabc'].map(letter));
    const projecting = project({ pageSize: 3 });
    await projecting.start();
    expect((await projecting.progress())[0]).toMatchObject({ seq: 0, eventsPerSecond: 0, etaSeconds: null });
    clock.ms = 500;
    await projecting.step();
    expect(await projecting.progress()).toEqual([
      {
        ...{ name: 'tallies', version: 1, generation: 1, state: 'building' },
        ...{ position: '00000000000000000003', seq: 3, head: 9, lagEvents: 6 },
        ...{ eventsPerSecond: 6, etaSeconds: 1, pageSeconds: 0 },
      },
    ]);
    await projecting.settle();
    expect((await projecting.progress())[0]).toMatchObject({ state: 'live', lagEvents: 0, etaSeconds: 0 });
  });

  it('names projections that were not taken up yet', async () => {
    expect(await office().project().progress()).toMatchObject([
      { name: 'tallies', state: 'stopped', generation: null },
    ]);
  });
});

describe('waiting for a view', () => {
  it('ends when the view arrives, by seq or by position', async () => {
    const { project, happen, log } = office();
    const projecting = project();
    await happen(letter('a'));
    const waits = [
      projecting.waitFor('tallies', 1, 1_000),
      projecting.waitFor('tallies', (await log.head()).position, 1_000),
    ];
    await projecting.settle();
    await Promise.all(waits);
    await projecting.waitFor('tallies', 'start', 0);
  });

  it('waits for an old generation, too, that readers may still hold', async () => {
    const { project, happen, views } = office();
    let isFailing = false;
    const commit: typeof views.commit = async (asked) => {
      if (isFailing && asked.generation.number === 1) throw new Error('killed');
      await views.commit(asked);
    };
    const projecting = project({ views: instead(views, { commit }) });
    await happen(letter('a'));
    await projecting.settle();
    await projecting.rebuild('tallies');
    await projecting.settle();
    isFailing = true;
    await happen(letter('a'));
    await projecting.step();
    await expect(projecting.waitFor('tallies', 2, 0)).rejects.toMatchObject({ code: 'views.behind' });
    isFailing = false;
    await projecting.step();
    await projecting.waitFor('tallies', 2, 0);
  });

  it('is refused when the time is over, with how far the view is', async () => {
    const { project, happen } = office();
    const projecting = project();
    await happen(letter('a'));
    await projecting.settle();
    const refusal = { code: 'views.behind', status: 503, details: { projection: 'tallies', target: 2, seq: 1 } };
    await expect(projecting.waitFor('tallies', 2, 5)).rejects.toMatchObject(refusal);
    await expect(projecting.waitFor('nothing', 2, 5)).rejects.toMatchObject({ code: 'views.unknown-projection' });
  });
});

describe('health', () => {
  it('is ready once the projections are taken up, and names those still being built', async () => {
    const { project, happen } = office();
    await happen(...[...'abc'].map(letter));
    const projecting = project({ pageSize: 2 });
    expect(await projecting.health()).toMatchObject({ ready: false });
    await projecting.step();
    expect(await projecting.health()).toMatchObject({ ready: true, building: ['tallies'], head: 3, lagEvents: 0 });
    await projecting.settle();
    expect(await projecting.health()).toMatchObject({ ready: true, building: [], stalled: [], troubles: [] });
  });

  it('sees a head that moves while the checkpoint does not, though no turn fails', async () => {
    const { project, happen, log, clock } = office();
    const projecting = project({ events: blindFrom(log, 1) });
    await happen(letter('a'));
    await projecting.settle();
    clock.ms = 3_600_000;
    await happen(letter('b'));
    await projecting.step();
    expect(await projecting.health()).toMatchObject({ ready: true, lagEvents: 1, stalled: [] });
    for (let second = 1; second <= 10; second += 1) {
      clock.ms += 1_000;
      await projecting.step();
    }
    expect(await projecting.health()).toMatchObject({ ready: false, lagEvents: 1, stalled: ['tallies'] });
  });

  it('sees a loop that hangs at the first look', async () => {
    const { project, happen, clock } = office();
    const projecting = project();
    await projecting.settle();
    await happen(letter('a'));
    clock.ms = 10_000;
    expect(await projecting.health()).toMatchObject({ ready: false, stalled: ['tallies'] });
    await projecting.step();
    expect(await projecting.health()).toMatchObject({ ready: true, stalled: [] });
  });

  it('does not take a quiet log for a stall', async () => {
    const { project, happen, clock } = office();
    const projecting = project();
    await happen(letter('a'));
    await projecting.settle();
    clock.ms = 3_600_000;
    expect(await projecting.health()).toMatchObject({ ready: true, stalled: [] });
  });

  it('is not ready while the log does not answer', async () => {
    const { project, log } = office();
    const head: EventStore['head'] = () => Promise.reject(new Error('log is down'));
    const projecting = project({ events: instead(log, { head }) });
    await projecting.start();
    expect(await projecting.health()).toMatchObject({ ready: false, head: null });
  });

  it('names a faulted projection and stays ready for the others', async () => {
    const { project, happen } = office();
    await happen(letter('a'));
    const projecting = project({ projections: [tallies(), tallies({ name: 'poisonous', poison: () => 'e1' })] });
    await projecting.settle();
    expect(await projecting.health()).toMatchObject({ ready: true, faulted: ['poisonous'] });
  });
});

describe('running', () => {
  it('starts by itself once a view store that was down at the start answers', async () => {
    const { project, happen, contents, views } = office();
    await happen(letter('a'));
    let isDown = true;
    const generations: typeof views.generations = (name) =>
      isDown ? Promise.reject(new Error('views are down')) : views.generations(name);
    const projecting = project({ views: instead(views, { generations }) });
    const running = projecting.run(new AbortController().signal);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await projecting.health()).toMatchObject({ ready: false, troubles: ['views are down'] });
    isDown = false;
    await projecting.waitFor('tallies', 1, 5_000);
    expect(await contents()).toHaveLength(1);
    await projecting.stop();
    await running;
  });

  it('lets others speak between two pages, though no store ever pauses', async () => {
    const { project, happen } = office();
    await happen(...Array.from({ length: 20 }, () => letter('a')));
    const projecting = project({ pageSize: 1 });
    const running = projecting.run(new AbortController().signal);
    await new Promise(setImmediate);
    await projecting.stop();
    await running;
    const [row] = await projecting.progress();
    expect(row?.seq).toBeLessThan(20);
  });

  it('stops at once, though it sleeps', async () => {
    const { project } = office();
    const projecting = project();
    const running = projecting.run(new AbortController().signal);
    await projecting.waitFor('tallies', 0, 1_000);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const late = new Promise((resolve) => setTimeout(() => resolve('late'), 500).unref());
    await expect(Promise.race([projecting.stop().then(() => 'stopped'), late])).resolves.toBe('stopped');
    await running;
  });

  it('hears the doorbell, and can run again after an abort', async () => {
    const { project, happen } = office();
    const projecting = project();
    for (const seq of [1, 2]) {
      const stopping = new AbortController();
      const running = projecting.run(stopping.signal);
      await projecting.waitFor('tallies', seq - 1, 1_000);
      await happen(letter('a'));
      await projecting.waitFor('tallies', seq, 500);
      stopping.abort();
      await running;
    }
  });
});

/** A log whose reads end at a seq though its head goes on. */
const blindFrom = (log: EventStore, seq: number): EventStore =>
  instead(log, {
    readAll: async (...args) => {
      const page = await log.readAll(...args);
      const events = page.events.filter((event) => event.seq <= seq);
      const next = String(seq).padStart(20, '0');
      return { events, next, nextSeq: seq, atEnd: true };
    },
  });
