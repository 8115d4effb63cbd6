import { FactColumns } from './columns.js';
import type { ColumnSet } from './fact-table.js';
import { encodeAll, placeOf, type EncodedFacet, type Fields, type Place } from './encoding.js';
import type { Grain } from './grains.js';
import { GrowingInts } from './growing-ints.js';
import { grainNames, leadColumns, perGrain } from './layout.js';
import { openEnd, pack } from './packing.js';
import { packed, segmentId, type FacetPart, type Segment } from './segment.js';

/** A row as it is opened: whose it is, and from when it holds in both times; `vTo` is a day number or `openEnd`. */
export interface RowStart {
  /** The case's code, by `codeOf`. */
  readonly case: number;
  /** Tells rows of one case and grain apart. */
  readonly key: string;
  readonly vFrom: number;
  readonly vTo: number;
  readonly kFrom: number;
}

/** How far the columns were when they were last committed. */
interface Mark {
  readonly rows: Readonly<Record<Grain, number>>;
  readonly facets: Readonly<Record<Grain, readonly number[]>>;
  readonly terms: number;
}

/** Another row of the same case, as it was opened. */
export interface Likeness {
  readonly row: number;
  readonly parts: readonly Fields[];
}

/** What a row says: in one part for all its columns, or in one for each of its facets. */
export interface RowFields {
  readonly parts: readonly Fields[];
  /** A part that is the same object is told by the same facet. */
  readonly like?: Likeness;
}

/**
 * Turns a page's opens and closes into segments, and keeps the columns they come to. `committed` or `forget` must follow
 * each `take`.
 */
export class SegmentWriter {
  private readonly closed = perGrain(() => [new GrowingInts(), new GrowingInts()] as const);
  private readonly places: Readonly<Record<Grain, Place>>;
  private mark: Mark;

  private constructor(
    /** As committed, and what the page under way adds. */
    readonly columns: FactColumns,
  ) {
    this.places = perGrain((grain) => placeOf(grain, columns.dictionary));
    this.mark = this.here();
  }

  static empty(): SegmentWriter {
    return new SegmentWriter(new FactColumns());
  }

  /** Goes on where the segments loaded into these columns end. */
  static over(columns: FactColumns): SegmentWriter {
    return new SegmentWriter(columns);
  }

  /** Nothing opened or closed since the last commit. */
  get isEmpty(): boolean {
    return grainNames.every(
      (grain) => this.closed[grain][0].length === 0 && this.columns.table(grain).length === this.mark.rows[grain],
    );
  }

  /** The code a text has from now on; a page that is given up takes those back that it brought. */
  codeOf(text: string): number {
    return this.columns.dictionary.add(text);
  }

  /** Answers the row's number in its grain, by which it is closed. */
  open(grain: Grain, start: RowStart, { parts, like }: RowFields): number {
    const table = this.columns.table(grain);
    const { values, encoders } = this.places[grain];
    this.lead(start, values);
    if (table.facets.length > 0) this.refer(grain, parts, like);
    else encodeAll(encoders, parts[0] as Fields, values.subarray(leadColumns.length));
    table.kTo.push(openEnd);
    return table.rows.push(values);
  }

  /** Opens a row that says what another of its case and key says, over another stretch. */
  reopen(grain: Grain, row: number, start: RowStart): number {
    const table = this.columns.table(grain);
    const { values } = this.places[grain];
    table.rows.read(row, values);
    this.place(start, values);
    table.kTo.push(openEnd);
    return table.rows.push(values);
  }

  close(grain: Grain, row: number, kTo: number): void {
    const [rows, ends] = this.closed[grain];
    rows.push(row);
    ends.push(kTo);
    this.columns.table(grain).kTo.all[row] = kTo;
  }

  /** What was opened and closed since the last commit, as the segment of the positions `fromSeq` to `toSeq`. */
  take(fromSeq: number, toSeq: number): Segment {
    const { mark } = this;
    const facets = this.facetsSince(mark);
    return {
      _id: segmentId(fromSeq),
      fromSeq,
      toSeq,
      firstTerm: mark.terms,
      terms: this.columns.dictionary.from(mark.terms),
      firstRows: mark.rows,
      counts: perGrain((grain) => this.columns.table(grain).length - mark.rows[grain]),
      opens: packed((grain) => this.columns.table(grain).rows.from(mark.rows[grain])),
      closes: packed((grain) => this.closed[grain].map((column) => column.values)),
      ...(facets && { facets }),
    };
  }

  /** The taken segment is stored. */
  committed(toSeq: number): void {
    this.clear();
    this.mark = this.here();
    this.columns.caughtUp(toSeq);
  }

  /** The taken segment was not stored, or the page was given up: goes on as if it had never been. */
  forget(): void {
    const { mark } = this;
    for (const grain of grainNames) {
      const table = this.columns.table(grain);
      this.closed[grain][0].values.forEach((row) => (table.kTo.all[row] = openEnd));
      [table.kTo, table.rows].forEach((column) => column.truncate(mark.rows[grain]));
      table.facets.forEach((facet, index) => facet.truncate(mark.facets[grain][index] as number));
    }
    this.columns.dictionary.truncate(mark.terms);
    this.clear();
  }

  private here(): Mark {
    const { columns } = this;
    return {
      rows: perGrain((grain) => columns.table(grain).length),
      facets: perGrain((grain) => columns.table(grain).facets.map((facet) => facet.length)),
      terms: columns.dictionary.size,
    };
  }

  private clear(): void {
    grainNames.forEach((grain) => this.closed[grain].forEach((column) => column.truncate(0)));
  }

  private lead(start: RowStart, into: Int32Array): void {
    into[0] = start.case;
    into[1] = this.columns.dictionary.add(start.key);
    this.place(start, into);
  }

  private place({ vFrom, vTo, kFrom }: RowStart, into: Int32Array): void {
    into[2] = vFrom;
    into[3] = vTo;
    into[4] = kFrom;
  }

  /** Puts a reference to each facet into the row: the one the row alike names, where it says the same. */
  private refer(grain: Grain, parts: readonly Fields[], like: Likeness | undefined): void {
    const { rows, facets } = this.columns.table(grain);
    const { values, encoded } = this.places[grain];
    for (let index = 0; index < facets.length; index += 1) {
      const [facet, place] = [facets[index] as ColumnSet, leadColumns.length + index];
      const known = like && rows.at(like.row, place);
      const part = parts[index] ?? parts[0];
      if (known !== undefined && part === like?.parts[index]) values[place] = known;
      else {
        const told = encoded[index] as EncodedFacet;
        encodeAll(told.encoders, part as Fields, told.values);
        values[place] = known !== undefined && facet.says(known, told.values) ? known : facet.push(told.values);
      }
    }
  }

  private facetsSince(mark: Mark): Segment['facets'] {
    const grains = grainNames
      .map((grain) => [grain, this.partsSince(grain, mark.facets[grain])] as const)
      .filter(([, parts]) => parts.length > 0);
    return grains.length === 0
      ? undefined
      : Object.fromEntries(grains.map(([grain, parts]) => [grain, Object.fromEntries(parts)]));
  }

  private partsSince(grain: Grain, firsts: readonly number[]): readonly (readonly [string, FacetPart])[] {
    const added = (facet: ColumnSet, first: number): FacetPart => ({
      first,
      count: facet.length - first,
      columns: pack(facet.from(first)),
    });
    return this.columns
      .table(grain)
      .facets.map((facet, index) => [facet.name, added(facet, firsts[index] as number)] as const)
      .filter(([, { count }]) => count > 0);
  }
}
