import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { playTestTone } from '../../../client/core/testTone.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('a test sound ends as a failure where there is no sound output and Firefox never answers', async () => {
  vi.stubGlobal(
    'AudioContext',
    class {
      readonly state = 'suspended';
      resume(): Promise<void> {
        return new Promise(() => undefined);
      }
    },
  );
  const outcome = playTestTone(undefined).then(
    () => 'played',
    () => 'failed',
  );
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await Promise.race([outcome, Promise.resolve('busy')])).toBe('failed');
});
