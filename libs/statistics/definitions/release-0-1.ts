import { figureId, type Definition } from './definition.js';

/** Rows of release 0.1 that release 0.2 gave another meaning in two ways, each told below. */
const again: readonly string[] = [
  ...['terminated', 'stage', 'contacts', 'N9/grades', 'N9a/grades', 'N9/worst', 'N9a/worst'],
  ...['N3', 'N3b', 'N4', 'N4b', 'N4i', 'missed', 'missed/reply', 'missed/opinion'],
  ...['N11', 'N11c', 'N11c/explicit-only', 'N12', 'N13/states', 'N14', 'N14/disclosures', 'N14p'],
].map((name) => `${name}@2`);

/**
 * The first version of those rows, as they were (engine 38): each share of a list was rounded by itself, and a reply of a
 * day on which nobody led the case was the credit of whoever leads it now.
 */
export const asInRelease01 = (rows: readonly Definition[]): readonly Definition[] =>
  rows
    .filter((row) => again.includes(figureId(row)))
    .map(({ cells, credit, ...row }) => ({
      ...row,
      version: 1,
      credit: credit === 'replyUnit' ? ('replyUnitOrPresent' as const) : credit,
      cells: cells && { ...cells, rounding: undefined },
    }));
