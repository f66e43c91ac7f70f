import { z } from 'zod';
import { InterviewId, MediaFileId, NoteId, RecordingId, SeatId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { CompetencyId, QuestionId } from '../kit/kitIds.ts';
import { RatingValue } from '../rubric/rating.ts';
import { NoteKind } from '../rubric/scorecard.ts';
import { CaptureProblem, Gap, LevelStrip, RecordingMs, Span } from './finished.ts';
import { MediaGrant } from './mediaGrant.ts';

/** A file to play: its address is the grant's base address and this id. */
const PlayableFile = z.strictObject({
  fileId: MediaFileId,
  contentType: z.string(),
  bytes: z.number().int().positive(),
});

/** One person's file, or a screen's. */
export const ReviewTrack = z.strictObject({
  ...PlayableFile.shape,
  kind: z.enum(['person', 'screen']),
  role: z.enum(['candidate', 'interviewer', 'recruiter']),
  /** Absent for the virtual recruiter. */
  seatId: SeatId.optional(),
  name: z.string(),
  /** The file's own time zero is `fromMs`. */
  ...Span.shape,
  hasAudio: z.boolean(),
  hasVideo: z.boolean(),
  width: z.number().int().positive().optional(),
  height: z.number().int().positive().optional(),
  thumbnail: MediaFileId.optional(),
  gaps: z.array(Gap),
  speech: z.array(Span),
  levels: LevelStrip.optional(),
});
export type ReviewTrack = z.infer<typeof ReviewTrack>;

/** A question as it went: from its opening to the next one. A question opened twice is two chapters. */
export const Chapter = z.strictObject({
  questionId: QuestionId,
  /** 1, 2, … in the kit's order. */
  number: z.number().int().positive(),
  text: z.string(),
  ...Span.shape,
  answerFromMs: RecordingMs.optional(),
  /** In practice, for a question that was answered again: the first of three takes, and so on. The last one counts. */
  take: z.strictObject({ number: z.number().int().positive(), of: z.number().int().min(2) }).optional(),
});
export type Chapter = z.infer<typeof Chapter>;

const markerBase = { markerId: z.string().max(120), atMs: RecordingMs };

/** What is marked on the time line, as far as this viewer may see it. */
export const Marker = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('rating'),
    ...markerBase,
    seatId: SeatId,
    byName: z.string(),
    questionId: QuestionId,
    competencyId: CompetencyId,
    competency: z.string(),
    value: RatingValue,
  }),
  z.strictObject({
    kind: z.literal('note'),
    ...markerBase,
    seatId: SeatId,
    byName: z.string(),
    noteId: NoteId,
    noteKind: NoteKind,
    questionId: QuestionId,
    text: z.string(),
  }),
  z.strictObject({
    kind: z.literal('event'),
    ...markerBase,
    event: z.enum([
      'joined',
      'left',
      'dropped',
      'returned',
      'tookOver',
      'handedBack',
      'probeAsked',
      'recordingStopped',
      'recordingResumed',
      'extended',
    ]),
    /** Whom it is about. */
    name: z.string().optional(),
  }),
]);
export type Marker = z.infer<typeof Marker>;

/** What the virtual recruiter said: known text, known times. */
export const Caption = z.strictObject({ ...Span.shape, text: z.string() });
export type Caption = z.infer<typeof Caption>;

/**
 * How something was said, never what: for the whole recording or one question. Facts, and never part of a score. Times in milliseconds;
 * what cannot be told is absent.
 */
export const DeliveryFacts = z.strictObject({
  /** Of the candidate: speech with silences of up to `PAUSE_MS`. */
  speakingMs: z.number().int().nonnegative(),
  /** The candidate's share of all speech, 0 to 1. */
  talkRatio: z.number().min(0).max(1).optional(),
  /** Pauses of more than `PAUSE_MS` within answers. */
  pauses: z.number().int().nonnegative(),
  longestPauseMs: z.number().int().nonnegative(),
  /** Most speech without a pause of more than `MONOLOGUE_BREAK_MS` in which no one else speaks; pauses in it are not counted. */
  longestMonologueMs: z.number().int().nonnegative(),
  /** From the end of the question to the candidate's first words. */
  timeToAnswerMs: z.number().int().nonnegative().optional(),
});
export type DeliveryFacts = z.infer<typeof DeliveryFacts>;

/** How far something is that is made of a recording. */
export const RecordingJob = z.strictObject({
  kind: z.enum(['finalise', 'compose', 'store', 'erase']),
  state: z.enum(['waiting', 'running', 'retrying', 'failed', 'done']),
  /** 0 to 1. */
  progress: z.number().min(0).max(1),
  /** What went wrong last, a sentence for people. */
  reason: z.string().optional(),
  /** When it is tried again. */
  retryAt: Timestamp.optional(),
});
export type RecordingJob = z.infer<typeof RecordingJob>;

/**
 * A recording as one viewer may review it.
 *
 * - `none`: nothing is recorded; - `recording`: it runs, or may go on; - `processing`: it is being made playable; - `ready`;
 * - `failed`: it could not be made playable, and nothing of it is lost; - `erased`.
 */
export const Review = z.strictObject({
  interviewId: InterviewId,
  title: z.string(),
  jobRole: z.string(),
  state: z.enum(['none', 'recording', 'processing', 'ready', 'failed', 'erased']),
  recordingId: RecordingId.optional(),
  /** Server time of the time line's zero. */
  startedAt: Timestamp.optional(),
  durationMs: RecordingMs,
  stretches: z.array(Span),
  tracks: z.array(ReviewTrack),
  /** The one picture with all sound; its time is the recording's. */
  composed: PlayableFile.optional(),
  chapters: z.array(Chapter),
  markers: z.array(Marker),
  captions: z.array(Caption),
  delivery: z
    .strictObject({
      whole: DeliveryFacts,
      /** Of what was answered again: the last take. */
      byQuestion: z.array(
        z.strictObject({
          questionId: QuestionId,
          ...DeliveryFacts.shape,
          /** From first word to last; absent where nothing was said. */
          answerMs: z.number().int().nonnegative().optional(),
        }),
      ),
    })
    .optional(),
  problems: z.array(CaptureProblem),
  jobs: z.array(RecordingJob),
  /** When it will be deleted by itself; absent: never. */
  retainUntil: Timestamp.optional(),
  /** What this viewer may do besides watching. */
  may: z.strictObject({ erase: z.boolean(), download: z.boolean() }),
});
export type Review = z.infer<typeof Review>;

/** A review with the grant to play it; without one where there is nothing to play. */
export const OpenedReview = z.strictObject({ review: Review, grant: MediaGrant.optional() });
export type OpenedReview = z.infer<typeof OpenedReview>;

/** How long a recording is, in milliseconds: 0 where there is none, undefined while that is not known. */
export function knownLengthMs({
  state,
  durationMs,
}: Pick<Review, 'state' | 'durationMs'>): number | undefined {
  if (state === 'ready') return durationMs;
  return state === 'recording' || state === 'processing' ? undefined : 0;
}
