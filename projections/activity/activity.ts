import type { Day, Instant, RecordedEvent } from '#libs/kernel/event.js';
import { dawn, validFrom } from '#libs/kernel/history.js';
import type { OwnViews, PageFolder, Projection } from '#libs/projecting/port.js';
import type { Change, ViewDocument } from '#libs/view-store/port.js';

/** One line of the office's activity: who did what, when it happened, when it was recorded. */
export interface ActivityLine extends ViewDocument {
  readonly seq: number;
  readonly eventId: string;
  readonly stream: string;
  readonly type: string;
  readonly actor: string;
  readonly unit: string | null;
  readonly post: string | null;
  /** The office's day; null where the event has none. */
  readonly on: Day | null;
  readonly recordedAt: Instant;
  /** Largest recordedAt up to here: what an instant is mapped to a position by (semantics 1). */
  readonly known: Instant;
}

export const lines = 'lines';

/** Sorts by seq as text. */
export const lineId = (seq: number): string => String(seq).padStart(12, '0');

/** activity: everything anyone did, one thin line an event, for auditors and for mapping instants to positions (engine 32). */
export const activity = (types: readonly string[]): Projection => ({
  name: 'activity',
  version: 1,
  handles: types,
  collections: [
    {
      name: lines,
      indexes: [
        { actor: 1, _id: 1 },
        { unit: 1, _id: 1 },
        { stream: 1, _id: 1 },
        { type: 1, _id: 1 },
        { known: 1, _id: 1 },
      ],
    },
  ],
  open: (views) => new ActivityFolder(views),
});

class ActivityFolder implements PageFolder {
  private known: Instant | undefined;
  private next: Instant | undefined;

  constructor(private readonly views: OwnViews) {}

  async apply(page: readonly RecordedEvent[]): Promise<readonly Change[]> {
    let known = this.known ?? (await this.lastKnown());
    const changes = page.map((event): Change => {
      if (event.metadata.recordedAt > known) known = event.metadata.recordedAt;
      return { collection: lines, id: lineId(event.seq), document: line(event, known) };
    });
    this.next = known;
    return changes;
  }

  committed(): void {
    this.known = this.next;
  }

  forget(): void {
    this.known = undefined;
  }

  private async lastKnown(): Promise<Instant> {
    const [last] = await this.views.find(lines, {}, { sort: { _id: -1 }, limit: 1 });
    return (last as ActivityLine | undefined)?.known ?? '';
  }
}

const line = ({ seq, id, stream, type, data, metadata }: RecordedEvent, known: Instant): ActivityLine => {
  const on = validFrom(data);
  return {
    _id: lineId(seq),
    seq,
    eventId: id,
    stream,
    type,
    actor: metadata.actor,
    unit: metadata.unit ?? null,
    post: metadata.post ?? null,
    on: on === dawn ? null : on,
    recordedAt: metadata.recordedAt,
    known,
  };
};
