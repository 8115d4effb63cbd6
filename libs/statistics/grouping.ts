import type { Counts, Credit } from './definitions/definition.js';
import { dimensionOf, indexCases, unitKey, type GroupKey, type Partition } from './dimensions.js';
import { none } from './grains.js';
import type { Inquiry } from './inquiry.js';
import { Keys } from './keys.js';
import { carried } from './masks.js';
import { compareKeys } from './orders.js';
import type { Rows, RowTest } from './reading.js';
import { beyondOwnUnit, casesIn, listOf, ownUnitTest, unitIs, type OwnUnit, type Scope } from './scope.js';

/** The rows a figure runs over: of a grain, with the case row of each. */
export interface Source {
  readonly grain: Counts;
  readonly rows: Rows;
  readonly caseRows: Rows<'case'>;
  /** Place among `caseRows` of each row's case, -1 for none; absent where the rows are the case rows. */
  readonly places?: Int32Array;
  readonly credit: Credit;
}

/** Slot of a row outside the scope. */
export const outside = -1;

/** Tells rows into groups, numbered by slots as they are met; `ordered` gives them their printed order. */
export class Grouping {
  private readonly keys: readonly Keys[];
  /** At each dimension: slot so far → key index → slot. */
  private readonly tables: readonly number[][][];
  /** Key indices of each slot, a dimension at a time. */
  private readonly paths: readonly (readonly number[])[][];
  /** Cases of the scope, by what of it the rows answer themselves. */
  private readonly cases = new Map<Rows<'case'>, Map<string, Uint8Array | undefined>>();

  constructor(
    private readonly inquiry: Inquiry,
    private readonly by: readonly Partition[],
    private readonly scope: Scope,
  ) {
    this.keys = by.map(() => new Keys());
    this.tables = by.map(() => []);
    this.paths = [[[]], ...by.map(() => [])];
  }

  get size(): number {
    return this.groups.length;
  }

  /** The slot of each row, `outside` where the scope does not hold it. */
  slots(source: Source): Int32Array {
    const slots = this.inside(source);
    this.by.forEach((name, at) => this.refine(slots, this.values(source, name, at), at));
    return slots;
  }

  /** The group of a slot, by its dimensions in the order asked for. */
  group(slot: number): GroupKey {
    const path = this.groups[slot] ?? [];
    return Object.fromEntries(this.by.map((name, at) => [name, this.keys[at]?.names[path[at] as number] ?? '']));
  }

  /** All slots, in the declared order of each dimension. */
  ordered(): readonly number[] {
    const keyed = this.groups.map((_, slot) => ({ slot, group: this.group(slot) }));
    const orders = this.by.map((name) => ({ name, compareKey: compareKeys(dimensionOf(name)) }));
    const compare = (a: GroupKey, b: GroupKey): number =>
      orders.reduce((order, { name, compareKey }) => order || compareKey(a[name] ?? '', b[name] ?? ''), 0);
    return keyed.sort((a, b) => compare(a.group, b.group)).map(({ slot }) => slot);
  }

  private get groups(): readonly (readonly number[])[] {
    return this.paths[this.by.length] ?? [];
  }

  /** Slot 0 for every row of the scope. */
  private inside(source: Source): Int32Array {
    const slots = new Int32Array(source.rows.length);
    const isOut = this.outsiders(source);
    if (!isOut) return slots;
    for (let row = 0; row < slots.length; row += 1) if (isOut(row)) slots[row] = outside;
    return slots;
  }

  /** Undefined where the scope holds every row. */
  private outsiders(source: Source): RowTest | undefined {
    const { places } = source;
    const [inScope, isIn] = [this.casesOf(source), this.rowTests(source)];
    if (!inScope && !places && isIn.length === 0) return undefined;
    const isOutCase = (row: number) => inScope !== undefined && inScope[row] !== 1;
    const isOut = places ? (row: number) => (places[row] as number) < 0 || isOutCase(places[row] as number) : isOutCase;
    return isIn.length === 0 ? isOut : (row) => isOut(row) || !isIn.every((test) => test(row));
  }

  /** What a scope asks of the rows themselves: the unit they count for, and one of their own. */
  private rowTests(source: Source): readonly RowTest[] {
    const wanted = listOf(this.scope.countingUnit);
    const isCredited = wanted && unitIs(this.inquiry, creditedUnits(source), wanted);
    const grain = ownGrain(source);
    const isOwn = grain && ownUnitTest(this.inquiry, this.scope, grain);
    return [isCredited, isOwn].filter((test) => test !== undefined);
  }

  private casesOf(source: Source): Uint8Array | undefined {
    const grain = ownGrain(source);
    const name = grain === undefined ? 'case' : grain === 'assignment' ? grain : 'own';
    const known = this.cases.get(source.caseRows) ?? new Map<string, Uint8Array | undefined>();
    this.cases.set(source.caseRows, known);
    const scope = grain ? beyondOwnUnit(this.scope, grain) : this.scope;
    if (!known.has(name)) known.set(name, casesIn(this.inquiry, scope, source.caseRows));
    return known.get(name);
  }

  private refine(slots: Int32Array, values: Int32Array, at: number): void {
    const table = this.tables[at] as number[][];
    for (let row = 0; row < slots.length; row += 1) {
      const before = slots[row] as number;
      if (before === outside) continue;
      slots[row] = table[before]?.[values[row] as number] ?? this.meet(at, before, values[row] as number);
    }
  }

  private meet(at: number, before: number, index: number): number {
    const paths = this.paths[at + 1] as (readonly number[])[];
    const slot = paths.push([...(this.paths[at]?.[before] ?? []), index]) - 1;
    const row = ((this.tables[at] as number[][])[before] ??= []);
    row[index] = slot;
    return slot;
  }

  private values(source: Source, name: Partition, at: number): Int32Array {
    const keys = this.keys[at] as Keys;
    if (name === 'unit') return keys.indexAll(creditedUnits(source), unitKey(this.inquiry));
    const cases = indexCases(this.inquiry, name, { rows: source.caseRows, keys });
    return source.places ? carried(cases, source.places, outside) : cases;
  }
}

/** Set where the rows name a unit of their own and are counted by it. */
const ownGrain = ({ credit, grain }: Source): OwnUnit | undefined =>
  credit === 'ownUnit' ? (grain as OwnUnit) : undefined;

/** The unit each row counts for (semantics 28), as the events name it. */
const creditedUnits = ({ credit, rows, caseRows, places }: Source): Int32Array => {
  if (credit === 'ownUnit') return (rows as unknown as Rows<'assignment'>).column('unit');
  const units = credit === 'countingUnit' ? caseRows.column('countingUnit') : replyUnits(caseRows, credit);
  return places ? carried(units, places, none) : units;
};

/** A reply is the credit of the counting unit of its day; what is not replied stands with the present one. */
const replyUnits = (rows: Rows<'case'>, credit: Credit): Int32Array => {
  const [now, replyOn] = [rows.column('countingUnit'), rows.column('replyOn')];
  const units = rows.column('replyUnit').slice();
  for (let row = 0; row < units.length; row += 1) {
    const isPresent = replyOn[row] === none || (units[row] === none && credit === 'replyUnitOrPresent');
    if (isPresent) units[row] = now[row] as number;
  }
  return units;
};
