import type { Day } from '#libs/kernel/event.js';
import type { CorrectionEvents } from '#libs/kernel/history.js';
import type { CaseFlag, Disclosure, Grade, LeaderDuty, Outcome, RehandlingCause } from './vocabulary.js';
import type {
  Dated,
  DueDate,
  Milestone,
  CaseRegistered,
  OuterRoleChanged,
  CaseClassified,
  CaseAssigned,
  ContactRecorded,
  CoOpinionFiled,
  ReplyFiled,
  RevisitRecorded,
  ProgressReported,
} from './event-data.js';

export type * from './event-data.js';

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
  ExtensionGranted: Dated & { extension: string; round: number; newDue: Day; consent?: string };
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
