import type { Span } from './finished.ts';
import type { DeliveryFacts } from './review.ts';
import { lengthMs, mergedSpans, sharedSpans, spansWithout, totalMs } from './spans.ts';

/**
 * Silence of the candidate's that counts as a pause, in milliseconds. Shorter ones are the rhythm of speech: in spontaneous speech, pauses of
 * more than a second are a kind of their own (Campione and Véronis, "A large-scale multilingual study of silent pause duration", Speech
 * Prosody 2002), and in conversation silence is noticed from about a second on (Jefferson, "Preliminary notes on a possible metric which
 * provides for a 'standard maximum' silence of approximately one second in conversation", 1989).
 */
export const PAUSE_MS = 1_000;

/** Silence that ends a monologue, in milliseconds. No figure of the literature: twice a pause, so that a pause for thought does not end one. */
export const MONOLOGUE_BREAK_MS = 2_000;

/**
 * Whatever someone else says in less than this, in milliseconds, takes no one's turn: "hm", "right" (very short utterances; Edlund, Heldner
 * and Pelcé, "Prosodic features of very short utterances in dialogue", 2009, who draw the line at a second).
 */
export const BACK_CHANNEL_MS = 1_000;

/** Speech of the candidate's with which an answer begins, in milliseconds: "so" and "okay" alone do not. */
export const FIRST_WORDS_MS = 300;

/** What was heard of the people in a recording, on its time line. */
export interface HeardSpeech {
  /** The candidate's speech; with several candidates that of all of them. */
  readonly candidate: readonly Span[];
  /** Of each other person and of the virtual recruiter. */
  readonly others: readonly (readonly Span[])[];
  /** When no one could have heard the candidate: muted, away, without microphone, lost, or not recorded. */
  readonly unheard: readonly Span[];
}

/** A question, from its opening to its end. */
export interface QuestionWindow extends Span {
  /** When the log says that the answer began. */
  readonly answerFromMs?: number | undefined;
}

/** The same for one question, with how long its answer was. */
export type QuestionDelivery = DeliveryFacts & {
  /** From first word to last, over all times that the question was open; absent where nothing was said. */
  answerMs?: number;
};

/**
 * Facts about how the candidate spoke in one question, over all the times that it was open.
 *
 * - Speaking time includes silences of up to `PAUSE_MS`: they are the rhythm of speech. So the length of an answer is its speaking time and
 *   its pauses, and the longest stretch, which counts no pause either, is never longer than the speaking time.
 * - Talk ratio: the candidate's speech divided by the sum of everybody's; who speaks at the same time counts each.
 * - A pause is silence between two stretches of the candidate's speech in one answer with no one else's turn in between (Heldner and
 *   Edlund, "Pauses, gaps and overlaps in conversations", Journal of Phonetics 38, 2010); silence between people is a gap, and is none.
 * - Time to answer: from the end of what was said last before the answer to its first words (their "gap", elsewhere "response latency").
 *   Absent where no one was heard to ask, or where the candidate could not be heard meanwhile.
 *
 * Time in which the candidate could not be heard is never silence.
 */
export function deliveryOfQuestion(raw: HeardSpeech, windows: readonly QuestionWindow[]): QuestionDelivery {
  const heard = withoutBreaths(raw);
  const lengths = windows.flatMap(window => {
    const { speech } = answerIn(heard, window);
    const [first, last] = [speech[0], speech.at(-1)];
    return first && last ? [last.toMs - first.fromMs] : [];
  });
  const answerMs = Math.round(lengths.reduce((sum, ms) => sum + ms, 0));
  return { ...factsOf(heard, windows, windows), ...(lengths.length > 0 && { answerMs }) };
}

/**
 * The same for a whole recording. Pauses are those within the answers, or anywhere if no question was ever opened; the time to answer is the
 * median of the questions'.
 */
export function deliveryOfRecording(
  raw: HeardSpeech,
  durationMs: number,
  questions: readonly QuestionWindow[],
): DeliveryFacts {
  const whole = { fromMs: 0, toMs: durationMs };
  return factsOf(withoutBreaths(raw), [whole], questions);
}

/** The candidate's speech with silences of up to `PAUSE_MS` filled, unless someone else has the turn or no one could have heard them. */
function withoutBreaths({ candidate, others, unheard }: HeardSpeech): HeardSpeech {
  const turns = turnsOfOthers({ others });
  const interrupting = mergedSpans([...turns, ...unheard]);
  return {
    candidate: joined(candidate, interrupting),
    others,
    unheard,
  };
}

function joined(spans: readonly Span[], interrupting: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of mergedSpans(spans)) {
    const last = result.at(-1);
    const silence = last && { fromMs: last.toMs, toMs: span.fromMs };
    const isBreath =
      silence && lengthMs(silence) <= PAUSE_MS && sharedSpans([silence], interrupting).length === 0;
    if (last && isBreath) last.toMs = span.toMs;
    else result.push({ ...span });
  }
  return result;
}

