import { dayOf, endOfDay, monotonic, scriptedClock, systemClock } from './clock.js';

it('a Shanghai day begins at 16:00 UTC of the day before (semantics 1)', () => {
  expect(dayOf('2015-03-01T15:59:59.999Z')).toBe('2015-03-01');
  expect(dayOf('2015-03-01T16:00:00.000Z')).toBe('2015-03-02');
  expect(dayOf('2014-12-31T16:00:00.000Z')).toBe('2015-01-01');
  expect(dayOf('2016-02-28T16:00:00.000Z')).toBe('2016-02-29');
});

it('a day ends with its last millisecond', () => {
  expect(endOfDay('2015-03-01')).toBe('2015-03-01T15:59:59.999Z');
  for (const day of ['2015-01-01', '2016-02-29', '2015-12-31']) expect(dayOf(endOfDay(day))).toBe(day);
});

it('a scripted clock stands where it was put', () => {
  const clock = scriptedClock('2015-03-01T00:00:00+08:00');
  expect(clock.now()).toBe('2015-02-28T16:00:00.000Z');
  clock.set('2015-04-01T00:00:00Z');
  expect([clock.now(), clock.now()]).toEqual(['2015-04-01T00:00:00.000Z', '2015-04-01T00:00:00.000Z']);
});

it('the real clock writes instants as the log compares them; the other never runs backwards', () => {
  expect(systemClock.now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  const [first, second] = [monotonic(), monotonic()];
  expect(second).toBeGreaterThanOrEqual(first);
});
