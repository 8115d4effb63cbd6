import { addDays } from '#libs/calendar/day.js';
import { shanghaiNotices } from '#libs/calendar/shanghai-notices.js';
import { shanghaiPeriods, shanghaiRuleBooks } from '#libs/office/shanghai-rules.js';
import type { DomainEvent } from '#libs/kernel/event.js';
import { rules } from '#libs/cases/testing/office.js';
import { units } from './bodies.js';
import { oneOf, type Stroke } from './stroke.js';
import type { Tale } from './tale.js';

export const unitStream = 'lookback-unit';
export const ruleStream = 'lookback-rule-book-shanghai';

const notice = (year: number) => shanghaiNotices.find((each) => each.year === year)!;
const from = (effectiveFrom: string, type: string, data: object): DomainEvent => ({
  type,
  data: { effectiveFrom, ...data },
});

/** Units, rules and schemes as they stand before the first case; the year 2016 has no holiday notice yet. */
export const openOffice = (tale: Tale): void => {
  const isBegun = tale.events.length > 0;
  if (!isBegun) tale.append('lookback-log', [{ type: 'LogCreated', data: { logId: 'random' } }]);
  const founded = units.map((unit) => from('2000-01-01', 'UnitFounded', { unit, name: `${unit}局` }));
  tale.append(unitStream, founded);
  if (isBegun) return;
  const [book] = shanghaiRuleBooks;
  const schemes = (['suggestion', 'proposal'] as const).map((kind) =>
    from('2013-01-01', 'OutcomeSchemeIssued', { kind, ...rules.outcomes[kind] }),
  );
  tale.append(ruleStream, [
    { type: 'RuleBookIssued', data: book! },
    ...schemes,
    from('2013-01-01', 'SubjectSchemeIssued', { version: 'subjects-1', year: 2013, subjects: ['城建交通', '其他'] }),
    { type: 'PeriodSchemeIssued', data: shanghaiPeriods },
    from('2013-12-11', 'CalendarIssued', notice(2014)),
    from('2014-12-16', 'CalendarIssued', notice(2015)),
  ]);
};

/** The notice of 2016, or one that changes a year already arranged: days near a due date off, and one worked. */
export const issueNotice = (
  tale: Tale,
  { stroke: { b, c }, near = '2015-06-30' }: { stroke: Stroke; near?: string },
): { year: number; on: string } => {
  if (c % 2 === 0) {
    tale.append(ruleStream, [from('2015-12-10', 'CalendarIssued', notice(2016))]);
    return { year: 2016, on: '2015-12-10' };
  }
  const year = near.startsWith('2016') ? 2016 : 2015;
  const before = notice(year);
  const off = [0, 1, 2].map((n) => addDays(near, n)).filter((day) => day.startsWith(`${year}`));
  const kept = before.holidays.filter((day) => b % 2 === 0 || !day.startsWith(`${year}-0${4 + (b % 3)}`));
  const holidays = [...new Set([...kept, ...off])];
  const workingDays = before.workingDays.filter((day) => !holidays.includes(day));
  const on = addDays(near, -(b % 60));
  tale.append(ruleStream, [from(on, 'CalendarIssued', { ...before, holidays, workingDays })]);
  return { year, on };
};

const restarting = { ...rules, switches: { ...rules.switches, reassignmentRestartsReply: true } };

/** Under some rule books whoever is given a case anew has the whole time again. */
export const rulesOf = ({ day }: Stroke): typeof rules => (day % 3 === 0 ? restarting : rules);

type Office = (tale: Tale, on: string, stroke: Stroke) => void;

const acts: readonly Office[] = [
  (tale, on, { a }) => tale.append(unitStream, [from(on, 'UnitRenamed', { unit: oneOf(units, a), name: `新${a}局` })]),
  (tale, on, { a, b }) => {
    const [unit, into] = [oneOf(units, a), oneOf(units, b)];
    if (unit !== into) tale.append(unitStream, [from(on, 'UnitsMerged', { units: [unit], into })]);
  },
  (tale, on, { a }) => tale.append(unitStream, [from(on, 'UnitClosed', { unit: oneOf(units, a) })]),
  (tale, on, { a }) => correct(tale, unitStream, { a, patch: { effectiveFrom: on } }),
  (tale, _, { a }) => retract(tale, unitStream, a),
  (tale, on, { a, b }) => {
    const [book] = shanghaiRuleBooks;
    const leaderPosts = oneOf([{ district: ['unitLeader'], unit: [] }, book!.lists.leaderPosts], a);
    const policies = { ...book!.policies, legacyOutcomes: oneOf([['reference'], ['solving', 'planned']], b) };
    tale.append(ruleStream, [
      from(on, 'RuleBookIssued', {
        ...book,
        effectiveFrom: on,
        version: `v${a}-${b}`,
        policies,
        lists: { ...book!.lists, leaderPosts },
      }),
    ]);
  },
  (tale, on, { a }) => correct(tale, ruleStream, { a, patch: { effectiveFrom: on } }),
  (tale, _, { a }) => retract(tale, ruleStream, a),
  (tale, on, { a, b }) => {
    const period = oneOf(['2013–2017', '2008–2012', '另一届期'], a);
    const periods = [{ period, body: oneOf(['上海市人大', '上海市政协'], b), term: 11 + (a % 4) }];
    tale.append(ruleStream, [from(on, 'PeriodSchemeIssued', { periods })]);
  },
  (tale, on, { a, b }) => {
    const [first, second] = [oneOf(units, a), oneOf(units, a + 1)];
    const into = oneOf(units, b);
    if (into !== first && into !== second)
      tale.append(unitStream, [from(on, 'UnitsMerged', { units: [first, second], into })]);
  },
  (tale) => tale.append('lookback-account-clerk-1', [{ type: 'AccountLocked', data: { reason: '多次输错口令' } }]),
];

/** Something of the office's own: a merger, a new name, a notice, a rule book, a correction of one of them. */
export const officeAct: Office = (tale, on, stroke) => oneOf(acts, stroke.c)(tale, on, stroke);

/** Raw acts of correcting: the shape that the deciders write, without their gates. */
export const correct = (
  tale: Tale,
  stream: string,
  { a, patch }: { a: number; patch: Record<string, unknown> },
): void => {
  const targets = tale.stream(stream).filter(({ type }) => !type.startsWith('Fact') && !type.startsWith('Correction'));
  const target = oneOf(targets, a);
  if (!target) return;
  const data = { ...(target.data as object), ...patch };
  const correction = { target: target.id, targetType: target.type, targetVersion: 1, data, fields: Object.keys(patch) };
  tale.append(stream, [{ type: 'FactCorrected', data: { ...correction, reason: '误', proposedBy: 'office-1' } }]);
};

/** Takes back an event that nobody has taken back yet, an act of correcting too. */
export const retract = (tale: Tale, stream: string, a: number): void => {
  const events = tale.stream(stream);
  const gone = new Set(
    events.filter(({ type }) => type === 'FactRetracted').map(({ data }) => (data as { target: string }).target),
  );
  const target = oneOf(
    events.slice(1).filter(({ id }) => !gone.has(id)),
    a,
  );
  if (!target) return;
  const data = { target: target.id, targetType: target.type, reason: '误', proposedBy: 'office-1' };
  tale.append(stream, [{ type: 'FactRetracted', data }]);
};
