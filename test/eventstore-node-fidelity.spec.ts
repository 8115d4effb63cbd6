import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { binaryEvent, jsonEvent, NO_STREAM, type EventStoreDBClient } from '@eventstore/db-client';
import { standardAccounts, type Accounts } from './eventstore-node/access.js';
import { trial } from './eventstore-node/trial/trial.js';
import { certificateAuthority } from './support/certificate.js';
import { collect, failureOf, pause, someEvents, unary, until } from './support/eventstore.js';
import { temporaryFolder } from '#libs/event-store/contract/temporary.js';

/** What the client's own suite would not notice, and a real node was seen to do: through the real client, over the wire. */
const on = trial();
const stream = 'case-1';

describe('large and many', () => {
  it.each([
    ['unary', unary],
    ['batch', {}],
  ])('takes one %s append of far more than the 4 MiB of a grpc message (eventstoredb 2.1)', async (_, path) => {
    const metadata = Buffer.alloc(5 * 1024 * 1024, 'm');
    await on.client.appendToStream(stream, binaryEvent({ type: 'Big', data: Buffer.from('x'), metadata }), path);
    const [big] = await collect(on.client.readStream(stream));
    expect((big?.event?.metadata as Uint8Array).length).toBe(metadata.length);
  });

  it('puts together appends that come in many parts at the same time, each whole (eventstoredb 2.4)', async () => {
    const names = ['a', 'b', 'c'];
    const append = (name: string) => on.client.appendToStream(name, someEvents(300, name), { batchAppendSize: 256 });
    const results = await Promise.all(names.map(append));
    expect(results.map(({ nextExpectedRevision }) => nextExpectedRevision)).toEqual([299n, 299n, 299n]);
    const types = (await collect(on.client.readAll()))
      .map(({ event }) => event!.type)
      .filter((type) => type.length === 1);
    expect(types.join('').replace(/(.)\1*/g, '$1')).toHaveLength(3);
  });
});

describe('time', () => {
  it('answers a batch append that is past its deadline, or takes more than 2 s, with a timeout (eventstoredb 2.7)', async () => {
    await on.client.appendToStream('warm', someEvents(1));
    on.node.faults.slowMs = 20;
    const late = on.client.appendToStream(stream, someEvents(1), { deadline: 1 });
    expect(await failureOf(late)).toMatchObject({ type: 'deadline-exceeded', code: undefined });
    const data = Buffer.alloc(1_048_577);
    const large = on.client.appendToStream(stream, binaryEvent({ type: 'Large', data }), { deadline: 1 });
    expect(await failureOf(large)).toMatchObject({ type: 'maximum-append-size-exceeded' });
    on.node.faults.slowMs = 0;
    on.node.faults.commitMs = 2_500;
    const began = Date.now();
    expect(await failureOf(on.client.appendToStream(stream, someEvents(1)))).toMatchObject({
      type: 'deadline-exceeded',
    });
    expect(Date.now() - began).toBeGreaterThanOrEqual(1_950);
    await until(() => on.node.log.streams.lastRevision(stream) === 0n);
  });

  it('says a commit that took too long is unknown, though it stands (eventstoredb 2, Trailers)', async () => {
    await on.start({ commitLimitMs: 0 });
    const [event] = someEvents(1);
    const options = { expectedRevision: NO_STREAM, ...unary } as const;
    expect(await failureOf(on.client.appendToStream(stream, event!, options))).toMatchObject({
      type: 'timeout',
      code: 10,
    });
    expect(await collect(on.client.readStream(stream))).toHaveLength(1);
  });
});

describe('subscriptions', () => {
  it('are caught up once more after more than 32 events at once (eventstoredb 2.23, 5.16)', async () => {
    let [caughtUp, events] = [0, 0];
    on.client
      .subscribeToStream(stream)
      .on('caughtUp', () => (caughtUp += 1))
      .on('data', () => (events += 1));
    await until(() => caughtUp === 1);
    await on.client.appendToStream(stream, someEvents(20));
    await until(() => events === 20);
    await pause(10);
    expect(caughtUp).toBe(1);
    await on.client.appendToStream(stream, someEvents(40));
    await until(() => events === 60 && caughtUp === 2);
  });

  it('to a stream see what was cut off no more, live events all the same (eventstoredb 5.12)', async () => {
    await on.client.appendToStream(stream, someEvents(4));
    await on.client.setStreamMetadata(stream, { truncateBefore: 2 });
    const seen: bigint[] = [];
    on.client.subscribeToStream(stream).on('data', ({ event }) => seen.push(event!.revision));
    await until(() => seen.length === 2);
    await on.client.appendToStream(stream, someEvents(1));
    await until(() => seen.length === 3);
    expect(seen).toEqual([2n, 3n, 4n]);
  });
});

describe('the end of a node', () => {
  it('at SIGTERM is “unavailable” to a call and “cancelled” to what is open (eventstoredb 2.28)', async () => {
    const open: string[] = [];
    const subscription = on.client.subscribeToAll();
    subscription
      .on('data', () => undefined)
      .on('error', (error: Error) => open.push((error as Error & { type: string }).type));
    await new Promise((resolve) => subscription.on('caughtUp', () => resolve(undefined)));
    on.node.faults.silent = true;
    const call = failureOf(on.client.appendToStream(stream, someEvents(1), unary));
    await pause(50);
    await on.node.stop('graceful');
    expect(await call).toMatchObject({ type: 'unavailable', code: 14 });
    expect(open).toEqual(['cancelled']);
  });

  it('is a stream’s name of 12 million characters (eventstoredb 5.9)', async () => {
    const append = on.client.appendToStream('n'.repeat(12_000_000), someEvents(1), unary);
    expect(await failureOf(append)).toMatchObject({ code: 14 });
  });
});

describe('an account whose password changes, or that is disabled', () => {
  const authority = certificateAuthority();
  const { folder, remove } = temporaryFolder();
  const caFile = join(folder, 'ca.pem');
  let accounts: Accounts;
  let client: EventStoreDBClient;
  beforeAll(() => writeFileSync(caFile, authority.cert));
  afterAll(() => remove());
  beforeEach(async () => {
    accounts = standardAccounts().set('office', { password: 'old', groups: [] });
    await on.start({ accounts, tls: authority.issue() });
    client = on.connect(`${on.node.url('office:old')}&tlsCAFile=${encodeURIComponent(caFile)}`);
  });

  it.each([
    ['another password', { password: 'new', groups: [] }],
    ['disabled', { password: 'old', groups: [], disabled: true }],
  ])('%s: what is open goes on, what is new is refused with 16 (eventstoredb 6)', async (_, changed) => {
    const seen: string[] = [];
    await client.appendToStream(stream, jsonEvent({ type: 'A', data: {} }));
    client.subscribeToStream(stream).on('data', ({ event }) => seen.push(event!.type));
    await until(() => seen.length === 1);
    accounts.set('office', changed);
    await client.appendToStream(stream, jsonEvent({ type: 'B', data: {} }));
    await until(() => seen.length === 2);
    const credentials = { username: 'office', password: 'old' };
    const call = client.appendToStream(stream, someEvents(1), { credentials });
    expect(await failureOf(call)).toMatchObject({ type: 'access-denied', code: 16 });
  });
});
