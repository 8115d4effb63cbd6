import { shanghaiNotices } from '#libs/calendar/shanghai-notices.js';
import type { Day } from '#libs/kernel/event.js';
import type {
  IssueCalendar,
  IssueOutcomeScheme,
  IssuePeriodScheme,
  IssueRuleBook,
  IssueSubjectScheme,
} from './rule-book-commands.js';
import type { Clocks, RuleLists, RulePolicies } from './rules.js';

// The first rule book: Shanghai's values (domain 4, 5). Issued by commands like any later one, never read as constants.

/** Id of the jurisdiction: the stream is `rule-book-shanghai`. */
export const shanghai = 'shanghai';

const clocks: Clocks = {
  recessAssignment: { workingDays: 7 },
  referral: { workingDays: 7 },
  returnRequest: { workingDays: 7 },
  coOpinion: { months: 1 },
  coOpinionResubmission: { workingDays: 5 },
  reply: { months: 3 },
  extension: { months: 3 },
  rehandling: { months: 1 },
  publication: { workingDays: 20 },
  innerReply: { months: 2 },
  innerOpinion: { workingDays: 15 },
};

const lists: RuleLists = {
  withdrawReasons: ['提出人要求撤回', '内容已经落实', '与另一件合并提出'],
  returnToProposerReasons: ['不属于建议提案受理范围', '内容不明确，需补充', '提出程序不符合规定'],
  letterReasons: ['反映个人具体问题', '涉法涉诉', '不具有普遍性'],
  mergeReasons: ['内容相同', '内容相近，一并研究', '同一提出人重复提出'],
  faceToFaceModes: ['faceToFace', 'visit', 'meeting'],
  districtSigningPosts: ['districtHead', 'districtLeader'],
  unitSigningPosts: ['unitLeader', 'unitDeputy'],
  leaderPosts: { district: ['districtHead', 'districtLeader', 'partyLeader'], unit: ['unitLeader', 'unitDeputy'] },
  vagueWords: ['尽快', '适时', '逐步', '进一步', '积极', '加快推进', '条件成熟时', '择机'],
};

const policies: RulePolicies = {
  currentOutcome: 'by-finding',
  satisfaction: 'strict',
  legacyOutcomes: ['solving', 'planned', 'reference'],
  lights: { orangeWithin: 5, yellowWithin: 15 },
  slowAfterDays: 30,
  mentions: {
    praise: [
      { rule: 'allInTime', least: 2 },
      { rule: 'legacySolved', least: 1 },
      { rule: 'satisfied', least: 2 },
    ],
    criticism: [
      { rule: 'overdue', least: 1 },
      { rule: 'opinions', least: 1 },
      { rule: 'slow', least: 2 },
      { rule: 'vague', least: 1 },
      { rule: 'undated', least: 2 },
      { rule: 'returned', least: 2 },
      { rule: 'unmet', least: 2 },
      { rule: 'dissatisfied', least: 1 },
    ],
  },
};

export const shanghaiRuleBooks: readonly IssueRuleBook[] = [
  {
    effectiveFrom: '2013-01-01',
    jurisdiction: shanghai,
    version: 'shanghai-2013',
    title: '上海市人大代表建议和政协提案办理规则（2013）',
    source: '依上海市办理代表建议和政协提案的规定整理；区内期限为重建',
    clocks,
    lists,
    // 2015 names the fault this switch later mends: 办理计划笼统，时间节点不够明确.
    switches: { milestoneGate: false, reassignmentRestartsReply: false },
    policies,
  },
  {
    effectiveFrom: '2025-01-01',
    jurisdiction: shanghai,
    version: 'shanghai-2025',
    title: '上海市人大代表建议和政协提案办理规则（2025修订）',
    source: '依2025年起施行的规定整理：疑难件可在六个月内答复；区内期限为重建',
    clocks: { ...clocks, hardReply: { months: 6 } },
    lists,
    switches: { milestoneGate: true, reassignmentRestartsReply: false },
    policies,
  },
];

export const shanghaiOutcomeSchemes: readonly IssueOutcomeScheme[] = [
  {
    effectiveFrom: '2013-01-01',
    kind: 'suggestion',
    scheme: 'shanghai-suggestion',
    wording: { solved: '解决采纳', solving: '正在解决', planned: '计划解决', reference: '留作参考' },
  },
  {
    effectiveFrom: '2013-01-01',
    kind: 'proposal',
    scheme: 'shanghai-proposal',
    wording: { solved: '解决或采纳', planned: '列入计划拟解决', reference: '留作参考' },
  },
];

const subjects2013 = ['城市建设和管理', '经济发展', '教科文卫体', '社会治理和民生', '公安政法', '其他'];

/** The 2024 text names three subjects; whatever else a year needs is marked as filled in. */
export const shanghaiSubjectSchemes: readonly IssueSubjectScheme[] = [
  {
    effectiveFrom: '2013-01-01',
    version: 'minhang-2013',
    year: 2013,
    subjects: subjects2013,
    reconstructed: subjects2013,
  },
  {
    effectiveFrom: '2024-01-01',
    version: 'minhang-2024',
    year: 2024,
    subjects: ['城建交通', '经济财农', '教科文卫体', '社会建设', '公安政法', '其他'],
    reconstructed: ['社会建设', '公安政法', '其他'],
  },
];

/** A congress and a CPPCC of other ordinals sit in the same common term (semantics 33). */
export const shanghaiPeriods: IssuePeriodScheme = {
  effectiveFrom: '2013-01-01',
  periods: [
    { period: '2013–2017', body: '上海市人大', term: 14 },
    { period: '2013–2017', body: '上海市政协', term: 12 },
    { period: '2018–2022', body: '上海市人大', term: 15 },
    { period: '2018–2022', body: '上海市政协', term: 13 },
    { period: '2023–2027', body: '上海市人大', term: 16 },
    { period: '2023–2027', body: '上海市政协', term: 14 },
  ],
};

/** The day each year's first notice was dated; a later amendment is in `source` and in the days. */
const noticeDays: Readonly<Record<number, Day>> = {
  2012: '2011-12-06',
  2013: '2012-12-08',
  2014: '2013-12-11',
  2015: '2014-12-16',
  2016: '2015-12-10',
  2017: '2016-12-01',
  2018: '2017-11-30',
  2019: '2018-12-01',
  2020: '2019-11-21',
  2021: '2020-11-25',
  2022: '2021-10-25',
  2023: '2022-12-08',
  2024: '2023-10-25',
  2025: '2024-11-12',
  2026: '2025-11-04',
};

/** Every holiday notice known to this release; a year without a known date begins on its own first day. */
export const shanghaiCalendars: readonly IssueCalendar[] = shanghaiNotices.map((notice) => ({
  effectiveFrom: noticeDays[notice.year] ?? `${notice.year}-01-01`,
  ...notice,
}));
