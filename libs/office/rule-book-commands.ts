import { Choice, IdField, Nested, NestedList, Text, Texts, Whole } from '#libs/kernel/body.js';
import type { CommandSpec } from '#libs/kernel/aggregate.js';
import { HoldsBody } from './bodies.js';
import { ClocksBody, CommonTermBody, ListsBody, PoliciesBody, SwitchesBody, WordingBody } from './rule-book-bodies.js';
import { schemeKinds, type RuleBook, type SchemeKind } from './rules.js';

export class IssueRuleBook extends HoldsBody implements RuleBook {
  @IdField() jurisdiction: string;
  @IdField() version: string;
  @Text() title: string;
  @Text(500) source: string;
  @Nested(() => ClocksBody) clocks: ClocksBody;
  @Nested(() => ListsBody) lists: ListsBody;
  @Nested(() => SwitchesBody) switches: SwitchesBody;
  @Nested(() => PoliciesBody) policies: PoliciesBody;
}

export class IssueCalendar extends HoldsBody {
  @Whole([1949, 2100]) year: number;
  @Texts(10) holidays: readonly string[];
  @Texts(10) workingDays: readonly string[];
  @Text(500) source: string;
}

export class IssueSubjectScheme extends HoldsBody {
  @IdField() version: string;
  @Choice(schemeKinds, { optional: true }) kind?: SchemeKind;
  @Whole([1949, 2100]) year: number;
  @Texts(50, { min: 1 }) subjects: readonly string[];
  @Texts(50, { optional: true }) reconstructed?: readonly string[];
}

export class IssueOutcomeScheme extends HoldsBody {
  @Choice(schemeKinds) kind: SchemeKind;
  @IdField() scheme: string;
  @Nested(() => WordingBody) wording: WordingBody;
}

export class IssuePeriodScheme extends HoldsBody {
  @NestedList(() => CommonTermBody, { min: 1 }) periods: readonly CommonTermBody[];
}

export interface RuleBookCommands {
  IssueRuleBook: IssueRuleBook;
  IssueCalendar: IssueCalendar;
  IssueSubjectScheme: IssueSubjectScheme;
  IssueOutcomeScheme: IssueOutcomeScheme;
  IssuePeriodScheme: IssuePeriodScheme;
}

const ruleBookExample: IssueRuleBook = {
  effectiveFrom: '2025-01-01',
  jurisdiction: 'shanghai',
  version: 'shanghai-2025',
  title: '办理规则',
  source: '办理规定',
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
    hardReply: { months: 6 },
    feedback: { workingDays: 20 },
  },
  lists: {
    withdrawReasons: ['提出人要求撤回'],
    returnToProposerReasons: ['不符合提出要求'],
    letterReasons: ['转为来信处理'],
    faceToFaceModes: ['faceToFace', 'visit', 'meeting'],
    districtSigningPosts: ['districtHead', 'districtLeader'],
    unitSigningPosts: ['unitLeader'],
    leaderPosts: { district: ['districtHead', 'districtLeader'], unit: ['unitLeader'] },
    vagueWords: ['尽快', '适时'],
  },
  switches: { milestoneGate: true, reassignmentRestartsReply: false },
  policies: {
    currentOutcome: 'by-finding',
    satisfaction: 'strict',
    legacyOutcomes: ['solving', 'planned', 'reference'],
    lights: { orangeWithin: 5, yellowWithin: 15 },
    slowAfterDays: 30,
  },
};

const by = ['office', 'administrator'] as const;

export const ruleBookCommands: { readonly [N in keyof RuleBookCommands]: CommandSpec<RuleBookCommands[N]> } = {
  IssueRuleBook: {
    body: IssueRuleBook,
    path: '/rule-books/:id/issue',
    by,
    begins: true,
    example: ruleBookExample,
    summary: { zh: '发布办理规则', en: 'A rule book is issued' },
  },
  IssueCalendar: {
    body: IssueCalendar,
    path: '/rule-books/:id/calendars',
    by,
    begins: true,
    example: {
      effectiveFrom: '2014-12-16',
      year: 2015,
      holidays: ['2015-01-01', '2015-01-02'],
      workingDays: ['2015-01-04'],
      source: '国务院办公厅关于2015年部分节假日安排的通知',
    },
    summary: { zh: '录入放假调休通知', en: 'The holiday notice of a year is entered' },
  },
  IssueSubjectScheme: {
    body: IssueSubjectScheme,
    path: '/rule-books/:id/subject-schemes',
    by,
    begins: true,
    example: {
      effectiveFrom: '2024-01-01',
      version: 'subjects-2024',
      kind: 'proposal',
      year: 2024,
      subjects: ['城建交通', '经济财农', '其他'],
      reconstructed: ['其他'],
    },
    summary: { zh: '发布题材分类', en: 'A subject scheme is issued' },
  },
  IssueOutcomeScheme: {
    body: IssueOutcomeScheme,
    path: '/rule-books/:id/outcome-schemes',
    by,
    begins: true,
    example: {
      effectiveFrom: '2013-01-01',
      kind: 'suggestion',
      scheme: 'shanghai-suggestion',
      wording: { solved: '解决采纳', solving: '正在解决', planned: '计划解决', reference: '留作参考' },
    },
    summary: { zh: '发布办理结果分类', en: 'An outcome scheme is issued' },
  },
  IssuePeriodScheme: {
    body: IssuePeriodScheme,
    path: '/rule-books/:id/period-schemes',
    by,
    begins: true,
    example: {
      effectiveFrom: '2013-01-01',
      periods: [{ period: '2013–2017', body: '上海市人大', term: 14 }],
    },
    summary: { zh: '发布届别对照', en: 'The common terms of office are issued' },
  },
};
