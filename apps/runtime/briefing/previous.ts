import { addDays, addMonths, lastOfMonth } from '#libs/calendar/day.js';
import { parsePeriod, previousPeriod } from '#libs/calendar/period.js';
import type { Day } from '#libs/kernel/event.js';
import type { BriefingIssued, Figure } from '#libs/office/briefing-events.js';
import { byCodeUnit } from '#libs/statistics/orders.js';
import { openingCorrection } from '#libs/statistics/trend.js';
import { officeAt, policiesAt } from '../queries/office-at.js';
import { nameOf, withoutVersion, type FigureScope } from './figures.js';
import { CaseRows } from './lists/case-rows.js';
import { pointAt, type BriefingPoint, type BriefingSources } from './point.js';

/** The reading before this one, at this one's K; and what was issued of it then (semantics 31). */
export interface Previous {
  readonly point: BriefingPoint;
  readonly issued?: BriefingIssued;
  /** 「上期更正 ±n」: what the issued closing stock and the opening stock read now differ by. */
  readonly correction?: Correction;
}

export interface Correction {
  readonly issued: number;
  readonly now: number;
  readonly numbers: readonly string[];
}

interface Window {
  readonly from: Day;
  readonly validAt: Day;
}

/** Two months before two months, a year before a year; nothing before other stretches. */
const windowBefore = ({ kind, period, from, validAt }: BriefingPoint): Window | undefined => {
  if (kind === 'bimonthly' && period !== undefined) return previousPeriod(parsePeriod(period));
  if (kind === 'annual' && from !== undefined) return yearBefore({ from, validAt });
  return undefined;
};

/** The same days a year earlier (同比); a month's last day stays one. */
export const yearBefore = ({ from, validAt }: Window): Window => {
  const end = addMonths(validAt, -12);
  const isLast = validAt === lastOfMonth(validAt);
  return { from: addMonths(from, -12), validAt: isLast ? lastOfMonth(end) : end };
};

export const previousOf = (point: BriefingPoint, sources: BriefingSources): Previous | undefined => {
  const window = windowBefore(point);
  if (!window) return undefined;
  const before = pointAt(point, window);
  const issued = issuedOf(window, point);
  const correction = issued && correctionOf(issued, point, sources);
  return { point: before, ...(issued ? { issued } : {}), ...(correction ? { correction } : {}) };
};

/** The same kind over those very days, as known at this K. */
const issuedOf = ({ from, validAt }: Window, { kind, issued }: BriefingPoint) =>
  issued.find((each) => each.kind === kind && each.from === from && each.validAt === validAt && each.figures);

const correctionOf = (
  issued: BriefingIssued,
  point: BriefingPoint,
  { office, jurisdiction }: BriefingSources,
): Correction | undefined => {
  const eve = addDays(point.from ?? point.until, -1);
  if (issued.validAt !== eve || issued.knownAt >= point.knownAt) return undefined;
  const was = { knownAt: issued.knownAt, office: officeAt(office, jurisdiction, issued) };
  const now = { knownAt: point.knownAt, office: point.units };
  const request = { validAt: eve, policies: policiesAt(office, jurisdiction, issued) };
  const [stock] = openingCorrection(point.columns, { issued: was, now }, request).total;
  const [before, after] = [stock?.before?.numerator ?? 0, stock?.after?.numerator ?? 0];
  if (before === after && (stock?.moves.length ?? 0) === 0) return undefined;
  const moved = new Set(stock?.moves.map(({ case: id }) => id));
  return { issued: before, now: after, numbers: numbersOf(moved, pointAt(point, { validAt: eve })) };
};

/** Numbers as printed, of cases that may be gone at this reading: then their id. */
const numbersOf = (ids: ReadonlySet<string>, point: BriefingPoint): readonly string[] => {
  const rows = new CaseRows(point);
  const known = new Map(rows.where((row) => ids.has(rows.id(row))).map((row) => [rows.id(row), rows.line(row).number]));
  return [...ids].map((id) => known.get(id) ?? id).sort(byCodeUnit);
};

/** What the earlier issue printed for a figure, if it printed it, by whatever version of its definition. */
export const asIssued = (issued: BriefingIssued | undefined, id: string, scope: FigureScope): Figure | undefined => {
  const name = nameOf(withoutVersion(id), scope);
  return issued?.figures?.find((figure) => nameOf(withoutVersion(figure.id), figure.scope) === name);
};
