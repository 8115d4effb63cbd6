import { definitionOf } from '#libs/statistics/definitions/table.js';
import type { CellFigure } from '#libs/statistics/cell-figures.js';
import type { Figure } from '#libs/statistics/figure.js';
import type { Report, ReportGroup } from '#libs/statistics/report.js';
import type { Speech } from '../words/speech.js';
import type { Cell, Table } from './table.js';

/** Name of a figure, and its code where two figures share a name. */
export const figureName = (id: string, { language }: Speech): string => definitionOf(id).name[language];

/** What a group is called: the values of its dimensions. */
export const groupName = ({ group, labels }: ReportGroup, speech: Speech): string =>
  Object.entries(group)
    .map(([dimension, key]) => labels?.[key] ?? speech.value(dimension, key))
    .join(' · ');

/** A rate with what it is of; a list with its cells below one another. */
export const figureText = (figure: Figure, speech: Speech): string => {
  const { numerator, denominator, value, cells, remark } = figure;
  const { open, close } = speech.mark;
  if (remark === 'mapping.needed') return speech.isChinese ? '（口径不同，须指定对照表）' : '(name a mapping)';
  if (cells)
    return cells
      .map((cell) => `${cellName(cell, figure, speech)} ${cell.count}${open}${cell.value}${close}`)
      .join('\n');
  if (denominator === undefined || denominator === null) return value;
  return `${value}${open}${numerator ?? 0}/${denominator}${close}`;
};

/** Under its scheme where lists of several schemes stand below one another. */
const cellName = ({ key, scheme }: CellFigure, { cells = [] }: Figure, speech: Speech): string => {
  const schemes = new Set(cells.map((cell) => cell.scheme));
  const kind = /-(suggestion|proposal)$/.exec(scheme ?? '')?.[1];
  if (scheme === undefined || schemes.size < 2) return speech.cell(key);
  return `${kind === undefined ? scheme : speech.value('kind', kind)}${speech.mark.colon}${speech.cell(key)}`;
};

/** One row a figure and one column a group where there are few groups; else one row a group. */
export const reportTable = (report: Report, speech: Speech): Table => {
  const figures = report.total.map(({ id }) => id);
  const groups = [
    ...report.groups
      .filter(({ group }) => Object.keys(group).length > 0)
      .map((each) => [groupName(each, speech), each.figures] as const),
    [speech.column('total'), report.total] as const,
  ];
  if (figures.length < groups.length) return byGroup(groups, speech);
  return {
    columns: [speech.column('figure'), ...groups.map(([name]) => name)],
    rows: figures.map((id, at) => [figureName(id, speech), ...groups.map(([, own]) => figureText(own[at]!, speech))]),
  };
};

type NamedGroup = readonly [name: string, figures: readonly Figure[]];

const byGroup = (groups: readonly NamedGroup[], speech: Speech): Table => ({
  columns: [speech.column('group'), ...groups[0]![1].map(({ id }) => figureName(id, speech))],
  rows: groups.map(([name, figures]) => [name, ...figures.map((figure) => figureText(figure, speech))]),
});

/** One row a number, with its exact parts: what a program or another workbook goes on with. */
export const figuresTable = (report: Report, speech: Speech): Table => {
  const dimensions = Object.keys(report.groups[0]?.group ?? {});
  const columns = ['figure', 'code', 'cell', 'numerator', 'denominator', 'apart', 'value'] as const;
  const totals = { group: Object.fromEntries(dimensions.map((name) => [name, null])), figures: report.total };
  const groups = dimensions.length > 0 ? [...report.groups, totals] : [totals];
  return {
    columns: [...dimensions.map((name) => speech.dimension(name)), ...columns.map((name) => speech.column(name))],
    rows: groups.flatMap((group) => {
      const keys = dimensions.map((name) => keyText(name, group as ReportGroup, speech));
      return group.figures.flatMap((figure) => numbersOf(figure, speech).map((numbers) => [...keys, ...numbers]));
    }),
  };
};

const keyText = (dimension: string, { group, labels }: ReportGroup, speech: Speech): string => {
  const key = (group as Readonly<Record<string, string | null>>)[dimension];
  if (key === null || key === undefined) return speech.column('total');
  return labels?.[key] ?? speech.value(dimension, key);
};

const numbersOf = (figure: Figure, speech: Speech): readonly (readonly Cell[])[] => {
  const { id, numerator, denominator = null, apart = null, value, cells = [] } = figure;
  const name = figureName(id, speech);
  return [
    [name, id, '', numerator, denominator, apart, value],
    ...cells.map((cell) => [name, id, cellName(cell, figure, speech), cell.count, cell.of, null, cell.value]),
  ];
};
