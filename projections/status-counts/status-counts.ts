import { lastDay } from '../last-day.js';
import type { FactColumns } from '#libs/statistics/columns.js';
import type { Dimension } from '#libs/statistics/dimensions.js';
import { plainOffice } from '#libs/statistics/office-reading.js';
import { report, type ReportGroup } from '#libs/statistics/report.js';
import type { ViewDocument } from '#libs/view-store/port.js';
import type { Counter } from '../following-columns.js';

/** What each count is told by; the empty list is the whole. */
const groupings: readonly (readonly Dimension[])[] = [
  [],
  ['year'],
  ['kind'],
  ['level'],
  ['outerRole'],
  ['unit'],
  ['year', 'kind'],
  ['year', 'outerRole'],
  ['year', 'unit'],
  ['year', 'kind', 'outerRole'],
];

const figures = ['received@1', 'N1@1', 'stock@1', 'stage@2'];

/** status-counts: how many cases stand where, now. What depends on the clock is computed when asked, never stored. */
export const statusCounts: Counter = {
  name: 'status-counts',
  version: 2,
  collection: {
    name: 'counts',
    indexes: [
      { by: 1, _id: 1 },
      { year: 1, _id: 1 },
    ],
  },
  // Of a log that never held a case there is nothing to count, live or built anew.
  documents: (columns, { seq }) =>
    columns.table('case').length === 0 ? [] : groupings.flatMap((by) => grouped(columns, seq, by)),
};

const grouped = (columns: FactColumns, knownAt: number, by: readonly Dimension[]): readonly ViewDocument[] => {
  const asked = { validAt: lastDay, knownAt, figures, by, units: 'original' as const };
  const { groups, total } = report(columns, plainOffice, asked);
  return by.length === 0
    ? [documentOf(by, { group: {}, figures: total })]
    : groups.map((group) => documentOf(by, group));
};

const documentOf = (by: readonly Dimension[], { group, figures: counted }: ReportGroup): ViewDocument => {
  const [received, cases, stock, stages] = counted;
  return {
    _id: [by.join('+') || 'all', ...by.map((name) => group[name])].join('|'),
    by: by.join('+') || 'all',
    ...group,
    received: received?.numerator ?? 0,
    cases: cases?.numerator ?? 0,
    stock: stock?.numerator ?? 0,
    stages: Object.fromEntries((stages?.cells ?? []).map(({ key, count }) => [key, count])),
  };
};
