import type { Refusal } from '#libs/kernel/refusal.js';
import { refuseServer } from '../errors.js';
import type { Driver } from './client.js';
import { meaningOf } from './failures.js';
import type { Host, ServerSettings } from './settings.js';

/** What one node may take to answer. */
const answerMs = 2_000;
const pauseMs = 500;

export interface Starting {
  readonly settings: ServerSettings;
  readonly connect: (settings: ServerSettings) => Driver;
  /** Milliseconds that nodes which do not answer are waited for. */
  readonly patienceMs: number;
  readonly monotonic: () => number;
}

/**
 * Each node alone, since behind several hosts the client keeps to itself what is wrong with one (eventstoredb.md 6): one
 * that answers is enough. May this account read `$all`?
 * @throws `server.no-right`, `server.unknown-account` at once; `server.no-node` with the text of every node
 */
export const checkStart = async (starting: Starting): Promise<void> => {
  const until = starting.monotonic() + starting.patienceMs;
  for (;;) {
    const failures = await Promise.all(starting.settings.hosts.map((host) => failureOf(starting, host)));
    if (failures.includes(undefined)) return;
    const [refusal] = failures.flatMap((failure) => (failure ? refusalFor(failure.error) : []));
    if (refusal) throw refusal;
    if (starting.monotonic() >= until) throw noNode(failures.flatMap((failure) => failure ?? []));
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
};

interface NodeFailure {
  readonly host: Host;
  readonly error: Error;
}

const failureOf = async ({ settings, connect }: Starting, host: Host): Promise<NodeFailure | undefined> => {
  const driver = connect({ ...settings, hosts: [host] });
  try {
    await driver.readAll({ from: 'end', count: 1, backwards: true, anyNode: true }, { silenceMs: answerMs });
    return undefined;
  } catch (error) {
    return { host, error: error as Error };
  } finally {
    await driver.close().catch(() => undefined);
  }
};

/** The right that is missing, as it is written in the metadata of `$all`; given once, by an administrator. */
const rightToAll = 'read $all: {"$acl":{"$r":["<account>","$admins"]}} in the metadata of $all';

const refusalFor = (error: Error): Refusal | readonly [] => {
  const meaning = meaningOf(error);
  if (meaning === 'unknown-account') return refuseServer('server.unknown-account');
  return meaning === 'no-right' ? refuseServer('server.no-right', { right: rightToAll }) : [];
};

const noNode = (failures: readonly NodeFailure[]): Refusal =>
  refuseServer('server.no-node', {
    nodes: failures.map(({ host: { address, port }, error }) => `${address}:${port}: ${error.message}`),
  });
