import type { EventStore } from '#libs/event-store/port.js';
import type { Clock } from '#libs/kernel/clock.js';
import type { Progress } from '#libs/projecting/progress.js';
import type { Metrics } from './metrics.js';
import type { ProjectorPort } from './projector-port.js';

interface Watched {
  readonly projector: Pick<ProjectorPort, 'progress' | 'health'>;
  readonly events: Pick<EventStore, 'readAll'>;
  readonly clock: Clock;
}

const labels = ['projection', 'version'] as const;

const gaugesOf = (metrics: Metrics) => ({
  head: metrics.gauge('lookback_log_head', 'Last seq of the event log'),
  ready: metrics.gauge('lookback_ready', '1 while stores and projectors are ready'),
  seq: metrics.gauge('lookback_projection_seq', 'Seq a projection has reached', labels),
  lag: metrics.gauge('lookback_projection_lag_events', 'Events a projection is behind the log', labels),
  late: metrics.gauge('lookback_projection_lag_seconds', 'Age of the first event a projection has not seen', labels),
  built: metrics.gauge(
    'lookback_projection_rebuild_ratio',
    'Part of the log a rebuild has read; 1 when there is none',
    labels,
  ),
  eta: metrics.gauge(
    'lookback_projection_rebuild_eta_seconds',
    'Seconds a rebuild still needs; NaN if unknown',
    labels,
  ),
  speed: metrics.gauge('lookback_projection_events_per_second', 'Events a projection reads a second', labels),
  page: metrics.gauge('lookback_projection_page_seconds', 'Duration of the last page of a projection', labels),
  faulted: metrics.gauge('lookback_projection_faulted', '1 while an event holds a projection up', labels),
});

/** The metrics of a process as text, the projections' read when they are asked for. */
export const metricsText = (metrics: Metrics, watched: Watched): (() => Promise<string>) => {
  const gauges = gaugesOf(metrics);
  return async () => {
    await watch(gauges, watched).catch(() => gauges.ready.set(0));
    return metrics.registry.metrics();
  };
};

type Gauges = ReturnType<typeof gaugesOf>;

const watch = async (gauges: Gauges, watched: Watched): Promise<void> => {
  const { ready, head } = await watched.projector.health();
  gauges.ready.set(ready ? 1 : 0);
  if (head !== null) gauges.head.set(head);
  const rows = await watched.projector.progress();
  for (const row of rows) await watchOne(gauges, row, watched);
};

const watchOne = async (gauges: Gauges, row: Progress, watched: Watched): Promise<void> => {
  const of = { projection: row.name, version: String(row.version) };
  if (row.state === 'building') {
    gauges.built.set(of, row.head === 0 ? 1 : row.seq / row.head);
    gauges.eta.set(of, row.etaSeconds ?? NaN);
    return;
  }
  gauges.built.set(of, 1);
  gauges.eta.set(of, 0);
  gauges.seq.set(of, row.seq);
  gauges.lag.set(of, row.lagEvents);
  gauges.late.set(of, row.lagEvents === 0 ? 0 : await lateBy(row, watched));
  gauges.speed.set(of, row.eventsPerSecond);
  if (row.pageSeconds !== undefined) gauges.page.set(of, row.pageSeconds);
  gauges.faulted.set(of, row.fault ? 1 : 0);
};

/** Events behind say little of a log that is quiet: how long has the first of them waited? */
const lateBy = async ({ position }: Progress, { events, clock }: Watched): Promise<number> => {
  const [next] = (await events.readAll(position, 1)).events;
  if (!next) return 0;
  return Math.max(0, (Date.parse(clock.now()) - Date.parse(next.metadata.recordedAt)) / 1_000);
};
