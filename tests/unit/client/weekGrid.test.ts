import { describe, expect, it } from 'vitest';
import { fitsWeek, lanesOf, openingHour } from '../../../client/screens/console/interviews/WeekGrid.tsx';

const NINE = new Date(2030, 0, 15, 9).getTime();
const at = (interviewId: string, minutes: number, plannedMinutes = 45) => ({
  ...{ interviewId, plannedMinutes },
  scheduledAt: NINE + minutes * 60_000,
});
const lanes = (...interviews: ReturnType<typeof at>[]) =>
  lanesOf(interviews).map(({ interview, lane, lanes: of }) => `${interview.interviewId} ${lane + 1}/${of}`);

describe('the lanes of a day', () => {
  it('put interviews next to each other only while they overlap', () => {
    expect(lanes(at('a', 0), at('c', 60), at('b', 30))).toEqual(['a 1/2', 'b 2/2', 'c 1/2']);
    expect(lanes(at('a', 0), at('b', 45), at('c', 90))).toEqual(['a 1/1', 'b 1/1', 'c 1/1']);
  });

  it('leave room for what a short interview takes on the screen', () => {
    expect(lanes(at('a', 0, 10), at('b', 20))).toEqual(['a 1/2', 'b 2/2']);
  });

  it('don’t fit if a day has more interviews at one time than can be read', () => {
    const three = Array.from({ length: 3 }, (_, index) => at(String(index), index));
    expect(fitsWeek([...three, at('next day', 24 * 60)])).toBe(true);
    expect(fitsWeek([...three, at('fourth', 40)])).toBe(false);
  });
});

it('opens a week at 8, or at its first interview of the morning, whatever happens at night', () => {
  expect(openingHour([])).toBe(8);
  expect(openingHour([0, 9 * 60])).toBe(8);
  expect(openingHour([0, 6 * 60 + 45, 9 * 60])).toBe(6);
});
