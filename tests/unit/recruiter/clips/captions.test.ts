import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUILT_IN_KITS, readBuiltInKits } from '../../../../server/features/kit/builtInKits.ts';
import {
  CAPTION_LENGTH_MAX,
  captionStarts,
} from '../../../../server/features/recruiter/clips/render/speech/captions.ts';
import {
  SENTENCE_LENGTH_MAX,
  sentencesOf,
} from '../../../../server/features/recruiter/clips/render/speech/sentences.ts';
import { spokenWords } from '../../../../server/features/recruiter/clips/render/speech/spokenWords.ts';
import { interviewKitOf } from '../../../../shared/kit/kit.ts';
import { linesOf } from '../../../../shared/recruiter/lines.ts';

function captionsOf(line: string): string[] {
  const words = spokenWords(line);
  const starts = captionStarts(words);
  return starts.map((start, at) =>
    words
      .slice(start, starts[at + 1])
      .map(({ written }) => written)
      .join(' '),
  );
}

describe('captions', () => {
  it('break at sentence ends, then at breaths, then before a word that starts a clause', () => {
    expect(
      captionsOf(
        'Pausing to think does no harm, and it costs nothing. A mobile app sends a payment to your service. Explain how you build it so that the customer is charged once and only once whatever the network does then.',
      ),
    ).toEqual([
      'Pausing to think does no harm, and it costs nothing.',
      'A mobile app sends a payment to your service.',
      'Explain how you build it so that the customer is charged once',
      'and only once whatever the network does then.',
    ]);
  });

  it('keep a short line whole', () => {
    expect(captionsOf('Welcome back. Nothing is lost.')).toEqual(['Welcome back. Nothing is lost.']);
  });

  it('put a word that is too long into a caption of its own', () => {
    const long = 'x'.repeat(120);
    expect(captionsOf(`Say ${long} please.`)).toEqual(['Say', long, 'please.']);
  });

  it('contain the exact words of every line of every built-in kit, in at most two rows', async () => {
    for (const { kit } of await readBuiltInKits(BUILT_IN_KITS)) {
      for (const { text } of linesOf(interviewKitOf(kit))) {
        const captions = captionsOf(text);
        expect(captions.join(' ')).toBe(text.split(/\s+/).join(' '));
        for (const caption of captions) expect(caption.length).toBeLessThanOrEqual(CAPTION_LENGTH_MAX);
      }
    }
  });

  it('lose no text, and neither do sentences', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), line => {
        const words = spokenWords(line);
        expect(captionsOf(line).join(' ')).toBe(line.split(/\s+/).filter(Boolean).join(' '));
        expect(sentencesOf(words).flatMap(sentence => sentence.words)).toEqual(words);
      }),
    );
  });
});

describe('sentences', () => {
  const textsOf = (line: string) =>
    sentencesOf(spokenWords(line)).map(({ words }) => words.map(({ written }) => written).join(' '));

  it('are spoken one at a time', () => {
    expect(textsOf('Thank you. What did you do, e.g. first? "Tell me." Go!')).toEqual([
      'Thank you.',
      'What did you do, e.g. first?',
      '"Tell me."',
      'Go!',
    ]);
  });

  it('break at a breath when they are too long, and elsewhere when there is none', () => {
    const clause = 'and then one more thing happens to the order,';
    for (const part of textsOf(Array(30).fill(clause).join(' '))) {
      expect(part.length).toBeLessThanOrEqual(SENTENCE_LENGTH_MAX);
      expect(part.endsWith(',')).toBe(true);
    }
    for (const part of textsOf(Array(200).fill('word').join(' ')))
      expect(part.length).toBeLessThanOrEqual(SENTENCE_LENGTH_MAX);
  });

  it('include text that is not spoken', () => {
    expect(textsOf('— … Hello there. 😀')).toEqual(['— … Hello there. 😀']);
  });
});
