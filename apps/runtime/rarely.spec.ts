import { jest } from '@jest/globals';
import { rarely } from './rarely.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const counted = (everyMs: number) => {
  const call = jest.fn();
  return { call, ask: rarely(everyMs, call) };
};

it('a call after a pause is made at once', () => {
  const { call, ask } = counted(50);
  ask();
  jest.advanceTimersByTime(50);
  ask();
  expect(call).toHaveBeenCalledTimes(2);
});

it('calls that follow soon become one, made at the end of the pause; none is lost', () => {
  const { call, ask } = counted(50);
  for (let at = 0; at < 10; at += 1) ask();
  expect(call).toHaveBeenCalledTimes(1);
  jest.advanceTimersByTime(49);
  expect(call).toHaveBeenCalledTimes(1);
  jest.advanceTimersByTime(1);
  expect(call).toHaveBeenCalledTimes(2);
  jest.advanceTimersByTime(500);
  expect(call).toHaveBeenCalledTimes(2);
});
