import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { drawLine, fitted, initialsOf, plainText, setStyle, wrapped } from '../../../../server/drawnText.ts';
import { quoted } from '../../../../server/features/recording/compose/work/ffmpegArguments.ts';
import {
  metadataText,
  writtenChapters,
} from '../../../../server/features/recording/compose/work/joinParts.ts';

const ink = createCanvas(10, 10).getContext('2d');
setStyle(ink, { size: 20, color: '#fff' });

describe('text in the composed video', () => {
  it('is truncated at grapheme boundaries when it is too long', () => {
    expect(fitted(ink, 'Ada', 200)).toBe('Ada');
    const cut = fitted(ink, 'Ada Lovelace, Countess of Lovelace and of much else', 200);
    expect(cut).toMatch(/^Ada Lovelace.*…$/);
    expect(ink.measureText(cut).width).toBeLessThanOrEqual(200);
    const family = '👩‍👩‍👧‍👦'.repeat(30);
    expect(Array.from(new Intl.Segmenter().segment(fitted(ink, family, 200)))).not.toHaveLength(0);
    expect(fitted(ink, family, 200).replace('…', '').length % '👩‍👩‍👧‍👦'.length).toBe(0);
    expect(fitted(ink, 'Ada', 0)).toBe('…');
  });

  it('wraps between words, and within a word that is longer than a line', () => {
    for (const text of [
      'one two three four five six seven eight',
      'x'.repeat(100),
      `short ${'y'.repeat(60)} end`,
    ]) {
      const lines = wrapped(ink, text, 150);
      expect(lines.length).toBeGreaterThan(1);
      for (const line of lines) expect(ink.measureText(line).width).toBeLessThanOrEqual(150);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }
    expect(wrapped(ink, ' \n ', 150)).toEqual([]);
  });

  it("can't change the direction of the text around it, nor break its line", () => {
    expect(plainText(' a\u202Eb\u2066c\u0000d\ne\tf ')).toBe('abcd e f');
    expect(plainText('عبد الرحمن')).toBe('عبد الرحمن');
  });

  it.each([
    ['Arabic', 'محمد', 'سلمى'],
    ['Hebrew', 'שרה', 'דוד'],
    ['Chinese', '李小龙', '王大明'],
    ['Japanese', 'さくら', 'はなこ'],
    ['Korean', '김민준', '이서연'],
    ['Devanagari', 'नमन', 'कमल'],
  ])('is drawn with letters of %s instead of boxes', (_script, one, other) => {
    expect(pixelsOf(one)).not.toEqual(pixelsOf('\uFFFF'.repeat(one.length)));
    expect(pixelsOf(one)).not.toEqual(pixelsOf(other));
  });

  it('is truncated at the left when it is read from right to left', () => {
    const inkAbove = (text: string) => pixelsOf(text, { width: 12, height: 38 }).some(value => value > 0);
    expect(inkAbove('محمد')).toBe(true);
    expect(inkAbove('محمد…')).toBe(false);
  });

  it('is shortened to initials by graphemes', () => {
    expect(initialsOf('Ada Lovelace')).toBe('AL');
    expect(initialsOf('Augusta Ada King')).toBe('AK');
    expect(initialsOf('"prince"')).toBe('P');
    expect(initialsOf('<b>')).toBe('B');
    expect(initialsOf('🙂')).toBe('');
  });
});

/** Returns the pixels of a line at the left edge, with its baseline at 48 px. */
function pixelsOf(text: string, part = { width: 200, height: 64 }): Uint8ClampedArray {
  const line = createCanvas(200, 64).getContext('2d');
  setStyle(line, { size: 40, color: '#fff' });
  drawLine(line, text, 0, 48);
  return line.getImageData(0, 0, part.width, part.height).data;
}

describe('text in an ffmpeg list or in metadata', () => {
  it("is escaped so that it can't become anything else", () => {
    expect(quoted("/a b/it's.png")).toBe(String.raw`'file:/a b/it'\''s.png'`);
    const text = metadataText('A=B; #1 \\ [CHAPTER]\nSTART=0', [
      { title: 'x\n[CHAPTER]\nTIMEBASE=1/1', fromMs: 0, toMs: 5 },
    ]);
    expect(text.split('\n')).toEqual([
      ';FFMETADATA1',
      String.raw`title=A\=B\; \#1 \\ [CHAPTER] START\=0`,
      '[CHAPTER]',
      'TIMEBASE=1/1000',
      'START=0',
      'END=5',
      String.raw`title=x [CHAPTER] TIMEBASE\=1/1`,
      '',
    ]);
  });

  it('lists chapters in order, each until the next, within the recording', () => {
    const chapters = [
      { title: 'b', fromMs: 4_000, toMs: 99_000 },
      { title: 'a', fromMs: 1_000, toMs: 6_000 },
      { title: 'none', fromMs: 70_000, toMs: 80_000 },
    ];
    expect(writtenChapters(chapters, 60_000)).toEqual([
      { title: 'a', fromMs: 1_000, toMs: 4_000 },
      { title: 'b', fromMs: 4_000, toMs: 60_000 },
    ]);
  });
});
