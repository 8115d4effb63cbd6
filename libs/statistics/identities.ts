import type { FactColumns } from './columns.js';
import { carryOver } from './carry-over.js';
import type { Words } from './definitions/definition.js';
import {
  countingUnits,
  hasRole,
  includes,
  oneRowEach,
  partition,
  receivedLessTerminated,
  type Check,
  type Checked,
} from './identity-checks.js';
import type { OfficeReading } from './office-reading.js';
import { byCodeUnit, kinds, stages } from './orders.js';
import { percentageColumns } from './percentages.js';
import type { Asked } from './question.js';
import { stockBalance } from './stock-balance.js';
import { termsContainYears, windowsTileTheYear } from './tiling.js';

export interface IdentityResult extends Checked {
  readonly id: string;
  readonly name: Words;
  readonly holds: boolean;
}

/** An equation that must hold between figures (勾稽, domain 7). */
export interface Identity {
  readonly id: string;
  readonly name: Words;
  readonly check: Check;
}

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
    check: percentageColumns(['N19']),
  },
  {
    id: 'percentages.hundred',
    name: { zh: '各构成百分比合计 100', en: 'the shares of every list sum to 100' },
    check: percentageColumns([
      'stage',
      'N9/grades',
      'N9a/grades',
      'N11',
      'N11c',
      'N11c/explicit-only',
      'N13/states',
      'N14/disclosures',
    ]),
  },
  {
    id: 'terms.years',
    name: { zh: '本届合计 = 各年之和', en: 'a term is the sum of its years' },
    check: termsContainYears,
  },
  {
    id: 'year.windows',
    name: { zh: '本年收到 = 各双月收到之和', en: 'received in the year = sum over its two-month windows' },
    check: windowsTileTheYear,
  },
  {
    id: 'legacy.carried-over',
    name: { zh: '结转清单 = 年初遗留件', en: 'cases carried over = legacy cases at the start of the year' },
    check: carryOver,
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
