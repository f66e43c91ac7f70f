import { expect, it } from 'vitest';
import { soundListener } from '../../../client/core/audio.ts';

/** Counts how often sound begins in these levels, which a meter measures every 60 ms. */
function timesHeard(levels: readonly number[]): number {
  let times = 0;
  const listen = soundListener(() => {
    times += 1;
  });
  for (const level of levels) listen(level);
  return times;
}

it('a microphone is heard after three loud samples in a row: not after silence, noise, or a click', () => {
  expect(timesHeard([0, 0, 0, 0, 0, 0])).toBe(0);
  expect(timesHeard([0.2, 0.35, 0.3, 0.35, 0.2, 0.3])).toBe(0);
  expect(timesHeard([0, 0.9, 0.9, 0, 0.9, 0.9, 0])).toBe(0);
  expect(timesHeard([0, 0.4, 0.5, 0.4])).toBe(1);
  expect(timesHeard([0.4, 0.5, 0.4, 0.6, 0.7, 0.5])).toBe(1);
});
