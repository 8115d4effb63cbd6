import type { Role } from '#libs/kernel/actor.js';
import type { AccessEvents } from './access.js';
import type { AccountEvents } from './account.js';
import type { BriefingKind } from './briefing-bodies.js';
import type { BriefingEvents } from './briefing-events.js';
import type { CampaignEvents } from './campaign.js';
import type { ClaimEvents } from './claim.js';
import type { ImportEvents } from './import.js';
import type { LogEvents } from './log.js';
import type { PostKind } from './post-commands.js';
import type { PostEvents } from './post.js';
import type { MeetingType } from './register-commands.js';
import type { RegisterEvents } from './register.js';
import type { RuleBookEvents } from './rule-book.js';
import type { UnitEvents } from './unit.js';

export interface Label {
  zh: string;
  en: string;
}

type OfficeEvents = UnitEvents &
  PostEvents &
  RuleBookEvents &
  CampaignEvents &
  RegisterEvents &
  BriefingEvents &
  AccountEvents &
  AccessEvents &
  ClaimEvents &
  ImportEvents &
  LogEvents;

export type OfficeEventType = keyof OfficeEvents & string;

/** What each event is called on a screen; an event without both names does not compile. */
export const officeEventLabels: Readonly<Record<OfficeEventType, Label>> = {
  UnitFounded: { zh: '单位设立', en: 'Unit founded' },
  UnitRenamed: { zh: '单位更名', en: 'Unit renamed' },
  UnitsMerged: { zh: '单位合并', en: 'Units merged' },
  UnitClosed: { zh: '单位撤销', en: 'Unit closed' },
  PostTaken: { zh: '任职', en: 'Post taken' },
  PostLeft: { zh: '离任', en: 'Post left' },
  PortfolioSet: { zh: '分管条线明确', en: 'Portfolio set' },
  RuleBookIssued: { zh: '办理规则发布', en: 'Rule book issued' },
  CalendarIssued: { zh: '放假调休通知录入', en: 'Holiday notice entered' },
  SubjectSchemeIssued: { zh: '题材分类发布', en: 'Subject scheme issued' },
  OutcomeSchemeIssued: { zh: '办理结果分类发布', en: 'Outcome scheme issued' },
  PeriodSchemeIssued: { zh: '届别对照发布', en: 'Common terms issued' },
  CampaignOpened: { zh: '“回头看”启动', en: 'Revisit campaign opened' },
  CampaignClosed: { zh: '“回头看”结束', en: 'Revisit campaign closed' },
  MeetingHeld: { zh: '会议', en: 'Meeting held' },
  TrainingHeld: { zh: '培训', en: 'Training held' },
  InspectionMade: { zh: '上门检查指导', en: 'Inspection made' },
  InstructionGiven: { zh: '批示', en: 'Instruction given' },
  NoticeIssued: { zh: '工作提示下发', en: 'Notice issued' },
  ArticleSubmitted: { zh: '稿件报送', en: 'Article submitted' },
  ArticleAdopted: { zh: '稿件录用', en: 'Article adopted' },
  BriefingDrafted: { zh: '通报起草', en: 'Briefing drafted' },
  BriefingEdited: { zh: '通报文字修改', en: 'Briefing edited' },
  PraiseConfirmed: { zh: '表扬确认', en: 'Praise confirmed' },
  CriticismConfirmed: { zh: '点名批评确认', en: 'Criticism by name confirmed' },
  BriefingDiscarded: { zh: '草稿作废', en: 'Draft discarded' },
  MentionWithdrawn: { zh: '表扬或批评撤下', en: 'Mention withdrawn' },
  BriefingIssued: { zh: '通报印发', en: 'Briefing issued' },
  BriefingRestated: { zh: '通报更正', en: 'Briefing restated' },
  AccountOpened: { zh: '账号开通', en: 'Account opened' },
  AccountDescribed: { zh: '账号信息变更', en: 'Account described anew' },
  RoleGranted: { zh: '角色授予', en: 'Role granted' },
  RoleRevoked: { zh: '角色收回', en: 'Role revoked' },
  TokenIssued: { zh: '令牌签发', en: 'Token issued' },
  TokenRevoked: { zh: '令牌吊销', en: 'Token revoked' },
  AccountLocked: { zh: '账号锁定', en: 'Account locked' },
  AccountUnlocked: { zh: '账号解锁', en: 'Account unlocked' },
  AccessDenied: { zh: '访问被拒绝', en: 'Access denied' },
  ExportMade: { zh: '导出', en: 'Export made' },
  NumberClaimed: { zh: '编号占用', en: 'Number claimed' },
  NumberReleased: { zh: '编号释放', en: 'Number released' },
  ImportStarted: { zh: '导入开始', en: 'Import started' },
  ImportCompleted: { zh: '导入完成', en: 'Import completed' },
  LogCreated: { zh: '日志建立', en: 'Log created' },
  SchemaRaised: { zh: '格式版本提高', en: 'Schema raised' },
  ReconstructionStarted: { zh: '历史重建开始', en: 'Reconstruction started' },
  ReconstructionEnded: { zh: '历史重建结束', en: 'Reconstruction ended' },
  ProjectionSkipped: { zh: '视图跳过事件', en: 'Projection skipped an event' },
  ProjectionResumed: { zh: '视图恢复', en: 'Projection resumed' },
  DueDatesReviewed: { zh: '期限重算完毕', en: 'Due dates reviewed' },
};

