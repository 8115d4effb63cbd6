import { isDay } from '#libs/calendar/day.js';
import { dayOf, endOfDay } from '#libs/kernel/clock.js';
import type { Day, Instant } from '#libs/kernel/event.js';
import { account, actorOf } from '#libs/office/account.js';
import { nameOf, unit } from '#libs/office/unit.js';
import type { Filter } from '#libs/view-store/port.js';
import { lineId, lines, shared, type ActivityLine } from '#projections/activity/activity.js';
import { readingAt } from '#libs/statistics/reading.js';
import type { Office } from '../office.js';
import { caseNames, type CaseName } from './ledger-lines.js';
import { malformedParameter } from '../malformed.js';
import { instantOf, liveWithinMs, type PointSources } from './point.js';

/** What an auditor looks for; everything given must hold. */
export interface ActivityQuery {
  /** The account that acted. */
  readonly actor?: string;
  /** A unit that acted, or that it is about. */
  readonly unit?: string;
  readonly case?: string;
  /** Any other stream, without the log's prefix: `unit`, `access-2015-04-10`. */
  readonly stream?: string;
  readonly types?: readonly string[];
  /** Days it is in force from, both included. */
  readonly validFrom?: Day;
  readonly validTo?: Day;
  /** Days or instants it was recorded at, both included. */
  readonly recordedFrom?: string;
  readonly recordedTo?: string;
  /** `next` of the page before. */
  readonly cursor?: string;
  readonly limit?: number;
}

export interface ActivityPage {
  /** The latest recorded first; the latest in force first where nothing but days of force was asked for. */
  readonly lines: readonly ActivityLine[];
  /** What ids in the lines are called today. */
  readonly names: {
    readonly actors: Names;
    readonly units: Names;
    readonly cases: Readonly<Record<string, CaseName>>;
  };
  /** Absent on the last page. */
  readonly next?: string;
}

type Names = Readonly<Record<string, string>>;

export interface ActivitySources extends PointSources {
  readonly office: Office;
  readonly prefix: string;
}

/** Who did what: by person, unit, case, kind and both dates, page by page along a key (engine 31, 32). */
export const activityQueries = (sources: ActivitySources) => ({
  find: async (query: ActivityQuery): Promise<ActivityPage> => {
    const { limit = 100 } = query;
    const found = await (isByDay(query) ? byDay : byRecording)(query, sources);
    const page = found.slice(0, limit);
    const more = found.length > limit ? { next: cursorOf(page.at(-1)!, query) } : {};
    return { lines: page.map(plain), names: await namesOf(page, sources), ...more };
  },
});

export type ActivityQueries = ReturnType<typeof activityQueries>;

/** Days of force are walked along their own index where nothing narrower was asked for. */
const isByDay = ({ actor, unit: of, case: id, stream, types, validFrom, validTo }: ActivityQuery): boolean =>
  [actor, of, id, stream, types].every((given) => given === undefined) && (validFrom ?? validTo) !== undefined;

const cursorOf = ({ on, seq }: ActivityLine, query: ActivityQuery): string =>
  isByDay(query) ? `${on}.${seq}` : `${seq}`;

const conditionsOf = (
  { actor, case: id, stream, types, validFrom, validTo }: ActivityQuery,
  prefix: string,
): Filter => {
  const name = id === undefined ? stream : `case-${id}`;
  const on = { ...(validFrom ? { $gte: validFrom } : {}), ...(validTo ? { $lte: validTo } : {}) };
  return {
    ...(actor === undefined ? {} : { actor }),
    ...(name === undefined ? {} : { stream: `${prefix}-${name}` }),
    ...(types === undefined ? {} : { type: { $in: types } }),
    ...((validFrom ?? validTo) ? { on } : {}),
  };
};

/** Seqs recorded in the range asked for, as ids of lines. Recording is monotone along the log (semantics 1). */
const recordedIds = async ({ recordedFrom, recordedTo }: ActivityQuery, sources: PointSources): Promise<Filter> => {
  const from = recordedFrom === undefined ? undefined : await firstSince(startOf(recordedFrom), sources);
  const until = recordedTo === undefined ? undefined : endOf(recordedTo);
  const last = until === undefined ? undefined : await lastUntil(until, sources);
  return {
    ...(from === undefined ? {} : { $gte: lineId(from) }),
    ...(last === undefined ? {} : { $lt: lineId(last + 1) }),
  };
};

const startOf = (asked: string): Instant => {
  const start = isDay(asked) ? `${asked}T00:00:00+08:00` : asked;
  return instantOf(start);
};
const endOf = (asked: string): Instant => (isDay(asked) ? endOfDay(asked) : instantOf(asked));

/** Beyond every log where nothing was recorded since. */
const firstSince = async (instant: Instant, { activity }: PointSources): Promise<number> => {
  const found = await activity.find(lines, { known: { $gte: instant } }, { sort: { known: 1, _id: 1 }, limit: 1 });
  return (found[0] as ActivityLine | undefined)?.seq ?? 999_999_999_999;
};

