import type { FinishedMedia, Span } from '../../../shared/recording/finished.ts';
import type { TranscriptWord } from '../../../shared/transcript/transcript.ts';
import { wordsIn } from '../../../shared/transcript/wordTimes.ts';
import { searchTokens } from '../../store/transcriptTokens.ts';

/** What is known of one person's track. */
export interface TrackLevels extends Pick<FinishedMedia, 'fromMs' | 'levels'> {
  person: string;
}

export interface SpokenPassage extends Span {
  person: string;
  understood: boolean;
  words: readonly TranscriptWord[];
}

/** Speech whose words are known or not, that can come back through someone's loudspeaker. */
export interface Source extends Span {
  person: string;
  words: readonly TranscriptWord[];
}

/** Times of words are this inexact, and echoes this late. */
const WORD_WINDOW_MS = 2_000;
const ECHO_DELAY_MS = 300;
/** An echo is at least this much quieter than in the track of its speaker, in dB. */
const QUIETER_DB = 6;
/** Without known words, an echo must be this much quieter. */
const MUCH_QUIETER_DB = 15;
/** Fewer echoed words in a row are a coincidence, unless the passage has no others. */
const RUN_MIN = 3;

/**
 * Removes words that a microphone picked up from its owner's loudspeaker: the same words as another person at nearly
 * the same time, clearly quieter than in the other person's track. `sources`: what everyone said, as far as known.
 * `silentOthers`: when people spoke whose words must not be recognized.
 */
export function withoutEchoes(
  passages: readonly SpokenPassage[],
  sources: readonly Source[],
  silentOthers: readonly Source[],
  tracks: readonly TrackLevels[],
): SpokenPassage[] {
  const byPerson = new Map(tracks.map(track => [track.person, track]));
  return passages.flatMap(passage => {
    const own = byPerson.get(passage.person);
    const quieterThan = ({ person }: Source, span: Span, by: number) =>
      isQuieter(own, byPerson.get(person), span, by);
    const isCovered = silentOthers.some(
      other =>
        other.person !== passage.person &&
        overlapMs(other, passage) >= 0.8 * (passage.toMs - passage.fromMs) &&
        quieterThan(other, passage, MUCH_QUIETER_DB),
    );
    if (isCovered) return [];
    const others = sources.filter(
      source =>
        source.person !== passage.person &&
        overlapMs({ fromMs: source.fromMs - WORD_WINDOW_MS, toMs: source.toMs + WORD_WINDOW_MS }, passage) >
          0,
    );
    const echoed = new Set(
      others.flatMap(source => echoedWords(passage, source, span => quieterThan(source, span, QUIETER_DB))),
    );
    if (echoed.size === 0) return [passage];
    const words = passage.words.filter((_, index) => !isInRun(echoed, index, passage.words.length));
    const [first, last] = [words[0], words.at(-1)];
    if (!first || !last) return [];
    return words.length === passage.words.length
      ? [passage]
      : [{ ...passage, fromMs: first.fromMs, toMs: last.toMs, words }];
  });
}

/** Returns the positions of words that the source also has, in the same order and at nearly the same times. */
function echoedWords(
  { words }: SpokenPassage,
  source: Source,
  isQuieterAt: (span: Span) => boolean,
): number[] {
  const found: number[] = [];
  let next = 0;
  for (const [index, word] of words.entries()) {
    const at = source.words.findIndex(
      (other, position) =>
        position >= next &&
        Math.abs(other.fromMs - word.fromMs) <= WORD_WINDOW_MS &&
        isSameWord(other.text, word.text),
    );
    const heard = source.words[at];
    if (!heard || !isQuieterAt(heard)) continue;
    found.push(index);
    next = at + 1;
  }
  return found;
}

function isSameWord(a: string, b: string): boolean {
  const [one, other] = [searchTokens(a).join(''), searchTokens(b).join('')];
  return one !== '' && one === other;
}

/** True for a word in a row of echoed words. One word in between that was recognized differently belongs to the row. */
function isInRun(echoed: ReadonlySet<number>, index: number, length: number): boolean {
  const belongs = (at: number) => echoed.has(at) || (echoed.has(at - 1) && echoed.has(at + 1));
  if (!belongs(index)) return false;
  let [from, to] = [index, index];
  while (from > 0 && belongs(from - 1)) from -= 1;
  while (to < length - 1 && belongs(to + 1)) to += 1;
  return to - from + 1 >= Math.min(RUN_MIN, length);
}

function isQuieter(
  own: TrackLevels | undefined,
  other: TrackLevels | undefined,
  span: Span,
  by: number,
): boolean {
  const [mine, theirs] = [loudest(own, { ...span, toMs: span.toMs + ECHO_DELAY_MS }), loudest(other, span)];
  // Levels are below full scale, so a higher number is quieter.
  return mine !== undefined && theirs !== undefined && mine - theirs >= by;
}

/** Returns the loudest level of a span. */
function loudest(track: TrackLevels | undefined, { fromMs, toMs }: Span): number | undefined {
  if (!track?.levels) return undefined;
  const { stepMs, dbov } = track.levels;
  const first = Math.max(0, Math.floor((fromMs - track.fromMs) / stepMs));
  const steps = dbov.slice(first, Math.max(first, Math.ceil((toMs - track.fromMs) / stepMs)));
  return steps.length === 0 ? undefined : steps.reduce((a, b) => Math.min(a, b));
}

function overlapMs(a: Span, b: Span): number {
  return Math.min(a.toMs, b.toMs) - Math.max(a.fromMs, b.fromMs);
}

/** Spreads the words of a line that is known exactly evenly over its time. */
export function sourceOfLine(person: string, { fromMs, toMs, text }: Span & { text: string }): Source {
  const words = wordsIn(text);
  const each = (toMs - fromMs) / Math.max(1, words.length);
  return {
    ...{ person, fromMs, toMs },
    words: words.map((word, index) => ({
      text: word,
      fromMs: Math.round(fromMs + index * each),
      toMs: Math.round(fromMs + (index + 1) * each),
    })),
  };
}
