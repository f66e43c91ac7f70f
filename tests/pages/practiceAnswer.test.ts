import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { practicePage } from '../../client/texts/practicePage.ts';
import type { AttemptQuestion, PracticeAttempt } from '../../shared/protocol/practiceRoutes.ts';
import {
  attemptId,
  type MadeUpPractice,
  madeUpAttempt,
  madeUpOffer,
  PAGE,
  SLUG,
} from '../support/madeUpPractice.ts';
import { PrivatePage } from '../support/privatePage.ts';

const { address } = practicePage;

const own = PrivatePage.ofEach();
const { attempts, button, heading } = own;
let house: MadeUpPractice;
let page: Page;
beforeEach(() => {
  ({ house, page } = own);
});

describe('the person’s own answer', () => {
  const oneAnswer = (number: number, changes: Partial<AttemptQuestion>, daysAgo = 0) => {
    const [question] = madeUpAttempt(1).questions as [AttemptQuestion];
    return madeUpAttempt(number, {
      daysAgo,
      length: 'question',
      questions: [{ ...question, targetMs: 180_000, ...changes }],
    });
  };
  const step = () => page.locator('[data-next-step]');

  it('opens the page, with one thing to try, and is practiced again in one press', async () => {
    const attempt = oneAnswer(1, { answerMs: 24_000, firstWordMs: 2_000 });
    await own.open(attempt);
    const { text, questionId } = attempt.questions[0] as AttemptQuestion;
    await page.getByRole('heading', { level: 1, name: 'You spoke for 24 seconds' }).waitFor();
    await page.locator('[data-own-answer]').getByText(text).waitFor();
    await step().getByText('There’s room for both: up to 3 min.').waitFor();
    const top = (await button(practicePage.step.again).boundingBox())?.y ?? 0;
    expect(top).toBeLessThan((await heading(address.title).boundingBox())?.y ?? 0);
    // The start page begins immediately, and adds the attempt to this page.
    await button(practicePage.step.again).click();
    await expect
      .poll(() => house.started.map(({ params }) => params))
      .toMatchObject([{ slug: SLUG, length: 'question', questionId, page: PAGE }]);
  });

  it('has its words, and a pace next to that of earlier answers', async () => {
    const spoken = (text: string, wordsPerMinute: number) => ({
      lines: [{ atMs: 61_000, text }],
      wordsPerMinute,
    });
    await own.open(
      oneAnswer(1, { spoken: spoken('I would look at the index first.', 128) }),
      oneAnswer(2, { spoken: spoken('I would guess.', 150) }, 2),
    );
    const { facts, questions } = practicePage;
    const answer = page.locator('[data-own-answer]');
    await answer.getByText(facts.pace(128, 150)).waitFor();
    await answer
      .getByRole('group', { name: questions.spoken })
      .getByText('I would look at the index first.')
      .waitFor();
    await own.details();
    await page.locator('[data-question] > summary').first().click();
    const line = page.locator('[data-question] li', { hasText: 'I would look at the index first.' });
    await line.getByText('1:01').waitFor();
  });

  it('shows which points of the guide it mentions, and leads to the moment', async () => {
    const found = { words: 'look at the index', atMs: 61_400 };
    const points = [{ text: 'The index', found }, { text: 'The query plan' }];
    await own.open(oneAnswer(1, { spoken: { lines: [{ atMs: 61_000, text: 'I would.' }], points } }));
    const { points: texts } = practicePage;
    const list = page.locator('[data-own-answer]').getByRole('region', { name: texts.title });
    expect(await list.getByRole('listitem').allTextContents()).toEqual([
      `The index${texts.mentioned}: “look at the index” 1:01`,
      `The query plan${texts.missing}`,
    ]);
    await list.getByText(texts.about).waitFor();
    await list.getByRole('button', { name: texts.playFrom('1:01') }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('t')).toBe('61');
  });

  it.each<[string, Partial<PracticeAttempt>, Partial<AttemptQuestion>, string]>([
    ['written', {}, { written: 'In short, yes.', answerMs: undefined }, practicePage.headline.wrote],
    [
      'not recorded',
      { recording: { state: 'none' }, delivery: undefined },
      { answerMs: undefined },
      practicePage.headline.answered(1),
    ],
    [
      'of unknown length, with a written follow-up',
      { recording: { state: 'failed' }, delivery: undefined },
      { answerMs: undefined, written: 'Yes.', wroteFollowUpOnly: true },
      practicePage.headline.answered(1),
    ],
    ['missing', {}, { takes: 0, answerMs: undefined }, practicePage.headline.none],
    [
      'without speech',
      {},
      { takes: 0, unheard: true, answerMs: undefined },
      practicePage.headline.unheard(1),
    ],
  ])('that is %s claims nothing about a length', async (_name, changes, question, title) => {
    await own.open({ ...oneAnswer(1, question), ...changes });
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await step().waitFor();
    expect(await page.locator('[data-own-answer]').textContent()).not.toMatch(/You spoke|First word/);
  });

  it.each([
    [true, practicePage.questions.writtenFollowUp, practicePage.questions.spokenThenWritten],
    [false, practicePage.questions.written, practicePage.questions.spokenAndWritten],
  ])('says how long it was spoken and that the rest was written (a follow-up: %s)', async (...row) => {
    const [wroteFollowUpOnly, title, line] = row;
    const attempt = oneAnswer(1, { answerMs: 24_000, written: 'It held.', wroteFollowUpOnly });
    await own.open(attempt);
    await page.getByRole('heading', { level: 1, name: 'You spoke for 24 seconds', exact: true }).waitFor();
    await page.locator('[data-own-answer]').getByRole('group', { name: title, exact: true }).waitFor();
    await attempts().locator('[data-details] > summary').first().click();
    await attempts().getByText(line(24_000)).waitFor();
  });

  it('is followed by its text and a good answer, without a press', async () => {
    const attempt = oneAnswer(1, { written: 'In short, yes.', answerMs: undefined });
    await own.open(attempt);
    const shown = page.locator('[data-own-answer]');
    await shown.getByText('In short, yes.').waitFor();
    await shown.getByText((attempt.questions[0] as AttemptQuestion).modelAnswer.slice(0, 40)).waitFor();
  });

  it('has the button that deletes it in the line of its date', async () => {
    await own.open({ ...oneAnswer(1, {}), recording: { state: 'processing', progress: 0.4 } });
    const card = attempts().first();
    const middleOf = async (role: 'heading' | 'button', name: RegExp) => {
      const box = await card.getByRole(role, { name }).first().boundingBox();
      return box ? box.y + box.height / 2 : Number.NaN;
    };
    const [date, bin] = [await middleOf('heading', /./), await middleOf('button', /^Delete/)];
    expect(Math.abs(date - bin)).toBeLessThan(8);
  });

  it('is compared with the first one, and followed by the questions that are left', async () => {
    const [now, then] = [
      oneAnswer(1, { answerMs: 61_000, firstWordMs: 1_000 }),
      oneAnswer(2, { answerMs: 24_000, firstWordMs: 4_000 }, 3),
    ];
    await own.open(now, then);
    const arc = page.locator('[data-arc]');
    await arc.getByText('1 of 4 questions practiced', { exact: true }).waitFor();
    await arc.getByText('3 from the guide, 1 more from the interview', { exact: true }).waitFor();
    const rows = () =>
      arc
        .getByRole('row')
        .evaluateAll(all => all.map(row => [...row.children].map(cell => cell.textContent)));
    expect((await rows()).slice(1)).toEqual([
      ['Length', '0:24', '1:01'],
      ['First word', '4 sec', '1 sec'],
    ]);
    const { questions: offered } = madeUpOffer();
    expect(await arc.getByRole('listitem').allTextContents()).toEqual(
      offered.slice(1, 3).map(({ title, minutes }) => `${title}${practicePage.arc.minutes(minutes)}`),
    );
    await arc.getByRole('button', { name: practicePage.arc.compare }).click();
    await page.locator('[data-compare]').waitFor();
  });
});

