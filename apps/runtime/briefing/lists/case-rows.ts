import { dayFromNumber } from '#libs/calendar/day.js';
import type { Day } from '#libs/kernel/event.js';
import { answering, coHandling, standing } from '#libs/statistics/definitions/bases.js';
import { none, type ColumnOf, type Grain } from '#libs/statistics/grains.js';
import { byCodeUnit } from '#libs/statistics/orders.js';
import type { Reading } from '#libs/statistics/reading.js';
import type { BriefingPoint } from '../point.js';
import { lightOf, usualLights, type Light, type Lighting } from './lights.js';

/** A case as lists name it. */
export interface CaseLine {
  readonly case: string;
  readonly number: string;
  readonly title: string;
  readonly kind: string;
  readonly level: string;
  /** Absent for district cases. */
  readonly outerRole?: string;
  /** The unit it counts for, under the report's mapping; absent while 未分办. */
  readonly unit?: string;
  readonly leader?: string;
  readonly handler?: string;
  readonly registeredOn: Day;
}

type CaseColumn = ColumnOf<'case'>;

/** The case rows of a reading, as texts and dates; every row is a place 0, 1, 2 … */
export class CaseRows {
  readonly answering: Uint8Array;
  readonly coHandling: Uint8Array;
  readonly standing: Uint8Array;
  private readonly lighting: Lighting;

  constructor(readonly point: BriefingPoint) {
    const { reading, validAt, calendar, rules } = point;
    [this.answering, this.coHandling, this.standing] = [answering(reading), coHandling(reading), standing(reading)];
    this.lighting = { validAt, calendar, lights: rules?.policies.lights ?? usualLights };
  }

  get reading(): Reading {
    return this.point.reading;
  }

  get length(): number {
    return this.answering.length;
  }

  value(row: number, column: CaseColumn): number {
    return this.reading.column('case', column)[row] as number;
  }

  text(row: number, column: CaseColumn): string | undefined {
    return this.named(this.value(row, column));
  }

  named(code: number): string | undefined {
    return code === none ? undefined : this.reading.dictionary.text(code);
  }

  day(row: number, column: CaseColumn): Day | undefined {
    const value = this.value(row, column);
    return value === none ? undefined : dayFromNumber(value);
  }

  id(row: number): string {
    return this.reading.dictionary.text(this.reading.column('case', 'case')[row] as number);
  }

  /** The unit it counts for, as mergers made it. */
  unit(row: number): string | undefined {
    const unit = this.text(row, 'countingUnit');
    return unit === undefined ? undefined : this.point.units.unitNow(unit);
  }

  line(row: number): CaseLine {
    const optional = {
      outerRole: this.text(row, 'outerRole'),
      unit: this.unit(row),
      leader: this.text(row, 'leaderInCharge'),
      handler: this.text(row, 'handler'),
    };
    return {
      case: this.id(row),
      number: this.text(row, 'number') ?? '',
      title: this.text(row, 'title') ?? '',
      kind: this.text(row, 'kind') ?? '',
      level: this.text(row, 'level') ?? '',
      ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as typeof optional),
      registeredOn: this.day(row, 'registeredOn') ?? '',
    };
  }

  /** What is due next of a case in stock, by the latest granted date: its opinion, its reply, or its later round. */
  due(row: number): number {
    if (this.coHandling[row] === 1) return this.value(row, 'opinionDue');
    return this.value(row, 'rounds') > 1 ? (this.laterDues().get(row) ?? none) : this.value(row, 'lightDue');
  }

  light(row: number): Light | undefined {
    return lightOf(this.due(row), this.lighting);
  }

  get lights(): Lighting {
    return this.lighting;
  }

  isInStock(row: number): boolean {
    return this.value(row, 'inStock') === 1;
  }

  /** Rows met by the test. */
  where(isMet: (row: number) => boolean): readonly number[] {
    const rows: number[] = [];
    for (let row = 0; row < this.length; row += 1) if (isMet(row)) rows.push(row);
    return rows;
  }

  /** Places of the case rows of a child grain, -1 for none. */
  placesOf(grain: Grain): Int32Array {
    return this.reading.casesOf(grain);
  }

  private laterDues(): ReadonlyMap<number, number> {
    return this.reading.memo('briefing:laterDues', () => {
      const [round, due, replied] = (['round', 'due', 'repliedOn'] as const).map((name) =>
        this.reading.column('round', name),
      );
      const dues = new Map<number, number>();
      this.placesOf('round').forEach((place, row) => {
        if ((round?.[row] as number) > 1 && replied?.[row] === none) dues.set(place, due?.[row] as number);
      });
      return dues;
    });
  }
}

/** By number, then id: the order an office looks things up in. */
export const byNumber = (a: CaseLine, b: CaseLine): number =>
  byCodeUnit(a.number, b.number) || byCodeUnit(a.case, b.case);