const lastUntil = async (instant: Instant, { activity }: PointSources): Promise<number> => {
  const found = await activity.find(lines, { known: { $lte: instant } }, { sort: { known: -1, _id: -1 }, limit: 1 });
  return (found[0] as ActivityLine | undefined)?.seq ?? 0;
};

const byRecording = async (query: ActivityQuery, sources: ActivitySources): Promise<readonly ActivityLine[]> => {
  const { unit: of, cursor, limit = 100 } = query;
  const before = cursor === undefined ? {} : { $lt: lineId(seqOf(cursor)) };
  const recorded = await recordedIds(query, sources);
  const ids = { ...recorded, ...lower(recorded, before) };
  const filter: Filter = {
    ...conditionsOf(query, sources.prefix),
    ...(Object.keys(ids).length > 0 ? { _id: ids } : {}),
  };
  const wanted = of === undefined ? filter : { ...filter, unit: of };
  const find = (collection: string) =>
    sources.activity.find(collection, wanted, { sort: { _id: -1 }, limit: limit + 1 }) as Promise<
      readonly ActivityLine[]
    >;
  if (of === undefined) return find(lines);
  const both = [...(await find(lines)), ...(await find(shared))];
  return both.sort((a, b) => b.seq - a.seq).slice(0, limit + 1);
};

/** The lower of two upper ends. */
const lower = (recorded: { $lt?: string }, before: { $lt?: string }): { $lt?: string } => {
  const ends = [recorded.$lt, before.$lt].filter((end) => end !== undefined).sort();
  return ends[0] === undefined ? {} : { $lt: ends[0] };
};

const byDay = async (query: ActivityQuery, sources: ActivitySources): Promise<readonly ActivityLine[]> => {
  const { cursor, limit = 100 } = query;
  const { on } = conditionsOf(query, sources.prefix) as { on: Readonly<Record<string, string>> };
  const recorded = await recordedIds(query, sources);
  const narrowed = Object.keys(recorded).length > 0 ? { _id: recorded } : {};
  const options = { sort: { on: -1, _id: -1 }, limit: limit + 1 } as const;
  const find = (filter: Filter) =>
    sources.activity.find(lines, { ...narrowed, ...filter }, options) as Promise<readonly ActivityLine[]>;
  if (cursor === undefined) return find({ on });
  const [day = '', seq = ''] = cursor.split('.');
  if (!isDay(day)) throw malformedParameter('cursor', 'isCursor');
  const before = { _id: { ...recorded, ...lower(recorded, { $lt: lineId(seqOf(seq)) }) } };
  const same = await find({ on: day, ...before });
  if (same.length > limit) return same;
  return [...same, ...(await find({ on: { ...on, $lt: day } }))].slice(0, limit + 1);
};

const seqOf = (cursor: string): number => {
  if (!/^\d{1,12}$/.test(cursor)) throw malformedParameter('cursor', 'isCursor');
  return Number(cursor);
};

/** A line told again for a further unit is the same line. */
const plain = (line: ActivityLine): ActivityLine => ({ ...line, _id: lineId(line.seq) });

const namesOf = async (page: readonly ActivityLine[], sources: ActivitySources): Promise<ActivityPage['names']> => {
  const { office, clock } = sources;
  await office.lookAgain();
  const today = dayOf(clock.now());
  const actors = page.map(({ actor }) => [actor, actorOf(office.state(account, actor))?.name] as const);
  const units = page.map(({ unit: id }) => [id, id && nameOf(office.state(unit), id, today)] as const);
  return { actors: known(actors), units: known(units), cases: await casesIn(page, sources, today) };
};

/**
 * As the columns of this process know them; lines are told without where case-facts cannot be read. A name that columns
 * of a moment ago do not know yet is looked for once more.
 */
const casesIn = async (page: readonly ActivityLine[], { feed, prefix }: ActivitySources, today: Day) => {
  const start = `${prefix}-case-`;
  const streams = page.map(({ stream }) => stream).filter((stream) => stream.startsWith(start));
  const ids = new Set(streams.map((stream) => stream.slice(start.length)));
  const namesWithin = async (withinMs: number) => {
    const columns = await feed.refresh(withinMs).catch(() => feed.columns);
    return caseNames(ids, columns.seq > 0 ? [readingAt(columns, { validAt: today, knownAt: columns.seq })] : []);
  };
  const named = await namesWithin(liveWithinMs);
  const isNewer = page.some(({ seq }) => seq > feed.columns.seq);
  return isNewer && Object.keys(named).length < ids.size ? namesWithin(0) : named;
};

const known = (pairs: readonly (readonly [string | null, string | null | undefined])[]): Names =>
  Object.fromEntries(pairs.filter(([id, name]) => id && name)) as Names;
