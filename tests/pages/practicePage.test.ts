import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { practice } from '../../client/texts/practice.ts';
import { practicePage } from '../../client/texts/practicePage.ts';
import { AppError } from '../../shared/errors.ts';
import { expectAccessibleInEveryLook } from '../support/accessible.ts';
import { itInWholeRuns } from '../support/longTests.ts';
import { LOOKS_ON_DESKTOP } from '../support/looks.ts';
import {
  attemptId,
  FIRST_STARTED,
  type MadeUpPractice,
  madeUpAttempt,
  madeUpPage,
  PAGE,
  SLUG,
  unheldAttempt,
} from '../support/madeUpPractice.ts';
import { pdfTexts } from '../support/poppler.ts';
import { printedFromMenu } from '../support/printedFromMenu.ts';
import { PrivatePage } from '../support/privatePage.ts';
import { smallTargets } from '../support/smallTargets.ts';

const { actions, address, manage, note, questions, statuses } = practicePage;
const UNAVAILABLE = AppError.unavailable();

const own = PrivatePage.ofEach();
const { askNow, attempts, button, heading } = own;
let house: MadeUpPractice;
let page: Page;
beforeEach(() => {
  ({ house, page } = own);
});

const saving = (state: string) => page.locator(`[data-saving="${state}"]`);
const noteField = () => page.getByPlaceholder(note.placeholder).first();

describe('a private page', () => {
  it('lists the attempts in order, each with its status in words', async () => {
    await own.open(
      unheldAttempt(1, 'running'),
      madeUpAttempt(2, { recording: { state: 'processing', progress: 0.37 } }),
      madeUpAttempt(3, { purpose: 'evaluation', evaluation: 'waiting' }),
      madeUpAttempt(4, { purpose: 'evaluation', evaluation: 'impossible', recording: { state: 'none' } }),
      madeUpAttempt(5, { recording: { state: 'failed' } }),
      madeUpAttempt(6, { recording: { state: 'erased' }, slug: undefined }),
    );
    await attempts().nth(5).waitFor();
    const shown = await attempts().evaluateAll(cards => cards.map(card => card.textContent ?? ''));
    const words = [
      statuses.running,
      practicePage.ready(37),
      practicePage.evaluations.waiting,
      practicePage.evaluations.impossible,
      statuses.failed,
      statuses.erased,
    ];
    expect(shown.map((text, index) => text.includes(words[index] ?? '?'))).toEqual(words.map(() => true));
    // Roles that are no longer public cannot be practiced again.
    const last = attempts().last();
    expect(await last.getByRole('button', { name: actions.again }).count()).toBe(0);
    await last.getByText(actions.notAgain).waitFor();
  });

  it('is printed from the browser’s menu without its address', async () => {
    await own.open(...[1, 2, 3, 4, 5, 6].map(number => madeUpAttempt(number, { questions: 2 })));
    const texts = pdfTexts(await printedFromMenu(page));
    expect(texts.join()).toContain(practicePage.title);
    expect(texts.join()).not.toContain(PAGE);
    expect(texts.join()).not.toContain(new URL(page.url()).host);
  });

  it('makes a recording watchable without a press when it is ready', async () => {
    await own.open(madeUpAttempt(1, { recording: { state: 'processing', progress: 0.9 } }));
    await page.getByRole('button', { name: practicePage.watchLater(90), disabled: true }).waitFor();
    house.page = madeUpPage([madeUpAttempt(1)]);
    await askNow();
    await button(practicePage.step.watch).waitFor();
  });

  it('shows each question with a good answer, the written answer, and speaking facts', async () => {
    const attempt = madeUpAttempt(1);
    const [first, second] = attempt.questions;
    await own.open({
      ...attempt,
      questions: [{ ...first, written: '<b>Mine</b>' } as never, second as never],
    });
    await own.details();
    const question = page.locator(`[data-question="${first?.questionId}"]`);
    await question.locator('summary').first().click();
    await question.getByText('<b>Mine</b>').waitFor();
    await question.getByText(first?.modelAnswer.split('\n')[0] ?? '?').waitFor();
    await question.locator('[data-signs] summary').click();
    await question.getByText(first?.strong[0] ?? '?').waitFor();
    await question.getByText(first?.weak[0] ?? '?').waitFor();
    await page.getByText(questions.takes(2) ?? '?', { exact: true }).waitFor();
    await page.getByRole('heading', { level: 1, name: 'You spoke for 6 min 52 sec' }).waitFor();
    await page.getByText(practicePage.delivery.about).waitFor();
    // The headline and the facts say the same length.
    expect(await page.getByText('6 min 52 sec').count()).toBe(2);
  });

  it('continues an unfinished attempt in this tab', async () => {
    await own.open(unheldAttempt(1, 'running'));
    await button(actions.resume).click();
    await page.locator('[data-in-line]').waitFor();
    expect(house.placesAsked[0]).toBe(attemptId(1));
  });

  it('starts the same questions again on the same page, or says why it cannot', async () => {
    const attempt = madeUpAttempt(1);
    await own.open(attempt);
    house.refusal = new AppError('rate-limited', 'practice-limit-page', {
      values: { waitMs: 5 * 3_600_000 },
    });
    await button(actions.again).click();
    await page.getByRole('alert').getByText('practice limit on this page. Try again in 5 hours.').waitFor();
    house.refusal = undefined;
    await button(actions.again).click();
    await page.locator('[data-in-line]').waitFor();
    expect(house.started).toEqual([
      {
        params: {
          slug: SLUG,
          length: 'short',
          purpose: 'self',
          questionIds: attempt.questionIds,
          page: PAGE,
        },
        proven: true,
      },
    ]);
    expect(page.url()).toBe(own.address);
    expect(house.placesAsked.every(asked => asked === attemptId(FIRST_STARTED))).toBe(true);
  });

  it('links to the roles when there are no attempts', async () => {
    await own.open();
    await heading(practicePage.empty.title).waitFor();
    expect(await page.getByRole('link', { name: practice.roles }).getAttribute('href')).toBe('/roles');
  });

  it('says that it didn’t open, and opens automatically or after a press', async () => {
    const before = madeUpPage([madeUpAttempt(1)]);
    house.page = new AppError('internal');
    await page.goto(own.address);
    await page.getByText(practicePage.failed).waitFor();
    house.page = before;
    await button(practicePage.step.watch).waitFor();
    // The page doesn't ask again after this error, so the button stays until someone presses it.
    house.page = new AppError('forbidden');
    await page.reload();
    await page.getByText(practicePage.failed).waitFor();
    house.page = before;
    await button('Try again').click();
    await button(practicePage.step.watch).waitFor();
  });

  it('stays open while the server is unreachable', async () => {
    const before = madeUpPage([madeUpAttempt(1)]);
    await own.open(...before.attempts);
    house.page = UNAVAILABLE;
    await askNow();
    await page.getByText(practicePage.cutOff).waitFor();
    await button(practicePage.step.watch).waitFor();
    house.page = before;
    await askNow();
    await page.getByText(practicePage.cutOff).waitFor({ state: 'detached' });
  });
});

