import { dayNumber } from '#libs/calendar/day.js';
import { Dictionary } from './dictionary.js';
import { none, type ColumnKind, type FactFields, type Grain } from './grains.js';
import { GrowingInts } from './growing-ints.js';
import { factColumns, grainNames, leadColumns, perGrain, storedColumns } from './layout.js';
import { pack, unpack } from './packing.js';

/**
 * What a stretch of the log did to the fact rows (engine 28): rows opened, rows closed, texts met for the first time.
 * Rows are numbered from 0 in each grain over all segments. A reader that holds a part skips it by the first numbers.
 */
export type Segment = {
  /** `fromSeq`, zero-padded: segments sort by it. */
  readonly _id: string;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly firstTerm: number;
  readonly terms: readonly string[];
  readonly firstRows: Readonly<Record<Grain, number>>;
  readonly counts: Readonly<Record<Grain, number>>;
  /** Packed columns of `storedColumns`. */
  readonly opens: Readonly<Partial<Record<Grain, string>>>;
  /** Packed columns (row, known end). */
  readonly closes: Readonly<Partial<Record<Grain, string>>>;
};

/** A last segment below this many rows is rewritten with the next page instead of leaving a tiny one behind. */
export const smallSegment = 4096;

export const rowsOf = (segment: Segment): number => grainNames.reduce((sum, grain) => sum + segment.counts[grain], 0);

export const segmentId = (fromSeq: number): string => String(fromSeq).padStart(12, '0');

/** Where writing goes on: rows so far per grain, texts in the order of their codes. */
export interface WriterState {
  readonly rows: Readonly<Record<Grain, number>>;
  readonly terms: readonly string[];
}

/** Where a writer goes on after these segments, given in order. */
export const stateAfter = (segments: Iterable<Segment>): WriterState => {
  const rows = perGrain(() => 0);
  const terms: string[] = [];
  for (const segment of segments) {
    grainNames.forEach((grain) => (rows[grain] = segment.firstRows[grain] + segment.counts[grain]));
    segment.terms.forEach((text) => terms.push(text));
  }
  return { rows, terms };
};

/** A row as it is opened: whose it is, and from when it holds in both times; `vTo` is a day number or `openEnd`. */
export interface RowStart {
  readonly case: string;
  /** Tells rows of one case and grain apart. Every key is a dictionary text: let keys repeat across cases. */
  readonly key: string;
  readonly vFrom: number;
  readonly vTo: number;
  readonly kFrom: number;
}

/** Turns a page's opens and closes into segments. Not kept: `committed` or `forget` must follow each `take`. */
export class SegmentWriter {
  private readonly dictionary = new Dictionary();
  private readonly opened = perGrain((grain) => storedColumns(grain).map(() => new GrowingInts()));
  private readonly closed = perGrain(() => [new GrowingInts(), new GrowingInts()] as const);
  private rows: Record<Grain, number>;
  private kept: { rows: Record<Grain, number>; terms: number };

  private constructor(state: WriterState) {
    state.terms.forEach((text) => this.dictionary.add(text));
    this.rows = { ...state.rows };
    this.kept = { rows: { ...state.rows }, terms: state.terms.length };
  }

  static empty(): SegmentWriter {
    return new SegmentWriter(stateAfter([]));
  }

  static restore(state: WriterState): SegmentWriter {
    return new SegmentWriter(state);
  }

  /** Nothing opened or closed since the last `take`. */
  get isEmpty(): boolean {
    const pending = (grain: Grain) => (this.opened[grain][0]?.length ?? 0) + this.closed[grain][0].length;
    return grainNames.every((grain) => pending(grain) === 0);
  }

  /** Answers the row's number in its grain, by which it is closed. */
  open<G extends Grain>(grain: G, start: RowStart, fields: FactFields<G>): number {
    const { dictionary } = this;
    const columns = this.opened[grain];
    const lead = [dictionary.add(start.case), dictionary.add(start.key), start.vFrom, start.vTo, start.kFrom];
    lead.forEach((value, index) => columns[index]?.push(value));
    this.pushFacts(grain, fields as Readonly<Record<string, unknown>>);
    return this.rows[grain]++;
  }

