import type { FactColumns } from './columns.js';
import { definitionOf } from './definitions/table.js';
import { none } from './grains.js';
import { outside } from './grouping.js';
import type { OfficeReading } from './office-reading.js';
import { openStages, outerRoles } from './orders.js';
import { Question, type Asked } from './question.js';
import type { Reading } from './reading.js';

/** What a check looks at: one reading in one scope. */
export interface IdentityInput {
  readonly columns: FactColumns;
  readonly office: OfficeReading;
  readonly asked: Asked;
}

/** Both sides of an equation, and the ids of the cases that break it. */
export interface Checked {
  readonly left: number;
  readonly right: number;
  readonly cases: readonly string[];
}

/** Absent where the equation does not apply to what was asked. */
export type Check = (input: IdentityInput) => Checked | undefined;

/** Case rows of the scope, as texts where asked. */
export class CasesInScope {
  readonly reading: Reading;
  readonly rows: readonly number[];

  constructor({ columns, office, asked }: IdentityInput) {
    const question = new Question(columns, office, { ...asked, by: [] });
    this.reading = question.reading;
    const slots = question.slotsOf(question.source('case', 'countingUnit'));
    this.rows = [...slots.keys()].filter((row) => slots[row] !== outside);
  }

  id(row: number): string {
    return this.reading.dictionary.text(this.reading.column('case', 'case')[row] as number);
  }

  text(row: number, column: 'kind' | 'level' | 'outerRole' | 'stage'): string {
    const code = this.reading.column('case', column)[row] as number;
    return code === none ? '' : this.reading.dictionary.text(code);
  }

  where(isMet: (row: number) => boolean): readonly number[] {
    return this.rows.filter(isMet);
  }
}

/** Left counts rows, right those that fall into one of the classes; the rest break the equation. */
export const partition =
  (isIn: (cases: CasesInScope, row: number) => boolean, isCounted?: typeof isIn): Check =>
  (input) => {
    const cases = new CasesInScope(input);
    const counted = cases.where((row) => isCounted?.(cases, row) ?? true);
    const stray = counted.filter((row) => !isIn(cases, row));
    return { left: counted.length, right: counted.length - stray.length, cases: stray.map((row) => cases.id(row)) };
  };

export const includes = (list: readonly string[], text: string): boolean => list.includes(text);

/** 「无」 is for district cases, and for them alone (semantics 32). */
export const hasRole = (cases: CasesInScope, row: number): boolean => {
  const role = cases.text(row, 'outerRole');
  return cases.text(row, 'level') === 'district' ? role === '' : includes(outerRoles, role);
};

export const oneRowEach: Check = (input) => {
  const cases = new CasesInScope(input);
  const seen = new Set<string>();
  const ids = cases.rows.map((row) => cases.id(row));
  const twice = ids.filter((id) => seen.size === seen.add(id).size);
  return { left: ids.length, right: seen.size, cases: twice };
};

export const countingUnits: Check = (input) => {
  const cases = new CasesInScope(input);
  const question = new Question(input.columns, input.office, { ...input.asked, by: ['unit'] });
  const { slots } = question.counted(definitionOf('received'));
  const grouped = slots.filter((slot) => slot !== outside).length;
  const stray = cases.where((row) => slots[row] === outside);
  return { left: cases.rows.length, right: grouped, cases: stray.map((row) => cases.id(row)) };
};

export const receivedLessTerminated: Check = (input) => {
  const cases = new CasesInScope(input);
  const terminatedOn = cases.reading.column('case', 'terminatedOn');
  const isTerminated = (row: number) => terminatedOn[row] !== none;
  const isOpen = (row: number) => includes(openStages, cases.text(row, 'stage'));
  const stray = cases.where((row) => isTerminated(row) === isOpen(row));
  return {
    left: cases.rows.length - cases.where(isTerminated).length,
    right: cases.where(isOpen).length,
    cases: stray.map((row) => cases.id(row)),
  };
};
