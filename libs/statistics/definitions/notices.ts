import { dayFromNumber } from '#libs/calendar/day.js';
import { none } from '../grains.js';
import type { Inquiry } from '../inquiry.js';
import { absent, and, bitsOf, present } from '../masks.js';
import { ofStanding } from './bases.js';
import { apart, inNumerator, part, type Definition, type Measure } from './definition.js';

// Every progress report opens a duty to tell the proposers (domain 9): how long it took, or has taken by V.

const reports = ({ reading }: Inquiry): Uint8Array => ofStanding(reading, 'progress');

const minuted = (inquiry: Inquiry): Uint8Array => {
  const { reading } = inquiry;
  return and(
    reports(inquiry),
    present(reading.column('progress', 'at')),
    present(reading.column('progress', 'notifiedAt')),
  );
};

/** Working days up to each day number, over the days met: asked day by day it would cost more than all the rest. */
const workingDays = (inquiry: Inquiry, [from, until]: readonly [Int32Array, Int32Array]): ((day: number) => number) => {
  const first = bound(from, Math.min);
  const last = bound(until, Math.max);
  const counts = new Int32Array(Math.max(0, last - first + 1));
  for (let at = 1; at < counts.length; at += 1)
    counts[at] = (counts[at - 1] as number) + (inquiry.office.isWorkingDay(dayFromNumber(first + at)) ? 1 : 0);
  return (day) => counts[day - first] ?? 0;
};

const bound = (days: Int32Array, pick: (a: number, b: number) => number): number =>
  days.reduce((found, day) => pick(found, day), days[0] ?? 0);

/** From the report to the first notice, or to V where the duty is still open. */
const daysToNotice = (inquiry: Inquiry): Int32Array => {
  const { reading } = inquiry;
  const [on, notifiedOn] = [reading.column('progress', 'on'), reading.column('progress', 'notifiedOn')];
  const until = notifiedOn.map((day) => (day === none ? reading.day : day));
  const count = workingDays(inquiry, [on, until]);
  return until.map((day, row) => count(day) - count(on[row] as number));
};

const minutesADay = 24 * 60;

const minutesToNotice = ({ reading }: Inquiry): Int32Array => {
  const [on, at] = [reading.column('progress', 'on'), reading.column('progress', 'at')];
  const [notifiedOn, notifiedAt] = [reading.column('progress', 'notifiedOn'), reading.column('progress', 'notifiedAt')];
  return notifiedOn.map((day, row) => {
    const minutes = (notifiedAt[row] as number) - (at[row] as number);
    return day === none ? 0 : (day - (on[row] as number)) * minutesADay + minutes;
  });
};

const evidence = ['seq', 'notifiedSeq'];
const taking: Readonly<Record<Measure['takes'], { zh: string; en: string }>> = {
  mean: { zh: '平均', en: 'mean' },
  median: { zh: '中位', en: 'median' },
};

const inDays = (takes: Measure['takes']): Definition => ({
  id: 'N21',
  variant: takes === 'mean' ? 'notified' : 'notifiedMedian',
  version: 1,
  name: { zh: `进展告知工作日（${taking[takes].zh}）`, en: `working days to tell of progress, ${taking[takes].en}` },
  basis: {
    zh: `自报告进展至首次告知提出人的工作日，${taking[takes].zh}；未告知的计至截至日，另列`,
    en: `working days from a progress report to its first notice, ${taking[takes].en}; open ones to V, and apart`,
  },
  counts: 'progress',
  credit: 'ownUnit',
  parts: { numerator: part('进展', 'progress reports', evidence), apart: part('未告知', 'still open', ['seq']) },
  classify: (inquiry) =>
    bitsOf([
      [inNumerator, reports(inquiry)],
      [apart, and(reports(inquiry), absent(inquiry.reading.column('progress', 'notifiedOn')))],
    ]),
  measure: { takes, unit: 'workingDays', per: 1, values: daysToNotice },
});

const inHours = (takes: Measure['takes']): Definition => ({
  id: 'N21',
  variant: takes === 'mean' ? 'notifiedHours' : 'notifiedHoursMedian',
  version: 1,
  name: { zh: `进展告知小时（${taking[takes].zh}）`, en: `hours to tell of progress, ${taking[takes].en}` },
  basis: {
    zh: `报告与告知都记有时刻的进展，其间的小时数，${taking[takes].zh}`,
    en: `hours between report and notice where both carry the minute, ${taking[takes].en}`,
  },
  counts: 'progress',
  credit: 'ownUnit',
  parts: { numerator: part('进展', 'progress reports', evidence) },
  classify: (inquiry) => bitsOf([[inNumerator, minuted(inquiry)]]),
  measure: { takes, unit: 'hours', per: 60, values: minutesToNotice },
});

/** How soon the proposers hear of progress, per unit that reports it (semantics 41). */
export const notices: readonly Definition[] = [inDays('mean'), inDays('median'), inHours('mean'), inHours('median')];
