import { eventStoreContract, type OpenLog } from '#libs/event-store/contract.js';
import { eventStoreModel } from '#libs/event-store/contract/model.js';
import { openEventStoreDb, type EventStoreDbOptions } from '#libs/event-store/eventstoredb/eventstoredb-log.js';
import { givenServer, removeStreams, testPrefix } from './support/given-eventstore.js';

/**
 * The contract on an EventStoreDB that somebody gives: `EVENTSTORE_URL=… npm run test:stores`. Every log of this run is
 * a prefix of its own, `lookbacktest<random>`, deleted at the end; nothing else in the server is written to.
 */
const given = givenServer(process.env);

const onGiven =
  (server: Omit<EventStoreDbOptions, 'prefix'>): OpenLog =>
  async () => {
    const prefix = testPrefix();
    const open = () => openEventStoreDb({ ...server, prefix });
    let store = await open();
    return {
      store,
      name: (stream) => `${prefix}-${stream}`,
      reopen: async () => {
        await store.close();
        return (store = await open());
      },
      close: async () => {
        await removeStreams(store, server);
        await store.close();
      },
    };
  };

if (given) {
  eventStoreContract('the given EventStoreDB', onGiven(given));
  eventStoreModel('the given EventStoreDB', onGiven(given), {
    runs: 10,
    orderBetweenStreams: 'any',
    withinMs: 600_000,
  });
} else {
  it('needs EVENTSTORE_URL to name a server', () => {
    expect(givenServer({ EVENTSTORE_URL: '' })).toBeUndefined();
    expect(givenServer({ EVENTSTORE_URL: 'esdb://db?tls=false' })).toMatchObject({ url: 'esdb://db?tls=false' });
  });
}