function factsOf(
  heard: HeardSpeech,
  windows: readonly Span[],
  questions: readonly QuestionWindow[],
): DeliveryFacts {
  const within = mergedSpans(windows);
  const own = mergedSpans(sharedSpans(mergedSpans(heard.candidate), within));
  const others = heard.others.map(spans => sharedSpans(joined(spans, []), within));
  const speakingMs = totalMs(own);
  const everybodyMs = speakingMs + others.reduce((sum, spans) => sum + totalMs(spans), 0);
  const answers = questions.length > 0 ? questions.map(question => answerIn(heard, question)) : [];
  const pauses = (questions.length > 0 ? answers : [{ speech: own }]).flatMap(({ speech }) =>
    pausesIn(heard, speech),
  );
  const times = answers.flatMap(({ timeToAnswerMs }) => timeToAnswerMs ?? []);
  const timeToAnswerMs = median(times);
  return {
    speakingMs: Math.round(speakingMs),
    ...(everybodyMs > 0 && { talkRatio: speakingMs / everybodyMs }),
    pauses: pauses.length,
    longestPauseMs: Math.round(Math.max(0, ...pauses.map(lengthMs))),
    longestMonologueMs: Math.round(longestMonologueMs(heard, own)),
    ...(timeToAnswerMs !== undefined && { timeToAnswerMs: Math.round(timeToAnswerMs) }),
  };
}

interface HeardAnswer {
  /** The candidate's speech from the first words of the answer on. */
  speech: Span[];
  timeToAnswerMs?: number | undefined;
}

function answerIn(heard: HeardSpeech, question: QuestionWindow): HeardAnswer {
  const own = sharedSpans(mergedSpans(heard.candidate), [question]);
  const turns = sharedSpans(turnsOfOthers(heard), [question]);
  const first = firstWords(own, turns, question);
  if (!first) return { speech: [] };
  const speech = own.filter(({ fromMs }) => fromMs >= first.fromMs);
  const asked = turns.findLast(({ fromMs }) => fromMs < first.fromMs);
  if (!asked) return { speech };
  const wait = { fromMs: Math.min(asked.toMs, first.fromMs), toMs: first.fromMs };
  const heardAll = sharedSpans([wait], mergedSpans(heard.unheard)).length === 0;
  return { speech, ...(heardAll && { timeToAnswerMs: lengthMs(wait) }) };
}

/**
 * Where the answer begins. What the log says is a moment within the candidate's first speech, or at its beginning; without it the answer
 * begins with the first words after someone has spoken, or with the first words at all.
 */
function firstWords(
  own: readonly Span[],
  turns: readonly Span[],
  { fromMs, answerFromMs }: QuestionWindow,
): Span | undefined {
  if (answerFromMs !== undefined) {
    const known = own.find(({ toMs }) => toMs > answerFromMs);
    if (known) return known;
  }
  const [asked] = turns;
  const since = asked ? asked.fromMs : fromMs;
  return own.find(span => span.fromMs >= since && lengthMs(span) >= FIRST_WORDS_MS);
}

function turnsOfOthers({ others }: Pick<HeardSpeech, 'others'>): Span[] {
  return mergedSpans(others.flatMap(spans => mergedSpans(spans)).filter(isTurn));
}

function isTurn(span: Span): boolean {
  return lengthMs(span) >= BACK_CHANNEL_MS;
}

/** Silences between one piece of the candidate's speech and the next: of each the longest part that could be heard. */
function pausesIn(heard: HeardSpeech, speech: readonly Span[]): Span[] {
  const turns = turnsOfOthers(heard);
  const unheard = mergedSpans(heard.unheard);
  return speech.flatMap((span, index) => {
    const next = speech[index + 1];
    if (!next) return [];
    const silence = { fromMs: span.toMs, toMs: next.fromMs };
    if (sharedSpans([silence], turns).length > 0) return [];
    const heardParts = spansWithout([silence], unheard).toSorted((a, b) => lengthMs(b) - lengthMs(a));
    return heardParts.slice(0, 1).filter(part => lengthMs(part) > PAUSE_MS);
  });
}

function longestMonologueMs(heard: HeardSpeech, own: readonly Span[]): number {
  const turns = turnsOfOthers(heard);
  const unheard = mergedSpans(heard.unheard);
  let longest = 0;
  let running: { toMs: number; spokenMs: number } | undefined;
  // Where someone else takes the turn the candidate's speech is cut, too.
  for (const span of spansWithout(own, turns)) {
    const silence = running && { fromMs: running.toMs, toMs: span.fromMs };
    const goesOn =
      silence !== undefined &&
      lengthMs(silence) <= MONOLOGUE_BREAK_MS &&
      sharedSpans([silence], turns).length === 0 &&
      sharedSpans([silence], unheard).length === 0;
    running = { toMs: span.toMs, spokenMs: (goesOn && running ? running.spokenMs : 0) + lengthMs(span) };
    longest = Math.max(longest, running.spokenMs);
  }
  return longest;
}

function median(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1] ?? 0, sorted[middle] ?? 0];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}
