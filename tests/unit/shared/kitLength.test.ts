import { describe, expect, it } from 'vitest';
import { minutesOf } from '../../../shared/kit/kitLength.ts';

const question = (thinkSeconds: number, answerSeconds: number) => ({ thinkSeconds, answerSeconds });

describe('the usual length of an interview with a kit', () => {
  it('is the time for all questions, rounded up to five minutes', () => {
    expect(minutesOf([question(60, 240)])).toBe(5);
    expect(minutesOf([question(60, 240), question(0, 15)])).toBe(10);
    expect(minutesOf(Array.from({ length: 8 }, () => question(30, 180)))).toBe(30);
  });

  it('stays within the lengths that an interview can have', () => {
    expect(minutesOf([])).toBe(5);
    expect(minutesOf(Array.from({ length: 60 }, () => question(300, 900)))).toBe(480);
  });
});
