import type { ColumnKind } from './column-kind.js';

/** The case grain: the single-valued facts of a case over one stretch of valid time (engine 26). */
export const caseColumns = {
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
  /** The event that last moved it from stage to stage. */
  stageSeq: 'seq',
  /** Neither terminated nor answered (semantics 30). */
  inStock: 'flag',
  /** The event that last moved the case into or out of the stock. */
  stockSeq: 'seq',
  answeredOn: 'day',
  answeredSeq: 'seq',
  terminatedOn: 'day',
  terminatedAs: 'code',
  terminatedSeq: 'seq',
  /** Case id of the survivor of a merger (semantics 16). */
  mergedInto: 'code',
  /** Referred up to the city and not taken yet: still ours (semantics 18). */
  referral: 'code',
  referralSeq: 'seq',
  acceptedFromCityOn: 'day',
  /** The lead, else the first-named joint lead; absent while 未分办 (semantics 28). */
  countingUnit: 'code',
  countingUnitSeq: 'seq',
  /** The event since which that unit counts, or none does. */
  unitSeq: 'seq',
  jointLeads: 'set',
  leaderInCharge: 'code',
  handler: 'code',
  leadingLeader: 'code',
  supervisingLeader: 'code',
  /** The event that last changed a leader or the handler. */
  peopleSeq: 'seq',
  /** The highest tier of coordination reached. */
  coordinationTier: 'int',
  coordinationSeq: 'seq',
  flags: 'set',
  /** The event that last set or took a flag. */
  flagsSeq: 'seq',
  subject: 'code',
  subjectScheme: 'code',
  subjectSeq: 'seq',
  assignedOn: 'day',
  assignedSeq: 'seq',
  /** The first assignment: a district case's days are counted from it (semantics 41). */
  firstAssignedOn: 'day',
  firstAssignedSeq: 'seq',
  /** Effective due date of the round-1 reply: outer, or the district case's own (semantics 23, 35). */
  replyDue: 'day',
  /** The event that set the outer reply date: what started the clock, or restated it; grants stand apart. */
  replyDueSeq: 'seq',
  /** The latest granted date, however late the grant: for lights only. */
  lightDue: 'day',
  innerReplyDue: 'day',
  /** A due date in force rests on a year whose holiday notice was not out (domain 5). */
  provisionalDue: 'flag',
  /** Outer due date of our opinion on a co case. */
  opinionDue: 'day',
  opinionDueSeq: 'seq',
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
  /** The year or term it was carried over to (semantics 47). */
  carriedOverTo: 'code',
  carriedOverSeq: 'seq',
} as const satisfies Record<string, ColumnKind>;
