import type { Grain } from './grains.js';
import { GrowingInts } from './growing-ints.js';
import { layouts, leadColumns, type Facet, type LeadColumn } from './layout.js';
import { open, openEnd, unpack } from './packing.js';

/** Columns of one length that grow together. */
export class ColumnSet {
  readonly columns: ReadonlyMap<string, GrowingInts>;
  private readonly list: readonly GrowingInts[];

  constructor(
    readonly name: string,
    names: readonly string[],
  ) {
    this.columns = new Map(names.map((each) => [each, new GrowingInts()]));
    this.list = [...this.columns.values()];
  }

  get length(): number {
    return this.list[0]?.length ?? 0;
  }

  /** Appends the packed rows from `first` on that are not held yet; answers how many. */
  append(packed: string, first: number): number {
    const rows = open(packed);
    const skip = this.length - first;
    if (skip < 0) throw new Error(`${this.name} ${this.length} to ${first - 1} are missing`);
    if (skip >= rows.rows) return 0;
    const place = { at: this.length, skip };
    const targets = this.list.map((column) => column.extend(rows.rows - skip));
    rows.copy(targets, place);
    return rows.rows - skip;
  }

  /** Adds one row; answers its place. */
  push(values: ArrayLike<number>): number {
    const place = this.length;
    for (let index = 0; index < this.list.length; index += 1)
      (this.list[index] as GrowingInts).push(values[index] as number);
    return place;
  }

  /** Whether a row says just this. */
  says(row: number, values: ArrayLike<number>): boolean {
    for (let index = 0; index < this.list.length; index += 1) if (this.at(row, index) !== values[index]) return false;
    return true;
  }

  /** One value of a row, by the place of its column. */
  at(row: number, column: number): number {
    return (this.list[column] as GrowingInts).all[row] as number;
  }

  read(row: number, into: Int32Array): void {
    for (let index = 0; index < this.list.length; index += 1) into[index] = this.at(row, index);
  }

  from(start: number): readonly Int32Array[] {
    return this.list.map((column) => column.from(start));
  }

  truncate(length: number): void {
    this.list.forEach((column) => column.truncate(length));
  }
}

/** Which facet of a row. */
const reference = ({ name }: Facet): string => `@${name}`;

/** The rows of one grain, a typed array a column; facts told by facets are reached through the rows' references. */
export class FactTable {
  readonly kTo = new GrowingInts();
  readonly rows: ColumnSet;
  readonly facets: readonly ColumnSet[];
  private readonly homes = new Map<string, { readonly facet: ColumnSet; readonly reference: string }>();

  constructor(grain: Grain) {
    const { own, facets } = layouts[grain];
    this.rows = new ColumnSet('rows', [...leadColumns, ...own.map(({ name }) => name), ...facets.map(reference)]);
    this.facets = facets.map(
      ({ name, columns }) =>
        new ColumnSet(
          name,
          columns.map((column) => column.name),
        ),
    );
    facets.forEach((facet, index) =>
      facet.columns.forEach(({ name }) =>
        this.homes.set(name, { facet: this.facets[index] as ColumnSet, reference: reference(facet) }),
      ),
    );
  }

  get length(): number {
    return this.kTo.length;
  }

  column(name: LeadColumn): GrowingInts {
    return this.stored(name);
  }

  /**
   * One column's values at these rows.
   * @param known facets of the rows by reference, as gathered for other columns of theirs
   */
  gather(name: string, places: Int32Array, known: Map<string, Int32Array>): Int32Array {
    const home = this.homes.get(name);
    if (!home) return gathered(this.stored(name).all, places);
    const told = known.get(home.reference) ?? gathered(this.stored(home.reference).all, places);
    known.set(home.reference, told);
    return gathered(home.facet.columns.get(name)!.all, told);
  }

  /** A whole column, by row; longer than the table where it stands in the rows themselves. */
  whole(name: string): Int32Array {
    const home = this.homes.get(name);
    if (!home) return this.stored(name).all;
    return gathered(home.facet.columns.get(name)!.all, this.stored(home.reference).values);
  }

  append(packed: string, firstRow: number): void {
    this.kTo.extend(this.rows.append(packed, firstRow), openEnd);
  }

  /** Sets known ends; doing it twice changes nothing. */
  close(packed: string): void {
    const [rows, ends] = unpack(packed, 2) as [Int32Array, Int32Array];
    const kTo = this.kTo.all;
    rows.forEach((row, index) => (kTo[row] = ends[index] as number));
  }

  private stored(name: string): GrowingInts {
    const column = this.rows.columns.get(name);
    if (!column) throw new Error(`no column ${name}`);
    return column;
  }
}

const gathered = (all: Int32Array, places: Int32Array): Int32Array => {
  const dense = new Int32Array(places.length);
  for (let index = 0; index < dense.length; index += 1) dense[index] = all[places[index] as number] as number;
  return dense;
};
