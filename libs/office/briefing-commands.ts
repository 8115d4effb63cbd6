import { IsDefined, IsObject } from 'class-validator';
import { Choice, DayField, IdField, Nested, NestedList, Text, Texts, Whole } from '#libs/kernel/body.js';
import type { CommandSpec } from '#libs/kernel/aggregate.js';
import type { Day } from '#libs/kernel/event.js';
import { HappenedBody } from './bodies.js';

export const briefingKinds = [
  /** 双月通报. */
  'bimonthly',
  /** 专报. */
  'special',
  /** 简报. */
  'bulletin',
  /** 年度总结. */
  'annual',
] as const;
export type BriefingKind = (typeof briefingKinds)[number];

const seqs = [1, Number.MAX_SAFE_INTEGER] as const;

/** An identity that fails and is issued nevertheless, with the reason that is printed on the briefing. */
export class IdentityOverride {
  @Text(100) identity: string;
  @Text(500) reason: string;
}

/** The figures are computed from the log, never sent. `period` names a bimonthly briefing's two months, `2015-01`. */
export class IssueBriefing extends HappenedBody {
  @IdField() briefing: string;
  @Choice(briefingKinds) kind: BriefingKind;
  @Text(20, { optional: true }) period?: string;
  @DayField({ optional: true }) from?: Day;
  @DayField({ optional: true }) validAt?: Day;
  @Whole(seqs, { optional: true }) knownAt?: number;
  @Text(500, { optional: true }) absent?: string;
  @Texts(100, { optional: true }) criticised?: readonly string[];
  @NestedList(() => IdentityOverride, { optional: true }) overrides?: readonly IdentityOverride[];
}

/** A count, or a rate as an exact fraction. */
export class FigureValue {
  @Whole([-1_000_000_000, 1_000_000_000]) numerator: number;
  @Whole([0, 1_000_000_000], { optional: true }) denominator?: number;
}

export class FigureChange {
  @Text(100) figure: string;
  @IsDefined() @IsObject() scope: Readonly<Record<string, string>>;
  @Nested(() => FigureValue) issued: FigureValue;
  @Nested(() => FigureValue) now: FigureValue;
}

export class CausingEvent {
  @Text(100) eventId: string;
  @Whole(seqs) seq: number;
  @Text(200) stream: string;
  @Text(100) type: string;
}

/** Given by the process manager that compares issued figures with those now known (semantics 49). */
export class RestateBriefing {
  @Whole(seqs) knownAt: number;
  @NestedList(() => FigureChange, { max: 2000 }) changes: readonly FigureChange[];
  @NestedList(() => CausingEvent, { max: 2000 }) causes: readonly CausingEvent[];
  @Texts(100) addressees: readonly string[];
}

export interface BriefingCommands {
  IssueBriefing: IssueBriefing;
  RestateBriefing: RestateBriefing;
}

export const briefingCommands: { readonly [N in keyof BriefingCommands]: CommandSpec<BriefingCommands[N]> } = {
  IssueBriefing: {
    body: IssueBriefing,
    path: '/briefings',
    by: ['office'],
    creates: true,
    example: {
      occurredOn: '2015-03-16',
      briefing: 'bimonthly-2015-01',
      kind: 'bimonthly',
      period: '2015-01',
      criticised: ['transport'],
      overrides: [{ identity: 'by-kind', reason: '区办件尚未录入' }],
    },
    summary: { zh: '印发通报', en: 'A briefing is issued and frozen' },
  },
  RestateBriefing: {
    body: RestateBriefing,
    path: '/briefings/:id/restate',
    by: [],
    example: {
      knownAt: 412,
      changes: [
        {
          figure: 'N1@1',
          scope: { kind: 'suggestion', outerRole: 'co' },
          issued: { numerator: 23 },
          now: { numerator: 22 },
        },
      ],
      causes: [{ eventId: '7c9e6679-7425-50de-944b-e07fc1f90ae7', seq: 412, stream: 'case-1', type: 'FactCorrected' }],
      addressees: ['transport'],
    },
    summary: { zh: '通报数字更正', en: 'The figures of an issued briefing now read differently' },
  },
};
