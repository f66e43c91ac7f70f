import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  PIECE_MAX_FRAMES,
  type Piece,
  planPieces,
} from '../../../../server/features/recording/compose/plan/planPieces.ts';
import { ADA, GRACE, gap, mediaOf, PEOPLE, recordingOf, span, VOICE } from './madeUpRecording.ts';

/** Describes what a piece shows, the large tile first. */
function looks({ tiles, unrecorded }: Piece): string {
  if (unrecorded) return `unrecorded ${unrecorded.fromMs}-${unrecorded.toMs}`;
  return tiles
    .map(
      ({ person, kind, card }) =>
        `${person.person}${kind === 'screen' ? ' screen' : ''}${card ? ` ${card}` : ''}`,
    )
    .join(', ');
}

function story(pieces: readonly Piece[]): [second: number, looks: string][] {
  return pieces.map(piece => [piece.fromFrame / 25, looks(piece)]);
}

describe('planPieces', () => {
  it('starts a piece when someone joins, leaves, turns the camera off, or becomes the speaker', () => {
    const recording = recordingOf(40_000, [
      mediaOf(ADA, 0, 40_000, { speech: [span(3_000, 9_000)], gaps: [gap('video', 'off', 30_000, 40_000)] }),
      mediaOf(VOICE, 10_000, 20_000, { speech: [span(12_000, 18_000)] }),
    ]);
    expect(story(planPieces(recording, PEOPLE))).toEqual([
      [0, 'ada'],
      [10, 'ada, recruiter'],
      [12, 'recruiter, ada'],
      [20, 'ada'],
      [30, 'ada off'],
    ]);
  });

  it('shows a screen large, with the speaker next to it and the others below', () => {
    const recording = recordingOf(30_000, [
      mediaOf(ADA, 0, 30_000, { speech: [span(0, 9_000)] }),
      mediaOf(GRACE, 0, 30_000, { speech: [span(12_000, 28_000)] }),
      mediaOf(GRACE, 10_000, 20_000, { kind: 'screen', fileName: 'grace-screen.webm' }),
    ]);
    expect(story(planPieces(recording, PEOPLE))).toEqual([
      [0, 'ada, grace'],
      [10, 'grace screen, ada, grace'],
      [12, 'grace screen, grace, ada'],
      [20, 'grace, ada'],
    ]);
  });

  it('marks time that was not recorded, no matter who was present', () => {
    const recording = recordingOf(40_000, [mediaOf(ADA, 0, 40_000)], [span(0, 12_000), span(30_000, 40_000)]);
    expect(story(planPieces(recording, PEOPLE))).toEqual([
      [0, 'ada'],
      [12, 'unrecorded 12000-30000'],
      [30, 'ada'],
    ]);
  });

  it('shows nothing when no one is present', () => {
    expect(story(planPieces(recordingOf(3_000, []), PEOPLE))).toEqual([[0, '']]);
  });

  it('starts a new piece when video rotates, not when only its size changes', () => {
    const sizes = [
      { atMs: 0, width: 320, height: 180 },
      { atMs: 2_000, width: 640, height: 360 },
      { atMs: 5_000, width: 360, height: 640 },
    ];
    const pieces = planPieces(recordingOf(9_000, [mediaOf(ADA, 0, 9_000, { sizes })]), PEOPLE);
    expect(pieces.map(({ fromFrame }) => fromFrame / 25)).toEqual([0, 5]);
    expect(pieces[1]?.tiles[0]?.picture?.shown.width).toBeLessThan(320);
  });

  it('keeps since when video has been frozen at the start of a piece', () => {
    const media = mediaOf(ADA, 0, 30_000, { gaps: [gap('video', 'lost', 8_000, 20_000)] });
    const other = mediaOf(GRACE, 12_000, 30_000);
    const [, second] = planPieces(recordingOf(30_000, [media, other]), PEOPLE);
    expect(second?.fromFrame).toBe(12 * 25);
    expect(second?.tiles[0]?.picture?.standsSinceMs).toBe(8_000);
  });

  it('limits pieces to a minute, and leaves no gaps', () => {
    const time = fc.nat(300_000);
    const media = fc.record({
      person: fc.constantFrom(ADA, VOICE, GRACE),
      kind: fc.constantFrom('person', 'screen'),
      from: time,
      length: fc.integer({ min: 1, max: 200_000 }),
      off: fc.tuple(time, fc.nat(30_000)),
      speech: fc.array(fc.tuple(time, fc.integer({ min: 200, max: 20_000 })), { maxLength: 6 }),
    });
    fc.assert(
      fc.property(
        fc.array(media, { maxLength: 5 }),
        fc.integer({ min: 40, max: 300_000 }),
        (list, duration) => {
          const files = list.map(({ person, kind, from, length, off, speech }, index) =>
            mediaOf(person, from, from + length, {
              kind,
              fileName: `file-${index}.webm`,
              gaps: [gap('video', 'off', off[0], off[0] + off[1])],
              speech: speech.map(([at, long]) => span(at, at + long)),
            }),
          );
          const pieces = planPieces(recordingOf(duration, files), PEOPLE);
          let frame = 0;
          for (const piece of pieces) {
            expect(piece.fromFrame).toBe(frame);
            expect(piece.frames).toBeGreaterThan(0);
            expect(piece.frames).toBeLessThanOrEqual(PIECE_MAX_FRAMES);
            frame += piece.frames;
          }
          expect(frame).toBe(Math.round(duration / 40));
        },
      ),
    );
  });
});
