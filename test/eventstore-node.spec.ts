import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ANY,
  BACKWARDS,
  binaryEvent,
  END,
  eventTypeFilter,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  START,
  STREAM_EXISTS,
  streamNameFilter,
  type EventStoreDBClient,
  type EventData,
  type Position,
} from '@eventstore/db-client';
import { standardAccounts } from './eventstore-node/access.js';
import { startCluster } from './eventstore-node/cluster.js';
import { openFile } from './eventstore-node/file.js';
import { startNode, type EventStoreNode, type NodeOptions } from './eventstore-node/node.js';
import { certificateAuthority } from './support/certificate.js';
import { admin, clients, collect, failureOf, pause, someEvents, unary, until } from './support/eventstore.js';
import { temporaryFolder } from '#libs/event-store/contract/temporary.js';

/** Own certificates, made for one run. */
const [authority, stranger] = [certificateAuthority(), certificateAuthority()];

/** The loopback node behaves as a real one was seen to: through the real client, over the wire. */
let node: EventStoreNode;
let client: EventStoreDBClient;
const open = clients();

const start = async (options: NodeOptions = {}) => {
  await node?.stop();
  node = await startNode(options);
  client = open.connect(node.url());
};

beforeEach(() => start());
afterEach(async () => {
  await open.dispose();
  await node.stop();
});

const stream = 'case-1';
const ids = async (name = stream) => (await collect(client.readStream(name))).map(({ event }) => event?.id);
const idsOf = (events: readonly EventData[]) => events.map(({ id }) => id);
const all = async () => collect(client.readAll());
const ours = async () => (await all()).filter(({ event }) => !event?.streamId.startsWith('$'));

describe.each([
  ['batch append', {}],
  ['unary append', unary],
] as const)('idempotence by %s', (_, path) => {
  const append = (
    events: EventData[],
    expectedRevision: bigint | 'no_stream' | 'any' | 'stream_exists',
    name = stream,
  ) => client.appendToStream(name, events, { expectedRevision, ...path });

  it('answers a repeat with revision and position of the last event asked for (eventstoredb 5.1)', async () => {
    const events = someEvents(4);
    await append(events, NO_STREAM);
    const [, second] = await collect(client.readStream(stream));
    await append(someEvents(2), 3n);
    const repeated = await append(events.slice(0, 2), NO_STREAM);
    expect(repeated).toMatchObject({ success: true, nextExpectedRevision: 1n, position: second?.event?.position });
    expect(await ids()).toHaveLength(6);
  });

  it('compares ids only, and remembers `any` only until a restart (eventstoredb 5.1)', async () => {
    const [event] = someEvents(1);
    await append([event!], NO_STREAM);
    const other = { ...event!, type: 'Other', data: { other: true } };
    expect(await append([other as EventData], ANY)).toMatchObject({ nextExpectedRevision: 0n });
    expect(await ids()).toHaveLength(1);
  });

  it('stores an id again at the right revision, twice in one append, and in another stream (eventstoredb 5.2)', async () => {
    const [event] = someEvents(1);
    await append([event!, event!], NO_STREAM);
    await append([event!], 1n);
    await append([event!], NO_STREAM, 'case-2');
    expect(await ids()).toEqual([event!.id, event!.id, event!.id]);
    expect(await ids('case-2')).toEqual([event!.id]);
  });

  it.each([
    ['swapped', (a: EventData[]) => [a[1]!, a[0]!]],
    ['the first and a new one', (a: EventData[]) => [a[0]!, ...someEvents(1)]],
    ['a new one and the second', (a: EventData[]) => [...someEvents(1), a[1]!]],
    ['more than stand there', (a: EventData[]) => [...a, ...someEvents(1)]],
  ])('refuses a mixture: %s (eventstoredb 5.2)', async (__, mixed) => {
    const events = someEvents(2);
    await append(events, NO_STREAM);
    const error = await failureOf(append(mixed(events), NO_STREAM));
    expect(error).toMatchObject({ type: 'wrong-expected-version', actualVersion: 1n, expectedVersion: NO_STREAM });
    expect(await ids()).toEqual(idsOf(events));
  });

  it('with any: all known is a repeat, old and new is refused, new and old is stored (eventstoredb 5.2)', async () => {
    const [old] = someEvents(1);
    await append([old!], NO_STREAM);
    expect(await append([old!], ANY)).toMatchObject({ nextExpectedRevision: 0n });
    expect(await failureOf(append([old!, ...someEvents(1)], ANY))).toMatchObject({ type: 'wrong-expected-version' });
    expect(await append([...someEvents(1), old!], ANY)).toMatchObject({ nextExpectedRevision: 2n });
  });

  it('says nothing of the stream at an append of nothing (eventstoredb 5.10)', async () => {
    expect(await append([], NO_STREAM, 'nowhere')).toMatchObject({ success: true, nextExpectedRevision: 0n });
    expect(await failureOf(collect(client.readStream('nowhere')))).toMatchObject({ type: 'stream-not-found' });
  });

  it('takes 1,048,576 bytes of data and not one more, whatever the metadata (eventstoredb 5.14)', async () => {
    const sized = (bytes: number) =>
      binaryEvent({ type: 'Big', data: Buffer.alloc(bytes, 1), metadata: { long: 'x'.repeat(2_000_000) } });
    expect(await append([sized(1_000_000), sized(48_576)], NO_STREAM)).toMatchObject({ success: true });
    const error = await failureOf(append([sized(1_048_577)], 1n));
    expect(error).toMatchObject({ type: 'maximum-append-size-exceeded', maxAppendSize: 1_048_576 });
  });

  it('refuses a revision ahead, and a stream that should exist', async () => {
    expect(await failureOf(append(someEvents(1), 5n))).toMatchObject({
      actualVersion: 'no_stream',
      expectedVersion: 5n,
    });
    expect(await failureOf(append(someEvents(1), STREAM_EXISTS))).toMatchObject({ type: 'wrong-expected-version' });
    await append(someEvents(1), NO_STREAM);
    expect(await append(someEvents(1), STREAM_EXISTS)).toMatchObject({ nextExpectedRevision: 1n });
  });
});

