import { facetColumns } from './facets.js';
import { grains, type ColumnKind, type ColumnOf, type Grain } from './grains.js';

export const grainNames = Object.keys(grains) as readonly Grain[];

/** What every row has beside its facts: its case, what tells it apart there, and its rectangle but for the known end. */
export const leadColumns = ['case', 'key', 'vFrom', 'vTo', 'kFrom'] as const;
export type LeadColumn = (typeof leadColumns)[number];
export type StoredColumn<G extends Grain> = ColumnOf<G> | LeadColumn;

export interface FactColumn {
  readonly name: string;
  readonly kind: ColumnKind;
}

/** Columns told once for all rows that share them. */
export interface Facet {
  readonly name: string;
  readonly columns: readonly FactColumn[];
}

/** How a grain is stored: facts in its rows, or in facets its rows name. */
export interface Layout {
  readonly own: readonly FactColumn[];
  readonly facets: readonly Facet[];
}

/** One value for each grain. */
export const perGrain = <T>(make: (grain: Grain) => T): Record<Grain, T> =>
  Object.fromEntries(grainNames.map((grain) => [grain, make(grain)])) as Record<Grain, T>;

/** The facts of a grain in their declared order. */
export const factColumns: Readonly<Record<Grain, readonly FactColumn[]>> = perGrain((grain) =>
  Object.entries(grains[grain]).map(([name, kind]) => ({ name, kind })),
);

const layoutOf = (grain: Grain): Layout => {
  const [facts, told] = [factColumns[grain], facetColumns[grain]];
  if (!told) return { own: facts, facets: [] };
  const names = Object.values(told).flat().sort().join();
  const all = facts.map(({ name }) => name).sort();
  if (names !== all.join()) throw new Error(`facets of ${grain} tell ${names} instead of ${all.join()}`);
  const columnNamed = (name: string) => facts.find((column) => column.name === name) as FactColumn;
  return {
    own: [],
    facets: Object.entries(told).map(([name, columns]) => ({ name, columns: columns.map(columnNamed) })),
  };
};

export const layouts: Readonly<Record<Grain, Layout>> = perGrain(layoutOf);

/** Every column a grain can be asked for. */
export const storedColumns = (grain: Grain): readonly string[] => [
  ...leadColumns,
  ...factColumns[grain].map((column) => column.name),
];
