import { z } from 'zod';
import { SeatId } from '../ids.ts';
import { VoiceState } from '../media/voice.ts';
import { CLIP_LIMITS, Cue } from './clip.ts';
import { NextQuestion, RecruiterButton, RecruiterOrder } from './recruiterView.ts';

/** Number of a spoken line, from 1 in an interview. A resumed line keeps its number. */
const UtteranceNumber = z.number().int().positive();

const Milliseconds = z.number().int().nonnegative().max(CLIP_LIMITS.durationMs);

/** Reading time of a line without a clip. Logged because a later version may have a different text. */
const ReadingMs = z.number().int().positive();

/** Inputs of the engine. All are logged, so that a log always leads to the same state. */
export const RecruiterInput = z.discriminatedUnion('type', [
  /** The deadline of `deadlineOf` has passed. */
  z.strictObject({ type: z.literal('time'), readingMs: ReadingMs.optional() }),
  /** The clip of a line plays from `fromMs`. The cues document what was said when. */
  z.strictObject({
    type: z.literal('play.started'),
    utterance: UtteranceNumber,
    fromMs: Milliseconds,
    durationMs: Milliseconds,
    cues: z.array(Cue).max(CLIP_LIMITS.cues),
  }),
  z.strictObject({ type: z.literal('play.ended'), utterance: UtteranceNumber }),
  /** The clip was stopped and can resume at `resumeMs`. */
  z.strictObject({ type: z.literal('play.held'), utterance: UtteranceNumber, resumeMs: Milliseconds }),
  /** There is no clip to play, so the line is shown. */
  z.strictObject({
    type: z.literal('play.failed'),
    utterance: UtteranceNumber,
    reason: z.string().max(200),
    readingMs: ReadingMs.optional(),
  }),
  /** The candidate's voice changed `agoMs` ago. */
  z.strictObject({
    type: z.literal('voice'),
    state: VoiceState,
    agoMs: z.number().int().nonnegative().max(86_400_000),
  }),
  z.strictObject({ type: z.literal('pressed'), button: RecruiterButton }),
  z.strictObject({ type: z.literal('written'), words: z.number().int().nonnegative() }),
  z.strictObject({
    type: z.literal('ordered'),
    order: RecruiterOrder,
    seatId: SeatId,
    /** With `handBack`, when the lead chose. */
    next: NextQuestion.optional(),
  }),
]);
export type RecruiterInput = z.infer<typeof RecruiterInput>;
