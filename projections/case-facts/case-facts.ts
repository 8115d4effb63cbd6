import { caseEventVersions } from '#libs/cases/events.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import type { OwnViews, PageFolder, Projection } from '#libs/projecting/port.js';
import type { Change, ViewDocument } from '#libs/view-store/port.js';
import {
  mergeSegments,
  rowsOf,
  SegmentWriter,
  smallSegment,
  stateAfter,
  type Segment,
} from '#libs/statistics/segment.js';
import { CaseRows, type StoredCase } from './case-rows.js';

export const journals = 'journals';
export const segments = 'segments';

/** Cases kept in memory between pages. */
const kept = 5_000;

/**
 * case-facts: what was true of every case on any day, as known at any position. The table every statistic reads
 * (engine 25–28): per case a journal, and over all cases append-only segments of row opens and closes.
 */
export const caseFacts = (prefix: string): Projection => ({
  name: 'case-facts',
  version: 4,
  handles: Object.keys(caseEventVersions),
  collections: [
    { name: journals, indexes: [] },
    { name: segments, indexes: [{ toSeq: 1 }] },
  ],
  open: (views) => new CaseFactsFolder(views, `${prefix}-case-`),
});

class CaseFactsFolder implements PageFolder {
  private readonly cases = new Map<string, CaseRows>();
  private writer: SegmentWriter | undefined;
  private last: Segment | undefined;
  private next: Segment | undefined;

  constructor(
    private readonly views: OwnViews,
    private readonly streams: string,
  ) {}

  async apply(page: readonly RecordedEvent[]): Promise<readonly Change[]> {
    const events = page.filter(({ stream }) => stream.startsWith(this.streams));
    if (events.length === 0) return [];
    const writer = await this.openWriter();
    const touched = await this.load([...new Set(events.map(({ stream }) => this.caseOf(stream)))]);
    for (const event of events) touched.get(this.caseOf(event.stream))!.apply(event, writer);
    this.next = this.nextSegment(writer.take(events[0]!.seq, events.at(-1)!.seq));
    return [
      { collection: segments, id: this.next._id, document: this.next as unknown as ViewDocument },
      ...[...touched].map(([id, rows]): Change => ({ collection: journals, id, document: rows.toStored() })),
    ];
  }

  committed(): void {
    if (!this.next) return;
    this.writer?.committed();
    this.last = this.next;
    this.next = undefined;
    this.shrink();
  }

  forget(): void {
    this.cases.clear();
    this.writer = undefined;
    this.last = undefined;
    this.next = undefined;
  }

  private caseOf(stream: string): string {
    return stream.slice(this.streams.length);
  }

  private async openWriter(): Promise<SegmentWriter> {
    if (this.writer) return this.writer;
    const stored = (await this.views.find(segments, {}, { sort: { _id: 1 } })) as unknown as readonly Segment[];
    this.last = stored.at(-1);
    this.writer = SegmentWriter.restore(stateAfter(stored));
    return this.writer;
  }

  private async load(ids: readonly string[]): Promise<ReadonlyMap<string, CaseRows>> {
    const missing = ids.filter((id) => !this.cases.has(id));
    const stored = await this.views.load(journals, missing);
    for (const id of missing) {
      const found = stored.get(id) as StoredCase | undefined;
      this.cases.set(id, found ? CaseRows.stored(found) : CaseRows.empty(id));
    }
    return new Map(ids.map((id) => [id, this.cases.get(id)!]));
  }

  /** A last segment that is still small is rewritten with this page, so that live pages leave no dust. */
  private nextSegment(taken: Segment): Segment {
    return this.last && rowsOf(this.last) < smallSegment ? mergeSegments(this.last, taken) : taken;
  }

  private shrink(): void {
    for (const id of this.cases.keys()) {
      if (this.cases.size <= kept) return;
      this.cases.delete(id);
    }
  }
}
