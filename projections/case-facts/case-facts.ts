import { caseEventVersions } from '#libs/cases/events.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import type { OwnViews, PageFolder, PassedEvents, Projection } from '#libs/projecting/port.js';
import type { FactColumns } from '#libs/statistics/columns.js';
import type { Sheaf } from '#libs/statistics/sheaf.js';
import type { Change } from '#libs/view-store/port.js';
import { CaseRows } from './case-rows.js';
import { foldedApart } from './folded-apart.js';
import { openRowsOf } from './open-rows.js';
import { SegmentLedger } from './segment-ledger.js';
import { segments } from './segments.js';

/** Bound to the code that reads its segments (engine 23). */
export const caseFactsView = { name: 'case-facts', version: 5 } as const;

/** Events of cases kept folded between pages: those an office is busy with now, as many as its commands remember. */
const keptEvents = 160_000;

/** What it keeps of its committed view, for those that follow it in this process. */
export interface KeptColumns {
  columns(): Promise<FactColumns>;
}

/**
 * case-facts: what was true of every case on any day, as known at any position. The table every statistic reads
 * (engine 25–28): over all cases append-only segments of row opens and closes. A case that comes up again after long is
 * folded again from the log, which holds its events anyhow; its open rows are found in the columns.
 */
export const caseFacts = (prefix: string): Projection => ({
  ...caseFactsView,
  handles: Object.keys(caseEventVersions),
  collections: [{ name: segments, indexes: [{ toSeq: 1 }] }],
  byStreams: { start: `${prefix}-case-`, fold: (histories) => foldedApart(`${prefix}-case-`, histories) },
  open: (views, passed) => new CaseFactsFolder(views, passed, `${prefix}-case-`),
});

class CaseFactsFolder implements PageFolder, KeptColumns {
  private readonly cases = new Map<string, CaseRows>();
  private ledger: Promise<SegmentLedger> | undefined;
  private written: SegmentLedger | undefined;
  private held = 0;

  constructor(
    private readonly views: OwnViews,
    private readonly passed: PassedEvents,
    private readonly streams: string,
  ) {}

  get kept(): KeptColumns {
    return this;
  }

  /** As committed: a page whose commit failed is not told. */
  async columns(): Promise<FactColumns> {
    if (this.written) this.forget();
    return (await this.opened()).columns;
  }

  async apply(page: readonly RecordedEvent[]): Promise<readonly Change[]> {
    const events = page.filter(({ stream }) => stream.startsWith(this.streams));
    if (events.length === 0) return [];
    const ledger = await this.opened();
    const touched = await this.load(events, ledger.columns);
    for (const event of events) touched.get(event.stream)!.apply(event, ledger.writer);
    this.written = ledger;
    return ledger.take(events[0]!.seq, events.at(-1)!.seq);
  }

  /** Of a view that holds nothing yet. */
  async takeShares(shares: readonly unknown[], until: number): Promise<readonly Change[]> {
    const ledger = await this.opened();
    this.written = ledger;
    return ledger.takeSheaves(shares as readonly Sheaf[], until);
  }

  committed(): void {
    this.written?.committed();
    this.written = undefined;
    this.shrink();
  }

  forget(): void {
    this.cases.clear();
    this.held = 0;
    this.ledger = undefined;
    this.written = undefined;
  }

  private opened(): Promise<SegmentLedger> {
    return (this.ledger ??= SegmentLedger.open(this.views));
  }

  /** The cases of these events by their streams, the latest used last. */
  private async load(events: readonly RecordedEvent[], columns: FactColumns): Promise<ReadonlyMap<string, CaseRows>> {
    const touched = new Map<string, CaseRows>();
    const cold: string[] = [];
    for (const { stream, revision } of events) {
      if (touched.has(stream) || cold.includes(stream)) continue;
      const known = this.cases.get(stream) ?? (revision === 0 ? CaseRows.empty(this.caseOf(stream)) : undefined);
      if (known) touched.set(stream, known);
      else cold.push(stream);
    }
    const before = events[0]!.seq;
    for (const [stream, rows] of await this.foldedAgain(cold, before, columns)) touched.set(stream, rows);
    touched.forEach((rows, stream) => this.keep(stream, rows));
    return touched;
  }

  private async foldedAgain(streams: readonly string[], before: number, columns: FactColumns) {
    if (streams.length === 0) return [];
    const histories = await Promise.all(streams.map((stream) => this.passed.ofStream(stream, before)));
    const ids = streams.map((stream) => this.caseOf(stream));
    const open = openRowsOf(columns, ids);
    return streams.map((stream, index): [string, CaseRows] => {
      const id = ids[index]!;
      return [stream, CaseRows.folded({ id, events: histories[index]!, open: open.get(id) ?? [] })];
    });
  }

  private caseOf(stream: string): string {
    return stream.slice(this.streams.length);
  }

  private keep(stream: string, rows: CaseRows): void {
    this.cases.delete(stream);
    this.cases.set(stream, rows);
  }

  private shrink(): void {
    this.held = 0;
    for (const rows of this.cases.values()) this.held += rows.size;
    for (const [stream, rows] of this.cases) {
      if (this.held <= keptEvents) return;
      this.cases.delete(stream);
      this.held -= rows.size;
    }
  }
}
