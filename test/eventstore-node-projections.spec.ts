import {
  ABORTED,
  END,
  FAULTED,
  jsonEvent,
  persistentSubscriptionToStreamSettingsFromDefaults,
  RUNNING,
  STOPPED,
} from '@eventstore/db-client';
import { startCluster } from './eventstore-node/cluster.js';
import { consume } from './eventstore-node/trial/consuming.js';
import { trial } from './eventstore-node/trial/trial.js';
import { collect, failureOf, pause, someEvents, until } from './support/eventstore.js';

/** Projections written in JavaScript on the loopback node, and the system's, through the real client. */
const on = trial();

const read = async (stream: string, resolveLinkTos = false) =>
  collect(on.client.readStream(stream, { resolveLinkTos })).catch(() => []);
const typesIn = async (stream: string) => (await read(stream)).map(({ event }) => event?.type);
const append = (stream: string, type: string, data: Record<string, unknown> = {}) =>
  on.client.appendToStream(stream, jsonEvent({ type, data }));
const stateOf = (name: string, partition?: string) => on.client.getProjectionState(name, { partition });
const resultOf = (name: string, partition?: string) => on.client.getProjectionResult(name, { partition });
const statusOf = async (name: string) => (await on.client.getProjectionStatus(name)).projectionStatus;

const counting = `fromStream('cases').when({ $init() { return 0; }, Opened(n) { return n + 1; } })`;

describe('the state of a projection', () => {
  it('is what its handlers made of the events before and after its creation', async () => {
    await on.client.appendToStream('cases', someEvents(2, 'Opened'));
    await on.client.createProjection('count', counting);
    await append('cases', 'Closed');
    await append('cases', 'Opened');
    await until(async () => (await stateOf('count')) === 3);
    expect(await resultOf('count')).toBe(3);
  });

  it('is that of its beginning without events, and nothing for a partition nobody saw', async () => {
    await on.client.createProjection('idle', `fromAll().foreachStream().when({ $init: () => ({ n: 0 }) })`);
    expect(await stateOf('idle', 'nowhere')).toBeNull();
    await on.client.createProjection('empty', `fromStream('none').when({ $init: () => ({ n: 0 }) })`);
    expect(await stateOf('empty')).toEqual({ n: 0 });
  });

  it.each([
    ['all streams', `fromAll()`, undefined, 3],
    ['several streams', `fromStreams(['case-1', 'case-2'])`, undefined, 2],
    ['each stream', `fromAll().foreachStream()`, 'case-2', 1],
    ['a property', `fromAll().partitionBy((event) => event.data.unit)`, '区教委', 2],
  ])('is kept for %s', async (_, selection, partition, expected) => {
    const query = `${selection}.when({ $init: () => ({ n: 0 }), Opened(state) { state.n += 1; } })`;
    await on.client.createProjection('by', query);
    const units = ['区教委', '区交通委', '区教委'];
    for (const [n, unit] of units.entries()) await append(`case-${n + 1}`, 'Opened', { unit });
    await until(async () => ((await stateOf('by', partition)) as { n: number } | null)?.n === expected);
  });

  it('of a category is kept by the stream in which a link stood', async () => {
    await on.client.enableProjection('$by_category');
    const spread = `fromStream('days').when({ $any: (s, event) => { linkTo('cat-' + event.data.name, event); } })`;
    await on.client.createProjection('spread', spread, { emitEnabled: true });
    const count = `fromCategory('cat').foreachStream().when({
      $init: () => ({ naps: 0 }), napped: (state) => { state.naps += 1; } })`;
    await on.client.createProjection('naps', count);
    for (const name of ['甲', '乙', '甲']) await append('days', 'napped', { name });
    await until(async () => ((await stateOf('naps', 'cat-甲')) as { naps: number } | null)?.naps === 2);
    expect(await resultOf('naps', 'cat-乙')).toEqual({ naps: 1 });
  });

  it('is turned into a result, which stands in a stream where it is put out', async () => {
    const query = `fromStream('cases').when({ $init: () => ({ n: 0 }), Opened: (s) => { s.n += 1; } })
      .filterBy((s) => s.n > 1).transformBy((s) => ({ many: s.n })).outputState()`;
    await on.client.createProjection('many', query);
    await append('cases', 'Opened');
    await until(async () => (await typesIn('$projections-many-result')).length === 1);
    expect(await resultOf('many')).toBeNull();
    await append('cases', 'Opened');
    await until(async () => ((await resultOf('many')) as { many: number } | null)?.many === 2);
    expect((await read('$projections-many-result')).map(({ event }) => event?.data)).toEqual([null, { many: 2 }]);
  });
});

