import type { RecordedEvent } from '#libs/kernel/event.js';
import { jointly } from '#libs/kernel/jointly.js';
import { within, type Budget } from './budget.js';
import type { RawEvent } from './client.js';
import { isAfter, isSame, type CountedPlace, type Place } from './place.js';
import type { Places } from './places.js';
import { recorded, type IsOurs } from './recorded.js';

/** Reads what stands in `$all` from a place on, that of the place included. Fewer than `count`: the end. */
export type ReadFrom = (from: Place | 'start', count: number) => Promise<readonly RawEvent[]>;

/** Events a read of the tail takes at most. */
const pageSize = 2_000;
/** Events kept for those who have just appended them. */
const remembered = 2_048;

const nowhere: Place = { commit: 0n, prepare: 0n };

export interface TailOptions {
  readonly read: ReadFrom;
  readonly isOurs: IsOurs;
  /** Where those events of ours stand that were counted before. */
  readonly places: Places;
  /** Told when there are more events of ours. */
  readonly grown: () => void;
}

/** Counts our events along `$all` (engine 1). Everybody who counts comes to the same seqs. */
export class Tail {
  private readonly recent = new Map<string, RecordedEvent>();
  private readonly arrivals = new Set<() => void>();
  private scanned: Place;
  private before: Place | 'start' = 'start';
  private readonly readOnOnce = jointly(() => this.readOn());

  constructor(private readonly options: TailOptions) {
    this.scanned = options.places.last() ?? nowhere;
  }

  /** Counts on to the server's end of now; without a budget for as long as that takes. @throws refusals, Spent */
  advance(budget?: Budget): Promise<void> {
    return budget ? within(budget, this.readOnOnce()) : this.readOnOnce();
  }

  /** Counts what somebody else has read, where it goes on from what is counted. */
  absorb(from: Place | 'start', events: readonly RawEvent[]): void {
    if (from === 'start' || !isAfter(from, this.scanned)) this.take(events);
  }

  /** Counts an event that comes next after what is counted, but for events of others. */
  hear(event: RawEvent): void {
    this.take([event]);
  }

  /** What is counted so far; `place` may be no event of ours. */
  counted(): CountedPlace {
    return { place: this.scanned, seq: this.options.places.count };
  }

  /** Nothing was passed yet, not even others' events. */
  isEmpty(): boolean {
    return isSame(this.scanned, nowhere);
  }

  isCounted(place: Place): boolean {
    return !isAfter(place, this.scanned);
  }

  /** Settles when a place is counted. */
  arrival(place: Place): Promise<void> {
    return new Promise((resolve) => {
      const look = () => this.isCounted(place) && this.arrivals.delete(look) && resolve();
      this.arrivals.add(look);
      look();
    });
  }

  seqOf(place: Place): number | undefined {
    return this.options.places.seqOf(place);
  }

  /** Where a read from the start may begin: nothing of ours stands before. */
  origin(): Place | 'start' {
    return this.before;
  }

  /** An event counted lately. */
  lately(stream: string, revision: number): RecordedEvent | undefined {
    return this.recent.get(keyOf(stream, revision));
  }

  private take(events: readonly RawEvent[]): void {
    const { places, isOurs, grown } = this.options;
    const before = places.count;
    for (const raw of events.filter(({ place }) => isAfter(place, this.scanned))) {
      if (isOurs(raw)) this.count(raw);
      this.scanned = raw.place;
      if (places.count === 0) this.before = raw.place;
    }
    if (places.count === before) return;
    this.arrivals.forEach((look) => look());
    grown();
  }

  private count(raw: RawEvent): void {
    const event = recorded(raw, this.options.places.add(raw.place, raw.id));
    this.recent.set(keyOf(event.stream, event.revision), event);
    if (this.recent.size > remembered) this.recent.delete(this.recent.keys().next().value!);
  }

  private async readOn(): Promise<void> {
    for (;;) {
      const from = this.isEmpty() ? 'start' : this.scanned;
      const page = await this.options.read(from, pageSize);
      this.absorb(from, page);
      if (page.length < pageSize) return;
    }
  }
}

const keyOf = (stream: string, revision: number): string => `${revision}@${stream}`;
