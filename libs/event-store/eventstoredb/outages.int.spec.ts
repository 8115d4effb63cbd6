import type { EventData } from '#libs/kernel/event.js';
import type { EventStore } from '../port.js';
import { drain, outcomeOf, sampleEvents } from '../contract/sample.js';
import { startCluster, type Cluster } from '../../../test/eventstore-node/cluster.js';
import { EventLog } from '../../../test/eventstore-node/log.js';
import { startNode, type EventStoreNode, type NodeOptions } from '../../../test/eventstore-node/node.js';
import { pause, until } from '../../../test/support/eventstore.js';
import { openEventStoreDb } from './eventstoredb-log.js';

/** Servers that stop, freeze, are not ready, lose their leader: every outcome a 503 in time, every retry right. */
const stream = 'lookback-case-1';
const prefix = 'lookback';

/** As a client of ours does it: the same ids and the same expectation until there is an answer. */
const persist = async (store: EventStore, expected: number | 'no_stream', events: readonly EventData[]) => {
  for (;;) {
    const outcome = await outcomeOf(store.append(stream, expected, events));
    if ('value' in outcome) return outcome.value;
    expect(['log.unknown-outcome', 'server.unreachable']).toContain(outcome.refused);
    await pause(50);
  }
};

/** 2.5 s, and what a busy machine adds. */
const late = 2_900;

const timed = async <T>(work: Promise<T>): Promise<readonly [T, number]> => {
  const startedAt = performance.now();
  return [await work, performance.now() - startedAt];
};

