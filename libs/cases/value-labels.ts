import type { CaseField } from './field-labels.js';
import type { Label } from './labels.js';
import type {
  ActingLevel,
  CaseFlag,
  ContactMode,
  ContactPhase,
  Disclosure,
  Finding,
  Grade,
  Implementation,
  InnerRole,
  Kind,
  LeaderDuty,
  Level,
  OpinionLayer,
  Outcome,
  OuterRole,
  Product,
  RehandlingCause,
  Sitting,
  Stage,
  Termination,
} from './vocabulary.js';

type Labels<V extends string> = Readonly<Record<V, Label>>;
const label = (zh: string, en: string): Label => ({ zh, en });

// The glossary's words; a value of a closed list without both names does not compile.

export const kindLabels: Labels<Kind> = {
  suggestion: label('代表建议', 'suggestion'),
  proposal: label('政协提案', 'proposal'),
};

export const levelLabels: Labels<Level> = {
  national: label('全国件', 'national'),
  city: label('市办件', 'city'),
  district: label('区办件', 'district'),
};

export const sittingLabels: Labels<Sitting> = {
  'in-session': label('会上', 'in session'),
  recess: label('闭会', 'recess'),
};

export const outerRoleLabels: Labels<OuterRole> = {
  lead: label('主办', 'lead'),
  joint: label('合办', 'joint'),
  co: label('会办', 'co'),
};

export const innerRoleLabels: Labels<InnerRole> = {
  lead: label('牵头', 'lead'),
  jointLead: label('共同牵头', 'joint lead'),
  support: label('配合', 'support'),
};

export const contactModeLabels: Labels<ContactMode> = {
  faceToFace: label('面商', 'face to face'),
  visit: label('走访', 'visit'),
  meeting: label('座谈', 'meeting'),
  phone: label('电话', 'phone'),
  online: label('线上', 'online'),
  written: label('书面', 'written'),
};

export const contactPhaseLabels: Labels<ContactPhase> = {
  before: label('办理前', 'before'),
  during: label('办理中', 'during'),
  after: label('办理后', 'after'),
};

/** The general words; a reply also keeps its own scheme's wording, as printed. */
export const outcomeLabels: Labels<Outcome> = {
  solved: label('解决采纳', 'solved'),
  solving: label('正在解决', 'solving'),
  planned: label('计划解决', 'planned'),
  reference: label('留作参考', 'for reference'),
};

export const findingLabels: Labels<Finding> = {
  fullySolved: label('全部解决', 'fully solved'),
  partlySolved: label('部分解决', 'partly solved'),
  concluded: label('已办结', 'concluded'),
  solved: label('已解决', 'solved'),
  inProgress: label('推进中', 'in progress'),
  unchanged: label('无变化', 'unchanged'),
};

export const gradeLabels: Labels<Grade> = {
  satisfied: label('满意', 'satisfied'),
  mostly: label('基本满意', 'mostly satisfied'),
  understands: label('理解', 'understands'),
  dissatisfied: label('不满意', 'dissatisfied'),
};

export const disclosureLabels: Labels<Disclosure> = {
  public: label('主动公开', 'public'),
  onRequest: label('依申请公开', 'on request'),
  withheld: label('不予公开', 'withheld'),
};

export const opinionLayerLabels: Labels<OpinionLayer> = {
  outer: label('对外会办', 'outer'),
  inner: label('区内配合', 'inner'),
  incoming: label('区外来文', 'incoming'),
};

export const rehandlingCauseLabels: Labels<RehandlingCause> = {
  dissatisfied: label('不满意', 'dissatisfied'),
  doubt: label('有疑问', 'doubt'),
  revisit: label('回头看', 'revisit'),
  other: label('其他', 'other'),
};

export const leaderDutyLabels: Labels<LeaderDuty> = {
  leading: label('领衔领导', 'leading'),
  inCharge: label('分管领导', 'in charge'),
  supervising: label('督办领导', 'supervising'),
};

export const caseFlagLabels: Labels<CaseFlag> = {
  keySupervised: label('重点督办件', 'key supervised'),
  leaderSupervised: label('领衔督办件', 'leader supervised'),
  governmentSupervised: label('区政府领导督办件', 'government supervised'),
  keyDifficult: label('重难点件', 'key difficult'),
  difficult: label('疑难件', 'difficult'),
  legacy: label('历史遗留件', 'legacy'),
  repeated: label('多年重复', 'repeated'),
};

export const implementationLabels: Labels<Implementation> = {
  notStarted: label('未启动', 'not started'),
  inProgress: label('推进中', 'in progress'),
  partly: label('部分落实', 'partly'),
  fully: label('全部落实', 'fully'),
  cannot: label('无法落实', 'cannot'),
};

export const productLabels: Labels<Product> = {
  policy: label('政策文件', 'policy'),
  plan: label('工作计划', 'plan'),
  project: label('具体项目', 'project'),
};

export const actingLevelLabels: Labels<ActingLevel> = {
  city: label('市级', 'city'),
  district: label('区级', 'district'),
  town: label('街镇', 'town'),
};

export const terminationLabels: Labels<Termination> = {
  returnedToProposer: label('退回提出人', 'returned to the proposer'),
  convertedToLetter: label('转为信访', 'converted to a letter'),
  withdrawn: label('撤回', 'withdrawn'),
  merged: label('并案', 'merged'),
  referralAccepted: label('市里收回改派', 'taken back by the city'),
};

export const stageLabels: Labels<Stage> = {
  ...terminationLabels,
  answeredByOpinion: label('已提交会办意见', 'answered by opinion'),
  rehandling: label('重新办理中', 'rehandling'),
  replied: label('已答复', 'replied'),
  unassigned: label('未分办', 'unassigned'),
  returnPending: label('退办待定', 'return pending'),
  toAccept: label('待签收', 'to accept'),
  inHandling: label('办理中', 'in handling'),
};

/** `lead` says another thing of the district than of a unit: labels go by the field a value stands in. */
export const valueLabels: { readonly [F in CaseField]?: Readonly<Record<string, Label>> } = {
  act: { correct: label('更正', 'correct'), retract: label('撤销', 'retract') },
  attitude: gradeLabels,
  cause: rehandlingCauseLabels,
  disclosure: disclosureLabels,
  duty: leaderDutyLabels,
  finding: findingLabels,
  flag: caseFlagLabels,
  from: outerRoleLabels,
  kind: kindLabels,
  layer: opinionLayerLabels,
  level: levelLabels,
  levels: actingLevelLabels,
  mode: contactModeLabels,
  newOutcome: outcomeLabels,
  outcome: outcomeLabels,
  outerRole: outerRoleLabels,
  phase: contactPhaseLabels,
  products: productLabels,
  result: gradeLabels,
  role: innerRoleLabels,
  sitting: sittingLabels,
  to: outerRoleLabels,
};

/** A value as it is called where it stands; values of no closed list have no label. */
export const labelOfValue = (field: string, value: string): Label | undefined => {
  const labels = Object.hasOwn(valueLabels, field) ? valueLabels[field as CaseField] : undefined;
  return labels && Object.hasOwn(labels, value) ? labels[value] : undefined;
};
