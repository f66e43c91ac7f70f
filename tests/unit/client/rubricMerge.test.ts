import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeTexts, NOTE_DIVIDER } from '../../../client/core/rubric/draft.ts';

/** True when every character of `part` occurs in `whole`, in order. */
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

describe('merging a note from two devices', () => {
  it('takes the only side that has changed', () => {
    expect(mergeTexts('began', 'began', 'theirs')).toBe('theirs');
    expect(mergeTexts('began', 'mine', 'began')).toBe('mine');
    expect(mergeTexts('began', 'same', 'same')).toBe('same');
  });

  it('keeps both texts, own words first, clearly divided', () => {
    expect(mergeTexts('began', 'mine', 'theirs')).toBe(`mine${NOTE_DIVIDER}theirs`);
  });

  it('contains the common start once when both continued it', () => {
    expect(mergeTexts('began', 'began here', 'began there')).toBe(`began here${NOTE_DIVIDER} there`);
  });

  it('does not repeat text when one side contains the other', () => {
    expect(mergeTexts('', 'short', 'a short text')).toBe('a short text');
    expect(mergeTexts('', 'a short text', 'short')).toBe('a short text');
  });

  it('never loses a character of either side, nor the order of either', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        const merged = mergeTexts(base, mine, theirs);
        // An unchanged side has nothing to lose.
        if (mine !== base) expect(holds(merged, mine)).toBe(true);
        if (theirs !== base) expect(holds(merged, theirs)).toBe(true);
      }),
    );
  });

  it('never loses a character when both continued one text', () => {
    fc.assert(
      fc.property(text, text, text, (base, a, b) => {
        const merged = mergeTexts(base, base + a, base + b);
        expect(holds(merged, base + a)).toBe(true);
        expect(holds(merged, base + b)).toBe(true);
      }),
    );
  });

  it('converges: merging the outcome with either side again changes nothing', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        const merged = mergeTexts(base, mine, theirs);
        expect(mergeTexts(theirs, merged, theirs)).toBe(merged);
        expect(mergeTexts(mine, mine, merged)).toBe(merged);
      }),
    );
  });
});
