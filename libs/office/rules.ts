import type { Span } from '#libs/calendar/clock-span.js';
import type { Day } from '#libs/kernel/event.js';

/** Kinds of case, as the schemes of a rule book tell them apart. */
export const schemeKinds = ['suggestion', 'proposal'] as const;
export type SchemeKind = (typeof schemeKinds)[number];

export const contactModes = ['faceToFace', 'visit', 'meeting', 'phone', 'online', 'written'] as const;
export const outcomes = ['solved', 'solving', 'planned', 'reference'] as const;

/** How a finding moves the current outcome (semantics 43). */
export const outcomePolicies = ['by-finding', 'explicit-only'] as const;
/** Which grades a satisfaction rate takes together (semantics 39). */
export const gradePolicies = ['strict', 'merged'] as const;

/** The clocks of the office (domain 5); each value is data of a dated rule book. */
export interface Clocks {
  recessAssignment: Span;
  referral: Span;
  returnRequest: Span;
  coOpinion: Span;
  coOpinionResubmission: Span;
  reply: Span;
  /** The longest an extension may be. */
  extension: Span;
  rehandling: Span;
  publication: Span;
  /** The district's own earlier clock for a reply of its units. */
  innerReply: Span;
  /** The district's own clock for a co-unit's opinion. */
  innerOpinion: Span;
  /** Reply to a hard case, as of right; absent where the rule book knows no such right. */
  hardReply?: Span;
  /** Return of a feedback form; absent where it is not fixed. */
  feedback?: Span;
}

export interface RuleLists {
  withdrawReasons: readonly string[];
  returnToProposerReasons: readonly string[];
  letterReasons: readonly string[];
  /** Reasons for handling two cases as one; absent where they are not listed. */
  mergeReasons?: readonly string[];
  /** Contact modes that count as 面商 with a proposer present (semantics 24). */
  faceToFaceModes: readonly (typeof contactModes)[number][];
  /** Posts that sign for the district government (semantics 20). */
  districtSigningPosts: readonly string[];
  unitSigningPosts: readonly string[];
  /** Posts that make a visit leader-led, in two columns (semantics 24). */
  leaderPosts: { district: readonly string[]; unit: readonly string[] };
  /** 尽快, 适时 …: words that make a plan a vague one (semantics 50). */
  vagueWords: readonly string[];
}

export interface RuleSwitches {
  /** ② and ③ replies need dated milestones (semantics 50). */
  milestoneGate: boolean;
  /** Whether a reassignment starts the reply clock anew. */
  reassignmentRestartsReply: boolean;
}

/** By which facts a unit is praised or criticised by name (semantics 50). */
export const praiseRules = ['allInTime', 'legacySolved', 'satisfied'] as const;
export const criticismRules = [
  'overdue',
  'opinions',
  'slow',
  'vague',
  'undated',
  'returned',
  'unmet',
  'dissatisfied',
] as const;

/** Proposed where at least so many of a unit's cases meet the rule. */
export interface MentionRule {
  rule: string;
  least: number;
}

export interface MentionRules {
  praise: readonly MentionRule[];
  criticism: readonly MentionRule[];
}

export interface RulePolicies {
  currentOutcome: (typeof outcomePolicies)[number];
  satisfaction: (typeof gradePolicies)[number];
  /** Reply outcomes that make an old case a legacy case (semantics 47). */
  legacyOutcomes: readonly (typeof outcomes)[number][];
  /** Working days left at which a light turns (semantics 50); red is overdue. */
  lights: { orangeWithin: number; yellowWithin: number };
  /** Days without contact or progress after which a case is slow (semantics 50). */
  slowAfterDays: number;
  /** Absent in a book of rules that sets none: the usual ones hold. */
  mentions?: MentionRules;
}

/** The wording of each outcome a scheme has, as printed; an outcome without wording is not in the scheme. */
export interface OutcomeScheme {
  scheme: string;
  wording: Readonly<Record<string, string>>;
}

/** The rule book of one jurisdiction as issued. */
export interface RuleBook {
  jurisdiction: string;
  version: string;
  title: string;
  source: string;
  clocks: Clocks;
  lists: RuleLists;
  switches: RuleSwitches;
  policies: RulePolicies;
}

/** The rules in force on a day: the rule book with the outcome schemes in force. */
export interface Rules extends RuleBook {
  effectiveFrom: Day;
  outcomes: Readonly<Record<SchemeKind, OutcomeScheme>>;
}

export interface SubjectScheme {
  version: string;
  /** First year it is meant for. */
  year: number;
  /** In the order reports print them. */
  subjects: readonly string[];
  /** Subjects no source names: filled in by a reconstruction. */
  reconstructed?: readonly string[];
}

/** The common term of office a body's own 届 belongs to (semantics 33). */
export interface CommonTerm {
  period: string;
  body: string;
  term: number;
}
