import { Metadata, type ServiceError } from '@grpc/grpc-js';
import { callerOf, checkAccess, type Accounts, type Caller, type Right } from './access.js';
import { Failure, notLeader, ServerNotReady } from './failure.js';
import type { Faults } from './faults.js';
import type { EventLog } from './log.js';
import type { Services } from './services.js';

export interface Address {
  readonly host: string;
  readonly port: number;
}

export type Role = 'leader' | 'follower' | 'starting';

/** One node of the cluster as gossip tells it. */
export interface Member extends Address {
  readonly id: string;
  readonly role: Role;
  readonly isAlive: boolean;
}

/** What a node has seen, for tests that look for leaks and for repeated sends. */
export interface Traffic {
  openReads: number;
  /** Most reads that were open at one time. */
  mostReads: number;
  appends: number;
  /** Calls that carry appends of the whole client. */
  batches: number;
  reads: number;
  /** Events sent to readers. */
  sent: number;
}

/** What the calls of one node act on. */
export interface Ground {
  readonly log: EventLog;
  readonly services: Services;
  readonly accounts?: Accounts;
  readonly faults: Faults;
  readonly role: () => Role;
  readonly members: () => readonly Member[];
  /** Ends the node as the real one ends: at what kills it (eventstoredb.md 5.9). */
  readonly die: () => void;
  /** Breaks every connection of this node. */
  readonly cut: () => void;
  /** Index in `all` up to which this node's readers see: a follower may lag, a cut-off leader is stale. */
  readonly horizon: () => number;
  /** Calls back when the horizon has moved. Returns the way to stop. */
  readonly onVisible: (listener: () => void) => () => void;
  /** What an append meets: a quorum, none while a leader is being elected, or one that this node has lost unknowingly. */
  readonly quorum: () => 'there' | 'electing' | 'lost';
  readonly traffic: Traffic;
  /** Calls back when the node is told to end. Returns the way to stop. */
  readonly onEnding: (listener: () => void) => () => void;
  /** Milliseconds a commit may take. */
  readonly commitLimitMs?: number;
}

interface Call {
  readonly metadata: Metadata;
}

/** A call that gets no answer: the silent server of eventstoredb.md X1. */
export const silence = (): Promise<never> => new Promise(() => undefined);

/** What every call passes before it does anything. @throws Failure */
export const enter = async (ground: Ground, { metadata }: Call): Promise<void> => {
  if (ground.faults.silent) await silence();
  if (ground.faults.slowMs > 0) await pause(ground.faults.slowMs);
  if (ground.faults.refusing) throw ground.faults.refusing;
  if (ground.role() === 'starting') throw new ServerNotReady();
  if (metadata.get('requires-leader')[0] === 'true') checkLeader(ground);
};

/** @throws Failure that names the leader */
export const checkLeader = ({ role, members }: Ground): void => {
  if (role() === 'leader') return;
  const leader = members().find((member) => member.role === 'leader' && member.isAlive);
  if (!leader) throw new ServerNotReady();
  throw notLeader(leader);
};

const callers = new WeakMap<Metadata, Caller | undefined>();

/** Who a call is from is asked once: what is open goes on when a password changes (eventstoredb.md 6). @throws Failure */
const callerOnce = (accounts: Accounts, metadata: Metadata): Caller | undefined => {
  if (!callers.has(metadata)) callers.set(metadata, callerOf(accounts, metadata));
  return callers.get(metadata);
};

/** @throws Failure */
export const authorize = (ground: Ground, { metadata }: Call, asked: { stream: string; right: Right }): void => {
  if (ground.accounts) checkAccess(ground.log.streams, callerOnce(ground.accounts, metadata), asked);
};

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref());

/** A failure with its trailers; what is none is a mistake of the node and says so. */
export const serviceError = (error: unknown): ServiceError => {
  if (!(error instanceof Failure)) throw error;
  const metadata = new Metadata();
  Object.entries(error.trailers).forEach(([key, value]) => metadata.set(key, value));
  const { code, details } = error;
  return Object.assign(new Error(details), { code, details, metadata });
};
