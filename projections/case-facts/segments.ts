import { setImmediate } from 'node:timers/promises';
import type { OwnViews } from '#libs/projecting/port.js';
import type { FactColumns } from '#libs/statistics/columns.js';
import type { Segment } from '#libs/statistics/segment.js';
import type { ViewDocument } from '#libs/view-store/port.js';

export const segments = 'segments';

/** A read of a few megabytes: a million events are many of them, and each has its own deadline. */
const atOnce = 16;

/** Brings columns forward by the segments that are stored. */
export const takeSegments = async (columns: FactColumns, find: OwnViews['find']): Promise<void> => {
  for (let count = atOnce; count === atOnce;) {
    const after = { toSeq: { $gt: columns.seq } };
    const fresh = await find(segments, after, { sort: { toSeq: 1 }, limit: atOnce });
    fresh.forEach((segment) => columns.apply(segment as unknown as Segment));
    count = fresh.length;
    // The embedded store answers without a pause: a million events would hold everybody else up for seconds.
    if (count === atOnce) await setImmediate();
  }
};

export const asDocument = (segment: Segment): ViewDocument => segment as unknown as ViewDocument;
