import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keyFramesMs } from '../../../../server/features/recruiter/clips/render/encoding/webmArguments.ts';

it('key frames are at each phrase and evenly in between', () => {
  expect(keyFramesMs([0, 400, 2_920], 3_000)).toEqual([0, 400, 1_240, 2_080, 2_920]);
});

it('key frames are at phrase starts, on video frames, in order, and at most a second apart', () => {
  const grid = fc.integer({ min: 1, max: 500 }).map(pictures => pictures * 40);
  fc.assert(
    fc.property(fc.uniqueArray(grid, { minLength: 1, maxLength: 20 }), unordered => {
      const rising = [0, ...unordered.toSorted((a, b) => a - b)];
      const [phrases, durationMs = 0] = [rising.slice(0, -1), rising.at(-1)];
      const keys = keyFramesMs(phrases, durationMs);
      expect(keys).toEqual(expect.arrayContaining(phrases));
      for (const [at, keyMs] of keys.entries()) {
        const gapMs = (keys[at + 1] ?? durationMs) - keyMs;
        expect(keyMs % 40).toBe(0);
        expect(gapMs).toBeGreaterThan(0);
        expect(gapMs).toBeLessThanOrEqual(1_000);
      }
    }),
  );
});
