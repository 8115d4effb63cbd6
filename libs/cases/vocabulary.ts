/** The closed lists of the glossary; each value is the one word of the code for one Chinese term. */
export const kinds = ['suggestion', 'proposal'] as const;
export type Kind = (typeof kinds)[number];

export const levels = ['national', 'city', 'district'] as const;
export type Level = (typeof levels)[number];

export const sittings = ['in-session', 'recess'] as const;
export type Sitting = (typeof sittings)[number];

/** The district's role toward the city: 主办 / 合办 / 会办. */
export const outerRoles = ['lead', 'joint', 'co'] as const;
export type OuterRole = (typeof outerRoles)[number];

/** A unit's role inside the district: 牵头 / 共同牵头 / 配合. */
export const innerRoles = ['lead', 'jointLead', 'support'] as const;
export type InnerRole = (typeof innerRoles)[number];

export const contactModes = ['faceToFace', 'visit', 'meeting', 'phone', 'online', 'written'] as const;
export type ContactMode = (typeof contactModes)[number];

export const contactPhases = ['before', 'during', 'after'] as const;
export type ContactPhase = (typeof contactPhases)[number];

/** 解决采纳 · 正在解决 · 计划解决 · 留作参考; a proposal's scheme has no `solving`. */
export const outcomes = ['solved', 'solving', 'planned', 'reference'] as const;
export type Outcome = (typeof outcomes)[number];

export const findings = ['fullySolved', 'partlySolved', 'concluded', 'solved', 'inProgress', 'unchanged'] as const;
export type Finding = (typeof findings)[number];

export const grades = ['satisfied', 'mostly', 'understands', 'dissatisfied'] as const;
export type Grade = (typeof grades)[number];

export const disclosures = ['public', 'onRequest', 'withheld'] as const;
export type Disclosure = (typeof disclosures)[number];

/** Outer: ours to the city's lead; inner: a co-unit to our lead unit; incoming: another body to us (semantics 19). */
export const opinionLayers = ['outer', 'inner', 'incoming'] as const;
export type OpinionLayer = (typeof opinionLayers)[number];

export const rehandlingCauses = ['dissatisfied', 'doubt', 'revisit', 'other'] as const;
export type RehandlingCause = (typeof rehandlingCauses)[number];

export const leaderDuties = ['leading', 'inCharge', 'supervising'] as const;
export type LeaderDuty = (typeof leaderDuties)[number];

export const caseFlags = [
  'keySupervised',
  'leaderSupervised',
  'governmentSupervised',
  'keyDifficult',
  'difficult',
  'legacy',
  'repeated',
] as const;
export type CaseFlag = (typeof caseFlags)[number];

export const implementations = ['notStarted', 'inProgress', 'partly', 'fully', 'cannot'] as const;
export type Implementation = (typeof implementations)[number];

/** Product of handling: 政策文件 · 工作计划 · 具体项目. */
export const products = ['policy', 'plan', 'project'] as const;
export type Product = (typeof products)[number];

export const actingLevels = ['city', 'district', 'town'] as const;
export type ActingLevel = (typeof actingLevels)[number];

/** 三级协调调度: the office, the leader in charge, the principal leader. */
export const coordinationTiers = [1, 2, 3] as const;
export type CoordinationTier = (typeof coordinationTiers)[number];

/** The ladder of domain 1: 提醒 · 催办 · 督办. */
export const ladderSteps = ['remind', 'urge', 'supervise'] as const;
export type LadderStep = (typeof ladderSteps)[number];

/** Clocks whose dates stand in events of a case; a notice that comes later restates them (semantics 21). */
export const dueClocks = [
  'reply',
  'coOpinion',
  'referral',
  'innerReply',
  'innerOpinion',
  'returnRequest',
  'resubmission',
  'rehandling',
  'publication',
] as const;
export type DueClock = (typeof dueClocks)[number];

/** How an assignment of a unit ended before the case did. */
export const assignmentEnds = ['returned', 'dropped', 'replaced'] as const;
export type AssignmentEnd = (typeof assignmentEnds)[number];

/** How a case left handling without an answer. */
export const terminations = [
  'returnedToProposer',
  'convertedToLetter',
  'withdrawn',
  'merged',
  'referralAccepted',
] as const;
export type Termination = (typeof terminations)[number];

/** The partition of semantics 29; terminated stages are named by their termination. */
export const openStages = [
  'answeredByOpinion',
  'rehandling',
  'replied',
  'unassigned',
  'returnPending',
  'toAccept',
  'inHandling',
] as const;
export type Stage = Termination | (typeof openStages)[number];
