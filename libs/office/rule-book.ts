import { due, isSpan, type Span } from '#libs/calendar/clock-span.js';
import { refuseDate } from '#libs/calendar/errors.js';
import { checkNotice, workingCalendar, type CalendarYear, type WorkingCalendar } from '#libs/calendar/working-days.js';
import type { Aggregate, DecisionContext } from '#libs/kernel/aggregate.js';
import type { DecideTable, EvolveTable } from '#libs/kernel/decider.js';
import type { Day } from '#libs/kernel/event.js';
import { assertDay } from './bodies.js';
import { validating } from './correcting.js';
import { latestOn, plain, type From } from './dated.js';
import { refuse } from './errors.js';
import {
  IssueCalendar,
  IssueOutcomeScheme,
  IssuePeriodScheme,
  IssueRuleBook,
  IssueSubjectScheme,
  ruleBookCommands,
  type RuleBookCommands,
} from './rule-book-commands.js';
import {
  outcomes,
  type CommonTerm,
  type OutcomeScheme,
  type RuleBook,
  type Rules,
  type SchemeKind,
  type SubjectScheme,
} from './rules.js';

interface Effective {
  effectiveFrom: Day;
}

/** The rules of one jurisdiction: every period, list, threshold and wording of the office is a dated fact here. */
export interface RuleBookEvents {
  RuleBookIssued: Effective & RuleBook;
  /** The State Council's yearly holiday notice; a later one for the same year replaces it wholly. */
  CalendarIssued: Effective & CalendarYear;
  /** 题材; without `kind` for both kinds. */
  SubjectSchemeIssued: Effective & SubjectScheme & { kind?: SchemeKind };
  OutcomeSchemeIssued: Effective & { kind: SchemeKind; scheme: string; wording: Readonly<Record<string, string>> };
  /** Which common term of office each body's own 届 is (semantics 33). */
  PeriodSchemeIssued: Effective & { periods: readonly CommonTerm[] };
}

export interface RuleBookState {
  readonly books: readonly (From & RuleBook)[];
  readonly calendars: readonly CalendarYear[];
  readonly subjects: readonly (From & SubjectScheme & { kind?: SchemeKind })[];
  readonly outcomes: readonly (From & OutcomeScheme & { kind: SchemeKind })[];
  readonly periods: readonly (From & CommonTerm)[];
}

const dated = <T extends Effective>({ effectiveFrom, ...rest }: T) => ({ from: effectiveFrom, ...rest });

const evolve: EvolveTable<RuleBookState, RuleBookEvents> = {
  RuleBookIssued: (state, data) => ({ ...state, books: [...state.books, dated(data)] }),
  CalendarIssued: (state, { year, holidays, workingDays, source }) => ({
    ...state,
    calendars: [...state.calendars, { year, holidays, workingDays, source }],
  }),
  SubjectSchemeIssued: (state, data) => ({ ...state, subjects: [...state.subjects, dated(data)] }),
  OutcomeSchemeIssued: (state, data) => ({ ...state, outcomes: [...state.outcomes, dated(data)] }),
  PeriodSchemeIssued: (state, { effectiveFrom: from, periods }) => ({
    ...state,
    periods: [...state.periods, ...periods.map((row) => ({ ...row, from }))],
  }),
};

/** A kind for which no scheme is in force has no outcome to reply with. */
const noScheme: OutcomeScheme = { scheme: 'none', wording: {} };

const outcomeSchemeOn = (state: RuleBookState, kind: SchemeKind, day: Day): OutcomeScheme => {
  const ofKind = state.outcomes.filter((scheme) => scheme.kind === kind);
  const issued = latestOn(ofKind, day);
  return issued ? { scheme: issued.scheme, wording: issued.wording } : noScheme;
};

/** The rules in force on a day with the outcome schemes in force, or undefined before the first rule book. */
export const rulesInForce = (state: RuleBookState, day: Day): Rules | undefined => {
  const issued = latestOn(state.books, day);
  if (!issued) return undefined;
  const { from: effectiveFrom, ...book } = issued;
  const suggestion = outcomeSchemeOn(state, 'suggestion', day);
  const proposal = outcomeSchemeOn(state, 'proposal', day);
  return { ...book, effectiveFrom, outcomes: { suggestion, proposal } };
};

/** As `rulesInForce`; refuses `rule-book.none-in-force` before the first rule book. */
export const rulesOn = (state: RuleBookState, day: Day): Rules => {
  const rules = rulesInForce(state, day);
  if (!rules) throw refuse('rule-book.none-in-force', { day });
  return rules;
};

const calendarsBuilt = new WeakMap<readonly CalendarYear[], WorkingCalendar>();

/** The working days of all notices in the state; built once as long as no notice is added. */
export const calendarOf = ({ calendars }: RuleBookState): WorkingCalendar => {
  const built = calendarsBuilt.get(calendars) ?? workingCalendar(calendars);
  calendarsBuilt.set(calendars, built);
  return built;
};

/** The due date of a clock started on `start`, marked where it rests on a year without notice (domain 5). */
export const dueOn = (state: RuleBookState, start: Day, span: Span): { on: Day; provisional?: true } => {
  const { due: on, provisional } = due(start, span, calendarOf(state));
  return provisional ? { on, provisional: true } : { on };
};

