import type { Pace, RecruiterVoice } from '../../../../../../shared/recruiter/settings.ts';
import type { Phone } from '../avatar/phones.ts';
import type { Span } from '../sound/levels.ts';
import type { Mark, SpokenWord } from './spokenWords.ts';

/** What is synthesised in one go. */
export interface Sentence {
  /** Which of the line's words is its first. */
  firstWord: number;
  words: readonly SpokenWord[];
}

/** Longer ones are cut: a voice has to breathe, too, and what a service or the synthesiser gets has an upper bound. In characters. */
export const SENTENCE_LENGTH_MAX = 300;

/** Groups a line's words into sentences, each with something to say in it. Words in which nothing is said go with the ones before. */
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

/** Cut behind the last breath of its second half, or where it must be. */
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

/** One spoken sentence. Times are counted from the first sample. */
export interface SentenceSound {
  /** Mono at 48 kHz, without silence in front or behind. */
  samples: Float32Array;
  /** Where it is known what is spoken when. */
  phones?: Phone[];
  /** Silence within, long enough to begin or end a phrase. */
  pauses: readonly Span[];
  /** When one of the sentence's words begins, counted from 0. */
  wordStartMs: (word: number) => number;
}

/** Shorter silence is a consonant, or nothing. */
export const PHRASE_PAUSE_MS = 150;

/**
 * How much longer than by themselves the synthesiser's voices take for each sound. Chosen so that a kit's lines, pauses included, are
 * spoken with about 155 words a minute at the normal pace, 130 slower, and 180 faster.
 */
export const DURATION_STRETCH: Readonly<Record<RecruiterVoice, Readonly<Record<Pace, number>>>> = {
  slt: { faster: 1.06, normal: 1.25, slower: 1.5 },
  rms: { faster: 0.96, normal: 1.1, slower: 1.32 },
  awb: { faster: 1.06, normal: 1.25, slower: 1.5 },
};

/** Speed for services that speak, where 1 is their own. */
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

/** How long the voice is silent behind a word with this mark. */
export function pauseMs(mark: Mark, pace: Pace): number {
  return PAUSE_MS[mark] * PAUSE_FACTOR[pace];
}
