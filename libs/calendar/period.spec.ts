import fc from 'fast-check';
import { addDays, dayFromNumber, dayNumber } from './day.js';
import { bimonthlyPeriod, parsePeriod, periodOf, previousPeriod } from './period.js';
import type { PeriodIndex } from './period.js';

const refusal = (code: string) => expect.objectContaining({ code });

describe('a two-month period', () => {
  it('is half-open and read at its last day (domain 8)', () => {
    const mayAndJune = { id: '2015-05', from: '2015-05-01', until: '2015-07-01', validAt: '2015-06-30' };
    expect(parsePeriod('2015-05')).toEqual(mayAndJune);
    expect(bimonthlyPeriod(2015, 3)).toEqual(mayAndJune);
    expect(periodOf('2015-05-01')).toEqual(mayAndJune);
    expect(periodOf('2015-06-30')).toEqual(mayAndJune);
  });

  it('ends a year on 31 December and January–February on its last day, leap or not', () => {
    expect(bimonthlyPeriod(2015, 6)).toMatchObject({ until: '2016-01-01', validAt: '2015-12-31' });
    expect(bimonthlyPeriod(2015, 1).validAt).toBe('2015-02-28');
    expect(bimonthlyPeriod(2024, 1).validAt).toBe('2024-02-29');
  });

  it.each([
    '2015-04',
    '2015-12',
    '2015-13',
    '2015-00',
    '2015-5',
    '201505',
    '2015',
    '2015-05-01',
    '1948-11',
    '2100-11',
    '',
  ])('is not named %j', (id) => {
    expect(() => parsePeriod(id)).toThrow(refusal('period.unknown'));
  });

  it('is not numbered beyond six a year', () => {
    expect(() => bimonthlyPeriod(2015, 7 as PeriodIndex)).toThrow(refusal('period.unknown'));
    expect(() => bimonthlyPeriod(2015, 0 as PeriodIndex)).toThrow(refusal('period.unknown'));
  });

  it('follows the one before without a gap', () => {
    const inRange = fc.integer({ min: dayNumber('1949-03-01'), max: dayNumber('2100-10-31') }).map(dayFromNumber);
    fc.assert(
      fc.property(inRange, (day) => {
        const period = periodOf(day);
        expect(period.from <= day && day < period.until).toBe(true);
        expect(period.validAt).toBe(addDays(period.until, -1));
        expect(previousPeriod(period).until).toBe(period.from);
        expect(parsePeriod(period.id)).toEqual(period);
      }),
    );
  });

  it('has nothing before the first', () => {
    expect(() => previousPeriod(parsePeriod('1949-01'))).toThrow(refusal('period.unknown'));
  });
});