describe('a single node', () => {
  let node: EventStoreNode;
  let store: EventStore;
  const start = async (options: NodeOptions = {}) => {
    node = await startNode(options);
    store = await openEventStoreDb({ url: node.url(), prefix });
  };
  beforeEach(() => start());
  afterEach(async () => {
    await store.close();
    await node.stop();
  });

  it('that is down is a 503 in 2.5 s, then at once; the first success comes within 5 s (engine 11, quality S1)', async () => {
    await store.append(stream, 'no_stream', sampleEvents(1));
    await node.stop('kill');
    const events = sampleEvents(1);
    for (let call = 0; call < 3; call += 1) {
      const [outcome, ms] = await timed(outcomeOf(store.append(stream, 0, events)));
      expect(outcome).toMatchObject({ refused: 'log.unknown-outcome' });
      expect(ms).toBeLessThan(late);
    }
    for (const call of [store.append(stream, 0, events), store.readStream(stream), store.readAll('start', 1)]) {
      const [outcome, ms] = await timed(outcomeOf<unknown>(call));
      expect(outcome).toMatchObject({ refused: 'server.unreachable' });
      // At once: without the budget of a request, on a machine that may be busy.
      expect(ms).toBeLessThan(1_500);
    }
    await node.start();
    const [appended, ms] = await timed(persist(store, 0, events));
    expect(appended).toMatchObject({ revision: 1, seq: 2 });
    expect(ms).toBeLessThan(5_000);
  }, 20_000);

  it('that restarts keeps one client, whatever it says on the way: down, not ready, ready (eventstoredb X6, 5.6)', async () => {
    await store.close();
    await node.stop();
    await start({ readyAfterMs: 300 });
    await persist(store, 'no_stream', sampleEvents(1));
    await node.stop('graceful');
    const events = sampleEvents(1);
    const appending = persist(store, 0, events);
    await pause(150);
    await node.start();
    expect(await appending).toMatchObject({ revision: 1, seq: 2 });
    expect(await store.append(stream, 0, events)).toMatchObject({ revision: 1 });
    expect((await store.readStream(stream)).events).toHaveLength(2);
  }, 20_000);

  it('that dies under writers loses nothing and doubles nothing (eventstoredb 5.7)', async () => {
    const writer = async (name: number): Promise<void> => {
      for (let turn = 0; turn < 12; turn += 1) {
        const own = `lookback-case-${name}`;
        const events = sampleEvents(2);
        const expected = turn === 0 ? 'no_stream' : turn * 2 - 1;
        await until(async () => 'value' in (await outcomeOf(store.append(own, expected, events))));
      }
    };
    let isDone = false;
    const killer = async (): Promise<void> => {
      for (let round = 0; round < 4 && !isDone; round += 1) {
        await pause(60);
        await node.stop('kill');
        await pause(40);
        await node.start();
      }
    };
    const killing = killer();
    await Promise.all([1, 2, 3, 4, 5, 6].map(writer));
    isDone = true;
    await killing;
    const { events } = await drain(store, 50);
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 144 }, (_, index) => index + 1));
    expect(new Set(events.map(({ id }) => id)).size).toBe(144);
  }, 40_000);

  it('that freezes and thaws has answered in time all along, and goes on with a new client (eventstoredb 5.5, 6)', async () => {
    await store.append(stream, 'no_stream', sampleEvents(1));
    const events = sampleEvents(1);
    node.wire().freeze();
    for (let call = 0; call < 2; call += 1) {
      const [outcome, ms] = await timed(outcomeOf(store.append(stream, 0, events)));
      expect(outcome).toMatchObject({ refused: 'log.unknown-outcome' });
      expect(ms).toBeLessThan(late);
    }
    node.wire().thaw();
    const [appended, ms] = await timed(persist(store, 0, events));
    expect(appended).toMatchObject({ revision: 1, seq: 2 });
    expect(ms).toBeLessThan(5_000);
    expect((await store.readStream(stream)).events).toHaveLength(2);
  }, 20_000);

  it('that cuts connections in the middle of replies is asked again', async () => {
    await store.append(stream, 'no_stream', sampleEvents(60));
    node.wire().cutAfter(2_000);
    const reading = store.readAll('start', 100);
    await until(() => node.traffic.reads >= 2);
    node.wire().cutAfter(undefined);
    expect((await reading).events).toHaveLength(60);
  });

  it('answers a caller who gives up, and does not count that against the server (engine 11)', async () => {
    node.faults.slowMs = 1_500;
    for (let call = 0; call < 5; call += 1) {
      const read = store.readStream(stream, AbortSignal.timeout(30));
      const [outcome, ms] = await timed(outcomeOf(read));
      expect(outcome).toMatchObject({ refused: 'server.unreachable' });
      expect(ms).toBeLessThan(1_800);
    }
    node.faults.slowMs = 0;
    expect(await store.readStream(stream)).toMatchObject({ revision: 'no_stream' });
  });

  it('is listened to again after its subscription died, and nobody dies with it (eventstoredb X7)', async () => {
    let rings = 0;
    store.onAppended(() => (rings += 1));
    const other = await openEventStoreDb({ url: node.url(), prefix });
    await other.append(stream, 'no_stream', sampleEvents(1));
    await until(() => rings > 0);
    node.wire().cut();
    await node.stop('kill');
    await node.start();
    const before = rings;
    await persist(other, 0, sampleEvents(1));
    await until(() => rings > before);
    // The next ring comes by a subscription, sooner than a poll would look.
    await until(() => node.traffic.openReads > 0);
    await other.close();
  }, 20_000);

  it('rings by a poll where the subscription cannot be had (engine 12)', async () => {
    const { meaningOf } = await import('./failures.js');
    const { connect } = await import('./driver.js');
    await store.close();
    const deaf: typeof connect = (settings) => ({
      ...connect(settings),
      subscribe: (_, { onEnd }) => {
        setTimeout(() => onEnd(new Error('no subscription')), 1);
        return () => undefined;
      },
    });
    store = await openEventStoreDb({ url: node.url(), prefix, connect: deaf });
    const other = await openEventStoreDb({ url: node.url(), prefix });
    const rung = new Promise<void>((resolve) => void store.onAppended(resolve));
    await other.append(stream, 'no_stream', sampleEvents(1));
    await rung;
    await other.close();
    expect(meaningOf(new Error('no subscription'))).toBe('unavailable');
  });

  it('refuses what comes after the end, and what was under way (quality D)', async () => {
    node.faults.silent = true;
    const reading = outcomeOf(store.readStream(stream));
    await pause(20);
    await store.close();
    expect(await reading).toMatchObject({ refused: 'log.closed' });
    expect(await outcomeOf(store.head())).toMatchObject({ refused: 'log.closed' });
    expect(await outcomeOf(store.append(stream, 'no_stream', sampleEvents(1)))).toMatchObject({
      refused: 'log.closed',
    });
    await until(() => node.traffic.openReads === 0);
  });
});

