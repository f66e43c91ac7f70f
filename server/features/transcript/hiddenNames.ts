import { NAMELESS } from '../../../shared/practice/practice.ts';
import type { Passage } from '../../../shared/transcript/transcript.ts';
import { searchTokens } from '../../store/transcriptTokens.ts';

const HIDDEN = '[name]';

/** Returns the words of names, as `searchTokens` does. */
export function nameTokens(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.filter(name => name !== NAMELESS).flatMap(searchTokens));
}

/** Replaces words of names, as far as they were recognized. The number of words stays the same. */
export function withoutNames(text: string, names: ReadonlySet<string>): string {
  return text.replace(/\S+/g, word => (searchTokens(word).some(token => names.has(token)) ? HIDDEN : word));
}

export function passageWithoutNames(passage: Passage, names: ReadonlySet<string>): Passage {
  const { words, correction } = passage;
  return {
    ...passage,
    words: words.map(word => ({ ...word, text: withoutNames(word.text, names) })),
    ...(correction && { correction: { ...correction, original: withoutNames(correction.original, names) } }),
  };
}
