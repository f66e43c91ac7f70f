import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fallbackTexts } from '../../client/texts/errors.ts';
import { practice } from '../../client/texts/practice.ts';
import { practicePage } from '../../client/texts/practicePage.ts';
import { AppError } from '../../shared/errors.ts';
import {
  type AttemptQuestion,
  PRACTICE_ARCHIVE,
  type PracticeAttempt,
} from '../../shared/protocol/practiceRoutes.ts';
import { REMEMBERED_PRACTICE, REMEMBERS_NO_PRACTICE } from '../../shared/site/rememberedPractice.ts';
import { expectAccessibleInEveryLook } from '../support/accessible.ts';
import { itInWholeRuns } from '../support/longTests.ts';
import { LOOKS_ON_DESKTOP } from '../support/looks.ts';
import {
  attemptId,
  FIRST_STARTED,
  type MadeUpPractice,
  madeUpAttempt,
  madeUpOffer,
  madeUpPage,
  PAGE,
  RECEIPT,
  SLUG,
  unheldAttempt,
} from '../support/madeUpPractice.ts';
import { leavePage } from '../support/pagePool.ts';
import { pdfTexts } from '../support/poppler.ts';
import { printedFromMenu } from '../support/printedFromMenu.ts';
import { PrivatePage } from '../support/privatePage.ts';
import { smallTargets } from '../support/smallTargets.ts';

const { actions, address, deleting, manage, note, questions, receipt, statuses } = practicePage;
const UNAVAILABLE = AppError.unavailable();

let own: PrivatePage;
let house: MadeUpPractice;
let page: Page;

beforeAll(async () => {
  own = await PrivatePage.create();
});
afterAll(() => own?.[Symbol.asyncDispose]());
beforeEach(async () => {
  ({ house, page } = await own.visit());
});
afterEach(() => leavePage(page));

