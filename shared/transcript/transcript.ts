import { z } from 'zod';
import { PassageId, SeatId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { Span } from '../recording/finished.ts';

export const PASSAGE_TEXT_MAX = 2_000;

export const TranscriptWord = z.strictObject({ text: z.string(), ...Span.shape });
export type TranscriptWord = z.infer<typeof TranscriptWord>;

/** What one person said between two pauses, at most 15 s. Times are recording times. */
export const Passage = z.strictObject({
  passageId: PassageId,
  /** Absent for the virtual recruiter, whose lines are exact and can't be corrected. */
  seatId: SeatId.optional(),
  ...Span.shape,
  /** False if there was speech that couldn't be recognized. Then there are no words, unless someone added them. */
  understood: z.boolean(),
  /** The words as corrected. */
  words: z.array(TranscriptWord),
  correction: z
    .strictObject({
      /** The recognized text. */
      original: z.string(),
      byName: z.string(),
      at: Timestamp,
    })
    .optional(),
});
export type Passage = z.infer<typeof Passage>;

export const TranscriptSpeaker = z.strictObject({
  role: z.enum(['candidate', 'interviewer', 'recruiter']),
  seatId: SeatId.optional(),
  name: z.string(),
  /** The person was recorded and didn't agree to a transcript, or their words were deleted. */
  withheld: z.literal(true).optional(),
});
export type TranscriptSpeaker = z.infer<typeof TranscriptSpeaker>;

/**
 * Why there is no transcript.
 *
 * - `off`: the server makes none
 * - `recording`: there is no recording, or it isn't ready
 * - `consent`: the candidate didn't agree to a transcript
 * - `deleted`: someone deleted it
 * - `language`: speech in this language can't be recognized here
 * - `engine`: the engine is missing or damaged
 * - `service`: the speech service refused the audio or doesn't respond
 * - `budget`: the speech service has got as much audio as it may this month
 * - `trouble`: anything else. `detail` says what, to members of staff.
 */
export const TranscriptReason = z.enum([
  'off',
  'recording',
  'consent',
  'deleted',
  'language',
  'engine',
  'service',
  'budget',
  'trouble',
]);
export type TranscriptReason = z.infer<typeof TranscriptReason>;

export const Transcript = z.strictObject({
  /** `hidden`: the viewer hasn't locked the scorecard yet. `waiting` and `running`: it is being made. */
  state: z.enum(['none', 'waiting', 'running', 'ready', 'failed', 'hidden']),
  /** Present with `none` and `failed`, and with `waiting` after a failed attempt. */
  reason: TranscriptReason.optional(),
  detail: z.string().optional(),
  /** Present with `running`. */
  progress: z.number().min(0).max(1).optional(),
  /** BCP 47 tag of the language that was recognized. */
  language: z.string().optional(),
  madeAt: Timestamp.optional(),
  speakers: z.array(TranscriptSpeaker),
  /** Sorted by start. Passages of different people can overlap. */
  passages: z.array(Passage),
  may: z.strictObject({ correct: z.boolean(), download: z.boolean(), erase: z.boolean() }),
});
export type Transcript = z.infer<typeof Transcript>;

/** `seen`: text that the editor saw. Fails with `conflict` if someone has changed it since. */
export const PassageChange = {
  passageId: PassageId,
  seen: z.string().max(PASSAGE_TEXT_MAX),
  text: z.string().trim().min(1).max(PASSAGE_TEXT_MAX),
};

export const TranscriptFormat = z.enum(['vtt', 'txt', 'json']);
export type TranscriptFormat = z.infer<typeof TranscriptFormat>;

/** `mp4`: the composed recording, with the transcript as captions that players can show. */
export const TranscriptDownload = z.enum([...TranscriptFormat.options, 'mp4']);
export type TranscriptDownload = z.infer<typeof TranscriptDownload>;

export function passageText({ words }: Pick<Passage, 'words'>): string {
  return words.map(({ text }) => text).join(' ');
}
