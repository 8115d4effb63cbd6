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
import { at } from './days.js';
import { governments, type Government } from './leaders.js';
import { officeStep, type Step } from './step.js';
import { clerks } from './telling.js';
import { clerkOf, deputyOf, reform, units } from './units.js';

/** The first day of the script, and who gives its first commands. */
const opened: Day = '2013-01-04';
const bootstrap = 'operator';

const when = (key: string, by: string = clerks.admin, day = opened) => ({ at: at(day, '09:00'), by, key });

interface AccountRow {
  id: string;
  name: string;
  roles: readonly Role[];
  unit?: string;
}

const office: readonly AccountRow[] = [
  { id: clerks.admin, name: '系统管理员', roles: ['administrator', 'office'] },
  { id: clerks.first, name: '区府办经办甲', roles: ['office'] },
  { id: clerks.second, name: '区府办经办乙', roles: ['office'] },
  { id: 'leader', name: '分管领导', roles: ['leader'] },
  { id: 'auditor', name: '督查', roles: ['auditor'] },
  { id: 'proposer', name: '代表甲', roles: ['proposer'] },
];

const account = ({ id, name, roles, unit }: AccountRow, by: string): readonly Step[] => [
  officeStep(when(`open/${id}`, by), {
    aggregate: 'account',
    id,
    name: 'OpenAccount',
    body: { account: id, name, unit },
  }),
  ...roles.map((role) =>
    officeStep(when(`grant/${id}/${role}`, by), { aggregate: 'account', id, name: 'GrantRole', body: { role } }),
  ),
];

const rules = (): readonly Step[] => {
  const on = { aggregate: 'rule-book', id: shanghai } as const;
  return [
    ...shanghaiRuleBooks.map((body) =>
      officeStep(when(`rules/${body.version}`), { ...on, name: 'IssueRuleBook', body }),
    ),
    ...shanghaiOutcomeSchemes.map((body) =>
      officeStep(when(`outcomes/${body.scheme}`), { ...on, name: 'IssueOutcomeScheme', body }),
    ),
    ...shanghaiCalendars.map((body) =>
      officeStep(when(`calendar/${body.year}`), { ...on, name: 'IssueCalendar', body }),
    ),
    ...shanghaiSubjectSchemes.map((body) =>
      officeStep(when(`subjects/${body.version}`), { ...on, name: 'IssueSubjectScheme', body }),
    ),
    officeStep(when('periods'), { ...on, name: 'IssuePeriodScheme', body: shanghaiPeriods }),
  ];
};

const founding: Day = '2009-01-01';

const unitSteps = (): readonly Step[] => [
  ...units.map(({ id: unit, name }) =>
    officeStep(when(`found/${unit}`), {
      aggregate: 'unit',
      name: 'FoundUnit',
      body: { effectiveFrom: founding, unit, name },
    }),
  ),
  ...units.flatMap(({ id: unit, renamed }) => {
    if (renamed === undefined) return [];
    const body = { effectiveFrom: reform, unit, name: renamed };
    return [officeStep(when(`rename/${unit}`, clerks.admin, reform), { aggregate: 'unit', name: 'RenameUnit', body })];
  }),
];

const day = (from: Day): Day => (from < opened ? opened : from);

const leaderSteps = ({ from: effectiveFrom, until, leaders }: Government): readonly Step[] =>
  leaders.flatMap(({ person, post, title, portfolio }) => {
    const seat = { person, post };
    const taken = when(`post/${person}/${post}`, clerks.admin, day(effectiveFrom));
    const left = when(`leave/${person}/${post}`, clerks.admin, until);
    const set = when(`portfolio/${person}`, clerks.admin, day(effectiveFrom));
    const body = { effectiveFrom, person, portfolio: portfolio?.[0] ?? '', units: portfolio?.[1].split(' ') ?? [] };
    return [
      officeStep(taken, { aggregate: 'post', name: 'TakePost', body: { effectiveFrom, ...seat, title } }),
      ...(portfolio ? [officeStep(set, { aggregate: 'post', name: 'SetPortfolio', body })] : []),
      ...(until
        ? [officeStep(left, { aggregate: 'post', name: 'LeavePost', body: { effectiveFrom: until, ...seat } })]
        : []),
    ];
  });

const deputies = (): readonly Step[] =>
  units.map(({ id: unit }) => {
    const body = {
      effectiveFrom: opened,
      person: deputyOf(unit, opened),
      post: 'unitDeputy' as const,
      title: '分管领导',
      unit,
    };
    return officeStep(when(`deputy/${unit}`), { aggregate: 'post', name: 'TakePost', body });
  });

const title = '闵行区政府办理市人大代表建议和政协提案：2013—2015年、2024年';
const source = '两份年度工作总结所列数字；逐件内容、日期为重建';

/** What stands before the first case: the mark of the reconstruction, accounts, rules, units and leaders. */
export const opening = (): readonly Step[] =>
  [
    officeStep(when('start', bootstrap), { aggregate: 'log', name: 'StartReconstruction', body: { title, source } }),
    ...rules(),
    ...unitSteps(),
    ...office.flatMap((row) => account(row, bootstrap)),
    ...units.flatMap(({ id, name }) =>
      account({ id: clerkOf(id), name: `${name}经办`, roles: ['unitClerk'], unit: id }, clerks.admin),
    ),
    ...governments.flatMap(leaderSteps),
    ...deputies(),
  ].toSorted((a, b) => Number(b.by === bootstrap) - Number(a.by === bootstrap));

export const ending = (): readonly Step[] => [
  officeStep(
    { at: at('2024-12-31', '18:00'), by: clerks.admin, key: 'end' },
    { aggregate: 'log', name: 'EndReconstruction', body: { remark: '重建完成' } },
  ),
];
