import { expect, it } from 'vitest';
import { minutesToWait } from '../../../server/features/practice/PracticeQueue.ts';

const MINUTE = 60_000;
const waiting = (...minutes: number[]) => minutes.map(plannedMinutes => ({ plannedMinutes }));

it('is the time until the first place falls free, rounded up', () => {
  expect(minutesToWait({ capacity: 2, endsInMs: [9 * MINUTE, 3.2 * MINUTE], ahead: [] })).toBe(4);
});

it('grows with how late someone is', () => {
  const wait = (...lateMinutes: number[]) =>
    minutesToWait({ capacity: 1, endsInMs: lateMinutes.map(minutes => -minutes * MINUTE), ahead: [] });
  expect([wait(0), wait(5), wait(20), wait(50)]).toEqual([1, 5, 20, 50]);
});

it('is that of the place that falls free first, be its candidate late or not', () => {
  const wait = (...endsInMs: number[]) => minutesToWait({ capacity: 2, endsInMs, ahead: [] });
  expect(wait(-12 * MINUTE, 3 * MINUTE)).toBe(3);
  expect(wait(-2 * MINUTE, 30 * MINUTE)).toBe(2);
});

it('is a minute at least', () => {
  expect(minutesToWait({ capacity: 1, endsInMs: [10], ahead: [] })).toBe(1);
});

it('gives those ahead the places that fall free before, each for as long as planned', () => {
  const crowd = { capacity: 2, endsInMs: [2 * MINUTE, 10 * MINUTE] };
  expect(minutesToWait({ ...crowd, ahead: waiting(5) })).toBe(7);
  expect(minutesToWait({ ...crowd, ahead: waiting(5, 30) })).toBe(10);
  expect(minutesToWait({ ...crowd, ahead: waiting(5, 30, 1) })).toBe(11);
});

it('counts a place that is free and that someone ahead is about to take', () => {
  expect(minutesToWait({ capacity: 2, endsInMs: [20 * MINUTE], ahead: waiting(6) })).toBe(6);
});

it('knows that the first to leave an overfull house make no room', () => {
  expect(minutesToWait({ capacity: 1, endsInMs: [1 * MINUTE, 4 * MINUTE], ahead: [] })).toBe(4);
});
