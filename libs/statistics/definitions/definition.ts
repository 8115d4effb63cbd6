import type { Grain } from '../grains.js';
import type { Inquiry } from '../inquiry.js';

/** A row counts in the numerator, in the denominator, apart from both, or in several: bits of one number. */
export const inNumerator = 1;
export const inDenominator = 2;
export const apart = 4;
/** Counted by a due date that rests on a year without a holiday notice (domain 5): beside the other bits only. */
export const provisional = 8;
export const inBoth = inNumerator | inDenominator;
/** How many values the bits of a row can take. */
export const bitValues = 16;

export const parts = ['numerator', 'denominator', 'apart', 'provisional'] as const;
export type Part = (typeof parts)[number];
export const partBits: Readonly<Record<Part, number>> = {
  numerator: inNumerator,
  denominator: inDenominator,
  apart,
  provisional,
};

export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** Rows of a child grain whose events are evidence for their case. */
export interface ChildEvidence {
  readonly grain: Grain;
  readonly column: string;
  where(inquiry: Inquiry): Uint8Array;
}

/** A part of a figure: what it is called, and the events that put a row there. */
export interface PartRow {
  readonly name: Words;
  /** `seq` columns of the row itself, or of its case as `case.<column>`. */
  readonly evidence: readonly string[];
  readonly children?: ChildEvidence;
  /** Of a transfer: also what changed the key that it is grouped or chosen by, on the day the row begins. */
  readonly moved?: true;
}

/** The list a figure is split into. A row is in one cell, and its share is of the figure's denominator. */
export interface Cells {
  readonly column: string;
  readonly order?: readonly string[];
  /** Key of rows without a value. */
  readonly absent: string;
  /** Each share is rounded half up unless the column must sum to 100 (domain 7, semantics 40). */
  readonly rounding?: 'largestRemainder';
  /** Outcomes stand per scheme unless a mapping of kinds is named: each scheme's list, or each scheme's rate (semantics 40). */
  readonly perScheme?: 'listed' | 'rated';
  /** The order is the subject scheme's. */
  readonly subjects?: true;
  /** Rows that are always printed, also at 0. */
  readonly closed?: true;
}

/** What is measured of the rows counted in the numerator, instead of how many they are (semantics 41). */
export interface Measure {
  readonly takes: 'mean' | 'median';
  readonly unit: 'days' | 'workingDays' | 'hours';
  /** How many of `values` make one unit: 60 minutes an hour. */
  readonly per: number;
  /** One value a row. */
  values(inquiry: Inquiry): Int32Array;
}

/**
 * Whose figure a row is when units are compared (semantics 28): of a reply, the counting unit of its day, 「未分办」 where
 * it had none (`replyUnit`) or, as release 0.1 had it, the present one (`replyUnitOrPresent`).
 */
export type Credit = 'countingUnit' | 'replyUnit' | 'replyUnitOrPresent' | 'ownUnit';

/** The stock's book of a period, line by line (semantics 30). */
export const bookFlows = [
  'opening',
  'received',
  'reopened',
  'transferredIn',
  'answered',
  'terminated',
  'transferredOut',
  'closing',
] as const;
export type Flow = (typeof bookFlows)[number];

/** The grains a figure may count. */
export type Counts =
  'case' | 'opinion' | 'form' | 'contact' | 'assignment' | 'commitment' | 'round' | 'progress' | 'reminder';

/** One figure, as a table row: immutable once released (engine 38); a change is a new row with a higher version. */
export interface Definition {
  readonly id: string;
  /** A named policy or axis of the same figure; the plain one has none. */
  readonly variant?: string;
  readonly version: number;
  readonly name: Words;
  /** What is counted over what, as printed under a table. */
  readonly basis: Words;
  readonly counts: Counts;
  /** The grain its rows are, where one row of it stands for what is counted. */
  readonly over?: Counts;
  readonly credit: Credit;
  readonly parts: Readonly<Partial<Record<Part, PartRow>>> & { readonly numerator: PartRow };
  /** Part bits of each row of the grain counted; absent for flows. */
  classify?(inquiry: Inquiry): Uint8Array;
  readonly cells?: Cells;
  readonly measure?: Measure;
  /** Judged by a due date: what rests on a provisional one is marked (domain 5). */
  readonly byDueDate?: true;
  /** A flow of the stock between two days (semantics 30). */
  readonly flow?: Flow;
}

/** `N4@1`, `N12c/explicit-only@1`: how a figure names itself wherever it is printed. */
export const figureId = ({ id, variant, version }: Definition): string =>
  `${id}${variant === undefined ? '' : `/${variant}`}@${version}`;

export const grainOf = ({ over, counts }: Definition): Counts => over ?? counts;

export const part = (zh: string, en: string, evidence: readonly string[] = []): PartRow => ({
  name: { zh, en },
  evidence,
});
