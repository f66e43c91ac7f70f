import { describe, expect, it } from 'vitest';
import { transcriptOf } from '../../../client/core/review/recordingTranscript.ts';
import {
  correctedWords,
  findWords,
  latestAt,
  placedWords,
  selectedText,
  spanOfWords,
  spokenCaptions,
  spokenParts,
  wordAt,
  wordsBetween,
} from '../../../client/core/review/spokenWords.ts';
import type { MediaFileId } from '../../../shared/ids.ts';
import { PassageId, SeatId } from '../../../shared/ids.ts';
import type { Passage } from '../../../shared/transcript/transcript.ts';
import { MADE_UP, madeUpReview, NAMES } from '../../support/madeUpReview.ts';
import { madeUpTranscript } from '../../support/madeUpTranscript.ts';

const id = (number: number) => `00000000-0000-7000-8000-${`${number}`.padStart(12, '0')}`;
const ADA = SeatId.parse(id(1));
const GRACE = SeatId.parse(id(2));

/** Every word takes half a second. */
function said(number: number, text: string, fromMs: number, seatId?: SeatId): Passage {
  const words = text
    .split(' ')
    .filter(Boolean)
    .map((word, index) => ({
      text: word,
      fromMs: fromMs + index * 500,
      toMs: fromMs + index * 500 + 400,
    }));
  const toMs = words.at(-1)?.toMs ?? fromMs + 1_000;
  return {
    passageId: PassageId.parse(id(number)),
    ...(seatId && { seatId }),
    ...{ fromMs, toMs, understood: words.length > 0, words },
  };
}

const first = said(11, 'We use Café, and don’t cache queries.', 1_000, ADA);
const unclear = said(12, '', 6_000, ADA);
const second = said(13, 'Which queries?', 8_000, GRACE);
const third = said(14, 'The slow ones.', 10_000, ADA);
const all = [first, unclear, second, third];
const word = (passage: Passage, index: number) => ({ passageId: passage.passageId, index });

describe('the word that is said', () => {
  const words = placedWords([second, first]);

  it('is the last one that has started, for a moment after its end', () => {
    expect(wordAt(words, 999)).toBeUndefined();
    expect(wordAt(words, 1_000)).toMatchObject(word(first, 0));
    expect(wordAt(words, 1_499)).toMatchObject(word(first, 0));
    expect(wordAt(words, 1_500)).toMatchObject(word(first, 1));
    expect(wordAt(words, 5_800)).toMatchObject(word(first, 6));
    expect(wordAt(words, 7_000)).toBeUndefined();
    expect(wordAt(words, 8_500)).toMatchObject(word(second, 1));
    expect(latestAt([], 0)).toBeUndefined();
  });
});

describe('the search', () => {
  const found = (query: string) =>
    findWords(all, query).map(({ passageId, from, to }) => [passageId, from, to]);

  it('ignores case, accents, and punctuation', () => {
    expect(found('CAFE')).toEqual([[first.passageId, 2, 2]]);
    expect(found("don't")).toEqual([[first.passageId, 4, 4]]);
    expect(found('queries')).toHaveLength(2);
  });

  it('finds words in sequence, of which the last can be incomplete', () => {
    expect(found('dont cache quer')).toEqual([[first.passageId, 4, 6]]);
    expect(found('don cache')).toEqual([]);
    expect(found('queries which')).toEqual([]);
    expect(found(' … ')).toEqual([]);
  });
});

describe('selected words', () => {
  it('are those between two places, in any order', () => {
    const selected = wordsBetween(all, word(third, 1), word(first, 5));
    expect(selectedText(selected)).toBe('cache queries.\nWhich queries?\nThe slow');
    expect(wordsBetween(all, word(first, 2), word(first, 2))).toMatchObject([{ from: 2, to: 2 }]);
  });

  it('are quoted with who said them and when, in one part per turn', () => {
    const quoted = (...[passages, from, to]: Parameters<typeof wordsBetween>) =>
      spokenParts(wordsBetween(passages, from, to)).map(
        ({ passage, atMs, text }) => `${passage.seatId === ADA ? 'Ada' : 'Grace'} ${atMs} ${text}`,
      );
    expect(quoted(all, word(first, 5), word(third, 0))).toEqual([
      'Ada 3500 cache queries.',
      'Grace 8000 Which queries?',
      'Ada 10000 The',
    ]);
    const more = said(15, 'All of them.', 12_000, ADA);
    expect(quoted([third, more], word(third, 1), word(more, 0))).toEqual(['Ada 10500 slow ones. All']);
  });

  it('last from the first one to the end of the last', () => {
    const selected = wordsBetween(all, word(first, 5), word(third, 0));
    expect(spanOfWords(selected)).toEqual({ fromMs: 3_500, toMs: third.words[0]?.toMs });
  });
});

describe('corrected words', () => {
  const corrected = (original: string, text: string) => [...correctedWords(original, text.split(' '))];

  it('are those that were not recognized', () => {
    expect(corrected('the quarry plane', 'the query plan')).toEqual([1, 2]);
    expect(corrected('a plan', 'a very good plan')).toEqual([1, 2]);
    expect(corrected('a very good plan', 'a plan')).toEqual([]);
    expect(corrected('', 'all new')).toEqual([0, 1]);
  });
});

describe('captions', () => {
  it('have at most two lines, and have every word once', () => {
    const text = 'This is a sentence of a person who talks on and on. And here is another one, '
      .repeat(4)
      .trim();
    const captions = spokenCaptions([said(16, text, 0, ADA), second]);
    expect(Math.max(...captions.map(caption => caption.text.length))).toBeLessThanOrEqual(84);
    expect(
      captions
        .filter(({ passage }) => passage.seatId === ADA)
        .map(caption => caption.text)
        .join(' '),
    ).toBe(text);
    expect(captions[0]?.text.endsWith('.')).toBe(true);
  });
});

describe('the list of what was said', () => {
  const file = (letter: string) => letter.repeat(32) as MediaFileId;
  const review = madeUpReview({ files: { candidate: file('a'), asker: file('b'), lead: file('c') } });
  const kinds = (parts: ReturnType<typeof transcriptOf>) =>
    new Set(parts.flatMap(({ lines }) => lines.map(({ kind }) => kind)));

  it('has words instead of times where there are words, in the order of questions', () => {
    expect(kinds(transcriptOf(review))).toEqual(new Set(['words', 'speech']));
    const made = madeUpTranscript(review);
    const parts = transcriptOf(review, made);
    expect(kinds(parts)).toEqual(new Set(['passage']));
    expect(parts.flatMap(({ lines }) => lines)).toHaveLength(made.passages.length);
    expect(parts.filter(({ chapter }) => chapter)).toHaveLength(review.chapters.length);
  });

  it('still says when a person spoke who didn’t agree to a transcript', () => {
    const made = madeUpTranscript(review);
    const speakers = made.speakers.map(speaker =>
      speaker.seatId === MADE_UP.lead ? { ...speaker, withheld: true as const } : speaker,
    );
    const passages = made.passages.filter(({ seatId }) => seatId !== MADE_UP.lead);
    const lines = transcriptOf(review, { speakers, passages }).flatMap(part => part.lines);
    expect(lines.filter(({ kind }) => kind === 'speech')).toMatchObject([{ fileId: file('c') }]);
    expect(speakers.find(({ withheld }) => withheld)?.name).toBe(NAMES.lead);
  });
});
