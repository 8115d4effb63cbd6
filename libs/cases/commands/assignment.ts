import { Choice, DayField, IdField, NestedList, Text } from '#libs/kernel/body.js';
import { innerRoles, leaderDuties } from '../vocabulary.js';
import type { InnerRole, LeaderDuty } from '../vocabulary.js';

export class UnitToAssign {
  @IdField() unit: string;
  @Choice(innerRoles) role: InnerRole;
  @Text(300, { optional: true }) share?: string;
  /** Overrides the inner due date the rule book gives. */
  @DayField({ optional: true }) statedDue?: string;
}

/** 交办: one lead, or several joint leads each with its share; starts the inner clocks. */
export class AssignCase {
  @DayField() occurredOn: string;
  @NestedList(() => UnitToAssign, { min: 1, max: 40 }) units: UnitToAssign[];
  /** District cases only: the reply date on the office's sheet. That of others is the sender's, stated at registration. */
  @DayField({ optional: true }) statedReplyDue?: string;
  @Text(60, { optional: true }) leaderInCharge?: string;
  @Text(60, { optional: true }) handler?: string;
}

/** 签收, by the unit, naming both people who answer for it. */
export class AcceptAssignment {
  @DayField() occurredOn: string;
  @IdField() unit: string;
  @Text(60, { optional: true }) leaderInCharge?: string;
  @Text(60, { optional: true }) handler?: string;
}

export class AppointLeader {
  @DayField() occurredOn: string;
  @Choice(leaderDuties) duty: LeaderDuty;
  @Text(60) person: string;
}
