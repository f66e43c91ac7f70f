import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('a test sound fails when there is no audio output and Firefox never responds', async () => {
  vi.stubGlobal(
    'AudioContext',
    class {
      readonly state = 'suspended';
      resume(): Promise<void> {
        return new Promise(() => undefined);
      }
    },
  );
  // A page keeps its audio context, and another test in this process may have created one.
  vi.resetModules();
  const { playTestTone } = await import('../../../client/core/audio.ts');
  vi.useFakeTimers();
  const outcome = playTestTone(undefined).then(
    () => 'played',
    () => 'failed',
  );
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await Promise.race([outcome, Promise.resolve('busy')])).toBe('failed');
});