describe('deleting', () => {
  it('hides the events of a soft delete, keeps them in $all, and goes on with the next number (eventstoredb 5.11)', async () => {
    const [old, next] = [someEvents(3), someEvents(2)];
    await client.appendToStream(stream, old, { expectedRevision: NO_STREAM });
    await client.deleteStream(stream);
    expect(await failureOf(collect(client.readStream(stream)))).toMatchObject({ type: 'stream-not-found' });
    for (const wrong of [1n, 3n]) {
      const error = await failureOf(client.appendToStream(stream, next, { expectedRevision: wrong, ...unary }));
      expect(error).toMatchObject({ type: 'wrong-expected-version', actualVersion: 2n });
    }
    const exists = client.appendToStream(stream, next, { expectedRevision: STREAM_EXISTS });
    expect(await failureOf(exists)).toMatchObject({ type: 'stream-deleted' });
    const appended = await client.appendToStream(stream, next, { expectedRevision: NO_STREAM });
    expect(appended).toMatchObject({ nextExpectedRevision: 4n });
    const visible = await collect(client.readStream(stream));
    expect(visible.map(({ event }) => event?.revision)).toEqual([3n, 4n]);
    expect((await ours()).map(({ event }) => event?.id)).toEqual(idsOf([...old, ...next]));
    expect((await client.getStreamMetadata(stream)).metadata).toEqual({ truncateBefore: 3 });
    expect((await all()).at(-1)?.event).toMatchObject({ type: '$metadata', streamId: `$$${stream}` });
  });

  it('answers the original ids after a soft delete without a position, and writes nothing (eventstoredb 5.4)', async () => {
    const events = someEvents(2);
    await client.appendToStream(stream, events, { expectedRevision: NO_STREAM });
    await client.deleteStream(stream);
    const before = (await all()).length;
    const repeated = await client.appendToStream(stream, events, { expectedRevision: NO_STREAM, ...unary });
    expect(repeated).toEqual({ success: true, nextExpectedRevision: 1n, position: undefined });
    expect(await all()).toHaveLength(before);
  });

  it('refuses to delete what is missing, with numbers (eventstoredb 5.11)', async () => {
    const error = await failureOf(client.deleteStream('nowhere'));
    expect(error).toMatchObject({ type: 'wrong-expected-version', expectedVersion: -2n, actualVersion: -1n });
    await client.setStreamMetadata('said-of', { cacheControl: 10 });
    expect(await client.deleteStream('said-of', { expectedRevision: NO_STREAM })).toHaveProperty('position');
  });

  it('ends a stream for good with a tombstone, also one that never was (eventstoredb 2.15, 5.10)', async () => {
    await client.appendToStream(stream, someEvents(1));
    await client.tombstoneStream(stream, { expectedRevision: 0n });
    await client.tombstoneStream('never');
    for (const name of [stream, 'never']) {
      expect(await failureOf(collect(client.readStream(name)))).toMatchObject({
        type: 'stream-deleted',
        streamName: name,
      });
      const append = client.appendToStream(name, someEvents(1), unary);
      expect(await failureOf(append)).toMatchObject({ type: 'stream-deleted' });
    }
    const stone = (await ours()).at(-1)?.event;
    expect(stone).toMatchObject({ type: '$streamDeleted', revision: 2n ** 63n - 1n, isJson: false, streamId: 'never' });
  });
});

