import type { Day } from '#libs/kernel/event.js';
import type { CorrectionEvents } from '#libs/kernel/history.js';
import type {
  ActingLevel,
  CaseFlag,
  ContactMode,
  ContactPhase,
  Disclosure,
  Finding,
  Grade,
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
} from './vocabulary.js';

/** Every dated fact of the office; `notEvidenced` lists the evidence gates a ledger import skipped (semantics 13). */
export interface Dated {
  occurredOn: Day;
  notEvidenced?: readonly string[];
}

/** A due date as computed or stated when its clock started. */
export interface DueDate {
  on: Day;
  /** Computed over a year whose holiday notice was not out yet (domain 5). */
  provisional?: true;
  /** Printed on the city's sheet instead of computed (semantics 17). */
  stated?: true;
}

export interface Milestone {
  id: string;
  text: string;
  due?: Day;
  owner?: string;
}

export interface Commitment {
  id: string;
  text: string;
  due: Day;
  owner: string;
}

/** Whom a case waits for, and since when (semantics 47). */
export interface WaitingOn {
  body: string;
  since: Day;
}

export interface AssignedUnit {
  unit: string;
  role: InnerRole;
  /** A joint lead's share, in words. */
  share?: string;
  /** The unit's own inner due date: reply for leads, inner opinion for support. */
  due?: DueDate;
}

export interface CaseRegistered extends Dated {
  level: Level;
  kind: Kind;
  /** The congress or CPPCC that received it, e.g. `上海市人大`. */
  body: string;
  term: number;
  session: number;
  sitting: Sitting;
  /** Text: keeps its leading zeros. */
  number: string;
  title: string;
  proposers: readonly string[];
  leadProposer: string;
  /** Toward the city; absent for district cases only. */
  outerRole?: OuterRole;
  /** The city's lead body of a case we co-handle. */
  cityLead?: string;
  /** Bodies outside the district that owe us an opinion on a case we answer. */
  coBodies?: readonly string[];
  due: { reply?: DueDate; coOpinion?: DueDate; referral?: DueDate };
  rules: string;
  /** Fields invented where a source gives counts only. */
  reconstructed?: readonly string[];
}

/** A change in the world, not a mistake; starts the new role's outer clock on its own day (semantics 17). */
export interface OuterRoleChanged extends Dated {
  from: OuterRole;
  to: OuterRole;
  by: string;
  reason: string;
  due: { reply?: DueDate; coOpinion?: DueDate };
  rules: string;
}

export interface CaseClassified extends Dated {
  /** Version of the subject scheme in force for the case's year and body. */
  scheme: string;
  subject: string;
}

export interface CaseAssigned extends Dated {
  units: readonly AssignedUnit[];
  leaderInCharge?: string;
  handler?: string;
  /** District cases: the reply clock starts here. */
  due: { reply?: DueDate; innerReply?: DueDate; innerOpinion?: DueDate; returnRequest?: DueDate };
  rules: string;
}

export interface ContactRecorded extends Dated {
  contact: string;
  mode: ContactMode;
  phase: ContactPhase;
  /** Person who led it, and the posts held that day as the post stream says. */
  ledBy?: string;
  ledByPosts?: readonly string[];
  participants: readonly string[];
  /** Proposers present; those named in the case count for semantics 24. */
  proposers: readonly string[];
  /** Counts as 面商 by the rule book in force that day. */
  countsAsFaceToFace: boolean;
  summary: string;
  place?: string;
  unit?: string;
}

export interface CoOpinionFiled extends Dated {
  opinion: string;
  layer: OpinionLayer;
  /** The filing body: the district's lead unit, a co-unit, or another body. */
  unit: string;
  text: string;
  /** Ordinal of this filing of the same opinion, from 1. */
  filing: number;
}

export interface ReplyFiled extends Dated {
  round: number;
  outcome: Outcome;
  /** The scheme's own wording, as printed. */
  outcomeWording: string;
  scheme: string;
  /** `district` for city and national cases, else the lead unit (semantics 20). */
  answeredBy: string;
  units: readonly string[];
  docNo: string;
  signer?: string;
  signerPosts?: readonly string[];
  sentTo: readonly string[];
  disclosure: Disclosure;
  digest: string;
  commitments: readonly Commitment[];
  milestones: readonly Milestone[];
  referenceReason?: string;
  opinionsWaived?: readonly { unit: string; reason: string }[];
  publicationDue?: DueDate;
}

export interface RevisitRecorded extends Dated {
  revisit: string;
  campaign?: string;
  finding: Finding;
  evidence?: string;
  newOutcome?: Outcome;
  commitments: readonly Commitment[];
  waitingOn?: WaitingOn;
  reason: string;
}

