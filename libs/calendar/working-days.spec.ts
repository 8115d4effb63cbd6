import fc from 'fast-check';
import { addDays, dayFromNumber, dayNumber, daysBetween, weekday } from './day.js';
import { shanghaiNotices } from './shanghai-notices.js';
import { checkNotice, workingCalendar } from './working-days.js';
import type { CalendarYear } from './working-days.js';

const calendar = workingCalendar(shanghaiNotices);
const withoutNotices = workingCalendar([]);
const knownDays = fc.integer({ min: dayNumber('2012-01-01'), max: dayNumber('2026-12-31') }).map(dayFromNumber);
const counts = fc.integer({ min: 1, max: 300 });
const refusal = (code: string) => expect.objectContaining({ code });
const notice = (fields: Partial<CalendarYear>): CalendarYear => ({
  year: 2015,
  holidays: [],
  workingDays: [],
  source: 'spec',
  ...fields,
});

describe('the working calendar', () => {
  it('works Monday to Friday and rests at the weekend', () => {
    expect(calendar.isWorkingDay('2015-05-18')).toBe(true);
    expect(calendar.isWorkingDay('2015-05-16')).toBe(false);
  });

  it('rests on the holidays of the notice', () => {
    expect(calendar.isWorkingDay('2015-09-03')).toBe(false);
    expect(calendar.isWorkingDay('2024-02-12')).toBe(false);
  });

  it('works on the make-up days of the notice, though they are weekend days', () => {
    expect(calendar.isWorkingDay('2015-09-06')).toBe(true);
    expect(calendar.isWorkingDay('2024-02-18')).toBe(true);
  });

  it('takes the days of December that the next notice moves from that notice', () => {
    const of2018 = workingCalendar(shanghaiNotices.filter(({ year }) => year === 2018));
    expect([of2018.isWorkingDay('2018-12-29'), of2018.isWorkingDay('2018-12-31')]).toEqual([false, true]);
    expect([calendar.isWorkingDay('2018-12-29'), calendar.isWorkingDay('2018-12-31')]).toEqual([true, false]);
  });

  it('follows the later year where two notices name one day of December', () => {
    const earlier = notice({ year: 2018, workingDays: ['2018-12-31'] });
    const later = notice({ year: 2019, holidays: ['2018-12-31'] });
    expect(workingCalendar([later, earlier]).isWorkingDay('2018-12-31')).toBe(false);
  });

  it('knows a year by its own notice only', () => {
    expect([calendar.knows(2011), calendar.knows(2012), calendar.knows(2026), calendar.knows(2027)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('takes a year without a notice as Monday to Friday, nothing else', () => {
    expect(withoutNotices.isWorkingDay('2015-10-01')).toBe(true);
    expect(withoutNotices.isWorkingDay('2015-10-10')).toBe(false);
    expect(calendar.isWorkingDay('2027-01-01')).toBe(true);
  });

  it('replaces a notice wholly by the one given later for the same year', () => {
    const first = notice({ holidays: ['2015-05-18'] });
    const second = notice({ holidays: ['2015-05-19'] });
    const amended = workingCalendar([first, second]);
    expect([amended.isWorkingDay('2015-05-18'), amended.isWorkingDay('2015-05-19')]).toEqual([true, false]);
  });
});

describe('settled days', () => {
  it('lie in years whose notice is in', () => {
    expect(calendar.isSettled('2015-01-01', '2016-06-30')).toBe(true);
    expect(calendar.isSettled('2026-11-30', '2027-02-26')).toBe(false);
    expect(calendar.isSettled('2011-06-01', '2012-06-01')).toBe(false);
  });

  it('end a week before a New Year whose notice is still to come, as it may move the days before', () => {
    expect(calendar.isSettled('2026-12-01', '2026-12-24')).toBe(true);
    expect(calendar.isSettled('2026-12-01', '2026-12-25')).toBe(false);
    expect(calendar.isSettled('2025-12-25', '2025-12-31')).toBe(true);
  });
});

describe('counting working days', () => {
  it('does not count the start day', () => {
    expect(calendar.addWorkingDays('2015-05-18', 7)).toBe('2015-05-27');
    expect(calendar.workingDaysBetween('2015-05-18', '2015-05-27')).toBe(7);
  });

  it('steps over holidays and counts make-up days', () => {
    expect(calendar.addWorkingDays('2015-09-02', 1)).toBe('2015-09-06');
    expect(calendar.addWorkingDays('2024-02-09', 7)).toBe('2024-02-26');
  });

  it('counts back for a negative number', () => {
    expect(calendar.addWorkingDays('2015-09-06', -1)).toBe('2015-09-02');
    expect(calendar.workingDaysBetween('2015-09-06', '2015-09-02')).toBe(-1);
  });

  it('moves a rest day, and only a rest day, forward to the next working day', () => {
    expect(calendar.nextWorkingDay('2024-02-10')).toBe('2024-02-18');
    expect(calendar.nextWorkingDay('2024-02-18')).toBe('2024-02-18');
    expect(calendar.addWorkingDays('2024-02-10', 0)).toBe('2024-02-18');
  });

  it('lands on a working day, and the days between say how many', () => {
    fc.assert(
      fc.property(knownDays, counts, (day, n) => {
        const end = calendar.addWorkingDays(day, n);
        expect(calendar.isWorkingDay(end)).toBe(true);
        expect(calendar.workingDaysBetween(day, end)).toBe(n);
        expect(daysBetween(day, end)).toBeGreaterThanOrEqual(n);
      }),
    );
  });

  it('agrees with looking at every day in turn', () => {
    const spans = fc.integer({ min: 0, max: 800 });
    fc.assert(
      fc.property(knownDays, spans, (from, length) => {
        const all = Array.from({ length }, (_, at) => addDays(from, at + 1));
        expect(calendar.workingDaysBetween(from, addDays(from, length))).toBe(
          all.filter(calendar.isWorkingDay, calendar).length,
        );
      }),
      { numRuns: 50 },
    );
  });

  it('adds up over any day in between', () => {
    fc.assert(
      fc.property(knownDays, knownDays, knownDays, (a, b, c) => {
        const { workingDaysBetween } = calendar;
        const between = workingDaysBetween.bind(calendar);
        expect(between(a, b) + between(b, c)).toBe(between(a, c));
      }),
    );
  });

  it('is plain arithmetic in years before 1970 too', () => {
    expect(weekday('1965-01-03')).toBe(7);
    expect(withoutNotices.workingDaysBetween('1965-01-03', '1965-01-10')).toBe(5);
    expect(withoutNotices.addWorkingDays('1965-01-01', 1)).toBe('1965-01-04');
  });

  it('refuses what is no whole number of days or lies outside the range, without searching for it', () => {
    expect(() => calendar.addWorkingDays('2015-05-18', 1.5)).toThrow(refusal('date.out-of-range'));
    expect(() => calendar.addWorkingDays('2015-05-18', Infinity)).toThrow(refusal('date.out-of-range'));
    expect(() => calendar.addWorkingDays('2015-05-18', 1e9)).toThrow(refusal('date.out-of-range'));
    expect(() => calendar.nextWorkingDay('2015-02-30')).toThrow(refusal('date.malformed'));
  });
});

describe('a notice', () => {
  it('may not call one day both a holiday and a working day', () => {
    const both = notice({ holidays: ['2015-09-05'], workingDays: ['2015-09-05'] });
    expect(() => workingCalendar([both])).toThrow(refusal('calendar.contradiction'));
  });

  it('names days of its own year or of the December before', () => {
    expect(() => checkNotice(notice({ holidays: ['2014-12-31'] }))).not.toThrow();
    expect(() => checkNotice(notice({ holidays: ['2014-11-30'] }))).toThrow(refusal('calendar.day-outside-year'));
    expect(() => checkNotice(notice({ workingDays: ['2016-01-03'] }))).toThrow(refusal('calendar.day-outside-year'));
  });

  it('names days that exist, in a year of the calendar', () => {
    expect(() => checkNotice(notice({ holidays: ['2015-02-29'] }))).toThrow(refusal('date.malformed'));
    expect(() => checkNotice(notice({ year: 15 }))).toThrow(refusal('calendar.year-out-of-range'));
  });
});
