import { dayFromNumber, dayNumber } from '#libs/calendar/day.js';
import { parsePeriod, periodOf, type Period } from '#libs/calendar/period.js';
import type { FactColumns } from '#libs/statistics/columns.js';
import { bookFlows } from '#libs/statistics/definitions/definition.js';
import type { GroupKey } from '#libs/statistics/dimensions.js';
import { none } from '#libs/statistics/grains.js';
import { openEnd } from '#libs/statistics/packing.js';
import { plainOffice } from '#libs/statistics/office-reading.js';
import { report, type ReportGroup } from '#libs/statistics/report.js';
import type { ViewDocument } from '#libs/view-store/port.js';
import type { Counter } from '../following-columns.js';
import { periodCounts, type PeriodCounts } from './period-counts.js';

/**
 * bimonthly-briefing: the stock's book of every two months, per original unit and in total, with what was replied, said
 * and met in them (semantics 30, 48). Dated facts only: overdue and the mapping of units are evaluated when asked.
 */
export const bimonthlyBriefing: Counter = {
  name: 'bimonthly-briefing',
  version: 1,
  collection: {
    name: 'periods',
    indexes: [
      { period: 1, _id: 1 },
      { unit: 1, _id: 1 },
    ],
  },
  documents: (columns, { seq, from }) => {
    const counts = periodCounts(columns, from);
    return periods(columns)
      .filter((period) => !endsBefore(period, from))
      .flatMap((period) => documentsOf(columns, { seq, period, counts }));
  },
  stands: (id, from) => endsBefore(parsePeriod(id.slice(0, id.indexOf('|'))), from),
};

/** What a period says rests on its days and those before them. */
const endsBefore = ({ validAt }: Period, day: number): boolean => dayNumber(validAt) < day;

/** From the first day anything happened to a case to the last. */
const periods = (columns: FactColumns): readonly Period[] => {
  const found = new Map<string, Period>();
  for (const day of changes(columns)) {
    const period = periodOf(dayFromNumber(day));
    found.set(period.id, period);
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
};

/** Days at which a case row that is still known begins. */
const changes = (columns: FactColumns): ReadonlySet<number> => {
  const table = columns.table('case');
  const [vFrom, kTo] = [table.column('vFrom').all, table.kTo.all];
  const days = new Set<number>();
  for (let row = 0; row < table.length; row += 1)
    if (kTo[row] === openEnd && vFrom[row] !== none) days.add(vFrom[row] as number);
  return days;
};

interface Asked {
  readonly seq: number;
  readonly period: Period;
  readonly counts: PeriodCounts;
}

const documentsOf = (columns: FactColumns, { seq, period, counts }: Asked): readonly ViewDocument[] => {
  const { from, validAt } = period;
  const asked = { validAt, knownAt: seq, window: { from }, units: 'original' as const };
  const figures = bookFlows.map((flow) => `flow.${flow}@1`);
  const book = report(columns, plainOffice, { ...asked, figures, by: ['unit'] });
  const roles = report(columns, plainOffice, {
    ...asked,
    figures: ['flow.received@1'],
    by: ['unit', 'kind', 'outerRole'],
  });
  const rows = book.groups.map(({ group, figures: own }) => {
    const unit = group.unit ?? 'unassigned';
    const mine = roles.groups.filter((each) => each.group.unit === unit);
    return documentOf(period, unit, { figures: own, by: receivedBy(mine), counts });
  });
  return [documentOf(period, null, { figures: book.total, by: receivedBy(roles.groups), counts }), ...rows];
};

const receivedBy = (groups: readonly ReportGroup[]): Readonly<Record<string, number>> => {
  const by: Record<string, number> = {};
  for (const { group, figures } of groups) {
    const count = figures[0]?.numerator ?? 0;
    if (count > 0) by[nameOf(group)] = (by[nameOf(group)] ?? 0) + count;
  }
  return by;
};

const nameOf = ({ kind, outerRole }: GroupKey): string => `${kind}|${outerRole}`;

interface Counted {
  readonly figures: ReportGroup['figures'];
  readonly by: Readonly<Record<string, number>>;
  readonly counts: PeriodCounts;
}

const documentOf = ({ id }: Period, unit: string | null, { figures, by, counts }: Counted): ViewDocument => ({
  _id: `${id}|${unit ?? 'total'}`,
  period: id,
  unit,
  ...Object.fromEntries(bookFlows.map((flow, index) => [flow, figures[index]?.numerator ?? 0])),
  receivedBy: by,
  ...counts(id, unit),
});
