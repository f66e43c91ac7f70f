/**
 * Version of the engine's rules. Increase it when the same input in the same state leads to another result, for example after a change of
 * a constant. An interview keeps the rules of its first step.
 *
 * 1: the recruiter started automatically once the candidate was in the room.
 * 2: it waits until the candidate is ready.
 */
export const ENGINE_RULES = 2;

/** The oldest rules that a running interview can continue with. */
export const OLDEST_RUNNING_RULES = 2;

/** In milliseconds, unless a comment says otherwise. */
const RULES_1_TIMING = {
  /** Silence after which the recruiter visibly prepares to speak. */
  softEnd: 1_200,
  /** Shortest sound that counts as speech: it starts an answer and cancels a soft end. */
  speechMin: 200,
  /** Longest delay of the report that a sound has ended. Until then, the length of the sound is unknown. */
  toldLate: 160,
  /** Silence that ends an answer, before it is adapted to the speaker. */
  hardEnd: { faster: 1_600, normal: 2_650, slower: 3_600 },
  hardEndMin: 1_200,
  hardEndMax: 4_000,
  /** With less speech than this, an answer ends only after `hardEndMax`: the candidate is still thinking. */
  hardlyBegun: 2_500,
  /** Number of pauses that the adaptation needs, and that it remembers. */
  pausesNeeded: 4,
  pausesKept: 12,
  /** Shorter pauses do not count for the adaptation. */
  pauseMin: 250,
  /** Quantile of the candidate's pauses, and the factor and addend that turn it into a hard end. */
  longPause: 0.9,
  longPauseFactor: 1.6,
  longPauseSpare: 500,
  adaptedShare: 0.5,

  /** Speech over a line that pauses the line. */
  bargeIn: 500,
  /** Added to `bargeIn`, because coughs and words such as "yes" are slightly shorter and their end is reported late. */
  bargeInDoubt: 50,
  /** Speech after which the candidate has the floor. */
  takesFloor: 1_000,
  /** Longest gaps within speech over a line: up to the first, the gap counts as speech; up to the second, the speech continues. */
  gapWithinWords: 200,
  gapMax: 300,
  /** Silence after which a paused line resumes: after a brief sound, and after longer speech that was no answer. */
  resumeAfterSound: 350,
  resumeAfterTalk: 1_200,
  /** Longest pause of a line while a voice continues, such as a television in the room. */
  heldAtMost: 15_000,
  /** Number of barge-ins after which a line can no longer be paused: it may be interrupted by its own echo. */
  heldTimes: 2,
  /** Speech that ends thinking time, and a moment that the candidate asked for. */
  beginsByVoice: 500,
  endsMoment: 1_500,

  /** When silence before an answer is prompted: reassurance, the question in other words, the offer to skip, and more reassurances. */
  ladder: [12_000, 25_000, 45_000, 120_000, 240_000, 420_000],
  /** A nod comes after `nodMin` to `nodMin + nodSpread` of silence. */
  nodMin: 400,
  nodSpread: 250,
  /** Time without any sound in an answer after which the recruiter mentions it. */
  absenceToldAfter: 4_000,

  /** Share of the answering time from which the clock shows that time is running out. */
  softLimit: 0.8,
  /** Silence in which the recruiter says that time is up, and in which it cuts in once `limitGrace` has passed. */
  warnInPause: 600,
  cutInPause: 400,
  limitGrace: 20_000,
  /** A lost connection that recovers within this time changes nothing. */
  dropGrace: 3_000,
  /** Time after which the interview returns to the recruiter when the interviewer who took over has left. */
  personGrace: 10_000,
  /** An interviewer who took over for less than this has not discussed the open question. */
  hardlyTalked: 15_000,
  /** "I'm ready" as speech: length of the speech, and of the silence after it. */
  readyWords: 500,
  readyPause: 700,
  /** A clip that has not started after `clipLate` is shown as text. One whose end is overdue by `clipOverdue` counts as ended. */
  clipLate: 4_000,
  clipOverdue: 2_500,
  readingMin: 2_500,
  readingPerWord: 330,
  /** From the end of the closing line to the end of the interview. */
  endAfter: 4_000,
  endAfterWithPeople: 120_000,

  practice: { thinkSeconds: 5, answerSeconds: 60 },
  /** Share of the question's answering time for a follow-up, and the least number of seconds. */
  probeShare: 0.5,
  probeSecondsMin: 60,
  /** Share of the answering time that one press of "more time" adds. */
  extension: 0.5,
  /** How often a question can be answered again in practice when the kit does not say. */
  usualRetries: 2,
  /** With less speech than this, an answer gets a generic follow-up when the kit has none. */
  shortAnswer: 15_000,
  spokenPerWord: 400,
};

export type Timing = typeof RULES_1_TIMING;

/** Constants by the first rules that they apply to. Released entries never change: other constants are a new entry. */
export const TIMINGS: readonly { readonly since: number; readonly timing: Timing }[] = [
  { since: 1, timing: RULES_1_TIMING },
];

export function timingOf({ rules = ENGINE_RULES }: { readonly rules?: number }): Timing {
  const row = TIMINGS.findLast(({ since }) => since <= rules);
  if (!row) throw new Error(`There are no rules ${rules}.`);
  return row.timing;
}
