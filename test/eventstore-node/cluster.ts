import { EventLog, type LogOptions } from './log.js';
import { Membership } from './membership.js';
import { servicesOf } from './services.js';
import { startNode, type EventStoreNode, type NodeOptions } from './node.js';

export interface ClusterOptions extends Omit<NodeOptions, 'log' | 'membership' | 'port' | keyof LogOptions> {
  /** Milliseconds between a leader's end and the next leader. */
  readonly electMs?: number;
  /** Milliseconds a thawed leader still believes in its lead (eventstoredb.md 6). */
  readonly staleMs?: number;
  readonly logOptions?: LogOptions;
  /** Ports one after the other from here; any free ones unless told. */
  readonly firstPort?: number;
}

/** Several nodes over one log: positions are equal on all, so a reader resumes on another node (eventstoredb.md 6). */
export interface Cluster {
  readonly nodes: readonly EventStoreNode[];
  readonly log: EventLog;
  readonly leader: () => EventStoreNode;
  /** Connection string that lists every node. */
  url(account?: string): string;
  /** As SIGSTOP does it: silent, its connections stay; the others elect. */
  freeze(node: EventStoreNode): void;
  thaw(node: EventStoreNode): void;
  stop(): Promise<void>;
}

export const startCluster = async (count: number, options: ClusterOptions = {}): Promise<Cluster> => {
  const { electMs, staleMs = 1_100, logOptions, firstPort, ...nodeOptions } = options;
  const [log, membership] = [new EventLog(logOptions), new Membership(electMs)];
  const services = servicesOf(log, { standard: options.standardProjections });
  const nodes: EventStoreNode[] = [];
  for (let i = 0; i < count; i += 1) {
    const port = firstPort === undefined ? 0 : firstPort + i;
    nodes.push(await startNode({ ...nodeOptions, port, log, services, membership }));
  }
  const hosts = () => nodes.map(({ port }) => `127.0.0.1:${port}`).join(',');
  return {
    nodes,
    log,
    leader: () => nodes[membership.leading]!,
    url: (account) => `esdb://${account ? `${account}@` : ''}${hosts()}?tls=${options.tls ? 'true' : 'false'}`,
    freeze: (node) => {
      node.wire().freeze();
      node.sight.blind(true);
      membership.change(node.index, { isUp: false });
    },
    thaw: (node) => {
      membership.change(node.index, { isUp: true, believesLeading: membership.leading !== node.index });
      const see = () => {
        membership.change(node.index, { believesLeading: false });
        node.sight.blind(false);
      };
      if (membership.leading === node.index) see();
      else setTimeout(see, staleMs).unref();
      node.wire().thaw();
    },
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
};
