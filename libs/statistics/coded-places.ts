import type { ColumnKind } from './grains.js';
import type { FactColumn } from './layout.js';

const isCoded = (kind: ColumnKind): boolean => kind === 'code' || kind === 'set';

/** Which of these columns hold codes of the dictionary; they stand from `first` on. */
export const codedPlaces = (columns: readonly FactColumn[], first: number): readonly number[] =>
  columns.flatMap(({ kind }, at) => (isCoded(kind) ? [first + at] : []));
