import { describe, expect, it } from 'vitest';
import { ANSWER_CATEGORIES } from '../../bench/turnTaking/interviewTruth.ts';
import { planInterviews } from '../../bench/turnTaking/planInterviews.ts';
import { lengthOf } from '../../support/candidateVoice.ts';

/** Synthesis takes a while on a busy machine. */
const SYNTHESIS_MS = 60_000;

describe('planInterviews', () => {
  it(
    'distributes answers of all kinds over interviews, within the length of an interview',
    async () => {
      const interviews = await planInterviews(22, 2);
      expect(interviews.map(({ answers }) => answers.length)).toEqual([11, 11]);
      const categories = new Set(
        interviews.flatMap(({ answers }) => answers.map(({ category }) => category)),
      );
      expect([...ANSWER_CATEGORIES].filter(category => !categories.has(category))).toEqual([]);
      for (const { sound, muted } of interviews.flatMap(({ answers }) => answers)) {
        expect(sound.voiced.length).toBeGreaterThan(0);
        expect(sound.voiced.at(-1)?.toMs).toBeLessThanOrEqual(lengthOf(sound));
        if (muted)
          expect(sound.voiced.every(({ fromMs, toMs }) => toMs < muted.fromMs || fromMs > muted.toMs)).toBe(
            true,
          );
      }
    },
    SYNTHESIS_MS,
  );

  it(
    'starts with several kinds, and plans as many interviews as run at the same time',
    async () => {
      const interviews = await planInterviews(4, 2);
      expect(interviews.map(({ answers }) => answers.length)).toEqual([2, 2]);
      expect(
        new Set(interviews.flatMap(({ answers }) => answers.map(({ category }) => category))).size,
      ).toBeGreaterThan(2);
    },
    SYNTHESIS_MS,
  );
});
