import type { FactColumns } from './columns.js';
import type { Grain } from './grains.js';

/** Where the rows of one case stand, grain by grain, at every point of both times. */
export class RowsOfCase {
  private readonly found = new Map<Grain, Int32Array>();
  /** The columns' own last position when these were found. */
  readonly seq: number;

  constructor(
    private readonly columns: FactColumns,
    readonly id: string,
  ) {
    this.seq = columns.seq;
  }

  places(grain: Grain): Int32Array {
    const known = this.found.get(grain);
    if (known) return known;
    const fresh = this.scan(grain);
    this.found.set(grain, fresh);
    return fresh;
  }

  private scan(grain: Grain): Int32Array {
    const { dictionary } = this.columns;
    const table = this.columns.table(grain);
    const [cases, code, { length }] = [table.column('case').all, dictionary.code(this.id), table];
    const places: number[] = [];
    for (let row = 0; row < length; row += 1) if (cases[row] === code) places.push(row);
    return Int32Array.from(places);
  }
}

/** How many cases are kept: a comparison comes back to each with every figure it moved in. */
const most = 256;
const kept = new WeakMap<FactColumns, Map<string, RowsOfCase>>();

/** They are asked for at many points in turn; new rows of the table make them stale. */
export const rowsOfCase = (columns: FactColumns, id: string): RowsOfCase => {
  const cases = kept.get(columns) ?? new Map<string, RowsOfCase>();
  kept.set(columns, cases);
  const known = cases.get(id);
  if (known?.seq === columns.seq) return known;
  if (cases.size >= most) cases.clear();
  const fresh = new RowsOfCase(columns, id);
  cases.set(id, fresh);
  return fresh;
};
