import { scriptedClock } from '#libs/kernel/clock.js';
import { recordingClock } from './recording.js';

const start = '2015-03-01T00:00:00.000Z';
const at = (seconds: number) => new Date(Date.parse(start) + seconds * 1_000).toISOString();

it('stamps what the clock says', () => {
  const clock = scriptedClock(start);
  expect(recordingClock(clock).stamp()).toBe(start);
});

it('never stamps earlier than the log knows; within five seconds it takes the maximum (engine 3)', () => {
  const clock = scriptedClock(start);
  const recording = recordingClock(clock);
  recording.seen(at(5));
  expect(recording.stamp()).toBe(at(5));
  recording.seen(at(3));
  expect(recording.stamp()).toBe(at(5));
});

it('refuses when the clock lies more than five seconds behind the log (engine 3)', () => {
  const clock = scriptedClock(start);
  const recording = recordingClock(clock);
  recording.seen(at(5.001));
  expect(() => recording.stamp()).toThrow('clock.suspect');
});

it('refuses when wall clock and monotonic clock have drifted apart, either way (engine 3)', () => {
  const clock = scriptedClock(start);
  let ticked = 0;
  const recording = recordingClock(clock, () => ticked);
  clock.set(at(5));
  expect(recording.stamp()).toBe(at(5));
  clock.set(at(6));
  expect(() => recording.stamp()).toThrow('clock.suspect');
  ticked = 6_000;
  expect(recording.stamp()).toBe(at(6));
  ticked = 12_000;
  expect(() => recording.stamp()).toThrow('clock.suspect');
});

it('a scripted clock may jump ahead as its script says (engine 3)', () => {
  const clock = scriptedClock(start);
  const recording = recordingClock(clock);
  clock.set('2024-03-01T00:00:00Z');
  expect(recording.stamp()).toBe('2024-03-01T00:00:00.000Z');
});
