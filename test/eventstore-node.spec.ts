import { ANY, binaryEvent, NO_STREAM, STREAM_EXISTS, type EventData } from '@eventstore/db-client';
import { trial } from './eventstore-node/trial/trial.js';
import { collect, failureOf, someEvents, unary } from './support/eventstore.js';

/** The loopback node behaves as a real one was seen to: writing and deleting, through the real client, over the wire. */
const on = trial();

const stream = 'case-1';
const ids = async (name = stream) => (await collect(on.client.readStream(name))).map(({ event }) => event?.id);
const idsOf = (events: readonly EventData[]) => events.map(({ id }) => id);
const all = async () => collect(on.client.readAll());
const ours = async () => (await all()).filter(({ event }) => !event?.streamId.startsWith('$'));

describe.each([
  ['batch append', {}],
  ['unary append', unary],
] as const)('idempotence by %s', (_, path) => {
  const append = (
    events: EventData[],
    expectedRevision: bigint | 'no_stream' | 'any' | 'stream_exists',
    name = stream,
  ) => on.client.appendToStream(name, events, { expectedRevision, ...path });

  it('answers a repeat with revision and position of the last event asked for (eventstoredb 5.1)', async () => {
    const events = someEvents(4);
    await append(events, NO_STREAM);
    const [, second] = await collect(on.client.readStream(stream));
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
    expect(await failureOf(collect(on.client.readStream('nowhere')))).toMatchObject({ type: 'stream-not-found' });
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
    await on.client.appendToStream(stream, old, { expectedRevision: NO_STREAM });
    await on.client.deleteStream(stream);
    expect(await failureOf(collect(on.client.readStream(stream)))).toMatchObject({ type: 'stream-not-found' });
    for (const wrong of [1n, 3n]) {
      const error = await failureOf(on.client.appendToStream(stream, next, { expectedRevision: wrong, ...unary }));
      expect(error).toMatchObject({ type: 'wrong-expected-version', actualVersion: 2n });
    }
    const exists = on.client.appendToStream(stream, next, { expectedRevision: STREAM_EXISTS });
    expect(await failureOf(exists)).toMatchObject({ type: 'stream-deleted' });
    const appended = await on.client.appendToStream(stream, next, { expectedRevision: NO_STREAM });
    expect(appended).toMatchObject({ nextExpectedRevision: 4n });
    const visible = await collect(on.client.readStream(stream));
    expect(visible.map(({ event }) => event?.revision)).toEqual([3n, 4n]);
    expect((await ours()).map(({ event }) => event?.id)).toEqual(idsOf([...old, ...next]));
    expect((await on.client.getStreamMetadata(stream)).metadata).toEqual({ truncateBefore: 3 });
    expect((await all()).at(-1)?.event).toMatchObject({ type: '$metadata', streamId: `$$${stream}` });
  });

  it('answers the original ids after a soft delete without a position, and writes nothing (eventstoredb 5.4)', async () => {
    const events = someEvents(2);
    await on.client.appendToStream(stream, events, { expectedRevision: NO_STREAM });
    await on.client.deleteStream(stream);
    const before = (await all()).length;
    const repeated = await on.client.appendToStream(stream, events, { expectedRevision: NO_STREAM, ...unary });
    expect(repeated).toEqual({ success: true, nextExpectedRevision: 1n, position: undefined });
    expect(await all()).toHaveLength(before);
  });

  it('refuses to delete what is missing, with numbers (eventstoredb 5.11)', async () => {
    const error = await failureOf(on.client.deleteStream('nowhere'));
    expect(error).toMatchObject({ type: 'wrong-expected-version', expectedVersion: -2n, actualVersion: -1n });
    await on.client.setStreamMetadata('said-of', { cacheControl: 10 });
    expect(await on.client.deleteStream('said-of', { expectedRevision: NO_STREAM })).toHaveProperty('position');
  });

  it('ends a stream for good with a tombstone, also one that never was (eventstoredb 2.15, 5.10)', async () => {
    await on.client.appendToStream(stream, someEvents(1));
    await on.client.tombstoneStream(stream, { expectedRevision: 0n });
    await on.client.tombstoneStream('never');
    for (const name of [stream, 'never']) {
      expect(await failureOf(collect(on.client.readStream(name)))).toMatchObject({
        type: 'stream-deleted',
        streamName: name,
      });
      const append = on.client.appendToStream(name, someEvents(1), unary);
      expect(await failureOf(append)).toMatchObject({ type: 'stream-deleted' });
    }
    const stone = (await ours()).at(-1)?.event;
    expect(stone).toMatchObject({ type: '$streamDeleted', revision: 2n ** 63n - 1n, isJson: false, streamId: 'never' });
  });
});
