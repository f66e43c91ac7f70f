import { z } from 'zod';
import { SeatId } from '../ids.ts';
import { VoiceState } from '../media/voice.ts';
import { CLIP_LIMITS, Cue } from './clip.ts';
import { NextQuestion, RecruiterButton, RecruiterOrder } from './recruiterView.ts';

/** One utterance: one line said once, also where it is held and taken up again. Counts from 1 within an interview. */
const UtteranceNumber = z.number().int().positive();

const Milliseconds = z.number().int().nonnegative().max(CLIP_LIMITS.durationMs);

/** How long a line without a clip is shown: it depends on words that are not in the log. */
const ReadingMs = z.number().int().positive();

/**
 * Everything that moves the recruiter on, besides what the interview's other events say of its people. Each goes into the log as it
 * came, so that the same log always leads to the same state.
 */
export const RecruiterInput = z.discriminatedUnion('type', [
  /** The moment that `deadlineOf` named has come. */
  z.strictObject({ type: z.literal('time'), readingMs: ReadingMs.optional() }),
  /** A line's clip is being played from `fromMs`. The cues are kept, so that the log holds what was said when. */
  z.strictObject({
    type: z.literal('play.started'),
    utterance: UtteranceNumber,
    fromMs: Milliseconds,
    durationMs: Milliseconds,
    cues: z.array(Cue).max(CLIP_LIMITS.cues),
  }),
  z.strictObject({ type: z.literal('play.ended'), utterance: UtteranceNumber }),
  /** It stands still, and can be taken up at `resumeMs`. */
  z.strictObject({ type: z.literal('play.held'), utterance: UtteranceNumber, resumeMs: Milliseconds }),
  /** There is no clip to play: the line is shown. */
  z.strictObject({
    type: z.literal('play.failed'),
    utterance: UtteranceNumber,
    reason: z.string().max(200),
    readingMs: ReadingMs.optional(),
  }),
  /** What is heard of the candidate changed `agoMs` ago. */
  z.strictObject({
    type: z.literal('voice'),
    state: VoiceState,
    agoMs: z.number().int().nonnegative().max(86_400_000),
  }),
  z.strictObject({ type: z.literal('pressed'), button: RecruiterButton }),
  /** The candidate has handed in a written answer of so many words. */
  z.strictObject({ type: z.literal('written'), words: z.number().int().nonnegative() }),
  z.strictObject({
    type: z.literal('ordered'),
    order: RecruiterOrder,
    seatId: SeatId,
    /** With `handBack`, where the lead chose. */
    next: NextQuestion.optional(),
  }),
]);
export type RecruiterInput = z.infer<typeof RecruiterInput>;
