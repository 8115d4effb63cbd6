import type { RecordedEvent } from '#libs/kernel/event.js';
import type { Page } from '../port.js';
import type { RawEvent } from './client.js';
import { isSame, positionOf, type CountedPlace, type Place } from './place.js';
import { recorded, type IsOurs } from './recorded.js';
import type { ReadFrom } from './tail.js';

/** Events a page may pass over, ours or not, before it ends with what it has: a reader hears of its progress. */
const mostPassed = 20_000;
/**
 * The first read fits the page; where it gave too little, each further one is twice as long. None is longer than this,
 * however long the page: each has one budget, and what it cannot give in that it never gives (engine 11).
 */
const longestRead = 2_000;

export interface PageRequest {
  readonly after: CountedPlace | 'start';
  /** Where the log's start may be taken to be. */
  readonly origin: Place | 'start';
  readonly limit: number;
  readonly except: readonly string[];
}

/** A page under way. */
interface Draft {
  readonly limit: number;
  readonly except: ReadonlySet<string>;
  readonly events: RecordedEvent[];
  at: CountedPlace | 'start';
  passed: number;
}

/**
 * Reads from the place inclusive and drops the first event only if it is the one there; goes on past what is not ours;
 * knows its end from what the server gave, not from what is left of it (engine 9).
 */
export const readPage = async (read: ReadFrom, isOurs: IsOurs, request: PageRequest): Promise<Page> => {
  const { after, origin, limit } = request;
  const draft: Draft = { limit, except: new Set(request.except), events: [], at: after, passed: 0 };
  let from = after === 'start' ? origin : after.place;
  for (
    let asked = Math.min(limit, longestRead) + lookahead;
    ;
    asked = Math.max(asked, Math.min(asked * 2, longestRead))
  ) {
    const given = await read(from, asked);
    const isFull = takeAll(draft, isOurs, from === 'start' ? given : without(given, from));
    const isLast = given.length < asked;
    if (isFull || isLast || draft.passed >= mostPassed) return pageOf(draft, isLast && !isFull);
    from = given.at(-1)!.place;
  }
};

/** The event that stands at the place, and one to know whether the page is the last. */
const lookahead = 2;

const without = (given: readonly RawEvent[], place: Place): readonly RawEvent[] =>
  given[0] && isSame(given[0].place, place) ? given.slice(1) : given;

/** True when an event was left for the next page. */
const takeAll = (draft: Draft, isOurs: IsOurs, given: readonly RawEvent[]): boolean => {
  for (const raw of given) {
    if (draft.events.length === draft.limit) return true;
    take(draft, isOurs, raw);
  }
  return false;
};

const take = (draft: Draft, isOurs: IsOurs, raw: RawEvent): void => {
  const seq = draft.at === 'start' ? 0 : draft.at.seq;
  const ours = isOurs(raw);
  draft.passed += 1;
  // Before the first event of ours the page has not begun: the start stays the start.
  if (seq === 0 && !ours) return;
  draft.at = { place: raw.place, seq: seq + (ours ? 1 : 0) };
  if (ours && !draft.except.has(raw.type)) draft.events.push(recorded(raw, seq + 1));
};

const pageOf = ({ events, at }: Draft, atEnd: boolean): Page =>
  at === 'start'
    ? { events, next: 'start', nextSeq: 0, atEnd }
    : { events, next: positionOf(at), nextSeq: at.seq, atEnd };