  private pushFacts(grain: Grain, fields: Readonly<Record<string, unknown>>): void {
    const facts = factColumns[grain];
    for (let index = 0; index < facts.length; index += 1) {
      const { name, kind } = facts[index] as (typeof facts)[number];
      this.opened[grain][leadColumns.length + index]?.push(this.encoded(kind, fields[name]));
    }
  }

  close(grain: Grain, row: number, kTo: number): void {
    const [rows, ends] = this.closed[grain];
    rows.push(row);
    ends.push(kTo);
  }

  /** What was opened and closed since the last `take`, as the segment of the positions `fromSeq` to `toSeq`. */
  take(fromSeq: number, toSeq: number): Segment {
    const counts = perGrain((grain) => this.opened[grain][0]?.length ?? 0);
    const firstTerm = this.kept.terms;
    const segment: Segment = {
      _id: segmentId(fromSeq),
      fromSeq,
      toSeq,
      firstTerm,
      terms: this.dictionary.from(firstTerm),
      firstRows: perGrain((grain) => this.rows[grain] - counts[grain]),
      counts,
      opens: packed((grain) => this.opened[grain].map((column) => column.values)),
      closes: packed((grain) => this.closed[grain].map((column) => column.values)),
    };
    this.clear();
    return segment;
  }

  /** The taken segment is stored. */
  committed(): void {
    this.kept = { rows: { ...this.rows }, terms: this.dictionary.size };
  }

  /** The taken segment was not stored, or the page was given up: goes on as if it had never been. */
  forget(): void {
    this.clear();
    this.rows = { ...this.kept.rows };
    this.dictionary.truncate(this.kept.terms);
  }

  private clear(): void {
    grainNames.forEach((grain) => [...this.opened[grain], ...this.closed[grain]].forEach((column) => column.clear()));
  }

  private encoded(kind: ColumnKind, value: unknown): number {
    if (value === null || value === undefined) return none;
    if (kind === 'code') return this.dictionary.add(value as string);
    if (kind === 'day') return dayNumber(value as string);
    if (kind === 'flag') return value === true ? 1 : 0;
    return kind === 'set' ? this.encodedSet(value as readonly string[]) : (value as number);
  }

  private encodedSet(texts: readonly string[]): number {
    return texts.length === 0 ? none : this.dictionary.add([...texts].sort().join('|'));
  }
}

const packed = (columnsOf: (grain: Grain) => readonly Int32Array[]): Partial<Record<Grain, string>> => {
  const full = grainNames.filter((grain) => (columnsOf(grain)[0]?.length ?? 0) > 0);
  return Object.fromEntries(full.map((grain) => [grain, pack(columnsOf(grain))]));
};

/** Both segments as one under the first one's id; `b` must be the very next after `a`. */
export const mergeSegments = (a: Segment, b: Segment): Segment => {
  const follows = grainNames.every((grain) => a.firstRows[grain] + a.counts[grain] === b.firstRows[grain]);
  if (!follows || a.firstTerm + a.terms.length !== b.firstTerm) throw new Error(`${b._id} does not follow ${a._id}`);
  return {
    ...a,
    toSeq: b.toSeq,
    terms: [...a.terms, ...b.terms],
    counts: perGrain((grain) => a.counts[grain] + b.counts[grain]),
    opens: packed((grain) => joined([a.opens[grain], b.opens[grain]], storedColumns(grain).length)),
    closes: packed((grain) => joined([a.closes[grain], b.closes[grain]], 2)),
  };
};

const joined = (texts: readonly (string | undefined)[], columns: number): Int32Array[] => {
  const parts = texts.filter((text) => text !== undefined).map((text) => unpack(text, columns));
  return Array.from({ length: columns }, (_, index) => concatenated(parts.map((part) => part[index] as Int32Array)));
};

const concatenated = (parts: readonly Int32Array[]): Int32Array => {
  const whole = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};
