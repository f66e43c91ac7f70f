import { describe, expect, it } from 'vitest';
import { missingMedia, shownMoment } from '../../../client/core/review/stageView.ts';
import { MediaFileId } from '../../../shared/ids.ts';
import type { Review, ReviewTrack } from '../../../shared/recording/review.ts';
import { madeUpReview } from '../../support/madeUpReview.ts';

const FILES = {
  candidate: MediaFileId.parse('c'.repeat(32)),
  asker: MediaFileId.parse('d'.repeat(32)),
};

/** A recording with these changes to the candidate's track. */
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

describe('a recording that starts just before its candidate’s video', () => {
  it('opens with that video, and shows it while it loads', () => {
    const recording = recordingWith({ fromMs: 1_400 });
    expect(pictureAt(recording, 0)).toBeUndefined();
    expect(pictureAt(recording, 700)).toBeUndefined();
    expect(shownMoment(recording.review, 1_500)).toBe(1_500);
  });

  it('does so when the video starts after the audio', () => {
    const recording = recordingWith({
      fromMs: 200,
      gaps: [{ kind: 'video', reason: 'away', fromMs: 200, toMs: 900 }],
    });
    expect(pictureAt(recording, 0)).toBeUndefined();
    expect(pictureAt(recording, 300)).toBeUndefined();
  });
});

it('a candidate who joins a minute later is shown on opening, and is hidden during playback', () => {
  const recording = recordingWith({ fromMs: 60_000 });
  expect(pictureAt(recording, 0)).toBeUndefined();
  expect(pictureAt(recording, 1_000)).toBe('away');
});

it('a camera that is always off is shown as off', () => {
  expect(pictureAt(recordingWith({ hasVideo: false }), 0)).toBe('off');
});

it('the last frame is shown at the very end', () => {
  const { review } = recordingWith({});
  expect(shownMoment(review, review.durationMs)).toBe(review.durationMs - 1);
});
