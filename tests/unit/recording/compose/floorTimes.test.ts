import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FLOOR_MIN_MS, floorTimes } from '../../../../server/features/recording/compose/plan/floorTimes.ts';
import { spanAt } from '../../../../shared/recording/spans.ts';
import { span } from './madeUpRecording.ts';

const MINUTE = 60_000;
const always = [span(0, MINUTE)];

describe('who is shown large', () => {
  it('is the first of the list while no one speaks', () => {
    const silent = { present: always, speech: [] };
    expect(floorTimes([silent, silent], MINUTE)).toEqual([{ fromMs: 0, index: 0 }]);
  });

  it('is no one where no one is there', () => {
    expect(floorTimes([], MINUTE)).toEqual([{ fromMs: 0, index: undefined }]);
    expect(floorTimes([{ present: [span(5_000, 9_000)], speech: [] }], MINUTE)).toEqual([
      { fromMs: 0, index: undefined },
      { fromMs: 5_000, index: 0 },
      { fromMs: 9_000, index: undefined },
    ]);
  });

  it('changes with the first word of a person who goes on speaking, pauses for breath included', () => {
    const speakers = [
      { present: always, speech: [span(2_500, 9_000)] },
      { present: always, speech: [span(10_000, 11_000), span(12_000, 15_000)] },
    ];
    expect(floorTimes(speakers, MINUTE)).toEqual([
      { fromMs: 0, index: 0 },
      { fromMs: 10_000, index: 1 },
    ]);
  });

  it('does not change for a word in between, nor for many of them', () => {
    const words = Array.from({ length: 9 }, (_, at) => span(3_000 + at * 5_000, 4_500 + at * 5_000));
    const speakers = [
      { present: always, speech: [] },
      { present: always, speech: words },
    ];
    expect(floorTimes(speakers, MINUTE)).toEqual([{ fromMs: 0, index: 0 }]);
  });

  it('waits until who has the floor has ended, where two speak at once', () => {
    const speakers = [
      { present: always, speech: [span(3_000, 12_000)] },
      { present: always, speech: [span(10_000, 20_000)] },
    ];
    expect(floorTimes(speakers, MINUTE)).toEqual([
      { fromMs: 0, index: 0 },
      { fromMs: 12_000, index: 1 },
    ]);
  });

  it('is the speaker from the beginning where someone speaks within the first moments', () => {
    const speakers = [
      { present: always, speech: [] },
      { present: always, speech: [span(800, 8_000)] },
    ];
    expect(floorTimes(speakers, MINUTE)).toEqual([{ fromMs: 0, index: 1 }]);
  });

  it('is a person who is there, as soon as the one before has gone', () => {
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

  it('never flickers, whatever people do', () => {
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
