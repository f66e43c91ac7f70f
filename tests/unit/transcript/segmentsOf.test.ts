import { expect, it } from 'vitest';
import { segmentsOf } from '../../../server/features/transcript/segmentsOf.ts';
import type { Span } from '../../../shared/recording/finished.ts';

const levels = (quietAt: readonly number[] = []) => {
  const dbov = new Array<number>(6_000).fill(30);
  for (const atMs of quietAt) dbov.fill(90, atMs / 100 - 1, atMs / 100 + 2);
  return { stepMs: 100, dbov };
};
const segments = (speech: Span[], quietAt: readonly number[] = []) =>
  segmentsOf({ fromMs: 0, toMs: 600_000, speech, levels: levels(quietAt) }).map(
    ({ fromMs, toMs }) => [fromMs, toMs] as const,
  );

it('joins speech with short pauses, and adds a little sound around it', () => {
  expect(
    segments([
      { fromMs: 1_000, toMs: 2_000 },
      { fromMs: 2_800, toMs: 5_000 },
      { fromMs: 7_000, toMs: 8_000 },
    ]),
  ).toEqual([
    [850, 5_150],
    [6_850, 8_150],
  ]);
});

it('cuts long speech at its quietest moments, into at most 15 s', () => {
  const found = segments([{ fromMs: 10_000, toMs: 45_000 }], [21_000, 33_000]);
  expect(found.every(([fromMs, toMs]) => toMs - fromMs <= 15_000)).toBe(true);
  const cuts = found.slice(0, -1).map(([, toMs]) => toMs);
  expect(Math.abs((cuts[0] ?? 0) - 21_000)).toBeLessThanOrEqual(150);
  expect(Math.abs((cuts[1] ?? 0) - 33_000)).toBeLessThanOrEqual(150);
});

it('covers all speech of three hours without pauses, and no moment twice', () => {
  const found = segments([{ fromMs: 0, toMs: 600_000 }]);
  expect(found[0]?.[0]).toBe(0);
  expect(found.at(-1)?.[1]).toBe(600_000);
  for (const [index, [fromMs]] of found.entries()) if (index > 0) expect(fromMs).toBe(found[index - 1]?.[1]);
});

it('has no segment without speech, and keeps those of a track that begins late inside it', () => {
  expect(segmentsOf({ fromMs: 0, toMs: 9_000, speech: [] })).toEqual([]);
  const late = { fromMs: 100_000, toMs: 102_000, speech: [{ fromMs: 100_000, toMs: 102_000 }] };
  expect(segmentsOf(late)).toEqual([{ fromMs: 100_000, toMs: 102_000 }]);
});
