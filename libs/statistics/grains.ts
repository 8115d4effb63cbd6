import { caseColumns } from './case-columns.js';
import type { ColumnKind } from './column-kind.js';

export { none, type ColumnKind } from './column-kind.js';

/**
 * The grains of the bitemporal table (engine 26): what one row of each stands for, and its columns.
 * A fact that may repeat has a grain of its own: totals never stand in the case row.
 */
export const grains = {
  /** One row a case and stretch of valid time: its single-valued facts. */
  case: caseColumns,
  /** One row a case × unit, with its return; not live once returned, dropped or replaced. */
  assignment: {
    unit: 'code',
    role: 'code',
    status: 'code',
    live: 'flag',
    assignedOn: 'day',
    assignedSeq: 'seq',
    due: 'day',
    acceptedOn: 'day',
    acceptedSeq: 'seq',
    leaderInCharge: 'code',
    handler: 'code',
    /** The unit's latest request to return, and what the office made of it. */
    returnRequestedOn: 'day',
    returnRequestedSeq: 'seq',
    returnDecision: 'code',
    returnDecidedOn: 'day',
    returnDecidedSeq: 'seq',
    droppedOn: 'day',
    droppedSeq: 'seq',
  },
  /** One row a case × filing body × layer, from the day it is expected. */
  opinion: {
    opinion: 'code',
    layer: 'code',
    unit: 'code',
    due: 'day',
    expectedSeq: 'seq',
    filedOn: 'day',
    filedSeq: 'seq',
    filings: 'int',
    waivedOn: 'day',
    waivedSeq: 'seq',
    returnedOn: 'day',
    returnedSeq: 'seq',
    resubmissionDue: 'day',
    resubmittedOn: 'day',
    adoptedOn: 'day',
    rated: 'set',
    /** The unit was dropped: on or before its due date it leaves the base (semantics 37). */
    droppedOn: 'day',
    droppedSeq: 'seq',
  },
  /** One row a contact. */
  contact: {
    on: 'day',
    mode: 'code',
    phase: 'code',
    /** Counts as 面商 by the rule book of its day, with a proposer of the case present (semantics 24). */
    faceToFace: 'flag',
    ledBy: 'code',
    /** Posts the leader held that day. */
    ledByPosts: 'set',
    unit: 'code',
    seq: 'seq',
  },
  /** One row a case × round; round 1 from registration. */
  round: {
    round: 'int',
    openedOn: 'day',
    openedSeq: 'seq',
    cause: 'code',
    due: 'day',
    repliedOn: 'day',
    replySeq: 'seq',
    outcome: 'code',
    /** The round's latest granted extension. */
    extensionSeq: 'seq',
    draftsReturned: 'int',
    /** The latest draft. */
    draftedOn: 'day',
    reviewedOn: 'day',
    reviewedSeq: 'seq',
  },
  /** One row a case × round × proposer asked. */
  form: {
    round: 'int',
    proposer: 'code',
    askedOn: 'day',
    askedSeq: 'seq',
    givenOn: 'day',
    givenSeq: 'seq',
    attitude: 'code',
    result: 'code',
  },
  /** One row a case × revisit. */
  finding: {
    campaign: 'code',
    on: 'day',
    finding: 'code',
    newOutcome: 'code',
    seq: 'seq',
  },
  /** One row a progress report. */
  progress: {
    on: 'day',
    unit: 'code',
    percent: 'int',
    waitingBody: 'code',
    waitingSince: 'day',
    seq: 'seq',
    /** Minute of the day it was made at, where known. */
    at: 'int',
    /** The first notice to a proposer that cites it. */
    notifiedOn: 'day',
    notifiedSeq: 'seq',
    notifiedAt: 'int',
  },
  /** One row a commitment, from the day it was made. */
  commitment: {
    owner: 'code',
    due: 'day',
    bornOn: 'day',
    bornSeq: 'seq',
    fulfilledOn: 'day',
    fulfilledSeq: 'seq',
    unfulfillableOn: 'day',
    unfulfillableSeq: 'seq',
  },
  /** One row an act of reminding × unit it goes to: `remind`, `urge`, `supervise`. */
  reminder: {
    unit: 'code',
    step: 'code',
    on: 'day',
    seq: 'seq',
  },
  /** One row a milestone of a plan or a reply. */
  milestone: {
    owner: 'code',
    due: 'day',
    setOn: 'day',
    setSeq: 'seq',
    completedOn: 'day',
    completedSeq: 'seq',
    /** How often its date was moved. */
    slipped: 'int',
    from: 'code',
    /** Its words, only where it names no day or a year alone: what vague words are looked for in (semantics 50). */
    text: 'code',
  },
} as const satisfies Record<string, Record<string, ColumnKind>>;

export type Grain = keyof typeof grains;
export type ColumnOf<G extends Grain> = keyof (typeof grains)[G] & string;

type Value<K> = K extends 'flag'
  ? boolean
  : K extends 'int' | 'seq'
    ? number
    : K extends 'set'
      ? readonly string[]
      : string;

/** A row as `facts` states it: days as `YYYY-MM-DD`, codes as text. */
export type FactFields<G extends Grain> = {
  readonly [C in ColumnOf<G>]: Value<(typeof grains)[G][C]> | null;
};

/** One row of facts at one valid day; `key` tells rows of one case and grain apart. */
export type FactRow = {
  [G in Grain]: { readonly grain: G; readonly key: string; readonly fields: FactFields<G> };
}[Grain];
