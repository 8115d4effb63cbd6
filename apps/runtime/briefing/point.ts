import type { WorkingCalendar } from '#libs/calendar/working-days.js';
import type { Day } from '#libs/kernel/event.js';
import { briefing } from '#libs/office/briefing.js';
import {
  openRestatement,
  type BriefingIssued,
  type BriefingRestated,
  type BriefingSpan,
} from '#libs/office/briefing-events.js';
import { campaign } from '#libs/office/campaign.js';
import { register, type RegisterState } from '#libs/office/register.js';
import { calendarOf, periodsOf, ruleBook, rulesInForce } from '#libs/office/rule-book.js';
import type { Rules } from '#libs/office/rules.js';
import type { FactColumns } from '#libs/statistics/columns.js';
import type { OfficeReading } from '#libs/statistics/office-reading.js';
import type { Policies } from '#libs/statistics/policies.js';
import { readingAt, type Reading } from '#libs/statistics/reading.js';
import type { Office } from '../office.js';
import { officeAt, policiesAt } from '../queries/office-at.js';
import { FigureReader } from './figures.js';

/** What a briefing is read from. */
export interface BriefingSources {
  readonly office: Office;
  readonly jurisdiction: string;
  readonly feed: { readonly columns: FactColumns };
  /** Where its addresses lead: `http://127.0.0.1:3000`. */
  readonly home: string;
}

export interface RestatedIssue {
  readonly issued: BriefingIssued;
  readonly restated: BriefingRestated;
}

/** One briefing's place in both times, with everything that is read there: facts, office, rules, calendar, figures. */
export interface BriefingPoint extends BriefingSpan {
  readonly knownAt: number;
  readonly definitions?: readonly string[];
  readonly columns: FactColumns;
  readonly reading: Reading;
  readonly units: OfficeReading;
  readonly policies: Partial<Policies>;
  readonly rules: Rules | undefined;
  readonly calendar: WorkingCalendar;
  /** The common term of office V lies in, such as `2013–2017` (semantics 33). */
  readonly term?: string;
  readonly figures: FigureReader;
  /** The office's own work up to V. */
  readonly register: RegisterState;
  /** Briefings issued by V, as known at K, in the order of their days. */
  readonly issued: readonly BriefingIssued[];
  /** Those of them whose figures read differently, as known at K. */
  readonly restated: readonly RestatedIssue[];
  /** Days on which revisit campaigns were opened by V, as known at K. */
  readonly campaigns: readonly Day[];
  readonly home: string;
}

/** `definitions`: the versions an issue froze; without them figures are read by the newest. */
type Span = BriefingSpan & { readonly knownAt: number; readonly definitions?: readonly string[] };

/** The same V and K give the same point, whatever was recorded since. */
export const pointOf = (span: Span, sources: BriefingSources): BriefingPoint => {
  const { office, jurisdiction, feed, home } = sources;
  const { validAt, knownAt, from, definitions } = span;
  const at = { validAt, knownAt };
  const book = office.state(ruleBook, jurisdiction, { knownAt });
  const [units, policies] = [officeAt(office, jurisdiction, at), policiesAt(office, jurisdiction, at)];
  return {
    ...span,
    columns: feed.columns,
    reading: readingAt(feed.columns, at),
    units,
    policies,
    rules: rulesInForce(book, validAt),
    calendar: calendarOf(book),
    ...termOf(periodsOf(book), validAt),
    figures: new FigureReader(feed.columns, units, { ...at, from, policies, definitions }),
    register: office.state(register, undefined, at),
    ...issuesBy(office, at),
    campaigns: campaignsBy(office, at),
    home,
  };
};

const termOf = (terms: readonly string[], validAt: Day): { term?: string } => {
  const year = Number(validAt.slice(0, 4));
  const term = terms.find((each) => {
    const [first = 0, last = 0] = each.split(/[–-]/).map(Number);
    return first <= year && year <= last;
  });
  return term === undefined ? {} : { term };
};

const campaignsBy = (office: Office, at: { validAt: Day; knownAt: number }): readonly Day[] =>
  office
    .named('campaign-')
    .flatMap((name) => office.state(campaign, name.slice('campaign-'.length), at).opened?.occurredOn ?? [])
    .sort();

const issuesBy = (office: Office, at: { validAt: Day; knownAt: number }) => {
  const states = office
    .named('briefing-')
    .map((name) => office.state(briefing, name.slice('briefing-'.length), at))
    .flatMap((state) => (state.issued ? [{ issued: state.issued, restated: openRestatement(state) }] : []))
    .sort((a, b) => byDay(a.issued, b.issued));
  const restated = states.flatMap(({ issued, restated: open }) => (open ? [{ issued, restated: open }] : []));
  return { issued: states.map(({ issued }) => issued), restated };
};

const byDay = (a: BriefingIssued, b: BriefingIssued): number =>
  a.occurredOn < b.occurredOn ? -1 : a.occurredOn > b.occurredOn ? 1 : 0;

/** Another day of the same K under the same mapping of units (semantics 31, 32). */
export const pointAt = (point: BriefingPoint, { validAt, from }: { validAt: Day; from?: Day }): BriefingPoint => {
  const { columns, units, policies, knownAt, definitions } = point;
  const at = { validAt, knownAt };
  const figures = new FigureReader(columns, units, { ...at, from, policies, definitions });
  return { ...point, from, validAt, reading: readingAt(columns, at), figures };
};

export const yearOf = ({ validAt }: { readonly validAt: Day }): string => validAt.slice(0, 4);
