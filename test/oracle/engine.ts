import { foldAt } from '#libs/kernel/decider.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import type { Reading } from '#libs/kernel/history.js';
import { officeAt, policiesAt } from '#apps/runtime/queries/office-at.js';
import type { Office } from '#apps/runtime/office.js';
import { FactColumns } from '#libs/statistics/columns.js';
import type { Segment } from '#libs/statistics/segment.js';
import type { OwnViews, PageFolder } from '#libs/projecting/port.js';
import type { Change, ViewDocument } from '#libs/view-store/port.js';
import { caseFacts } from '#projections/case-facts/case-facts.js';

/** The segments of case-facts in memory: what a view store would hold between two processes, beside the log. */
export class StoredFacts {
  private readonly stored = new Map<string, ViewDocument>();
  private readonly log: RecordedEvent[] = [];

  readonly views: OwnViews = {
    load: async () => new Map(),
    find: async (_collection, filter, options) => this.segmentsAfter(filter).slice(0, options?.limit),
  };

  /** Those a reader has not read yet. */
  private segmentsAfter(filter: object): readonly ViewDocument[] {
    const after = (filter as { toSeq?: { $gt: number } }).toSeq?.$gt ?? 0;
    const segments = [...this.stored.values()] as unknown as readonly Segment[];
    return segments.filter(({ toSeq }) => toSeq > after).sort((a, b) => a.toSeq - b.toSeq) as never;
  }

  open(): PageFolder {
    const ofStream = async (stream: string, before: number) =>
      this.log.filter((event) => event.stream === stream && event.seq < before);
    return caseFacts('lookback').open(this.views, { ofStream });
  }

  async take(folder: PageFolder, page: readonly RecordedEvent[]): Promise<void> {
    this.log.push(...page);
    this.store(await folder.apply(page));
    folder.committed();
  }

  /** Instead of the first pages: what threads made of whole streams. */
  async takeWhole(folder: PageFolder, events: readonly RecordedEvent[], shares: readonly unknown[]): Promise<void> {
    this.log.push(...events);
    this.store(await folder.takeShares!(shares, events.length));
    folder.committed();
  }

  private store(changes: readonly Change[]): void {
    for (const { id, document } of changes)
      if (document) this.stored.set(id, JSON.parse(JSON.stringify(document)) as ViewDocument);
      else this.stored.delete(id);
  }

  columns(seq: number): FactColumns {
    const columns = new FactColumns();
    this.segmentsAfter({}).forEach((segment) => columns.apply(segment as unknown as Segment));
    columns.caughtUp(seq);
    return columns;
  }
}

/** Folds a log page by page, the way the projector does. */
export const columnsOf = async (
  events: readonly RecordedEvent[],
  pages: readonly number[] = [100],
): Promise<FactColumns> => {
  const stored = new StoredFacts();
  const folder = stored.open();
  let at = 0;
  for (let page = 0; at < events.length; page += 1) {
    const size = pages[page % pages.length]!;
    await stored.take(folder, events.slice(at, at + size));
    at += size;
  }
  return stored.columns(events.length);
};

/** The office's streams of a log, folded at any reading. */
export const officeOf = (events: readonly RecordedEvent[]): Office => {
  const streams = new Map<string, RecordedEvent[]>();
  for (const event of events) streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
  const state = (
    aggregate: Parameters<typeof foldAt>[0] & { stream(id?: string): string },
    id: string | undefined,
    reading: Reading,
  ) => foldAt(aggregate, streams.get(`lookback-${aggregate.stream(id)}`) ?? [], reading);
  return { state } as unknown as Office;
};

/** What a report is computed with at a point: the office and the policies of its rule book. */
export const officeReading = (office: Office, point: { validAt: string; knownAt: number }) => ({
  reading: officeAt(office, 'shanghai', point),
  policies: policiesAt(office, 'shanghai', point),
});
