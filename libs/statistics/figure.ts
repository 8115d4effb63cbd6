import { cellFigures, type CellFigure, type CellTally, type Tally } from './cell-figures.js';
import type { CellKey } from './cells.js';
import {
  apart,
  bitValues,
  figureId,
  inDenominator,
  inNumerator,
  provisional,
  type Definition,
} from './definitions/definition.js';
import { decimal, noBase, rate } from './fractions.js';
import { outside } from './grouping.js';
import type { Inquiry } from './inquiry.js';
import { measuredOver, valuesBySlot } from './measured.js';
import type { Counted } from './question.js';

/** A number as printed: exact parts, and the text they come to (semantics 42). */
export interface Figure {
  /** `N4@1`: the definition and its version. */
  readonly id: string;
  /** Null where schemes cannot be added (`remark`), and where nothing is measured. */
  readonly numerator: number | null;
  readonly denominator?: number | null;
  readonly apart?: number;
  /** How many of the rows counted are judged by a provisional due date (domain 5); absent where none is. */
  readonly provisional?: number;
  /** How many rows a mean or a median is of: numerator and denominator are then the printed value's exact fraction. */
  readonly of?: number;
  /** A rate with one decimal, a count, a mean, or 「—」. */
  readonly value: string;
  readonly cells?: readonly CellFigure[];
  /** Two outcome schemes meet here: name a mapping to add them (semantics 40). */
  readonly remark?: 'mapping.needed';
}

/** A figure's rows summed up by slot. */
export interface Tallied {
  /** How often each combination of bits occurs in every slot and cell. */
  readonly counts: Int32Array;
  /** What is measured of the rows of each slot. */
  readonly values?: readonly number[][];
}

export const tallied = (inquiry: Inquiry, counted: Counted, size: number): Tallied => {
  const { measure } = counted.definition;
  const counts = countsOf(counted, size);
  return measure ? { counts, values: valuesBySlot(inquiry, counted, measure) } : { counts };
};

/** In one pass. Rows outside fall into a place of their own before slot 0, which is cheaper than asking. */
const countsOf = ({ slots, bits, cells }: Counted, size: number): Int32Array => {
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
  { tally, slots }: { tally: Tallied; slots: readonly number[] },
): Figure => {
  const keys: readonly CellKey[] = cells?.cells ?? [{ key: 'all' }];
  const tallies = keys.map((key, cell) => ({ ...key, ...tallyOf(tally.counts, { slots, cell, cells: keys.length }) }));
  const total = totalOf(tallies);
  if (definition.measure) return measured(definition, total, { tally, slots });
  return cells ? listed(inquiry, definition, tallies) : plain(definition, total);
};

interface Place {
  readonly slots: readonly number[];
  readonly cell: number;
  readonly cells: number;
}

const tallyOf = (counts: Int32Array, { slots, cell, cells }: Place): Tally => {
  const width = cells * bitValues;
  const sum = (part: number): number => {
    let total = 0;
    for (const slot of slots) total += withBit(counts, (slot - outside) * width + cell * bitValues, part);
    return total;
  };
  return {
    numerator: sum(inNumerator),
    denominator: sum(inDenominator),
    apart: sum(apart),
    provisional: sum(provisional),
  };
};

const withBit = (counts: Int32Array, at: number, bit: number): number => {
  let total = 0;
  for (let bits = 1; bits < bitValues; bits += 1) if (bits & bit) total += counts[at + bits] ?? 0;
  return total;
};

const totalOf = (tallies: readonly Tally[]): Tally => {
  const sum = (part: keyof Tally) => tallies.reduce((total, tally) => total + tally[part], 0);
  return {
    numerator: sum('numerator'),
    denominator: sum('denominator'),
    apart: sum('apart'),
    provisional: sum('provisional'),
  };
};

const plain = (definition: Definition, { numerator, denominator, ...beside }: Tally): Figure => ({
  id: figureId(definition),
  numerator,
  ...(definition.parts.denominator ? { denominator } : {}),
  ...besides(definition, beside),
  value: definition.parts.denominator ? rate(numerator, denominator) : String(numerator),
});

const besides = ({ parts }: Definition, { apart, provisional }: Pick<Tally, 'apart' | 'provisional'>) => ({
  ...(parts.apart ? { apart } : {}),
  ...(provisional > 0 ? { provisional } : {}),
});

const measured = (
  definition: Definition,
  total: Tally,
  { tally, slots }: { tally: Tallied; slots: readonly number[] },
): Figure => {
  const found = definition.measure && measuredOver(tally.values ?? [], slots, definition.measure);
  return {
    id: figureId(definition),
    numerator: found?.numerator ?? null,
    denominator: found?.denominator ?? null,
    ...besides(definition, total),
    of: found?.of ?? 0,
    value: found ? decimal(found.numerator, found.denominator) : noBase,
  };
};

const listed = (inquiry: Inquiry, definition: Definition, tallies: readonly CellTally[]): Figure => {
  const total = plain(definition, totalOf(tallies));
  const { cells, isOneRate } = cellFigures(inquiry, definition, tallies);
  if (isOneRate) return total;
  if (definition.cells?.perScheme !== 'rated') return { ...total, value: String(total.numerator), cells };
  return { id: total.id, numerator: null, denominator: null, value: noBase, cells, remark: 'mapping.needed' };
};
