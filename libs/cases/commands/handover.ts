import { DayField, IdField, MinuteField, NestedList, Text, Texts, Whole } from '#libs/kernel/body.js';
import { UnitToAssign } from './assignment.js';

/** 接收: the district takes the case the city sent. */
export class AcceptFromCity {
  @DayField() occurredOn: string;
}

export class ReferUp {
  @DayField() occurredOn: string;
  @Text(1000) reason: string;
  /** Who should have it instead. */
  @Text(100, { optional: true }) suggestedBody?: string;
}

export class RecordReferralAccepted {
  @DayField() occurredOn: string;
  /** Who at the city's said so. */
  @Text(100) by: string;
  @Text(1000, { optional: true }) evidence?: string;
}

export class RecordReferralRefused {
  @DayField() occurredOn: string;
  @Text(100) by: string;
  @Text(1000) reason: string;
}

/** 退办: within the window of the rule book; a unit never hands a case on by itself. */
export class RequestReturn {
  @DayField() occurredOn: string;
  @IdField() unit: string;
  @Text(1000) reason: string;
  @IdField() suggestedUnit: string;
}

/** The office names all units anew; one that stays in its role goes on as it was. */
export class ApproveReturn {
  @DayField() occurredOn: string;
  @IdField() request: string;
  @NestedList(() => UnitToAssign, { min: 1, max: 40 }) units: UnitToAssign[];
  @Text(500, { optional: true }) reason?: string;
  @Text(60, { optional: true }) leaderInCharge?: string;
  @Text(60, { optional: true }) handler?: string;
}

export class RefuseReturn {
  @DayField() occurredOn: string;
  @IdField() request: string;
  @Text(500) reason: string;
}

export class AddCoUnit {
  @DayField() occurredOn: string;
  @IdField() unit: string;
  @Text(500) reason: string;
  /** Overrides the opinion's due date the rule book gives. */
  @DayField({ optional: true }) statedDue?: string;
}

export class DropCoUnit {
  @DayField() occurredOn: string;
  @IdField() unit: string;
  @Text(500) reason: string;
}

/** 提请协调: tier 1 the office, 2 the leader in charge, 3 the principal leader. */
export class RaiseCoordination {
  @DayField() occurredOn: string;
  @Whole([1, 3]) tier: 1 | 2 | 3;
  @Text(2000) question: string;
  @IdField({ optional: true }) unit?: string;
}

/** With `units`, the lead units decided on; co-units go on as they are. */
export class DecideCoordination {
  @DayField() occurredOn: string;
  @IdField() coordination: string;
  @Text(5000) measures: string;
  @Text(60, { optional: true }) decidedBy?: string;
  @NestedList(() => UnitToAssign, { optional: true, min: 1, max: 20 }) units?: UnitToAssign[];
}

export class NotifyProposers {
  @DayField() occurredOn: string;
  /** The progress report they are told of. */
  @IdField() progress: string;
  /** Defaults to every proposer. */
  @Texts(60, { optional: true, min: 1, max: 300 }) proposers?: string[];
  @Text(100) channel: string;
  @MinuteField({ optional: true }) at?: string;
}

export class Remind {
  @DayField() occurredOn: string;
  /** Defaults to every lead unit. */
  @Texts(100, { optional: true, min: 1, max: 40 }) units?: string[];
  @Text(1000) text: string;
  /** By when an answer is expected. */
  @DayField({ optional: true }) due?: string;
}

export class Urge extends Remind {}
export class Supervise extends Remind {}
