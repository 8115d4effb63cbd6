import { Dictionary } from './dictionary.js';
import type { Grain } from './grains.js';
import { GrowingInts } from './growing-ints.js';
import { grainNames, perGrain, storedColumns } from './layout.js';
import { open, openEnd, unpack } from './packing.js';
import type { Segment } from './segment.js';

/** The rows of one grain, a typed array a column. */
export class FactTable {
  readonly kTo = new GrowingInts();
  private readonly columns: ReadonlyMap<string, GrowingInts>;

  constructor(grain: Grain) {
    this.columns = new Map(storedColumns(grain).map((name) => [name, new GrowingInts()]));
  }

  get length(): number {
    return this.kTo.length;
  }

  column(name: string): GrowingInts {
    const column = this.columns.get(name);
    if (!column) throw new Error(`no column ${name}`);
    return column;
  }

  /** Appends the packed rows from `firstRow` on that are not held yet. */
  append(packed: string, firstRow: number): void {
    const rows = open(packed);
    const skip = this.length - firstRow;
    if (skip < 0) throw new Error(`rows ${this.length} to ${firstRow - 1} are missing`);
    if (skip >= rows.rows) return;
    const place = { at: this.length, skip };
    const targets = [...this.columns.values()].map((column) => column.extend(rows.rows - skip));
    rows.copy(targets, place);
    this.kTo.extend(rows.rows - skip, openEnd);
  }

  /** Sets known ends; doing it twice changes nothing. */
  close(packed: string): void {
    const [rows, ends] = unpack(packed, 2) as [Int32Array, Int32Array];
    const kTo = this.kTo.all;
    rows.forEach((row, index) => (kTo[row] = ends[index] as number));
  }
}

/** The bitemporal table in memory (engine 28, 29): loaded from segments, then tailed by them. */
export class FactColumns {
  readonly dictionary = new Dictionary();
  private readonly tables = perGrain((grain) => new FactTable(grain));
  private known = 0;

  /** The last log position these columns hold; the greatest K they can answer. */
  get seq(): number {
    return this.known;
  }

  table(grain: Grain): FactTable {
    return this.tables[grain];
  }

  /** Takes a segment in, or the part of it that is new: a last small segment comes again, grown (`mergeSegments`). */
  apply(segment: Segment): void {
    if (segment.toSeq <= this.known) return;
    this.learn(segment);
    grainNames.forEach((grain) => this.take(grain, segment));
    this.known = segment.toSeq;
  }

  /** The stored view stands at this position and no segment is left: events since the last one changed no fact. */
  caughtUp(seq: number): void {
    this.known = Math.max(this.known, seq);
  }

  private learn({ firstTerm, terms }: Segment): void {
    const skip = this.dictionary.size - firstTerm;
    if (skip < 0) throw new Error(`terms ${this.dictionary.size} to ${firstTerm - 1} are missing`);
    for (let index = skip; index < terms.length; index += 1) this.dictionary.add(terms[index] as string);
  }

  private take(grain: Grain, { opens, closes, firstRows }: Segment): void {
    const opened = opens[grain];
    const closed = closes[grain];
    if (opened !== undefined) this.tables[grain].append(opened, firstRows[grain]);
    if (closed !== undefined) this.tables[grain].close(closed);
  }
}
