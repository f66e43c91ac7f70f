import { expect, it } from 'vitest';
import type { AlignedSegment } from '../../../../server/features/recording/finalise/work/align/alignSegments.ts';
import { gapsOf } from '../../../../server/features/recording/finalise/work/plan/gapsOf.ts';
import { activeParts } from '../../../../server/features/recording/finalise/work/plan/planMedia.ts';
import { kindOfSource } from '../../../../shared/media/sources.ts';
import type { Span } from '../../../../shared/recording/finished.ts';
import type { JournalLineOf } from '../../../../shared/recording/journal.ts';
import { alignedSegment, type HandMadeSegment } from '../../../support/alignedSegment.ts';

const WHOLE = { fromMs: 0, toMs: 30_000 };

function gaps(
  segments: readonly AlignedSegment[],
  others: readonly AlignedSegment[] = [],
  stretches: Span[] = [WHOLE],
) {
  const kind = kindOfSource(segments[0]?.source ?? 'microphone');
  const personSegments = [...segments, ...others];
  const parts = activeParts(segments);
  return gapsOf({ kind, parts, segments, personSegments, span: WHOLE, stretches }).map(
    ({ fromMs, toMs, reason }) => [fromMs, toMs, reason],
  );
}

function microphone(options: HandMadeSegment = {}): AlignedSegment {
  return alignedSegment({ lengthMs: 30_000, presence: WHOLE, ...options });
}

function camera(options: HandMadeSegment = {}): AlignedSegment {
  return microphone({ source: 'camera', ...options });
}

const mute = (at: number, muted: boolean): JournalLineOf<'mute'> => ({ kind: 'mute', at, muted });

it('gapsOf returns nothing for a complete track', () => {
  expect(gaps([microphone()])).toEqual([]);
  expect(gaps([camera()])).toEqual([]);
});

it('gapsOf returns a mute from the last packet before it to the first after it', () => {
  const holes = [{ fromMs: 5_000, toMs: 9_000 }];
  const journal = { mute: [mute(5_050, true), mute(8_930, false)] };
  expect(gaps([microphone({ holes, journal })])).toEqual([[5_000, 9_000, 'muted']]);
  expect(gaps([camera({ holes, journal })])).toEqual([[4_960, 9_000, 'muted']]);
});

it('gapsOf returns a mute for a person who joins muted or mutes', () => {
  const holes = [{ fromMs: 20_000, toMs: 30_000 }];
  const presence = { fromMs: 0, toMs: 30_000, muted: true };
  const journal = { mute: [mute(3_990, false), mute(24_000, true)] };
  const segment = microphone({ fromMs: 4_000, holes, presence, journal });
  expect(gaps([segment])).toEqual([
    [0, 3_990, 'muted'],
    [24_000, 30_000, 'muted'],
  ]);
});

it('gapsOf returns lost time for a camera that returns at another size, and a freeze for a screen', () => {
  const holes = [{ fromMs: 8_000, toMs: 10_000 }];
  const packet = (index: number) => (index >= 250 ? { width: 320, height: 180 } : {});
  expect(gaps([camera({ holes, packet })])).toEqual([[7_960, 10_000, 'lost']]);
  expect(gaps([camera({ holes })])).toEqual([]);
  expect(gaps([microphone({ source: 'screen', holes, packet })])).toEqual([]);
});

it('gapsOf returns nothing for silence that was not sent, and for video without motion', () => {
  const holes = [
    { fromMs: 5_000, toMs: 5_400 },
    { fromMs: 12_000, toMs: 14_000 },
  ];
  expect(gaps([microphone({ holes })])).toEqual([]);
  expect(gaps([camera({ holes })])).toEqual([]);
});

it('gapsOf returns lost time for packets that never arrived', () => {
  const holes = [
    { fromMs: 5_000, toMs: 5_100 },
    { fromMs: 12_000, toMs: 12_020 },
    { fromMs: 20_000, toMs: 25_000 },
  ];
  const lost = holes.map(
    ({ toMs }): JournalLineOf<'lost'> => ({ kind: 'lost', at: toMs, ticks: toMs * 48, packets: 1 }),
  );
  expect(gaps([microphone({ holes, journal: { lost } })])).toEqual([
    [5_000, 5_100, 'lost'],
    [20_000, 25_000, 'lost'],
  ]);
});