describe('the best take', () => {
  const best = () => attempts().getByRole('button', { name: practicePage.best.label, pressed: true });
  const cardOf = (number: number) => attempts().nth(number - 1);
  const mark = (number: number) =>
    cardOf(number).getByRole('button', { name: practicePage.best.label }).click();

  it('is marked with one press, stands between then and now, moves, and is removed', async () => {
    const [question] = madeUpAttempt(1).questions as [AttemptQuestion];
    const lengths = [61_000, 52_000, 24_000];
    await own.open(
      ...lengths.map((answerMs, index) =>
        madeUpAttempt(index + 1, { length: 'question', questions: [{ ...question, answerMs }] }),
      ),
    );
    await mark(2);
    await best().waitFor();
    const arc = page.locator('[data-arc]');
    const { arc: texts, best: named } = practicePage;
    await arc.getByRole('columnheader', { name: named.label }).waitFor();
    expect((await arc.getByRole('columnheader').allTextContents()).slice(1)).toEqual([
      texts.first,
      named.label,
      texts.latest,
    ]);
    await arc.getByRole('cell', { name: '0:52' }).waitFor();
    await arc.getByRole('button', { name: texts.compare }).click();
    const earlier = page.locator('[data-side-of-two="earlier"]');
    await earlier.getByText('24 sec', { exact: true }).waitFor();
    await button(named.now).click();
    await earlier.getByText('52 sec', { exact: true }).waitFor();
    await page.goBack();
    await mark(1);
    await arc.getByRole('columnheader', { name: `${texts.latest} ${named.label}` }).waitFor();
    expect(await best().count()).toBe(1);
    await mark(1);
    await expect.poll(() => best().count()).toBe(0);
    expect(house.best.map(({ interviewId, best: marked }) => [interviewId, marked])).toEqual([
      [attemptId(2), true],
      [attemptId(1), true],
      [attemptId(1), false],
    ]);
  });
});
