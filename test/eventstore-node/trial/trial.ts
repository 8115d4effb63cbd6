import type { EventStoreDBClient } from '@eventstore/db-client';
import { clients } from '../../support/eventstore.js';
import { startNode, type EventStoreNode, type NodeOptions } from '../node.js';

/** A fresh insecure node and a client of it for every test of a spec. */
export interface Trial {
  readonly node: EventStoreNode;
  readonly client: EventStoreDBClient;
  /** A client of its own, disposed of at the end of the test. */
  connect(url: string): EventStoreDBClient;
  /** Ends all its clients. */
  dispose(): Promise<void>;
  /** Another node in place of the first, with another client. */
  start(options: NodeOptions): Promise<void>;
}

/** To be called where a spec begins: it registers what happens before and after each test. */
export const trial = (): Trial => {
  const open = clients();
  let node: EventStoreNode;
  let client: EventStoreDBClient;
  const start = async (options: NodeOptions): Promise<void> => {
    await node?.stop();
    node = await startNode(options);
    client = open.connect(node.url());
  };
  beforeEach(() => start({}));
  afterEach(async () => {
    await open.dispose();
    await node.stop();
  });
  return {
    get node() {
      return node;
    },
    get client() {
      return client;
    },
    connect: (url) => open.connect(url),
    dispose: () => open.dispose(),
    start,
  };
};
