import { grains, type ColumnKind, type ColumnOf, type Grain } from './grains.js';

export const grainNames = Object.keys(grains) as readonly Grain[];

/** What every row has beside its facts: its case, what tells it apart there, and its rectangle but for the known end. */
export const leadColumns = ['case', 'key', 'vFrom', 'vTo', 'kFrom'] as const;
export type StoredColumn<G extends Grain> = ColumnOf<G> | (typeof leadColumns)[number];

export interface FactColumn {
  readonly name: string;
  readonly kind: ColumnKind;
}

/** One value for each grain. */
export const perGrain = <T>(make: (grain: Grain) => T): Record<Grain, T> =>
  Object.fromEntries(grainNames.map((grain) => [grain, make(grain)])) as Record<Grain, T>;

/** The facts of a grain in their stored order. */

export const factColumns: Readonly<Record<Grain, readonly FactColumn[]>> = perGrain((grain) =>
  Object.entries(grains[grain]).map(([name, kind]) => ({ name, kind })),
);

/** All stored columns of a grain in order. */
export const storedColumns = (grain: Grain): readonly string[] => [
  ...leadColumns,
  ...factColumns[grain].map((column) => column.name),
];
