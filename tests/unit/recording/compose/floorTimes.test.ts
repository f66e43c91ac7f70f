import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FLOOR_MIN_MS, floorTimes } from '../../../../server/features/recording/compose/plan/floorTimes.ts';
import { spanAt } from '../../../../shared/recording/spans.ts';
import { span } from './madeUpRecording.ts';

const MINUTE = 60_000;
const always = [span(0, MINUTE)];

describe('floorTimes', () => {
  it('selects the first person of the list while no one speaks', () => {
    const silent = { present: always, speech: [] };
    expect(floorTimes([silent, silent], MINUTE)).toEqual([{ fromMs: 0, index: 0 }]);
  });

  it('selects no one when no one is present', () => {
    expect(floorTimes([], MINUTE)).toEqual([{ fromMs: 0, index: undefined }]);
    expect(floorTimes([{ present: [span(5_000, 9_000)], speech: [] }], MINUTE)).toEqual([
      { fromMs: 0, index: undefined },
      { fromMs: 5_000, index: 0 },
      { fromMs: 9_000, index: undefined },
    ]);
  });

  it('switches at the first word of a person who continues to speak, despite pauses for breath', () => {
    const speakers = [
      { present: always, speech: [span(2_500, 9_000)] },
      { present: always, speech: [span(10_000, 11_000), span(12_000, 15_000)] },
    ];
    expect(floorTimes(speakers, MINUTE)).toEqual([
      { fromMs: 0, index: 0 },
      { fromMs: 10_000, index: 1 },
    ]);
  });

  it('ignores one short interjection, and many of them', () => {
    const words = Array.from({ length: 9 }, (_, at) => span(3_000 + at * 5_000, 4_500 + at * 5_000));
    const speakers = [
      { present: always, speech: [] },
      { present: always, speech: words },
    ];
    expect(floorTimes(speakers, MINUTE)).toEqual([{ fromMs: 0, index: 0 }]);
  });

  it('waits until the current speaker has finished when two speak at the same time', () => {
    const speakers = [
      { present: always, speech: [span(3_000, 12_000)] },
      { present: always, speech: [span(10_000, 20_000)] },
    ];
    expect(floorTimes(speakers, MINUTE)).toEqual([
      { fromMs: 0, index: 0 },
      { fromMs: 12_000, index: 1 },
    ]);
  });

  it('selects the speaker from the start when someone speaks within the first moments', () => {
    const speakers = [
      { present: always, speech: [] },
      { present: always, speech: [span(800, 8_000)] },
    ];
    expect(floorTimes(speakers, MINUTE)).toEqual([{ fromMs: 0, index: 1 }]);
  });

  it('selects a person who is present as soon as the current one has left', () => {
    const speakers = [
      { present: [span(0, 20_000)], speech: [span(3_000, 20_000)] },
      { present: always, speech: [] },
      { present: always, speech: [span(19_500, 30_000)] },
    ];
    expect(floorTimes(speakers, MINUTE)).toEqual([
      { fromMs: 0, index: 0 },
      { fromMs: 20_000, index: 2 },
    ]);
  });

  it('never switches back and forth quickly, whatever people do', () => {
    const spans = fc.array(fc.tuple(fc.nat(MINUTE), fc.integer({ min: 100, max: 8_000 })), { maxLength: 12 });
    const speaker = fc.record({
      present: fc.constantFrom(
        always,
        [span(0, 30_000)],
        [span(7_000, 21_000), span(40_000, MINUTE)],
        [span(700, MINUTE)],
      ),
      speech: spans.map(list => {
        const ordered = list.map(([from, length]) => span(from, Math.min(MINUTE, from + length)));
        return ordered.toSorted((a, b) => a.fromMs - b.fromMs);
      }),
    });
    fc.assert(
      fc.property(fc.array(speaker, { maxLength: 4 }), speakers => {
        const floors = floorTimes(speakers, MINUTE);
        expect(floors[0]?.fromMs).toBe(0);
        for (const [index, floor] of floors.entries()) {
          const seats = floor.index === undefined ? [] : speakers[floor.index]?.present;
          const seat = spanAt(seats ?? [], floor.fromMs);
          expect(seat !== undefined).toBe(floor.index !== undefined);
          const next = floors[index + 1];
          if (!next) continue;
          expect(next.index).not.toBe(floor.index);
          const leaves = seat?.toMs === next.fromMs || floor.index === undefined;
          if (!leaves) expect(next.fromMs - floor.fromMs).toBeGreaterThanOrEqual(FLOOR_MIN_MS);
        }
      }),
    );
  });
});
