import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeTexts, NOTE_DIVIDER } from '../../../client/core/rubric/draft.ts';

/** Whether every character of `part` is in `whole`, in its order. */
function holds(whole: string, part: string): boolean {
  let at = 0;
  for (const character of part) {
    at = whole.indexOf(character, at);
    if (at < 0) return false;
    at += character.length;
  }
  return true;
}

const text = fc.string({ unit: 'grapheme', maxLength: 60 });

describe('a note changed on two devices', () => {
  it('takes the side that alone has changed', () => {
    expect(mergeTexts('began', 'began', 'theirs')).toBe('theirs');
    expect(mergeTexts('began', 'mine', 'began')).toBe('mine');
    expect(mergeTexts('began', 'same', 'same')).toBe('same');
  });

  it('keeps both, own words first, clearly divided', () => {
    expect(mergeTexts('began', 'mine', 'theirs')).toBe(`mine${NOTE_DIVIDER}theirs`);
  });

  it('needs the common beginning once where both wrote on', () => {
    expect(mergeTexts('began', 'began here', 'began there')).toBe(`began here${NOTE_DIVIDER} there`);
  });

  it('does not say twice what one side has whole', () => {
    expect(mergeTexts('', 'short', 'a short text')).toBe('a short text');
    expect(mergeTexts('', 'a short text', 'short')).toBe('a short text');
  });

  it('never loses a character of either side, nor the order of either', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        const merged = mergeTexts(base, mine, theirs);
        // A side that is as it was at the beginning has nothing of its own to lose.
        if (mine !== base) expect(holds(merged, mine)).toBe(true);
        if (theirs !== base) expect(holds(merged, theirs)).toBe(true);
      }),
    );
  });

  it('never loses a character where both wrote on from the same text', () => {
    fc.assert(
      fc.property(text, text, text, (base, a, b) => {
        const merged = mergeTexts(base, base + a, base + b);
        expect(holds(merged, base + a)).toBe(true);
        expect(holds(merged, base + b)).toBe(true);
      }),
    );
  });

  it('comes to rest: merging the outcome with either side again changes nothing', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        const merged = mergeTexts(base, mine, theirs);
        expect(mergeTexts(theirs, merged, theirs)).toBe(merged);
        expect(mergeTexts(mine, mine, merged)).toBe(merged);
      }),
    );
  });
});
