import type { Block, Restatement, TableBlock } from '../content.js';

/** Figures of earlier issues that read differently now, as the last chapter of the text. */
export const restated = (list: readonly Restatement[] = []): readonly Block[] =>
  list.length === 0 ? [] : [{ kind: 'heading', level: 1, text: '数据更正' }, restatementTable(list)];

const restatementTable = (list: readonly Restatement[]): TableBlock => ({
  kind: 'table',
  columns: [
    { title: '原文', type: 'text' },
    { title: '指标', type: 'text' },
    { title: '原数', type: 'text' },
    { title: '现数', type: 'text' },
    { title: '原因', type: 'text' },
  ],
  rows: list.map(({ of, figure, issued, now, because, address }) => [
    of,
    figure,
    issued,
    address ? { value: now, address } : now,
    because,
  ]),
});
