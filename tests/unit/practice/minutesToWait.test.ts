import { expect, it } from 'vitest';
import { minutesToWait } from '../../../server/features/practice/PracticeQueue.ts';

const MINUTE = 60_000;
const waiting = (...minutes: number[]) => minutes.map(plannedMinutes => ({ plannedMinutes }));

it('minutesToWait returns the time until the first slot is free, rounded up', () => {
  expect(minutesToWait({ capacity: 2, endsInMs: [9 * MINUTE, 3.2 * MINUTE], ahead: [] })).toBe(4);
});

it('minutesToWait grows with how late a candidate is', () => {
  const wait = (...lateMinutes: number[]) =>
    minutesToWait({ capacity: 1, endsInMs: lateMinutes.map(minutes => -minutes * MINUTE), ahead: [] });
  expect([wait(0), wait(5), wait(20), wait(50)]).toEqual([1, 5, 20, 50]);
});

it('minutesToWait uses the slot that is free first, even when its candidate is late', () => {
  const wait = (...endsInMs: number[]) => minutesToWait({ capacity: 2, endsInMs, ahead: [] });
  expect(wait(-12 * MINUTE, 3 * MINUTE)).toBe(3);
  expect(wait(-2 * MINUTE, 30 * MINUTE)).toBe(2);
});

it('minutesToWait returns at least a minute', () => {
  expect(minutesToWait({ capacity: 1, endsInMs: [10], ahead: [] })).toBe(1);
});

it('minutesToWait gives earlier slots to the attempts ahead, each for its planned duration', () => {
  const crowd = { capacity: 2, endsInMs: [2 * MINUTE, 10 * MINUTE] };
  expect(minutesToWait({ ...crowd, ahead: waiting(5) })).toBe(7);
  expect(minutesToWait({ ...crowd, ahead: waiting(5, 30) })).toBe(10);
  expect(minutesToWait({ ...crowd, ahead: waiting(5, 30, 1) })).toBe(11);
});

it('minutesToWait counts a free slot that an attempt ahead is about to take', () => {
  expect(minutesToWait({ capacity: 2, endsInMs: [20 * MINUTE], ahead: waiting(6) })).toBe(6);
});

it('minutesToWait waits for more to leave when the capacity is exceeded', () => {
  expect(minutesToWait({ capacity: 1, endsInMs: [1 * MINUTE, 4 * MINUTE], ahead: [] })).toBe(4);
});
