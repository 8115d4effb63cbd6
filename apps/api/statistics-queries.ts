import { definitions } from '#libs/statistics/definitions/table.js';
import { figureId, type Part } from '#libs/statistics/definitions/definition.js';
import { askingOf, askingParameters, groupOf } from './parameters.js';
import type { QueryRoute } from './query-route.js';
import { identitiesTable } from './tables/audit-tables.js';
import { causesTable, drillTable } from './tables/comparison-table.js';
import { figuresTable } from './tables/report-table.js';

/** Figures, the cases behind them, and their differences. */
export const statisticsRoutes: readonly QueryRoute[] = [
  {
    path: '/statistics',
    summary: { zh: '统计', en: 'Figures at any (validAt, knownAt)' },
    parameters: askingParameters,
    table: figuresTable,
    answer: (runtime, read) => runtime.statistics.report(askingOf(read)),
  },
  {
    path: '/statistics/cases',
    summary: { zh: '打开一个数字', en: 'The cases behind a number, each with its events' },
    parameters: { ...askingParameters, figure: 'text', part: 'part', cell: 'text', 'group.*': 'text' },
    table: drillTable,
    answer: (runtime, read) => {
      const group = groupOf(read);
      const by = Object.keys(group) as (keyof typeof group)[];
      const cell = read['cell'] === undefined ? undefined : { key: read['cell'] };
      const opened = { figure: read['figure'] ?? 'received', part: read['part'] as Part | undefined, cell, group };
      return runtime.statistics.drill({ ...askingOf(read), by }, opened);
    },
  },
  {
    path: '/statistics/differences',
    summary: { zh: '比较两个时点', en: 'Two readings compared, with the events that made the difference' },
    parameters: { ...askingParameters, toValidAt: 'day', toKnownAt: 'text' },
    table: causesTable,
    answer: (runtime, read) => {
      const before = askingOf(read);
      return runtime.statistics.compare(before, { ...before, validAt: read['toValidAt'], knownAt: read['toKnownAt'] });
    },
  },
  {
    path: '/statistics/matrix',
    summary: { zh: '回头看矩阵', en: 'The revisit matrix' },
    parameters: { ...askingParameters, campaign: 'text' },
    answer: (runtime, read) => runtime.statistics.matrix({ ...askingOf(read), campaign: read['campaign'] }),
  },
  {
    path: '/statistics/identities',
    summary: { zh: '勾稽', en: 'Identities, and the cases that break them' },
    parameters: askingParameters,
    table: identitiesTable,
    answer: (runtime, read) => runtime.statistics.identities(askingOf(read)),
  },
  {
    path: '/statistics/definitions',
    summary: { zh: '指标定义', en: 'Definitions' },
    answer: async () =>
      definitions.map((each) => ({ id: figureId(each), name: each.name, basis: each.basis, counts: each.counts })),
  },
];
