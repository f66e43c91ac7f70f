import type { QuestionId } from '../../../../shared/kit/kitIds.ts';
import type { Span } from '../../../../shared/recording/finished.ts';
import type { Chapter, DeliveryFacts, Review, ReviewTrack } from '../../../../shared/recording/review.ts';
import {
  lengthMs,
  mergedSpans,
  sharedSpans,
  spansWithout,
  totalMs,
} from '../../../../shared/recording/spans.ts';
import { lastTakes } from './reviewTimeline.ts';

/** Returns the candidate's delivery, or undefined if no candidate had audio. Only the last takes count. */
export function reviewDelivery(
  tracks: readonly ReviewTrack[],
  chapters: readonly Chapter[],
  stretches: readonly Span[],
  durationMs: number,
): Review['delivery'] {
  const people = tracks.filter(({ kind, hasAudio }) => kind === 'person' && hasAudio);
  const candidates = people.filter(({ role }) => role === 'candidate');
  if (candidates.length === 0) return undefined;
  const heard: HeardSpeech = {
    candidate: candidates.flatMap(({ speech }) => speech),
    others: people.filter(({ role }) => role !== 'candidate').map(({ speech }) => speech),
    unheard: unheardOf(candidates, stretches, durationMs),
  };
  return deliveryOf(heard, chapters, durationMs);
}

/** Returns the delivery in a recording or call of `durationMs`. Only the last takes count. */
export function deliveryOf(
  heard: HeardSpeech,
  chapters: readonly Chapter[],
  durationMs: number,
): NonNullable<Review['delivery']> {
  const questions = new Map<QuestionId, Chapter[]>();
  for (const chapter of lastTakes(chapters))
    questions.set(chapter.questionId, [...(questions.get(chapter.questionId) ?? []), chapter]);
  return {
    whole: deliveryOfRecording(heard, durationMs, lastTakes(chapters)),
    byQuestion: [...questions].map(([questionId, windows]) => ({
      questionId,
      ...deliveryOfQuestion(heard, windows),
    })),
  };
}

function unheardOf(
  candidates: readonly ReviewTrack[],
  stretches: readonly Span[],
  durationMs: number,
): Span[] {
  const whole = [{ fromMs: 0, toMs: durationMs }];
  const heard = candidates.flatMap(({ fromMs, toMs, gaps }) =>
    spansWithout([{ fromMs, toMs }], mergedSpans(gaps.filter(({ kind }) => kind === 'audio'))),
  );
  return spansWithout(whole, sharedSpans(mergedSpans(heard), mergedSpans(stretches)));
}

/**
 * Silence longer than this is a pause. Shorter silence is the rhythm of speech (Campione and Véronis, "A
 * large-scale multilingual study of silent pause duration", 2002; Jefferson, "Preliminary notes on a possible
 * metric … of approximately one second in conversation", 1989).
 */
const PAUSE_MS = 1_000;

/** Silence longer than this (two pauses) ends a monologue. The value is not from the literature. */
const MONOLOGUE_BREAK_MS = 2_000;

/** Shorter utterances of others ("hm", "right") are not turns (Edlund, Heldner and Pelcé, 2009). */
const BACK_CHANNEL_MS = 1_000;

/** Shorter speech ("so", "okay") does not start an answer. */
const FIRST_WORDS_MS = 300;

export interface HeardSpeech {
  readonly candidate: readonly Span[];
  readonly others: readonly (readonly Span[])[];
  /** When the candidate could not be heard: muted, away, without microphone, lost, or not recorded. */
  readonly unheard: readonly Span[];
}

type QuestionWindow = Span & Pick<Chapter, 'turnFromMs' | 'answerFromMs'>;

/**
 * Returns facts about the candidate's delivery in one question, over all times that it was open.
 *
 * - Speaking time includes silences of up to `PAUSE_MS`. An answer's length (`DeliveryFacts.answerMs`) also
 *   includes its pauses.
 * - Talk ratio is the candidate's share of everyone's speech. Simultaneous speech counts for each person.
 * - A pause is silence within one answer without a turn of another person (Heldner and Edlund, "Pauses, gaps
 *   and overlaps in conversations", Journal of Phonetics 38, 2010).
 * - Time to answer is from the candidate's turn, by the log, to the answer's first words. Without a logged
 *   turn, it is from the end of the last turn of another person before the answer. Zero when the candidate
 *   started before that. Absent when no one was heard to ask, the candidate could not be heard in between, or
 *   the candidate's speech runs from before the question.
 *
 * Time when the candidate could not be heard never counts as silence.
 */
export function deliveryOfQuestion(raw: HeardSpeech, windows: readonly QuestionWindow[]): DeliveryFacts {
  const heard = withoutBreaths(raw);
  const { answerMs, ...facts } = factsOf(heard, windows, windows);
  const isAnswered = windows.some(window => answerIn(heard, window).speech.length > 0);
  return { ...facts, ...(isAnswered && answerMs !== undefined && { answerMs }) };
}

