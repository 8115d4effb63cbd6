import { systemActor } from '#libs/kernel/actor.js';
import type { DecisionContext } from '#libs/kernel/aggregate.js';
import { correctFact } from '#libs/kernel/correction.js';
import { foldAt } from '#libs/kernel/decider.js';
import type { EventOf } from '#libs/kernel/event.js';
import { recorded, specification } from '#libs/kernel/specification.js';
import {
  calendarOf,
  dueOn,
  outcomesOf,
  periodOf,
  periodsOf,
  ruleBook,
  rulesInForce,
  rulesOn,
  subjectSchemeNamed,
  subjectSchemeOn,
  type RuleBookEvents,
} from './rule-book.js';
import { ruleBookCommands } from './rule-book-commands.js';
import {
  shanghaiCalendars,
  shanghaiOutcomeSchemes,
  shanghaiPeriods,
  shanghaiRuleBooks,
  shanghaiSubjectSchemes,
} from './shanghai-rules.js';

type Event = EventOf<RuleBookEvents>;

const context: DecisionContext = { actor: systemActor('spec'), today: '2015-10-31', id: (what) => `${what}-1` };
const given = specification(ruleBook, context);

const events: Event[] = [
  ...shanghaiRuleBooks.map((data): Event => ({ type: 'RuleBookIssued', data })),
  ...shanghaiOutcomeSchemes.map((data): Event => ({
    type: 'OutcomeSchemeIssued',
    data: { ...data, wording: { ...data.wording } },
  })),
  ...shanghaiSubjectSchemes.map((data): Event => ({ type: 'SubjectSchemeIssued', data })),
  ...shanghaiCalendars.map((data): Event => ({ type: 'CalendarIssued', data })),
  { type: 'PeriodSchemeIssued', data: shanghaiPeriods },
];
const state = foldAt(ruleBook, recorded(events));
const empty = ruleBook.initial;

const [book2013] = shanghaiRuleBooks;
const example = ruleBookCommands.IssueRuleBook.example;

describe('the rule book as dated data (domain 5)', () => {
  it('holds from its day on until the next', () => {
    expect(rulesOn(state, '2024-12-31').version).toBe('shanghai-2013');
    expect(rulesOn(state, '2025-01-01').version).toBe('shanghai-2025');
    expect(rulesOn(state, '2024-12-31').clocks.hardReply).toBeUndefined();
    expect(rulesOn(state, '2025-01-01').clocks.hardReply).toEqual({ months: 6 });
  });

  it('does not exist before the first was issued', () => {
    expect(rulesInForce(state, '2012-12-31')).toBeUndefined();
    expect(() => rulesOn(state, '2012-12-31')).toThrow('rule-book.none-in-force');
  });

  it('carries each kind’s outcomes in their original wording (domain 4)', () => {
    const { outcomes } = rulesOn(state, '2015-01-01');
    expect(Object.values(outcomes.suggestion.wording).sort()).toEqual(
      ['解决采纳', '正在解决', '计划解决', '留作参考'].sort(),
    );
    expect(outcomes.proposal.wording).toEqual({
      solved: '解决或采纳',
      planned: '列入计划拟解决',
      reference: '留作参考',
    });
    expect(outcomesOf(state, 'shanghai-proposal')).toEqual(['solved', 'planned', 'reference']);
    expect(outcomesOf(state, 'nowhere')).toEqual([]);
  });

  it('without an outcome scheme in force has no outcome to reply with', () => {
    const alone = foldAt(ruleBook, recorded(events.slice(0, 1)));
    expect(rulesOn(alone, '2015-01-01').outcomes.proposal.wording).toEqual({});
  });

  it('has versions, each issued once, and one jurisdiction', () => {
    given().when('IssueRuleBook', example).thenTypes('RuleBookIssued');
    given(events[0]!).when('IssueRuleBook', book2013!).thenRefused('rule-book.version-exists');
    given(events[0]!)
      .when('IssueRuleBook', { ...example, jurisdiction: 'elsewhere' })
      .thenRefused('rule-book.other-jurisdiction');
  });

  it('refuses a clock that is not one span', () => {
    const clocks = { ...example.clocks, reply: { months: 3, days: 1 } };
    given()
      .when('IssueRuleBook', { ...example, clocks })
      .thenRefused('span.malformed');
  });
});