describe('metadata of streams', () => {
  it('shows the last of $maxCount, from $tb on, and nothing older than $maxAge; $all shows all (eventstoredb 5.12)', async () => {
    let now = 1_000_000;
    await start({ now: () => now });
    await client.appendToStream(stream, someEvents(5));
    await client.setStreamMetadata(stream, { maxCount: 3 });
    const revisions = async () => (await collect(client.readStream(stream))).map(({ event }) => event?.revision);
    expect(await revisions()).toEqual([2n, 3n, 4n]);
    await client.setStreamMetadata(stream, { truncateBefore: 4 });
    expect(await revisions()).toEqual([4n]);
    await client.setStreamMetadata(stream, { maxAge: 10 });
    now += 10_001;
    expect(await revisions()).toEqual([]);
    expect(await ours()).toHaveLength(5);
    expect(await collect(client.readStream(`$$${stream}`))).toHaveLength(1);
  });
});

describe('reading', () => {
  it('reads streams from a revision in both directions, inclusive; past the end is empty (eventstoredb 2.18)', async () => {
    await client.appendToStream(stream, someEvents(4));
    const read = async (options: object) =>
      (await collect(client.readStream(stream, options))).map(({ event }) => Number(event?.revision));
    expect(await read({ fromRevision: 2n })).toEqual([2, 3]);
    expect(await read({ fromRevision: 2n, direction: BACKWARDS })).toEqual([2, 1, 0]);
    expect(await read({ fromRevision: END, direction: BACKWARDS, maxCount: 1 })).toEqual([3]);
    expect(await read({ fromRevision: 9n })).toEqual([]);
    expect(await read({ maxCount: 2 })).toEqual([0, 1]);
  });

  it('reads $all forwards from a position inclusive, backwards exclusive, ours among others (eventstoredb 5.15)', async () => {
    const appended = await client.appendToStream(stream, someEvents(3));
    await client.appendToStream('other', someEvents(1));
    const at = (direction: typeof FORWARDS | typeof BACKWARDS, fromPosition: Position | undefined) =>
      collect(client.readAll({ direction, fromPosition, maxCount: 2 }));
    const revisionsOf = (found: Awaited<ReturnType<typeof at>>) => found.map(({ event }) => event?.revision);
    expect(revisionsOf(await at(FORWARDS, appended.position))).toEqual([2n, 0n]);
    expect(revisionsOf(await at(BACKWARDS, appended.position))).toEqual([1n, 0n]);
    const everything = await all();
    expect(everything[0]?.event?.type).toBe('$metadata');
    const places = everything.map(({ event }) => event!.position!);
    expect(places.every(({ commit, prepare }) => commit === prepare)).toBe(true);
    expect(places.every(({ commit }, index) => index === 0 || commit > places[index - 1]!.commit + 64n)).toBe(true);
  });

  it('refuses a place inside an event, and answers nothing beyond the end (eventstoredb 5.15)', async () => {
    const { position } = await client.appendToStream(stream, someEvents(1));
    const inside = { commit: position!.commit - 1n, prepare: position!.commit - 1n };
    expect(await failureOf(collect(client.readAll({ fromPosition: inside })))).toMatchObject({
      type: 'unknown',
      code: 2,
    });
    const beyond = { commit: position!.commit + 100_000n, prepare: position!.commit + 100_000n };
    expect(await collect(client.readAll({ fromPosition: beyond }))).toEqual([]);
  });

  it('keeps names, data and metadata byte for byte, ids in lower case, and when (eventstoredb 5.13, 2.20)', async () => {
    const id = randomUUID().toUpperCase();
    const [name, data] = ['案件-1 ✅', { 案由: '关于修桥的建议𠮷', n: 2 ** 63 }];
    const before = Date.now();
    await client.appendToStream(name, jsonEvent({ type: '登记', id, data, metadata: { who: '代表甲' } }));
    await client.appendToStream(name, binaryEvent({ type: 'Bytes', data: Buffer.from([0, 255, 1]) }));
    const [json, bytes] = (await collect(client.readStream(name))).map(({ event }) => event!);
    expect(json).toMatchObject({
      id: id.toLowerCase(),
      streamId: name,
      type: '登记',
      data,
      metadata: { who: '代表甲' },
    });
    expect(json!.created.getTime()).toBeGreaterThanOrEqual(before);
    expect(bytes).toMatchObject({ isJson: false, metadata: undefined });
    expect([...(bytes!.data as Uint8Array)]).toEqual([0, 255, 1]);
  });

  it('resolves a link to its target, to nothing where that is gone (eventstoredb 2.21)', async () => {
    await client.appendToStream(stream, someEvents(2));
    const link = (text: string) => binaryEvent({ type: '$>', data: Buffer.from(text) });
    await client.appendToStream('links', [link(`1@${stream}`), link('0@gone')]);
    const resolved = await collect(client.readStream('links', { resolveLinkTos: true }));
    expect(resolved[0]).toMatchObject({
      event: { streamId: stream, revision: 1n },
      link: { type: '$>', revision: 0n },
    });
    expect(resolved[1]).toMatchObject({ link: { revision: 1n } });
    expect(resolved[1]?.event).toBeUndefined();
    expect((await collect(client.readStream('links')))[0]?.event?.type).toBe('$>');
  });

  it('never ends a read of no events (eventstoredb 5.9)', async () => {
    const read = client.readAll({ maxCount: 0 });
    const ended = collect(read).then(() => 'ended');
    expect(await Promise.race([ended, pause(100).then(() => 'silent')])).toBe('silent');
    await read.cancel();
  });

  it('serves positions above 2^53, to the digit (eventstoredb 2.19)', async () => {
    await start({ firstPosition: 2n ** 62n + 1n });
    const { position } = await client.appendToStream(stream, someEvents(1));
    expect(position!.commit).toBeGreaterThan(2n ** 62n);
    const [found] = await collect(client.readAll({ fromPosition: position, maxCount: 1 }));
    expect(found?.event?.position).toEqual(position);
  });
});

