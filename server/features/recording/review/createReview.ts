import type { InterviewEvent } from '../../../../shared/interview/events.ts';
import { isFinal } from '../../../../shared/interview/phases.ts';
import type { InterviewState, Viewer } from '../../../../shared/interview/state.ts';
import { situationOf, viewOf } from '../../../../shared/interview/viewOf.ts';
import { namesHiddenFrom, titleFor } from '../../../../shared/interview/visibility.ts';
import { may } from '../../../../shared/permissions.ts';
import type { FinishedRecording } from '../../../../shared/recording/finished.ts';
import { type RecordingClock, recordingClockOf } from '../../../../shared/recording/recordingClock.ts';
import type { RecordingState } from '../../../../shared/recording/recordingState.ts';
import type { Review } from '../../../../shared/recording/review.ts';
import { chaptersOf, lastTakes } from './chaptersOf.ts';
import { eventMarkers } from './eventMarkers.ts';
import { logStepsOf } from './logSteps.ts';
import type { RecordingRecord } from './recordingRecord.ts';
import { recruiterCaptions } from './recruiterCaptions.ts';
import { reviewDelivery } from './reviewDelivery.ts';
import { reviewTracks } from './reviewTracks.ts';
import { writtenMarkers } from './writtenMarkers.ts';

export interface ReviewSubject {
  readonly state: InterviewState;
  /** The whole log that `state` is the fold of. */
  readonly events: readonly InterviewEvent[];
  /** Of the recording that the log names; absent while nothing is stored of it. */
  readonly record: RecordingRecord | undefined;
  readonly viewer: Viewer;
  readonly may: Review['may'];
}

/**
 * A recording as one viewer may review it. The role table has been asked before. What a viewer sees of raters and people is what their own
 * view of the interview has (`viewOf`): blindness has no second rule here. Pure, and throws nothing.
 */
export function createReview(subject: ReviewSubject): Review {
  const { state, record, viewer, may } = subject;
  const { interviewId, jobRole, recording } = state;
  const review: Review = {
    interviewId,
    title: titleFor(state, viewer),
    jobRole,
    state: reviewStateOf(state, record),
    durationMs: 0,
    stretches: [],
    tracks: [],
    chapters: [],
    markers: [],
    captions: [],
    problems: record?.finished?.problems ?? [],
    jobs: [...(record?.jobs ?? [])],
    may,
  };
  if (!recording?.recordingId) return review;
  review.recordingId = recording.recordingId;
  if (record?.retainUntil !== undefined) review.retainUntil = record.retainUntil;
  const clock = recordingClockOf(recording.stretches, lengthOf(recording, record));
  if (!clock) return review;
  review.startedAt = clock.zeroAt;
  review.durationMs = clock.durationMs;
  if (review.state !== 'ready' || !record?.finished) return review;
  return { ...review, ...contentOf(subject, record, record.finished, clock, viewOf(state, viewer)) };
}

function contentOf(
  { state, events, viewer }: ReviewSubject,
  record: RecordingRecord,
  finished: FinishedRecording,
  clock: RecordingClock,
  view: ReturnType<typeof viewOf>,
): Partial<Review> {
  const steps = logStepsOf(events);
  const stretches = finished.stretches.map(({ fromMs, toMs }) => ({ fromMs, toMs }));
  const tracks = reviewTracks(record, view);
  // Without a rubric in the view there is a viewer who may not know the questions, unless they were their own to practice.
  const knowsQuestions = view.rubric !== undefined || may('recording.review', situationOf(state, viewer));
  const kit = knowsQuestions ? state.rubric?.chosen.kit : undefined;
  const chapters = kit ? chaptersOf(steps, kit, clock) : [];
  const producers = finished.media.flatMap(media => media.producers);
  const written = kit ? writtenMarkers(view, kit, { clock, openedAt: state.openedAt, producers }) : [];
  const markers = [...written, ...eventMarkers(steps, view, clock)];
  const delivery = reviewDelivery(tracks, lastTakes(chapters), stretches, clock.durationMs);
  return {
    stretches,
    tracks,
    chapters,
    markers: markers.toSorted((a, b) => a.atMs - b.atMs),
    captions: recruiterCaptions(steps, stretches, clock),
    // Names are drawn into it.
    ...(record.composed && !namesHiddenFrom(state, viewer) && { composed: record.composed }),
    ...(delivery && { delivery }),
  };
}

/** How far the recording is, by the log and by what is stored. */
export function reviewStateOf(
  { recording, phase }: InterviewState,
  record: RecordingRecord | undefined,
): Review['state'] {
  if (!recording?.recordingId) return recording && recording.erased.length > 0 ? 'erased' : 'none';
  if (record?.finished) {
    if (record.finished.media.length > 0) return 'ready';
    // It ran, and no one ever sent anything; or nothing of what they sent could be read.
    return record.finished.problems.length > 0 ? 'failed' : 'none';
  }
  if (!isFinal(phase)) return 'recording';
  const broken = record?.jobs.some(
    ({ kind, state }) => (kind === 'finalise' || kind === 'store') && state === 'failed',
  );
  return broken ? 'failed' : 'processing';
}

/** As finalising found it; until then what the log says, without the stretch that still runs. */
function lengthOf({ stretches }: RecordingState, record: RecordingRecord | undefined): number {
  if (record?.finished) return record.finished.durationMs;
  const [first] = stretches;
  const ends = stretches.flatMap(({ stoppedAt }) => stoppedAt ?? []);
  return first && ends.length > 0 ? Math.max(0, Math.max(...ends) - first.startedAt) : 0;
}
