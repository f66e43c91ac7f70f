/**
 * Version of the engine's rules. Increase it when the same input in the same state gives a different result,
 * for example after changing a constant. An interview keeps the rules of its first step.
 *
 * 1: the recruiter started automatically once the candidate was in the room.
 * 2: it waits until the candidate is ready.
 */
export const ENGINE_RULES = 2;

/** The oldest rules with which a running interview can continue. */
export const OLDEST_RUNNING_RULES = 2;

/** In milliseconds, unless a comment says otherwise. */
const RULES_1_TIMING = {
  /** Silence after which the recruiter visibly prepares to speak. */
  softEnd: 1_200,
  /** Shortest sound that counts as speech, which starts an answer and cancels a soft end. */
  speechMin: 200,
  /** Longest delay of the report that a sound has ended. The sound's length is unknown until then. */
  toldLate: 160,
  /** Silence that ends an answer, before it is adapted to the candidate's own pauses. */
  hardEnd: { faster: 1_600, normal: 2_650, slower: 3_600 },
  hardEndMin: 1_200,
  hardEndMax: 4_000,
  /** An answer with less speech ends only after `hardEndMax`, because the candidate may still be thinking. */
  hardlyBegun: 2_500,
  /** Number of pauses needed before adapting, and number of latest pauses kept. */
  pausesNeeded: 4,
  pausesKept: 12,
  /** Shorter pauses are ignored when adapting. */
  pauseMin: 250,
  /** Quantile that counts as a long pause, and the factor and addend that turn it into a hard end. */
  longPause: 0.9,
  longPauseFactor: 1.6,
  longPauseSpare: 500,
  adaptedShare: 0.5,

  /** Length of speech over a line that pauses the line. */
  bargeIn: 500,
  /** Added to `bargeIn`, so that coughs and short words whose end is reported late do not pause the line. */
  bargeInDoubt: 50,
  /** Length of speech over a line that gives the candidate the floor. */
  takesFloor: 1_000,
  /** In speech over a line: longest gap counted as speech, and longest gap that doesn't end the speech. */
  gapWithinWords: 200,
  gapMax: 300,
  /** Silence after which a paused line resumes: after a brief sound, and after longer speech. */
  resumeAfterSound: 350,
  resumeAfterTalk: 1_200,
  /** Longest time that a line stays paused while a voice continues, such as a television in the room. */
  heldAtMost: 15_000,
  /** After this many pauses, a line can no longer be paused, because its own echo may be pausing it. */
  heldTimes: 2,
  /** Length of speech that ends thinking time, and that ends a moment the candidate asked for. */
  beginsByVoice: 500,
  endsMoment: 1_500,

  /** When to prompt a silent candidate: reassure, rephrase the question, offer to skip, reassure again. */
  ladder: [12_000, 25_000, 45_000, 120_000, 240_000, 420_000],
  /** The recruiter nods after a silence of `nodMin` to `nodMin + nodSpread`. */
  nodMin: 400,
  nodSpread: 250,
  /** How long no sound may arrive during an answer before the recruiter mentions it. */
  absenceToldAfter: 4_000,

  /** Share of the answering time from which the clock shows that time is running out. */
  softLimit: 0.8,
  /** How long a pause must be for saying that time is up, and for cutting in after `limitGrace`. */
  warnInPause: 600,
  cutInPause: 400,
  limitGrace: 20_000,
  /** A lost connection that recovers within this time changes nothing. */
  dropGrace: 3_000,
  /** The recruiter takes over again when the interviewer who took over has been gone for this long. */
  personGrace: 10_000,
  /** A takeover shorter than this is too brief to have discussed the open question. */
  hardlyTalked: 15_000,
  /** Before the start, a candidate who speaks this long and then pauses this long counts as ready. */
  readyWords: 500,
  readyPause: 700,
  /** A clip not started after `clipLate` is shown as text. One overdue by `clipOverdue` counts as ended. */
  clipLate: 4_000,
  clipOverdue: 2_500,
  readingMin: 2_500,
  readingPerWord: 330,
  /** Time from the end of the closing line to the end of the interview. */
  endAfter: 4_000,
  endAfterWithPeople: 120_000,

  practice: { thinkSeconds: 5, answerSeconds: 60 },
  /** Answering time of a follow-up: share of the question's time, and minimum in seconds. */
  probeShare: 0.5,
  probeSecondsMin: 60,
  /** Share of the answering time that one press of "more time" adds. */
  extension: 0.5,
  /** Number of retries per question in practice when the kit does not say. */
  usualRetries: 2,
  /** An answer with less speech gets a generic follow-up, unless the kit has one for short answers. */
  shortAnswer: 15_000,
  spokenPerWord: 400,
};

export type Timing = typeof RULES_1_TIMING;

/** Constants, and the first rules that use them. Never change a released entry; add a new one. */
export const TIMINGS: readonly { readonly since: number; readonly timing: Timing }[] = [
  { since: 1, timing: RULES_1_TIMING },
];

export function timingOf({ rules = ENGINE_RULES }: { readonly rules?: number }): Timing {
  const row = TIMINGS.findLast(({ since }) => since <= rules);
  if (!row) throw new Error(`There are no rules ${rules}.`);
  return row.timing;
}