export interface ProgressReported extends Dated {
  progress: string;
  unit?: string;
  percent: number;
  text: string;
  levels: readonly ActingLevel[];
  products: readonly Product[];
  waitingOn?: WaitingOn;
  /** Shanghai minute, `HH:MM`, where known. */
  at?: string;
}

/** The events of one case, as written on the wire. The list reads as the office's glossary. */
export interface CaseEvents extends CorrectionEvents {
  CaseRegistered: CaseRegistered;
  /** Fences a number claim whose case never came to be (engine 5). */
  RegistrationAbandoned: { claim: string };
  OuterRoleChanged: OuterRoleChanged;
  CaseClassified: CaseClassified;
  CaseFlagged: Dated & { flag: CaseFlag; reason?: string };
  CaseUnflagged: Dated & { flag: CaseFlag; reason?: string };
  CaseWithdrawn: Dated & { reason: string; signers: readonly string[] };
  CaseReturnedToProposer: Dated & { reason: string };
  CaseAssigned: CaseAssigned;
  /** 签收: the unit names the leader in charge and the handler. */
  AssignmentAccepted: Dated & { unit: string; leaderInCharge?: string; handler?: string };
  LeaderAppointed: Dated & { duty: LeaderDuty; person: string; posts: readonly string[] };
  ContactRecorded: ContactRecorded;
  /** A proposer forgoes the face-to-face, in the proposer's own words. */
  VisitWaived: Dated & { proposer: string; words: string };
  CoOpinionFiled: CoOpinionFiled;
  /** Sent back for substance; its resubmission has a clock of its own. */
  CoOpinionReturned: Dated & { opinion: string; reason: string; evidence?: string; due: DueDate };
  CoOpinionAdopted: Dated & { opinion: string; evidence?: string };
  CoOpinionRated: Dated & { opinion: string; timely: boolean; specific: boolean; useful: boolean; evidence?: string };
  PlanSet: Dated & { unit: string; text: string; milestones: readonly Milestone[] };
  MilestoneCompleted: Dated & { milestone: string; evidence?: string };
  MilestoneSlipped: Dated & { milestone: string; newDue: Day; reason: string };
  ProgressReported: ProgressReported;
  ReplyDrafted: Dated & { round: number; version: number; unit: string; text: string; outcome?: Outcome };
  ReplyFiled: ReplyFiled;
  ExtensionRequested: Dated & { extension: string; round: number; unit: string; newDue: Day; reason: string };
  /** A grant dated after the due date changes lights only (semantics 23). */
  ExtensionGranted: Dated & { extension: string; round: number; newDue: Day; consent: string };
  ExtensionRefused: Dated & { extension: string; reason: string };
  FeedbackAsked: Dated & { round: number; proposers: readonly string[] };
  FeedbackRecorded: Dated & {
    round: number;
    proposer: string;
    attitude: Grade;
    result: Grade;
    text?: string;
    evidence?: string;
  };
  RehandlingOrdered: Dated & { round: number; cause: RehandlingCause; reason: string; due: DueDate };
  DisclosureDecided: Dated & { disclosure: Disclosure; reason?: string };
  ReplyPublished: Dated & { channel: string; url?: string };
  RevisitRecorded: RevisitRecorded;
  CommitmentFulfilled: Dated & { commitment: string; evidence: string };
}

export type CaseEventType = keyof CaseEvents & string;

/** Schema version each event is written in; a change raises it and adds an upcaster (engine: upcasting). */
export const caseEventVersions: Readonly<Record<CaseEventType, number>> = {
  CaseRegistered: 1,
  RegistrationAbandoned: 1,
  OuterRoleChanged: 1,
  CaseClassified: 1,
  CaseFlagged: 1,
  CaseUnflagged: 1,
  CaseWithdrawn: 1,
  CaseReturnedToProposer: 1,
  CaseAssigned: 1,
  AssignmentAccepted: 1,
  LeaderAppointed: 1,
  ContactRecorded: 1,
  VisitWaived: 1,
  CoOpinionFiled: 1,
  CoOpinionReturned: 1,
  CoOpinionAdopted: 1,
  CoOpinionRated: 1,
  PlanSet: 1,
  MilestoneCompleted: 1,
  MilestoneSlipped: 1,
  ProgressReported: 1,
  ReplyDrafted: 1,
  ReplyFiled: 1,
  ExtensionRequested: 1,
  ExtensionGranted: 1,
  ExtensionRefused: 1,
  FeedbackAsked: 1,
  FeedbackRecorded: 1,
  RehandlingOrdered: 1,
  DisclosureDecided: 1,
  ReplyPublished: 1,
  RevisitRecorded: 1,
  CommitmentFulfilled: 1,
  FactCorrected: 1,
  FactRetracted: 1,
  CorrectionProposed: 1,
  CorrectionRejected: 1,
};
