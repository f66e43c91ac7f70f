import { z } from 'zod';
import { SeatId } from '../ids.ts';
import { VoiceState } from '../media/voice.ts';
import { CLIP_LIMITS, Cue } from './clip.ts';
import { NextQuestion, RecruiterButton, RecruiterOrder } from './recruiterView.ts';

/** Number of a spoken line within the interview, from 1. A resumed line keeps its number. */
const UtteranceNumber = z.number().int().positive();

const Milliseconds = z.number().int().nonnegative().max(CLIP_LIMITS.durationMs);

/** How long a line without a clip is shown. Logged, because a later release may change the line's text. */
const ReadingMs = z.number().int().positive();

/** All inputs of the engine. Each one is logged, so that replaying a log always gives the same state. */
export const RecruiterInput = z.discriminatedUnion('type', [
  /** The time that `deadlineOf` returned has come. */
  z.strictObject({ type: z.literal('time'), readingMs: ReadingMs.optional() }),
  /** The clip of a line started playing at `fromMs`. `cues` are logged to show what was said when. */
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
  /** The line has no clip to play, so it is shown as text. */
  z.strictObject({
    type: z.literal('play.failed'),
    utterance: UtteranceNumber,
    reason: z.string().max(200),
    readingMs: ReadingMs.optional(),
  }),
  /** The candidate's voice changed to `state` `agoMs` milliseconds ago. */
  z.strictObject({
    type: z.literal('voice'),
    state: VoiceState,
    agoMs: z.number().int().nonnegative().max(86_400_000),
  }),
  z.strictObject({ type: z.literal('pressed'), button: RecruiterButton }),
  z.strictObject({ type: z.literal('written'), words: z.number().int().nonnegative() }),
  /** The candidate changed between speaking and writing. */
  z.strictObject({ type: z.literal('writing'), on: z.boolean() }),
  z.strictObject({
    type: z.literal('ordered'),
    order: RecruiterOrder,
    seatId: SeatId,
    /** Only with `handBack`, if the lead chose the next question. */
    next: NextQuestion.optional(),
  }),
]);
export type RecruiterInput = z.infer<typeof RecruiterInput>;