/** A subscription with everything it said, in order. */
const listen = (options: Parameters<EventStoreDBClient['subscribeToAll']>[0] = {}) => {
  const said: string[] = [];
  const places: Position[] = [];
  const filter = options.filter && {
    ...options.filter,
    checkpointReached: async (_: unknown, place: Position) => {
      places.push(place);
      said.push('checkpoint');
    },
  };
  const subscription = client.subscribeToAll({ ...options, filter });
  subscription
    .on('data', ({ event }) => said.push(`${event?.streamId}/${event?.revision}`))
    .on('confirmation', () => said.push('confirmation'))
    .on('caughtUp', () => said.push('caughtUp'))
    .on('error', (error: Error) => said.push(`error ${(error as { type?: string }).type}`));
  return { said, places, subscription, events: () => said.filter((line) => line.includes('/')) };
};

describe('subscribing', () => {
  it('confirms, catches up with what is strictly after, and goes on live (eventstoredb 2.23)', async () => {
    const { position } = await client.appendToStream(stream, someEvents(2));
    await client.appendToStream(stream, someEvents(1));
    const { said, subscription } = listen({ fromPosition: position });
    await until(() => said.includes('caughtUp'));
    await client.appendToStream(stream, someEvents(1));
    await until(() => said.length === 4);
    expect(said).toEqual(['confirmation', 'case-1/2', 'caughtUp', 'case-1/3']);
    await subscription.unsubscribe();
    await until(() => node.traffic.openReads === 0);
  });

  it('takes a prefix as a beginning, of streams and of types (eventstoredb 2.24)', async () => {
    await client.appendToStream('case-1', someEvents(1, 'CaseOpened'));
    await client.appendToStream('showcase-1', someEvents(1, 'ShowcaseOpened'));
    const [byStream, byType, byRegex] = [
      listen({ filter: streamNameFilter({ prefixes: ['case-'] }) }),
      listen({ filter: eventTypeFilter({ prefixes: ['Show'] }) }),
      listen({ filter: streamNameFilter({ regex: 'case-\\d' }) }),
    ];
    await until(() => [byStream, byType, byRegex].every(({ said }) => said.includes('caughtUp')));
    expect(byStream.events()).toEqual(['case-1/0']);
    expect(byType.events()).toEqual(['showcase-1/0']);
    expect(byRegex.events()).toEqual(['case-1/0', 'showcase-1/0']);
  });

  it('gives checkpoints that are no event’s place: c/0 while catching up, c/c live (eventstoredb 2.25, 5.16)', async () => {
    await client.appendToStream('foreign', someEvents(70));
    await client.appendToStream(stream, someEvents(1));
    const { said, places } = listen({ filter: streamNameFilter({ prefixes: ['case-'], checkpointInterval: 1 }) });
    await until(() => said.includes('caughtUp'));
    expect(places).toHaveLength(3);
    expect(places.slice(0, 2).every(({ commit, prepare }) => commit > 0n && prepare === 0n)).toBe(true);
    await client.appendToStream('foreign', someEvents(20));
    await client.appendToStream('foreign', someEvents(12));
    await until(() => places.length === 4);
    expect(places[3]!.commit).toBe(places[3]!.prepare);
    const again = listen({ fromPosition: places[0], filter: streamNameFilter({ prefixes: ['case-'] }) });
    await until(() => again.said.includes('caughtUp'));
    expect(again.events()).toEqual(['case-1/0']);
  });

  it('sends the end as a checkpoint when told to, and no other after it (eventstoredb 2.26)', async () => {
    node.faults.endCheckpoint = true;
    const { said, places } = listen({ filter: streamNameFilter({ prefixes: ['case-'], checkpointInterval: 1 }) });
    await until(() => said.includes('caughtUp'));
    await client.appendToStream('foreign', someEvents(30));
    await client.appendToStream('foreign', someEvents(30));
    await client.appendToStream(stream, someEvents(1));
    await until(() => said.includes('case-1/0'));
    expect(places).toEqual([{ commit: 2n ** 64n - 1n, prepare: 2n ** 64n - 1n }]);
    const resumed = listen({ fromPosition: places[0], filter: streamNameFilter({ prefixes: ['case-'] }) });
    await until(() => resumed.said.includes('caughtUp'));
    await client.appendToStream(stream, someEvents(1));
    await pause(50);
    expect(resumed.events()).toEqual([]);
  });

  it('follows one stream, and ends with its tombstone (eventstoredb 2.27)', async () => {
    await client.appendToStream(stream, someEvents(3));
    const said: string[] = [];
    client
      .subscribeToStream(stream, { fromRevision: 0n })
      .on('data', ({ event }) => said.push(String(event?.type)))
      .on('error', (error: Error) => said.push(String((error as unknown as { type: string }).type)));
    await until(() => said.length === 2);
    await client.tombstoneStream(stream);
    await until(() => said.length === 4);
    expect(said).toEqual(['Tested', 'Tested', '$streamDeleted', 'stream-deleted']);
  });

  it('lets 100 calls be open on a connection, the others hang (eventstoredb 2.2)', async () => {
    for (let i = 0; i < 110; i += 1) listen({ fromPosition: END });
    await until(() => node.traffic.openReads >= 100);
    await pause(50);
    expect(node.traffic.openReads).toBe(100);
    await open.dispose();
    await until(() => node.traffic.openReads === 0);
  });
});

