import type { Day } from '#libs/kernel/event.js';
import type {
  ActingLevel,
  ContactMode,
  ContactPhase,
  Disclosure,
  Finding,
  InnerRole,
  Kind,
  Level,
  OpinionLayer,
  Outcome,
  OuterRole,
  Product,
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
  /** Named before in the same role: its receipt, acceptance and clock go on (semantics 17). */
  kept?: true;
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
  /** Opinions the reply did without, by their key, and why. */
  opinionsWaived?: readonly { opinion: string; reason: string }[];
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
