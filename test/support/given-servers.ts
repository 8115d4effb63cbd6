import { unhurried } from '#libs/event-store/contract/unhurried.js';
import { startNode, type EventStoreNode } from '../eventstore-node/node.js';
import { patiently } from '#apps/demo/patiently.js';
import { givenServer, removeLog, testPrefix } from './given-eventstore.js';
import { dropDatabase, hasServer, testDatabase, testServer } from './mongodb.js';

/** Variables of the program. */
export type Variables = Readonly<Record<string, string>>;

/** Where a spec runs on servers, given or its own; it makes logs and databases there and removes what it made. */
export interface TestServers {
  /** Variables for one log with its views, under names nothing else has. */
  place(): Variables;
  /** Removes every place and ends what was started here. */
  close(): Promise<void>;
}

const given = givenServer(process.env);

/**
 * The servers of `EVENTSTORE_URL` and `MONGODB_URL`; where one is not given, a loopback node and a SecantusDB of the
 * spec's own. Without a MongoDB the views are in the embedded store.
 */
export const openServers = async (): Promise<TestServers> => {
  unhurried();
  const node = given ? undefined : await startNode({ firstPosition: 2n ** 54n });
  const mongo = hasServer ? await testServer() : undefined;
  const made: Variables[] = [];
  return {
    place: () => {
      const place = { ...logVariables(node), ...(mongo && { MONGODB_URL: mongo.url(testDatabase()) }) };
      made.push(place);
      return place;
    },
    close: async () => {
      for (const place of made) await remove(place);
      await mongo?.stop();
      await node?.stop();
    },
  };
};

const logVariables = (node: EventStoreNode | undefined): Variables => ({
  EVENTSTORE_URL: given?.url ?? node!.url(),
  EVENTSTORE_PREFIX: testPrefix(),
  ...(given?.username && { EVENTSTORE_USERNAME: given.username }),
  ...(given?.password && { EVENTSTORE_PASSWORD: given.password }),
  ...(given?.caFile && { EVENTSTORE_CA_FILE: given.caFile }),
});

/** A log of the spec's own node goes with the node. */
const remove = async ({ EVENTSTORE_PREFIX, MONGODB_URL }: Variables): Promise<void> => {
  if (given) await patiently(() => removeLog(EVENTSTORE_PREFIX!, given));
  if (MONGODB_URL) await dropDatabase(MONGODB_URL);
};
