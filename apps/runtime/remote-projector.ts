import { monotonic } from '#libs/kernel/clock.js';
import { Refusal } from '#libs/kernel/refusal.js';
import type { EventStore } from '#libs/event-store/port.js';
import type { Health } from '#libs/projecting/health.js';
import type { Progress } from '#libs/projecting/progress.js';
import type { Coordination, Holder, Outcome } from '#libs/view-store/coordination.js';
import { refuseQuery } from './errors.js';
import { pause } from './pause.js';
import type { ProjectionGroup } from './projection-groups.js';
import type { ProjectorPort } from './projector-port.js';
import type { OrderedAct, ProjectorReport } from './projector-work.js';

interface Remote {
  readonly coordination: Coordination;
  readonly events: Pick<EventStore, 'head'>;
  readonly groups: readonly ProjectionGroup[];
}

/** The projectors of other processes, asked through the store of the views that they write. */
export const remoteProjector = (remote: Remote): ProjectorPort => {
  const act = (name: OrderedAct) => async (projection: string) => {
    await order(remote, leaseFor(remote, projection), { act: name, name: projection });
  };
  return {
    settle: async () => {
      await Promise.all(remote.groups.map(({ lease }) => order(remote, lease, { act: 'settle', name: '' })));
    },
    rebuild: act('rebuild'),
    cancelRebuild: act('cancelRebuild'),
    skip: act('skip'),
    resume: act('resume'),
    progress: () => progress(remote),
    health: () => health(remote),
    stop: async () => undefined,
  };
};

/** Longer than another process needs to take over from one that died. */
const patienceMs = 12_000;
const lookEveryMs = 40;

const leaseFor = ({ groups }: Remote, projection: string): string => {
  const all = groups.find((group) =>
    [...group.projections, ...group.following].some(({ name }) => name === projection),
  );
  if (!all) throw refuseQuery('projection.unknown', { name: projection });
  return all.lease;
};

const order = async ({ coordination }: Remote, lease: string, asked: { act: OrderedAct; name: string }) => {
  const id = await coordination.order(lease, asked);
  const until = monotonic() + patienceMs;
  for (;;) {
    const outcome = await coordination.outcome(id);
    if (outcome) return resultOf(outcome);
    if (monotonic() > until) throw refuseQuery('projector.silent', { lease });
    await pause(lookEveryMs);
  }
};

const resultOf = (outcome: Outcome): unknown => {
  if ('done' in outcome) return outcome.done;
  if ('failed' in outcome) throw new Error(outcome.failed);
  const { code, sentence, details } = outcome.refused;
  throw new Refusal(code, sentence as Refusal['sentence'], details as Refusal['details']);
};

const isHeld = ({ remainingMs }: Holder): boolean => remainingMs > 0;

const reportsOf = async ({ coordination, groups }: Remote) => {
  const holders = await coordination.holders();
  return groups.map(({ lease }) => {
    const holder = holders.find((one) => one.lease === lease);
    return { lease, isHeld: holder !== undefined && isHeld(holder), report: holder?.report as ProjectorReport | null };
  });
};

const progress = async (remote: Remote): Promise<readonly Progress[]> => {
  const { seq: head } = await remote.events.head();
  return (await reportsOf(remote)).flatMap(({ isHeld: running, report }) =>
    (report?.progress ?? []).map((row) => ({
      ...row,
      head,
      lagEvents: Math.max(0, head - row.seq),
      state: running ? row.state : 'stopped',
    })),
  );
};

/** Every store is asked by itself, so that one that is down is named beside what the other says. */
const health = async (remote: Remote): Promise<Health> => {
  const head = await remote.events.head().then(
    ({ seq }) => seq,
    () => null,
  );
  const reports = await reportsOf(remote).catch((error: unknown) => messageOf(error));
  if (typeof reports === 'string') return { ...unknown, head, troubles: [reports] };
  const told = reports.flatMap(({ report }) => (report ? [report] : []));
  const missing = reports.filter((one) => !one.isHeld || !one.report).map(({ lease }) => `nobody holds ${lease}`);
  const healths = told.map((report) => report.health);
  const live = told.flatMap((report) => report.progress).filter(({ state }) => state !== 'building');
  return {
    ready: head !== null && missing.length === 0 && healths.every(({ ready }) => ready),
    head,
    lagEvents: Math.max(0, ...live.map(({ seq }) => (head ?? seq) - seq)),
    halted: healths.find(({ halted }) => halted)?.halted,
    building: healths.flatMap(({ building }) => building),
    faulted: healths.flatMap(({ faulted }) => faulted),
    superseded: healths.flatMap(({ superseded }) => superseded),
    stalled: healths.flatMap(({ stalled }) => stalled),
    troubles: [...missing, ...healths.flatMap(({ troubles }) => troubles)],
  };
};

const unknown = { ready: false, lagEvents: 0, building: [], faulted: [], superseded: [], stalled: [] };

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
