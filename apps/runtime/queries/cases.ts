import { cases } from '#libs/cases/aggregate.js';
import { facts } from '#libs/cases/facts.js';
import { inconsistencies } from '#libs/cases/inconsistencies.js';
import { foldAt } from '#libs/kernel/decider.js';
import type { RecordedEvent } from '#libs/kernel/event.js';
import { pendingCorrections } from '#libs/kernel/correction.js';
import type { OfficeReading } from '#libs/statistics/office-reading.js';
import { readingAt } from '#libs/statistics/reading.js';
import type { Scope } from '#libs/statistics/scope.js';
import { refuseQuery } from '../errors.js';
import { upcast } from '../catalog.js';
import { caseDifferences } from './case-differences.js';
import { caseLines, ledgerLine, type CaseLine, type LedgerLine } from './ledger-lines.js';
import { officeAt } from './office-at.js';
import { bound, type StatisticsSources } from './statistics.js';
import { resolvePoint, resolvePointSeeing, type AskedPoint, type Point } from './point.js';

export interface LedgerPage {
  readonly reading: Point;
  readonly total: number;
  readonly cases: readonly LedgerLine[];
  /** Names of the units in these lines, in force at V. */
  readonly units: Readonly<Record<string, string>>;
  /** Give it as `after` for the next page; absent on the last one. */
  readonly next?: string;
}

export interface LedgerQuery extends AskedPoint {
  readonly scope?: Scope;
  /** Text found in number or title: no pattern, just the text. */
  readonly contains?: string;
  readonly number?: string;
  readonly after?: string;
  readonly limit?: number;
}

export const caseQueries = (sources: StatisticsSources) => ({
  ledger: async (query: LedgerQuery): Promise<LedgerPage> => {
    const { point, request, reading, columns } = await bound(query, sources);
    const all = [...caseLines(columns, reading, request).values()].filter((line) => isWanted(line, query));
    const from = query.after === undefined ? 0 : firstAfter(all, query.after);
    const page = all.slice(from, from + (query.limit ?? 100));
    const more = from + page.length < all.length ? { next: page.at(-1)!.key } : {};
    const lines = page.map((line) => ledgerLine(readingAt(columns, request), line));
    return { reading: point, total: all.length, cases: lines, units: unitsIn(lines, reading), ...more };
  },

  view: (id: string, asked: AskedPoint) => caseView(id, asked, sources),

  /** What two readings of one case state differently, and the events responsible. */
  differences: async (id: string, before: AskedPoint, after: AskedPoint) => {
    const events = await caseEvents(id, sources);
    const [from, to] = [await resolvePoint(before, sources), await resolvePoint(after, sources)];
    return { case: id, before: from, after: to, differences: caseDifferences(events, from, to) };
  },

  events: (id: string): Promise<readonly RecordedEvent[]> => caseEvents(id, sources),

  /** Its events, and the point at which they are to be read. Refuses `case.unknown`, as its page does. */
  eventsAt: async (id: string, asked: AskedPoint) => {
    const events = await caseEvents(id, sources);
    const reading = await resolvePointSeeing(events.at(-1)!, asked, sources);
    registeredAt(reading, events, id);
    return { events, reading };
  },
});

export type CaseQueries = ReturnType<typeof caseQueries>;

/** One case at a reading: facts in all grains, revision, corrections that wait, facts that contradict each other. */
const caseView = async (id: string, asked: AskedPoint, sources: StatisticsSources) => {
  const events = await caseEvents(id, sources);
  const point = await resolvePointSeeing(events.at(-1)!, asked, sources);
  const state = registeredAt(point, events, id);
  await sources.office.lookAgain();
  const office = officeAt(sources.office, sources.jurisdiction, point);
  const stated = facts(state);
  return {
    case: id,
    /** Of what this page shows, not of what came since: it is what If-Match is to say. */
    revision: events.findLast(({ seq }) => seq <= point.knownAt)!.revision,
    reading: point,
    facts: stated,
    /** Merged into this case as known then; their proposers are this case's to answer (semantics 16). */
    absorbed: sources.office.absorbed(id, point.knownAt),
    units: unitsIn(
      stated.map(({ fields }) => fields as unknown as LedgerLine),
      office,
    ),
    pendingCorrections: pendingAt(events, point),
    inconsistencies: inconsistencies(events, point),
  };
};

/** The fold of a case at a reading. Refuses `case.unknown` where it was not registered yet. */
const registeredAt = (point: Point, events: readonly RecordedEvent[], id: string) => {
  const state = foldAt(cases, events, point);
  if (!state.registered) throw refuseQuery('case.unknown', { id });
  return state;
};

const pendingAt = (events: readonly RecordedEvent[], { knownAt }: Point) =>
  pendingCorrections(events.filter(({ seq }) => seq <= knownAt)).map(({ id: proposal, seq, data }) => ({
    ...{ proposal, seq },
    ...data,
  }));

/** A case's events in today's shapes. Refuses `case.unknown`. */
const caseEvents = async (id: string, { events, prefix }: StatisticsSources): Promise<readonly RecordedEvent[]> => {
  const read = await events.readStream(`${prefix}-case-${id}`);
  if (read.events.length === 0) throw refuseQuery('case.unknown', { id });
  return read.events.map(upcast);
};

const isWanted = ({ number: own, title }: CaseLine, { contains, number }: LedgerQuery): boolean => {
  if (number !== undefined && own !== number) return false;
  return contains === undefined || own.includes(contains) || title.includes(contains);
};

/** Place of the first line after a key; lines are in the order of their keys. */
const firstAfter = (lines: readonly CaseLine[], key: string): number => {
  const found = lines.findIndex((line) => line.key > key);
  return found < 0 ? lines.length : found;
};

const unitFields = ['countingUnit', 'replyUnit', 'jointLeads', 'unit'];

const unitsIn = (rows: readonly LedgerLine[], office: OfficeReading): Readonly<Record<string, string>> => {
  const ids = rows.flatMap((row) => unitFields.flatMap((field) => row[field] ?? []).flat());
  return Object.fromEntries([...new Set(ids.map(String))].map((id) => [id, office.unitName(id)]));
};