describe('faults', () => {
  it('drops an append sent again while the first is in flight (eventstoredb 5.3)', async () => {
    node.faults.commitMs = 60;
    const events = someEvents(2);
    const append = () => client.appendToStream(stream, events, { expectedRevision: NO_STREAM, ...unary });
    const first = append();
    await until(() => node.traffic.appends === 1);
    const second = failureOf(append());
    expect(await first).toMatchObject({ nextExpectedRevision: 1n });
    expect(await second).toMatchObject({ type: 'deadline-exceeded', code: 4 });
    expect(await append()).toMatchObject({ nextExpectedRevision: 1n });
  });

  it('commits and does not answer when told to; the repeat answers (eventstoredb 5.5)', async () => {
    node.faults.lostAnswers = 1;
    const events = someEvents(1);
    const options = { expectedRevision: NO_STREAM, deadline: 100, ...unary } as const;
    expect(await failureOf(client.appendToStream(stream, events, options))).toMatchObject({ code: 4 });
    expect(await client.appendToStream(stream, events, options)).toMatchObject({ nextExpectedRevision: 0n });
  });

  it('counts what has no quorum, shows it to nobody, and applies it or not (eventstoredb 6)', async () => {
    node.faults.noQuorum = true;
    node.faults.commitTimeoutMs = 20;
    const events = someEvents(1);
    const options = { expectedRevision: NO_STREAM, ...unary } as const;
    expect(await failureOf(client.appendToStream(stream, events, options))).toMatchObject({
      type: 'timeout',
      code: 10,
    });
    const rival = await failureOf(client.appendToStream(stream, someEvents(1), options));
    expect(rival).toMatchObject({ type: 'wrong-expected-version', actualVersion: 0n });
    expect(await failureOf(collect(client.readStream(stream)))).toMatchObject({ type: 'stream-not-found' });
    node.faults.noQuorum = false;
    node.log.resolve('vanish');
    expect(await client.appendToStream(stream, someEvents(1), options)).toMatchObject({ nextExpectedRevision: 0n });
  });

  it('breaks a connection in the middle of a reply, refuses, freezes and thaws', async () => {
    await client.appendToStream(stream, someEvents(50));
    node.wire().cutAfter(1_000);
    expect(await failureOf(collect(client.readStream(stream)))).toMatchObject({ code: 14 });
    node.wire().cutAfter(undefined);
    await until(() =>
      collect(client.readStream(stream)).then(
        () => true,
        () => false,
      ),
    );
    node.wire().freeze();
    const frozen = client.appendToStream(stream, someEvents(1), { ...unary, deadline: 60 });
    expect(await failureOf(frozen)).toMatchObject({ type: 'deadline-exceeded' });
    node.wire().thaw();
    await until(() =>
      client.appendToStream(stream, someEvents(1), unary).then(
        () => true,
        () => false,
      ),
    );
    await node.stop();
    expect(await failureOf(client.appendToStream(stream, someEvents(1), unary))).toMatchObject({ code: 14 });
  });

  it('is not ready at first after a start, then serves the same client (eventstoredb 5.6)', async () => {
    await start({ readyAfterMs: 600 });
    const unready = failureOf(client.appendToStream(stream, someEvents(1), unary));
    expect(await unready).toMatchObject({
      code: 14,
      message: expect.stringContaining('Server Is Not Ready') as string,
    });
    const state = async () =>
      ((await (await fetch(`http://127.0.0.1:${node.port}/info`)).json()) as { state: string }).state;
    expect(await state()).toBe('starting');
    expect((await fetch(`http://127.0.0.1:${node.port}/health/live`)).status).toBe(204);
    await until(async () => (await state()) === 'leader');
    await until(() =>
      client.appendToStream(stream, someEvents(1), unary).then(
        () => true,
        () => false,
      ),
    );
  });

  it('dies of the stream named $$ (eventstoredb 5.9)', async () => {
    expect(await failureOf(client.appendToStream('$$', someEvents(1), unary))).toMatchObject({ code: 14 });
  });

  it('ends the whole batch call at an event without a type (eventstoredb 5.8)', async () => {
    const [good, bad] = [jsonEvent({ type: 'A', data: {} }), jsonEvent({ type: '', data: {} })];
    expect(await failureOf(client.appendToStream(stream, [good, bad]))).toMatchObject({ type: 'unknown' });
  });
});

