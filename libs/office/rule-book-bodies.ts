import type { Span } from '#libs/calendar/clock-span.js';
import { Choice, Choices, Flag, Nested, NestedList, Text, Texts, Whole } from '#libs/kernel/body.js';
import { postKinds } from './post-commands.js';
import {
  contactModes,
  criticismRules,
  gradePolicies,
  outcomePolicies,
  outcomes,
  praiseRules,
  type Clocks,
  type CommonTerm,
  type MentionRules,
  type RuleLists,
  type RulePolicies,
  type RuleSwitches,
} from './rules.js';

/** One of the three; that it is exactly one is checked where a rule book is issued. */
export class SpanBody {
  @Whole([1, 400], { optional: true }) workingDays?: number;
  @Whole([1, 60], { optional: true }) months?: number;
  @Whole([1, 2000], { optional: true }) days?: number;
}

const ClockSpan = () => Nested(() => SpanBody);
const OptionalClockSpan = () => Nested(() => SpanBody, { optional: true });

export class ClocksBody implements Clocks {
  @ClockSpan() recessAssignment: Span;
  @ClockSpan() referral: Span;
  @ClockSpan() returnRequest: Span;
  @ClockSpan() coOpinion: Span;
  @ClockSpan() coOpinionResubmission: Span;
  @ClockSpan() reply: Span;
  @ClockSpan() extension: Span;
  @ClockSpan() rehandling: Span;
  @ClockSpan() publication: Span;
  @ClockSpan() innerReply: Span;
  @ClockSpan() innerOpinion: Span;
  @OptionalClockSpan() hardReply?: Span;
  @OptionalClockSpan() feedback?: Span;
}

class LeaderPostsBody {
  @Choices(postKinds, { min: 1 }) district: readonly string[];
  @Choices(postKinds, { min: 1 }) unit: readonly string[];
}

export class ListsBody implements RuleLists {
  @Texts(200, { min: 1 }) withdrawReasons: readonly string[];
  @Texts(200, { min: 1 }) returnToProposerReasons: readonly string[];
  @Texts(200, { min: 1 }) letterReasons: readonly string[];
  @Texts(200, { optional: true, min: 1 }) mergeReasons?: readonly string[];
  @Choices(contactModes, { min: 1 }) faceToFaceModes: RuleLists['faceToFaceModes'];
  @Choices(postKinds, { min: 1 }) districtSigningPosts: readonly string[];
  @Choices(postKinds, { min: 1 }) unitSigningPosts: readonly string[];
  @Nested(() => LeaderPostsBody) leaderPosts: LeaderPostsBody;
  @Texts(20) vagueWords: readonly string[];
}

export class SwitchesBody implements RuleSwitches {
  @Flag() milestoneGate: boolean;
  @Flag() reassignmentRestartsReply: boolean;
}

class LightsBody {
  @Whole([0, 100]) orangeWithin: number;
  @Whole([0, 100]) yellowWithin: number;
}

class PraiseRuleBody {
  @Choice(praiseRules) rule: string;
  @Whole([1, 1_000]) least: number;
}

class CriticismRuleBody {
  @Choice(criticismRules) rule: string;
  @Whole([1, 1_000]) least: number;
}

class MentionsBody implements MentionRules {
  @NestedList(() => PraiseRuleBody) praise: readonly PraiseRuleBody[];
  @NestedList(() => CriticismRuleBody) criticism: readonly CriticismRuleBody[];
}

export class PoliciesBody implements RulePolicies {
  @Choice(outcomePolicies) currentOutcome: RulePolicies['currentOutcome'];
  @Choice(gradePolicies) satisfaction: RulePolicies['satisfaction'];
  @Choices(outcomes) legacyOutcomes: RulePolicies['legacyOutcomes'];
  @Nested(() => LightsBody) lights: LightsBody;
  @Whole([1, 400]) slowAfterDays: number;
  @Nested(() => MentionsBody, { optional: true }) mentions?: MentionsBody;
}

/** An outcome without wording is not in the scheme. */
export class WordingBody {
  @Text(50, { optional: true }) solved?: string;
  @Text(50, { optional: true }) solving?: string;
  @Text(50, { optional: true }) planned?: string;
  @Text(50, { optional: true }) reference?: string;
}

export class CommonTermBody implements CommonTerm {
  @Text(20) period: string;
  @Text(100) body: string;
  @Whole([1, 200]) term: number;
}
