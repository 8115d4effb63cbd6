import { isDeepStrictEqual } from 'node:util';
import type { Executed } from '#libs/cqrs/executor.js';
import type { EventStore } from '#libs/event-store/port.js';
import type { Position, RecordedEvent } from '#libs/kernel/event.js';
import { correctionTypes, validFrom } from '#libs/kernel/history.js';
import { derivedId } from '#libs/kernel/ids.js';
import { briefing, type BriefingEvents, type Figure } from '#libs/office/briefing.js';
import type { CausingEvent, FigureChange } from '#libs/office/briefing-commands.js';
import type { Dimension } from '#libs/statistics/dimensions.js';
import { compare } from '#libs/statistics/compare.js';
import { briefingDefinitions, briefingFigures } from './queries/briefing-figures.js';
import { causesOf } from './queries/causes.js';
import { officeAt, policiesAt } from './queries/office-at.js';
import { briefingIds } from './queries/office-lists.js';
import { requestAt, type StatisticsSources } from './queries/statistics.js';

type Issued = BriefingEvents['BriefingIssued'] & { readonly figures: readonly Figure[] };

interface Restating extends StatisticsSources {
  readonly log: EventStore;
  readonly restate: (id: string, body: object, cause: { key: string; causationId?: string }) => Promise<Executed>;
}

/**
 * The process manager of semantics 49. It is level-triggered: whatever was missed, the next check compares every issued
 * briefing with what is known now, so it needs no state of its own and a repeated check is a no-op.
 */
export const restatements = (sources: Restating) => {
  let position: Position | 'start' = 'start';
  const isTouched = async (): Promise<boolean> => {
    const { events, next } = await newEvents(sources.log, position);
    position = next;
    const lastDay = issuedBriefings(sources).reduce((last, { validAt }) => (validAt > last ? validAt : last), '');
    return lastDay !== '' && events.some((event) => mayMove(event, lastDay));
  };
  return {
    /** Brings every restatement to what the columns now say; answers how many events it appended. */
    check: async (): Promise<number> => {
      await sources.office.refresh();
      if (!(await isTouched())) return 0;
      let appended = 0;
      for (const issued of issuedBriefings(sources)) appended += await restateOne(issued, sources);
      return appended;
    },
  };
};

const newEvents = async (log: EventStore, after: Position | 'start') => {
  const events: RecordedEvent[] = [];
  for (let next = after; ;) {
    const page = await log.readAll(next, 1_000);
    events.push(...page.events);
    next = page.next;
    if (page.atEnd) return { events, next };
  }
};

/** Late facts, corrections, mergers: nothing else can change a figure of a day gone by. */
const mayMove = ({ type, stream, data }: RecordedEvent, lastDay: string): boolean =>
  type === 'BriefingIssued' ||
  correctionTypes.has(type) ||
  (stream.includes('-case-') && validFrom(data) <= lastDay) ||
  (stream.endsWith('-unit') && validFrom(data) <= lastDay);

const issuedBriefings = (sources: Restating): readonly Issued[] =>
  briefingIds(sources)
    .map((id) => sources.office.state(briefing, id).issued)
    .filter((issued): issued is Issued => issued?.kind === 'bimonthly' && issued.figures !== undefined);

const restateOne = async (issued: Issued, sources: Restating): Promise<number> => {
  const knownAt = sources.feed.columns.seq;
  if (knownAt <= issued.knownAt) return 0;
  const changes = changesSince(issued, figuresNow(issued, knownAt, sources));
  const standing = sources.office.state(briefing, issued.briefing).restated;
  if (isDeepStrictEqual(plain(changes), plain(standing?.open ? standing.changes : []))) return 0;
  const causes = changes.length > 0 ? await causesBehind(issued, knownAt, sources) : [];
  const body = { knownAt, changes, causes, addressees: addresseesOf(issued, changes) };
  const last = causes.at(-1);
  const key = derivedId('restatement', issued.briefing, knownAt);
  return (await sources.restate(issued.briefing, body, { key, causationId: last?.eventId })).events.length;
};

const figuresNow = (issued: Issued, knownAt: number, { office, jurisdiction, feed }: Restating): readonly Figure[] => {
  const { validAt, until, from = until } = issued;
  const at = { validAt, knownAt };
  const point = { from, ...at, policies: policiesAt(office, jurisdiction, at) };
  return briefingFigures(feed.columns, officeAt(office, jurisdiction, at), point);
};

const nameOf = ({ id, scope }: Figure): string => JSON.stringify([id, scope]);
const value = ({ numerator, denominator }: Figure) => ({
  numerator,
  ...(denominator === undefined ? {} : { denominator }),
});

/** A figure that one reading lacks stands at 0 there: a unit that had no case, a role that held none. */
const changesSince = ({ figures }: Issued, now: readonly Figure[]): readonly FigureChange[] => {
  const [before, after] = [byName(figures), byName(now)];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.flatMap((name) => {
    const any = (before.get(name) ?? after.get(name))!;
    const zero = { ...any, numerator: 0, ...(any.denominator === undefined ? {} : { denominator: 0 }) };
    const [issued, current] = [value(before.get(name) ?? zero), value(after.get(name) ?? zero)];
    if (isDeepStrictEqual(plain(issued), plain(current))) return [];
    return [{ figure: any.id, scope: any.scope, issued, now: current }];
  });
};

const byName = (figures: readonly Figure[]): ReadonlyMap<string, Figure> =>
  new Map(figures.map((figure) => [nameOf(figure), figure]));

const plain = (data: unknown): unknown => JSON.parse(JSON.stringify(data));

const groupings: readonly (readonly Dimension[])[] = [[], ['kind', 'outerRole'], ['unit']];

/** The events that moved cases between the issued reading and now, each once, in the order of the log. */
const causesBehind = async (issued: Issued, knownAt: number, sources: Restating): Promise<readonly CausingEvent[]> => {
  const causes = new Map<number, CausingEvent>();
  for (const by of groupings) {
    const [before, after] = [issued.knownAt, knownAt].map((known) => sideAt(issued, known, { by, sources }));
    const comparison = compare(sources.feed.columns, before!, after!);
    const found = await causesOf(
      comparison,
      { before: before!, after: after!, columns: sources.feed.columns },
      sources,
    );
    for (const { events } of found)
      events.forEach(({ id: eventId, ...event }) => causes.set(event.seq, { eventId, ...event }));
  }
  return [...causes.values()].sort((a, b) => a.seq - b.seq).slice(0, mostCauses);
};

/** An event holds at most this many; the rest follow by opening the figures. */
const mostCauses = 100;

const sideAt = (issued: Issued, knownAt: number, { by, sources }: { by: readonly Dimension[]; sources: Restating }) => {
  const { validAt, from } = issued;
  const asking = { figures: briefingDefinitions, by, from };
  const { request, reading } = requestAt(asking, { validAt, knownAt, knownInstant: '', knownDay: validAt }, sources);
  return { request: { ...request, knownInstant: undefined }, office: reading };
};

/** Units criticised by name whose figures moved are to be told (semantics 49). */
const addresseesOf = ({ criticised }: Issued, changes: readonly FigureChange[]): readonly string[] =>
  criticised.filter((unit) => changes.some(({ scope }) => scope['unit'] === unit));
