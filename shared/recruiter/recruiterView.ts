import { z } from 'zod';
import { SeatId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { QuestionId } from '../kit/kitIds.ts';
import { Cue } from './clip.ts';
import { Accommodations } from './settings.ts';

/**
 * Whose turn it is.
 *
 * - `before`: the interview has not begun;
 * - `speaking`: the recruiter speaks;
 * - `thinking`: thinking time runs, the candidate may begin at any moment; `yours` for raters and observers;
 * - `yours`: the candidate answers, or has come in while the recruiter spoke;
 * - `goingOn`: the candidate has been silent for a moment; the recruiter goes on at `goesOn.at` unless they speak again; `yours` for
 *   raters and observers;
 * - `moment`: the candidate asked for a moment; nothing runs;
 * - `paused`: the lead has paused;
 * - `person`: a person has taken over;
 * - `away`: the candidate is not in the room;
 * - `over`: the closing line has been said.
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

/** What the candidate can press. */
export const RecruiterButton = z.enum([
  /** I'm finished. */
  'finished',
  'repeat',
  /** I need a moment; again to go on. */
  'moment',
  'skip',
  /** Begin before the thinking time is over. */
  'begin',
  /** More time for this answer: half of what was planned. */
  'extend',
  /** No time limit, from this answer on; again to bring it back. */
  'timer',
]);
export type RecruiterButton = z.infer<typeof RecruiterButton>;

/** What the lead can tell the recruiter. */
export const RecruiterOrder = z.enum(['pause', 'resume', 'skip', 'repeat', 'takeOver', 'handBack']);
export type RecruiterOrder = z.infer<typeof RecruiterOrder>;

/** What the recruiter says at the moment, or said last. */
export const Caption = z.strictObject({
  /** Another one for each line that is said. */
  utterance: z.number().int(),
  /** The whole line, word for word. */
  text: z.string(),
  /** Absent for a line that is shown only, because its clip is not there. */
  spoken: z
    .strictObject({
      /** Server time at which the clip stood at `fromMs`; absent while it is held. */
      startedAt: Timestamp.optional(),
      fromMs: z.number().int().nonnegative(),
      cues: z.array(Cue),
    })
    .optional(),
});
export type Caption = z.infer<typeof Caption>;

/** The recruiter as somebody in the interview sees it. */
export const RecruiterView = z.strictObject({
  turn: Turn,
  /** Who has taken over. */
  personSeatId: SeatId.optional(),
  caption: Caption.optional(),
  question: z
    .strictObject({
      /** Absent for the practice question. */
      questionId: QuestionId.optional(),
      /** From 1; absent for the practice question. */
      number: z.number().int().positive().optional(),
      of: z.number().int().nonnegative(),
      text: z.string(),
      /** The follow-up question that is open now. */
      probe: z.string().optional(),
      practice: z.boolean(),
    })
    .optional(),
  /**
   * While `thinking`. This and every other time below is the candidate's and the console's, unless the one who looks in rates: it would
   * tell raters what was set for somebody.
   */
  thinksUntil: Timestamp.optional(),
  /** From an answer's first word until it is over. Server time; the limits are absent where there is no time limit. */
  answer: z
    .strictObject({
      /** Later than the first word by all that has interrupted the answer. */
      startedAt: Timestamp,
      /** Its time stands still since then. */
      stoppedAt: Timestamp.optional(),
      /** From here on the time is shown to be running out. */
      softLimitAt: Timestamp.optional(),
      limitAt: Timestamp.optional(),
    })
    .optional(),
  timerOff: z.boolean(),
  /** The ring: empty at `since`, full at `at`. */
  goesOn: z.strictObject({ since: Timestamp, at: Timestamp }).optional(),
  /** Whether the microphone brings nothing, and why, as far as it matters for this answer. */
  trouble: z.enum(['muted', 'no-sound', 'faint', 'silent']).optional(),
  /** What can be pressed now. Candidate and lead only see their own. */
  buttons: z.array(RecruiterButton),
  orders: z.array(RecruiterOrder),
  /** Candidate only. */
  accommodations: Accommodations.optional(),
  /** The questions, where they may be read in advance. Candidate only. */
  advance: z.array(z.string()).optional(),
  /** What the candidate wrote, by question; the candidate's own and for raters. */
  written: z.record(QuestionId, z.strictObject({ text: z.string(), at: Timestamp })),
});
export type RecruiterView = z.infer<typeof RecruiterView>;

export const WRITTEN_ANSWER_MAX = 8_000;
