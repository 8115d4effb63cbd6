import { ANY, jsonEvent, NO_STREAM, START } from '@eventstore/db-client';
import { startCluster } from './eventstore-node/cluster.js';
import { openFile } from './eventstore-node/file.js';
import { trial } from './eventstore-node/trial/trial.js';
import { collect, failureOf, someEvents, unary, until } from './support/eventstore.js';
import { temporaryFolder } from '#libs/event-store/contract/temporary.js';

/** The loopback node as a real one was seen to be: what goes wrong, clusters, a restart. */
const on = trial();

const stream = 'case-1';
const all = async () => collect(on.client.readAll());

describe('faults', () => {
  it('drops an append sent again while the first is in flight (eventstoredb 5.3)', async () => {
    on.node.faults.commitMs = 1_500;
    const events = someEvents(2);
    const append = () => on.client.appendToStream(stream, events, { expectedRevision: NO_STREAM, ...unary });
    const first = append();
    await until(() => on.node.traffic.appends === 1);
    const second = failureOf(append());
    expect(await first).toMatchObject({ nextExpectedRevision: 1n });
    expect(await second).toMatchObject({ type: 'deadline-exceeded', code: 4 });
    expect(await append()).toMatchObject({ nextExpectedRevision: 1n });
  });

  it('commits and does not answer when told to; the repeat answers (eventstoredb 5.5)', async () => {
    on.node.faults.lostAnswers = 1;
    const events = someEvents(1);
    const options = { expectedRevision: NO_STREAM, ...unary } as const;
    const waiting = failureOf(on.client.appendToStream(stream, events, { ...options, deadline: 1_000 }));
    expect(await waiting).toMatchObject({ code: 4 });
    expect(await on.client.appendToStream(stream, events, options)).toMatchObject({ nextExpectedRevision: 0n });
  });

  it('counts what has no quorum, shows it to nobody, and applies it or not (eventstoredb 6)', async () => {
    on.node.faults.noQuorum = true;
    on.node.faults.commitTimeoutMs = 20;
    const events = someEvents(1);
    const options = { expectedRevision: NO_STREAM, ...unary } as const;
    expect(await failureOf(on.client.appendToStream(stream, events, options))).toMatchObject({
      type: 'timeout',
      code: 10,
    });
    const rival = await failureOf(on.client.appendToStream(stream, someEvents(1), options));
    expect(rival).toMatchObject({ type: 'wrong-expected-version', actualVersion: 0n });
    expect(await failureOf(collect(on.client.readStream(stream)))).toMatchObject({ type: 'stream-not-found' });
    on.node.faults.noQuorum = false;
    on.node.log.resolve('vanish');
    expect(await on.client.appendToStream(stream, someEvents(1), options)).toMatchObject({ nextExpectedRevision: 0n });
  });

  it('breaks a connection in the middle of a reply, refuses, freezes and thaws', async () => {
    await on.client.appendToStream(stream, someEvents(50));
    on.node.wire().cutAfter(1_000);
    expect(await failureOf(collect(on.client.readStream(stream)))).toMatchObject({ code: 14 });
    on.node.wire().cutAfter(undefined);
    await until(() =>
      collect(on.client.readStream(stream)).then(
        () => true,
        () => false,
      ),
    );
    on.node.wire().freeze();
    const frozen = on.client.appendToStream(stream, someEvents(1), { ...unary, deadline: 60 });
    expect(await failureOf(frozen)).toMatchObject({ type: 'deadline-exceeded' });
    on.node.wire().thaw();
    await until(() =>
      on.client.appendToStream(stream, someEvents(1), unary).then(
        () => true,
        () => false,
      ),
    );
    await on.node.stop();
    expect(await failureOf(on.client.appendToStream(stream, someEvents(1), unary))).toMatchObject({ code: 14 });
  });

  it('is not ready at first after a start, then serves the same client (eventstoredb 5.6)', async () => {
    await on.start({ readyAfterMs: 4_000 });
    const unready = failureOf(on.client.appendToStream(stream, someEvents(1), unary));
    expect(await unready).toMatchObject({
      code: 14,
      message: expect.stringContaining('Server Is Not Ready') as string,
    });
    const state = async () =>
      ((await (await fetch(`http://127.0.0.1:${on.node.port}/info`)).json()) as { state: string }).state;
    expect(await state()).toBe('starting');
    expect((await fetch(`http://127.0.0.1:${on.node.port}/health/live`)).status).toBe(204);
    await until(async () => (await state()) === 'leader');
    await until(() =>
      on.client.appendToStream(stream, someEvents(1), unary).then(
        () => true,
        () => false,
      ),
    );
  });

  it('dies of the stream named $$ (eventstoredb 5.9)', async () => {
    expect(await failureOf(on.client.appendToStream('$$', someEvents(1), unary))).toMatchObject({ code: 14 });
  });

  it('ends the whole batch call at an event without a type (eventstoredb 5.8)', async () => {
    const [good, bad] = [jsonEvent({ type: 'A', data: {} }), jsonEvent({ type: '', data: {} })];
    expect(await failureOf(on.client.appendToStream(stream, [good, bad]))).toMatchObject({ type: 'unknown' });
  });
});

describe('a cluster', () => {
  it('leads its client to the leader, and to the next one when that ends (eventstoredb 6)', async () => {
    const cluster = await startCluster(3, { electMs: 50 });
    const found = on.connect(cluster.url());
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
    const cluster = await startCluster(2, { lagMs: 2_000 });
    const follower = on.connect(cluster.nodes[1]!.url());
    await follower.appendToStream(stream, someEvents(2), unary);
    expect(await collect(follower.readStream(stream))).toEqual([]);
    await until(async () => (await collect(follower.readStream(stream))).length === 2);
    const required = failureOf(collect(follower.readStream(stream, { requiresLeader: true })));
    expect(await required).toMatchObject({ type: 'not-leader', leader: { port: cluster.nodes[0]!.port } });
    await cluster.stop();
  });

  it('has a thawed leader that still answers, with what was (eventstoredb 6)', async () => {
    const cluster = await startCluster(3, { electMs: 20, staleMs: 3_000 });
    const [old] = cluster.nodes;
    const [toOld, toAll] = [on.connect(old!.url()), on.connect(`${cluster.url()}&gossipTimeout=1`)];
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
    const knows = (error: { type?: string }) => error.type === 'not-leader';
    await until(() => collect(toOld.readStream(stream, { requiresLeader: true })).then(() => false, knows));
    await cluster.stop();
  });
});

describe('a log in a file', () => {
  it('is there again after a restart, exact revisions idempotent, `any` not (eventstoredb 5.1)', async () => {
    const { folder, remove } = temporaryFolder();
    const file = openFile(folder);
    await on.start({ ...file, firstPosition: 2n ** 60n });
    const events = someEvents(2);
    const first = await on.client.appendToStream(stream, events, { expectedRevision: NO_STREAM });
    await on.client.deleteStream('nowhere').catch(() => undefined);
    const before = await all();
    file.close();
    await on.start({ ...openFile(folder) });
    expect(await all()).toEqual(before);
    expect(await on.client.appendToStream(stream, events, { expectedRevision: NO_STREAM, ...unary })).toEqual(first);
    expect(await on.client.appendToStream(stream, events, { expectedRevision: ANY })).toMatchObject({
      nextExpectedRevision: 3n,
    });
    expect(await collect(on.client.readAll({ fromPosition: START, maxCount: 1 }))).toHaveLength(1);
    remove();
  });
});
