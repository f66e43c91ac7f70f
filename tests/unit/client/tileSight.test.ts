import { describe, expect, it } from 'vitest';
import { missingMedia, shownMoment } from '../../../client/core/review/stageView.ts';
import { MediaFileId } from '../../../shared/ids.ts';
import type { Review, ReviewTrack } from '../../../shared/recording/review.ts';
import { madeUpReview } from '../../support/madeUpReview.ts';

const FILES = {
  candidate: MediaFileId.parse('c'.repeat(32)),
  asker: MediaFileId.parse('d'.repeat(32)),
};

/** A recording whose candidate is as given. */
function recordingWith(changes: Partial<ReviewTrack>): { review: Review; candidate: ReviewTrack } {
  const review = madeUpReview({ files: FILES });
  const tracks = review.tracks.map(track =>
    track.role === 'candidate' ? { ...track, gaps: [], ...changes } : track,
  );
  const candidate = tracks.find(({ role }) => role === 'candidate');
  if (!candidate) throw new Error('There is no candidate.');
  return { review: { ...review, tracks }, candidate };
}

const pictureAt = ({ review, candidate }: ReturnType<typeof recordingWith>, positionMs: number) =>
  missingMedia(candidate, review.stretches, shownMoment(review, positionMs)).picture;

describe('a recording that begins a moment before its candidate’s picture', () => {
  it('opens with that picture, and shows it while it is on its way', () => {
    const recording = recordingWith({ fromMs: 1_400 });
    expect(pictureAt(recording, 0)).toBeUndefined();
    expect(pictureAt(recording, 700)).toBeUndefined();
    expect(shownMoment(recording.review, 1_500)).toBe(1_500);
  });

  it('does so where the picture came after the sound', () => {
    const recording = recordingWith({
      fromMs: 200,
      gaps: [{ kind: 'video', reason: 'away', fromMs: 200, toMs: 900 }],
    });
    expect(pictureAt(recording, 0)).toBeUndefined();
    expect(pictureAt(recording, 300)).toBeUndefined();
  });
});

it('a candidate who comes a minute later is shown on opening, and is not there once it plays', () => {
  const recording = recordingWith({ fromMs: 60_000 });
  expect(pictureAt(recording, 0)).toBeUndefined();
  expect(pictureAt(recording, 1_000)).toBe('away');
});

it('a camera that is off all the time is said to be off', () => {
  expect(pictureAt(recordingWith({ hasVideo: false }), 0)).toBe('off');
});

it('at the very end is seen what came last', () => {
  const { review } = recordingWith({});
  expect(shownMoment(review, review.durationMs)).toBe(review.durationMs - 1);
});
