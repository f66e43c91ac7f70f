import { expect, it } from 'vitest';
import { atSameTime } from '../../../client/core/sameTime.ts';
import { newInterviewId } from '../../support/interviewLog.ts';

const at = (minute: number, plannedMinutes: number) => ({
  interviewId: newInterviewId(),
  scheduledAt: minute * 60_000,
  plannedMinutes,
});

it('interviews are at the same time if their plans overlap, and not if one ends when the other starts', () => {
  const first = at(0, 45);
  const second = at(30, 45);
  const third = at(75, 30);
  const all = [first, second, third];
  expect(atSameTime(first, all)).toEqual([second]);
  expect(atSameTime(second, all)).toEqual([first]);
  expect(atSameTime(third, all)).toEqual([]);
});
