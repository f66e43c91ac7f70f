import { expect, it } from 'vitest';
import { suggestedTimes } from '../../../shared/scheduling/suggestedTimes.ts';

const at = (time: string) => Date.parse(`2099-05-${time}Z`);

it('suggests the next time, and times on the following days that are close to the wanted one', () => {
  const times = ['06T11:30', '06T12:00', '07T07:00', '07T07:30', '08T14:00', '11T07:00'].map(at);
  // Two hours later in Berlin.
  expect(suggestedTimes(times, at('06T08:00'), 'Europe/Berlin')).toEqual(
    ['06T11:30', '07T07:30', '08T14:00'].map(at),
  );
  expect(suggestedTimes([], at('06T08:00'), 'Europe/Berlin')).toEqual([]);
});