describe('accounts', () => {
  const office = { username: 'office', password: 'pass:wörd' };
  const append = (credentials: typeof admin, name = stream) =>
    client.appendToStream(name, someEvents(1), { credentials });
  const { folder, remove } = temporaryFolder();
  const caFile = join(folder, 'ca.pem');
  beforeAll(() => writeFileSync(caFile, authority.cert));
  afterAll(() => remove());

  beforeEach(async () => {
    const accounts = standardAccounts().set('office', { password: 'pass:wörd', groups: [] });
    await start({ accounts, tls: authority.issue() });
    client = open.connect(`${node.url('admin:changeit')}&tlsCAFile=${encodeURIComponent(caFile)}`);
  });

  it('knows its accounts by name and password: 16 who are you (eventstoredb 6)', async () => {
    expect(await append(office)).toMatchObject({ nextExpectedRevision: 0n });
    const wrong = { username: 'office', password: 'guess' };
    expect(await failureOf(append(wrong))).toMatchObject({ type: 'access-denied', code: 16 });
    const read = collect(client.readStream(stream, { credentials: wrong }));
    expect(await failureOf(read)).toMatchObject({ type: 'access-denied', code: 16 });
  });

  it('keeps $all and what begins with $ for the admins, until metadata says else: 7 you may not (eventstoredb 6)', async () => {
    const readAll = (credentials: typeof admin) => collect(client.readAll({ credentials }));
    await append(office);
    expect(await failureOf(readAll(office))).toMatchObject({ type: 'access-denied', code: 7 });
    const ops = { username: 'ops', password: 'changeit' };
    expect(await failureOf(readAll(ops))).toMatchObject({ type: 'access-denied', code: 7 });
    expect(await failureOf(append(office, '$ours'))).toMatchObject({ type: 'access-denied', code: 7 });
    const acl = { acl: { readRoles: ['office', '$admins'] } };
    await client.setStreamMetadata('$all', acl, { credentials: admin });
    expect((await readAll(office)).length).toBeGreaterThan(1);
  });

  it('answers batch appends that are refused without a code (eventstoredb 6)', async () => {
    await client.setStreamMetadata(stream, { acl: { writeRoles: ['somebody'] } }, { credentials: admin });
    const batching = open.connect(`${node.url('office:pass%3Aw%C3%B6rd')}&tlsCAFile=${encodeURIComponent(caFile)}`);
    const error = await failureOf(batching.appendToStream(stream, someEvents(1)));
    expect(error).toMatchObject({ type: 'access-denied', code: undefined, message: '' });
  });

  it('cuts a live subscription when the right to $all is taken away (eventstoredb 6)', async () => {
    const grant = (readRoles: string[]) =>
      client.setStreamMetadata('$all', { acl: { readRoles } }, { credentials: admin });
    await grant(['office']);
    const { said } = listen({ fromPosition: END, credentials: office });
    await until(() => said.includes('caughtUp'));
    await grant(['$admins']);
    await until(() => said.includes('error access-denied'));
  });

  it('is not believed with the certificate of a stranger (eventstoredb 6)', async () => {
    writeFileSync(join(folder, 'other.pem'), stranger.cert);
    const doubting = open.connect(`${node.url()}&tlsCAFile=${encodeURIComponent(join(folder, 'other.pem'))}`);
    const error = await failureOf(doubting.appendToStream(stream, someEvents(1), { credentials: admin }));
    expect(error).toMatchObject({ code: 14, message: expect.stringMatching(/certificate/) as string });
  });

  it('gets no credentials in the clear: the client drops them (eventstoredb 2.17)', async () => {
    await start({ accounts: standardAccounts() });
    expect(await failureOf(append(admin))).toMatchObject({ type: 'access-denied', code: 7 });
  });

  it('tells who leads, and what it speaks, to anybody', async () => {
    await start({ accounts: standardAccounts() });
    const cluster = open.connect(`esdb://127.0.0.1:${node.port},127.0.0.1:${node.port}?tls=false`);
    expect(await failureOf(cluster.appendToStream(stream, someEvents(1)))).toMatchObject({ type: 'access-denied' });
  });
});

