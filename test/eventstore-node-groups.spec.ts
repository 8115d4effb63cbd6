import {
  DISPATCH_TO_SINGLE,
  END,
  eventTypeFilter,
  excludeSystemEvents,
  jsonEvent,
  persistentSubscriptionToAllSettingsFromDefaults as allSettings,
  persistentSubscriptionToStreamSettingsFromDefaults as streamSettings,
  PINNED,
  ROUND_ROBIN,
  START,
  streamNameFilter,
  type EventData,
} from '@eventstore/db-client';
import { startCluster } from './eventstore-node/cluster.js';
import { consume, type ConsumingOptions } from './eventstore-node/trial/consuming.js';
import { trial } from './eventstore-node/trial/trial.js';
import { failureOf, pause, someEvents, unary, until } from './support/eventstore.js';

/** Persistent subscriptions of the loopback node: several consumers, groups on `$all`, what is said of groups. */

const on = trial();
const [stream, group] = ['case-1', 'readers'];

const consumer = () => consume(on.client, { stream, group });
const consumerOfAll = (answer?: ConsumingOptions['answer']) => consume(on.client, { group, answer });
const create = (settings = streamSettings({ startFrom: START })) =>
  on.client.createPersistentSubscriptionToStream(stream, group, settings);
const info = () => on.client.getPersistentSubscriptionToStreamInfo(stream, group);
const append = (events: EventData[], name = stream) => on.client.appendToStream(name, events);

describe('consumers of one group', () => {
  const shares = async (consumerStrategyName: typeof PINNED | typeof ROUND_ROBIN | typeof DISPATCH_TO_SINGLE) => {
    const filter = streamNameFilter({ prefixes: ['case-'] });
    await on.client.createPersistentSubscriptionToAll(group, allSettings({ startFrom: END, consumerStrategyName }), {
      filter,
    });
    const consumers = [consumerOfAll(), consumerOfAll()] as const;
    await Promise.all(consumers.map(({ confirmed }) => confirmed()));
    for (let n = 0; n < 8; n += 1) await append(someEvents(1), `case-${n % 4}`);
    await until(() => consumers[0].sent.length + consumers[1].sent.length === 8);
    return consumers.map(({ events }) => events.map(({ event }) => event!.streamId));
  };

  it('take turns', async () => expect((await shares(ROUND_ROBIN)).map(({ length }) => length)).toEqual([4, 4]));
  it('wait while the first can take it', async () =>
    expect((await shares(DISPATCH_TO_SINGLE)).map(({ length }) => length)).toEqual([8, 0]));
  it('each have streams of their own', async () => {
    const [one, other] = await shares(PINNED);
    expect(one!.filter((name) => other!.includes(name))).toEqual([]);
    expect([one!.length, other!.length]).toEqual([4, 4]);
  });

  it('are no more than the group takes', async () => {
    await create(streamSettings({ startFrom: START, maxSubscriberCount: 1 }));
    const [first, second] = [consumer(), consumer()];
    await until(() => first.errors.length + second.errors.length === 1);
    expect([...first.errors, ...second.errors]).toEqual(['maximum-subscribers-reached']);
  });
});

describe('a group on $all', () => {
  it.each([
    ['streams by prefix', streamNameFilter({ prefixes: ['case-'] }), ['case-1/0', 'case-1/1']],
    ['streams by expression', streamNameFilter({ regex: 'case-\\d$' }), ['case-1/0', 'showcase-1/0', 'case-1/1']],
    ['types by prefix', eventTypeFilter({ prefixes: ['Ope'] }), ['case-1/0', 'showcase-1/0', 'case-1/1']],
    ['types by expression', eventTypeFilter({ regex: '^.losed$' }), []],
    ['what is not the system’s', excludeSystemEvents(), ['case-1/0', 'showcase-1/0', 'case-1/1', 'z/0']],
  ] as const)('filters %s', async (_, filter, expected) => {
    await append(someEvents(1, 'Opened'));
    await append(someEvents(1, 'Opened'), 'showcase-1');
    await on.client.createPersistentSubscriptionToAll(group, allSettings({ startFrom: START }), { filter });
    const { events } = consumerOfAll();
    await append(someEvents(1, 'Opened'));
    await append(someEvents(1, 'Ended'), 'z');
    await until(() => events.length >= expected.length);
    await pause(20);
    expect(events.map(({ event }) => `${event?.streamId}/${event?.revision}`)).toEqual(expected);
  });

  it('begins at a place, the event there too; tells places in its info; leaves out what it parked itself, not what the server notes', async () => {
    const { position } = await append(someEvents(1));
    await append(someEvents(2));
    const settings = allSettings({ startFrom: position, checkPointUpperBound: 1 });
    await on.client.createPersistentSubscriptionToAll(group, settings);
    const { sent } = consumerOfAll(({ event }) => (event!.revision === 1n ? 'park' : 'ack'));
    // The last is what the server wrote down of its groups when it made this one.
    await until(() => sent.length === 4);
    const told = async () => on.client.getPersistentSubscriptionToAllInfo(group);
    await until(async () => (await told()).stats.lastCheckpointedEventPosition?.commit !== undefined);
    const { eventSource, settings: said, stats } = await told();
    expect([eventSource, said]).toEqual(['$all', settings]);
    expect(stats.lastKnownEventPosition?.commit).toBeGreaterThan(position!.commit);
    expect(stats).not.toHaveProperty('lastKnownEventRevision');
    await on.client.replayParkedMessagesToAll(group);
    await until(() => sent.length === 5);
    expect(sent).toEqual(['0:0', '1:0', '2:0', '0:0', '1:0']);
  });
});