describe('what a projection writes', () => {
  const emitting = (type = 'Noted') =>
    `fromStream('cases').when({ Opened(s, event) { emit('notes', '${type}', { of: event.sequenceNumber }, { by: 1 }); } })`;

  it('are events of its own, links, links to streams and copies, and say what caused them', async () => {
    const query = `fromStream('cases').when({ Opened(s, event) {
      emit('notes', 'Noted', { of: event.sequenceNumber }, { by: 1 });
      linkTo('notes', event); linkStreamTo('notes', 'cases'); copyTo('notes', event); } })`;
    await on.client.createProjection('writes', query, { emitEnabled: true });
    await append('cases', 'Opened', { n: 7 });
    await until(async () => (await typesIn('notes')).length === 4);
    expect(await typesIn('notes')).toEqual(['Noted', '$>', '$@', 'Opened']);
    const [[cause], [noted, linked]] = [await read('cases'), await read('notes', true)];
    expect(noted?.event).toMatchObject({ data: { of: 0 }, metadata: { by: 1, $causedBy: cause?.event?.id } });
    expect(linked).toMatchObject({ event: { streamId: 'cases', data: { n: 7 } }, link: { streamId: 'notes' } });
  });

  it('may be larger than what a client may append', async () => {
    const query = `fromStream('cases').when({ Opened() { emit('big', 'Big', { text: 'e'.repeat(5 * 1024 * 1024) }); } })`;
    await on.client.createProjection('big', query, { emitEnabled: true });
    await append('cases', 'Opened');
    await until(async () => (await typesIn('big')).length === 1);
    expect(await statusOf('big')).toBe(RUNNING);
  });

  it('is noted stream by stream where that is asked for, and goes with the projection', async () => {
    await on.client.createProjection('tracked', emitting(), { emitEnabled: true, trackEmittedStreams: true });
    await on.client.createProjection('free', emitting('Free'), { emitEnabled: true });
    await on.client.appendToStream('cases', someEvents(2, 'Opened'));
    await until(async () => (await typesIn('notes')).length === 4);
    expect(await typesIn('$projections-tracked-emittedstreams')).toEqual(['$StreamTracked']);
    expect(await typesIn('$projections-free-emittedstreams')).toEqual([]);
    await on.client.disableProjection('tracked');
    await on.client.deleteProjection('tracked', { deleteEmittedStreams: true });
    expect(await typesIn('notes')).toEqual([]);
  });

  it('is a fault where it may not write', async () => {
    await on.client.createProjection('mute', emitting());
    await append('cases', 'Opened');
    await until(async () => (await statusOf('mute')) === FAULTED);
    expect((await on.client.getProjectionStatus('mute')).stateReason).toMatch(/'emit' is not allowed/);
    await on.client.updateProjection('mute', emitting(), { emitEnabled: true });
    await on.client.resetProjection('mute');
    await on.client.enableProjection('mute');
    await until(async () => (await typesIn('notes')).length === 1);
  });
});

