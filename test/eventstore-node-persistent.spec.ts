import {
  binaryEvent,
  END,
  persistentSubscriptionToStreamSettingsFromDefaults as streamSettings,
  START,
  type EventData,
} from '@eventstore/db-client';
import { consume, type ConsumingOptions } from './eventstore-node/trial/consuming.js';
import { trial } from './eventstore-node/trial/trial.js';
import { collect, pause, someEvents, until } from './support/eventstore.js';

/** Persistent subscriptions of the loopback node, through the real client: one consumer of a stream. */

const on = trial();
const [stream, group] = ['case-1', 'readers'];

const consumer = (answer?: ConsumingOptions['answer'], bufferSize?: number) =>
  consume(on.client, { stream, group, answer, bufferSize });
const create = (changes: Parameters<typeof streamSettings>[0] = { startFrom: START }) =>
  on.client.createPersistentSubscriptionToStream(stream, group, streamSettings(changes));
const info = () => on.client.getPersistentSubscriptionToStreamInfo(stream, group);
const append = (events: EventData[], name = stream) => on.client.appendToStream(name, events);

describe('a group on a stream', () => {
  it.each([
    ['the start', START, ['0:0', '1:0', '2:0', '3:0']],
    ['a revision, that one too', 1n, ['1:0', '2:0', '3:0']],
    ['the end', END, ['3:0']],
  ] as const)('begins at %s', async (_, startFrom, expected) => {
    await append(someEvents(3));
    await create({ startFrom });
    const { sent, errors, confirmed, subscription } = consumer();
    await confirmed();
    await append(someEvents(1));
    await until(() => sent.length === expected.length);
    await pause(20);
    expect(sent).toEqual(expected);
    expect(errors).toEqual([]);
    await subscription.unsubscribe();
  });

  it('sends a retried event before new ones, counts how often, and parks it when that was often enough', async () => {
    await append(someEvents(2));
    await create({ startFrom: START, maxRetryCount: 2 });
    const { sent } = consumer(({ event }) => (event?.revision === 0n ? 'retry' : 'ack'), 1);
    await until(() => sent.length === 4);
    expect(sent).toEqual(['0:0', '0:1', '0:2', '1:0']);
    await until(async () => (await info()).stats.parkedMessageCount === 1n);
  });

  it('sends again what is not answered in time, or was on its way to a consumer that left', async () => {
    await append(someEvents(1));
    await create({ startFrom: START, messageTimeout: 500, maxRetryCount: 1_000 });
    const first = consumer(() => 'nothing');
    await until(() => first.sent.length >= 2);
    await first.subscription.unsubscribe();
    const second = consumer();
    await until(() => second.sent.length === 1);
    const tries = [...first.sent, second.sent[0]!].map((sent) => Number(/^0:(\d+)$/.exec(sent)![1]));
    expect(tries.slice(0, 2)).toEqual([0, 1]);
    // Once more, or oftener where the machine took longer over this than a message may take.
    expect(tries).toEqual(tries.toSorted((a, b) => a - b));
    expect(new Set(tries).size).toBe(tries.length);
  });

  it('skips without parking; parks with a link, and replays what is parked, all or up to a number', async () => {
    await append(someEvents(6));
    await create();
    const { sent } = consumer(({ event }, nth) => (nth > 5 ? 'ack' : event!.revision < 1n ? 'skip' : 'park'));
    await until(async () => (await info()).stats.parkedMessageCount === 5n);
    const parked = await collect(on.client.readStream(`$persistentsubscription-${stream}::${group}-parked`));
    expect(parked.map(({ event }) => event?.type)).toEqual(Array(5).fill('$>'));
    expect(parked[0]?.event?.metadata).toMatchObject({ reason: 'told to' });
    await on.client.replayParkedMessagesToStream(stream, group, { stopAt: 2 });
    await until(() => sent.length === 8);
    await pause(30);
    expect(sent.slice(6)).toEqual(['1:0', '2:0']);
    // A number of the stream of parked messages, not a count.
    await on.client.replayParkedMessagesToStream(stream, group, { stopAt: 3 });
    await until(() => sent.length === 9);
    await pause(30);
    expect(sent.slice(8)).toEqual(['3:0']);
    await on.client.replayParkedMessagesToStream(stream, group);
    await until(() => sent.length === 11);
    expect((await info()).stats.parkedMessageCount).toBe(0n);
  });

  it('resolves links where it is told to, and takes the answers for the links', async () => {
    await append(someEvents(2), 'target');
    await append([0, 1].map((n) => binaryEvent({ type: '$>', data: Buffer.from(`${n}@target`) })));
    await create({ startFrom: START, resolveLinkTos: true, checkPointUpperBound: 1 });
    const { events } = consumer();
    await until(async () => (await info()).stats.lastCheckpointedEventRevision === 1n);
    expect(events.map(({ event, link }) => [event?.streamId, link?.type])).toEqual([
      ['target', '$>'],
      ['target', '$>'],
    ]);
  });

  it('goes on from its checkpoint when it is changed, and drops its consumers', async () => {
    await append(someEvents(4));
    await create({ startFrom: START, checkPointUpperBound: 1 });
    const first = consumer(({ event }) => (event!.revision < 2n ? 'ack' : 'nothing'));
    await until(async () => (await info()).stats.lastCheckpointedEventRevision === 1n);
    await on.client.updatePersistentSubscriptionToStream(stream, group, streamSettings({ startFrom: START }));
    await until(() => first.errors.length > 0);
    expect(first.errors[0]).toBe('persistent-subscription-dropped');
    const second = consumer();
    await until(() => second.sent.length === 2);
    expect(second.sent).toEqual(['2:0', '3:0']);
  });

  it('keeps malformed JSON as the text it is, and says where an event stands in the log', async () => {
    const body = { method: 'POST', headers: { 'content-type': 'application/json', 'ES-EventType': 'Broken' } };
    const posted = await fetch(`http://127.0.0.1:${on.node.port}/streams/${stream}`, { ...body, body: '****' });
    expect(posted.status).toBe(201);
    await create();
    const { events } = consumer();
    await until(() => events.length === 1);
    const [read] = await collect(on.client.readStream(stream));
    expect(events[0]?.event).toEqual(read?.event);
    expect(events[0]?.event).toMatchObject({ type: 'Broken', data: '****', isJson: true });
  });

  it('ends when it is deleted, or a consumer says stop; a name can be used again', async () => {
    await append(someEvents(1));
    await create();
    const stopped = consumer(() => 'stop');
    await until(() => stopped.errors.length > 0);
    const { errors, confirmed } = consumer();
    await confirmed();
    await on.client.deletePersistentSubscriptionToStream(stream, group);
    await until(() => errors.length > 0);
    expect(errors[0]).toBe('persistent-subscription-dropped');
    await create();
  });

  it('can be iterated over and left', async () => {
    await append(someEvents(120));
    await create();
    const subscription = on.client.subscribeToPersistentSubscriptionToStream(stream, group);
    let seen = 0;
    for await (const event of subscription) {
      await subscription.ack(event);
      seen += 1;
      if (event.event?.revision === 119n) break;
    }
    expect(seen).toBe(120);
    await subscription.unsubscribe();
  });
});
