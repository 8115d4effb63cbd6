import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { END, type EventStoreDBClient } from '@eventstore/db-client';
import { standardAccounts } from './eventstore-node/access.js';
import { listen } from './eventstore-node/trial/listening.js';
import { trial } from './eventstore-node/trial/trial.js';
import { certificateAuthority } from './support/certificate.js';
import { admin, collect, failureOf, someEvents, until } from './support/eventstore.js';
import { temporaryFolder } from '#libs/event-store/contract/temporary.js';

/** The loopback node as a real one was seen to be: who may do what, over TLS. */
const on = trial();

const stream = 'case-1';

/** Own certificates, made for one run. */
const [authority, stranger] = [certificateAuthority(), certificateAuthority()];

describe('accounts', () => {
  let client: EventStoreDBClient;
  const office = { username: 'office', password: 'pass:wörd' };
  const append = (credentials: typeof admin, name = stream) =>
    client.appendToStream(name, someEvents(1), { credentials });
  const { folder, remove } = temporaryFolder();
  const caFile = join(folder, 'ca.pem');
  beforeAll(() => writeFileSync(caFile, authority.cert));
  afterAll(() => remove());

  beforeEach(async () => {
    const accounts = standardAccounts().set('office', { password: 'pass:wörd', groups: [] });
    await on.start({ accounts, tls: authority.issue() });
    client = on.connect(`${on.node.url('admin:changeit')}&tlsCAFile=${encodeURIComponent(caFile)}`);
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
    const batching = on.connect(`${on.node.url('office:pass%3Aw%C3%B6rd')}&tlsCAFile=${encodeURIComponent(caFile)}`);
    const error = await failureOf(batching.appendToStream(stream, someEvents(1)));
    expect(error).toMatchObject({ type: 'access-denied', code: undefined, message: '' });
  });

  it('cuts a live subscription when the right to $all is taken away (eventstoredb 6)', async () => {
    const grant = (readRoles: string[]) =>
      client.setStreamMetadata('$all', { acl: { readRoles } }, { credentials: admin });
    await grant(['office']);
    const { said } = listen(client, { fromPosition: END, credentials: office });
    await until(() => said.includes('caughtUp'));
    await grant(['$admins']);
    await until(() => said.includes('error access-denied'));
  });

  it('is not believed with the certificate of a stranger (eventstoredb 6)', async () => {
    writeFileSync(join(folder, 'other.pem'), stranger.cert);
    const doubting = on.connect(`${on.node.url()}&tlsCAFile=${encodeURIComponent(join(folder, 'other.pem'))}`);
    const error = await failureOf(doubting.appendToStream(stream, someEvents(1), { credentials: admin }));
    expect(error).toMatchObject({ code: 14, message: expect.stringMatching(/certificate/) as string });
  });

  it('gets no credentials in the clear: the client drops them (eventstoredb 2.17)', async () => {
    await on.start({ accounts: standardAccounts() });
    client = on.client;
    expect(await failureOf(append(admin))).toMatchObject({ type: 'access-denied', code: 7 });
  });

  it('tells who leads, and what it speaks, to anybody', async () => {
    await on.start({ accounts: standardAccounts() });
    const cluster = on.connect(`esdb://127.0.0.1:${on.node.port},127.0.0.1:${on.node.port}?tls=false`);
    expect(await failureOf(cluster.appendToStream(stream, someEvents(1)))).toMatchObject({ type: 'access-denied' });
  });
});