it("gapsOf returns lost time for video that can't be decoded until the next key frame", () => {
  const holes = [{ fromMs: 5_000, toMs: 6_000 }];
  const frozen: JournalLineOf<'frozen'>[] = [
    { kind: 'frozen', at: 6_000, fromTicks: 5_000 * 90, ticks: 6_000 * 90, frames: 25 },
  ];
  expect(gaps([camera({ holes, journal: { frozen } })])).toEqual([[4_960, 6_000, 'lost']]);
});

it('gapsOf returns lost time for what a damaged file lacks', () => {
  const holes = [{ fromMs: 5_000, toMs: 6_000 }];
  const packet = (index: number) => ({ isAfterDamage: index === 300 });
  expect(gaps([microphone({ holes, packet })])).toEqual([[5_000, 6_000, 'lost']]);
});

it('gapsOf returns stalled, not muted or lost, for suspended capture', () => {
  const stall = { mediaMs: 5_000, stalledMs: 3_000 };
  expect(gaps([microphone({ stall, lengthMs: 27_000 })])).toEqual([[5_000, 8_000, 'stalled']]);
});

it('gapsOf returns off for a missing source while the person is present', () => {
  const page = microphone();
  const segment = camera({ fromMs: 8_000, lengthMs: 10_000, presence: { fromMs: 7_900, toMs: 18_000 } });
  expect(gaps([segment], [page])).toEqual([
    [0, 8_000, 'off'],
    [18_000, 30_000, 'off'],
  ]);
});

it('gapsOf returns away for a person without media', () => {
  const before = microphone({ lengthMs: 10_000, presence: { fromMs: 0, toMs: 10_000 } });
  const after = microphone({ fromMs: 18_000, lengthMs: 12_000, presence: { fromMs: 18_000, toMs: 30_000 } });
  expect(gaps([before, after])).toEqual([[10_000, 18_000, 'away']]);
});

it('gapsOf returns lost and then away when the network failed before the page left', () => {
  const before = microphone({ lengthMs: 10_000, presence: { fromMs: 0, toMs: 16_000 } });
  const after = microphone({ fromMs: 18_000, lengthMs: 12_000, presence: { fromMs: 18_000, toMs: 30_000 } });
  expect(gaps([before, after])).toEqual([
    [10_000, 16_000, 'lost'],
    [16_000, 18_000, 'away'],
  ]);
});

it('gapsOf returns no gap for time in which nothing was recorded', () => {
  const before = microphone({ lengthMs: 10_000, presence: { fromMs: 0, toMs: 10_000 } });
  const after = microphone({ fromMs: 18_000, lengthMs: 12_000, presence: { fromMs: 18_000, toMs: 30_000 } });
  const stretches = [
    { fromMs: 0, toMs: 10_000 },
    { fromMs: 16_000, toMs: 30_000 },
  ];
  expect(gaps([before, after], [], stretches)).toEqual([[16_000, 18_000, 'away']]);
});

it('gapsOf returns no gap when a page takes over, even if the older page had one in between', () => {
  const holes = [{ fromMs: 12_000, toMs: 20_000 }];
  const journal = { mute: [mute(12_000, true), mute(20_000, false)] };
  const older = microphone({ holes, journal });
  const newer = microphone({ fromMs: 10_050, lengthMs: 19_950, presence: { fromMs: 10_000, toMs: 30_000 } });
  expect(gaps([older, newer])).toEqual([]);
});

it('gapsOf returns gaps without a journal only where the person had no media', () => {
  const holes = [{ fromMs: 5_000, toMs: 6_000 }];
  const before = alignedSegment({ lengthMs: 10_000, holes });
  const after = alignedSegment({ fromMs: 18_000, lengthMs: 12_000 });
  expect(gaps([before, after])).toEqual([[10_000, 18_000, 'away']]);
});
