import { EventStoreDBClient } from '@eventstore/db-client';
import type { EventStore } from '../port.js';
import { drain, outcomeOf, sampleEvent, sampleEvents, sampleId } from '../contract/sample.js';
import { startNode, type EventStoreNode, type NodeOptions } from '../../../test/eventstore-node/node.js';
import { pause, someEvents, unary, until } from '../../../test/support/eventstore.js';
import { hurried, unhurried } from '../contract/unhurried.js';
import { openEventStoreDb } from './eventstoredb-log.js';

/** Each trap of the client and of the server that was recorded, and that this log does not fall into. */
let node: EventStoreNode;
let store: EventStore;
let raw: EventStoreDBClient;

const prefix = 'lookback';
const stream = 'lookback-case-1';

const start = async (options: NodeOptions = {}) => {
  node = await startNode(options);
  store = await openEventStoreDb({ url: node.url(), prefix });
  raw = EventStoreDBClient.connectionString(node.url());
};

const stop = async () => {
  await store.close();
  await raw.dispose();
  await node.stop();
};

beforeEach(() => start());
afterEach(stop);

/** What a foreign application does in the same server. */
const others = (name: string, count = 1) => raw.appendToStream(name, someEvents(count, 'Foreign'), unary);
const stored = async () => (await store.readStream(stream)).events.length;