describe('the life of a projection', () => {
  it.each([
    ['a text that is no JavaScript', `fromAll().when({`],
    ['a text that knows another word', `fromNowhere()`],
    ['a handler that throws', `fromAll().when({ $any() { throw new Error('broken'); } })`],
    ['a handler that never ends', `fromAll().when({ $any() { for (;;); } })`],
  ])('ends in a fault with %s', async (_, query) => {
    await on.client.createProjection('bad', query);
    await until(async () => (await statusOf('bad')) === FAULTED);
  });

  it('is stopped or aborted, goes on where it was, begins anew', async () => {
    await on.client.createProjection('count', counting);
    await append('cases', 'Opened');
    await until(async () => (await stateOf('count')) === 1);
    await on.client.disableProjection('count');
    expect(await statusOf('count')).toBe(STOPPED);
    await append('cases', 'Opened');
    await pause(20);
    expect(await stateOf('count')).toBe(1);
    await on.client.abortProjection('count');
    expect(await statusOf('count')).toBe(ABORTED);
    await on.client.enableProjection('count');
    expect(await statusOf('count')).toBe(RUNNING);
    await until(async () => (await stateOf('count')) === 2);
    await on.client.updateProjection('count', counting.replace('n + 1', 'n + 10'));
    await on.client.resetProjection('count');
    await until(async () => (await stateOf('count')) === 20);
    expect(await on.client.restartSubsystem()).toBeUndefined();
  });

  it('ends by deletion, once it is stopped', async () => {
    await on.client.createProjection('count', counting);
    expect(await failureOf(on.client.createProjection('count', counting))).toMatchObject({ code: 6 });
    expect(await failureOf(on.client.deleteProjection('count'))).toMatchObject({ type: 'unknown', code: 9 });
    await on.client.disableProjection('count');
    await on.client.deleteProjection('count', { deleteStateStream: true, deleteCheckpointStream: true });
    expect(await failureOf(statusOf('count'))).toMatchObject({ type: 'not-found', code: 5 });
  });

  it('is told in a list, the system’s five among them', async () => {
    await on.client.createProjection('count', counting);
    const listed = await on.client.listProjections();
    expect(Object.fromEntries(listed.map(({ name, projectionStatus }) => [name, projectionStatus]))).toEqual({
      ...{ $streams: STOPPED, $stream_by_category: STOPPED, $by_category: STOPPED, $by_event_type: STOPPED },
      ...{ $by_correlation_id: STOPPED, count: RUNNING },
    });
  });

  it('does not begin for one that is missing', async () => {
    const calls: (() => Promise<unknown>)[] = [
      () => on.client.deleteProjection('none'),
      () => on.client.disableProjection('none'),
      () => on.client.abortProjection('none'),
      () => on.client.enableProjection('none'),
      () => on.client.resetProjection('none'),
      () => on.client.updateProjection('none', counting),
      () => on.client.getProjectionState('none'),
      () => on.client.getProjectionResult('none'),
      () => on.client.getProjectionStatus('none'),
    ];
    for (const call of calls) expect(await failureOf(call())).toMatchObject({ type: 'not-found', code: 5 });
  });

  it('is the leader’s business', async () => {
    const cluster = await startCluster(2);
    const follower = on.connect(cluster.nodes[1]!.url());
    expect(await failureOf(follower.createProjection('count', counting))).toMatchObject({ type: 'not-leader' });
    await cluster.stop();
  });
});

describe('a projection of the system', () => {
  it.each([
    ['$by_category', '$ce-case', ['case-1/0', 'case-1/1', 'case-2/0']],
    ['$by_event_type', '$et-Opened', ['case-1/0', 'case-2/0', 'lone/0']],
    ['$by_correlation_id', '$bc-42', ['case-1/1']],
    ['$streams', '$streams', ['case-1/0', 'case-2/0', 'lone/0']],
  ])('%s links into %s', async (name, index, expected) => {
    await append('case-1', 'Opened');
    await on.client.appendToStream(
      'case-1',
      jsonEvent({ type: 'Closed', data: {}, metadata: { $correlationId: '42' } }),
    );
    await on.client.enableProjection(name);
    await append('case-2', 'Opened');
    await append('lone', 'Opened');
    await until(async () => (await read(index)).length === expected.length);
    await pause(20);
    const resolved = await read(index, true);
    expect(resolved.map(({ event }) => `${event?.streamId}/${event?.revision}`)).toEqual(expected);
    expect(resolved.every(({ link }) => link?.type === '$>')).toBe(true);
  });

  it('writes a while after the event, so that a group from the end of its links gets them all', async () => {
    await on.client.enableProjection('$by_event_type');
    await on.client.appendToStream('cases', someEvents(10, 'Opened'));
    const settings = persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: END, resolveLinkTos: true });
    await on.client.createPersistentSubscriptionToStream('$et-Opened', 'readers', settings);
    const { events } = consume(on.client, { stream: '$et-Opened', group: 'readers' });
    await until(() => events.length === 10);
    expect(events.every(({ event, link }) => event?.streamId === 'cases' && link?.type === '$>')).toBe(true);
  });

  it('$stream_by_category names the streams of a category', async () => {
    await on.start({ standardProjections: true });
    for (const stream of ['case-1', 'case-2', 'case-1', 'lone']) await append(stream, 'Opened');
    await until(async () => (await read('$category-case')).length === 2);
    const named = (await read('$category-case')).map(({ event }) => [
      event?.type,
      Buffer.from(event?.data as Uint8Array).toString(),
    ]);
    expect(named).toEqual([
      ['$@', 'case-1'],
      ['$@', 'case-2'],
    ]);
  });
});
