import type { Counts, Credit } from './definitions/definition.js';
import { dimensionOf, indexCases, unitKey, type Dimension } from './dimensions.js';
import { none } from './grains.js';
import type { Inquiry } from './inquiry.js';
import { Keys } from './keys.js';
import { compareKeys } from './orders.js';
import type { Rows, RowTest } from './reading.js';
import { caseTest, listOf, ownUnitTest, wantedUnits, type Scope } from './scope.js';

/** The rows a figure runs over: of a grain, with the case row of each. */
export interface Source {
  readonly grain: Counts;
  readonly rows: Rows;
  readonly caseRows: Rows<'case'>;
  /** Place among `caseRows` of each row's case; absent where the rows are the case rows. */
  readonly places?: Int32Array;
  readonly credit: Credit;
}

export type GroupKey = Readonly<Partial<Record<Dimension, string>>>;

/** Slot of a row outside the scope. */
export const outside = -1;

/** Tells rows into groups, numbered by slots as they are met; `ordered` gives them their printed order. */
export class Grouping {
  private readonly keys: readonly Keys[];
  /** At each dimension, (slot so far, key index) → slot. */
  private readonly pairs: readonly Map<number, number>[];
  private readonly groups: number[][];

  constructor(
    private readonly inquiry: Inquiry,
    private readonly by: readonly Dimension[],
    private readonly scope: Scope,
  ) {
    this.keys = by.map(() => new Keys());
    this.pairs = by.map(() => new Map<number, number>());
    this.groups = by.length === 0 ? [[]] : [];
  }

  get size(): number {
    return this.groups.length;
  }

  /** The slot of each row, `outside` where the scope does not hold it. */
  slots(source: Source): Int32Array {
    const values = this.by.map((name, at) => this.values(source, name, at));
    const isInside = this.inside(source);
    const slots = new Int32Array(source.rows.length);
    for (let row = 0; row < slots.length; row += 1) slots[row] = isInside(row) ? this.slot(values, row) : outside;
    return slots;
  }

  /** The group of a slot, by its dimensions in the order asked for. */
  group(slot: number): GroupKey {
    const indices = this.groups[slot] ?? [];
    return Object.fromEntries(this.by.map((name, at) => [name, this.keys[at]?.names[indices[at] as number] ?? '']));
  }

  /** All slots, in the declared order of each dimension. */
  ordered(): readonly number[] {
    const keyed = this.groups.map((_, slot) => ({ slot, group: this.group(slot) }));
    const orders = this.by.map((name) => ({ name, compare: compareKeys(dimensionOf(name)) }));
    const compare = (a: GroupKey, b: GroupKey): number =>
      orders.reduce((order, { name, compare }) => order || compare(a[name] ?? '', b[name] ?? ''), 0);
    return keyed.sort((a, b) => compare(a.group, b.group)).map(({ slot }) => slot);
  }

  private slot(values: readonly Int32Array[], row: number): number {
    let slot = 0;
    for (let at = 0; at < values.length; at += 1) slot = this.pair(at, slot, values[at]?.[row] as number);
    return slot;
  }

  private pair(at: number, before: number, index: number): number {
    const pairs = this.pairs[at] as Map<number, number>;
    const code = before * keyLimit + index;
    const known = pairs.get(code);
    if (known !== undefined) return known;
    const slot = pairs.size;
    pairs.set(code, slot);
    if (at === this.by.length - 1) this.groups.push(this.indicesOf(at, code));
    return slot;
  }

  /** The key indices that led to a pair, first dimension first. */
  private indicesOf(at: number, code: number): number[] {
    const index = code % keyLimit;
    if (at === 0) return [index];
    const before = (code - index) / keyLimit;
    const [earlier] = [...(this.pairs[at - 1] as Map<number, number>)].find(([, slot]) => slot === before) ?? [0];
    return [...this.indicesOf(at - 1, earlier), index];
  }

  private values(source: Source, name: Dimension, at: number): Int32Array {
    const keys = this.keys[at] as Keys;
    if (name === 'unit') return keys.indexAll(creditedUnits(source), unitKey(this.inquiry));
    const cases = indexCases(this.inquiry, name, { rows: source.caseRows, keys });
    return source.places ? source.places.map((place) => cases[place] ?? outside) : cases;
  }

  private inside(source: Source): RowTest {
    const { places } = source;
    const isCase = caseTest(this.inquiry, this.scope, source.caseRows);
    const isCredited = this.credited(source);
    const isOwn = source.credit === 'ownUnit' ? ownUnitTest(this.inquiry, this.scope, source.grain) : () => true;
    if (!places) return (row) => isCase(row) && isCredited(row);
    return (row) => (places[row] as number) >= 0 && isCase(places[row] as number) && isCredited(row) && isOwn(row);
  }

  private credited(source: Source): RowTest {
    const wanted = listOf(this.scope.countingUnit);
    if (!wanted) return () => true;
    const keys = new Keys();
    const units = keys.indexAll(creditedUnits(source), unitKey(this.inquiry));
    const indices = wantedUnits(this.inquiry, wanted).map((key) => keys.find(key));
    return (row) => indices.includes(units[row] as number);
  }
}

/** More keys than any dimension has. */
const keyLimit = 1 << 24;

/** The unit each row counts for (semantics 28), as the events name it. */
const creditedUnits = ({ credit, rows, caseRows, places }: Source): Int32Array => {
  if (credit === 'ownUnit') return (rows as unknown as Rows<'assignment'>).column('unit');
  const units = credit === 'replyUnit' ? replyUnits(caseRows) : caseRows.column('countingUnit');
  return places ? places.map((place) => units[place] ?? none) : units;
};

/** A reply is the credit of the counting unit of its day; what is not replied stands with the present one. */
const replyUnits = (rows: Rows<'case'>): Int32Array => {
  const [now, replyOn] = [rows.column('countingUnit'), rows.column('replyOn')];
  return rows
    .column('replyUnit')
    .map((unit, row) => (replyOn[row] !== none && unit !== none ? unit : (now[row] as number)));
};
