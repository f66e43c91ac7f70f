import { describe, expect, it } from 'vitest';
import { lanesOf, movedStart, openingHour } from '../../../client/screens/console/interviews/weekTimes.ts';

const NINE = new Date(2030, 0, 15, 9).getTime();
const at = (interviewId: string, minutes: number, plannedMinutes = 45) => ({
  ...{ interviewId, plannedMinutes },
  scheduledAt: NINE + minutes * 60_000,
});
const lanes = (...interviews: ReturnType<typeof at>[]) =>
  lanesOf(interviews, 3).placed.map(
    ({ interview, lane, lanes: of }) => `${interview.interviewId} ${lane + 1}/${of}`,
  );

describe('the lanes of a day', () => {
  it('put interviews next to each other only while they overlap', () => {
    expect(lanes(at('a', 0), at('c', 60), at('b', 30))).toEqual(['a 1/2', 'b 2/2', 'c 1/2']);
    expect(lanes(at('a', 0), at('b', 45), at('c', 90))).toEqual(['a 1/1', 'b 1/1', 'c 1/1']);
  });

  it('leave room for what a short interview takes on the screen', () => {
    expect(lanes(at('a', 0, 10), at('b', 20))).toEqual(['a 1/2', 'b 2/2']);
  });

  it('count the interviews of a time that there is no room for', () => {
    const four = Array.from({ length: 4 }, (_, index) => at(String(index), index));
    const { placed, crowds } = lanesOf([...four, at('later', 120)], 2);
    expect(
      placed.map(one => `${one.interview.interviewId} ${one.lane + 1}/${one.lanes} ${one.crowded}`),
    ).toEqual(['0 1/2 true', '1 2/2 true', 'later 1/1 false']);
    expect(crowds).toEqual([{ at: NINE + 2 * 60_000, count: 2 }]);
  });
});

it('opens a week at 8, or at its first interview of the morning, whatever happens at night', () => {
  expect(openingHour([])).toBe(8);
  expect(openingHour([0, 9 * 60])).toBe(8);
  expect(openingHour([0, 6 * 60 + 45, 9 * 60])).toBe(6);
});

it('drags an interview to quarter hours of another day, and not out of the day', () => {
  const day = new Date(2030, 0, 17).getTime();
  const clock = (hour: number, minute: number) => new Date(2030, 0, 17, hour, minute).getTime();
  expect(movedStart(NINE, day, 37)).toBe(clock(9, 30));
  expect(movedStart(NINE + 5 * 60_000, day, 60)).toBe(clock(10, 0));
  expect(movedStart(NINE, day, -600)).toBe(clock(0, 0));
  expect(movedStart(NINE, day, 1_000)).toBe(clock(23, 45));
});