const heading = (name: string) => page.getByRole('heading', { name, exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const attempts = () => page.getByRole('article');
const askNow = () => page.evaluate(() => window.dispatchEvent(new Event('online')));
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
    await page.getByRole('heading', { level: 1, name: '2 answers, 6 min 52 sec' }).waitFor();
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

  it('says that it didn’t open until it does, and stays open while the server is unreachable', async () => {
    house.page = new AppError('internal');
    await page.goto(own.address);
    await page.getByText(practicePage.failed).waitFor();
    const before = madeUpPage([madeUpAttempt(1)]);
    house.page = before;
    // The page also asks again automatically, which removes the button.
    await Promise.race([button('Try again').click(), button(practicePage.step.watch).waitFor()]);
    await button(practicePage.step.watch).waitFor();
    house.page = UNAVAILABLE;
    await askNow();
    await page.getByText(practicePage.cutOff).waitFor();
    await button(practicePage.step.watch).waitFor();
    house.page = before;
    await askNow();
    await page.getByText(practicePage.cutOff).waitFor({ state: 'detached' });
  });
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
    await page.getByRole('heading', { level: 1, name: 'Your answer took 24 seconds' }).waitFor();
    await page.locator('[data-own-answer]').getByText(text).waitFor();
    await step().getByText('You have up to 3 min.').waitFor();
    const top = (await button(practicePage.step.again).boundingBox())?.y ?? 0;
    expect(top).toBeLessThan((await heading(address.title).boundingBox())?.y ?? 0);
    // The start page begins immediately, and adds the attempt to this page.
    await button(practicePage.step.again).click();
    await expect
      .poll(() => house.started.map(({ params }) => params))
      .toMatchObject([{ slug: SLUG, length: 'question', questionId, page: PAGE }]);
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
    ['without speech', {}, { answerMs: undefined }, practicePage.headline.silent],
  ])('that is %s claims nothing about a length', async (_name, changes, question, title) => {
    await own.open({ ...oneAnswer(1, question), ...changes });
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await step().waitFor();
    expect(await page.locator('[data-own-answer]').textContent()).not.toMatch(/You spoke|First word/);
  });

  it.each([
    [true, practicePage.headline.spokeThenWrote, practicePage.questions.spokenThenWritten],
    [false, practicePage.headline.spokeAndWrote, practicePage.questions.spokenAndWritten],
  ])('says how long it was spoken and that the rest was written (a follow-up: %s)', async (...row) => {
    const [wroteFollowUpOnly, title, line] = row;
    const attempt = oneAnswer(1, { answerMs: 24_000, written: 'It held.', wroteFollowUpOnly });
    await own.open(attempt);
    await page.getByRole('heading', { level: 1, name: title(24_000), exact: true }).waitFor();
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

  it('is compared with the first one, and followed by the questions that are left', async () => {
    const [now, then] = [
      oneAnswer(1, { answerMs: 61_000, firstWordMs: 1_000 }),
      oneAnswer(2, { answerMs: 24_000, firstWordMs: 4_000 }, 3),
    ];
    await own.open(now, then);
    const arc = page.locator('[data-arc]');
    await arc.getByText(practicePage.arc.covered(1, 4)).waitFor();
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

describe('the address of a private page', () => {
  it('is copied in full, and is not offered by email when there is no mail', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await own.open(madeUpAttempt(1));
    // The text is there for only two seconds, so start waiting before the press.
    const said = button('Copied').waitFor();
    await button(address.copy).click();
    await said;
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(own.address);
    await button(address.email).waitFor();
    house.page = madeUpPage([madeUpAttempt(1)], { sendsMail: false });
    await askNow();
    await button(address.email).waitFor({ state: 'detached' });
    const program = page.getByRole('link', { name: address.mailProgram });
    expect(await program.getAttribute('href')).toContain(encodeURIComponent(own.address));
  });

  it('is given to the share sheet of a device that has one, next to the other ways', async () => {
    await own.open();
    await page.evaluate(() => {
      const share = async (shared: ShareData) => {
        document.title = shared.url ?? '';
      };
      Object.defineProperty(navigator, 'share', { value: share, configurable: true });
    });
    // Another state of the page shows the button.
    house.page = madeUpPage([madeUpAttempt(1)]);
    await askNow();
    await button(address.share).click();
    await expect.poll(() => page.title()).toBe(own.address);
    for (const way of [address.copy, address.email]) await button(way).waitFor();
  });

  it('is remembered in this browser for the home page, unless that is switched off', async () => {
    const remembered = () => page.evaluate(name => localStorage.getItem(name), REMEMBERED_PRACTICE);
    await own.open(madeUpAttempt(1));
    await expect.poll(remembered).toContain(PAGE);
    expect(await remembered()).toContain('"progress":"');
    const choice = page.getByRole('switch', { name: address.remember });
    await choice.click();
    expect(await remembered()).toBe(REMEMBERS_NO_PRACTICE);
    await page.reload();
    expect(await choice.getAttribute('aria-checked')).toBe('false');
    expect(await remembered()).toBe(REMEMBERS_NO_PRACTICE);
    await choice.click();
    expect(await remembered()).toContain(PAGE);
    // A page that is gone is forgotten.
    house.page = AppError.linkInvalid();
    await askNow();
    await heading(practice.gone.title).waitFor();
    expect(await remembered()).toBeNull();
  });

  it('is sent by email, and the page shows the delivery result', async () => {
    await own.open(madeUpAttempt(1));
    await button(address.email).click();
    const field = page.getByLabel(address.emailLabel);
    await field.fill('ada@example');
    await button(address.send).click();
    await page.locator('[aria-invalid="true"]').waitFor();
    await field.fill('ada@example.org');
    await button(address.send).click();
    await page.getByText(address.mails.sent('ada@example.org')).waitFor();
    expect(house.mailed).toEqual(['ada@example.org']);
    const email = { address: 'ada@example.org', state: 'bounced' as const };
    house.page = madeUpPage([madeUpAttempt(1)], { email });
    await askNow();
    await page.getByText(address.mails.bounced('ada@example.org')).waitFor();
    house.page = madeUpPage([madeUpAttempt(1)], {
      email: { address: 'ada@example.org', state: 'limited' },
    });
    await askNow();
    await page.getByText(address.mails.limited('ada@example.org')).waitFor();
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

describe('the data of a private page', () => {
  it('shows when the page will be deleted without a visit, or nothing when it is stored forever', async () => {
    await own.open(madeUpAttempt(1));
    await button(manage.download).waitFor();
    expect(await page.locator('[data-expires]').count()).toBe(0);
    const expiresAt = Date.now() + 30 * 86_400_000;
    house.page = madeUpPage([madeUpAttempt(1)], { expiresAt });
    await askNow();
    await page.locator('[data-expires]').waitFor();
    expect(await page.locator('[data-expires]').textContent()).toMatch(
      /^Deleted .* unless you visit sooner\.$/,
    );
  });

  it('is downloaded by a form that posts the key', async () => {
    await own.open(madeUpAttempt(1));
    const posted = page.waitForRequest(request => request.url() === own.server.url + PRACTICE_ARCHIVE);
    await button(manage.download).click();
    const request = await posted;
    expect(request.method()).toBe('POST');
    expect(request.postData()).toBe(`page=${PAGE}`);
  });

  it('is deleted one attempt at a time, after a question that says what cannot be undone', async () => {
    await own.open(madeUpAttempt(1), madeUpAttempt(2));
    const remove = attempts()
      .first()
      .getByRole('button', { name: /^Delete: Backend Developer, / });
    await remove.click();
    const dialog = page.getByRole('alertdialog', { name: deleting.attempt });
    await dialog.getByText('permanently deletes').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(house.deleted).toEqual([]);
    await remove.click();
    await dialog.getByRole('button', { name: deleting.attemptConfirm }).click();
    await expect.poll(() => attempts().count()).toBe(1);
    expect(house.deleted).toEqual([attemptId(1)]);
    await page.getByText(receipt.attemptGoing).waitFor();
    house.completedAt = Date.now();
    await page.getByText(receipt.attemptDone).waitFor();
  });

  it('is deleted as a whole unless the server refuses: the key no longer opens anything, and the receipt remains', async () => {
    await own.open(madeUpAttempt(1), madeUpAttempt(2));
    await button(manage.delete).click();
    const dialog = page.getByRole('alertdialog', { name: deleting.page });
    await dialog.getByText(deleting.pageBody(2)).waitFor();
    const confirm = dialog.getByRole('button', { name: deleting.pageConfirm });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByRole('checkbox', { name: deleting.pageKnown }).click();
    const before = house.page;
    house.page = UNAVAILABLE;
    await confirm.click();
    await dialog.getByText(fallbackTexts.unavailable).waitFor();
    house.page = before;
    await confirm.click();
    await heading(receipt.title).waitFor();
    await page.getByText(receipt.going).waitFor();
    await page.getByText(RECEIPT).waitFor();
    expect(page.url()).toBe(`${own.server.url}/practice?receipt=${RECEIPT}`);
    house.completedAt = Date.now();
    await page.getByText(/^Everything was deleted today/).waitFor();
    await page.goto(own.address);
    await heading(practice.gone.title).waitFor();
  });

  it('has no receipt for a wrong number', async () => {
    await page.goto(`${own.server.url}/practice?receipt=nonsense`);
    await heading(receipt.unknown).waitFor();
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
