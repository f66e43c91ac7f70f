/**
 * Version of the engine's rules. Increase it when the same input in the same state gives a different result,
 * for example after changing a constant. An interview keeps the rules of its first step.
 *
 * 1: the recruiter started automatically once the candidate was in the room.
 * 2: it waits until the candidate is ready.
 * 3: it announces other words only where the kit has some, and candidates can ask for them.
 */
export const ENGINE_RULES = 3;

/** The oldest rules with which a running interview can continue. */
export const OLDEST_RUNNING_RULES = 2;

/** Constants of the engine, in milliseconds unless a comment says otherwise. */
const RULES_1_TIMING = {
  /** Silence after which the recruiter visibly prepares to speak. */
  softEnd: 1_200,
  /** Shortest sound that counts as speech. Speech starts an answer and cancels a soft end. */
  speechMin: 200,
  /** Longest time until the end of a sound is reported. Until the report, the sound's length is unknown. */
  toldLate: 160,
  /** Silence that ends an answer, at each pace. Later adapted to the pauses of the candidate. */
  hardEnd: { faster: 1_600, normal: 2_650, slower: 3_600 },
  hardEndMin: 1_200,
  hardEndMax: 4_000,
  /** An answer with less speech ends only after `hardEndMax`, as the candidate may still be thinking. */
  hardlyBegun: 2_500,
  /** Number of pauses needed to adapt the silence that ends an answer, and number of pauses remembered. */
  pausesNeeded: 4,
  pausesKept: 12,
  /** Shorter pauses are not remembered. */
  pauseMin: 250,
  /** Adapting `hardEnd`: `adaptedShare` of it becomes the long pause (this quantile) * factor + spare. */
  longPause: 0.9,
  longPauseFactor: 1.6,
  longPauseSpare: 500,
  adaptedShare: 0.5,

  /** When the candidate talks over a line for this long, the line is paused. */
  bargeIn: 500,
  /** Added to `bargeIn`, so that coughs and short words whose end is reported late do not pause the line. */
  bargeInDoubt: 50,
  /** When the candidate talks over a line for this long, the candidate gets the floor. */
  takesFloor: 1_000,
  /** When the candidate talks over a line: longest gap counted as speech, and longest that doesn't end it. */
  gapWithinWords: 200,
  gapMax: 300,
  /** Silence after which a paused line resumes if a brief sound paused it, and if longer speech did. */
  resumeAfterSound: 350,
  resumeAfterTalk: 1_200,
  /** Longest time that a line stays paused while a voice continues, such as a television in the room. */
  heldAtMost: 15_000,
  /** After this many pauses, a line can no longer be paused, because its own echo may be pausing it. */
  heldTimes: 2,
  /** Length of speech that ends thinking time, and length that ends a moment the candidate asked for. */
  beginsByVoice: 500,
  endsMoment: 1_500,

  /** Silences after which to reassure, rephrase the question, offer to skip, and reassure three times. */
  ladder: [12_000, 25_000, 45_000, 120_000, 240_000, 420_000],
  /** The recruiter nods after a silence of `nodMin` to `nodMin + nodSpread`. */
  nodMin: 400,
  nodSpread: 250,
  /** The recruiter mentions it when no sound has arrived for this long during an answer. */
  absenceToldAfter: 4_000,

  /** Share of the answering time from which the clock shows that time is running out. */
  softLimit: 0.8,
  /** Pause in which the recruiter says that time is up, and `limitGrace` later, pause in which it cuts in. */
  warnInPause: 600,
  cutInPause: 400,
  limitGrace: 20_000,
  /** A lost connection that recovers within this time changes nothing. */
  dropGrace: 3_000,
  /** The recruiter takes over again when the interviewer who took over has been gone for this long. */
  personGrace: 10_000,
  /** In a takeover shorter than this, people can't have discussed the open question. */
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
  /** Number of retries per question in practice interviews, unless the kit says otherwise. */
  usualRetries: 2,
  /** An answer with less speech gets a generic follow-up, unless the kit has one for short answers. */
  shortAnswer: 15_000,
  spokenPerWord: 400,
};

export type Timing = typeof RULES_1_TIMING;

/** Constants for each version of the rules from `since` on. Never change a released entry; add a new one. */
export const TIMINGS: readonly { readonly since: number; readonly timing: Timing }[] = [
  { since: 1, timing: RULES_1_TIMING },
];

export function timingOf({ rules = ENGINE_RULES }: { readonly rules?: number }): Timing {
  const row = TIMINGS.findLast(({ since }) => since <= rules);
  if (!row) throw new Error(`There are no rules ${rules}.`);
  return row.timing;
}
