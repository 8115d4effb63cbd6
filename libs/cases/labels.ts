import type { CaseEventType } from './events.js';

export interface Label {
  readonly zh: string;
  readonly en: string;
}

const label = (zh: string, en: string): Label => ({ zh, en });

/** What each event is called on a screen; an event without both names does not compile. */
export const caseEventLabels: Readonly<Record<CaseEventType, Label>> = {
  CaseRegistered: label('登记', 'Registered'),
  RegistrationAbandoned: label('放弃登记', 'Registration abandoned'),
  OuterRoleChanged: label('对上角色变更', 'Outer role changed'),
  CaseClassified: label('题材归类', 'Classified by subject'),
  CaseFlagged: label('加标记', 'Flagged'),
  CaseUnflagged: label('去标记', 'Flag removed'),
  CaseWithdrawn: label('撤回', 'Withdrawn'),
  CaseReturnedToProposer: label('退回提出人', 'Returned to the proposer'),
  CaseAssigned: label('交办', 'Assigned'),
  AssignmentAccepted: label('签收', 'Accepted'),
  LeaderAppointed: label('确定领导', 'Leader appointed'),
  ContactRecorded: label('沟通', 'Contact'),
  VisitWaived: label('放弃面商', 'Face-to-face waived'),
  CoOpinionFiled: label('提交会办意见', 'Co-opinion filed'),
  CoOpinionReturned: label('退回会办意见', 'Co-opinion returned'),
  CoOpinionAdopted: label('采纳会办意见', 'Co-opinion adopted'),
  CoOpinionRated: label('评价会办意见', 'Co-opinion rated'),
  PlanSet: label('制定计划', 'Plan set'),
  MilestoneCompleted: label('完成时间节点', 'Milestone completed'),
  MilestoneSlipped: label('推迟时间节点', 'Milestone put off'),
  ProgressReported: label('报告进展', 'Progress reported'),
  ReplyDrafted: label('起草答复', 'Reply drafted'),
  ReplyFiled: label('答复', 'Replied'),
  ExtensionRequested: label('申请延期', 'Extension requested'),
  ExtensionGranted: label('同意延期', 'Extension granted'),
  ExtensionRefused: label('不同意延期', 'Extension refused'),
  FeedbackAsked: label('征求评价', 'Feedback asked'),
  FeedbackRecorded: label('评价', 'Feedback given'),
  RehandlingOrdered: label('重新办理', 'Rehandling ordered'),
  DisclosureDecided: label('确定公开属性', 'Disclosure decided'),
  ReplyPublished: label('公开发布', 'Reply published'),
  RevisitRecorded: label('回头看', 'Revisit'),
  CommitmentFulfilled: label('兑现承诺', 'Commitment fulfilled'),
  FactCorrected: label('更正', 'Corrected'),
  FactRetracted: label('撤销', 'Retracted'),
  CorrectionProposed: label('更正待复核', 'Correction proposed'),
  CorrectionRejected: label('更正被驳回', 'Correction rejected'),
};
