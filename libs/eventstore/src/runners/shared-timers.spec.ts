import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { SharedTimers } from './shared-timers.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('calls at the same moment all who look equally often, however late they came', () => {
  const timers = new SharedTimers();
  const called: string[] = [];
  timers.every(250, () => called.push('first'));
  jest.advanceTimersByTime(249);
  timers.every(250, () => called.push('second'));
  expect(called).toEqual([]);
  jest.advanceTimersByTime(1);
  expect(called).toEqual(['first', 'second']);
});

test('ends for one without ending for the others, and leaves no timer behind the last', () => {
  const timers = new SharedTimers();
  const called: string[] = [];
  const [endFirst, endSecond] = ['first', 'second'].map(name => timers.every(250, () => called.push(name)));
  endFirst!();
  jest.advanceTimersByTime(250);
  expect(called).toEqual(['second']);
  endSecond!();
  expect(jest.getTimerCount()).toBe(0);
  timers.every(250, () => called.push('third'));
  endSecond!();
  jest.advanceTimersByTime(250);
  expect(called).toEqual(['second', 'third']);
});
