import { randomUUID } from 'node:crypto';
import {
  BACKWARDS,
  binaryEvent,
  END,
  eventTypeFilter,
  FORWARDS,
  jsonEvent,
  streamNameFilter,
  type Position,
} from '@eventstore/db-client';
import { listen } from './eventstore-node/trial/listening.js';
import { trial } from './eventstore-node/trial/trial.js';
import { collect, failureOf, pause, someEvents, until } from './support/eventstore.js';

/** The loopback node as a real one was seen to be: reads and subscriptions, through the real client. */
const on = trial();

const stream = 'case-1';
const all = async () => collect(on.client.readAll());
const ours = async () => (await all()).filter(({ event }) => !event?.streamId.startsWith('$'));

describe('metadata of streams', () => {
  it('shows the last of $maxCount, from $tb on, and nothing older than $maxAge; $all shows all (eventstoredb 5.12)', async () => {
    let now = 1_000_000;
    await on.start({ now: () => now });
    await on.client.appendToStream(stream, someEvents(5));
    await on.client.setStreamMetadata(stream, { maxCount: 3 });
    const revisions = async () => (await collect(on.client.readStream(stream))).map(({ event }) => event?.revision);
    expect(await revisions()).toEqual([2n, 3n, 4n]);
    await on.client.setStreamMetadata(stream, { truncateBefore: 4 });
    expect(await revisions()).toEqual([4n]);
    await on.client.setStreamMetadata(stream, { maxAge: 10 });
    now += 10_001;
    expect(await revisions()).toEqual([]);
    expect(await ours()).toHaveLength(5);
    expect(await collect(on.client.readStream(`$$${stream}`))).toHaveLength(1);
  });
});

describe('reading', () => {
  it('reads streams from a revision in both directions, inclusive; past the end is empty (eventstoredb 2.18)', async () => {
    await on.client.appendToStream(stream, someEvents(4));
    const read = async (options: object) =>
      (await collect(on.client.readStream(stream, options))).map(({ event }) => Number(event?.revision));
    expect(await read({ fromRevision: 2n })).toEqual([2, 3]);
    expect(await read({ fromRevision: 2n, direction: BACKWARDS })).toEqual([2, 1, 0]);
    expect(await read({ fromRevision: END, direction: BACKWARDS, maxCount: 1 })).toEqual([3]);
    expect(await read({ fromRevision: 9n })).toEqual([]);
    expect(await read({ maxCount: 2 })).toEqual([0, 1]);
  });

  it('reads $all forwards from a position inclusive, backwards exclusive, ours among others (eventstoredb 5.15)', async () => {
    const appended = await on.client.appendToStream(stream, someEvents(3));
    await on.client.appendToStream('other', someEvents(1));
    const at = (direction: typeof FORWARDS | typeof BACKWARDS, fromPosition: Position | undefined) =>
      collect(on.client.readAll({ direction, fromPosition, maxCount: 2 }));
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
    const { position } = await on.client.appendToStream(stream, someEvents(1));
    const inside = { commit: position!.commit - 1n, prepare: position!.commit - 1n };
    expect(await failureOf(collect(on.client.readAll({ fromPosition: inside })))).toMatchObject({
      type: 'unknown',
      code: 2,
    });
    const beyond = { commit: position!.commit + 100_000n, prepare: position!.commit + 100_000n };
    expect(await collect(on.client.readAll({ fromPosition: beyond }))).toEqual([]);
  });

  it('keeps names, data and metadata byte for byte, ids in lower case, and when (eventstoredb 5.13, 2.20)', async () => {
    const id = randomUUID().toUpperCase();
    const [name, data] = ['案件-1 ✅', { 案由: '关于修桥的建议𠮷', n: 2 ** 63 }];
    const before = Date.now();
    await on.client.appendToStream(name, jsonEvent({ type: '登记', id, data, metadata: { who: '代表甲' } }));
    await on.client.appendToStream(name, binaryEvent({ type: 'Bytes', data: Buffer.from([0, 255, 1]) }));
    const [json, bytes] = (await collect(on.client.readStream(name))).map(({ event }) => event!);
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
    await on.client.appendToStream(stream, someEvents(2));
    const link = (text: string) => binaryEvent({ type: '$>', data: Buffer.from(text) });
    await on.client.appendToStream('links', [link(`1@${stream}`), link('0@gone')]);
    const resolved = await collect(on.client.readStream('links', { resolveLinkTos: true }));
    expect(resolved[0]).toMatchObject({
      event: { streamId: stream, revision: 1n },
      link: { type: '$>', revision: 0n },
    });
    expect(resolved[1]).toMatchObject({ link: { revision: 1n } });
    expect(resolved[1]?.event).toBeUndefined();
    expect((await collect(on.client.readStream('links')))[0]?.event?.type).toBe('$>');
  });

  it('never ends a read of no events (eventstoredb 5.9)', async () => {
    const read = on.client.readAll({ maxCount: 0 });
    const ended = collect(read).then(() => 'ended');
    expect(await Promise.race([ended, pause(100).then(() => 'silent')])).toBe('silent');
    await read.cancel();
  });

  it('serves positions above 2^53, to the digit (eventstoredb 2.19)', async () => {
    await on.start({ firstPosition: 2n ** 62n + 1n });
    const { position } = await on.client.appendToStream(stream, someEvents(1));
    expect(position!.commit).toBeGreaterThan(2n ** 62n);
    const [found] = await collect(on.client.readAll({ fromPosition: position, maxCount: 1 }));
    expect(found?.event?.position).toEqual(position);
  });
});