describe('what is said of groups', () => {
  it('gives the settings back as they were, and those of a change', async () => {
    const first = streamSettings({ startFrom: END, checkPointUpperBound: 1 });
    await create(first);
    expect(await info()).toMatchObject({ eventSource: stream, groupName: group, connections: [] });
    expect((await info()).settings).toEqual(first);
    const changed = streamSettings({
      ...first,
      startFrom: 123n,
      maxSubscriberCount: 200,
      consumerStrategyName: PINNED,
    });
    await on.client.updatePersistentSubscriptionToStream(stream, group, changed);
    expect((await info()).settings).toEqual(changed);
    expect((await info()).stats.lastKnownEventRevision).toBeUndefined();
  });

  it('names who is connected, with extra statistics where asked for', async () => {
    await append(someEvents(3));
    await create(streamSettings({ startFrom: START, extraStatistics: true }));
    const { sent, subscription } = consumer();
    await until(() => sent.length === 3);
    const [connection] = (await info()).connections;
    expect(connection).toMatchObject({ username: 'admin', connectionName: on.client.connectionName, totalItems: 3n });
    expect(connection?.extraStatistics?.get('quintile 3')).toBeDefined();
    await subscription.unsubscribe();
    await until(async () => (await info()).connections.length === 0);
  });

  it('lists all, those of a stream, those on $all', async () => {
    expect(await on.client.listAllPersistentSubscriptions()).toEqual([]);
    await create();
    await on.client.createPersistentSubscriptionToStream(stream, 'others', streamSettings());
    await on.client.createPersistentSubscriptionToAll(group, allSettings());
    const names = (list: readonly { groupName: string }[]) => list.map(({ groupName }) => groupName);
    expect(names(await on.client.listAllPersistentSubscriptions())).toEqual([group, 'others', group]);
    expect(names(await on.client.listPersistentSubscriptionsToStream(stream))).toEqual([group, 'others']);
    expect(names(await on.client.listPersistentSubscriptionsToAll())).toEqual([group]);
    expect(await on.client.restartPersistentSubscriptionSubsystem()).toBeUndefined();
  });

  it('refuses a second one of a name, and everything on one that is missing', async () => {
    await create();
    expect(await failureOf(create())).toMatchObject({ type: 'persistent-subscription-exists', groupName: group });
    const name = '案件/✅';
    const calls: (() => Promise<unknown>)[] = [
      () => on.client.getPersistentSubscriptionToStreamInfo(name, group),
      () => on.client.replayParkedMessagesToStream(name, group),
      () => on.client.deletePersistentSubscriptionToStream(name, group),
      () => on.client.updatePersistentSubscriptionToStream(name, group, streamSettings()),
      () => on.client.getPersistentSubscriptionToAllInfo(group),
    ];
    for (const call of calls)
      expect(await failureOf(call())).toMatchObject({ type: 'persistent-subscription-does-not-exist', code: 5 });
    const listed = await failureOf(on.client.listPersistentSubscriptionsToStream('nowhere'));
    expect(listed.message).toBe('5 NOT_FOUND: Subscription group  on stream nowhere does not exist.');
  });

  it('is the leader’s business: a follower names it', async () => {
    const cluster = await startCluster(2);
    const follower = on.connect(cluster.nodes[1]!.url());
    await follower.appendToStream(stream, [jsonEvent({ type: 'A', data: {} })], unary);
    const refused = follower.createPersistentSubscriptionToStream(stream, group, streamSettings({ startFrom: START }));
    expect(await failureOf(refused)).toMatchObject({ type: 'not-leader', leader: { port: cluster.nodes[0]!.port } });
    const leader = on.connect(cluster.nodes[0]!.url());
    await leader.createPersistentSubscriptionToStream(stream, group, streamSettings({ startFrom: START }));
    const { sent } = consume(leader, { stream, group });
    await until(() => sent.length === 1);
    await cluster.stop();
  });
});