export const postLabels: Readonly<Record<PostKind, Label>> = {
  districtHead: { zh: '区长', en: 'District head' },
  districtLeader: { zh: '区政府领导', en: 'District leader' },
  partyLeader: { zh: '区委领导', en: 'Party leader of the district' },
  unitLeader: { zh: '单位主要领导', en: 'Head of a unit' },
  unitDeputy: { zh: '单位分管领导', en: 'Deputy head of a unit' },
  officeDirector: { zh: '区政府办公室主任', en: 'Director of the office' },
  handler: { zh: '办理工作人员', en: 'Handler' },
};

export const meetingLabels: Readonly<Record<MeetingType, Label>> = {
  party: { zh: '区委专题会', en: 'Special session of the party committee' },
  executive: { zh: '区政府常务会议', en: 'Executive meeting of the government' },
  deployment: { zh: '办理部署会', en: 'Deployment meeting' },
  work: { zh: '办理工作会议', en: 'Working meeting' },
  assignmentSpecial: { zh: '分办工作专题会', en: 'Special meeting on assignment' },
  portfolio: { zh: '分管条线专题会', en: 'Portfolio meeting' },
  supervised: { zh: '督办件办理专题会', en: 'Meeting on supervised cases' },
  bimonthly: { zh: '双月通报会', en: 'Bimonthly briefing meeting' },
  coordination: { zh: '协调会', en: 'Coordination meeting' },
};

export const briefingLabels: Readonly<Record<BriefingKind, Label>> = {
  bimonthly: { zh: '双月通报', en: 'Bimonthly briefing' },
  special: { zh: '专报', en: 'Special report' },
  bulletin: { zh: '简报', en: 'Bulletin' },
  annual: { zh: '年度总结', en: 'Annual summary' },
};

export const roleLabels: Readonly<Record<Role, Label>> = {
  office: { zh: '区政府办公室', en: 'Office' },
  unitClerk: { zh: '单位经办', en: 'Clerk of a unit' },
  unitLeader: { zh: '单位领导', en: 'Leader of a unit' },
  leader: { zh: '区领导', en: 'District leader' },
  proposer: { zh: '提出人', en: 'Proposer' },
  auditor: { zh: '督查审计', en: 'Auditor' },
  administrator: { zh: '系统管理员', en: 'Administrator' },
};