describe('subscribing', () => {
  it('confirms, catches up with what is strictly after, and goes on live (eventstoredb 2.23)', async () => {
    const { position } = await on.client.appendToStream(stream, someEvents(2));
    await on.client.appendToStream(stream, someEvents(1));
    const { said, subscription } = listen(on.client, { fromPosition: position });
    await until(() => said.includes('caughtUp'));
    await on.client.appendToStream(stream, someEvents(1));
    await until(() => said.length === 4);
    expect(said).toEqual(['confirmation', 'case-1/2', 'caughtUp', 'case-1/3']);
    await subscription.unsubscribe();
    await until(() => on.node.traffic.openReads === 0);
  });

  it('takes a prefix as a beginning, of streams and of types (eventstoredb 2.24)', async () => {
    await on.client.appendToStream('case-1', someEvents(1, 'CaseOpened'));
    await on.client.appendToStream('showcase-1', someEvents(1, 'ShowcaseOpened'));
    const [byStream, byType, byRegex] = [
      listen(on.client, { filter: streamNameFilter({ prefixes: ['case-'] }) }),
      listen(on.client, { filter: eventTypeFilter({ prefixes: ['Show'] }) }),
      listen(on.client, { filter: streamNameFilter({ regex: 'case-\\d' }) }),
    ];
    await until(() => [byStream, byType, byRegex].every(({ said }) => said.includes('caughtUp')));
    expect(byStream.events()).toEqual(['case-1/0']);
    expect(byType.events()).toEqual(['showcase-1/0']);
    expect(byRegex.events()).toEqual(['case-1/0', 'showcase-1/0']);
  });

  it('gives checkpoints that are no event’s place: c/0 while catching up, c/c live (eventstoredb 2.25, 5.16)', async () => {
    await on.client.appendToStream('foreign', someEvents(70));
    await on.client.appendToStream(stream, someEvents(1));
    const { said, places } = listen(on.client, {
      filter: streamNameFilter({ prefixes: ['case-'], checkpointInterval: 1 }),
    });
    await until(() => said.includes('caughtUp'));
    expect(places).toHaveLength(3);
    expect(places.slice(0, 2).every(({ commit, prepare }) => commit > 0n && prepare === 0n)).toBe(true);
    await on.client.appendToStream('foreign', someEvents(20));
    await on.client.appendToStream('foreign', someEvents(12));
    await until(() => places.length === 4);
    expect(places[3]!.commit).toBe(places[3]!.prepare);
    const again = listen(on.client, { fromPosition: places[0], filter: streamNameFilter({ prefixes: ['case-'] }) });
    await until(() => again.said.includes('caughtUp'));
    expect(again.events()).toEqual(['case-1/0']);
  });

  it('sends the end as a checkpoint when told to, and no other after it (eventstoredb 2.26)', async () => {
    on.node.faults.endCheckpoint = true;
    const { said, places } = listen(on.client, {
      filter: streamNameFilter({ prefixes: ['case-'], checkpointInterval: 1 }),
    });
    await until(() => said.includes('caughtUp'));
    await on.client.appendToStream('foreign', someEvents(30));
    await on.client.appendToStream('foreign', someEvents(30));
    await on.client.appendToStream(stream, someEvents(1));
    await until(() => said.includes('case-1/0'));
    expect(places).toEqual([{ commit: 2n ** 64n - 1n, prepare: 2n ** 64n - 1n }]);
    const resumed = listen(on.client, { fromPosition: places[0], filter: streamNameFilter({ prefixes: ['case-'] }) });
    await until(() => resumed.said.includes('caughtUp'));
    await on.client.appendToStream(stream, someEvents(1));
    await pause(50);
    expect(resumed.events()).toEqual([]);
  });

  it('follows one stream, and ends with its tombstone (eventstoredb 2.27)', async () => {
    await on.client.appendToStream(stream, someEvents(3));
    const said: string[] = [];
    on.client
      .subscribeToStream(stream, { fromRevision: 0n })
      .on('data', ({ event }) => said.push(String(event?.type)))
      .on('error', (error: Error) => said.push(String((error as unknown as { type: string }).type)));
    await until(() => said.length === 2);
    await on.client.tombstoneStream(stream);
    await until(() => said.length === 4);
    expect(said).toEqual(['Tested', 'Tested', '$streamDeleted', 'stream-deleted']);
  });

  it('lets 100 calls be open on a connection, the others hang (eventstoredb 2.2)', async () => {
    for (let i = 0; i < 110; i += 1) listen(on.client, { fromPosition: END });
    await until(() => on.node.traffic.openReads >= 100);
    await pause(50);
    expect(on.node.traffic.openReads).toBe(100);
    await on.dispose();
    await until(() => on.node.traffic.openReads === 0);
  });
});
