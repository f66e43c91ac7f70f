import { expect, it } from 'vitest';
import {
  levelsIn,
  producersIn,
  speechIn,
} from '../../../../server/features/recording/finalise/work/plan/describeMedia.ts';
import { activeParts } from '../../../../server/features/recording/finalise/work/plan/planMedia.ts';
import type { JournalLineOf } from '../../../../shared/recording/journal.ts';
import { alignedSegment } from '../../../support/alignedSegment.ts';

const SPAN = { fromMs: 1_000, toMs: 11_000 };
const voice = (mediaMs: number, speaking: boolean): JournalLineOf<'voice'> => ({
  kind: 'voice',
  at: mediaMs,
  ticks: mediaMs * 48,
  speaking,
});
const levels = (mediaMs: number, dbov: number[]): JournalLineOf<'levels'> => ({
  kind: 'levels',
  at: mediaMs,
  ticks: mediaMs * 48,
  dbov,
});

it('places speech where the voice was captured, and ends it with its segment when no end was logged', () => {
  const journal = { voice: [voice(1_000, true), voice(3_500, false), voice(8_000, true)] };
  const parts = activeParts([alignedSegment({ fromMs: 1_000, lengthMs: 9_000, journal })]);
  expect(speechIn(parts, SPAN)).toEqual([
    { fromMs: 2_000, toMs: 4_500 },
    { fromMs: 9_000, toMs: 10_000 },
  ]);
});

it('counts a start or an end once when it is logged twice', () => {
  const journal = {
    voice: [
      voice(500, false),
      voice(1_000, true),
      voice(2_000, true),
      voice(3_000, false),
      voice(4_000, false),
    ],
  };
  const parts = activeParts([alignedSegment({ fromMs: 1_000, journal })]);
  expect(speechIn(parts, SPAN)).toEqual([{ fromMs: 2_000, toMs: 4_000 }]);
});

it('takes the speech of each of two pages for its own time', () => {
  const older = alignedSegment({ fromMs: 1_000, journal: { voice: [voice(2_000, true)] } });
  const newer = alignedSegment({
    fromMs: 5_000,
    lengthMs: 3_000,
    journal: { voice: [voice(1_000, true), voice(2_000, false)] },
  });
  expect(speechIn(activeParts([older, newer]), SPAN)).toEqual([
    { fromMs: 3_000, toMs: 5_000 },
    { fromMs: 6_000, toMs: 7_000 },
    { fromMs: 8_000, toMs: 11_000 },
  ]);
});

it('returns the loudest level for each tenth of a second', () => {
  const journal = { levels: [levels(0, [40, 50]), levels(230, [30, 90]), levels(9_950, [20, 20, 20])] };
  const parts = activeParts([alignedSegment({ fromMs: 1_000, journal })]);
  const { stepMs, dbov } = levelsIn(parts, SPAN);
  expect(stepMs).toBe(100);
  expect(dbov).toHaveLength(100);
  expect(dbov.slice(0, 5)).toEqual([40, 50, 30, 90, 127]);
  expect(dbov.slice(50, 60)).toEqual(new Array(10).fill(127));
});

it('maps the RTP time of a producer as its receivers saw it, across a wrap', () => {
  const rtp = 2 ** 32 - 48_000;
  const presence = { fromMs: 900, toMs: 11_000 };
  const journal = { first: { kind: 'first', at: 1_000, rtp } as const };
  const segment = alignedSegment({
    fromMs: 1_000,
    presence,
    journal,
    stall: { mediaMs: 5_000, stalledMs: 700 },
  });
  expect(producersIn([segment, alignedSegment()])).toEqual([
    {
      producerId: 'producer',
      source: 'microphone',
      clockRate: 48_000,
      fromMs: 1_000,
      toMs: 11_700,
      knots: [
        [rtp, 1_000],
        [4_000 * 48, 6_000],
        [4_000 * 48, 6_700],
        [9_000 * 48, 11_700],
      ],
    },
  ]);
});
