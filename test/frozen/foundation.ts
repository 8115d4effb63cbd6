import {
  shanghai,
  shanghaiCalendars,
  shanghaiOutcomeSchemes,
  shanghaiPeriods,
  shanghaiRuleBooks,
  shanghaiSubjectSchemes,
} from '#libs/office/shanghai-rules.js';
import type { Scene, Teller } from './teller.js';

const units = [
  ['jiaotong', '区交通委'],
  ['shuiwu', '区水务局'],
  ['guitu', '区规土局'],
  ['pujiang', '浦江镇'],
  ['weisheng', '区卫生局'],
  ['jisheng', '区人口计生委'],
  ['weiji', '区卫生计生委'],
  ['lianluo', '区联络办'],
] as const;

const rules = async ({ give }: Teller): Promise<void> => {
  const calendars = shanghaiCalendars.filter(({ year }) => year === 2014 || year === 2015);
  const issued: readonly (readonly [name: string, bodies: readonly object[]])[] = [
    ['IssueRuleBook', shanghaiRuleBooks.slice(0, 1)],
    ['IssueOutcomeScheme', shanghaiOutcomeSchemes],
    ['IssueSubjectScheme', shanghaiSubjectSchemes.slice(0, 1)],
    ['IssuePeriodScheme', [shanghaiPeriods]],
    ['IssueCalendar', calendars],
  ];
  for (const [name, bodies] of issued) for (const body of bodies) await give('rule-book', name, body, { id: shanghai });
};

const posts = async ({ give }: Teller): Promise<void> => {
  const post = { effectiveFrom: '2012-01-01', post: 'districtLeader', title: '副区长' };
  await give('post', 'TakePost', { ...post, person: '副区长甲' });
  await give('post', 'TakePost', { ...post, person: '副区长乙' });
  await give('post', 'TakePost', { ...post, person: '局长甲', post: 'unitLeader', title: '局长' });
  const portfolio = { person: '副区长甲', portfolio: '城建交通', units: ['jiaotong'] };
  await give('post', 'SetPortfolio', { effectiveFrom: '2013-01-15', ...portfolio });
};

const accounts = async ({ give }: Teller): Promise<void> => {
  const clerk = { id: 'clerk-1' };
  const told = (name: string, body: object) => give('account', name, body, clerk);
  await give('account', 'OpenAccount', { account: 'clerk-1', name: '经办甲', unit: 'jiaotong' });
  await told('DescribeAccount', { name: '经办甲', unit: 'jiaotong', post: '科员' });
  await told('GrantRole', { role: 'unitClerk' });
  await told('GrantRole', { role: 'auditor' });
  await told('RevokeRole', { role: 'auditor' });
  await told('IssueToken', { token: 'first', digest: '0123456789abcdef'.repeat(4) });
  await told('RevokeToken', { token: 'first' });
  await told('LockAccount', { reason: '多次输错口令' });
  await told('UnlockAccount', { reason: '本人已核实' });
};

/** Rules, units, posts, accounts. The year 2014 is a reconstruction. */
export const foundation: readonly Scene[] = [
  [
    '2014-01-06',
    async (teller) => {
      teller.runtime.recordAs('reconstruction');
      await teller.give('log', 'StartReconstruction', { title: '一个小办公室的两年', source: '虚构' });
      await rules(teller);
      for (const [unit, name] of units)
        await teller.give('unit', 'FoundUnit', { effectiveFrom: '2000-01-01', unit, name });
      const renamed = { unit: 'guitu', name: '区规划和土地管理局' };
      await teller.give('unit', 'RenameUnit', { effectiveFrom: '2014-07-01', ...renamed });
      await posts(teller);
    },
  ],
  [
    '2014-12-31',
    async ({ give, runtime }) => {
      await give('log', 'EndReconstruction', { remark: '到此为止' });
      runtime.recordAs(undefined);
    },
  ],
  ['2015-01-05', accounts],
];
