import type { Day } from '#libs/kernel/event.js';
import type { BriefingKind, IdentityOverride, Letterhead } from './briefing-bodies.js';
import type { BriefingSpan, Figure, FrozenContent, Mention } from './briefing-events.js';
import type { UnitContext } from './context.js';

export interface FiguresRequest extends BriefingSpan {
  /** Seq; the head when absent. */
  knownAt?: number;
  /** Only the reading is wanted: the content was not preserved, or nothing is frozen yet. */
  isAbsent: boolean;
  /** The fields its prose names, whose figures are frozen beside the list. */
  fields?: readonly string[];
}

/** What the log says at the reading asked for. */
export interface BriefingFigures {
  knownAt: number;
  /** The Shanghai day of `knownAt`. */
  knownDay: Day;
  definitions: readonly string[];
  /** Version of the rule book in force at `validAt`. */
  rules: string;
  /** The list of figures they are. */
  set: string;
  figures: readonly Figure[];
  /** Identities that fail at this reading, and the cases that break them. */
  failed: readonly { identity: string; cases: readonly string[] }[];
}

/** What is made into pages: a reading, and what people have said about it. */
export interface ContentRequest extends BriefingSpan {
  briefing: string;
  knownAt: number;
  issuedOn: Day;
  edits: Readonly<Record<string, string>>;
  mentions: readonly Mention[];
  title?: string;
  letterhead?: Letterhead;
  overrides?: readonly IdentityOverride[];
}

export interface BriefingContext extends UnitContext {
  /** Undefined where nothing was known by then (semantics 2). */
  figures(request: FiguresRequest): BriefingFigures | undefined;
  /** Who is to be praised and who criticised by the rule book's rules, each with its evidence (semantics 50). */
  proposals(reading: BriefingSpan & { knownAt: number }): readonly Mention[];
  /** The pages of it, frozen. */
  content(request: ContentRequest): FrozenContent;
  /** Blocks of prose a kind has. */
  blocksOf(kind: BriefingKind): readonly string[];
  /** Those of the names that no field has. */
  unknownFields(kind: BriefingKind, names: readonly string[]): readonly string[];
  /** Digests of imports begun and not completed (engine 22). */
  readonly importsOpen: readonly string[];
}
