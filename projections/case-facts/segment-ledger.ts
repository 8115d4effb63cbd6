import { setImmediate } from 'node:timers/promises';
import type { OwnViews } from '#libs/projecting/port.js';
import { boundSegments } from '#libs/statistics/binding.js';
import { FactColumns } from '#libs/statistics/columns.js';
import { mergeSegments, rowsOf, smallSegment, type Segment } from '#libs/statistics/segment.js';
import { SegmentWriter } from '#libs/statistics/segment-writer.js';
import type { Sheaf } from '#libs/statistics/sheaf.js';
import type { Change } from '#libs/view-store/port.js';
import { asDocument, segments, takeSegments } from './segments.js';

/** Small segments that may stand in a row: live pages write little ones, which readers take one by one. */
const longestRun = 16;

/** Seqs a segment tells of where many are written at once: as many as a page has events. */
const seqsOfSegment = 2_000;

/** After so many segments others of this thread get their turn. */
const seldom = 20;

interface Page {
  readonly toSeq: number;
  readonly small: readonly Segment[];
}

/** The stored segments of a generation, where writing goes on, and the columns they come to. */
export class SegmentLedger {
  private next: Page | undefined;

  private constructor(
    readonly writer: SegmentWriter,
    /** The small ones at the end. */
    private small: readonly Segment[],
  ) {}

  static async open(views: OwnViews): Promise<SegmentLedger> {
    const columns = new FactColumns();
    const small: Segment[] = [];
    await takeSegments(columns, async (...asked) => {
      const found = await views.find(...asked);
      for (const segment of found as unknown as readonly Segment[]) {
        if (isSmall(segment)) small.push(segment);
        else small.length = 0;
      }
      return found;
    });
    return new SegmentLedger(SegmentWriter.over(columns), small);
  }

  get columns(): FactColumns {
    return this.writer.columns;
  }

  /** What storing the page comes to: its segment, which takes a run of small ones in when that has grown long. */
  take(fromSeq: number, toSeq: number): readonly Change[] {
    const segment = this.writer.take(fromSeq, toSeq);
    const run = [...this.small, segment];
    if (run.length <= longestRun && isSmall(segment)) {
      this.next = { toSeq, small: run };
      return [written(segment)];
    }
    const merged = run.reduce(mergeSegments);
    this.next = { toSeq, small: isSmall(merged) ? [merged] : [] };
    return [written(merged), ...run.slice(1, -1).map(removed)];
  }

  /** The same of all cases at once, into a ledger that holds nothing yet. */
  async takeSheaves(sheaves: readonly Sheaf[], until: number): Promise<readonly Change[]> {
    const changes: Change[] = [];
    for (const segment of boundSegments(sheaves, this.writer, { until, size: seqsOfSegment })) {
      changes.push(written(segment));
      if (changes.length % seldom === 0) await setImmediate();
    }
    this.next = { toSeq: until, small: [] };
    return changes;
  }

  committed(): void {
    if (!this.next) return;
    this.writer.committed(this.next.toSeq);
    this.small = this.next.small;
    this.next = undefined;
  }
}

const isSmall = (segment: Segment): boolean => rowsOf(segment) < smallSegment;

const written = (segment: Segment): Change => ({
  collection: segments,
  id: segment._id,
  document: asDocument(segment),
});

const removed = ({ _id }: Segment): Change => ({ collection: segments, id: _id, document: null });
