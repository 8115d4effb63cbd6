import { cellOrder, type CellKey } from './cells.js';
import type { Definition } from './definitions/definition.js';
import { largestRemainder, percent, rate } from './fractions.js';
import type { Inquiry } from './inquiry.js';

export interface CellFigure extends CellKey {
  readonly count: number;
  /** What the share is of. */
  readonly of: number;
  readonly value: string;
}

/** Numbers of one group and cell. */
export interface Tally {
  readonly numerator: number;
  readonly denominator: number;
  readonly apart: number;
  readonly provisional: number;
}

export interface CellTally extends CellKey, Tally {}

/** A figure's list; `isOneRate` where rates a scheme come to a single one, which then is the figure. */
export interface CellFigures {
  readonly cells: readonly CellFigure[];
  readonly isOneRate: boolean;
}

export const cellFigures = (inquiry: Inquiry, definition: Definition, tallies: readonly CellTally[]): CellFigures => {
  if (definition.cells?.perScheme === 'rated') return ratedPerScheme(inquiry, definition, tallies);
  return { cells: shares(definition, printed(inquiry, definition, tallies)), isOneRate: false };
};

/** A rate of one scheme is a rate; of several, each stands for itself (semantics 40). */
const ratedPerScheme = (inquiry: Inquiry, definition: Definition, tallies: readonly CellTally[]): CellFigures => {
  const present = tallies.filter((tally) => tally.denominator > 0).sort(cellOrder(inquiry, definition));
  const cells = present.map(({ key, scheme, numerator: count, denominator: of }) => ({
    ...{ key, scheme, count, of },
    value: rate(count, of),
  }));
  return { cells, isOneRate: present.length < 2 };
};

/** Cells that hold something, and those a closed list prints also at 0. */
const printed = (inquiry: Inquiry, definition: Definition, tallies: readonly CellTally[]): readonly CellTally[] => {
  const present = tallies.filter((tally) => tally.numerator > 0);
  const known = new Set(present.map(nameOf));
  const declared = declaredCells(inquiry, definition, present).filter((cell) => !known.has(nameOf(cell)));
  const empty = declared.map((cell) => ({ ...cell, numerator: 0, denominator: 0, apart: 0, provisional: 0 }));
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

/** Each scheme's shares are a column of their own (semantics 40). */
const shares = ({ cells }: Definition, tallies: readonly CellTally[]): readonly CellFigure[] => {
  const schemes = [...new Set(tallies.map(({ scheme }) => scheme))];
  const isEven = cells?.rounding === 'largestRemainder';
  return schemes.flatMap((scheme) => {
    const column = tallies.filter((tally) => tally.scheme === scheme);
    return columnOf(column, isEven ? evenShares(column) : undefined);
  });
};

/** Tenths of a percent that sum to 100.0 %. */
const evenShares = (column: readonly CellTally[]): readonly number[] =>
  largestRemainder(column.map(({ numerator }) => numerator));

const columnOf = (column: readonly CellTally[], even?: readonly number[]): readonly CellFigure[] => {
  const of = column.reduce((sum, { numerator }) => sum + numerator, 0);
  return column.map(({ key, scheme, numerator: count }, index) => {
    const share = even?.[index];
    const value = share === undefined || of === 0 ? rate(count, of) : percent(share);
    return { key, ...(scheme === undefined ? {} : { scheme }), count, of, value };
  });
};
