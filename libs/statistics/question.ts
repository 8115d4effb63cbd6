import { addDays, dayNumber } from '#libs/calendar/day.js';
import type { Day } from '#libs/kernel/event.js';
import { cellsOf, type CellIndex } from './cells.js';
import type { FactColumns } from './columns.js';
import {
  figureId,
  grainOf,
  inNumerator,
  provisional,
  type Counts,
  type Credit,
  type Definition,
} from './definitions/definition.js';
import { partitionsOf, type Dimension } from './dimensions.js';
import { refuseReport } from './errors.js';
import { Grouping, type Source } from './grouping.js';
import type { Inquiry } from './inquiry.js';
import { movementsOf, type Movement } from './movements.js';
import type { OfficeReading } from './office-reading.js';
import { policiesOf, type Policies } from './policies.js';
import { caseReadingAt, readingAt, type Reading, type ReadingPoint, type Rows } from './reading.js';
import type { Scope } from './scope.js';

/** What is asked of every kind of answer: where in both times, about which cases, under which policies. */
export interface Asked extends ReadingPoint {
  readonly scope?: Scope;
  /** Those that overlap are asked part by part (`questionsOf`): one question tells cases apart. */
  readonly by?: readonly Dimension[];
  /** `original` turns the mapping of merged units off (semantics 32). */
  readonly units?: 'mapped' | 'original';
  readonly policies?: Partial<Policies>;
  /** First day of the period whose flows are asked; its last day is V (semantics 48). */
  readonly window?: { readonly from: Day };
}

/** A figure's rows told into parts, groups and cells; one entry an item. */
export interface Counted {
  readonly definition: Definition;
  readonly source: Source;
  readonly bits: Uint8Array;
  readonly slots: Int32Array;
  readonly cells?: CellIndex;
  /** Row of each item, where items are not the rows themselves. */
  readonly rowOf?: Int32Array;
}

/** Adds the bit of what is judged by a provisional due date; most readings hold none, and are spared the pass. */
const markProvisional = (reading: Reading, { places }: Source, bits: Uint8Array): Uint8Array => {
  const provisionalCases = reading.column('case', 'provisionalDue');
  if (!provisionalCases.includes(1)) return bits;
  return bits.map((bit, row) => {
    const isProvisional = provisionalCases[places ? (places[row] as number) : row] === 1;
    return bit !== 0 && isProvisional ? bit | provisional : bit;
  });
};

/** One question over one reading: what it needs twice it computes once. */
export class Question {
  readonly inquiry: Inquiry;
  readonly grouping: Grouping;
  private readonly sources = new Map<string, Source>();
  private readonly slots = new Map<Source, Int32Array>();
  private movements?: { source: Source; entries: readonly Movement[] };

  constructor(
    columns: FactColumns,
    office: OfficeReading,
    private readonly asked: Asked,
  ) {
    const { scope = {}, by = [], units, policies } = asked;
    const reading =
      typeof scope.case === 'string' ? caseReadingAt(columns, asked, scope.case) : readingAt(columns, asked);
    this.inquiry = { reading, office, policies: policiesOf(policies), originalUnits: units === 'original' };
    this.grouping = new Grouping(this.inquiry, partitionsOf(by), scope);
  }

  get reading(): Reading {
    return this.inquiry.reading;
  }

  counted(definition: Definition): Counted {
    if (definition.flow) return this.flow(definition);
    const source = this.source(grainOf(definition), definition.credit);
    const bits = this.bits(definition, source);
    return { definition, source, bits, slots: this.slotsOf(source), cells: cellsOf(this.inquiry, definition) };
  }

  /** Rows of a grain and their groups, as a figure of that credit sees them. */
  source(grain: Counts, credit: Credit): Source {
    const name = `${grain}:${credit}`;
    const known = this.sources.get(name);
    if (known) return known;
    const caseRows = this.reading.rows('case');
    const places = grain === 'case' ? undefined : this.reading.casesOf(grain);
    const source: Source = { grain, credit, rows: this.reading.rows(grain) as unknown as Rows, caseRows, places };
    this.sources.set(name, source);
    return source;
  }

  slotsOf(source: Source): Int32Array {
    const slots = this.slots.get(source) ?? this.grouping.slots(source);
    this.slots.set(source, slots);
    return slots;
  }

  /** Case rows of V, and where flows are asked for those of every day of the window and its eve. */
  caseRowsAsked(): readonly Rows<'case'>[] {
    const { window } = this.asked;
    return window ? [this.reading.rows('case'), this.rowsSince(window.from)] : [this.reading.rows('case')];
  }

  private rowsSince(first: Day): Rows<'case'> {
    return this.reading.caseRowsDuring(dayNumber(addDays(first, -1)), this.reading.day);
  }

  private bits(definition: Definition, source: Source): Uint8Array {
    const { inquiry } = this;
    const name = `bits:${figureId(definition)}:${JSON.stringify(inquiry.policies)}`;
    return this.reading.memo(name, () => {
      const bits = definition.classify?.(inquiry) ?? new Uint8Array(source.rows.length);
      return definition.byDueDate ? markProvisional(this.reading, source, bits) : bits;
    });
  }

  private flow(definition: Definition): Counted {
    const { source, entries } = this.book(definition);
    const mine = entries.filter((entry) => entry.flow === definition.flow);
    return {
      definition,
      source,
      bits: new Uint8Array(mine.length).fill(inNumerator),
      slots: Int32Array.from(mine, (entry) => entry.slot),
      rowOf: Int32Array.from(mine, (entry) => entry.row),
    };
  }

  /** The stock's book of the window asked for. Refuses `window.missing`, `window.empty`. */
  private book(definition: Definition): { source: Source; entries: readonly Movement[] } {
    const { window, validAt } = this.asked;
    if (!window) throw refuseReport('window.missing', { figure: figureId(definition) });
    if (window.from > validAt) throw refuseReport('window.empty', { from: window.from, validAt });
    return (this.movements ??= this.readBook(window.from));
  }

  private readBook(first: Day): { source: Source; entries: readonly Movement[] } {
    const [from, to] = [dayNumber(first), this.reading.day];
    const rows = this.rowsSince(first);
    const source: Source = { grain: 'case', credit: 'countingUnit', rows: rows as unknown as Rows, caseRows: rows };
    return { source, entries: movementsOf(rows, this.slotsOf(source), { from, to }) };
  }
}
