import type { FactColumns } from './columns.js';
import type { FactTable } from './fact-table.js';
import type { Grain } from './grains.js';
import { perGrain } from './layout.js';

/** Rows of one grain by columns, their known ends, and the columns of each facet they name. */
export interface SheafTable {
  readonly rows: readonly Int32Array[];
  readonly kTo: Int32Array;
  readonly facets: readonly (readonly Int32Array[])[];
}

/**
 * The rows of some cases, written apart from the others with a dictionary and facets of their own: what one thread hands
 * to another. Rows that one event opened stand together, in the order in which it opened them.
 */
export interface Sheaf {
  readonly terms: readonly string[];
  readonly tables: Readonly<Record<Grain, SheafTable>>;
}

export const sheafOf = (columns: FactColumns): Sheaf => ({
  terms: columns.dictionary.from(0),
  tables: perGrain((grain) => tableOf(columns.table(grain))),
});

const tableOf = ({ rows, kTo, facets }: FactTable): SheafTable => ({
  rows: owned(rows.from(0)),
  kTo: kTo.values.slice(),
  facets: facets.map((facet) => owned(facet.from(0))),
});

/** Without the room to grow, which would be handed over, too. */
const owned = (columns: readonly Int32Array[]): readonly Int32Array[] => columns.map((column) => column.slice());
