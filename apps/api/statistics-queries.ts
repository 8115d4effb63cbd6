import { definitions } from '#libs/statistics/definitions/table.js';
import { figureId, type Definition, type Part } from '#libs/statistics/definitions/definition.js';
import { rulesOf } from '#libs/statistics/definitions/source-rules.js';
import type { Against } from '#libs/statistics/trend.js';
import { askingOf, askingParameters, groupOf } from './parameters.js';
import type { QueryRoute } from './query-route.js';
import { identitiesTable } from './tables/audit-tables.js';
import { causesTable, drillTable } from './tables/comparison-table.js';
import { figuresTable } from './tables/report-table.js';

/** A definition in words: what is counted over what, of which unit, by which rules. */
const told = (definition: Definition) => {
  const { name, basis, counts, parts, measure } = definition;
  const named = Object.fromEntries(Object.entries(parts).map(([part, row]) => [part, row.name]));
  const measured = measure && { takes: measure.takes, unit: measure.unit };
  return {
    id: figureId(definition),
    name,
    basis,
    counts,
    parts: named,
    ...(measured ? { measured } : {}),
    rules: rulesOf(definition),
  };
};

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
    parameters: { ...askingParameters, figure: 'text', part: 'part', cell: 'text', scheme: 'text', 'group.*': 'text' },
    table: drillTable,
    answer: (runtime, read) => {
      const group = groupOf(read);
      const by = Object.keys(group) as (keyof typeof group)[];
      const { cell: key, scheme } = read;
      const cell = key === undefined ? undefined : { key, ...(scheme === undefined ? {} : { scheme }) };
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
    path: '/statistics/trend',
    summary: {
      zh: '环比、同比',
      en: 'A report against the period before, or the year before, at its own known position',
    },
    parameters: { ...askingParameters, against: 'against' },
    answer: (runtime, read) =>
      runtime.statistics.trend(askingOf(read), (read['against'] as Against | undefined) ?? 'previousPeriod'),
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
    answer: async () => definitions.map(told),
  },
];
