import type { Config } from '#apps/runtime/config.js';
import { keepWorking, type Leasing, type Work } from '#apps/runtime/lease.js';
import type { Log } from '#apps/runtime/logging.js';
import { measuredViews, type Metrics } from '#apps/runtime/metrics.js';
import { managersLease } from '#apps/runtime/projection-groups.js';
import { groupOptions, groupsIn } from '#apps/runtime/projecting.js';
import { projectorWork } from '#apps/runtime/projector-work.js';
import type { Runtime } from '#apps/runtime/runtime.js';
import { openViews, pagesFor, type OpenViews } from '#apps/runtime/stores.js';
import { monotonic } from '#libs/kernel/clock.js';
import type { Notice } from '#libs/projecting/notice.js';
import { managersWork } from './managers-work.js';

interface Projecting {
  readonly config: Config;
  readonly runtime: Runtime;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly owner: string;
}

/** Runs every group of read models, and the process managers, whenever its lease is ours; until aborted. */
export const keepProjecting = async (projecting: Projecting, signal: AbortSignal): Promise<void> => {
  const { config } = projecting;
  const views = await openViews(config, { process: 'projector' });
  const failing = new AbortController();
  const stop = AbortSignal.any([signal, failing.signal]);
  const leases = [
    ...groupsIn(config.prefix).map(({ lease }) => ({ lease, begin: () => groupWork(projecting, views, lease) })),
    { lease: managersLease, begin: () => managersWork(projecting.runtime) },
  ];
  const kept = leases.map((one) => keepWorking(leasingOf(projecting, views, one), stop));
  try {
    // A refusal of one, such as views of another log, ends the process: the rest stops first.
    const ends = await Promise.allSettled(kept.map((one) => one.catch((error: unknown) => fail(failing, error))));
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
  } finally {
    await views.close();
  }
};

const fail = (failing: AbortController, error: unknown): never => {
  failing.abort();
  throw error;
};

const leasingOf = (
  { log, owner }: Projecting,
  { coordination }: OpenViews,
  { lease, begin }: { lease: string; begin: () => Work },
): Leasing => ({
  coordination: coordination!,
  lease,
  owner,
  begin,
  report: (what, message) =>
    log[what === 'troubled' || message ? 'warn' : 'info']({ lease, reason: message }, `lease ${what}`),
});

const groupWork = ({ config, runtime, metrics, log }: Projecting, views: OpenViews, lease: string): Work => {
  const report = (notice: Notice): void => {
    metrics.noticed(notice);
    log[isBad(notice) ? 'warn' : 'info'](notice, `projection ${notice.what}`);
  };
  const { events, record } = runtime;
  const place = { ...pagesFor(config), events, views: measuredViews(views, metrics), prefix: config.prefix, record };
  return projectorWork(groupOptions({ ...place, monotonic, report }, lease));
};

const isBad = ({ what }: Notice): boolean => what !== 'building' && what !== 'promoted';
