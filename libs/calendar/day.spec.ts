import fc from 'fast-check';
import {
  addDays,
  addMonths,
  dayFromNumber,
  dayNumber,
  daysBetween,
  firstOfMonth,
  isDay,
  lastOfMonth,
  monthOf,
  weekday,
  yearOf,
} from './day.js';

const numbers = fc.integer({ min: dayNumber('1949-01-01'), max: dayNumber('2100-12-31') });
const days = numbers.map(dayFromNumber);
const refusal = (code: string) => expect.objectContaining({ code });

describe('a day', () => {
  it.each(['2015-05-18', '2024-02-29', '2000-02-29', '1949-01-01', '2100-12-31'])('%s is a calendar date', (text) => {
    expect(isDay(text)).toBe(true);
  });

  it.each([
    ['a leap day of a common year', '2023-02-29'],
    ['a leap day of a century year', '2100-02-29'],
    ['a thirty-first of a short month', '2015-04-31'],
    ['a month thirteen', '2015-13-01'],
    ['a month zero', '2015-00-10'],
    ['a day zero', '2015-01-00'],
    ['a year before the range', '1948-12-31'],
    ['a year after the range', '2101-01-01'],
    ['single digits', '2015-5-18'],
    ['slashes', '2015/05/18'],
    ['an instant', '2015-05-18T00:00:00.000Z'],
    ['a blank before', ' 2015-05-18'],
    ['a sign', '2015-05-+8'],
    ['a colon for a digit', '2015-05-0:'],
    ['full-width digits', '２０１５-05-18'],
    ['nothing', ''],
    ['no text at all', null],
    ['a number', 20150518],
  ])('is not %s', (_, text) => {
    expect(isDay(text)).toBe(false);
  });

  it('is refused by name when it is not a date', () => {
    expect(() => dayNumber('2015-02-30')).toThrow(refusal('date.malformed'));
    expect(() => addDays('yesterday', 1)).toThrow(refusal('date.malformed'));
  });

  it('counts from 1970-01-01', () => {
    expect(dayNumber('1970-01-01')).toBe(0);
    expect(dayNumber('1969-12-31')).toBe(-1);
    expect(dayFromNumber(16_573)).toBe('2015-05-18');
  });

  it('agrees with the Gregorian calendar on every day of the range', () => {
    for (let number = dayNumber('1949-01-01'); number <= dayNumber('2100-12-31'); number += 1) {
      const text = new Date(number * 86_400_000).toISOString().slice(0, 10);
      if (dayFromNumber(number) !== text || dayNumber(text) !== number) throw new Error(`${number} is ${text}`);
    }
  });

  it('accepts exactly the dates that exist', () => {
    const two = (value: number) => String(value).padStart(2, '0');
    const anyDate = fc.tuple(fc.integer({ min: 1949, max: 2100 }), fc.nat(13), fc.nat(32));
    fc.assert(
      fc.property(anyDate, ([year, month, date]) => {
        const utc = new Date(Date.UTC(year, month - 1, date));
        const exists = utc.getUTCFullYear() === year && utc.getUTCMonth() === month - 1 && utc.getUTCDate() === date;
        expect(isDay(`${year}-${two(month)}-${two(date)}`)).toBe(exists);
      }),
    );
  });

  it('knows its weekday, year and month', () => {
    expect([weekday('2015-05-18'), weekday('2024-02-18'), weekday('1949-10-01')]).toEqual([1, 7, 6]);
    expect([yearOf('2015-12-31'), monthOf('2015-12-31'), monthOf('2016-01-01')]).toEqual([2015, 12, 1]);
  });

  it('knows the ends of its month', () => {
    expect([firstOfMonth('2024-02-18'), lastOfMonth('2024-02-18')]).toEqual(['2024-02-01', '2024-02-29']);
    expect([firstOfMonth('2023-02-01'), lastOfMonth('2023-02-28')]).toEqual(['2023-02-01', '2023-02-28']);
  });

  it('orders as text as it does in time', () => {
    fc.assert(fc.property(days, days, (a, b) => a < b === daysBetween(a, b) > 0));
  });

  it('never asks the computer for its clock or time zone', () => {
    const real = globalThis.Date;
    globalThis.Date = undefined as unknown as DateConstructor;
    const seen = [addDays('2015-05-18', 80), addMonths('2024-11-30', 3), weekday('2015-05-18'), isDay('2015-05-18')];
    globalThis.Date = real;
    expect(seen).toEqual(['2015-08-06', '2025-02-28', 1, true]);
  });
});

describe('adding days', () => {
  it('is undone by counting the days between', () => {
    const inRange = fc.tuple(numbers, numbers).map(([a, b]) => [dayFromNumber(a), b - a] as const);
    fc.assert(
      fc.property(inRange, ([day, n]) => {
        expect(daysBetween(day, addDays(day, n))).toBe(n);
        expect(addDays(addDays(day, n), -n)).toBe(day);
      }),
    );
  });

  it('crosses leap days and years', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2023-02-28', 1)).toBe('2023-03-01');
    expect(addDays('2016-01-01', -1)).toBe('2015-12-31');
  });

  it('is refused beyond the range and for parts of a day', () => {
    expect(() => addDays('2100-12-31', 1)).toThrow(refusal('date.out-of-range'));
    expect(() => addDays('1949-01-01', -1)).toThrow(refusal('date.out-of-range'));
    expect(() => addDays('2015-05-18', 0.5)).toThrow(refusal('date.out-of-range'));
    expect(() => addDays('2015-05-18', NaN)).toThrow(refusal('date.out-of-range'));
  });
});

describe('adding months', () => {
  it.each([
    ['2015-05-18', 3, '2015-08-18'],
    ['2024-11-30', 3, '2025-02-28'],
    ['2023-11-30', 3, '2024-02-29'],
    ['2015-01-31', 1, '2015-02-28'],
    ['2015-03-31', 1, '2015-04-30'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2015-12-31', 2, '2016-02-29'],
    ['2015-05-31', -3, '2015-02-28'],
    ['2015-05-31', 0, '2015-05-31'],
  ])('%s and %i months is %s (domain 5)', (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected);
  });

  it('ends on the corresponding day or, only where there is none, on the last of that month', () => {
    fc.assert(
      fc.property(fc.tuple(days, fc.integer({ min: 0, max: 24 })), ([day, months]) => {
        fc.pre(day < '2098-12-31');
        const end = addMonths(day, months);
        const place = (text: string) => yearOf(text) * 12 + monthOf(text);
        expect(place(end) - place(day)).toBe(months);
        const corresponding = `${end.slice(0, 8)}${day.slice(8)}`;
        expect(end).toBe(isDay(corresponding) ? corresponding : lastOfMonth(end));
      }),
    );
  });

  it('is refused beyond the range and for parts of a month', () => {
    expect(() => addMonths('2100-12-01', 1)).toThrow(refusal('date.out-of-range'));
    expect(() => addMonths('1949-01-31', -1)).toThrow(refusal('date.out-of-range'));
    expect(() => addMonths('2015-05-18', 1.5)).toThrow(refusal('date.out-of-range'));
  });
});
