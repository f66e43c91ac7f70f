import type { InterviewEvent } from '../../../../shared/interview/events.ts';
import { isFinal } from '../../../../shared/interview/phases.ts';
import type { InterviewState, Viewer } from '../../../../shared/interview/state.ts';
import type { InterviewView } from '../../../../shared/interview/view.ts';
import { situationOf, viewOf } from '../../../../shared/interview/viewOf.ts';
import { namesHiddenFrom, titleFor } from '../../../../shared/interview/visibility.ts';
import { may } from '../../../../shared/permissions.ts';
import {
  type FinishedMedia,
  type FinishedRecording,
  readPerson,
} from '../../../../shared/recording/finished.ts';
import { type RecordingClock, recordingClockOf } from '../../../../shared/recording/recordingClock.ts';
import type { RecordingState } from '../../../../shared/recording/recordingState.ts';
import type { Review, ReviewTrack } from '../../../../shared/recording/review.ts';
import type { RecordingRecord } from '../RecordingRecords.ts';
import { reviewDelivery } from './delivery.ts';
import { eventMarkers, writtenMarkers } from './reviewMarkers.ts';
import { chaptersOf, lastTakes, logStepsOf, recruiterCaptions } from './reviewTimeline.ts';

interface ReviewSubject {
  readonly state: InterviewState;
  readonly events: readonly InterviewEvent[];
  readonly record: RecordingRecord | undefined;
  readonly viewer: Viewer;
  readonly may: Review['may'];
}

/** Creates the review of a recording for a viewer who may see it. Relies on `viewOf()` to hide ratings. */
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
  // Viewers without a rubric don't see the questions, except candidates who review their own practice.
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
    // Omits the combined video when names are hidden from the viewer, because the video shows names.
    ...(record.composed && !namesHiddenFrom(state, viewer) && { composed: record.composed }),
    ...(delivery && { delivery }),
  };
}

export function reviewStateOf(
  { recording, phase }: InterviewState,
  record: RecordingRecord | undefined,
): Review['state'] {
  if (!recording?.recordingId) return recording && recording.erased.length > 0 ? 'erased' : 'none';
  if (record?.finished) {
    if (record.finished.media.length > 0) return 'ready';
    // If a recording has no media and no problems, no one sent media.
    return record.finished.problems.length > 0 ? 'failed' : 'none';
  }
  if (!isFinal(phase)) return 'recording';
  const broken = record?.jobs.some(
    ({ kind, state }) => (kind === 'finalise' || kind === 'store') && state === 'failed',
  );
  return broken ? 'failed' : 'processing';
}

/** Returns the recording's length. Before finalizing, it comes from the log, without the running capture. */
function lengthOf({ stretches }: RecordingState, record: RecordingRecord | undefined): number {
  if (record?.finished) return record.finished.durationMs;
  const [first] = stretches;
  const ends = stretches.flatMap(({ stoppedAt }) => stoppedAt ?? []);
  return first && ends.length > 0 ? Math.max(0, Math.max(...ends) - first.startedAt) : 0;
}

type TrackPerson = Pick<ReviewTrack, 'role' | 'seatId' | 'name'>;

const ORDER: readonly ReviewTrack['role'][] = ['candidate', 'recruiter', 'interviewer'];

/** Returns the tracks, candidates first and screens last. */
function reviewTracks(
  { finished, files }: Pick<RecordingRecord, 'finished' | 'files'>,
  view: InterviewView,
): ReviewTrack[] {
  const tracks = (finished?.media ?? []).flatMap((media): ReviewTrack[] => {
    const file = files[media.fileName];
    if (!file) return [];
    const thumbnail = media.thumbnailName === undefined ? undefined : files[media.thumbnailName]?.fileId;
    return [
      { ...file, ...mediaFieldsOf(media), ...trackPersonOf(media, view), ...(thumbnail && { thumbnail }) },
    ];
  });
  return tracks.toSorted(
    (a, b) =>
      Number(a.kind === 'screen') - Number(b.kind === 'screen') ||
      ORDER.indexOf(a.role) - ORDER.indexOf(b.role) ||
      a.fromMs - b.fromMs,
  );
}

function mediaFieldsOf(
  media: FinishedMedia,
): Omit<ReviewTrack, keyof TrackPerson | 'fileId' | 'contentType' | 'bytes'> {
  const { kind, fromMs, toMs, hasAudio, hasVideo, width, height, gaps, speech, levels } = media;
  return {
    kind,
    fromMs,
    toMs,
    hasAudio,
    hasVideo,
    gaps,
    speech,
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(levels && { levels }),
  };
}

function trackPersonOf({ person }: FinishedMedia, view: InterviewView): TrackPerson {
  const named = readPerson(person);
  if (named.kind === 'recruiter') return { role: 'recruiter', name: 'Virtual recruiter' };
  const seat = named.kind === 'seat' ? view.seats[named.seatId] : undefined;
  if (!seat) return { role: 'interviewer', name: person };
  return {
    role: seat.role === 'candidate' ? 'candidate' : 'interviewer',
    seatId: seat.seatId,
    name: seat.displayName,
  };
}
