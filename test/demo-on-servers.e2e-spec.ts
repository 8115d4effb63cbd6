import { aloneOn } from '#apps/demo/alone.js';
import { configFrom } from '#apps/runtime/config.js';
import { groupsIn } from '#apps/runtime/projecting.js';
import { managersLease } from '#apps/runtime/projection-groups.js';
import { openSharedViews } from '#apps/runtime/stores.js';
import { dropDatabase, hasServer, skipped, testDatabase, testServer, type TestServer } from './support/mongodb.js';

/** Sample data on servers is told while no projector works: process managers would answer it with events of today. */
const onServer = () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  }, 30_000);
  afterAll(() => server.stop());

  const premises = async () => {
    const url = server.url(testDatabase());
    const config = configFrom({ EVENTSTORE_URL: 'esdb://nowhere?tls=false', MONGODB_URL: url });
    const views = await openSharedViews(config);
    const leases = [...groupsIn(config.prefix).map(({ lease }) => lease), managersLease];
    const close = async () => (await views.close(), await dropDatabase(url));
    return { config, leases, close, coordination: views.coordination! };
  };

  it('is refused while a projector holds a lease, and leaves it the lease (engine 34)', async () => {
    const { config, leases, coordination, close } = await premises();
    const projector = (): Promise<boolean> => coordination.hold(leases[1]!, 'projector', null);
    expect(await projector()).toBe(true);
    const renewing = setInterval(() => void projector(), 1_000);
    let told = false;
    const telling = aloneOn(config, async () => void (told = true));
    await expect(telling).rejects.toMatchObject({ code: 'demo.projectors-running', details: { lease: leases[1] } });
    clearInterval(renewing);
    expect([told, await projector()]).toEqual([false, true]);
    const held = (await coordination.holders()).filter(({ remainingMs }) => remainingMs > 0);
    expect(held.map(({ lease }) => lease)).toEqual([leases[1]]);
    await close();
  }, 30_000);

  it('takes over from one that was killed, keeps every lease for as long as it tells, and gives them back (engine 34)', async () => {
    const { config, leases, coordination, close } = await premises();
    await coordination.hold(leases[0]!, 'killed', null);
    const others = () => Promise.all(leases.map((lease) => coordination.hold(lease, 'projector', null)));
    const meanwhile = await aloneOn(config, async () => {
      await new Promise((resolve) => setTimeout(resolve, 7_000));
      return others();
    });
    expect(meanwhile).toEqual(leases.map(() => false));
    expect(await others()).toEqual(leases.map(() => true));
    await close();
  }, 40_000);
};

if (hasServer) describe('sample data', onServer);
else skipped('sample data on servers');
