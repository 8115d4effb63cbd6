import type { FactColumns } from './columns.js';
import type { Words } from './definitions/definition.js';
import { definitionOf } from './definitions/table.js';
import { none } from './grains.js';
import { largestRemainder } from './fractions.js';
import { outside } from './grouping.js';
import type { OfficeReading } from './office-reading.js';
import { byCodeUnit, kinds, openStages, outerRoles, stages } from './orders.js';
import { Question, type Asked } from './question.js';
import type { Reading } from './reading.js';
import { stockBalance } from './stock-balance.js';

export interface IdentityResult {
  readonly id: string;
  readonly name: Words;
  readonly holds: boolean;
  readonly left: number;
  readonly right: number;
  /** Ids of the cases that break it. */
  readonly cases: readonly string[];
}

/** What a check looks at: one reading in one scope. */
export interface IdentityInput {
  readonly columns: FactColumns;
  readonly office: OfficeReading;
  readonly asked: Asked;
}

type Checked = Pick<IdentityResult, 'left' | 'right' | 'cases'>;

/** An equation that must hold between figures (勾稽, domain 7). Absent where it does not apply to what was asked. */
export interface Identity {
  readonly id: string;
  readonly name: Words;
  check(input: IdentityInput): Checked | undefined;
}

/** Case rows of the scope, as texts where asked. */
class CasesInScope {
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
const partition =
  (isIn: (cases: CasesInScope, row: number) => boolean, isCounted?: typeof isIn): Identity['check'] =>
  (input) => {
    const cases = new CasesInScope(input);
    const counted = cases.where((row) => isCounted?.(cases, row) ?? true);
    const stray = counted.filter((row) => !isIn(cases, row));
    return { left: counted.length, right: counted.length - stray.length, cases: stray.map((row) => cases.id(row)) };
  };

const includes = (list: readonly string[], text: string): boolean => list.includes(text);

/** 「无」 is for district cases, and for them alone (semantics 32). */
const hasRole = (cases: CasesInScope, row: number): boolean => {
  const role = cases.text(row, 'outerRole');
  return cases.text(row, 'level') === 'district' ? role === '' : includes(outerRoles, role);
};

const oneRowEach: Identity['check'] = (input) => {
  const cases = new CasesInScope(input);
  const seen = new Set<string>();
  const ids = cases.rows.map((row) => cases.id(row));
  const twice = ids.filter((id) => seen.size === seen.add(id).size);
  return { left: ids.length, right: seen.size, cases: twice };
};

const countingUnits: Identity['check'] = (input) => {
  const cases = new CasesInScope(input);
  const question = new Question(input.columns, input.office, { ...input.asked, by: ['unit'] });
  const { slots } = question.counted(definitionOf('received'));
  const grouped = slots.filter((slot) => slot !== outside).length;
  const stray = cases.where((row) => slots[row] === outside);
  return { left: cases.rows.length, right: grouped, cases: stray.map((row) => cases.id(row)) };
};

const receivedLessTerminated: Identity['check'] = (input) => {
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

const subjectShares: Identity['check'] = (input) => {
  const cases = new CasesInScope(input);
  const subject = cases.reading.column('case', 'subject');
  const counts = new Map<number, number>();
  cases.rows.forEach((row) => counts.set(subject[row] as number, (counts.get(subject[row] as number) ?? 0) + 1));
  const right = largestRemainder([...counts.values()]).reduce((sum, share) => sum + share, 0);
  return { left: counts.size === 0 ? 0 : 1000, right, cases: [] };
};

/** The identities, in printed order. */
export const identities: readonly Identity[] = [
  {
    id: 'cases.one-row',
    name: { zh: '每件恰有一行', en: 'every case has exactly one row' },
    check: oneRowEach,
  },
  {
    id: 'total.kinds',
    name: { zh: '合计 = 建议 + 提案', en: 'total = suggestions + proposals' },
    check: partition((cases, row) => includes(kinds, cases.text(row, 'kind'))),
  },
  {
    id: 'total.outer-roles',
    name: { zh: '合计 = 主办 + 合办 + 会办 + 无', en: 'total = lead + joint + co + none' },
    check: partition(hasRole),
  },
  {
    id: 'total.units',
    name: { zh: '合计 = 各承办单位之和（含未分办）', en: 'total = sum over units, unassigned included' },
    check: countingUnits,
  },
  {
    id: 'total.stages',
    name: { zh: '合计 = 各办理阶段之和', en: 'total = sum over stages' },
    check: partition((cases, row) => includes(stages, cases.text(row, 'stage'))),
  },
  {
    id: 'received.terminated',
    name: { zh: '收到 − 终止 = 收件数', en: 'received − terminated = cases' },
    check: receivedLessTerminated,
  },
  {
    id: 'suggestions.outer-roles',
    name: { zh: '建议 = 主办 + 合办 + 会办 + 无', en: 'suggestions = lead + joint + co + none' },
    check: partition(hasRole, (cases, row) => cases.text(row, 'kind') === 'suggestion'),
  },
  {
    id: 'subjects.hundred',
    name: { zh: '题材百分比合计 100', en: 'shares of subjects sum to 100' },
    check: subjectShares,
  },
  {
    id: 'stock',
    name: {
      zh: '期初 + 收到 + 恢复 − 答复 − 终止 = 期末',
      en: 'opening + received + reopened − answered − terminated = closing',
    },
    check: (input) => stockBalance(input, []),
  },
  {
    id: 'stock.units',
    name: { zh: '各单位期初与期末在办相符（含转入转出）', en: 'the stock of every unit balances, transfers included' },
    check: (input) => stockBalance(input, ['unit']),
  },
];

/** Every identity at a reading; those of the stock only where a window is asked for (semantics 30, domain 7). */
export const checkIdentities = (columns: FactColumns, office: OfficeReading, asked: Asked): readonly IdentityResult[] =>
  identities.flatMap(({ id, name, check }) => {
    const checked = check({ columns, office, asked });
    if (!checked) return [];
    const cases = [...new Set(checked.cases)].sort(byCodeUnit);
    return [{ id, name, holds: checked.left === checked.right && cases.length === 0, ...checked, cases }];
  });
