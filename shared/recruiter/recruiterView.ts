import { z } from 'zod';
import { SeatId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { QuestionId } from '../kit/kitIds.ts';
import { Cue } from './clip.ts';
import { Accommodations } from './settings.ts';

/**
 * Whose turn it is.
 *
 * - `before`: the interview has not begun; the recruiter waits until the candidate is ready;
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
  /** I'm ready: the interview may begin. */
  'ready',
  /** The introduction was read, or is not needed. */
  'skipIntroduction',
  /** I'm finished. */
  'finished',
  'repeat',
  /** I need a moment; again to go on. */
  'moment',
  'skip',
  /** Back to the question that was just skipped. */
  'undoSkip',
  /** Answer again: the question from its beginning, in practice. What was said before is kept as an earlier take. */
  'retry',
  /** Begin before the thinking time is over. */
  'begin',
  /** More time for this answer: half of what was planned. */
  'extend',
  /** No time limit, from this answer on; again to bring it back. */
  'timer',
  /** The candidate waits neither for the end of the closing nor for a last word of people who are there. In practice, and where people are there. */
  'finish',
]);
export type RecruiterButton = z.infer<typeof RecruiterButton>;

/** What the lead can tell the recruiter. */
export const RecruiterOrder = z.enum(['pause', 'resume', 'skip', 'repeat', 'takeOver', 'handBack']);
export type RecruiterOrder = z.infer<typeof RecruiterOrder>;

/** Which question comes when a person hands back before the open one was answered: that one again, or the one after it. */
export const NextQuestion = z.enum(['same', 'following']);
export type NextQuestion = z.infer<typeof NextQuestion>;

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

/** The recruiter as a person in the interview sees it. */
export const RecruiterView = z.strictObject({
  turn: Turn,
  /** No question follows. */
  closing: z.literal(true).optional(),
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
   * reveal a candidate's accommodations to raters.
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
  /** How long an answer to what is asked now may be, in milliseconds; absent where there is no time limit. */
  limitMs: z.number().int().positive().optional(),
  timerOff: z.boolean(),
  /** The ring: empty at `since`, full at `at`. */
  goesOn: z.strictObject({ since: Timestamp, at: Timestamp }).optional(),
  /** Whether the microphone brings nothing, and why, as far as it matters for this answer. */
  trouble: z.enum(['muted', 'no-sound', 'faint', 'silent']).optional(),
  /** What can be pressed now. Candidate and lead only see their own. */
  buttons: z.array(RecruiterButton),
  /** How often the last question that was answered can be answered again. Candidate only, in practice. */
  retriesLeft: z.number().int().nonnegative().optional(),
  orders: z.array(RecruiterOrder),
  /** A person has taken over, and the open question was not answered: handing back asks which question comes next. Lead only. */
  choosesNext: z.literal(true).optional(),
  /** Whether a rater is in the room. Candidate and console only. */
  attended: z.boolean().optional(),
  /** Candidate only. */
  accommodations: Accommodations.optional(),
  /** What the candidate can read before the first question. Candidate only. */
  briefing: z.string().optional(),
  /** The questions, where they may be read in advance. Candidate only. */
  advance: z.array(z.string()).optional(),
  /** What the candidate wrote, by question; the candidate's own and for raters. */
  written: z.record(QuestionId, z.strictObject({ text: z.string(), at: Timestamp })),
});
export type RecruiterView = z.infer<typeof RecruiterView>;

export const WRITTEN_ANSWER_MAX = 8_000;
