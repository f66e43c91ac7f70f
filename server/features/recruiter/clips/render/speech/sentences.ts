import type { Pace, RecruiterVoice } from '../../../../../../shared/recruiter/settings.ts';
import type { Phone } from '../avatar/phones.ts';
import type { Span } from '../sound/levels.ts';
import type { Mark, SpokenWord } from './spokenWords.ts';

export type Sentence = { firstWord: number; words: readonly SpokenWord[] };

/** Maximum length of a sentence. Speech services and the synthesizer limit the length of requests. */
export const SENTENCE_LENGTH_MAX = 300;

/** Splits words into sentences. Words that are not spoken join the sentence before them. */
export function sentencesOf(words: readonly SpokenWord[]): Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  for (const [at, { mark }] of words.entries()) {
    const isLast = at === words.length - 1;
    if (!isLast && !endsSentence(mark)) continue;
    sentences.push(...cutLong({ firstWord: from, words: words.slice(from, at + 1) }));
    from = at + 1;
  }
  return joinSilent(sentences);
}

export function endsSentence(mark: SpokenWord['mark']): boolean {
  return mark === 'end' || mark === 'question' || mark === 'paragraph';
}

/** Splits an overlong sentence at the last mark in the second half of what fits, or else between words. */
function cutLong(sentence: Sentence): Sentence[] {
  const { firstWord, words } = sentence;
  let length = 0;
  const fits = words.findIndex(({ written, spoken }) => {
    length += Math.max(written.length, spoken.length) + 1;
    return length > SENTENCE_LENGTH_MAX;
  });
  if (fits === -1) return [sentence];
  const breath = words.findLastIndex(({ mark }, at) => mark !== 'none' && at < fits && at >= fits / 2);
  const cut = breath === -1 ? Math.max(1, fits) : breath + 1;
  if (cut >= words.length) return [sentence];
  return [
    { firstWord, words: words.slice(0, cut) },
    ...cutLong({ firstWord: firstWord + cut, words: words.slice(cut) }),
  ];
}

function joinSilent(sentences: readonly Sentence[]): Sentence[] {
  const joined: Sentence[] = [];
  for (const sentence of sentences) {
    const last = joined.at(-1);
    const silent = sentence.words.every(({ spoken }) => spoken === '');
    if (last && (silent || last.words.every(({ spoken }) => spoken === '')))
      joined[joined.length - 1] = { firstWord: last.firstWord, words: [...last.words, ...sentence.words] };
    else joined.push(sentence);
  }
  return joined;
}

export interface SentenceSound {
  /** Mono at 48 kHz, without silence at both ends. */
  samples: Float32Array;
  phones?: Phone[];
  /** Pauses that can separate phrases. */
  pauses: readonly Span[];
  wordStartMs: (word: number) => number;
}

/** Shortest silence that counts as a pause. A shorter one is part of a consonant. */
export const PHRASE_PAUSE_MS = 150;

/** Duration factors of the built-in voices: 155 words per minute (normal), 130 (slower), or 180 (faster). */
export const DURATION_STRETCH: Readonly<Record<RecruiterVoice, Readonly<Record<Pace, number>>>> = {
  slt: { faster: 1.06, normal: 1.25, slower: 1.5 },
  rms: { faster: 0.96, normal: 1.1, slower: 1.32 },
  awb: { faster: 1.06, normal: 1.25, slower: 1.5 },
};

/** Speed for speech services, where 1 is normal. */
export const SERVICE_SPEED: Readonly<Record<Pace, number>> = { faster: 1.15, normal: 1, slower: 0.85 };

const PAUSE_MS: Readonly<Record<Mark, number>> = {
  none: 0,
  comma: 200,
  colon: 280,
  end: 440,
  question: 480,
  paragraph: 640,
};

const PAUSE_FACTOR: Readonly<Record<Pace, number>> = { faster: 0.85, normal: 1, slower: 1.25 };

export function pauseMs(mark: Mark, pace: Pace): number {
  return PAUSE_MS[mark] * PAUSE_FACTOR[pace];
}