/** The subjects in force on a day for a kind; one made for that kind goes before one for both, begun the same day. */
export const subjectSchemeOn = ({ subjects }: RuleBookState, kind: SchemeKind, day: Day): SubjectScheme | undefined => {
  const forBoth = subjects.filter((scheme) => scheme.kind === undefined);
  const forKind = subjects.filter((scheme) => scheme.kind === kind);
  return latestOn([...forBoth, ...forKind], day);
};

/** A subject scheme by the version a case was classified by. */
export const subjectSchemeNamed = ({ subjects }: RuleBookState, version: string): SubjectScheme | undefined =>
  subjects.findLast((scheme) => scheme.version === version);

/** The outcomes a scheme has, in the order of the code's list; none for an unknown scheme. */
export const outcomesOf = (state: RuleBookState, scheme: string): readonly string[] => {
  const issued = state.outcomes.findLast((row) => row.scheme === scheme);
  return outcomes.filter((outcome) => issued?.wording[outcome] !== undefined);
};

/** The common term of office a body's 届 belongs to, such as `2013–2017`, by the schemes in force by that day (semantics 33). */
export const periodOf = (
  { periods }: RuleBookState,
  { body, term }: Pick<CommonTerm, 'body' | 'term'>,
  day: Day,
): string | undefined =>
  periods.findLast((row) => row.from <= day && plain(row.body) === plain(body) && row.term === term)?.period;

/** The common terms of office known, each once. */
export const periodsOf = ({ periods }: RuleBookState): readonly string[] => [
  ...new Set(periods.map(({ period }) => period)),
];

const assertSpans = ({ clocks }: RuleBook): void => {
  // A clock left out is absent, not undefined, in data; a body's instance may carry the bare field.
  const malformed = Object.entries(clocks).find(([, span]) => span !== undefined && !isSpan({ ...span }));
  if (malformed) throw refuseDate('span.malformed', { clock: malformed[0], span: malformed[1] });
};

const assertNotice = (notice: CalendarYear): void => {
  [...notice.holidays, ...notice.workingDays].forEach(assertDay);
  checkNotice(notice);
};

const assertTermsOnce = ({ periods }: { periods: readonly CommonTerm[] }): void => {
  const keys = periods.map(({ body, term }) => `${plain(body)}|${term}`);
  const twice = periods.find((_, at) => keys.indexOf(keys[at] ?? '') !== at);
  if (twice) throw refuse('rule-book.term-twice', { body: twice.body, term: twice.term });
};

const assertVersionNew = (issued: readonly { version: string }[], version: string): void => {
  if (issued.some((row) => row.version === version)) throw refuse('rule-book.version-exists', { version });
};

const decide: DecideTable<RuleBookCommands, RuleBookState, RuleBookEvents, DecisionContext> = {
  IssueRuleBook: (command, { now: { books } }) => {
    assertDay(command.effectiveFrom);
    assertSpans(command);
    assertVersionNew(books, command.version);
    const jurisdiction = books[0]?.jurisdiction ?? command.jurisdiction;
    if (jurisdiction !== command.jurisdiction) throw refuse('rule-book.other-jurisdiction', { jurisdiction });
    return [{ type: 'RuleBookIssued', data: { ...command } }];
  },
  IssueCalendar: (command) => {
    assertDay(command.effectiveFrom);
    assertNotice(command);
    return [{ type: 'CalendarIssued', data: { ...command } }];
  },
  IssueSubjectScheme: (command, { now }) => {
    assertDay(command.effectiveFrom);
    assertVersionNew(now.subjects, command.version);
    return [{ type: 'SubjectSchemeIssued', data: { ...command } }];
  },
  IssueOutcomeScheme: (command) => {
    assertDay(command.effectiveFrom);
    return [{ type: 'OutcomeSchemeIssued', data: { ...command, wording: { ...command.wording } } }];
  },
  IssuePeriodScheme: (command) => {
    assertDay(command.effectiveFrom);
    assertTermsOnce(command);
    return [{ type: 'PeriodSchemeIssued', data: { ...command } }];
  },
};

export const ruleBook: Aggregate<RuleBookState, RuleBookEvents, RuleBookCommands, DecisionContext> = {
  name: 'rule-book',
  stream: (id = '') => `rule-book-${id}`,
  versions: {
    RuleBookIssued: 1,
    CalendarIssued: 1,
    SubjectSchemeIssued: 1,
    OutcomeSchemeIssued: 1,
    PeriodSchemeIssued: 1,
  },
  initial: { books: [], calendars: [], subjects: [], outcomes: [], periods: [] },
  evolve,
  decide,
  commands: ruleBookCommands,
  correcting: {
    validate: validating({
      RuleBookIssued: { body: IssueRuleBook, check: assertSpans },
      CalendarIssued: { body: IssueCalendar, check: assertNotice },
      SubjectSchemeIssued: { body: IssueSubjectScheme },
      OutcomeSchemeIssued: { body: IssueOutcomeScheme },
      PeriodSchemeIssued: { body: IssuePeriodScheme, check: assertTermsOnce },
    }),
    needs: {},
    // Clocks and schemes stand behind every rate: never corrected by one person alone (semantics 10).
    movesStatistics: () => true,
  },
};
