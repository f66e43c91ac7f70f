import type { TranscriptWord } from '../transcript/transcript.ts';
import { basesOf, isStopWord, wordsOf } from './wordForms.ts';

/** A point of the guide, and the words by which the person first mentioned it, if any were found. */
export interface GuidePoint {
  text: string;
  /** `atMs` is recording time. */
  found?: { words: string; atMs: number };
}

interface AskedQuestion {
  text: string;
  /** A point per line, with the words that count: `A limit on waiting: timeout, time limit`. */
  mentions?: readonly string[] | undefined;
}

/** Most other words between two words of a phrase. */
const GAP_MAX = 2;

/**
 * Finds the points of a question in the passages of an answer. A point is found if one of its words or phrases is
 * said within one passage, in any inflection, and with at most two other words between those of a phrase. Words of
 * the question don't count: at least one word of a phrase must be another one, and more than a word such as "the".
 * Phrases of such words only, such as "should have", must be said exactly.
 */
export function guidePointsIn(
  { text, mentions = [] }: AskedQuestion,
  passages: readonly (readonly TranscriptWord[])[],
): GuidePoint[] {
  const asked = basesOfText(text);
  const spoken = passages.map(words => words.flatMap((word, index) => tokensOf(word.text, index)));
  return mentions.filter(Boolean).map(line => {
    const { point, phrases } = readMention(line);
    const patterns = phrases.map(patternOf);
    for (const [at, tokens] of spoken.entries()) {
      const match = firstMatch(patterns, tokens, asked);
      const words = match && passages[at]?.slice(match.from, match.to + 1);
      if (words?.[0]) return { text: point, found: { words: quoted(words), atMs: words[0].fromMs } };
    }
    return { text: point };
  });
}

/** Returns the phrases of a point that can't be found in any answer, because they have only words of the question. */
export function idlePhrases({ text, mentions = [] }: AskedQuestion): string[] {
  const asked = basesOfText(text);
  return mentions
    .flatMap(line => readMention(line).phrases)
    .filter(phrase => {
      const { tokens, isIdiom } = patternOf(phrase);
      return !tokens.some(({ word }) => counts(word, asked, isIdiom));
    });
}

/** Reads a line such as `A limit on waiting: timeout, time limit`. Without a colon, the point itself is the phrase. */
export function readMention(line: string): { point: string; phrases: string[] } {
  const [point = '', ...rest] = line.split(':');
  const phrases = (rest.length > 0 ? rest.join(':') : point).split(',').map(phrase => phrase.trim());
  return { point: point.trim(), phrases: phrases.filter(Boolean) };
}

interface Token {
  readonly word: string;
  readonly bases: ReadonlySet<string>;
  /** Index of the spoken word. One such as `at-least-once` has several tokens. */
  readonly index: number;
}

interface Pattern {
  readonly tokens: readonly Token[];
  /** True if it has several words that say nothing alone, and no others. */
  readonly isIdiom: boolean;
}

interface WordRange {
  readonly from: number;
  readonly to: number;
}

function tokensOf(text: string, index: number): Token[] {
  return wordsOf(text).map(word => ({ word, bases: basesOf(word), index }));
}

function patternOf(phrase: string): Pattern {
  const tokens = tokensOf(phrase, 0);
  return { tokens, isIdiom: tokens.length > 1 && tokens.every(({ word }) => isStopWord(word)) };
}

function firstMatch(
  patterns: readonly Pattern[],
  tokens: readonly Token[],
  asked: ReadonlySet<string>,
): WordRange | undefined {
  for (const [start, { index }] of tokens.entries())
    for (const pattern of patterns) {
      const end = matchEnd({ pattern, tokens, asked }, start, 0, false);
      if (end !== undefined) return { from: index, to: tokens[end]?.index ?? index };
    }
  return undefined;
}

interface Matching {
  readonly pattern: Pattern;
  readonly tokens: readonly Token[];
  readonly asked: ReadonlySet<string>;
}

/** Returns the last token of a match that starts at `at`. `own`: true if it has a word that isn't in the question. */
function matchEnd(matching: Matching, at: number, part: number, own: boolean): number | undefined {
  const { pattern, tokens, asked } = matching;
  for (const [taken, parts] of WAYS) {
    const said = joined(tokens, at, taken);
    const wanted = joined(pattern.tokens, part, parts);
    if (!said || !wanted || !overlap(said.bases, wanted.bases)) continue;
    const isOwn = own || counts(said.word, asked, pattern.isIdiom);
    const [next, left] = [at + taken, part + parts];
    if (left === pattern.tokens.length) {
      if (isOwn) return next - 1;
      continue;
    }
    for (let gap = 0; gap <= (pattern.isIdiom ? 0 : GAP_MAX); gap += 1) {
      const end = matchEnd(matching, next + gap, left, isOwn);
      if (end !== undefined) return end;
    }
  }
  return undefined;
}

/** Numbers of said and wanted words that are compared, because "roll back" can be recognized as "rollback". */
const WAYS = [
  [1, 1],
  [2, 1],
  [1, 2],
] as const;

function joined(
  tokens: readonly Token[],
  at: number,
  count: number,
): Pick<Token, 'word' | 'bases'> | undefined {
  const [first, second] = [tokens[at], tokens[at + 1]];
  if (!first || count === 1) return first;
  if (!second) return undefined;
  const word = first.word + second.word;
  return { word, bases: basesOf(word) };
}

function counts(word: string, asked: ReadonlySet<string>, isIdiom: boolean): boolean {
  return (isIdiom || !isStopWord(word)) && !overlap(basesOf(word), asked);
}

function overlap(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const one of some) if (others.has(one)) return true;
  return false;
}

function basesOfText(text: string): ReadonlySet<string> {
  const words = wordsOf(text);
  const joinedWords = words.map((word, index) => word + (words[index + 1] ?? ''));
  return new Set([...words, ...joinedWords].flatMap(word => [...basesOf(word)]));
}

function quoted(words: readonly TranscriptWord[]): string {
  const text = words.map(word => word.text).join(' ');
  return text.replace(/^[\p{P}\s]+|[\p{P}\s]+$/gu, '');
}
