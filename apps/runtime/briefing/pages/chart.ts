import { bimonthlyPeriod, type PeriodIndex } from '#libs/calendar/period.js';
import type { Chart } from '#libs/documents/content.js';
import { pointAt, yearOf, type BriefingPoint } from '../point.js';

const indices: readonly PeriodIndex[] = [1, 2, 3, 4, 5, 6];

/** Received and done in each two months of V's year; a chart of one pair of columns says nothing. */
export const yearChart = (point: BriefingPoint): Chart | undefined => {
  const windows = indices
    .map((index) => bimonthlyPeriod(Number(yearOf(point)), index))
    .filter(({ validAt }) => validAt <= point.validAt);
  if (windows.length < 2) return undefined;
  const counts = windows.map(({ from, validAt }) => {
    const { figures } = pointAt(point, { from, validAt });
    return figures.row({ figures: ['flow.received', 'flow.answered', 'flow.closing'], by: [], scope: {} });
  });
  const series = ['收到', '办复', '期末在办'].map((name, at) => ({
    name,
    values: counts.map((figures) => figures[at]?.numerator ?? 0),
  }));
  const categories = windows.map((_, at) => `${2 * at + 1}—${2 * at + 2}月`);
  return { kind: 'chart', type: 'column', title: `${yearOf(point)}年各期收到、办复和在办（件）`, categories, series };
};
