import { expect, it } from 'vitest';
import { workDaysLikeMonday } from '../../../../shared/scheduling/hours.ts';

it('Tuesday to Friday get all hours of Monday, and the weekend keeps its own', () => {
  const morning = { from: 540, until: 720 };
  const afternoon = { from: 840, until: 1_020 };
  const saturday = { day: 6, ...morning };
  const monday = [
    { day: 1, ...morning },
    { day: 1, ...afternoon },
  ];
  const week = workDaysLikeMonday([...monday, { day: 3, from: 0, until: 30 }, saturday]);
  expect(week.filter(({ day }) => day === 3)).toEqual(monday.map(span => ({ ...span, day: 3 })));
  expect(week.filter(({ day }) => day > 5)).toEqual([saturday]);
  expect(week).toHaveLength(11);
});
