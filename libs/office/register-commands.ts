import { Choice, IdField, Text, Texts } from '#libs/kernel/body.js';
import type { CommandSpec } from '#libs/kernel/aggregate.js';
import { HappenedBody } from './bodies.js';

/** The yearly rhythm 三会一课 and the meetings between (domain 9). */
export const meetingTypes = [
  /** 区委专题会. */
  'party',
  /** 区政府常务会议. */
  'executive',
  /** 办理部署会. */
  'deployment',
  /** 办理工作会议. */
  'work',
  /** 分办工作专题会. */
  'assignmentSpecial',
  /** 分管条线专题会. */
  'portfolio',
  /** 督办件办理专题会. */
  'supervised',
  /** 双月通报会. */
  'bimonthly',
  /** 协调会. */
  'coordination',
] as const;
export type MeetingType = (typeof meetingTypes)[number];

/** An entry may bring its own id, so that a later one can name it; else it is given one. */
class EntryBody extends HappenedBody {
  @IdField({ optional: true }) entry?: string;
}

export class RecordMeeting extends EntryBody {
  @Choice(meetingTypes) meetingType: MeetingType;
  @Text() title: string;
  @Text(100) chair: string;
  @Texts(100, { optional: true, max: 300 }) attendees?: readonly string[];
  @Texts(100, { optional: true, max: 1000 }) cases?: readonly string[];
  @Texts(1000, { optional: true, max: 50 }) requirements?: readonly string[];
}

export class RecordTraining extends EntryBody {
  @Text() title: string;
  @Texts(200, { optional: true }) topics?: readonly string[];
  @Texts(100, { optional: true }) trainers?: readonly string[];
}

export class RecordInspection extends EntryBody {
  @Texts(100, { min: 1 }) units: readonly string[];
  @Texts(1000, { optional: true }) observations?: readonly string[];
}

export class RecordInstruction extends EntryBody {
  @Text(100) leader: string;
  @Text(4000) text: string;
  @Texts(100, { optional: true, max: 1000 }) cases?: readonly string[];
}

export class IssueNotice extends EntryBody {
  @Text() title: string;
  @Text(100, { optional: true }) docNo?: string;
}

export class SubmitArticle extends EntryBody {
  @Text() title: string;
  @Text() to: string;
}

export class AdoptArticle extends EntryBody {
  @IdField() article: string;
  @Text() by: string;
}

export interface RegisterCommands {
  RecordMeeting: RecordMeeting;
  RecordTraining: RecordTraining;
  RecordInspection: RecordInspection;
  RecordInstruction: RecordInstruction;
  IssueNotice: IssueNotice;
  SubmitArticle: SubmitArticle;
  AdoptArticle: AdoptArticle;
}

const by = ['office'] as const;

export const registerCommands: { readonly [N in keyof RegisterCommands]: CommandSpec<RegisterCommands[N]> } = {
  RecordMeeting: {
    body: RecordMeeting,
    path: '/register/meetings',
    by,
    example: {
      occurredOn: '2015-03-05',
      entry: 'work-meeting-2015',
      meetingType: 'work',
      title: '2015年全区办理工作会议',
      chair: '区长甲',
      attendees: ['各承办单位主要领导'],
      cases: [],
      requirements: ['带头办理本条线重难点件'],
    },
    summary: { zh: '登记会议', en: 'A meeting is registered' },
  },
  RecordTraining: {
    body: RecordTraining,
    path: '/register/trainings',
    by,
    example: { occurredOn: '2015-04-16', title: '办理工作培训', topics: ['答复规范'], trainers: ['代表甲'] },
    summary: { zh: '登记培训', en: 'A training is registered' },
  },
  RecordInspection: {
    body: RecordInspection,
    path: '/register/inspections',
    by,
    example: { occurredOn: '2015-04-03', units: ['transport'], observations: ['时间节点不够明确'] },
    summary: { zh: '登记上门检查指导', en: 'An inspection of units is registered' },
  },
  RecordInstruction: {
    body: RecordInstruction,
    path: '/register/instructions',
    by,
    example: { occurredOn: '2024-02-20', leader: '区长甲', text: '高质量办好每一件建议提案', cases: [] },
    summary: { zh: '登记领导批示', en: "A leader's written instruction is registered" },
  },
  IssueNotice: {
    body: IssueNotice,
    path: '/register/notices',
    by,
    example: { occurredOn: '2024-03-11', title: '领导带队面商工作提示', docNo: '闵府办提示〔2024〕1号' },
    summary: { zh: '下发工作提示', en: 'A working notice is issued' },
  },
  SubmitArticle: {
    body: SubmitArticle,
    path: '/register/articles',
    by,
    example: { occurredOn: '2024-04-10', entry: 'article-2024-1', title: '办理工作经验', to: '上海建议提案工作' },
    summary: { zh: '报送稿件', en: 'An article is submitted' },
  },
  AdoptArticle: {
    body: AdoptArticle,
    path: '/register/articles/adopt',
    by,
    example: { occurredOn: '2024-05-06', article: 'article-2024-1', by: '上海建议提案工作' },
    summary: { zh: '登记稿件录用', en: 'An article was adopted' },
  },
};