describe('private notes', () => {
  it('are saved while typing, and the page says so', async () => {
    await own.open(madeUpAttempt(1));
    await noteField().pressSequentially('Say the numbers.');
    await expect.poll(() => house.notes.at(-1)?.note).toBe('Say the numbers.');
    await saving('saved').filter({ hasText: note.states.saved }).waitFor();
  });

  it('lose nothing while the server is away or in a reload during that time', async () => {
    await own.open(madeUpAttempt(1));
    house.noteRefusal = UNAVAILABLE;
    await noteField().fill('Typed in a tunnel.');
    await saving('offline').waitFor();
    await page.reload();
    await expect.poll(() => noteField().inputValue()).toBe('Typed in a tunnel.');
    house.noteRefusal = undefined;
    await askNow();
    await saving('saved').waitFor();
    expect(house.notes.at(-1)).toEqual({ interviewId: attemptId(1), note: 'Typed in a tunnel.' });
  });

  it('are the same in the replay and on the private page', async () => {
    await own.open(own.recorded(1));
    house.noteRefusal = UNAVAILABLE;
    await noteField().fill('Before watching.');
    await button(practicePage.step.watch).click();
    await page.getByRole('tab', { name: practicePage.watching.notes }).click();
    expect(await noteField().inputValue()).toBe('Before watching.');
    await noteField().fill('While watching.');
    await button(practicePage.watching.back).click();
    await expect.poll(() => noteField().inputValue()).toBe('While watching.');
  });
});

itInWholeRuns(
  'axe finds no serious problem on a private page and in its dialogs, and no target is too small',
  async () => {
    await own.open(own.recorded(1), own.recorded(2), unheldAttempt(3, 'open'));
    await own.details();
    await page.locator('[data-question] summary').first().click();
    await expectAccessibleInEveryLook(page);
    expect(await smallTargets(page)).toEqual([]);
    await button(address.email).click();
    await button(manage.delete).click();
    await page.getByRole('alertdialog').waitFor();
    await expectAccessibleInEveryLook(page, LOOKS_ON_DESKTOP);
  },
);
