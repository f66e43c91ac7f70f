import type { SpokenWord } from './spokenWords.ts';

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
