import { expect, it } from 'vitest';
import { recruiterSetup } from '../../../client/texts/recruiterSetup.ts';

const at = (day: number, hours: number) => new Date(2026, 10, day, hours).getTime();

it('one sentence states from when until when a candidate can start, today or later', () => {
  const { summary } = recruiterSetup.startWindow;
  const now = at(24, 9);
  expect(summary(at(24, 10), at(25, 11), now)).toMatch(/^From today at 10:00.* until tomorrow at 11:00/);
  expect(summary(at(27, 10), at(28, 11), now)).toMatch(/^From Fri.* at 10:00.* until Sat.* at 11:00/);
  const { window } = recruiterSetup.nextStep;
  expect(window(at(27, 10), at(28, 11), now)).toMatch(/from Fri.* at 10:00.* until Sat.* at 11:00/);
});
