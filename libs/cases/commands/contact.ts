import { Choice, DayField, Flag, IdField, Text, Texts } from '#libs/kernel/body.js';
import { contactModes, contactPhases, opinionLayers } from '../vocabulary.js';
import type { ContactMode, ContactPhase, OpinionLayer } from '../vocabulary.js';

export class RecordContact {
  @DayField() occurredOn: string;
  @Choice(contactModes) mode: ContactMode;
  @Choice(contactPhases) phase: ContactPhase;
  /** Proposers of the case who took part. */
  @Texts(60, { min: 1, max: 100 }) proposers: string[];
  @Texts(60, { optional: true, max: 100 }) participants?: string[];
  @Text(60, { optional: true }) ledBy?: string;
  @IdField({ optional: true }) unit?: string;
  @Text(2000) summary: string;
  @Text(200, { optional: true }) place?: string;
}

/** In the proposer's own words. */
export class WaiveVisit {
  @DayField() occurredOn: string;
  @Text(60) proposer: string;
  @Text(2000) words: string;
}

/** `unit` is a unit of ours for `outer` and `inner`, another body's name for `incoming`. */
export class FileCoOpinion {
  @DayField() occurredOn: string;
  @Choice(opinionLayers) layer: OpinionLayer;
  @Text(100) unit: string;
  @Text(16000) text: string;
}

export class ReturnCoOpinion {
  @DayField() occurredOn: string;
  @Text(110) opinion: string;
  @Text(1000) reason: string;
  @Text(1000, { optional: true }) evidence?: string;
}

export class AdoptCoOpinion {
  @DayField() occurredOn: string;
  @Text(110) opinion: string;
  @Text(1000, { optional: true }) evidence?: string;
}

export class RateCoOpinion {
  @DayField() occurredOn: string;
  @Text(110) opinion: string;
  @Flag() timely: boolean;
  @Flag() specific: boolean;
  @Flag() useful: boolean;
  @Text(1000, { optional: true }) evidence?: string;
}
