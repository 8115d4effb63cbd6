import fc from 'fast-check';
import { due, isSpan } from './clock-span.js';
import type { Span } from './clock-span.js';
import { dayFromNumber, dayNumber } from './day.js';
import { shanghaiNotices } from './shanghai-notices.js';
import { workingCalendar } from './working-days.js';

const calendar = workingCalendar(shanghaiNotices);
const until2025 = workingCalendar(shanghaiNotices.filter(({ year }) => year < 2026));
const refusal = (code: string) => expect.objectContaining({ code });
const settled = (day: string) => ({ due: day, provisional: false });
const provisional = (day: string) => ({ due: day, provisional: true });

describe('a due date', () => {
  it('falls on the corresponding day of the month, the start day not counted (domain 5)', () => {
    expect(due('2015-05-18', { months: 3 }, calendar)).toEqual(settled('2015-08-18'));
  });

  it('falls on the last day of a month that lacks the corresponding day (domain 5)', () => {
    expect(due('2024-11-30', { months: 3 }, calendar)).toEqual(settled('2025-02-28'));
  });

  it('counts working days over holidays and make-up days (semantics 22)', () => {
    expect(due('2015-09-01', { workingDays: 7 }, calendar)).toEqual(settled('2015-09-11'));
  });

  it('counts plain days', () => {
    expect(due('2015-05-18', { days: 10 }, calendar)).toEqual(settled('2015-05-28'));
  });

  it('moves from a holiday to the next working day, for months and days alike (semantics 22)', () => {
    expect(due('2015-06-03', { months: 3 }, calendar)).toEqual(settled('2015-09-06'));
    expect(due('2015-08-28', { days: 6 }, calendar)).toEqual(settled('2015-09-06'));
  });

  it('moves from a weekend to Monday (semantics 22)', () => {
    expect(due('2015-05-16', { months: 3 }, calendar)).toEqual(settled('2015-08-17'));
  });

  it('stays on a weekend day that is worked (semantics 22)', () => {
    expect(due('2015-06-06', { months: 3 }, calendar)).toEqual(settled('2015-09-06'));
  });

  it('is provisional where it rests on a year without a notice (domain 5)', () => {
    expect(due('2025-11-30', { months: 3 }, until2025)).toEqual(provisional('2026-03-02'));
    expect(due('2025-12-22', { workingDays: 20 }, until2025)).toEqual(provisional('2026-01-19'));
  });

  it('is recomputed to the true day once the notice is in (semantics 21)', () => {
    expect(due('2025-11-30', { months: 3 }, calendar)).toEqual(settled('2026-02-28'));
    expect(due('2025-12-22', { workingDays: 20 }, calendar)).toEqual(settled('2026-01-20'));
  });

  it('is provisional in the last week of a year whose next notice is still to come', () => {
    expect(
      due('2018-09-29', { months: 3 }, workingCalendar(shanghaiNotices.filter(({ year }) => year < 2019))),
    ).toEqual(provisional('2018-12-31'));
    expect(due('2018-09-29', { months: 3 }, calendar)).toEqual(settled('2018-12-29'));
  });

  it('is settled when only its start lies in a year without a notice, as nothing there is counted', () => {
    expect(due('2011-11-30', { months: 3 }, calendar)).toEqual(settled('2012-02-29'));
    expect(due('2011-12-30', { workingDays: 5 }, calendar).provisional).toBe(true);
  });

  it('lies after its start, on a working day, for every span', () => {
    const starts = fc.integer({ min: dayNumber('2012-01-01'), max: dayNumber('2027-12-31') }).map(dayFromNumber);
    const n = fc.integer({ min: 1, max: 60 });
    const spans: fc.Arbitrary<Span> = fc.oneof(
      fc.record({ workingDays: n }),
      fc.record({ months: n }),
      fc.record({ days: n }),
    );
    fc.assert(
      fc.property(starts, spans, (start, span) => {
        const end = due(start, span, calendar);
        expect(end.due > start).toBe(true);
        expect(calendar.isWorkingDay(end.due)).toBe(true);
        expect(end.provisional || end.due < '2026-12-25').toBe(true);
      }),
    );
  });

  it('never comes earlier for a later start', () => {
    const starts = fc.integer({ min: dayNumber('2012-01-01'), max: dayNumber('2024-12-31') });
    fc.assert(
      fc.property(starts, fc.nat(400), (start, later) => {
        const at = (number: number) => due(dayFromNumber(number), { months: 3 }, calendar).due;
        expect(at(start) <= at(start + later)).toBe(true);
      }),
    );
  });
});

describe('a span', () => {
  it.each([{ workingDays: 7 }, { months: 3 }, { days: 30 }])('may be %j', (span) => {
    expect(isSpan(span)).toBe(true);
  });

  it.each([
    {},
    { months: 0 },
    { months: -1 },
    { days: 1.5 },
    { weeks: 2 },
    { months: 1, days: 1 },
    { days: '3' },
    null,
    7,
  ])('may not be %j', (span) => {
    expect(isSpan(span)).toBe(false);
  });

  it('is refused when it is none', () => {
    expect(() => due('2015-05-18', { months: 0 }, calendar)).toThrow(refusal('span.malformed'));
    expect(() => due('2015-02-30', { months: 1 }, calendar)).toThrow(refusal('date.malformed'));
  });
});