describe('appends of this log', () => {
  it('settle when the server is silent, and say that the outcome is unknown (eventstoredb X1, engine 11)', async () => {
    node.faults.silent = true;
    const startedAt = performance.now();
    const both = [store.append(stream, 'no_stream', sampleEvents(1)), store.readStream(stream)];
    const outcomes = await Promise.all(both.map(outcomeOf<unknown>));
    expect(outcomes).toMatchObject([{ refused: 'log.unknown-outcome' }, { refused: 'server.unreachable' }]);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  it('are applied once when an answer is lost (eventstoredb 5.5)', async () => {
    node.faults.lostAnswers = 1;
    expect(await store.append(stream, 'no_stream', sampleEvents(2))).toMatchObject({ revision: 1, seq: 2 });
    expect(node.traffic.appends).toBe(2);
    expect(await stored()).toBe(2);
  });

  it('are never sent twice at a time: a slow commit is waited for (eventstoredb 5.3)', async () => {
    node.faults.commitMs = 900;
    const appending = store.append(stream, 'no_stream', sampleEvents(1));
    await until(() => node.traffic.appends === 1);
    node.faults.commitMs = 0;
    expect(await appending).toMatchObject({ revision: 0, seq: 1 });
    expect(await stored()).toBe(1);
  });

  it('of the same command at the same moment wait for each other (eventstoredb 5.3)', async () => {
    node.faults.commitMs = 60;
    const events = sampleEvents(1);
    const startedAt = performance.now();
    const both = await Promise.all([1, 2, 3].map(() => store.append(stream, 'no_stream', events)));
    expect(both[1]).toEqual(both[0]);
    expect(performance.now() - startedAt).toBeLessThan(1_900);
  });

  it('keep their turn for a caller that has gone while its append is in flight (eventstoredb 5.3)', async () => {
    node.faults.commitMs = 150;
    const events = sampleEvents(1);
    const startedAt = performance.now();
    const gone = outcomeOf(store.append(stream, 'no_stream', events, AbortSignal.timeout(30)));
    expect(await gone).toMatchObject({ refused: 'log.unknown-outcome' });
    expect(await store.append(stream, 'no_stream', events)).toMatchObject({ revision: 0 });
    expect(node.traffic.appends).toBe(2);
    expect(await stored()).toBe(1);
    // Sent beside the first, the second would have been dropped and waited for.
    expect(performance.now() - startedAt).toBeLessThan(1_900);
  });

  it('go by calls of their own, never by the one that a whole process shares (eventstoredb X3, quality 1.9)', async () => {
    const secure = await openEventStoreDb({ url: node.url(), prefix, username: 'a', password: 'b' });
    await store.append(stream, 'no_stream', sampleEvents(1));
    await secure.append(stream, 0, sampleEvents(1));
    await secure.close();
    expect(node.traffic).toMatchObject({ appends: 2, batches: 0 });
  });

  it('do not take a commit that timed out for a failure (eventstoredb X9)', async () => {
    Object.assign(node.faults, { noQuorum: true, commitTimeoutMs: 30 });
    const appending = store.append(stream, 'no_stream', sampleEvents(1));
    await until(() => node.traffic.appends >= 1);
    node.faults.noQuorum = false;
    node.log.resolve('apply');
    expect(await appending).toMatchObject({ revision: 0, seq: 1 });
    expect(await stored()).toBe(1);
  });

  it('do not believe a conflict with what nobody can read (eventstoredb 6)', async () => {
    Object.assign(node.faults, { noQuorum: true, commitTimeoutMs: 30 });
    await raw.appendToStream(stream, someEvents(1), { ...unary, expectedRevision: 'no_stream' }).catch(() => undefined);
    node.faults.noQuorum = false;
    const appending = store.append(stream, 'no_stream', sampleEvents(1));
    await pause(150);
    node.log.resolve('vanish');
    expect(await appending).toMatchObject({ revision: 0, seq: 1 });
  });

  it('see the conflict when what was hidden is applied (eventstoredb 6)', async () => {
    Object.assign(node.faults, { noQuorum: true, commitTimeoutMs: 30 });
    await raw.appendToStream(stream, someEvents(1), { ...unary, expectedRevision: 'no_stream' }).catch(() => undefined);
    node.faults.noQuorum = false;
    const appending = outcomeOf(store.append(stream, 'no_stream', sampleEvents(1)));
    await pause(150);
    node.log.resolve('apply');
    expect(await appending).toMatchObject({ refused: 'log.conflict', details: { actual: 0 } });
  });

  it('of one log survive the end of another in the same process (eventstoredb X3)', async () => {
    const other = await openEventStoreDb({ url: node.url(), prefix: 'other' });
    node.faults.commitMs = 80;
    const appending = store.append(stream, 'no_stream', sampleEvents(1));
    await pause(20);
    await other.close();
    expect(await appending).toMatchObject({ revision: 0 });
  });

  it('are not spoilt by one failed call of the past (eventstoredb X5)', async () => {
    const { Failure } = await import('../../../test/eventstore-node/failure.js');
    node.faults.refusing = new Failure(13, 'internal');
    const failing = outcomeOf(store.append(stream, 'no_stream', sampleEvents(1)));
    await pause(250);
    node.faults.refusing = undefined;
    expect(await failing).toMatchObject({ value: { revision: 0 } });
  });

  it.each([
    ['an empty type', { type: '' }],
    ['an id that is none', { id: 'e1' }],
    ['the id of zeroes', { id: '00000000-0000-0000-0000-000000000000' }],
    ['an id in upper case, read back in lower case', { id: 'ABCDEF00-0000-4000-8000-000000000001' }],
  ])('with %s are refused before they are sent (eventstoredb 5.8, 5.13)', async (_, change) => {
    const event = { ...sampleEvent(), ...change };
    expect(await outcomeOf(store.append(stream, 'no_stream', [event]))).toMatchObject({ refused: 'log.event-name' });
    expect(node.traffic.appends).toBe(0);
  });

  it.each(['$$', 'lookback', 'other-case-1', `lookback-${'x'.repeat(600)}`, 'lookback-案'])(
    'to the stream %j are refused before they are sent (eventstoredb 5.9, engine 4)',
    async (name) => {
      const append = store.append(name, 'no_stream', sampleEvents(1));
      expect(await outcomeOf(append)).toMatchObject({ refused: 'log.stream-name' });
      expect(await outcomeOf(store.readStream(name))).toMatchObject({ refused: 'log.stream-name' });
      expect(node.traffic.appends).toBe(0);
    },
  );

  it('of nothing, and reads of nothing, are not sent either (eventstoredb 5.9, 5.10)', async () => {
    expect(await outcomeOf(store.append(stream, 'no_stream', []))).toMatchObject({ refused: 'log.empty-append' });
    await expect(store.readAll('start', 0)).rejects.toThrow(RangeError);
    expect(await outcomeOf(store.append(stream, 'no_stream', [{ ...sampleEvent(), data: undefined }]))).toMatchObject({
      refused: 'log.not-json',
    });
    expect(node.traffic).toMatchObject({ appends: 0, openReads: 0 });
  });
});

describe('streams that somebody has tampered with', () => {
  beforeEach(async () => {
    await store.append(stream, 'no_stream', sampleEvents(3));
  });
  const tampered = { refused: 'server.stream-tampered', details: { stream } };

  it('are told when events were deleted and the stream goes on with another number (eventstoredb 5.11)', async () => {
    await raw.deleteStream(stream);
    expect(await store.readStream(stream)).toEqual({ revision: 'no_stream', events: [] });
    expect(await outcomeOf(store.append(stream, 'no_stream', sampleEvents(1)))).toEqual(tampered);
    expect(await outcomeOf(store.readStream(stream))).toEqual(tampered);
  });

  it('answer a repeat whose events are hidden from what was counted, where the server gives no place (eventstoredb 5.4)', async () => {
    const events = sampleEvents(2);
    const original = await store.append(stream, 2, events);
    await raw.deleteStream(stream);
    expect(await store.append(stream, 2, events)).toEqual(original);
  });

  it('are told when a tombstone stands there (eventstoredb 5.11)', async () => {
    await raw.tombstoneStream(stream);
    expect(await outcomeOf(store.append(stream, 2, sampleEvents(1)))).toEqual(tampered);
    expect(await outcomeOf(store.readStream(stream))).toEqual(tampered);
    expect((await store.head()).seq).toBe(3);
  });

  it.each([{ maxCount: 2 }, { truncateBefore: 1 }])(
    'are told when metadata hides events: %j (eventstoredb 5.12)',
    async (said) => {
      await raw.setStreamMetadata(stream, said);
      expect(await outcomeOf(store.readStream(stream))).toEqual(tampered);
      expect((await drain(store, 10)).events).toHaveLength(3);
    },
  );
});

describe('reads of this log', () => {
  beforeAll(unhurried);
  afterAll(hurried);

  it('pass over system events, other streams, links and tombstones among ours (eventstoredb 2.22, 5.16)', async () => {
    const link = () => raw.appendToStream('lookback-links', [{ ...someEvents(1)[0]!, type: '$>' }], unary);
    await others('foreign', 40);
    await store.append(stream, 'no_stream', sampleEvents(2));
    await others('lookbackish-1', 3);
    await link();
    await store.append('lookback-case-2', 'no_stream', sampleEvents(1));
    await raw.setStreamMetadata(stream, { cacheControl: 1 });
    await others('foreign', 70);
    await raw.tombstoneStream('lookback-gone');
    for (const limit of [1, 2, 3, 100]) {
      const { events, pages } = await drain(store, limit);
      expect(events.map(({ seq, stream: name, revision }) => [seq, name, revision])).toEqual([
        [1, stream, 0],
        [2, stream, 1],
        [3, 'lookback-case-2', 0],
      ]);
      expect(pages.at(-1)).toMatchObject({ nextSeq: 3, atEnd: true });
    }
    expect((await store.readStream(stream)).events.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('are of two thousand events at most, each with a budget of its own, however long the page (engine 11)', async () => {
    await store.append(stream, 'no_stream', sampleEvents(1));
    await others('foreign', 2_500);
    const before = node.traffic.reads;
    expect(await store.readAll('start', 1_000_000)).toMatchObject({ events: [{ seq: 1 }], nextSeq: 1, atEnd: true });
    expect(node.traffic.reads - before).toBe(2);
  });

  it('go on behind others’ events without reading them again (engine 9)', async () => {
    await store.append(stream, 'no_stream', sampleEvents(1));
    await others('foreign', 500);
    const { next } = await store.readAll('start', 10);
    const before = node.traffic.reads;
    expect(await store.readAll(next, 10)).toEqual({ events: [], next, nextSeq: 1, atEnd: true });
    expect(node.traffic.reads - before).toBe(1);
    expect((await store.lastAt(next))?.seq).toBe(1);
  });

  it('find the head behind a log of others’ events only, and start there (engine 1)', async () => {
    await others('foreign', 300);
    expect(await store.head()).toEqual({ position: 'start', seq: 0 });
    expect(await store.readAll('start', 5)).toEqual({ events: [], next: 'start', nextSeq: 0, atEnd: true });
    expect(await store.append(stream, 'no_stream', sampleEvents(1))).toMatchObject({ seq: 1 });
    expect((await store.readAll('start', 5)).events).toHaveLength(1);
  });

  it('count the same seqs in every process, from the start or from a position (engine 1)', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      await store.append(stream, turn === 0 ? 'no_stream' : turn * 2 - 1, sampleEvents(2));
      await others('foreign', 3);
    }
    const second = await openEventStoreDb({ url: node.url(), prefix });
    const { next } = await store.readAll('start', 4);
    expect((await second.readAll(next, 3)).events.map(({ seq }) => seq)).toEqual([5, 6, 7]);
    expect(await second.readStream(stream)).toEqual(await store.readStream(stream));
    expect(await second.head()).toEqual(await store.head());
    await second.close();
  });

  it('refuse a place inside an event, and any that is no place: c/0 is one, 2^63 and 2^64 − 1 are not (eventstoredb 2.25, 2.26)', async () => {
    const { events } = await store.append(stream, 'no_stream', sampleEvents(2));
    const [commit, , seq] = events[0]!.position.split('-');
    const at = (place: string, prepare = place) => store.readAll(`${place}-${prepare}-${seq}`, 10);
    const inside = String(BigInt(commit!) - 1n).padStart(20, '0');
    expect(await outcomeOf(at(inside))).toMatchObject({ refused: 'log.position' });
    for (const beyond of [2n ** 63n, 2n ** 64n - 1n])
      expect(await outcomeOf(at(String(beyond).padStart(20, '0')))).toMatchObject({ refused: 'log.position' });
    expect((await at(commit!, '0'.repeat(20))).events[0]?.id).toBe(events[0]!.id);
  });

  it('leave no call open, whole or aborted, but the one that hears; that one ends with the log (eventstoredb X2)', async () => {
    await others('foreign', 600);
    await store.append(stream, 'no_stream', sampleEvents(5));
    node.faults.silent = true;
    const aborted = Array.from({ length: 12 }, () =>
      store.readAll('start', 1, { signal: AbortSignal.timeout(25) }).catch(() => undefined),
    );
    await Promise.all(aborted);
    node.faults.silent = false;
    await store.readAll('start', 2);
    await until(() => node.traffic.openReads === 1);
    await store.close();
    await until(() => node.traffic.openReads === 0);
  });

  it('go through 100 calls at a time, however many are asked for (eventstoredb 2.2)', async () => {
    await store.append(stream, 'no_stream', sampleEvents(2));
    node.faults.slowMs = 40;
    const reads = await Promise.all(Array.from({ length: 130 }, () => store.readStream(stream)));
    expect(reads.every(({ revision }) => revision === 1)).toBe(true);
    expect(node.traffic.mostReads).toBeLessThan(90);
    await until(() => node.traffic.openReads === 1);
  });

  it('are whole or fail: a reply that is cut off is asked for again', async () => {
    for (let turn = 0; turn < 4; turn += 1)
      await store.append(stream, turn === 0 ? 'no_stream' : turn * 50 - 1, sampleEvents(50));
    node.faults.breakReadsAfter = 120;
    const reading = store.readStream(stream);
    await until(() => node.traffic.reads > 1 && node.traffic.openReads <= 1);
    node.faults.breakReadsAfter = undefined;
    expect((await reading).events).toHaveLength(200);
  });

  it('keep an id that comes again in another stream or at another revision apart', async () => {
    const event = sampleEvent('A', {}, sampleId());
    await store.append(stream, 'no_stream', [event]);
    await store.append('lookback-case-2', 'no_stream', [event]);
    await store.append(stream, 0, [event]);
    expect((await store.readStream(stream)).events.map(({ seq }) => seq)).toEqual([1, 3]);
  });
});
