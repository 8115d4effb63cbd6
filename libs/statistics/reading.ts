import { dayNumber } from '#libs/calendar/day.js';
import type { Day } from '#libs/kernel/event.js';
import type { FactColumns } from './columns.js';
import type { FactTable } from './fact-table.js';
import type { Dictionary } from './dictionary.js';
import { refuseReport } from './errors.js';
import type { Grain } from './grains.js';
import type { StoredColumn } from './layout.js';
import { rowsOfCase, type RowsOfCase } from './rows-of-case.js';

/** Some rows of one grain. A column is gathered at its first use: asked by many definitions, it is dense and small. */
export class Rows<G extends Grain = Grain> {
  private readonly gathered = new Map<string, Int32Array>();
  private readonly facets = new Map<string, Int32Array>();

  constructor(
    private readonly table: FactTable,
    /** Where in the table each row stands. */
    readonly places: Int32Array,
  ) {}

  get length(): number {
    return this.places.length;
  }

  /** A whole column of the table, by places: for grains of many rows that one pass goes over. */
  whole(name: StoredColumn<G>): Int32Array {
    return this.table.whole(name);
  }

  /** One value a row, in the rows' order; `none` where absent. */
  column(name: StoredColumn<G>): Int32Array {
    const known = this.gathered.get(name);
    if (known) return known;
    const fresh = this.table.gather(name, this.places, this.facets);
    this.gathered.set(name, fresh);
    return fresh;
  }
}

const gather = (all: Int32Array, places: Int32Array): Int32Array => {
  const dense = new Int32Array(places.length);
  for (let index = 0; index < dense.length; index += 1) dense[index] = all[places[index] as number] as number;
  return dense;
};

export type RowTest = (row: number) => boolean;

/** Where a question stands in both times (domain 6); `knownAt` is a log seq. */
export interface ReadingPoint {
  readonly validAt: Day;
  readonly knownAt: number;
}

/** The facts at one (V, K): the rows whose rectangle holds the point. */
export class Reading {
  /** V as a day number. */
  readonly day: number;
  private readonly grains = new Map<Grain, Rows>();
  private readonly memory = new Map<string, unknown>();

  constructor(
    private readonly columns: FactColumns,
    readonly point: ReadingPoint,
    /** The rows of one case, where nothing else is asked about. */
    private readonly only?: RowsOfCase,
  ) {
    this.day = dayNumber(point.validAt);
  }

  get dictionary(): Dictionary {
    return this.columns.dictionary;
  }

  rows<G extends Grain>(grain: G): Rows<G> {
    const known = this.grains.get(grain);
    if (known) return known as Rows<G>;
    const fresh = new Rows<G>(this.columns.table(grain), this.holding(grain, this.day, this.day));
    this.grains.set(grain, fresh as unknown as Rows);
    return fresh;
  }

  column<G extends Grain>(grain: G, name: StoredColumn<G>): Int32Array {
    return this.rows(grain).column(name);
  }

  /** Case rows known at K that hold on some day from `from` to `to` (day numbers): for flows between two days. */
  caseRowsDuring(from: number, to: number): Rows<'case'> {
    const during = () => new Rows<'case'>(this.columns.table('case'), this.holding('case', from, to));
    return this.memo(`during:${from}:${to}`, during);
  }

  /** For each row of a grain the place of its case among the case rows, -1 where the case has none. */
  casesOf(grain: Grain): Int32Array {
    return this.memo(`cases:${grain}`, () => gather(this.casePlaces(), this.column(grain, 'case')));
  }

  /** For each dictionary code the place of the case row of that id, else -1. */
  casePlaces(): Int32Array {
    return this.memo('places', () => {
      const places = new Int32Array(this.dictionary.size).fill(-1);
      const cases = this.column('case', 'case');
      for (let place = 0; place < cases.length; place += 1) places[cases[place] as number] = place;
      return places;
    });
  }

