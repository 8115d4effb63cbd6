import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { EventStore } from '#libs/event-store/port.js';
import { monotonic } from '#libs/kernel/clock.js';
import { isRefusal } from '#libs/kernel/refusal.js';
import type { Notice } from '#libs/projecting/notice.js';
import type { Commit, ViewStore } from '#libs/view-store/port.js';

const seconds = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

/** What a process measures of itself, in Prometheus' words. Nothing of what is measured names a person or a case. */
export class Metrics {
  readonly registry = new Registry();
  private readonly registers = [this.registry];

  readonly appends = new Histogram({
    name: 'lookback_append_seconds',
    help: 'Appends to the event log, by what came of them',
    labelNames: ['outcome'],
    buckets: seconds,
    registers: this.registers,
  });
  readonly reads = new Histogram({
    name: 'lookback_log_page_seconds',
    help: 'Pages read from the event log',
    labelNames: ['outcome'],
    buckets: seconds,
    registers: this.registers,
  });
  readonly commits = new Histogram({
    name: 'lookback_view_commit_seconds',
    help: 'Pages of changes committed to the views, by projection and what came of them',
    labelNames: ['projection', 'outcome'],
    buckets: seconds,
    registers: this.registers,
  });
  readonly requests = new Histogram({
    name: 'lookback_http_request_seconds',
    help: 'Requests answered, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: seconds,
    registers: this.registers,
  });
  readonly notices = new Counter({
    name: 'lookback_projector_notices_total',
    help: 'What happened to generations of views: building, promoted, faulted, superseded, rebuilding, troubled, halted',
    labelNames: ['what', 'projection'],
    registers: this.registers,
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  gauge(name: string, help: string, labelNames: readonly string[] = []): Gauge {
    return new Gauge({ name, help, labelNames, registers: this.registers });
  }

  noticed(notice: Notice): void {
    this.notices.inc({ what: notice.what, projection: 'projection' in notice ? notice.projection : '' });
  }
}

/** A refusal is told by its code; whatever else is thrown, by that alone. */
const outcomeOf = (error: unknown): string => (isRefusal(error) ? error.code : 'failed');

const timed = async <T>(histogram: Histogram, labels: Record<string, string>, call: () => Promise<T>): Promise<T> => {
  const began = monotonic();
  const observe = (outcome: string) => histogram.observe({ ...labels, outcome }, (monotonic() - began) / 1_000);
  try {
    const result = await call();
    observe('done');
    return result;
  } catch (error) {
    observe(outcomeOf(error));
    throw error;
  }
};

/** The same log, its appends and pages measured. */
export const measuredLog = (log: EventStore, { appends, reads }: Metrics): EventStore => ({
  append: (stream, expected, events, signal) => timed(appends, {}, () => log.append(stream, expected, events, signal)),
  readStream: (stream, signal) => log.readStream(stream, signal),
  readAll: (after, limit, options) => timed(reads, {}, () => log.readAll(after, limit, options)),
  head: (signal) => log.head(signal),
  lastAt: (position, signal) => log.lastAt(position, signal),
  onAppended: (ring) => log.onAppended(ring),
  ringsForAll: log.ringsForAll,
  close: () => log.close(),
});

/** The same views, their commits measured. */
export const measuredViews = <V extends ViewStore>(views: V, { commits }: Metrics): V =>
  new Proxy(views, {
    get: (target, key) => {
      if (key === 'commit')
        return (commit: Commit) =>
          timed(commits, { projection: commit.generation.projection }, () => target.commit(commit));
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
