import { addDays, addMonths, daysBetween, firstOfMonth, lastOfMonth } from '#libs/calendar/day.js';
import type { Day } from '#libs/kernel/event.js';
import type { FactColumns } from './columns.js';
import { compare, type Comparison } from './compare.js';
import type { OfficeReading } from './office-reading.js';
import type { ReportRequest } from './report.js';
import type { Scope } from './scope.js';

/** 环比 against the period before, 同比 against the same one a year earlier (N18). */
export type Against = 'previousPeriod' | 'previousYear';

/**
 * A report against an earlier one, figure by figure, rates in percentage points. Both are read at the report's own K and
 * under its one mapping of units (semantics 31, 32), so that what was corrected since is corrected on both sides.
 */
export const trend = (
  columns: FactColumns,
  office: OfficeReading,
  { request, against }: { request: ReportRequest; against: Against },
): Comparison => {
  const before = against === 'previousYear' ? shifted(request, 12) : previousPeriod(request);
  return compare(columns, { office, request: before }, { office, request });
};

/** A month's last day stays a last day; the calendar years asked about move along. */
const shifted = (request: ReportRequest, months: number): ReportRequest => {
  const { validAt, window, scope } = request;
  return {
    ...request,
    validAt: monthsBefore(validAt, months),
    ...(window ? { window: { from: addMonths(window.from, -months) } } : {}),
    ...(months % 12 === 0 && scope ? { scope: yearsBefore(scope, months / 12) } : {}),
  };
};

const monthsBefore = (day: Day, months: number): Day => {
  const earlier = addMonths(day, -months);
  return day === lastOfMonth(day) ? lastOfMonth(earlier) : earlier;
};

const yearsBefore = (scope: Scope, years: number): Scope =>
  scope.year === undefined ? scope : { ...scope, year: [scope.year].flat().map((year) => year - years) };

/** As many whole months, or else days, as the window holds, ending on its eve; two months where none is asked for. */
const previousPeriod = (request: ReportRequest): ReportRequest => {
  const { validAt, window } = request;
  if (!window) return shifted(request, 2);
  const isMonths = window.from === firstOfMonth(window.from) && validAt === lastOfMonth(validAt);
  if (isMonths) return shifted(request, monthsFrom(window.from, validAt));
  const days = daysBetween(window.from, validAt) + 1;
  return { ...request, validAt: addDays(validAt, -days), window: { from: addDays(window.from, -days) } };
};

const monthsFrom = (from: Day, until: Day): number => {
  const months = (day: Day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return months(until) - months(from) + 1;
};

/** What an issued closing stock and the opening stock read now differ by: 「上期更正 ±n」, with its cases (semantics 31). */
export const openingCorrection = (
  columns: FactColumns,
  { issued, now }: { issued: Corrected; now: Corrected },
  request: Omit<ReportRequest, 'figures' | 'knownAt'>,
): Comparison => {
  const side = ({ office, knownAt }: Corrected) => ({ office, request: { ...request, figures: ['stock@1'], knownAt } });
  return compare(columns, side(issued), side(now));
};

/** A K with the office as it was known there. */
interface Corrected {
  readonly knownAt: number;
  readonly office: OfficeReading;
}
