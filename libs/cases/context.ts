import type { DecisionContext } from '#libs/kernel/aggregate.js';
import type { Day } from '#libs/kernel/event.js';
import type { Span } from '#libs/calendar/clock-span.js';
import type { DueDate } from './events.js';
import type { CaseState } from './state.js';
import type { ContactMode, Kind } from './vocabulary.js';

/** The clocks a rule book sets (domain 5). */
export interface Clocks {
  recessAssignment: Span;
  referral: Span;
  returnRequest: Span;
  coOpinion: Span;
  coOpinionResubmission: Span;
  reply: Span;
  extension: Span;
  rehandling: Span;
  publication: Span;
  innerReply: Span;
  innerOpinion: Span;
  /** Reply to a case flagged hard, as of right; absent where the rule book knows no such right. */
  hardReply?: Span;
}

/** The rule book in force on a day: data, never constants (domain 5). */
export interface Rules {
  /** Version recorded in the event that starts a clock. */
  version: string;
  clocks: Clocks;
  lists: {
    withdrawReasons: readonly string[];
    returnToProposerReasons: readonly string[];
    letterReasons: readonly string[];
    /** Absent where the rule book does not list them. */
    mergeReasons?: readonly string[];
    /** Contact modes that count as 面商 with a proposer present (semantics 24). */
    faceToFaceModes: readonly ContactMode[];
    /** Posts that sign for the district government on city and national cases (semantics 20). */
    districtSigningPosts: readonly string[];
    unitSigningPosts: readonly string[];
  };
  switches: {
    /** ② and ③ replies need dated milestones (semantics 50). */
    milestoneGate: boolean;
    /** Whether naming the units anew starts the reply clock anew (domain 5). */
    reassignmentRestartsReply: boolean;
  };
  /** Outcome schemes by kind: id, and the wording of each outcome it has. */
  outcomes: Readonly<Record<Kind, { scheme: string; wording: Readonly<Record<string, string>> }>>;
}

export interface SubjectScheme {
  version: string;
  subjects: readonly string[];
}

/** A case merged into this one, with the proposers that now are this case's to answer. */
export interface Absorbed {
  readonly case: string;
  readonly proposers: readonly string[];
}

/** What a decision about a case reads besides the case: read at (occurredOn, head), copied into the event (semantics 14). */
export interface CaseContext extends DecisionContext {
  unitExists(unit: string, on: Day): boolean;
  /** Kinds of post the person holds that day, e.g. `districtLeader`. */
  postsOf(person: string, on: Day): readonly string[];
  campaignExists(campaign: string): boolean;
  /** Another case as it stands; only those that the command names are there (engine 18). */
  caseNamed(id: string): CaseState | undefined;
  /** Cases that were merged into this one and still are (semantics 16). */
  absorbed: readonly Absorbed[];
  rules(on: Day): Rules;
  due(start: Day, span: Span): DueDate;
  subjectScheme(kind: Kind, on: Day, version?: string): SubjectScheme | undefined;
}
