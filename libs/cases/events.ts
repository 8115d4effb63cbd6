import type { Day } from '#libs/kernel/event.js';
import type { CorrectionEvents } from '#libs/kernel/history.js';
import type {
  CaseFlag,
  CoordinationTier,
  Disclosure,
  DueClock,
  Grade,
  LeaderDuty,
  Outcome,
  RehandlingCause,
} from './vocabulary.js';
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
  CaseConvertedToLetter: Dated & { reason: string };
  /** Answered with another case: the survivor counts once and shows these proposers (semantics 16). */
  CaseMerged: Dated & { into: string; reason: string; proposers: readonly string[] };
  /** 接收: the district takes the case from the city. */
  CaseAcceptedFromCity: Dated;
  /** Sent back to the city; pending, still ours (semantics 18). */
  CaseReferredUp: Dated & { referral: string; reason: string; suggestedBody?: string };
  ReferralAccepted: Dated & { referral: string; by: string; evidence?: string };
  /** The clock kept running. */
  ReferralRefused: Dated & { referral: string; by: string; reason: string };
  /** 同类件: handled with others in view; a relation of this case only. */
  CaseLinked: Dated & { cases: readonly string[]; reason: string };
  CaseAssigned: CaseAssigned;
  /** 签收: the unit names the leader in charge and the handler. */
  AssignmentAccepted: Dated & { unit: string; leaderInCharge?: string; handler?: string };
  /** 退办: asked of the office, which alone decides. */
  ReturnRequested: Dated & { request: string; unit: string; reason: string; suggestedUnit: string };
  /** Followed by the CaseAssigned that names the units anew. */
  ReturnApproved: Dated & { request: string; unit: string; reason?: string };
  ReturnRefused: Dated & { request: string; unit: string; reason: string };
  CoUnitAdded: Dated & { unit: string; reason: string; due: DueDate; rules: string };
  CoUnitDropped: Dated & { unit: string; reason: string };
  CoordinationRaised: Dated & { coordination: string; tier: CoordinationTier; question: string; unit?: string };
  /** What was decided, and which units lead from then on. */
  CoordinationDecided: Dated & {
    coordination: string;
    tier: CoordinationTier;
    leadUnits: readonly string[];
    measures: string;
    decidedBy?: string;
  };
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
  /** 告知: closes the duty that a progress report opened. */
  ProposersNotified: Dated & { progress: string; proposers: readonly string[]; channel: string; at?: string };
  ReminderSent: Ladder;
  UrgeSent: Ladder;
  SupervisionOrdered: Ladder;
  ReplyDrafted: Dated & { round: number; version: number; unit: string; text: string; outcome?: Outcome };
  ReplyReviewed: Dated & { round: number; version: number; remarks?: string };
  ReplyDraftReturned: Dated & { round: number; version: number; reason: string };
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
  PublicationWithdrawn: Dated & { reason: string };
  RevisitRecorded: RevisitRecorded;
  CommitmentFulfilled: Dated & { commitment: string; evidence: string };
  CommitmentUnfulfillable: Dated & { commitment: string; explanation: string };
  /** 结转; adds no count (semantics 47). */
  CaseCarriedOver: Dated & { toYear?: number; toTerm?: number; explanation: string };
  /** A notice or rule book came after the clock had started: what the date was, and is (semantics 21). */
  DueDateRestated: Dated & {
    clock: DueClock;
    /** The event that started the clock. */
    target: string;
    /** Where one event starts the clocks of several units. */
    unit?: string;
    old: DueDate;
    new: DueDate;
    /** The notice or rule book. */
    because: string;
  };
}

/** One act of the ladder 提醒 · 催办 · 督办; `step` counts the acts of the ladder on this case from 1. */
type Ladder = Dated & { reminder: string; units: readonly string[]; step: number; text: string; due?: Day };

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
  CaseConvertedToLetter: 1,
  CaseMerged: 1,
  CaseAcceptedFromCity: 1,
  CaseReferredUp: 1,
  ReferralAccepted: 1,
  ReferralRefused: 1,
  CaseLinked: 1,
  ReturnRequested: 1,
  ReturnApproved: 1,
  ReturnRefused: 1,
  CoUnitAdded: 1,
  CoUnitDropped: 1,
  CoordinationRaised: 1,
  CoordinationDecided: 1,
  ProposersNotified: 1,
  ReminderSent: 1,
  UrgeSent: 1,
  SupervisionOrdered: 1,
  ReplyReviewed: 1,
  ReplyDraftReturned: 1,
  PublicationWithdrawn: 1,
  CommitmentUnfulfillable: 1,
  CaseCarriedOver: 1,
  DueDateRestated: 1,
  FactCorrected: 1,
  FactRetracted: 1,
  CorrectionProposed: 1,
  CorrectionRejected: 1,
};
