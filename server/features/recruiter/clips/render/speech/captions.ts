import { CLIP_LIMITS, type Cue } from '../../../../../../shared/recruiter/clip.ts';
import type { Phone } from '../avatar/phones.ts';
import { FRAME_MS } from '../avatar/pose.ts';
import { endsSentence } from './sentences.ts';
import type { SpokenWord } from './spokenWords.ts';

/** Maximum length of a caption: two lines of 42 characters, the usual size. */
export const CAPTION_LENGTH_MAX = 84;

/** Words that start a clause, and words that should not end a caption. */
const OPENERS = new Set(
  'and or but nor so yet because although though while when where who whom whose which that if unless until before after since than as to in on at of for from with without by about into over under between through during what how why'.split(
    ' ',
  ),
);
const CLINGING = new Set(
  'a an the my your our their his her its this these those and or but to in on at of for from with by i you we they he she it is are was were not no very'.split(
    ' ',
  ),
);

const COST = { sentence: 0, colon: 0.8, comma: 1.4, opener: 3.5, elsewhere: 5, clinging: 2.5 } as const;
/** Cost of a sentence end within a caption, by whether the caption's last sentence is whole or cut. */
const INNER_END_COST = { whole: 0.7, cut: 2 } as const;
const SHORTNESS_COST = 3;

/** Returns the index of each caption's first word, with the least total cost of breaks and short captions. */
export function captionStarts(words: readonly SpokenWord[]): number[] {
  const costs: number[] = [0];
  const previous: number[] = [0];
  for (let end = 1; end <= words.length; end++) {
    costs[end] = Number.POSITIVE_INFINITY;
    let length = -1;
    for (let start = end - 1; start >= 0; start--) {
      length += (words[start]?.written.length ?? 0) + 1;
      if (length > CAPTION_LENGTH_MAX && start < end - 1) break;
      const cost = (costs[start] ?? 0) + captionCost(words, start, end, length);
      if (cost >= (costs[end] ?? 0)) continue;
      costs[end] = cost;
      previous[end] = start;
    }
  }
  const starts: number[] = [];
  for (let end = words.length; end > 0; end = previous[end] ?? 0) starts.unshift(previous[end] ?? 0);
  return starts;
}

function captionCost(words: readonly SpokenWord[], start: number, end: number, length: number): number {
  const shortness = Math.max(0, CAPTION_LENGTH_MAX - length) / CAPTION_LENGTH_MAX;
  const innerEnds = words.slice(start, end - 1).filter(({ mark }) => endsSentence(mark)).length;
  const isWhole = end === words.length || endsSentence(words[end - 1]?.mark ?? 'none');
  const innerCost = innerEnds * (isWhole ? INNER_END_COST.whole : INNER_END_COST.cut);
  return seamCost(words, end) + SHORTNESS_COST * shortness ** 2 + innerCost;
}

function seamCost(words: readonly SpokenWord[], end: number): number {
  const [last, next] = [words[end - 1], words[end]];
  if (!last || !next || endsSentence(last.mark)) return COST.sentence;
  if (last.mark === 'colon') return COST.colon;
  if (last.mark === 'comma') return COST.comma;
  const clings = CLINGING.has(last.written.toLowerCase()) ? COST.clinging : 0;
  return clings + (OPENERS.has(next.written.toLowerCase()) ? COST.opener : COST.elsewhere);
}

/** A phrase starts this long before the first sound in it. */
export const BEFORE_PHRASE_MS = 60;

export function onGrid(milliseconds: number): number {
  return Math.ceil(milliseconds / FRAME_MS) * FRAME_MS;
}

export function phraseStart(soundMs: number): number {
  return Math.max(0, Math.floor((soundMs - BEFORE_PHRASE_MS) / FRAME_MS) * FRAME_MS);
}

/** Sorts phrase starts. If a clip cannot have that many phrases, keeps every second, third, or nth one. */
export function thinned(phrasesMs: readonly number[]): number[] {
  const rising = [...new Set(phrasesMs)].sort((a, b) => a - b);
  const step = Math.ceil(rising.length / CLIP_LIMITS.cues);
  return rising.filter((_, at) => at % step === 0);
}

/** Times captions: each lasts until the next caption starts, and the last caption until `endMs`. */
export function timedCues(texts: readonly string[], startsMs: readonly number[], endMs: number): Cue[] {
  const rising: number[] = [];
  for (const startMs of startsMs) rising.push(Math.max(rising.at(-1) ?? 0, Math.round(startMs)));
  return texts.map((text, at) => ({
    fromMs: rising[at] ?? 0,
    toMs: Math.max(rising[at] ?? 0, rising[at + 1] ?? Math.round(endMs)),
    text,
  }));
}

export interface VoicedLine {
  samples: Float32Array;
  durationMs: number;
  /** One level per 20 ms, as in RFC 6464. */
  levels: Uint8Array;
  /** Start times of the phrases, on the frame grid. The first phrase starts at 0. */
  phrasesMs: number[];
  cues: Cue[];
  /** Present when the times of phones are known. */
  phones?: Phone[];
}
