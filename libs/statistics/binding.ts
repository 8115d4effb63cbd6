import type { FactColumns } from './columns.js';
import type { ColumnSet, FactTable } from './fact-table.js';
import { none, type Grain } from './grains.js';
import { grainNames, layouts, leadColumns } from './layout.js';
import { openEnd } from './packing.js';
import { codedPlaces } from './coded-places.js';
import type { Segment } from './segment.js';
import type { SegmentWriter } from './segment-writer.js';
import type { Sheaf, SheafTable } from './sheaf.js';

/** Up to which seq the sheaves know their cases, and how many seqs a segment tells of. */
export interface Bound {
  readonly until: number;
  readonly size: number;
}

/**
 * Binds sheaves of different cases into segments in the order of the log: rows by the event that opened them, as if the
 * log had been folded page by page. Texts and facets get their numbers as they are met.
 * @param writer over columns that hold nothing yet; what is yielded counts as committed there
 */
export function* boundSegments(
  sheaves: readonly Sheaf[],
  writer: SegmentWriter,
  { until, size }: Bound,
): Generator<Segment> {
  const translations = sheaves.map(({ terms }) => translation(terms, writer.columns));
  const grains = grainNames.map((grain) => new BoundGrain(grain, writer, sharesOf(grain, { sheaves, translations })));
  for (let from = 1; from <= until; from += size) {
    const to = Math.min(until, from + size - 1);
    grains.forEach((grain) => grain.upTo(to));
    if (writer.isEmpty) continue;
    const segment = writer.take(from, to);
    writer.committed(to);
    yield segment;
  }
}

type Translate = (code: number) => number;

/** From a sheaf's own codes; a text gets its code in the columns when it is first met. */
const translation = (terms: readonly string[], { dictionary }: FactColumns): Translate => {
  const codes = new Int32Array(terms.length).fill(-1);
  return (code) => {
    if (code === none) return none;
    if (codes[code] === -1) codes[code] = dictionary.add(terms[code] as string);
    return codes[code] as number;
  };
};

interface Share {
  readonly table: SheafTable;
  readonly translate: Translate;
  /** How many rows of the grain the shares before it have. */
  readonly before: number;
}

interface Sheaves {
  readonly sheaves: readonly Sheaf[];
  readonly translations: readonly Translate[];
}

const sharesOf = (grain: Grain, { sheaves, translations }: Sheaves): readonly Share[] => {
  let before = 0;
  return sheaves.map(({ tables }, index) => {
    const table = tables[grain];
    const share = { table, translate: translations[index] as Translate, before };
    before += table.kTo.length;
    return share;
  });
};

const kFromPlace = leadColumns.indexOf('kFrom');

/** The rows of one grain of all sheaves on their way into the columns; a row is named by its number over all shares. */
class BoundGrain {
  private readonly opens: Ordered;
  private readonly ends: Ordered;
  /** Where a row stands in the columns. */
  private readonly placed: Int32Array;
  private readonly readers: readonly RowReader[];
  private readonly values: Int32Array;
  private readonly table: FactTable;
  private opened = 0;
  private ended = 0;

  constructor(
    private readonly grain: Grain,
    private readonly writer: SegmentWriter,
    private readonly shares: readonly Share[],
  ) {
    const { own, facets } = layouts[grain];
    this.table = writer.columns.table(grain);
    this.values = new Int32Array(leadColumns.length + own.length + facets.length);
    this.opens = orderedBy(joined(shares.map(({ table }) => table.rows[kFromPlace] as Int32Array)));
    this.ends = orderedBy(joined(shares.map(({ table }) => table.kTo)));
    this.placed = new Int32Array(this.opens.order.length);
    this.readers = shares.map((share) => rowReader(grain, share, this.table.facets));
  }

  /** Opens and closes what was known by this seq. */
  upTo(seq: number): void {
    const { opens, ends } = this;
    for (; (opens.keys[opens.order[this.opened] as number] as number) <= seq; this.opened += 1)
      this.open(opens.order[this.opened] as number);
    for (; (ends.keys[ends.order[this.ended] as number] as number) <= seq; this.ended += 1) {
      const row = ends.order[this.ended] as number;
      this.writer.close(this.grain, this.placed[row] as number, ends.keys[row] as number);
    }
  }

  private open(row: number): void {
    const index = this.shares.findLastIndex(({ before }) => before <= row);
    const { before } = this.shares[index] as Share;
    (this.readers[index] as RowReader)(row - before, this.values);
    this.placed[row] = this.table.rows.push(this.values);
    this.table.kTo.push(openEnd);
  }
}

/** Reads a row of one share as it is to stand in the columns. */
type RowReader = (row: number, into: Int32Array) => void;

const rowReader = (grain: Grain, { table, translate }: Share, facets: readonly ColumnSet[]): RowReader => {
  const { own } = layouts[grain];
  const coded = [0, 1, ...codedPlaces(own, leadColumns.length)];
  const first = leadColumns.length + own.length;
  const told = facets.map((facet, at) => facetReader(grain, { at, columns: table.facets[at]!, translate }, facet));
  return (row, into) => {
    for (let at = 0; at < into.length; at += 1) into[at] = table.rows[at]![row] as number;
    for (const at of coded) into[at] = translate(into[at] as number);
    for (let at = 0; at < told.length; at += 1) into[first + at] = told[at]!(into[first + at] as number);
  };
};

interface ToldFacet {
  readonly at: number;
  readonly columns: readonly Int32Array[];
  readonly translate: Translate;
}

/** Where a facet of a share stands in the columns, put there when it is first named. */
const facetReader = (grain: Grain, { at, columns, translate }: ToldFacet, to: ColumnSet): Translate => {
  const coded = codedPlaces(layouts[grain].facets[at]!.columns, 0);
  const placed = new Int32Array(columns[0]!.length).fill(-1);
  const values = new Int32Array(columns.length);
  return (place) => {
    if (placed[place] !== -1) return placed[place] as number;
    for (let index = 0; index < columns.length; index += 1) values[index] = columns[index]![place] as number;
    for (const index of coded) values[index] = translate(values[index] as number);
    return (placed[place] = to.push(values));
  };
};

interface Ordered {
  readonly keys: Int32Array;
  /** Places of the keys, by key; equal keys in their order. Those that are open ends are left out. */
  readonly order: Int32Array;
}

/** By counting: keys are seqs, and there are as many as the log has. */
const orderedBy = (keys: Int32Array): Ordered => {
  const most = keys.reduce((high, key) => (key === openEnd || key < high ? high : key), 0);
  const starts = new Int32Array(most + 2);
  for (const key of keys) if (key !== openEnd) starts[key + 1] = (starts[key + 1] as number) + 1;
  for (let key = 1; key < starts.length; key += 1) starts[key] = (starts[key] as number) + (starts[key - 1] as number);
  const order = new Int32Array(starts[most + 1] as number);
  keys.forEach((key, place) => {
    if (key === openEnd) return;
    order[starts[key] as number] = place;
    starts[key] = (starts[key] as number) + 1;
  });
  return { keys, order };
};

const joined = (parts: readonly Int32Array[]): Int32Array => {
  const whole = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};