describe('the calendar and due dates (domain 5, semantics 22)', () => {
  it('a month ends on its last day where it has no corresponding day', () => {
    expect(dueOn(state, '2024-11-30', { months: 3 })).toEqual({ on: '2025-02-28' });
  });

  it('a year without notice is computed provisionally', () => {
    expect(dueOn(state, '2029-11-30', { months: 3 })).toEqual({ on: '2030-02-28', provisional: true });
  });

  it('make-up days count as working days', () => {
    expect(calendarOf(state).isWorkingDay('2015-01-04')).toBe(true);
    expect(calendarOf(empty).isWorkingDay('2015-01-04')).toBe(false);
  });

  it('is built once for one state', () => {
    expect(calendarOf(state)).toBe(calendarOf({ ...state, books: [] }));
  });

  it('a later notice for a year replaces the earlier', () => {
    const notice = (effectiveFrom: string, holidays: string[]): Event => ({
      type: 'CalendarIssued',
      data: { effectiveFrom, year: 2015, holidays, workingDays: [], source: '通知' },
    });
    const amended = foldAt(ruleBook, recorded([notice('2014-12-16', []), notice('2015-05-13', ['2015-09-03'])]));
    expect(calendarOf(amended).isWorkingDay('2015-09-03')).toBe(false);
  });

  it('a notice that contradicts itself, or names no real day, is refused', () => {
    const notice = { effectiveFrom: '2014-12-16', year: 2015, source: '通知' };
    given()
      .when('IssueCalendar', { ...notice, holidays: ['2015-01-04'], workingDays: ['2015-01-04'] })
      .thenRefused('calendar.contradiction');
    given()
      .when('IssueCalendar', { ...notice, holidays: ['2015-02-30'], workingDays: [] })
      .thenRefused('date.malformed');
  });

  it('corrected clocks are checked as issued ones are, and wait for a second person (semantics 10)', () => {
    const subject = {
      events: recorded(events),
      correcting: ruleBook.correcting!,
      context,
      versions: ruleBook.versions,
    };
    const correct = (reply: object) =>
      correctFact({ target: 'e1', data: { clocks: { ...example.clocks, reply } }, reason: '误录' }, subject);
    expect(() => correct({ months: 3, days: 1 })).toThrow('span.malformed');
    expect(() => correct({ weeks: 3 })).toThrow('clocks, reply, weeks is no field of this command');
    expect(correct({ months: 2 })).toMatchObject([{ type: 'CorrectionProposed' }]);
  });
});

describe('subjects and common terms', () => {
  it('the subjects of a case are those of its day', () => {
    expect(subjectSchemeOn(state, 'proposal', '2015-06-01')?.version).toBe('minhang-2013');
    const scheme = subjectSchemeOn(state, 'suggestion', '2024-02-01');
    expect(scheme?.subjects.slice(0, 3)).toEqual(['城建交通', '经济财农', '教科文卫体']);
    expect(scheme?.reconstructed).not.toContain('城建交通');
    expect(subjectSchemeOn(state, 'suggestion', '2012-02-01')).toBeUndefined();
    expect(subjectSchemeNamed(state, 'minhang-2013')?.year).toBe(2013);
  });

  it('a scheme made for one kind is not for the other', () => {
    const data = { effectiveFrom: '2024-01-01', version: 'p', kind: 'proposal' as const, year: 2024, subjects: ['甲'] };
    const both = foldAt(ruleBook, recorded([...events, { type: 'SubjectSchemeIssued', data }]));
    expect(subjectSchemeOn(both, 'proposal', '2024-01-01')?.version).toBe('p');
    expect(subjectSchemeOn(both, 'suggestion', '2024-01-01')?.version).toBe('minhang-2024');
  });

  it('subject versions are issued once', () => {
    given({ type: 'SubjectSchemeIssued', data: shanghaiSubjectSchemes[0]! })
      .when('IssueSubjectScheme', shanghaiSubjectSchemes[0]!)
      .thenRefused('rule-book.version-exists');
  });

  it('a congress and a CPPCC of other ordinals sit in one common term (semantics 33)', () => {
    expect(periodOf(state, { body: '上海市人大', term: 14 }, '2015-06-30')).toBe('2013–2017');
    expect(periodOf(state, { body: '上海市政协', term: 12 }, '2015-06-30')).toBe('2013–2017');
    expect(periodOf(state, { body: '上海市政协', term: 14 }, '2015-06-30')).toBe('2023–2027');
    expect(periodOf(state, { body: '上海市人大', term: 12 }, '2015-06-30')).toBeUndefined();
    expect(periodsOf(state)).toEqual(['2013–2017', '2018–2022', '2023–2027']);
    expect(periodOf(state, { body: '上海市人大', term: 14 }, '2012-12-31')).toBeUndefined();
  });

  it('a term stands once in a table', () => {
    const row = shanghaiPeriods.periods[0]!;
    given()
      .when('IssuePeriodScheme', { effectiveFrom: '2013-01-01', periods: [row, { ...row, period: '2018–2022' }] })
      .thenRefused('rule-book.term-twice');
  });

  it('outcome and period schemes are issued as they are given', () => {
    given().when('IssueOutcomeScheme', shanghaiOutcomeSchemes[1]!).thenTypes('OutcomeSchemeIssued');
    given().when('IssuePeriodScheme', shanghaiPeriods).thenTypes('PeriodSchemeIssued');
  });
});
