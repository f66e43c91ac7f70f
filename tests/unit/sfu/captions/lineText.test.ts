import { beforeEach, describe, expect, it } from 'vitest';
import { LineText } from '../../../../sfu/captions/program/LineText.ts';

/** Text in which each word has two tokens, which are its number and its number plus a half. */
function said(text: string) {
  const words = text.split(' ');
  return {
    text,
    understood: true,
    tokens: words.flatMap((_, index) => [index, index + 0.5]),
    wordStarts: words.map((_, index) => index * 2),
  };
}
const NOT_UNDERSTOOD = { text: '', understood: false };

describe('the text of a line', () => {
  let line: LineText;
  beforeEach(() => {
    line = new LineText();
  });

  it('holds back the last word while the person speaks', () => {
    expect(line.revise(said('I built a search'))).toEqual({
      text: 'I built a',
      tail: '',
      final: false,
      understood: true,
    });
  });

  it('continues from the tokens of the stable words, without the last three', () => {
    expect(line.prefix).toBeUndefined();
    line.revise(said('I built a search service'));
    expect(line.prefix).toEqual([0, 0.5]);
    line.revise(said('I built'));
    expect(line.prefix).toBeUndefined();
  });

  it('has no version without a change', () => {
    expect(line.revise(said('I'))).toBeUndefined();
    line.revise(said('I built'));
    expect(line.revise(said('I bought'))).toBeUndefined();
  });

  it('keeps its words while a revision is not understood', () => {
    line.revise(said('I built a'));
    expect(line.revise(NOT_UNDERSTOOD)).toBeUndefined();
    expect(line.end(undefined)).toEqual({ text: 'I built', tail: '', final: true, understood: true });
  });

  it('is stable at a pause', () => {
    expect(line.revise(said('I built a'), { pausedSinceMs: 900 })).toMatchObject({
      text: 'I built a',
      tail: '',
    });
  });

  it('is final at a pause if it was recognized as a whole', () => {
    const recognized = said('I built it.');
    line.revise(recognized, { pausedSinceMs: 900 });
    expect(line.wholeUntil(900)).toBe(recognized);
    expect(line.wholeUntil(1_500)).toBeUndefined();
    line.revise(recognized, { pausedSinceMs: 1_500, isWhole: false });
    expect(line.wholeUntil(1_500)).toBeUndefined();
  });

  it('says when nothing was understood', () => {
    expect(line.end(NOT_UNDERSTOOD)).toEqual({ text: '', tail: '', final: true, understood: false });
  });
});
