import { cases } from '#libs/cases/aggregate.js';
import { facts } from '#libs/cases/facts.js';
import { foldAt } from '#libs/kernel/decider.js';
import type { Day, RecordedEvent } from '#libs/kernel/event.js';
import { pendingCorrections } from '#libs/kernel/correction.js';
import { dayFromNumber } from '#libs/calendar/day.js';
import { grains, none, type ColumnOf } from '#libs/statistics/grains.js';
import { outside } from '#libs/statistics/grouping.js';
import { byCodeUnit } from '#libs/statistics/orders.js';
import { Question } from '#libs/statistics/question.js';
import type { Reading } from '#libs/statistics/reading.js';
import type { Scope } from '#libs/statistics/scope.js';
import { refuseQuery } from '../errors.js';
import { upcast } from '../catalog.js';
import { bound, type StatisticsSources } from './statistics.js';
import { resolvePoint, type AskedPoint, type Point } from './point.js';

/** A line of the ledger 台账: the case row at a reading, in words and dates. */
export interface LedgerLine {
  readonly case: string;
  readonly [column: string]: string | number | boolean | readonly string[] | null;
}

export interface LedgerPage {
  readonly reading: Point;
  readonly total: number;
  readonly cases: readonly LedgerLine[];
  /** Give it as `after` for the next page; absent on the last one. */
  readonly next?: string;
}

export interface LedgerQuery extends AskedPoint {
  readonly scope?: Scope;
  /** Text found in number, title or proposer: no pattern, just the text. */
  readonly contains?: string;
  readonly number?: string;
  readonly after?: string;
  readonly limit?: number;
}

export const caseQueries = (sources: StatisticsSources) => ({
  ledger: async (query: LedgerQuery): Promise<LedgerPage> => {
    const { point, request, reading, columns } = await bound(query, sources);
    const question = new Question(columns, reading, { ...request, by: [] });
    const all = linesOf(question)
      .filter((line) => isWanted(line, query))
      .sort(inOrder);
    const rest = query.after === undefined ? all : all.filter((line) => orderKey(line) > query.after!);
    const page = rest.slice(0, query.limit ?? 100);
    const more = rest.length > page.length;
    return { reading: point, total: all.length, cases: page, ...(more ? { next: orderKey(page.at(-1)!) } : {}) };
  },

  /** One case at a reading: its facts in all grains, its revision, and corrections that wait for a second person. */
  view: async (id: string, asked: AskedPoint) => {
    const events = await caseEvents(id, sources);
    const point = await resolvePoint(asked, sources);
    const state = foldAt(cases, events, point);
    if (!state.registered) throw refuseQuery('case.unknown', { id });
    return {
      case: id,
      revision: events.at(-1)!.revision,
      reading: point,
      facts: facts(state),
      /** Merged into this case as known then; their proposers are this case's to answer (semantics 16). */
      absorbed: sources.office.absorbed(id, point.knownAt),
      pendingCorrections: pendingCorrections(events.filter(({ seq }) => seq <= point.knownAt)).map(
        ({ id: proposal, seq, data }) => ({ proposal, seq, ...data }),
      ),
    };
  },

  events: (id: string): Promise<readonly RecordedEvent[]> => caseEvents(id, sources),
});

export type CaseQueries = ReturnType<typeof caseQueries>;

/** A case's events in today's shapes. Refuses `case.unknown`. */
const caseEvents = async (id: string, { events, prefix }: StatisticsSources): Promise<readonly RecordedEvent[]> => {
  const read = await events.readStream(`${prefix}-case-${id}`);
  if (read.events.length === 0) throw refuseQuery('case.unknown', { id });
  return read.events.map(upcast);
};

const linesOf = (question: Question): LedgerLine[] => {
  const { reading } = question;
  const slots = question.slotsOf(question.source('case', 'countingUnit'));
  const lines: LedgerLine[] = [];
  slots.forEach((slot, row) => {
    if (slot !== outside) lines.push(lineOf(reading, row));
  });
  return lines;
};

const lineOf = (reading: Reading, row: number): LedgerLine => {
  const fields = Object.entries(grains.case).map(([name, kind]) => {
    const value = reading.column('case', name as ColumnOf<'case'>)[row] as number;
    return [name, decoded(reading, kind, value)] as const;
  });
  const id = reading.dictionary.text(reading.column('case', 'case')[row] as number);
  return { case: id, ...Object.fromEntries(fields) };
};

const decoded = (reading: Reading, kind: string, value: number): LedgerLine[string] => {
  if (value === none) return kind === 'set' ? [] : null;
  if (kind === 'day') return dayFromNumber(value) as Day;
  if (kind === 'code') return reading.dictionary.text(value);
  if (kind === 'set') return reading.dictionary.text(value).split('|');
  return kind === 'flag' ? value === 1 : value;
};

const isWanted = (line: LedgerLine, { contains, number }: LedgerQuery): boolean => {
  if (number !== undefined && line['number'] !== number) return false;
  if (contains === undefined) return true;
  return [line['number'], line['title']].some((text) => typeof text === 'string' && text.includes(contains));
};

/** By day of receipt, then number, then id: a key that pages without skipping. */
const orderKey = (line: LedgerLine): string => `${String(line['registeredOn'])}|${String(line['number'])}|${line.case}`;
const inOrder = (a: LedgerLine, b: LedgerLine): number => byCodeUnit(orderKey(a), orderKey(b));
