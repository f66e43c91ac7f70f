import { CLIP_LIMITS, type Cue } from '../../../../../../shared/recruiter/clip.ts';
import type { Phone } from '../avatar/phones.ts';
import { FRAME_MS } from '../avatar/pose.ts';
import { endsSentence } from './sentences.ts';
import type { SpokenWord } from './spokenWords.ts';

/** Two lines of 42 characters, what a caption has everywhere. */
export const CAPTION_LENGTH_MAX = 84;

/** Words that begin a part of a sentence, and words that do not like to be last in a line. */
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

/** What it costs to end a caption behind a word. */
const COST = { sentence: 0, colon: 0.8, comma: 1.4, opener: 3.5, elsewhere: 5, clinging: 2.5 } as const;
/** A sentence's end in the middle of a caption: all right if the next one is whole, too. */
const INNER_END_COST = { whole: 0.7, cut: 2 } as const;
const SHORTNESS_COST = 3;

/**
 * Where captions begin, as indexes of words, the first at 0: at most 84 characters each (a longer word has one for itself), cut where
 * the line has a natural seam, and of even length as far as that allows. Finds the cheapest of all ways to cut.
 */
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

/** Of the seam in front of the word at `end`. */
function seamCost(words: readonly SpokenWord[], end: number): number {
  const [last, next] = [words[end - 1], words[end]];
  if (!last || !next || endsSentence(last.mark)) return COST.sentence;
  if (last.mark === 'colon') return COST.colon;
  if (last.mark === 'comma') return COST.comma;
  const clings = CLINGING.has(last.written.toLowerCase()) ? COST.clinging : 0;
  return clings + (OPENERS.has(next.written.toLowerCase()) ? COST.opener : COST.elsewhere);
}

/** How long before its first sound a phrase begins. */
export const BEFORE_PHRASE_MS = 60;

/** The next moment at which a picture begins. */
export function onGrid(milliseconds: number): number {
  return Math.ceil(milliseconds / FRAME_MS) * FRAME_MS;
}

/** Where a phrase begins whose first sound is at this moment: a little before, with a picture. */
export function phraseStart(soundMs: number): number {
  return Math.max(0, Math.floor((soundMs - BEFORE_PHRASE_MS) / FRAME_MS) * FRAME_MS);
}

/**
 * In rising order, and at most as many phrases as a clip may have: a line of hundreds of single words can be stopped at every second or
 * third of them.
 */
export function thinned(phrasesMs: readonly number[]): number[] {
  const rising = [...new Set(phrasesMs)].sort((a, b) => a - b);
  const step = Math.ceil(rising.length / CLIP_LIMITS.cues);
  return rising.filter((_, at) => at % step === 0);
}

/** Each caption stands until the next one, the last until `endMs`. */
export function timedCues(texts: readonly string[], startsMs: readonly number[], endMs: number): Cue[] {
  const rising: number[] = [];
  for (const startMs of startsMs) rising.push(Math.max(rising.at(-1) ?? 0, Math.round(startMs)));
  return texts.map((text, at) => ({
    fromMs: rising[at] ?? 0,
    toMs: Math.max(rising[at] ?? 0, rising[at + 1] ?? Math.round(endMs)),
    text,
  }));
}

/** A line as it is heard in its clip: by a synthesiser, a service or a person, from the first sample to the last. */
export interface VoicedLine {
  /** Mono at 48 kHz, `durationMs` of it, as loud as all clips are. */
  samples: Float32Array;
  durationMs: number;
  /** Per 20 ms, as RFC 6464 counts. */
  levels: Uint8Array;
  /** Each at the beginning of a picture, the first at 0. */
  phrasesMs: number[];
  cues: Cue[];
  /** Where it is known what is spoken when. */
  phones?: Phone[];
}
