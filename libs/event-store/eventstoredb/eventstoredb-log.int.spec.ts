import { randomBytes } from 'node:crypto';
import { EventLog } from '../../../test/eventstore-node/log.js';
import { startNode } from '../../../test/eventstore-node/node.js';
import { eventStoreContract, type OpenLog } from '../contract.js';
import { eventStoreModel } from '../contract/model.js';
import { unhurried } from '../contract/unhurried.js';
import { openEventStoreDb } from './eventstoredb-log.js';

beforeAll(unhurried);

/** A node of its own for each test: a log above 2^53 with others' events between ours. */
const onLoopback: OpenLog = async () => {
  const log = new EventLog({ firstPosition: 2n ** 60n });
  const node = await startNode({ log });
  const prefix = `lookback${randomBytes(3).toString('hex')}`;
  const open = () => openEventStoreDb({ url: node.url(), prefix });
  let store = await open();
  return {
    store,
    name: (stream) => `${prefix}-${stream}`,
    reopen: async () => {
      await store.close();
      return (store = await open());
    },
    close: async () => {
      await store.close();
      await node.stop();
    },
  };
};

eventStoreContract('EventStoreDB, loopback node', onLoopback);
eventStoreModel('the EventStoreDB log', onLoopback, { runs: 20, orderBetweenStreams: 'any' });
