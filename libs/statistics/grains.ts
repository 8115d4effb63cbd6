/**
 * The grains of the bitemporal table (engine 26): what one row of each stands for, and its columns.
 * Every column is one Int32 (engine 28): `day` a day number, `seq` a log seq, `int` a whole number, `flag` 0 or 1,
 * `code` a dictionary index of a text, `set` a dictionary index of texts sorted and joined by `|`.
 * Absent is `none`. A fact that may repeat has a grain of its own: totals never stand in the case row.
 */
export type ColumnKind = 'day' | 'seq' | 'int' | 'flag' | 'code' | 'set';

/** The Int32 that stands for "absent". */
export const none = -2147483648;

export const grains = {
  /** One row a case and stretch of valid time: its single-valued facts. */
  case: {
    level: 'code',
    kind: 'code',
    body: 'code',
    term: 'int',
    session: 'int',
    sitting: 'code',
    number: 'code',
    title: 'code',
    registeredOn: 'day',
    registeredSeq: 'seq',
    /** Absent for district cases (semantics 32: 「无」). */
    outerRole: 'code',
    outerRoleSeq: 'seq',
    stage: 'code',
    /** Neither terminated nor answered (semantics 30). */
    inStock: 'flag',
    /** The event that last moved the case into or out of the stock. */
    stockSeq: 'seq',
    answeredOn: 'day',
    answeredSeq: 'seq',
    terminatedOn: 'day',
    terminatedAs: 'code',
    terminatedSeq: 'seq',
    /** The lead, else the first-named joint lead; absent while 未分办 (semantics 28). */
    countingUnit: 'code',
    countingUnitSeq: 'seq',
    jointLeads: 'set',
    leaderInCharge: 'code',
    handler: 'code',
    leadingLeader: 'code',
    supervisingLeader: 'code',
    flags: 'set',
    subject: 'code',
    subjectScheme: 'code',
    subjectSeq: 'seq',
    assignedOn: 'day',
    assignedSeq: 'seq',
    /** Effective due date of the round-1 reply: outer, or the district case's own (semantics 23, 35). */
    replyDue: 'day',
    /** The latest granted date, however late the grant: for lights only. */
    lightDue: 'day',
    innerReplyDue: 'day',
    /** Outer due date of our opinion on a co case. */
    opinionDue: 'day',
    /** First live outer opinion: answers a co case. */
    opinionOn: 'day',
    opinionSeq: 'seq',
    /** Round 1. */
    replyOn: 'day',
    replySeq: 'seq',
    replyOutcome: 'code',
    replyScheme: 'code',
    /** The counting unit on the reply's date: its credit (semantics 28). */
    replyUnit: 'code',
    /** Current outcome by the policy `by-finding` (semantics 43). */
    currentOutcome: 'code',
    currentOutcomeSeq: 'seq',
    /** Current outcome by the policy `explicit-only`. */
    explicitOutcome: 'code',
    explicitOutcomeSeq: 'seq',
    implementation: 'code',
    implementationSeq: 'seq',
    /** Column of the cumulative revisit matrix: a finding, or `to:<outcome>` (semantics 45); absent = 未核. */
    matrixColumn: 'code',
    matrixSeq: 'seq',
    rounds: 'int',
    /** The latest round has no live reply. */
    roundOpen: 'flag',
    disclosure: 'code',
    disclosureSeq: 'seq',
    publishedOn: 'day',
    publishedSeq: 'seq',
    visitWaivedOn: 'day',
    visitWaivedSeq: 'seq',
    extensionSeq: 'seq',
    waitingBody: 'code',
    waitingSince: 'day',
    waitingSeq: 'seq',
  },
  /** One row a case × unit. */
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
  },
  /** One row a commitment, from the day it was made. */
  commitment: {
    owner: 'code',
    due: 'day',
    bornOn: 'day',
    bornSeq: 'seq',
    fulfilledOn: 'day',
    fulfilledSeq: 'seq',
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
