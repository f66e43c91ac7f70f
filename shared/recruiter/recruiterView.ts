import { z } from 'zod';
import { SeatId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { QuestionId } from '../kit/kitIds.ts';
import { Cue } from './clip.ts';
import { Accommodations } from './settings.ts';

/**
 * Whose turn it is. Evaluators and observers see `yours` instead of `thinking` and `goingOn`.
 *
 * - `thinking`: thinking time runs, but the candidate may start
 * - `yours`: the candidate answers, or speaks over the recruiter
 * - `goingOn`: the candidate is silent, and the recruiter continues at `goesOn.at`
 * - `moment`: the candidate asked for a moment
 * - `person`: a person has taken over
 * - `over`: the closing line has been said
 */
export const Turn = z.enum([
  'before',
  'speaking',
  'thinking',
  'yours',
  'goingOn',
  'moment',
  'paused',
  'person',
  'away',
  'over',
]);
export type Turn = z.infer<typeof Turn>;

export const RecruiterButton = z.enum([
  'ready',
  'skipIntroduction',
  'finished',
  'repeat',
  /** Says in other words what was just asked. Only where other words exist. */
  'rephrase',
  /** Asks for a moment. A second press continues the answer. */
  'moment',
  'skip',
  'undoSkip',
  /** Asks the question again from the start. Only in practice interviews. The earlier answer is saved. */
  'retry',
  /** Starts the answer before the thinking time is over. */
  'begin',
  /** Adds half of the planned answering time. */
  'extend',
  /** Turns the time limit off, or on again if it is off. */
  'timer',
  /** Ends the interview in the closing line. Only in practice interviews, or if others are in the room. */
  'finish',
]);
export type RecruiterButton = z.infer<typeof RecruiterButton>;

export const RecruiterOrder = z.enum(['pause', 'resume', 'skip', 'repeat', 'takeOver', 'handBack']);
export type RecruiterOrder = z.infer<typeof RecruiterOrder>;

/** What to ask when a person hands back an unanswered question: the same question or the next one. */
export const NextQuestion = z.enum(['same', 'following']);
export type NextQuestion = z.infer<typeof NextQuestion>;

export const Caption = z.strictObject({
  utterance: z.number().int(),
  text: z.string(),
  /** Absent when the line has no clip and is only shown. */
  spoken: z
    .strictObject({
      /** Server time at which the clip was at `fromMs`. Absent while the clip is stopped. */
      startedAt: Timestamp.optional(),
      fromMs: z.number().int().nonnegative(),
      cues: z.array(Cue),
    })
    .optional(),
});
export type Caption = z.infer<typeof Caption>;

export const RecruiterView = z.strictObject({
  turn: Turn,
  closing: z.literal(true).optional(),
  personSeatId: SeatId.optional(),
  caption: Caption.optional(),
  question: z
    .strictObject({
      /** Absent for the practice question. */
      questionId: QuestionId.optional(),
      /** Counts from 1. Absent for the practice question. */
      number: z.number().int().positive().optional(),
      of: z.number().int().nonnegative(),
      text: z.string(),
      probe: z.string().optional(),
      /** Other words for the follow-up, or else for the question, once they were said. */
      otherWords: z.string().optional(),
      practice: z.boolean(),
    })
    .optional(),
  /** Where the interview continues. Only for the candidate, while they can't read the question. */
  reached: z
    .strictObject({ number: z.number().int().positive(), of: z.number().int().positive() })
    .optional(),
  /** End of the thinking time. Evaluators and observers get no times, because they reveal accommodations. */
  thinksUntil: Timestamp.optional(),
  /** Clock of the current answer, in server time. */
  answer: z
    .strictObject({
      startedAt: Timestamp,
      stoppedAt: Timestamp.optional(),
      /** Time from which the clock shows that time is running out. */
      softLimitAt: Timestamp.optional(),
      limitAt: Timestamp.optional(),
    })
    .optional(),
  /** Time limit for an answer to the current question. Absent when there is no limit. */
  limitMs: z.number().int().positive().optional(),
  timerOff: z.boolean(),
  /** Countdown until the recruiter continues, shown as a ring that fills from `since` to `at`. */
  goesOn: z.strictObject({ since: Timestamp, at: Timestamp }).optional(),
  /** Why the candidate can't be heard. `silent`: the microphone works, but the candidate says nothing. */
  trouble: z.enum(['muted', 'no-sound', 'faint', 'silent']).optional(),
  /** Only for the candidate. */
  buttons: z.array(RecruiterButton),
  /** Number of retries left for the last answered question. Only for candidates who practice. */
  retriesLeft: z.number().int().nonnegative().optional(),
  orders: z.array(RecruiterOrder),
  /** True when the lead must choose the next question on handing back. Only for the lead. */
  choosesNext: z.literal(true).optional(),
  /** True when an evaluator is in the room. Only for the candidate and the console. */
  attended: z.boolean().optional(),
  /** Only for the candidate. */
  accommodations: Accommodations.optional(),
  /** True while the candidate answers in writing. Only for the candidate. */
  writes: z.literal(true).optional(),
  /** Text that the candidate reads before the first question. Only for the candidate. */
  briefing: z.string().optional(),
  /** The questions, if they may be read in advance. Only for the candidate. */
  advance: z.array(z.string()).optional(),
  /** Written answers. Only for the candidate, evaluators, and the console. */
  written: z.record(QuestionId, z.strictObject({ text: z.string(), at: Timestamp })),
});
export type RecruiterView = z.infer<typeof RecruiterView>;

export const WRITTEN_ANSWER_MAX = 8_000;
