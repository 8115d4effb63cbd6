import type { Day } from '#libs/kernel/event.js';
import type {
  BriefingKind,
  CausingEvent,
  FigureChange,
  FigureValue,
  IdentityOverride,
  Letterhead,
  MentionKind,
} from './briefing-bodies.js';

/** One printed number: a definition at its version over a scope; `cell` in the scope names one line of a list. */
export interface Figure extends FigureValue {
  /** Id of the definition with its version, such as `N1@1`. */
  id: string;
  scope: Readonly<Record<string, string>>;
}

/** What a briefing is about, resolved: every date printed, nothing left to "today". */
export interface BriefingSpan {
  kind: BriefingKind;
  period?: string;
  /** First day; absent for a report over all that is known. */
  from?: Day;
  /** First day after it: half-open. */
  until: Day;
  validAt: Day;
}

/** A case that speaks for or against a unit, with the events of the log that show it (semantics 50). */
export interface Evidence {
  case: string;
  /** As printed: 「0624」. */
  number: string;
  /** Seqs. */
  events: readonly number[];
}

/** One rule of the rule book that a unit met, and by which cases. */
export interface Ground {
  rule: string;
  evidence: readonly Evidence[];
}

/** 表扬 or 点名批评 of a unit: proposed by rule, confirmed by a person. */
export interface Mention {
  as: MentionKind;
  unit: string;
  grounds: readonly Ground[];
  remark?: string;
}

/** The text as it was issued: here, packed, or as a file of its own where it is too large (engine 37). */
export interface FrozenContent {
  /** SHA-256 of the canonical content, in hex; the name of the file where there is one. */
  digest: string;
  /** Which printing the content was made for, such as `renderer@1`. */
  renderer: string;
  /** The canonical content, Brotli in base64; absent where it is a file. */
  packed?: string;
}

/** The life of one briefing 双月通报, 专报, 简报 or 年度总结. */
export interface BriefingEvents {
  /** 起草: what it covers and the reading it is drafted at; said again, the reading is another one. */
  BriefingDrafted: BriefingSpan & {
    occurredOn: Day;
    briefing: string;
    knownAt: number;
    /** Up to which day is known at `knownAt`: the day of drafting where that was the head (semantics 3). */
    knownDay: Day;
    rules: string;
    /** Which list of figures it is drawn up from. */
    set: string;
    title?: string;
    letterhead?: Letterhead;
  };
  /** Words of one block; without `text` the drafted words stand again. Its numbers are fields, never text. */
  BriefingEdited: { occurredOn: Day; block: string; text?: string };
  PraiseConfirmed: { occurredOn: Day; unit: string; grounds: readonly Ground[]; remark?: string };
  CriticismConfirmed: { occurredOn: Day; unit: string; grounds: readonly Ground[]; remark?: string };
  MentionWithdrawn: { occurredOn: Day; as: MentionKind; unit: string; reason: string };
  /** 作废: the draft is given up with its words and mentions; a new one may be opened. */
  BriefingDiscarded: { occurredOn: Day; reason: string };
  /** 印发: frozen with its reading; printing it again gives the same bytes. */
  BriefingIssued: BriefingSpan & {
    occurredOn: Day;
    briefing: string;
    knownAt: number;
    definitions: readonly string[];
    rules: string;
    /** Which list of figures it froze; in version 1 there was one, `firstSet`. */
    set?: string;
    figures?: readonly Figure[];
    /** Why there are no figures, where the text of an old briefing was not preserved. */
    absent?: string;
    /** Units criticised by name 点名批评. */
    criticised: readonly string[];
    /** Who was praised or criticised, with the evidence at this reading. */
    mentions?: readonly Mention[];
    /** Identities that failed and were issued nevertheless. */
    overrides?: readonly IdentityOverride[];
    content?: FrozenContent;
  };
  /** What has become of the figures since; `open: false` once they read as issued again. No place on the valid axis. */
  BriefingRestated: {
    restatement: string;
    knownAt: number;
    changes: readonly FigureChange[];
    causes: readonly CausingEvent[];
    /** Units criticised by name whose evidence moved. */
    addressees: readonly string[];
    open: boolean;
    /** The restatement in words, drafted for the office to send. */
    text?: string;
  };
}

export type BriefingDrafted = BriefingEvents['BriefingDrafted'];
export type BriefingIssued = BriefingEvents['BriefingIssued'];
export type BriefingRestated = BriefingEvents['BriefingRestated'];

export interface BriefingState {
  /** As last drafted. */
  readonly drafted?: BriefingDrafted;
  /** The edited words, by block. */
  readonly edits: Readonly<Record<string, string>>;
  readonly mentions: readonly Mention[];
  /** When the draft before this one was given up. */
  readonly discardedOn?: Day;
  readonly issued?: BriefingIssued;
  /** The restatement as last stated. */
  readonly restated?: BriefingRestated;
}

/** The one restatement that stands, if the figures no longer read as issued. */
export const openRestatement = ({ restated }: BriefingState): BriefingRestated | undefined =>
  restated?.open ? restated : undefined;

/** The list of figures that every briefing of release 0.1 froze, which did not say so. */
export const firstSet = 'bimonthly@1';

type Data = Record<string, unknown>;
type Steps = Readonly<Record<number, (data: Data) => Data>>;

/** What later versions say besides is absent in earlier ones, and means what it then meant. */
const asItWas: Steps = { 1: (data) => data };

export const briefingUpcasts: Readonly<Record<string, { readonly from: Steps }>> = {
  BriefingIssued: { from: asItWas },
  BriefingRestated: { from: asItWas },
};