  /** What was computed once for this reading: it can never change, since appending changes no earlier reading. */
  memo<T>(name: string, make: () => T): T {
    if (!this.memory.has(name)) this.memory.set(name, make());
    return this.memory.get(name) as T;
  }

  code(text: string): number {
    return this.dictionary.code(text);
  }

  private holding(grain: Grain, from: number, to: number): Int32Array {
    const asked = { from, to, known: this.point.knownAt };
    const table = this.columns.table(grain);
    return this.only ? holdingAmong(table, this.only.places(grain), asked) : holding(table, asked);
  }
}

interface Rectangle {
  readonly from: number;
  readonly to: number;
  readonly known: number;
}

/**
 * Places of the rows known at `known` that hold on some day from `from` to `to`. Each of the four differences is negative
 * exactly when its bound holds, so the sign of their conjunction is the answer: no branch to mispredict, row after row.
 */
const holding = (table: FactTable, { from, to, known }: Rectangle): Int32Array => {
  const [vFrom, vTo, kFrom] = [table.column('vFrom').all, table.column('vTo').all, table.column('kFrom').all];
  const kTo = table.kTo.all;
  const found = scratchOf(table.length);
  const { length } = table;
  let count = 0;
  for (let row = 0; row < length; row += 1) {
    const inDays = ((vFrom[row] as number) - to - 1) & (from - (vTo[row] as number));
    const inSeqs = ((kFrom[row] as number) - known - 1) & (known - (kTo[row] as number));
    found[count] = row;
    count += (inDays & inSeqs) >>> 31;
  }
  return found.slice(0, count);
};

/** The same of a few rows, one by one. */
const holdingAmong = (table: FactTable, places: Int32Array, { from, to, known }: Rectangle): Int32Array => {
  const [vFrom, vTo, kFrom] = [table.column('vFrom').all, table.column('vTo').all, table.column('kFrom').all];
  const kTo = table.kTo.all;
  const isWithin = (row: number) => (vFrom[row] as number) <= to && (vTo[row] as number) > from;
  const isKnown = (row: number) => (kFrom[row] as number) <= known && (kTo[row] as number) > known;
  return places.filter((row) => isWithin(row) && isKnown(row));
};

/** One array for all scans: touching fresh memory costs more than the scan itself. */
let scratch = new Int32Array(0);

const scratchOf = (length: number): Int32Array => {
  if (scratch.length < length) scratch = new Int32Array(length * 2);
  return scratch;
};

const keptReadings = 4;
const kept = new WeakMap<FactColumns, Map<string, Reading>>();

const checked = (columns: FactColumns, { knownAt }: ReadingPoint): void => {
  if (!Number.isInteger(knownAt) || knownAt < 1) throw refuseReport('known.before-start', { knownAt });
  if (knownAt > columns.seq) throw refuseReport('known.ahead', { knownAt, seq: columns.seq });
};

/**
 * The reading at (V, K), one of the last four kept per table.
 * Refuses `known.before-start` (semantics 2), `known.ahead`, `date.malformed`.
 */
export const readingAt = (columns: FactColumns, { validAt, knownAt }: ReadingPoint): Reading => {
  checked(columns, { validAt, knownAt });
  const readings = kept.get(columns) ?? new Map<string, Reading>();
  const name = `${validAt}@${knownAt}`;
  const reading = readings.get(name) ?? new Reading(columns, { validAt, knownAt });
  readings.delete(name);
  kept.set(columns, readings.set(name, reading));
  const [oldest] = readings.keys();
  if (readings.size > keptReadings && oldest !== undefined) readings.delete(oldest);
  return reading;
};

/** As `readingAt`, of one case alone: the walk between two readings asks it at every event of that case. */
export const caseReadingAt = (columns: FactColumns, { validAt, knownAt }: ReadingPoint, of: string): Reading => {
  checked(columns, { validAt, knownAt });
  return new Reading(columns, { validAt, knownAt }, rowsOfCase(columns, of));
};
