import type { Role } from '#libs/kernel/actor.js';
import type { Day } from '#libs/kernel/event.js';
import {
  shanghai,
  shanghaiCalendars,
  shanghaiOutcomeSchemes,
  shanghaiPeriods,
  shanghaiRuleBooks,
  shanghaiSubjectSchemes,
} from '#libs/office/shanghai-rules.js';
import { at, writtenDown } from './days.js';
import { governments, type Government } from './leaders.js';
import { officeStep, type Step, type When } from './step.js';
import { clerks } from './telling.js';
import { clerkOf, deputyOf, reform, units } from './units.js';

/** Who sits at the machine: opens the log and the first account, the only steps no account stands behind. */
export const bootstrapActor = 'operator';

const firstDay: Day = '2013-01-04';
/** The last holiday notice known to this release. */
const lastDay: Day = '2025-11-05';
const opening = at(firstDay, '09:00');
/** What the office finds in place when it begins. */
const inPlace: Day = '2013-01-01';

const told = (key: string, effective: Day, by: string = clerks.admin): When => ({
  at: effective < firstDay ? opening : writtenDown(effective),
  by,
  key,
});

interface AccountRow {
  account: string;
  name: string;
  role: Role;
  unit?: string;
}

const opened = ({ account: id, name, role, unit }: AccountRow, by: string = clerks.admin): readonly Step[] => [
  officeStep(told(`${id}/OpenAccount`, inPlace, by), {
    aggregate: 'account',
    id,
    name: 'OpenAccount',
    body: { account: id, name, unit },
  }),
  officeStep(told(`${id}/GrantRole`, inPlace, by), { aggregate: 'account', id, name: 'GrantRole', body: { role } }),
];

const beginning = (): readonly Step[] => [
  officeStep(told('log/StartReconstruction', inPlace, bootstrapActor), {
    aggregate: 'log',
    name: 'StartReconstruction',
    body: {
      title: '闵行区2013—2015年、2024年办理工作（重建）',
      source: '闵行区政府2015年、2024年办理工作总结；总结给出数字，逐件内容和日期为重建',
    },
  }),
  ...opened({ account: clerks.admin, name: '系统管理员', role: 'administrator' }, bootstrapActor),
  ...opened({ account: clerks.first, name: '区政府办公室经办甲', role: 'office' }),
  ...opened({ account: clerks.second, name: '区政府办公室经办乙', role: 'office' }),
  ...opened({ account: 'auditor', name: '督查甲', role: 'auditor' }),
  ...opened({ account: 'leader-1', name: '副区长乙', role: 'leader' }),
  ...opened({ account: 'proposer-1', name: '代表甲', role: 'proposer' }),
];

export const ending = (): Step =>
  officeStep(
    { at: at(lastDay, '18:00'), by: clerks.admin, key: 'log/EndReconstruction' },
    { aggregate: 'log', name: 'EndReconstruction', body: { remark: '重建完成' } },
  );

const founded = (): readonly Step[] =>
  units.map(({ id, name }) =>
    officeStep(told(`unit/FoundUnit/${id}`, inPlace), {
      aggregate: 'unit',
      name: 'FoundUnit',
      body: { effectiveFrom: inPlace, unit: id, name },
    }),
  );

const staffed = (): readonly Step[] =>
  units.flatMap(({ id, name }) => [
    ...opened({ account: clerkOf(id), name: `${name}经办`, role: 'unitClerk', unit: id }),
    deputy(id, inPlace),
  ]);

/** One unit's leader has an account too, so that every role can be tried. */
const unitLeader = (): readonly Step[] =>
  opened({ account: 'leader-jiaotong', name: '区交通委分管领导', role: 'unitLeader', unit: 'jiaotong' });

/** A unit's leader is called after the unit: by another name since the reform. */
const deputy = (unit: string, effectiveFrom: Day): Step =>
  officeStep(told(`post/TakePost/${unit}/${effectiveFrom.slice(0, 4)}`, effectiveFrom), {
    aggregate: 'post',
    name: 'TakePost',
    body: { effectiveFrom, person: deputyOf(unit, effectiveFrom), post: 'unitDeputy', title: '分管领导', unit },
  });

