import { isDay } from '#libs/calendar/day.js';
import { dayOf, endOfDay, type Clock } from '#libs/kernel/clock.js';
import type { Day, Instant, RecordedEvent } from '#libs/kernel/event.js';
import type { EventStore } from '#libs/event-store/port.js';
import { recentlyUsed, type RecentlyUsed } from '#libs/projecting/recently-used.js';
import type { LiveViews } from '#libs/projecting/views.js';
import type { FactColumns } from '#libs/statistics/columns.js';
import { lineId, lines, type ActivityLine } from '#projections/activity/activity.js';
import { refuseQuery } from '../errors.js';
import type { ColumnsFeed } from '../columns-feed.js';

/** What a caller asks: a day, and a seq, a date or an instant; both optional (domain 6). */
export interface AskedPoint {
  readonly validAt?: string;
  readonly knownAt?: string;
}

/** A reading resolved: printed with every answer. */
export interface Point {
  readonly validAt: Day;
  readonly knownAt: number;
  /** Effective recordedAt of `knownAt` (semantics 1). */
  readonly knownInstant: Instant;
  /** The day of K: the day asked for, today for the head. A V after it is a forecast (semantics 3). */
  readonly knownDay: Day;
}

export interface PointSources {
  readonly feed: ColumnsFeed;
  readonly activity: LiveViews;
  readonly clock: Clock;
  readonly events: EventStore;
}

/**
 * Questions of one moment stand at one K: their readings are made once. Who wrote and wants to see it says `?after=`
 * (engine 29).
 */
export const liveWithinMs = 500;

/** Live where nothing is said: (today, head of case-facts). Refuses `valid.malformed`, `known.*`. */
export const resolvePoint = async (asked: AskedPoint, sources: PointSources): Promise<Point> => {
  const columns = await sources.feed.refresh(liveWithinMs);
  const knownAt = await resolveKnown(asked.knownAt, columns, sources);
  return pointAt(asked, { knownAt, recorded: await knownInstant(knownAt, sources) }, sources);
};

/**
 * A point for who reads a stream of the log: where nothing is said, it is never before the stream's last event, however
 * far the views are. What was just written is seen without waiting for them.
 */
export const resolvePointSeeing = async (
  last: RecordedEvent,
  asked: AskedPoint,
  sources: PointSources,
): Promise<Point> => {
  const point = await resolvePoint(asked, sources);
  if (!isLive(asked) || point.knownAt >= last.seq) return point;
  const { recordedAt } = last.metadata;
  const recorded = recordedAt > point.knownInstant ? recordedAt : point.knownInstant;
  return pointAt(asked, { knownAt: last.seq, recorded }, sources);
};

interface KnownPlace {
  readonly knownAt: number;
  readonly recorded: Instant;
}

const pointAt = (asked: AskedPoint, { knownAt, recorded }: KnownPlace, sources: PointSources): Point => {
  const validAt = asked.validAt ?? dayOf(sources.clock.now());
  if (!isDay(validAt)) throw refuseQuery('valid.malformed', { validAt });
  const until = askedInstant(asked.knownAt, sources) ?? recorded;
  return { validAt, knownAt, knownInstant: recorded, knownDay: dayOf(until) };
};

const isLive = ({ knownAt }: AskedPoint): boolean => knownAt === undefined || knownAt === 'head';

const resolveKnown = async (
  asked: string | undefined,
  columns: FactColumns,
  sources: PointSources,
): Promise<number> => {
  if (asked === undefined || asked === 'head') return columns.seq;
  if (/^\d{1,15}$/.test(asked)) return seqWithin(Number(asked), await upTo(Number(asked), columns, sources));
  const instant = isDay(asked) ? endOfDay(asked) : instantOf(asked);
  return Math.min(await lastKnown(instant, sources), columns.seq);
};

/** A seq that the log holds is waited for: whoever names it has seen it. */
const upTo = async (seq: number, columns: FactColumns, { feed, events }: PointSources): Promise<FactColumns> => {
  if (columns.seq >= seq) return columns;
  const fresh = await feed.refresh();
  return fresh.seq >= seq || (await events.head()).seq < seq ? fresh : feed.reach(seq);
};

/** Up to when is known: the end of a day asked for, now for the head; a bare seq stands at its own recording. */
const askedInstant = (asked: string | undefined, { clock }: PointSources): Instant | undefined => {
  const now = clock.now();
  if (asked === undefined || asked === 'head') return now;
  if (/^\d{1,15}$/.test(asked)) return undefined;
  const instant = isDay(asked) ? endOfDay(asked) : instantOf(asked);
  return instant < now ? instant : now;
};

const seqWithin = (seq: number, columns: FactColumns): number => {
  if (seq === 0) throw refuseQuery('known.before-start');
  if (seq > columns.seq) throw refuseQuery('known.ahead', { head: columns.seq });
  return seq;
};

/** Refuses `known.malformed`. */
export const instantOf = (text: string): Instant => {
  const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(text);
  const time = isInstant ? Date.parse(text) : NaN;
  if (Number.isNaN(time)) throw refuseQuery('known.malformed', { knownAt: text });
  return new Date(time).toISOString();
};

/** The last seq whose effective recordedAt is not after the instant. */
const lastKnown = async (instant: Instant, { activity }: PointSources): Promise<number> => {
  const found = await activity.find(lines, { known: { $lte: instant } }, { sort: { known: -1, _id: -1 }, limit: 1 });
  const line = found[0] as ActivityLine | undefined;
  if (!line) throw refuseQuery('known.before-start');
  return line.seq;
};

/** Instants of seqs asked for of late: the log never tells another one. */
const instants = new WeakMap<LiveViews, RecentlyUsed<Instant>>();
const keptInstants = 256;

const knownInstant = async (seq: number, { activity, clock }: PointSources): Promise<Instant> => {
  const kept = instants.get(activity) ?? recentlyUsed<Instant>(keptInstants);
  instants.set(activity, kept);
  const instant = kept.get(lineId(seq)) ?? (await lineAt(seq, activity))?.known;
  if (instant === undefined) return clock.now();
  kept.set(lineId(seq), instant);
  return instant;
};

const lineAt = async (seq: number, activity: LiveViews): Promise<ActivityLine | undefined> =>
  (await activity.load(lines, [lineId(seq)])).get(lineId(seq)) as ActivityLine | undefined;
