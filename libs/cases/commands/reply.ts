import { Choice, DayField, IdField, NestedList, Text, Texts, Whole } from '#libs/kernel/body.js';
import { disclosures, outcomes } from '../vocabulary.js';
import type { Disclosure, Outcome } from '../vocabulary.js';
import { CommitmentToMake, MilestoneToSet } from './progress.js';

export class DraftReply {
  @DayField() occurredOn: string;
  @IdField({ optional: true }) unit?: string;
  @Text(16000) text: string;
  @Choice(outcomes, { optional: true }) outcome?: Outcome;
}

/** 审核: the draft may go to the signer. */
export class ReviewReply {
  @DayField() occurredOn: string;
  /** Defaults to the latest draft of the open round. */
  @Whole([1, 999], { optional: true }) version?: number;
  @Text(2000, { optional: true }) remarks?: string;
}

export class ReturnDraft {
  @DayField() occurredOn: string;
  @Whole([1, 999], { optional: true }) version?: number;
  @Text(2000) reason: string;
}

export class OpinionToWaive {
  @Text(110) opinion: string;
  @Text(500) reason: string;
}

/** Signed and sent: the reply of the latest open round. */
export class FileReply {
  @DayField() occurredOn: string;
  /** Defaults to the round that is open. */
  @Whole([1, 20], { optional: true }) round?: number;
  @Choice(outcomes) outcome: Outcome;
  @Text(60) docNo: string;
  @Text(60, { optional: true }) signer?: string;
  /** Defaults to every proposer. */
  @Texts(60, { optional: true, max: 300 }) sentTo?: string[];
  @Choice(disclosures) disclosure: Disclosure;
  @Text(16000, { optional: true }) text?: string;
  @NestedList(() => MilestoneToSet, { optional: true, max: 50 }) milestones?: MilestoneToSet[];
  @NestedList(() => CommitmentToMake, { optional: true, max: 50 }) commitments?: CommitmentToMake[];
  /** Why a case is kept for reference only. */
  @Text(2000, { optional: true }) referenceReason?: string;
  @NestedList(() => OpinionToWaive, { optional: true, max: 40 }) opinionsWaived?: OpinionToWaive[];
}

export class RequestExtension {
  @DayField() occurredOn: string;
  @IdField({ optional: true }) unit?: string;
  @DayField() newDue: string;
  @Text(1000) reason: string;
}

export class GrantExtension {
  @DayField() occurredOn: string;
  @IdField() extension: string;
  @DayField({ optional: true }) newDue?: string;
  /** Whose consent, in words. */
  @Text(500, { optional: true }) consent?: string;
}

export class RefuseExtension {
  @DayField() occurredOn: string;
  @IdField() extension: string;
  @Text(500) reason: string;
}

export class DecideDisclosure {
  @DayField() occurredOn: string;
  @Choice(disclosures) disclosure: Disclosure;
  @Text(500, { optional: true }) reason?: string;
}

export class PublishReply {
  @DayField() occurredOn: string;
  @Text(100) channel: string;
  @Text(500, { optional: true }) url?: string;
}

export class WithdrawPublication {
  @DayField() occurredOn: string;
  @Text(500) reason: string;
}