const reformed = (): readonly Step[] =>
  units.flatMap(({ id, name: former, renamed }) => {
    if (!renamed) return [];
    const body = { effectiveFrom: reform, unit: id, name: renamed };
    const seat = { effectiveFrom: reform, person: `${former}分管领导`, post: 'unitDeputy' as const, unit: id };
    return [
      officeStep(told(`unit/RenameUnit/${id}`, reform), { aggregate: 'unit', name: 'RenameUnit', body }),
      officeStep(told(`post/LeavePost/${id}`, reform), { aggregate: 'post', name: 'LeavePost', body: seat }),
      deputy(id, reform),
    ];
  });

const governed = ({ from, until, leaders }: Government): readonly Step[] =>
  leaders.flatMap(({ person, post, title, portfolio }, place) => {
    const key = `${from.slice(0, 4)}.${place}`;
    const seat = { person, post };
    const take = { aggregate: 'post', name: 'TakePost', body: { effectiveFrom: from, ...seat, title } } as const;
    const [name = '', ids = ''] = portfolio ?? [];
    const set = { effectiveFrom: from, person, portfolio: name, units: ids.split(' ') };
    const leave = { effectiveFrom: until ?? from, ...seat };
    const steps = [officeStep(told(`post/TakePost/${key}`, from), take)];
    if (portfolio)
      steps.push(
        officeStep(told(`post/SetPortfolio/${key}`, from), { aggregate: 'post', name: 'SetPortfolio', body: set }),
      );
    if (until)
      steps.push(
        officeStep(told(`post/LeavePost/${key}`, until), { aggregate: 'post', name: 'LeavePost', body: leave }),
      );
    return steps;
  });

const inShanghai = { aggregate: 'rule-book', id: shanghai } as const;
const issued = (key: string, day: Day): When => told(`rule-book/${key}`, day, clerks.first);

/** Each rule and notice is written down when it is dated; nobody knows of a year's holidays before. */
const ruled = (): readonly Step[] => [
  ...shanghaiRuleBooks.map((body) =>
    officeStep(issued(body.version, body.effectiveFrom), { ...inShanghai, name: 'IssueRuleBook', body }),
  ),
  ...shanghaiOutcomeSchemes.map((body) =>
    officeStep(issued(body.scheme, body.effectiveFrom), { ...inShanghai, name: 'IssueOutcomeScheme', body }),
  ),
  ...shanghaiSubjectSchemes.map((body) =>
    officeStep(issued(`subjects/${body.version}`, body.effectiveFrom), {
      ...inShanghai,
      name: 'IssueSubjectScheme',
      body,
    }),
  ),
  ...shanghaiCalendars.map((body) =>
    officeStep(issued(`calendar/${body.year}`, body.effectiveFrom), { ...inShanghai, name: 'IssueCalendar', body }),
  ),
];

/** A common term is named when it begins: 2013, 2018, 2023. */
const termsBegun = (): readonly Step[] =>
  [...new Set(shanghaiPeriods.periods.map(({ period }) => period))].map((period) => {
    const effectiveFrom = `${period.slice(0, 4)}-01-01`;
    const periods = shanghaiPeriods.periods.filter((row) => row.period === period);
    const when = issued(`period/${period.slice(0, 4)}`, effectiveFrom);
    return officeStep(when, { ...inShanghai, name: 'IssuePeriodScheme', body: { effectiveFrom, periods } });
  });

/** The office as it stands before its first case, and how its rules, units and leaders changed over the years. */
export const officeLife = (): readonly Step[] => [
  ...beginning(),
  ...ruled(),
  ...termsBegun(),
  ...founded(),
  ...staffed(),
  ...unitLeader(),
  ...governments.flatMap(governed),
  ...reformed(),
];
