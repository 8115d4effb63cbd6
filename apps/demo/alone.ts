import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Config } from '#apps/runtime/config.js';
import { refuseQuery } from '#apps/runtime/errors.js';
import { managersLease } from '#apps/runtime/projection-groups.js';
import { groupsIn } from '#apps/runtime/projecting.js';
import { isEmbedded, openSharedViews } from '#apps/runtime/stores.js';
import { monotonic } from '#libs/kernel/clock.js';
import { leaseMs, type Coordination } from '#libs/view-store/coordination.js';

const lookEveryMs = 500;
const renewEveryMs = 2_000;

/**
 * On servers days of the past are told while no projector works: a process manager would answer them with events of
 * today. Whoever starts meanwhile waits, for every lease is held here. On embedded stores the folder's owner is alone.
 * Refuses `demo.projectors-running`.
 */
export const aloneOn = async <T>(config: Config, work: () => Promise<T>): Promise<T> => {
  if (isEmbedded(config)) return work();
  const views = await openSharedViews(config, { process: 'demo' });
  const leases = [...groupsIn(config.prefix).map(({ lease }) => lease), managersLease];
  const holding = { coordination: views.coordination, owner: `demo/${process.pid}/${randomUUID()}` };
  const over = new AbortController();
  try {
    for (const lease of leases) await take(holding, lease);
    const kept = keep(holding, leases, over.signal);
    const result = await work().finally(() => over.abort());
    await kept;
    return result;
  } finally {
    for (const lease of leases) await holding.coordination.release(lease, holding.owner).catch(() => undefined);
    await views.close();
  }
};

interface Holding {
  readonly coordination: Coordination;
  readonly owner: string;
}

/** A lease that a killed process left behind ends by itself; one that is renewed belongs to somebody. */
const take = async ({ coordination, owner }: Holding, lease: string): Promise<void> => {
  const until = monotonic() + leaseMs + lookEveryMs;
  while (!(await coordination.hold(lease, owner, null))) {
    if (monotonic() > until) throw refuseQuery('demo.projectors-running', { lease });
    await setTimeout(lookEveryMs);
  }
};

const keep = async ({ coordination, owner }: Holding, leases: readonly string[], over: AbortSignal): Promise<void> => {
  while (!over.aborted) {
    await setTimeout(renewEveryMs, undefined, { signal: over }).catch(() => undefined);
    if (over.aborted) return;
    for (const lease of leases) await coordination.hold(lease, owner, null).catch(() => false);
  }
};