describe('a cluster', () => {
  it('leads its client to the leader, and to the next one when that ends (eventstoredb 6)', async () => {
    const cluster = await startCluster(3, { electMs: 50 });
    const found = open.connect(cluster.url());
    const options = { ...unary, requiresLeader: true };
    await found.appendToStream(stream, someEvents(1), options);
    await cluster.leader().stop('kill');
    await until(() =>
      found.appendToStream(stream, someEvents(1), options).then(
        () => true,
        () => false,
      ),
    );
    expect(cluster.leader().index).not.toBe(0);
    await cluster.stop();
  });

  it('has followers that forward appends, name the leader where it is required, and lag (eventstoredb 6)', async () => {
    const cluster = await startCluster(2, { lagMs: 40 });
    const follower = open.connect(cluster.nodes[1]!.url());
    await follower.appendToStream(stream, someEvents(2), unary);
    expect(await collect(follower.readStream(stream))).toEqual([]);
    await until(async () => (await collect(follower.readStream(stream))).length === 2);
    const required = failureOf(collect(follower.readStream(stream, { requiresLeader: true })));
    expect(await required).toMatchObject({ type: 'not-leader', leader: { port: cluster.nodes[0]!.port } });
    await cluster.stop();
  });

  it('has a thawed leader that still answers, with what was (eventstoredb 6)', async () => {
    const cluster = await startCluster(3, { electMs: 20, staleMs: 200 });
    const [old] = cluster.nodes;
    const [toOld, toAll] = [open.connect(old!.url()), open.connect(`${cluster.url()}&gossipTimeout=1`)];
    await toOld.appendToStream(stream, someEvents(1), unary);
    cluster.freeze(old!);
    await until(() => cluster.leader() !== old);
    await until(() =>
      toAll.appendToStream(stream, someEvents(1), unary).then(
        () => true,
        () => false,
      ),
    );
    cluster.thaw(old!);
    const stale = await collect(toOld.readStream(stream, { requiresLeader: true }));
    expect(stale).toHaveLength(1);
    await pause(250);
    const fresh = failureOf(collect(toOld.readStream(stream, { requiresLeader: true })));
    expect(await fresh).toMatchObject({ type: 'not-leader' });
    await cluster.stop();
  });
});

describe('a log in a file', () => {
  it('is there again after a restart, exact revisions idempotent, `any` not (eventstoredb 5.1)', async () => {
    const { folder, remove } = temporaryFolder();
    const file = openFile(folder);
    await start({ ...file, firstPosition: 2n ** 60n });
    const events = someEvents(2);
    const first = await client.appendToStream(stream, events, { expectedRevision: NO_STREAM });
    await client.deleteStream('nowhere').catch(() => undefined);
    const before = await all();
    file.close();
    await start({ ...openFile(folder) });
    expect(await all()).toEqual(before);
    expect(await client.appendToStream(stream, events, { expectedRevision: NO_STREAM, ...unary })).toEqual(first);
    expect(await client.appendToStream(stream, events, { expectedRevision: ANY })).toMatchObject({
      nextExpectedRevision: 3n,
    });
    expect(await collect(client.readAll({ fromPosition: START, maxCount: 1 }))).toHaveLength(1);
    remove();
  });
});
