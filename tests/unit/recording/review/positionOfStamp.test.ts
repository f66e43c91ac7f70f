import { describe, expect, it } from 'vitest';
import { ProducerId } from '../../../../shared/ids.ts';
import { positionOfStamp, type StampContext } from '../../../../shared/recording/markers.ts';
import { mediaTimeOfRecording, recordingMsOfMediaTime } from '../../../../shared/recording/recordingClock.ts';

const PRODUCER = ProducerId.parse('microphone-of-ada');
const OPENED_AT = 1_000_000;
/** The recording starts five seconds after the session opened. */
const CLOCK = { zeroAt: OPENED_AT + 5_000, durationMs: 600_000 };

type Knots = StampContext['producers'][number]['knots'];

function places(...knotsOfEach: Knots[]): StampContext {
  return {
    clock: CLOCK,
    openedAt: OPENED_AT,
    producers: knotsOfEach.map(knots => ({ producerId: PRODUCER, clockRate: 48_000, knots })),
  };
}

const heard = (rtpTimestamp: number, mediaTimeMs = 65_000) => ({
  mediaTimeMs,
  heard: { producerId: PRODUCER, rtpTimestamp },
});

describe('placing a stamp without heard media', () => {
  it('uses the time since the session opened', () => {
    expect(positionOfStamp(places(), { mediaTimeMs: 65_000 })).toBe(60_000);
  });

  it('clamps it to the start and end of the recording', () => {
    expect(positionOfStamp(places(), { mediaTimeMs: 1_000 })).toBe(0);
    expect(positionOfStamp(places(), { mediaTimeMs: 900_000 })).toBe(600_000);
  });

  it('returns the position at which it was made on the recording', () => {
    for (const ms of [0, 1, 59_999, 600_000])
      expect(recordingMsOfMediaTime(CLOCK, OPENED_AT, mediaTimeOfRecording(CLOCK, OPENED_AT, ms))).toBe(ms);
  });
});

describe('placing a stamp with heard media', () => {
  // The sender’s clock runs one percent slow between the second and the third knot.
  const knots: Knots = [
    [10_000, 2_000],
    [58_000, 3_000],
    [538_000, 13_100],
  ];

  it('interpolates between the knots of that producer, whatever the page’s clock showed', () => {
    expect(positionOfStamp(places(knots), heard(34_000))).toBe(2_500);
    expect(positionOfStamp(places(knots), heard(298_000))).toBe(8_050);
    expect(positionOfStamp(places(knots), heard(58_000))).toBe(3_000);
  });

  it('extrapolates briefly before the first knot and after the last, and no further', () => {
    expect(positionOfStamp(places(knots), heard(10_000 - 4_800))).toBe(1_900);
    expect(positionOfStamp(places(knots), heard(538_000 + 48_000))).toBe(14_100);
    expect(positionOfStamp(places(knots), heard(538_000 + 48_000 * 60))).toBe(60_000);
  });

  it('works across the wrap of timestamps', () => {
    const wrapping: Knots = [
      [2 ** 32 - 24_000, 100_000],
      [24_000, 101_000],
    ];
    expect(positionOfStamp(places(wrapping), heard(2 ** 32 - 12_000))).toBe(100_250);
    expect(positionOfStamp(places(wrapping), heard(12_000))).toBe(100_750);
  });

  it('uses the segment run that contains it when a producer was recorded in two', () => {
    const later: Knots = [
      [1_000_000, 400_000],
      [1_480_000, 410_000],
    ];
    expect(positionOfStamp(places(knots, later), heard(1_240_000))).toBe(405_000);
  });

  it('falls back to the time when nothing was recorded then, or when the person is unknown', () => {
    expect(positionOfStamp(places(knots), heard(900_000))).toBe(60_000);
    expect(positionOfStamp(places(), heard(34_000))).toBe(60_000);
    expect(positionOfStamp(places([[10_000, 2_000]]), heard(10_000))).toBe(2_000);
    expect(positionOfStamp(places([]), heard(10_000))).toBe(60_000);
  });
});
