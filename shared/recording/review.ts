import { z } from 'zod';
import { InterviewId, MediaFileId, NoteId, RecordingId, SeatId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { CompetencyId, QuestionId } from '../kit/kitIds.ts';
import { RatingValue } from '../rubric/rating.ts';
import { NoteKind } from '../rubric/scorecard.ts';
import { CaptureProblem, Gap, LevelStrip, RecordingMs, Span } from './finished.ts';

/** Lets one viewer read the files of one recording for some minutes. Open pages renew it. */
export const MediaGrant = z.strictObject({
  /** The `:grant` in the address `MEDIA_FILES`. */
  grant: z.string().regex(/^[0-9A-Za-z_-]{22,64}$/),
  expiresAt: Timestamp,
});
export type MediaGrant = z.infer<typeof MediaGrant>;

/** A file to play. Its address is the grant's base address plus `fileId`. */
const PlayableFile = z.strictObject({
  fileId: MediaFileId,
  contentType: z.string(),
  bytes: z.number().int().positive(),
});

/** The media file of one person or one shared screen. */
export const ReviewTrack = z.strictObject({
  ...PlayableFile.shape,
  kind: z.enum(['person', 'screen']),
  role: z.enum(['candidate', 'interviewer', 'recruiter']),
  /** Absent for the virtual recruiter. */
  seatId: SeatId.optional(),
  name: z.string(),
  /** The file covers the recording from `fromMs` to `toMs`. */
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

/** Lasts from the opening of one question to that of the next. A question opened twice has two chapters. */
export const Chapter = z.strictObject({
  questionId: QuestionId,
  number: z.number().int().positive(),
  text: z.string(),
  ...Span.shape,
  /** When the virtual recruiter had asked, and the candidate's turn came. Absent if a person asked. */
  turnFromMs: RecordingMs.optional(),
  answerFromMs: RecordingMs.optional(),
  /** Which of several answers to the same question this is. The last answer counts. */
  take: z.strictObject({ number: z.number().int().positive(), of: z.number().int().min(2) }).optional(),
});
export type Chapter = z.infer<typeof Chapter>;

const markerBase = { markerId: z.string().max(120), atMs: RecordingMs };

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
    name: z.string().optional(),
  }),
]);
export type Marker = z.infer<typeof Marker>;

export const Caption = z.strictObject({ ...Span.shape, text: z.string() });
export type Caption = z.infer<typeof Caption>;

/** How the candidate spoke. Never part of a score. Unknown values are absent. */
export const DeliveryFacts = z.strictObject({
  /**
   * Length of the answer: from its first word to its last, with its pauses, without other people's turns and
   * the wait after them. Over several questions, the sum of their last answers. Absent without questions,
   * and for a question without speech.
   */
  answerMs: z.number().int().nonnegative().optional(),
  /** Time spent speaking, including silences of up to 1 s. */
  speakingMs: z.number().int().nonnegative(),
  /** Candidate's share of all speech, 0 to 1. */
  talkRatio: z.number().min(0).max(1).optional(),
  pauses: z.number().int().nonnegative(),
  longestPauseMs: z.number().int().nonnegative(),
  /** Longest speech without another person's turn or a silence over 2 s. Pauses within it don't count. */
  longestMonologueMs: z.number().int().nonnegative(),
  /** Time from the end of the question to the candidate's first words. */
  timeToAnswerMs: z.number().int().nonnegative().optional(),
});
export type DeliveryFacts = z.infer<typeof DeliveryFacts>;

/**
 * Returns how long the candidate spoke, as every page, report, and file says it: the length of the answers.
 * A recording without questions has no answers, so there it is all speech.
 */
export function spokenMs({ answerMs, speakingMs }: Pick<DeliveryFacts, 'answerMs' | 'speakingMs'>): number {
  return answerMs ?? speakingMs;
}

export const RecordingJob = z.strictObject({
  /** Reviews have no `transcript` jobs, because transcripts have states of their own. */
  kind: z.enum(['finalise', 'compose', 'store', 'erase', 'transcript']),
  state: z.enum(['waiting', 'running', 'retrying', 'failed', 'done']),
  progress: z.number().min(0).max(1),
  reason: z.string().optional(),
  retryAt: Timestamp.optional(),
});
export type RecordingJob = z.infer<typeof RecordingJob>;

/** `recording`: runs or may continue. `processing`: being made playable. `failed`: not playable, but kept. */
export const Review = z.strictObject({
  interviewId: InterviewId,
  title: z.string(),
  jobRole: z.string(),
  state: z.enum(['none', 'recording', 'processing', 'ready', 'failed', 'erased']),
  recordingId: RecordingId.optional(),
  /** Server time at which the timeline starts. */
  startedAt: Timestamp.optional(),
  durationMs: RecordingMs,
  stretches: z.array(Span),
  tracks: z.array(ReviewTrack),
  composed: PlayableFile.optional(),
  chapters: z.array(Chapter),
  markers: z.array(Marker),
  captions: z.array(Caption),
  delivery: z
    .strictObject({
      whole: DeliveryFacts,
      byQuestion: z.array(z.strictObject({ questionId: QuestionId, ...DeliveryFacts.shape })),
    })
    .optional(),
  problems: z.array(CaptureProblem),
  jobs: z.array(RecordingJob),
  /** When the recording is deleted automatically. If absent, never. */
  retainUntil: Timestamp.optional(),
  may: z.strictObject({ erase: z.boolean(), download: z.boolean() }),
});
export type Review = z.infer<typeof Review>;

/** A review, with a grant if there is something to play. */
export const OpenedReview = z.strictObject({ review: Review, grant: MediaGrant.optional() });
export type OpenedReview = z.infer<typeof OpenedReview>;

/** Returns the recording's length: 0 if there is no recording, undefined while the length is unknown. */
export function knownLengthMs({
  state,
  durationMs,
}: Pick<Review, 'state' | 'durationMs'>): number | undefined {
  if (state === 'ready') return durationMs;
  return state === 'recording' || state === 'processing' ? undefined : 0;
}
