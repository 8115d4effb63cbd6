import { Choice, DayField, IdField, Nested, NestedList, Text, Texts, Whole } from '#libs/kernel/body.js';
import { findings, grades, outcomes, rehandlingCauses } from '../vocabulary.js';
import type { Finding, Grade, Outcome, RehandlingCause } from '../vocabulary.js';
import { CommitmentToMake, Waiting } from './progress.js';

export class AskFeedback {
  @DayField() occurredOn: string;
  @Whole([1, 20], { optional: true }) round?: number;
  /** Defaults to the lead proposer. */
  @Texts(60, { optional: true, min: 1, max: 300 }) proposers?: string[];
}

export class RecordFeedback {
  @DayField() occurredOn: string;
  @Whole([1, 20], { optional: true }) round?: number;
  @Text(60) proposer: string;
  @Choice(grades) attitude: Grade;
  @Choice(grades) result: Grade;
  @Text(5000, { optional: true }) text?: string;
  /** Asked of a recorder who is no proposer: the form's number, a call's note. */
  @Text(500, { optional: true }) evidence?: string;
}

export class OrderRehandling {
  @DayField() occurredOn: string;
  @Choice(rehandlingCauses) cause: RehandlingCause;
  @Text(1000) reason: string;
  @DayField({ optional: true }) statedDue?: string;
}

export class RecordRevisit {
  @DayField() occurredOn: string;
  @IdField({ optional: true }) campaign?: string;
  @Choice(findings) finding: Finding;
  @Text(5000, { optional: true }) evidence?: string;
  @Choice(outcomes, { optional: true }) newOutcome?: Outcome;
  @NestedList(() => CommitmentToMake, { optional: true, max: 50 }) commitments?: CommitmentToMake[];
  @Nested(() => Waiting, { optional: true }) waitingOn?: Waiting;
  @Text(2000) reason: string;
}

export class FulfilCommitment {
  @DayField() occurredOn: string;
  @IdField() commitment: string;
  @Text(2000) evidence: string;
}

export class DeclareUnfulfillable {
  @DayField() occurredOn: string;
  @IdField() commitment: string;
  @Text(2000) explanation: string;
}

/** 结转: to a year or to a term of the body, not both. */
export class CarryOver {
  @DayField() occurredOn: string;
  @Whole([1990, 2100], { optional: true }) toYear?: number;
  @Whole([1, 99], { optional: true }) toTerm?: number;
  @Text(2000) explanation: string;
}
