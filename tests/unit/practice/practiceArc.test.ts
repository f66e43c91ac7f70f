import { expect, it } from 'vitest';
import { QuestionId } from '../../../shared/kit/kitIds.ts';
import { coveredOf, thenAndNowOf } from '../../../shared/practice/practiceArc.ts';

const [ONE, TWO, THREE] = ['one', 'two', 'three'].map(id => QuestionId.parse(id)) as [
  QuestionId,
  QuestionId,
  QuestionId,
];
const role = { slug: 'backend', questions: [ONE, TWO, THREE].map(questionId => ({ questionId })) };
const attempt = (
  slug: string,
  ...questions: { questionId: QuestionId; takes: number; answerMs?: number; best?: boolean }[]
) => ({
  slug,
  questions,
});

it('covered questions were answered in any attempt of the role, aloud or in writing', () => {
  const attempts = [
    attempt('backend', { questionId: TWO, takes: 1 }, { questionId: ONE, takes: 0 }),
    { slug: 'backend', questions: [{ questionId: THREE, takes: 0, written: 'Yes.' }] },
    attempt('frontend', { questionId: ONE, takes: 1 }),
  ];
  expect(coveredOf(role, attempts)).toEqual({ answered: 2, all: 3, left: [{ questionId: ONE }] });
  expect(coveredOf(role, [])).toMatchObject({ answered: 0, left: role.questions });
});

it('then and now are the first and the latest answer with a known length', () => {
  const attempts = [
    attempt('backend', { questionId: ONE, takes: 1 }),
    attempt('backend', { questionId: ONE, takes: 1, answerMs: 60_000 }),
    attempt('backend', { questionId: TWO, takes: 1, answerMs: 5_000 }),
    attempt('backend', { questionId: ONE, takes: 1, answerMs: 20_000 }),
  ];
  expect(thenAndNowOf(ONE, attempts)).toMatchObject({
    first: { answerMs: 20_000 },
    latest: { answerMs: 60_000 },
  });
  expect(thenAndNowOf(ONE, attempts)?.best).toBeUndefined();
  expect(thenAndNowOf(TWO, attempts)).toBeUndefined();
});

it('the best take is the marked answer, which can be the first or the latest', () => {
  const attempts = [60_000, 45_000, 20_000].map((answerMs, index) =>
    attempt('backend', { questionId: ONE, takes: 1, answerMs, best: index === 1 }),
  );
  expect(thenAndNowOf(ONE, attempts)).toMatchObject({ best: { answerMs: 45_000 } });
  const [latest, , first] = attempts;
  const marked = attempt('backend', { questionId: ONE, takes: 1, answerMs: 60_000, best: true });
  const both = thenAndNowOf(ONE, [marked, ...(first ? [first] : [])]);
  expect(both?.best).toBe(both?.latest);
  expect(thenAndNowOf(ONE, latest ? [latest] : [])).toBeUndefined();
});
