import type { RecordedEvent } from '#libs/kernel/event.js';
import { sheafOf, type Sheaf } from '#libs/statistics/sheaf.js';
import { SegmentWriter } from '#libs/statistics/segment-writer.js';
import { CaseRows } from './case-rows.js';

/**
 * Some cases, each from its first event to its last, with what each event made known: the rows that pages come to, too.
 * One case after the other, a few objects are at work at a time, which is twice as fast as all cases in turns.
 * @param start what a case stream's name begins with
 */
export const foldedApart = (start: string, histories: Iterable<readonly RecordedEvent[]>): Sheaf => {
  const writer = SegmentWriter.empty();
  for (const events of histories) {
    const rows = CaseRows.empty((events[0] as RecordedEvent).stream.slice(start.length));
    for (const event of events) rows.apply(event, writer);
  }
  return sheafOf(writer.columns);
};
