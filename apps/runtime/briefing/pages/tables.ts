import type { Cell, Column, TableBlock } from '#libs/documents/content.js';
import type { Figure } from '#libs/office/briefing-events.js';
import { byCodeUnit } from '#libs/statistics/orders.js';
import { figureAddress } from '../addresses.js';
import type { FigureScope } from '../figures.js';
import { yearOf, type BriefingPoint } from '../point.js';
import { kindWord, levelWord, roleWord } from '../words.js';

/** A figure as a cell that opens its cases: a count, or a rate that Excel can go on counting with. */
export const figureCell = (point: BriefingPoint, id: string, scope: FigureScope): Cell => {
  const figure = point.figures.one(id, scope);
  const { numerator, denominator } = figure;
  const value = denominator === undefined ? numerator : { numerator, denominator };
  return { value, address: figureAddress(figure, point) };
};

interface FigureColumn extends Pick<Column, 'title' | 'type' | 'width'> {
  readonly figure: string;
  /** Cases of V's year only, or whatever stands. */
  readonly over: 'year' | 'all' | 'window';
}

const scopeOver = ({ over }: FigureColumn, point: BriefingPoint): FigureScope =>
  over === 'year' ? { year: yearOf(point) } : {};

const count = (title: string, figure: string, over: FigureColumn['over']): FigureColumn => ({
  ...{ title, figure, over },
  type: 'number',
});
const share = (title: string, figure: string): FigureColumn => ({ title, figure, over: 'year', type: 'rate' });

/** What is set side by side for each unit. */
const unitColumns: readonly FigureColumn[] = [
  count('今年收到', 'received', 'year'),
  count('件次', 'N16', 'year'),
  count('本期办复', 'flow.answered', 'window'),
  count('期末在办', 'stock', 'all'),
  share('办复率', 'N3b'),
  share('按期率', 'N4b'),
  share('配合意见按期率', 'N5i'),
  share('面商率', 'N6f'),
  count('逾期', 'overdue', 'all'),
  count('遗留件', 'N17', 'all'),
];

const columnsAt = ({ from }: BriefingPoint): readonly FigureColumn[] =>
  unitColumns.filter(({ over }) => over !== 'window' || from !== undefined);

/** Units that hold anything in the figures, those without a unit last. */
export const unitsIn = (figures: readonly Figure[]): readonly string[] => {
  const units = new Set(figures.flatMap(({ scope }) => scope['unit'] ?? []));
  return [...units].sort((a, b) => Number(a === 'unassigned') - Number(b === 'unassigned') || byCodeUnit(a, b));
};

export const unitNameOf = ({ units }: BriefingPoint, unit: string): string =>
  unit === 'unassigned' ? '未分办' : units.unitName(unit);

export const unitTable = (point: BriefingPoint, figures: readonly Figure[]): TableBlock => {
  const columns = columnsAt(point);
  const cellsOf = (scope: FigureScope): readonly Cell[] =>
    columns.map((column) => figureCell(point, column.figure, { ...scopeOver(column, point), ...scope }));
  return {
    kind: 'table',
    unit: '单位：件',
    columns: [{ title: '承办单位', type: 'text' }, ...columns.map(({ title, type }) => ({ title, type }))],
    rows: unitsIn(figures).map((unit) => [unitNameOf(point, unit), ...cellsOf({ unit })]),
    total: ['合计', ...cellsOf({})],
    notes: ['件数按牵头单位计，件次含共同牵头和配合；比率的基数为零的记“—”。'],
  };
};

/** Received and done by level, kind and role: a row for each that holds a case. */
export const receiptTable = (point: BriefingPoint): TableBlock => {
  const year = { year: yearOf(point) };
  const found = point.figures.row({ figures: ['received'], by: ['level', 'kind', 'outerRole'], scope: year });
  const ids = ['received', 'N1', 'N3b', 'N4b'];
  const cellsOf = (scope: FigureScope) => ids.map((id) => figureCell(point, id, scope));
  const rows = found.map(({ scope }) => [
    `${levelWord(scope['level'] ?? '')}${kindWord(scope['kind'] ?? '')}`,
    roleWord(scope['outerRole']),
    ...cellsOf(scope),
  ]);
  return {
    kind: 'table',
    title: `${yearOf(point)}年收到和办复情况`,
    unit: '单位：件',
    columns: [
      { title: '类别', type: 'text' },
      { title: '角色', type: 'text' },
      { title: '收到', type: 'number' },
      { title: '收件数', type: 'number' },
      { title: '办复率', type: 'rate' },
      { title: '按期办复率', type: 'rate' },
    ],
    rows,
    total: ['合计', '', ...cellsOf(year)],
  };
};
