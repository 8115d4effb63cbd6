import { due, type Span } from '#libs/calendar/clock-span.js';
import { shanghaiNotices } from '#libs/calendar/shanghai-notices.js';
import { workingCalendar } from '#libs/calendar/working-days.js';
import type { Actor } from '#libs/kernel/actor.js';
import type { CaseContext, Rules } from '../context.js';
import type { DueDate } from '../events.js';

// A small office for specs, with Shanghai's values; the real ones are issued as data (libs/office/shanghai-rules.ts).

const calendar = workingCalendar(shanghaiNotices);

const dueDate = (start: string, span: Span): DueDate => {
  const { due: on, provisional } = due(start, span, calendar);
  return provisional ? { on, provisional } : { on };
};

export const rules: Rules = {
  version: 'r1',
  clocks: {
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
  },
  lists: {
    withdrawReasons: ['提出人要求撤回'],
    returnToProposerReasons: ['不属于受理范围'],
    letterReasons: ['反映个人具体问题'],
    mergeReasons: ['内容相同'],
    faceToFaceModes: ['faceToFace', 'visit', 'meeting'],
    districtSigningPosts: ['districtLeader'],
    unitSigningPosts: ['unitLeader'],
  },
  switches: { milestoneGate: true, reassignmentRestartsReply: false },
  outcomes: {
    suggestion: {
      scheme: 's1',
      wording: { solved: '解决采纳', solving: '正在解决', planned: '计划解决', reference: '留作参考' },
    },
    proposal: { scheme: 'p1', wording: { solved: '解决或采纳', planned: '列入计划拟解决', reference: '留作参考' } },
  },
};

export const clerk: Actor = { id: 'office-1', name: '办公室甲', roles: ['office'] };
export const secondClerk: Actor = { id: 'office-2', name: '办公室乙', roles: ['office'] };
export const deputy: Actor = { id: 'deputy-1', name: '代表甲', roles: ['proposer'] };
export const staffOf = (unit: string): Actor => ({ id: `clerk-${unit}`, name: '承办人', roles: ['unitClerk'], unit });

const units = ['jiaotong', 'shuiwu', 'guitu', 'pujiang'];
const posts: Readonly<Record<string, readonly string[]>> = { 副区长甲: ['districtLeader'], 局长甲: ['unitLeader'] };

/** The office of 2015 as a decision sees it; `closed` is a unit that ended in 2014. */
export const office: CaseContext = {
  actor: clerk,
  today: '2015-12-31',
  id: (what) => `${what}-new`,
  unitExists: (unit, on) => units.includes(unit) || (unit === 'closed' && on < '2015-01-01'),
  postsOf: (person) => posts[person] ?? [],
  campaignExists: (campaign) => campaign === 'revisit-2015',
  caseNamed: () => undefined,
  absorbed: [],
  rules: () => rules,
  due: dueDate,
  subjectScheme: (_, on, version) =>
    on < '2014-01-01' || (version && version !== 'subjects-1')
      ? undefined
      : { version: 'subjects-1', subjects: ['城建交通', '其他'] },
};

/** A row of a ledger file: evidence gates are noted instead of asked (semantics 13). */
export const fromLedger: Partial<CaseContext> = { source: { kind: 'ledger', digest: 'd', row: 2 } };