describe('a cluster of three', () => {
  let cluster: Cluster;
  let store: EventStore;
  beforeEach(async () => {
    cluster = await startCluster(3, { electMs: 250, staleMs: 600, lagMs: 10_000 });
    store = await openEventStoreDb({ url: cluster.url(), prefix });
  });
  afterEach(async () => {
    await store.close();
    await cluster.stop();
  });

  it('whose leader is killed takes the same append from the next one, once (eventstoredb 6)', async () => {
    await store.append(stream, 'no_stream', sampleEvents(1));
    const events = sampleEvents(2);
    await cluster.leader().stop('kill');
    const [appended, ms] = await timed(persist(store, 0, events));
    expect(appended).toMatchObject({ revision: 2, seq: 3 });
    expect(ms).toBeLessThan(5_000);
    expect((await drain(store, 10)).events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  }, 20_000);

  it('whose leader freezes is left for the new one after three deadlines (eventstoredb 6)', async () => {
    await store.append(stream, 'no_stream', sampleEvents(1));
    const frozen = cluster.leader();
    cluster.freeze(frozen);
    const events = sampleEvents(1);
    const [appended, ms] = await timed(persist(store, 0, events));
    expect(appended).toMatchObject({ revision: 1, seq: 2 });
    expect(ms).toBeLessThan(8_000);
    expect(cluster.leader()).not.toBe(frozen);
    cluster.thaw(frozen);
  }, 20_000);

  it('whose thawed leader still believes in itself gives no wrong answer: the expectation decides (eventstoredb 6)', async () => {
    const first = sampleEvents(1);
    await store.append(stream, 'no_stream', first);
    const old = cluster.leader();
    const loyal = await openEventStoreDb({ url: old.url(), prefix });
    await loyal.head();
    cluster.freeze(old);
    await until(() => cluster.leader() !== old);
    const second = sampleEvents(1);
    await persist(store, 0, second);
    cluster.thaw(old);
    const stale = await loyal.readStream(stream);
    expect(stale.revision).toBe(0);
    const rival = outcomeOf(loyal.append(stream, 0, sampleEvents(1)));
    const outcome = await rival;
    expect(outcome).toHaveProperty('refused');
    expect((await store.readStream(stream)).events.map(({ id }) => id)).toEqual([first[0]!.id, second[0]!.id]);
    await loyal.close();
  }, 30_000);

  it('is read at its leader, never behind what was acknowledged (eventstoredb 6)', async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      await store.append(stream, turn === 0 ? 'no_stream' : turn - 1, sampleEvents(1));
      expect((await store.readStream(stream)).revision).toBe(turn);
      expect((await store.head()).seq).toBe(turn + 1);
    }
  });

  it('reached at a follower only is followed to its leader (eventstoredb 6)', async () => {
    const follower = cluster.nodes.find((node) => node !== cluster.leader())!;
    const other = await openEventStoreDb({ url: follower.url(), prefix });
    await store.append(stream, 'no_stream', sampleEvents(1));
    expect((await other.readAll('start', 10)).events).toHaveLength(1);
    expect((await other.readStream(stream)).revision).toBe(0);
    expect(await persist(other, 0, sampleEvents(1))).toMatchObject({ revision: 1, seq: 2 });
    await other.close();
  });

  it('that cannot be discovered for a while is found again by the same log (eventstoredb 6)', async () => {
    await store.append(stream, 'no_stream', sampleEvents(1));
    for (const node of cluster.nodes) await node.stop('kill');
    const events = sampleEvents(1);
    expect(await outcomeOf(store.append(stream, 0, events))).toMatchObject({ refused: 'log.unknown-outcome' });
    for (const node of cluster.nodes) await node.start();
    const [appended, ms] = await timed(persist(store, 0, events));
    expect(appended).toMatchObject({ revision: 1 });
    expect(ms).toBeLessThan(5_000);
  }, 30_000);

  it('gives a reader the same positions on every node (eventstoredb 6)', async () => {
    await store.append(stream, 'no_stream', sampleEvents(5));
    const { next } = await store.readAll('start', 2);
    await cluster.leader().stop('kill');
    let page: Awaited<ReturnType<EventStore['readAll']>> | undefined;
    await until(async () => {
      const outcome = await outcomeOf(store.readAll(next, 10));
      if ('value' in outcome) page = outcome.value;
      return page !== undefined;
    });
    expect(page!.events.map(({ seq }) => seq)).toEqual([3, 4, 5]);
  }, 20_000);
});

describe('two logs in one server', () => {
  it('do not see each other (engine 4)', async () => {
    const log = new EventLog();
    const node = await startNode({ log });
    const [one, two] = await Promise.all(
      ['one', 'two'].map((name) => openEventStoreDb({ url: node.url(), prefix: name })),
    );
    await one!.append('one-case', 'no_stream', sampleEvents(2));
    await two!.append('two-case', 'no_stream', sampleEvents(1));
    expect((await drain(one!, 1)).events.map(({ stream: name }) => name)).toEqual(['one-case', 'one-case']);
    expect(await two!.head()).toMatchObject({ seq: 1 });
    await Promise.all([one!.close(), two!.close()]);
    await node.stop();
  });
});
