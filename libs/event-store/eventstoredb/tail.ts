import type { RecordedEvent } from '#libs/kernel/event.js';
import { within, type Budget } from './budget.js';
import type { RawEvent } from './client.js';
import { isAfter, isSame, type CountedPlace, type Place } from './place.js';
import { Places } from './places.js';
import { recorded, type IsOurs } from './recorded.js';

/** Reads what stands in `$all` from a place on, that of the place included. Fewer than `count`: the end. */
export type ReadFrom = (from: Place | 'start', count: number) => Promise<readonly RawEvent[]>;

/** Events a read of the tail takes at most. */
const pageSize = 2_000;
/** Events kept for those who have just appended them. */
const remembered = 2_048;

/** Counts our events along `$all` (engine 1). Everybody who counts comes to the same seqs. */
export interface Tail {
  /** Counts on to the server's end of now; without a budget for as long as that takes. @throws refusals, Spent */
  advance(budget?: Budget): Promise<void>;
  /** Counts what somebody else has read, where it goes on from what is counted. */
  absorb(from: Place | 'start', events: readonly RawEvent[]): void;
  /** What is counted so far; `place` may be no event of ours. */
  counted(): CountedPlace;
  isCounted(place: Place): boolean;
  seqOf(place: Place): number | undefined;
  /** Where a read from the start may begin: nothing of ours stands before. */
  origin(): Place | 'start';
  recent(stream: string, revision: number): RecordedEvent | undefined;
}

const nowhere: Place = { commit: 0n, prepare: 0n };

/** @param grown told when there are more events of ours */
export const tailOf = (read: ReadFrom, isOurs: IsOurs, grown: () => void): Tail => {
  const places = new Places();
  const recent = new Map<string, RecordedEvent>();
  let scanned = nowhere;
  let origin: Place | 'start' = 'start';
  const count = (raw: RawEvent): void => {
    const event = recorded(raw, places.add(raw.place));
    recent.set(keyOf(event.stream, event.revision), event);
    if (recent.size > remembered) recent.delete(recent.keys().next().value!);
  };
  const absorb: Tail['absorb'] = (from, events) => {
    if (from !== 'start' && isAfter(from, scanned)) return;
    const before = places.count;
    for (const raw of events.filter(({ place }) => isAfter(place, scanned))) {
      if (isOurs(raw)) count(raw);
      scanned = raw.place;
      if (places.count === 0) origin = scanned;
    }
    if (places.count > before) grown();
  };
  const readOn = async (): Promise<void> => {
    for (;;) {
      const from = isSame(scanned, nowhere) ? 'start' : scanned;
      const page = await read(from, pageSize);
      absorb(from, page);
      if (page.length < pageSize) return;
    }
  };
  const readOnOnce = oneAtATime(readOn);
  return {
    advance: (budget) => (budget ? within(budget, readOnOnce()) : readOnOnce()),
    absorb,
    counted: () => ({ place: scanned, seq: places.count }),
    isCounted: (place) => !isAfter(place, scanned),
    seqOf: (place) => places.seqOf(place),
    origin: () => origin,
    recent: (stream, revision) => recent.get(keyOf(stream, revision)),
  };
};

const keyOf = (stream: string, revision: number): string => `${revision}@${stream}`;

/** Those who come while one is under way share the next: it may have begun before what they look for was there. */
const oneAtATime = (work: () => Promise<void>): (() => Promise<void>) => {
  let current: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = (): Promise<void> => {
    next = undefined;
    current = work().finally(() => (current = undefined));
    return current;
  };
  return () => (current ? (next ??= current.catch(() => undefined).then(start)) : start());
};
