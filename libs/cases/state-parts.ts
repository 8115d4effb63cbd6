import type { Day } from '#libs/kernel/event.js';
import type { Commitment, DueDate, Milestone, ProgressReported, ReplyFiled } from './events.js';
import type { AssignmentEnd, CoordinationTier, Grade, InnerRole, OpinionLayer, RehandlingCause } from './vocabulary.js';

/** Where a fact came from: its event and its place in the log. */
export interface Mark {
  readonly on: Day;
  readonly seq: number;
  readonly id: string;
  readonly type: string;
}

/** The events that last moved the case from one group of a table to another: what a transfer opens (semantics 30). */
export interface Moves {
  /** Another unit counts it, or none. */
  readonly unit?: Mark;
  readonly stage?: Mark;
  readonly flags?: Mark;
  /** Its leaders and its handler. */
  readonly people?: Mark;
  /** Whom it waits for. */
  readonly waiting?: Mark;
}

export type Marked<T> = T & { readonly mark: Mark };

/** A clock in force: the event that started it, and the one that set its date, the same or one that restated it. */
export interface DueSince {
  readonly started: Mark;
  readonly set: Mark;
}

export interface Assignment {
  /** Ordinal of its naming, from 0. */
  readonly place: number;
  readonly unit: string;
  readonly role: InnerRole;
  readonly share?: string;
  readonly due?: DueDate;
  readonly assigned: Mark;
  readonly accepted?: Mark;
  readonly leaderInCharge?: string;
  readonly handler?: string;
  /** Until when it may be asked back. */
  readonly returnDue?: DueDate;
  /** The latest request to give it back; decided by the office alone. */
  readonly returning?: Returning;
  /** Set once it is no longer the unit's. */
  readonly ended?: Marked<{ as: AssignmentEnd }>;
}

export interface Returning {
  readonly request: string;
  readonly requested: Mark;
  readonly decided?: Marked<{ as: 'approved' | 'refused' }>;
}

export interface Referral {
  readonly referral: string;
  readonly up?: Mark;
  readonly decided?: Marked<{ as: 'accepted' | 'refused' }>;
}

export interface Coordination {
  readonly coordination: string;
  readonly tier: CoordinationTier;
  readonly raised?: Mark;
  readonly decided?: Mark;
}

/** A progress report, and when the proposers were first told of it (domain 9: 没有将办理进展第一时间反馈). */
export type Reported = Marked<ProgressReported> & { readonly notified?: Marked<{ at?: string }> };

export interface Opinion {
  readonly opinion: string;
  readonly layer: OpinionLayer;
  readonly unit: string;
  /** First live filing: what timeliness is judged by (semantics 37). */
  readonly first?: Mark;
  readonly latest?: Mark;
  readonly filings: number;
  readonly returned?: Marked<{ due: DueDate }>;
  /** The first filing since it was returned: a resubmission has a clock of its own (semantics 37). */
  readonly resubmitted?: Mark;
  readonly adopted?: Mark;
  readonly rating?: Marked<{ timely: boolean; specific: boolean; useful: boolean }>;
  readonly waived?: Mark;
}

export interface Round {
  readonly round: number;
  readonly opened?: Marked<{ cause: RehandlingCause; due: DueDate }>;
  readonly reply?: Marked<ReplyFiled>;
  /** The unit credited with the reply: the counting unit on its day (semantics 28). */
  readonly credit?: string;
  readonly drafts: number;
  /** The latest draft. */
  readonly drafted?: Mark;
  /** The latest review that let a draft pass. */
  readonly reviewed?: Marked<{ version: number }>;
  /** The latest draft sent back. */
  readonly sentBack?: Marked<{ version: number }>;
  readonly draftsReturned: number;
}

export interface Extension {
  readonly extension: string;
  readonly round: number;
  readonly requested?: Marked<{ newDue: Day; unit: string }>;
  readonly granted?: Marked<{ newDue: Day }>;
  readonly refused?: Mark;
}

export interface Form {
  readonly round: number;
  readonly proposer: string;
  readonly asked?: Mark;
  readonly given?: Marked<{ attitude: Grade; result: Grade }>;
}

export interface TrackedMilestone extends Milestone {
  /** The plan or reply that set it. */
  readonly set: Mark;
  readonly from: 'plan' | 'reply';
  readonly completed?: Mark;
  /** How often it was put off. */
  readonly slipped: number;
}

export interface TrackedCommitment extends Commitment {
  readonly born: Mark;
  readonly fulfilled?: Mark;
  readonly unfulfillable?: Mark;
}
