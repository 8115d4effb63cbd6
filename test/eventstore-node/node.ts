import { Server, ServerCredentials } from '@grpc/grpc-js';
import persistentServices from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import projectionServices from '@eventstore/db-client/generated/projections_grpc_pb.js';
import gossipServices from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import featureServices from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streamServices from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { Accounts } from './access.js';
import { appendCall } from './calls/append.js';
import { batchAppendCall } from './calls/batch-append.js';
import { featuresCall, gossipCall } from './calls/house.js';
import { persistentCalls } from './calls/persistent.js';
import { projectionCalls } from './calls/projections.js';
import { readCall } from './calls/read.js';
import { deleteCall, tombstoneCall } from './calls/removing.js';
import { writing } from './calls/writing.js';
import { noFaults, type Faults } from './faults.js';
import { pause, type Ground, type Traffic } from './ground.js';
import { httpPages } from './http.js';
import { EventLog, type LogOptions } from './log.js';
import { Membership } from './membership.js';
import { servicesOf, type Services } from './services.js';
import { vision, type Vision } from './vision.js';
import { openWire, type Wire, type WireOptions } from './wire.js';

export interface NodeOptions extends LogOptions, Partial<WireOptions> {
  /** A log shared with other nodes. */
  readonly log?: EventLog;
  /** The system's projections run from the start. */
  readonly standardProjections?: boolean;
  /** Those of the shared log. */
  readonly services?: Services;
  readonly membership?: Membership;
  /** Without accounts the node is insecure. */
  readonly accounts?: Accounts;
  /** What it says to be; the generation this node was recorded from. */
  readonly version?: string;
  /** Milliseconds between a start and the first call served: until then the server is not ready. */
  readonly readyAfterMs?: number;
  /** Milliseconds a follower's readers are behind. */
  readonly lagMs?: number;
  /** The name by which gossip tells of this node; its address unless told. */
  readonly advertiseAs?: string;
  /** Milliseconds a commit may take; one that takes longer is answered with a timeout, though it stands. */
  readonly commitLimitMs?: number;
  /** Called when the node meets what kills a real one; a program exits. */
  readonly onDeath?: () => void;
}

/** A loopback EventStoreDB node: the client's own service definitions over a log in memory (eventstoredb.md). */
export interface EventStoreNode {
  readonly index: number;
  readonly port: number;
  /** Connection string, with the account where one was given. */
  url(account?: string): string;
  readonly log: EventLog;
  readonly faults: Faults;
  readonly traffic: Traffic;
  readonly membership: Membership;
  readonly wire: () => Wire;
  readonly sight: Vision;
  /** Starts again on its port. */
  start(): Promise<void>;
  /** `kill`: connections break. `graceful`: calls end first, unavailable or cancelled (eventstoredb.md 2.28). */
  stop(how?: 'kill' | 'graceful'): Promise<void>;
}

interface Up {
  readonly server: Server;
  readonly wire: Wire;
}

const defaultVersion = '24.6.0';

export const startNode = async (options: NodeOptions = {}): Promise<EventStoreNode> => {
  const { host = '127.0.0.1', accounts, readyAfterMs = 0 } = options;
  const [log, membership] = [options.log ?? new EventLog(options), options.membership ?? new Membership()];
  const services = options.services ?? servicesOf(log, { standard: options.standardProjections });
  const index = membership.join(options.advertiseAs ?? host);
  const faults = noFaults();
  const traffic: Traffic = { openReads: 0, mostReads: 0, appends: 0, batches: 0, reads: 0, sent: 0 };
  const sight = vision(log, () => (membership.role(index) === 'leader' ? 0 : (options.lagMs ?? 0)));
  membership.onChange(() => membership.role(index) === 'leader' && sight.catchUp());
  let up: Up | undefined;
  let port = options.port ?? 0;
  const endings = new Set<() => void>();
  const cut = () => up?.wire.cut();
  const die = () => {
    options.onDeath?.();
    void stop('kill');
  };
  const ground: Ground = {
    ...{ log, services, accounts, faults, commitLimitMs: options.commitLimitMs, traffic, cut, die },
    horizon: sight.horizon,
    onVisible: sight.onVisible,
    role: () => membership.role(index),
    members: () => membership.members(),
    quorum: () => membership.quorum(index),
    onEnding: (listener) => {
      endings.add(listener);
      return () => void endings.delete(listener);
    },
  };
  const start = async (): Promise<void> => {
    up = await raise(ground, { ...options, host, port });
    port = up.wire.port;
    traffic.openReads = 0;
    const ready = () => membership.change(index, { port, isUp: true, isStarting: false });
    membership.change(index, { port, isUp: false, isStarting: true });
    if (readyAfterMs > 0) setTimeout(ready, readyAfterMs).unref();
    else ready();
  };
  const stop: EventStoreNode['stop'] = async (how = 'kill') => {
    const stopped = up;
    up = undefined;
    membership.change(index, { isUp: false });
    if (how === 'graceful') await endInOrder(endings);
    await stopped?.wire.close();
    stopped?.server.forceShutdown();
  };
  await start();
  return {
    ...{ index, log, faults, traffic, membership, sight, start, stop },
    get port() {
      return port;
    },
    wire: () => up!.wire,
    url: (account) => `esdb://${account ? `${account}@` : ''}${host}:${port}?tls=${options.tls ? 'true' : 'false'}`,
  };
};

/** Tells the subscriptions, and leaves what they are told the turns of the loop it takes to go out, busy or not. */
const endInOrder = async (endings: ReadonlySet<() => void>): Promise<void> => {
  if (endings.size === 0) return;
  [...endings].forEach((tell) => tell());
  for (let turn = 0; turn < 20; turn += 1) await pause(1);
};

/** Kestrel's default, which the server does not change (eventstoredb.md 2.2); grpc's own message limit is too small (2.1). */
const channel = {
  'grpc.max_concurrent_streams': 100,
  'grpc.max_receive_message_length': 16 * 1024 * 1024 - 10_000,
  'grpc.max_send_message_length': -1,
};

const raise = async (ground: Ground, options: NodeOptions & WireOptions): Promise<Up> => {
  const { version = defaultVersion } = options;
  const server = new Server(channel);
  const write = writing(ground);
  server.addService(streamServices.StreamsService, {
    read: readCall(ground),
    append: appendCall(ground, write),
    batchAppend: batchAppendCall(ground, write),
    delete: deleteCall(ground),
    tombstone: tombstoneCall(ground),
  });
  server.addService(persistentServices.PersistentSubscriptionsService, persistentCalls(ground));
  server.addService(projectionServices.ProjectionsService, projectionCalls(ground));
  server.addService(gossipServices.GossipService, { read: gossipCall(ground) });
  server.addService(featureServices.ServerFeaturesService, { getSupportedMethods: featuresCall(ground, version) });
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  const http2 = (connection: Parameters<typeof injector.injectConnection>[0]) => injector.injectConnection(connection);
  const wire = await openWire(options, { http2, http1: httpPages(ground, version) });
  return { server, wire };
};
