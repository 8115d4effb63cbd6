import { command } from '#libs/kernel/command-spec.js';
import { CompleteMilestone, ReportProgress, SetPlan, SlipMilestone } from './progress.js';
import {
  DecideDisclosure,
  DraftReply,
  FileReply,
  GrantExtension,
  PublishReply,
  RefuseExtension,
  RequestExtension,
  ReturnDraft,
  ReviewReply,
  WithdrawPublication,
} from './reply.js';

const office = ['office'] as const;
const units = ['office', 'unitClerk', 'unitLeader'] as const;
const reviewers = ['office', 'unitLeader', 'leader'] as const;
const anId = '6f1c2a34-8f0e-5c1b-9a55-0c3a8f1d2e77';

export const replyCommands = {
  SetPlan: command({
    body: SetPlan,
    path: '/cases/:id/plans',
    by: units,
    summary: { zh: '制定计划', en: 'Set a plan with dated milestones' },
    example: {
      occurredOn: '2015-03-25',
      text: '分三步推进搬迁',
      milestones: [{ text: '完成可行性研究', due: '2015-06-30', owner: '承办人甲' }],
    },
  }),
  CompleteMilestone: command({
    body: CompleteMilestone,
    path: '/cases/:id/milestone-completions',
    by: units,
    summary: { zh: '完成时间节点', en: 'Complete a milestone' },
    example: { occurredOn: '2015-06-25', milestone: anId, evidence: '研究报告' },
  }),
  SlipMilestone: command({
    body: SlipMilestone,
    path: '/cases/:id/milestone-slips',
    by: units,
    summary: { zh: '推迟时间节点', en: 'Put a milestone off' },
    example: { occurredOn: '2015-06-25', milestone: anId, newDue: '2015-09-30', reason: '待市级部门意见' },
  }),
  ReportProgress: command({
    body: ReportProgress,
    path: '/cases/:id/progress',
    by: units,
    summary: { zh: '报告进展', en: 'Report progress' },
    example: { occurredOn: '2015-05-18', percent: 30, text: '召开搬迁工作会议', levels: ['district'] },
  }),
  DraftReply: command({
    body: DraftReply,
    path: '/cases/:id/reply-drafts',
    by: units,
    summary: { zh: '起草答复', en: 'Draft the reply' },
    example: { occurredOn: '2015-04-20', text: '关于您提出的建议，答复如下……', outcome: 'solved' },
  }),
  ReviewReply: command({
    body: ReviewReply,
    path: '/cases/:id/draft-reviews',
    by: reviewers,
    summary: { zh: '审核答复稿', en: 'Review the draft of the reply' },
    example: { occurredOn: '2015-04-24', remarks: '同意' },
  }),
  ReturnDraft: command({
    body: ReturnDraft,
    path: '/cases/:id/draft-returns',
    by: reviewers,
    summary: { zh: '退回答复稿', en: 'Send the draft of the reply back' },
    example: { occurredOn: '2015-04-22', reason: '缺少时间节点' },
  }),
  FileReply: command({
    body: FileReply,
    path: '/cases/:id/replies',
    by: units,
    summary: { zh: '答复', en: 'File the reply, signed and sent' },
    example: {
      occurredOn: '2015-05-05',
      outcome: 'solved',
      docNo: '闵府办〔2015〕1号',
      signer: '副区长甲',
      disclosure: 'public',
    },
  }),
  RequestExtension: command({
    body: RequestExtension,
    path: '/cases/:id/extension-requests',
    by: units,
    summary: { zh: '申请延期', en: 'Ask for more time' },
    example: { occurredOn: '2015-04-20', newDue: '2015-07-10', reason: '涉及多个部门' },
  }),
  GrantExtension: command({
    body: GrantExtension,
    path: '/cases/:id/extension-grants',
    by: office,
    summary: { zh: '同意延期', en: 'Grant an extension' },
    example: { occurredOn: '2015-04-22', extension: anId, consent: '经提出人同意' },
  }),
  RefuseExtension: command({
    body: RefuseExtension,
    path: '/cases/:id/extension-refusals',
    by: office,
    summary: { zh: '不同意延期', en: 'Refuse an extension' },
    example: { occurredOn: '2015-04-22', extension: anId, reason: '期限内可以办结' },
  }),
  DecideDisclosure: command({
    body: DecideDisclosure,
    path: '/cases/:id/disclosures',
    by: office,
    summary: { zh: '确定公开属性', en: 'Decide the disclosure' },
    example: { occurredOn: '2015-06-01', disclosure: 'onRequest', reason: '涉及第三方信息' },
  }),
  PublishReply: command({
    body: PublishReply,
    path: '/cases/:id/publications',
    by: office,
    summary: { zh: '公开发布', en: 'Publish the reply' },
    example: { occurredOn: '2015-06-01', channel: '区政府门户网站', url: 'https://example.org/replies/1' },
  }),
  WithdrawPublication: command({
    body: WithdrawPublication,
    path: '/cases/:id/publication-withdrawals',
    by: office,
    summary: { zh: '撤回公开', en: 'Withdraw the publication' },
    example: { occurredOn: '2015-06-10', reason: '含个人信息' },
  }),
};
