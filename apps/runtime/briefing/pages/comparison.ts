import type { Cell, TableBlock } from '#libs/documents/content.js';
import type { Figure } from '#libs/office/briefing-events.js';
import { noBase, points, rate } from '#libs/statistics/fractions.js';
import { figureAddress } from '../addresses.js';
import type { FigureScope } from '../figures.js';
import { pointAt, yearOf, type BriefingPoint } from '../point.js';
import { asIssued, yearBefore, type Previous } from '../previous.js';

interface Compared {
  readonly title: string;
  readonly figure: string;
  readonly ofYear?: true;
}

const compared: readonly Compared[] = [
  { title: '本期收到', figure: 'flow.received' },
  { title: '本期办复', figure: 'flow.answered' },
  { title: '期末在办', figure: 'flow.closing' },
  { title: '本年收到', figure: 'received', ofYear: true },
  { title: '办复率', figure: 'N3b', ofYear: true },
  { title: '按期办复率', figure: 'N4b', ofYear: true },
  { title: '会办意见按期率', figure: 'N5', ofYear: true },
  { title: '面商率', figure: 'N6f', ofYear: true },
  { title: '办理结果满意率', figure: 'N9', ofYear: true },
  { title: '逾期未办', figure: 'overdue' },
  { title: '历史遗留件', figure: 'N17' },
];

const read = ({ figure, ofYear }: Compared, point: BriefingPoint): Figure => {
  const scope: FigureScope = ofYear ? { year: yearOf(point) } : {};
  return point.figures.one(figure, scope);
};

const shown = ({ numerator, denominator }: Figure): string =>
  denominator === undefined ? String(numerator) : rate(numerator, denominator);

const cell = (figure: Figure, point: BriefingPoint): Cell => ({
  value: shown(figure),
  address: figureAddress(figure, point),
});

/** Counts differ by cases, rates by percentage points (N18). */
const difference = (now: Figure, before: Figure): string => {
  if (now.denominator === undefined) return signed(now.numerator - before.numerator);
  const [was, is] = [before, now].map(({ numerator, denominator = 0 }) => ({ numerator, denominator }));
  const moved = points(was!, is!);
  return moved === noBase ? noBase : `${moved}个百分点`;
};

const signed = (value: number): string => (value > 0 ? `+${value}` : String(value));

/** What the earlier issue printed, where it reads otherwise now (semantics 31). */
const issuedThen = (row: Compared, now: Figure, { issued, point }: Previous): string => {
  const scope: FigureScope = row.ofYear ? { year: yearOf(point) } : {};
  const then = asIssued(issued, row.figure, scope);
  return then === undefined || shown(then) === shown(now) ? '' : shown(then);
};

/** 环比 and 同比, both read at this report's own K; what was printed then stands beside where it differs. */
export const comparisonTable = (point: BriefingPoint, previous: Previous | undefined): TableBlock | undefined => {
  if (!previous || point.from === undefined) return undefined;
  const lastYear = pointAt(point, yearBefore({ from: point.from, validAt: point.validAt }));
  const [now, before, then] = [point, previous.point, lastYear].map((at) => compared.map((row) => read(row, at)));
  const rows = compared.map((row, at): readonly Cell[] => {
    const [current, earlier, year] = [now![at]!, before![at]!, then![at]!];
    return [
      row.title,
      cell(current, point),
      cell(earlier, previous.point),
      issuedThen(row, earlier, previous),
      difference(current, earlier),
      cell(year, lastYear),
      difference(current, year),
    ];
  });
  const titles = ['指标', '本期', '上期', '上期原印发', '环比', '上年同期', '同比'];
  return {
    kind: 'table',
    columns: titles.map((title) => ({ title, type: 'text' })),
    rows,
    notes: ['上期和上年同期均按本期所知重新计算；与原印发不同的，另列原印发数。'],
  };
};
