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
  /** The unit it is about, else the unit that acted; others it is about have a line of their own in `shared`. */
  readonly unit: string | null;
  readonly post: string | null;
  /** The office's day; null where the event has none. */
  readonly on: Day | null;
  readonly recordedAt: Instant;
  /** Largest recordedAt up to here: what an instant is mapped to a position by (semantics 1). */
  readonly known: Instant;
}

export const lines = 'lines';

/** A line once more for each further unit it is about, so that it is found by that unit too. */
export const shared = 'shared';

/** Bound to the code that queries it (engine 23). */
export const activityView = { name: 'activity', version: 2 } as const;

/** Sorts by seq as text. */
export const lineId = (seq: number): string => String(seq).padStart(12, '0');

/** activity: everything anyone did, one thin line an event, for auditors and for mapping instants to positions (engine 32). */
export const activity = (types: readonly string[]): Projection => ({
  ...activityView,
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
        { on: 1, _id: 1 },
      ],
    },
    { name: shared, indexes: [{ unit: 1, _id: 1 }] },
  ],
  open: (views) => new ActivityFolder(views),
});

class ActivityFolder implements PageFolder {
  private known: Instant | undefined;
  private next: Instant | undefined;

  constructor(private readonly views: OwnViews) {}

  async apply(page: readonly RecordedEvent[]): Promise<readonly Change[]> {
    let known = this.known ?? (await this.lastKnown());
    const changes = page.flatMap((event): readonly Change[] => {
      if (event.metadata.recordedAt > known) known = event.metadata.recordedAt;
      return changesOf(event, known);
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

const changesOf = (event: RecordedEvent, known: Instant): readonly Change[] => {
  const [unit = null, ...others] = unitsOf(event);
  const document = line(event, { known, unit });
  return [
    // An event has its line once: none is ever written over.
    { collection: lines, id: document._id, document, isNew: true },
    ...others.map((other): Change => {
      const id = `${document._id}.${other}`;
      return { collection: shared, id, document: { ...document, _id: id, unit: other }, isNew: true };
    }),
  ];
};

interface AboutUnits {
  readonly unit?: unknown;
  readonly units?: unknown;
}

/** Units an event is about, then the unit that acted; each once. */
const unitsOf = ({ data, metadata }: RecordedEvent): readonly string[] => {
  const { unit, units } = data as AboutUnits;
  const named = Array.isArray(units) ? (units as readonly unknown[]).map(nameIn) : [];
  const all = [unit, ...named, metadata.unit].filter((each): each is string => typeof each === 'string');
  return all.length > 1 ? [...new Set(all)] : all;
};

/** A list of units holds ids, or what each of them is to do. */
const nameIn = (listed: unknown): unknown => (listed as AboutUnits | null)?.unit ?? listed;

interface Read {
  readonly known: Instant;
  readonly unit: string | null;
}

const line = ({ seq, id, stream, type, data, metadata }: RecordedEvent, { known, unit }: Read): ActivityLine => {
  const on = validFrom(data);
  return {
    _id: lineId(seq),
    seq,
    eventId: id,
    stream,
    type,
    actor: metadata.actor,
    unit,
    post: metadata.post ?? null,
    on: on === dawn ? null : on,
    recordedAt: metadata.recordedAt,
    known,
  };
};
