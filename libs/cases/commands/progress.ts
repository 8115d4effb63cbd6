import { Choices, DayField, IdField, MinuteField, Nested, NestedList, Text, Whole } from '#libs/kernel/body.js';
import { actingLevels, products } from '../vocabulary.js';
import type { ActingLevel, Product } from '../vocabulary.js';

export class MilestoneToSet {
  @Text(500) text: string;
  @DayField({ optional: true }) due?: string;
  @Text(60, { optional: true }) owner?: string;
}

export class CommitmentToMake {
  @Text(500) text: string;
  @DayField() due: string;
  @Text(60) owner: string;
}

export class Waiting {
  @Text(100) body: string;
  @DayField() since: string;
}

export class SetPlan {
  @DayField() occurredOn: string;
  @IdField({ optional: true }) unit?: string;
  @Text(5000) text: string;
  @NestedList(() => MilestoneToSet, { min: 1, max: 50 }) milestones: MilestoneToSet[];
}

export class CompleteMilestone {
  @DayField() occurredOn: string;
  @IdField() milestone: string;
  @Text(1000, { optional: true }) evidence?: string;
}

export class SlipMilestone {
  @DayField() occurredOn: string;
  @IdField() milestone: string;
  @DayField() newDue: string;
  @Text(1000) reason: string;
}

export class ReportProgress {
  @DayField() occurredOn: string;
  @IdField({ optional: true }) unit?: string;
  @Whole([0, 100]) percent: number;
  @Text(5000) text: string;
  @Choices(actingLevels, { optional: true }) levels?: ActingLevel[];
  @Choices(products, { optional: true }) products?: Product[];
  @Nested(() => Waiting, { optional: true }) waitingOn?: Waiting;
  @MinuteField({ optional: true }) at?: string;
}
