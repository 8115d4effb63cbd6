import { IsDefined, IsObject } from 'class-validator';
import { Choice, DayField, Flag, IdField, Nested, NestedList, Text, Texts, Whole } from '#libs/kernel/body.js';
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

export const mentionKinds = ['praise', 'criticism'] as const;
export type MentionKind = (typeof mentionKinds)[number];

/** 简报 masthead, 文件 or 信函 (documents 1). */
export const letterheadForms = ['bulletin', 'official', 'letter'] as const;

const seqs = [1, Number.MAX_SAFE_INTEGER] as const;

/** Whose paper it is printed on, and whom it is sent to. */
export class Letterhead {
  @Choice(letterheadForms) form: (typeof letterheadForms)[number];
  /** Name of the bulletin, or the organ's mark. */
  @Text(60) name: string;
  @Text(60) organ: string;
  /** 「第4期」 of a bulletin. */
  @Text(40, { optional: true }) issue?: string;
  /** 发文字号 of a document: 「闵府办发」, year and serial. */
  @Text(20, { optional: true }) code?: string;
  @Whole([1, 100_000], { optional: true }) serial?: number;
  /** 签发人 of a document that goes to a superior organ. */
  @Texts(20, { optional: true, max: 6 }) signatories?: readonly string[];
  /** 份号, 密级 and 紧急程度, one line each. */
  @Texts(20, { optional: true, max: 3 }) handling?: readonly string[];
  @Texts(60, { optional: true }) recipients?: readonly string[];
  @Texts(60, { optional: true }) report?: readonly string[];
  @Texts(60, { optional: true }) send?: readonly string[];
  @Texts(60, { optional: true }) distribute?: readonly string[];
  @Texts(60, { optional: true }) copyTo?: readonly string[];
  @Whole([1, 100_000], { optional: true }) copies?: number;
  /** 附注, without its parentheses: 「此件主动公开」. */
  @Text(100, { optional: true }) note?: string;
  /** A document is sealed unless it says otherwise; a bulletin is neither signed nor sealed. */
  @Flag({ optional: true }) sealed?: boolean;
}

/** Where a draft is read: what it says at a day, as known at a place in the log. */
class ReadBody extends HappenedBody {
  @DayField({ optional: true }) validAt?: Day;
  /** Seq; the head when absent. */
  @Whole(seqs, { optional: true }) knownAt?: number;
  @Text(200, { optional: true }) title?: string;
  @Nested(() => Letterhead, { optional: true }) letterhead?: Letterhead;
}

/** `period` names a bimonthly briefing's two months, `2015-01`; other kinds say their own days. */
export class OpenBriefing extends ReadBody {
  @IdField() briefing: string;
  @Choice(briefingKinds) kind: BriefingKind;
  @Text(20, { optional: true }) period?: string;
  @DayField({ optional: true }) from?: Day;
}

/** Reads the figures anew; words and mentions stay. */
export class RedraftBriefing extends ReadBody {}

/** Without `text` the drafted words stand again. */
export class EditBriefing extends HappenedBody {
  @IdField() block: string;
  @Text(8_000, { optional: true }) text?: string;
}

export class ConfirmMention extends HappenedBody {
  @IdField() unit: string;
  @Text(500, { optional: true }) remark?: string;
}
export class ConfirmPraise extends ConfirmMention {}
export class ConfirmCriticism extends ConfirmMention {}

export class WithdrawMention extends HappenedBody {
  @Choice(mentionKinds) as: MentionKind;
  @IdField() unit: string;
  @Text(500) reason: string;
}

/** The draft is given up; what was said of it stays in the log. */
export class DiscardBriefing extends HappenedBody {
  @Text(500) reason: string;
}

/** An identity that fails and is issued nevertheless, with the reason that is printed on the briefing. */
export class IdentityOverride {
  @Text(100) identity: string;
  @Text(500) reason: string;
}

/**
 * The figures are computed from the log, never sent. What was drafted need not be said again; where nothing was, the
 * briefing is drafted and issued at once, in the words of the draft.
 */
export class IssueBriefing extends HappenedBody {
  @IdField({ optional: true }) briefing?: string;
  @Choice(briefingKinds, { optional: true }) kind?: BriefingKind;
  @Text(20, { optional: true }) period?: string;
  @DayField({ optional: true }) from?: Day;
  @DayField({ optional: true }) validAt?: Day;
  @Whole(seqs, { optional: true }) knownAt?: number;
  @Text(500, { optional: true }) absent?: string;
  @Texts(100, { optional: true }) criticised?: readonly string[];
  @NestedList(() => IdentityOverride, { optional: true }) overrides?: readonly IdentityOverride[];
}

const most = 1_000_000_000;

/** A count, or a rate as an exact fraction; `apart` is printed beside. */
export class FigureValue {
  @Whole([-most, most]) numerator: number;
  @Whole([0, most], { optional: true }) denominator?: number;
  @Whole([0, most], { optional: true }) apart?: number;
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
  @Text(8_000, { optional: true }) text?: string;
}
