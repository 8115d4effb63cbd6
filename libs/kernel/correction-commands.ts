import { IsDefined, IsObject } from 'class-validator';

import { IdField, Text, Texts } from './body.js';

/** Replaces fields of an event that was wrong from the start; `null` takes an optional field away. */
export class CorrectFact {
  @IdField() target: string;
  @IsDefined() @IsObject() data: Record<string, unknown>;
  @Text(1000) reason: string;
}

/** Takes an event back; `together` names those that rest on it. */
export class RetractFact {
  @IdField() target: string;
  @Texts(100, { optional: true, max: 99 }) together?: string[];
  @Text(1000) reason: string;
}

export class ApproveCorrection {
  @IdField() proposal: string;
}

export class RejectCorrection {
  @IdField() proposal: string;
  @Text(1000) reason: string;
}

/** The same four commands for every stream that can be corrected (semantics 10). */
export interface CorrectionCommands {
  CorrectFact: CorrectFact;
  RetractFact: RetractFact;
  ApproveCorrection: ApproveCorrection;
  RejectCorrection: RejectCorrection;
}
