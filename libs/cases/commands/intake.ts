import { Choice, DayField, IdField, Text, Texts, Whole } from '#libs/kernel/body.js';
import { caseFlags, kinds, levels, outerRoles, sittings } from '../vocabulary.js';
import type { CaseFlag, Kind, Level, OuterRole, Sitting } from '../vocabulary.js';

/** Registers a suggestion or proposal; `occurredOn` is the day of receipt. */
export class RegisterCase {
  @DayField() occurredOn: string;
  @Choice(levels) level: Level;
  @Choice(kinds) kind: Kind;
  @Text(60) body: string;
  @Whole([1, 99]) term: number;
  @Whole([1, 99]) session: number;
  @Choice(sittings) sitting: Sitting;
  @Text(20) number: string;
  @Text(300) title: string;
  @Texts(60, { min: 1, max: 300 }) proposers: string[];
  /** Defaults to the first proposer. */
  @Text(60, { optional: true }) leadProposer?: string;
  @Choice(outerRoles, { optional: true }) outerRole?: OuterRole;
  @Text(60, { optional: true }) cityLead?: string;
  @Texts(60, { optional: true, max: 50 }) coBodies?: string[];
  /** Due dates printed on the city's sheet override the computed ones. */
  @DayField({ optional: true }) statedReplyDue?: string;
  @DayField({ optional: true }) statedOpinionDue?: string;
  /** Names of fields invented where a source gives counts only. */
  @Texts(40, { optional: true, max: 20 }) reconstructed?: string[];
}

/** A change in the world; a mistake is corrected instead. */
export class ChangeOuterRole {
  @DayField() occurredOn: string;
  @Choice(outerRoles) to: OuterRole;
  @Text(60) by: string;
  @Text(500) reason: string;
  @DayField({ optional: true }) statedDue?: string;
}

export class ClassifyCase {
  @DayField() occurredOn: string;
  @Text(40) subject: string;
  /** Version of the scheme; defaults to the one in force for the case's year. */
  @IdField({ optional: true }) scheme?: string;
}

export class FlagCase {
  @DayField() occurredOn: string;
  @Choice(caseFlags) flag: CaseFlag;
  @Text(500, { optional: true }) reason?: string;
}

export class UnflagCase extends FlagCase {}

export class WithdrawCase {
  @DayField() occurredOn: string;
  @Text(200) reason: string;
  @Texts(60, { min: 1, max: 300 }) signers: string[];
}

export class ReturnToProposer {
  @DayField() occurredOn: string;
  @Text(200) reason: string;
}

/** 转信访: no suggestion or proposal, but a letter. */
export class ConvertToLetter {
  @DayField() occurredOn: string;
  @Text(200) reason: string;
}

/** 并案: answered with another case, which counts for both (semantics 16). */
export class MergeCase {
  @DayField() occurredOn: string;
  /** Id of the case that survives. */
  @IdField() into: string;
  @Text(200) reason: string;
}

/** 同类件: kept in view together; nothing is counted by it. */
export class LinkSimilarCases {
  @DayField() occurredOn: string;
  @Texts(100, { min: 1, max: 50 }) cases: string[];
  @Text(500) reason: string;
}

/** Given by the system: fences the late writer of a number claim that was taken over (engine 5). */
export class AbandonRegistration {
  @Text(100) claim: string;
}
