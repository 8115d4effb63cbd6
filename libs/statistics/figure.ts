import { cellOrder, type CellKey } from './cells.js';
import { apart, figureId, inDenominator, inNumerator, type Definition } from './definitions/definition.js';
import { largestRemainder, noBase, percent, rate } from './fractions.js';
import { outside } from './grouping.js';
import type { Inquiry } from './inquiry.js';
import type { Counted } from './question.js';

/** A number as printed: exact parts, and the text they come to (semantics 42). */
export interface Figure {
  /** `N4@1`: the definition and its version. */
  readonly id: string;
  /** Null where schemes cannot be added (`remark`). */
  readonly numerator: number | null;
  readonly denominator?: number | null;
  readonly apart?: number;
  /** A rate with one decimal, a count, or 「—」. */
  readonly value: string;
  readonly cells?: readonly CellFigure[];
  /** Two outcome schemes meet here: name a mapping to add them (semantics 40). */
  readonly remark?: 'mapping.needed';
}

export interface CellFigure extends CellKey {
  readonly count: number;
  /** What the share is of. */
  readonly of: number;
  readonly value: string;
}

/** Numbers of one group and cell. */
interface Tally {
  readonly numerator: number;
  readonly denominator: number;
  readonly apart: number;
}

interface CellTally extends CellKey, Tally {}

/** How many values the bits of a row can take. */
const bitValues = 8;

/**
 * How often each combination of bits occurs in every slot and cell, in one pass. Rows outside fall into a place of their
 * own before slot 0, which is cheaper than asking.
 */
export const tallied = ({ slots, bits, cells }: Counted, size: number): Int32Array => {
  const width = (cells?.cells.length ?? 1) * bitValues;
  const counts = new Int32Array((size + 1) * width);
  const index = cells?.index;
  for (let item = 0; item < bits.length; item += 1) {
    const cell = index ? (index[item] as number) * bitValues : 0;
    const at = ((slots[item] as number) - outside) * width + cell + (bits[item] as number);
    counts[at] = (counts[at] as number) + 1;
  }
  return counts;
};

/** The figure over some slots: one for a group, all for the total. */
export const figureOf = (
  inquiry: Inquiry,
  { definition, cells }: Counted,
  { counts, slots }: { counts: Int32Array; slots: readonly number[] },
): Figure => {
  const keys: readonly CellKey[] = cells?.cells ?? [{ key: 'all' }];
  const width = keys.length * bitValues;
  const sum = (cell: number, part: number): number => {
    let total = 0;
    for (const slot of slots) total += withBit(counts, (slot - outside) * width + cell * bitValues, part);
    return total;
  };
  const tallies = keys.map((key, cell) => ({
    ...key,
    numerator: sum(cell, inNumerator),
    denominator: sum(cell, inDenominator),
    apart: sum(cell, apart),
  }));
  return cells ? listed(inquiry, definition, tallies) : plain(definition, totalOf(tallies));
};

const withBit = (counts: Int32Array, at: number, bit: number): number => {
  let total = 0;
  for (let bits = 1; bits < bitValues; bits += 1) if (bits & bit) total += counts[at + bits] ?? 0;
  return total;
};

const totalOf = (tallies: readonly Tally[]): Tally => ({
  numerator: tallies.reduce((sum, tally) => sum + tally.numerator, 0),
  denominator: tallies.reduce((sum, tally) => sum + tally.denominator, 0),
  apart: tallies.reduce((sum, tally) => sum + tally.apart, 0),
});

const plain = (definition: Definition, { numerator, denominator, apart }: Tally): Figure => ({
  id: figureId(definition),
  numerator,
  ...(definition.parts.denominator ? { denominator } : {}),
  ...(definition.parts.apart ? { apart } : {}),
  value: definition.parts.denominator ? rate(numerator, denominator) : String(numerator),
});

const listed = (inquiry: Inquiry, definition: Definition, tallies: readonly CellTally[]): Figure => {
  if (definition.cells?.perScheme === 'rated') return ratedPerScheme(inquiry, definition, tallies);
  const total = totalOf(tallies);
  return {
    ...plain(definition, total),
    value: String(total.numerator),
    cells: shares(definition, printed(inquiry, definition, tallies)),
  };
};

/** A rate of one scheme is a rate; of several, each stands for itself (semantics 40). */
const ratedPerScheme = (inquiry: Inquiry, definition: Definition, tallies: readonly CellTally[]): Figure => {
  const present = tallies.filter((tally) => tally.denominator > 0).sort(cellOrder(inquiry, definition));
  if (present.length < 2) return plain(definition, totalOf(tallies));
  const cells = present.map(({ key, scheme, numerator: count, denominator: of }) => ({
    ...{ key, scheme, count, of },
    value: rate(count, of),
  }));
  const id = figureId(definition);
  return { id, numerator: null, denominator: null, value: noBase, cells, remark: 'mapping.needed' };
};

/** Cells that hold something, and those a closed list prints also at 0. */
const printed = (inquiry: Inquiry, definition: Definition, tallies: readonly CellTally[]): readonly CellTally[] => {
  const present = tallies.filter((tally) => tally.numerator > 0);
  const known = new Set(present.map(nameOf));
  const declared = declaredCells(inquiry, definition, present).filter((cell) => !known.has(nameOf(cell)));
  const empty = declared.map((cell) => ({ ...cell, numerator: 0, denominator: 0, apart: 0 }));
  return [...present, ...empty].sort(cellOrder(inquiry, definition));
};

const nameOf = ({ key, scheme = '' }: CellKey): string => `${scheme}|${key}`;

const declaredCells = (
  { office, policies }: Inquiry,
  { cells }: Definition,
  present: readonly CellKey[],
): readonly CellKey[] => {
  const order = (cells?.order ?? []).map((key) => ({ key }));
  if (cells?.perScheme === undefined) return cells?.closed ? order : [];
  if (policies.outcomeMapping !== undefined) return order;
  const schemes = [...new Set(present.map((cell) => cell.scheme ?? ''))];
  return schemes.flatMap((scheme) => office.outcomesOf(scheme).map((key) => ({ key, scheme })));
};

const shares = ({ cells }: Definition, tallies: readonly CellTally[]): readonly CellFigure[] => {
  const baseOf = (scheme?: string): number =>
    tallies.filter((tally) => tally.scheme === scheme).reduce((sum, tally) => sum + tally.numerator, 0);
  const even =
    cells?.rounding === 'largestRemainder' ? largestRemainder(tallies.map((row) => row.numerator)) : undefined;
  return tallies.map(({ key, scheme, numerator: count }, index) => {
    const of = baseOf(scheme);
    const share = even?.[index];
    const value = share === undefined || of === 0 ? rate(count, of) : percent(share);
    return { key, ...(scheme === undefined ? {} : { scheme }), count, of, value };
  });
};
