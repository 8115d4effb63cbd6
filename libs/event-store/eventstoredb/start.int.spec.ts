import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { isRefusal } from '#libs/kernel/refusal.js';
import { outcomeOf, sampleEvents } from '../contract/sample.js';
import { temporaryFolder } from '../contract/temporary.js';
import { standardAccounts } from '../../../test/eventstore-node/access.js';
import { startCluster } from '../../../test/eventstore-node/cluster.js';
import { startNode, type EventStoreNode, type NodeOptions } from '../../../test/eventstore-node/node.js';
import { certificateAuthority } from '../../../test/support/certificate.js';
import { admin, until } from '../../../test/support/eventstore.js';
import { openEventStoreDb, type EventStoreDbOptions } from './eventstoredb-log.js';

/** What is looked at before the first command is taken, and what an operator reads when it is not right. */
const { folder, remove } = temporaryFolder();
const [authority, stranger] = [certificateAuthority(), certificateAuthority()];
const caFile = join(folder, 'ca.pem');
const secret = 's3cret: @/?';

let node: EventStoreNode;
const start = async (options: NodeOptions = {}) => {
  const accounts = standardAccounts().set('office', { password: secret, groups: [] });
  node = await startNode({ accounts, tls: authority.issue(), ...options });
};
const open = (more: Partial<EventStoreDbOptions> = {}) =>
  openEventStoreDb({ url: node.url(), prefix: 'lookback', caFile, patienceMs: 0, ...admin, ...more });

beforeAll(() => writeFileSync(caFile, authority.cert));
beforeEach(() => start());
afterEach(() => node.stop());
afterAll(() => remove());

/** The two sentences and the details of the refusal that `open` ends with. */
const refusedWith = async (more: Partial<EventStoreDbOptions>): Promise<{ code: string; text: string }> => {
  try {
    await (await open(more)).close();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { code: error.code, text: `${error.in('zh')} ${error.in('en')} ${JSON.stringify(error.details)}` };
  }
  throw new Error('was opened');
};

/** The account may read `$all`, as an administrator gives that right once. */
const grant = async (...roles: string[]): Promise<void> => {
  const client = EventStoreDBClient.connectionString(`${node.url()}&tlsCAFile=${encodeURIComponent(caFile)}`);
  await client.setStreamMetadata('$all', { acl: { readRoles: roles } }, { credentials: admin });
  await client.dispose();
};

describe('the start over TLS', () => {
  it('works with the authority’s certificate and an account', async () => {
    const store = await open();
    expect(await store.append('lookback-log', 'no_stream', sampleEvents(1))).toMatchObject({ seq: 1 });
    await store.close();
  });

  it.each([
    ['of a stranger', () => stranger.issue(), /unable to (verify|get)|self.signed/i],
    ['that has expired', () => authority.issue(-3), /expired/],
  ])('says what is wrong with a certificate %s (eventstoredb 6)', async (_, issue, wanted) => {
    await node.stop();
    await start({ tls: issue() });
    const { code, text } = await refusedWith({});
    expect(code).toBe('server.no-node');
    expect(text).toMatch(wanted);
    expect(text).toContain(`127.0.0.1:${node.port}`);
  });

  it('says so for each of several hosts, and is content with one that answers (eventstoredb 6)', async () => {
    const other = await startNode({ tls: stranger.issue() });
    const both = `esdb://127.0.0.1:${node.port},127.0.0.1:${other.port}?tls=true`;
    await (await open({ url: both })).close();
    await node.stop();
    const { text } = await refusedWith({ url: both });
    expect(text).toMatch(new RegExp(`${node.port}: .*ECONNREFUSED`));
    expect(text).toMatch(new RegExp(`${other.port}: .*certificate`));
    await other.stop();
  });
});

describe('the account', () => {
  it('that is not known is told apart from one that may not', async () => {
    expect(await refusedWith({ username: 'office', password: 'guess' })).toMatchObject({
      code: 'server.unknown-account',
    });
    const lacking = await refusedWith({ username: 'office', password: secret });
    expect(lacking.code).toBe('server.no-right');
    expect(lacking.text).toMatch(/\$all.*"\$r"/);
    expect(lacking.text + (await refusedWith({ username: 'x', password: secret })).text).not.toContain(secret);
  });

  it('needs no more than the right to read $all (eventstoredb 6)', async () => {
    await grant('office', '$admins');
    const store = await open({ username: 'office', password: secret });
    await store.append('lookback-log', 'no_stream', sampleEvents(1));
    expect((await store.readAll('start', 10)).events).toHaveLength(1);
    await store.close();
  });

  it('that loses its right later is refused by name, not tried again, and the others’ sake is no outage (eventstoredb 6)', async () => {
    await grant('office', '$admins');
    const store = await open({ username: 'office', password: secret });
    store.onAppended(() => undefined);
    await store.append('lookback-log', 'no_stream', sampleEvents(1));
    await grant('$admins');
    for (let call = 0; call < 4; call += 1)
      expect(await outcomeOf(store.readAll('start', 1))).toMatchObject({ refused: 'server.no-right' });
    await grant('office', '$admins');
    expect((await store.readAll('start', 10)).events).toHaveLength(1);
    await store.close();
  });

  it('whose password was changed is refused as unknown, appends too (eventstoredb 6)', async () => {
    await node.stop();
    const accounts = standardAccounts();
    await start({ accounts });
    const store = await open();
    await store.append('lookback-log', 'no_stream', sampleEvents(1));
    accounts.set('admin', { password: 'another', groups: ['$admins'] });
    const before = node.traffic.appends;
    const append = store.append('lookback-log', 0, sampleEvents(1));
    expect(await outcomeOf(append)).toMatchObject({ refused: 'server.unknown-account' });
    expect(node.traffic.appends).toBe(before);
    await store.close();
  });
});

describe('a server that is not there', () => {
  it('is waited for, and named when it does not come', async () => {
    await node.stop();
    const opening = open({ patienceMs: 5_000 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await node.start();
    await (await opening).close();
    await node.stop();
    expect(await refusedWith({})).toMatchObject({ code: 'server.no-node' });
  });

  it('is not confused with a cluster one of whose nodes is down', async () => {
    const cluster = await startCluster(3, { electMs: 20 });
    await cluster.nodes[2]!.stop();
    const store = await openEventStoreDb({ url: cluster.url(), prefix: 'lookback' });
    expect(await store.append('lookback-log', 'no_stream', sampleEvents(1))).toMatchObject({ seq: 1 });
    await store.close();
    await cluster.stop();
  });

  it('leaves no connection behind at the end (eventstoredb 6, process end)', async () => {
    const store = await open();
    store.onAppended(() => undefined);
    await store.append('lookback-log', 'no_stream', sampleEvents(1));
    await store.close();
    await until(() => node.traffic.openReads === 0);
    await until(() => node.wire().connections() === 0);
  });
});