/** Returns the facts for a whole recording. Time to answer is the median over all questions. */
export function deliveryOfRecording(
  raw: HeardSpeech,
  durationMs: number,
  questions: readonly QuestionWindow[],
): DeliveryFacts {
  const whole = { fromMs: 0, toMs: durationMs };
  return factsOf(withoutBreaths(raw), [whole], questions);
}

/** Counts the candidate's silences of up to `PAUSE_MS` as speech, unless another person has the turn. */
function withoutBreaths({ candidate, others, unheard }: HeardSpeech): HeardSpeech {
  const turns = turnsOfOthers({ others });
  const interrupting = mergedSpans([...turns, ...unheard]);
  return { candidate: joined(candidate, interrupting), others, unheard };
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
  const everyoneMs = speakingMs + others.reduce((sum, spans) => sum + totalMs(spans), 0);
  const answers = questions.length > 0 ? questions.map(question => answerIn(heard, question)) : [];
  const pauses = (questions.length > 0 ? answers : [{ speech: own }]).flatMap(({ speech }) =>
    pausesIn(heard, speech),
  );
  const times = answers.flatMap(({ timeToAnswerMs }) => timeToAnswerMs ?? []);
  const timeToAnswerMs = median(times);
  const answerMs = answers.reduce((sum, { speech }) => sum + answerLengthMs(heard, speech), 0);
  return {
    ...(questions.length > 0 && { answerMs: Math.round(answerMs) }),
    speakingMs: Math.round(speakingMs),
    ...(everyoneMs > 0 && { talkRatio: speakingMs / everyoneMs }),
    pauses: pauses.length,
    longestPauseMs: Math.round(Math.max(0, ...pauses.map(lengthMs))),
    longestMonologueMs: Math.round(longestMonologueMs(heard, own)),
    ...(timeToAnswerMs !== undefined && { timeToAnswerMs: Math.round(timeToAnswerMs) }),
  };
}

function answerIn(heard: HeardSpeech, question: QuestionWindow): { speech: Span[]; timeToAnswerMs?: number } {
  const own = sharedSpans(mergedSpans(heard.candidate), [question]);
  const turns = sharedSpans(turnsOfOthers(heard), [question]);
  const first = firstWords(own, turns, question);
  if (!first) return { speech: [] };
  const speech = own.filter(({ fromMs }) => fromMs >= first.fromMs);
  const turnFromMs = question.turnFromMs ?? turns.findLast(({ fromMs }) => fromMs < first.fromMs)?.toMs;
  const ranBefore = heard.candidate.some(
    ({ fromMs, toMs }) => fromMs < question.fromMs && toMs > first.fromMs,
  );
  if (turnFromMs === undefined || ranBefore) return { speech };
  const wait = { fromMs: Math.min(turnFromMs, first.fromMs), toMs: first.fromMs };
  const heardAll = sharedSpans([wait], mergedSpans(heard.unheard)).length === 0;
  return { speech, ...(heardAll && { timeToAnswerMs: lengthMs(wait) }) };
}

/** Returns the speech at the logged start of the answer, or else the first words after another's turn. */
function firstWords(
  own: readonly Span[],
  turns: readonly Span[],
  { fromMs, answerFromMs }: QuestionWindow,
): Span | undefined {
  if (answerFromMs !== undefined) {
    const known = own.find(({ toMs }) => toMs > answerFromMs);
    if (known) return known;
  }
  const [turnBefore] = turns;
  const since = turnBefore ? turnBefore.fromMs : fromMs;
  return own.find(span => span.fromMs >= since && lengthMs(span) >= FIRST_WORDS_MS);
}

/** Returns the time from the first word to the last. A turn of another person ends one part of the answer. */
function answerLengthMs(heard: HeardSpeech, speech: readonly Span[]): number {
  const turns = turnsOfOthers(heard);
  let length = 0;
  let from = speech[0]?.fromMs ?? 0;
  for (const [index, { toMs }] of speech.entries()) {
    const next = speech[index + 1];
    if (next && sharedSpans([{ fromMs: toMs, toMs: next.fromMs }], turns).length === 0) continue;
    length += toMs - from;
    from = next?.fromMs ?? toMs;
  }
  return length;
}

function turnsOfOthers({ others }: Pick<HeardSpeech, 'others'>): Span[] {
  return mergedSpans(others.flatMap(spans => mergedSpans(spans)).filter(isTurn));
}

function isTurn(span: Span): boolean {
  return lengthMs(span) >= BACK_CHANNEL_MS;
}

/** Returns the pauses. In each silence, only the longest part with a working microphone counts. */
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
  // Turns of other people also split the candidate's speech.
  for (const span of spansWithout(own, turns)) {
    const silence = running && { fromMs: running.toMs, toMs: span.fromMs };
    const continues =
      silence !== undefined &&
      lengthMs(silence) <= MONOLOGUE_BREAK_MS &&
      sharedSpans([silence], turns).length === 0 &&
      sharedSpans([silence], unheard).length === 0;
    running = { toMs: span.toMs, spokenMs: (continues && running ? running.spokenMs : 0) + lengthMs(span) };
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
