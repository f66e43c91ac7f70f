import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { practice } from '../../client/texts/practice.ts';
import { practicePage } from '../../client/texts/practicePage.ts';
import { AppError } from '../../shared/errors.ts';
import { PRACTICE_ARCHIVE } from '../../shared/protocol/practiceRoutes.ts';
import { expectAccessibleInEveryLook } from '../support/accessible.ts';
import type { TestBrowser } from '../support/chromium.ts';
import {
  attemptId,
  FIRST_STARTED,
  MadeUpPractice,
  madeUpAttempt,
  madeUpPage,
  PAGE,
  RECEIPT,
  SLUG,
  unheldAttempt,
} from '../support/madeUpPractice.ts';
import { madeUpReview } from '../support/madeUpReview.ts';
import { leavePage, takePage } from '../support/pagePool.ts';
import { ReviewServer } from '../support/reviewServer.ts';
import { addStills, type StillFiles } from '../support/reviewStage.ts';
import { sharedBrowser } from '../support/shared.ts';
import { smallTargets } from '../support/smallTargets.ts';

const { actions, address, compare, deleting, manage, note, questions, receipt, statuses } = practicePage;
const UNAVAILABLE = AppError.unavailable('The server does not answer right now.');
const MINUTE_MS = 60_000;

let server: ReviewServer;
let browser: TestBrowser;
let files: StillFiles;
let house: MadeUpPractice;
let page: Page;

beforeAll(async () => {
  server = await ReviewServer.start();
  browser = await sharedBrowser();
  files = await addStills(server, 2);
});
afterAll(() => server?.[Symbol.asyncDispose]());
beforeEach(async () => {
  house = new MadeUpPractice().serve(server);
  page = await takePage(browser);
});
afterEach(() => leavePage(page));

const open = async (...attempts: Parameters<typeof madeUpPage>[0]) => {
  house.page = madeUpPage(attempts);
  await page.goto(`${server.url}/practice#${PAGE}`);
  await heading(practicePage.title).waitFor();
};
const heading = (name: string) => page.getByRole('heading', { name, exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const attempts = () => page.getByRole('article');
const askNow = () => page.evaluate(() => window.dispatchEvent(new Event('online')));
const saving = (state: string) => page.locator(`[data-saving="${state}"]`);
const noteField = () => page.getByPlaceholder(note.placeholder).first();

/** A recording of two minutes with two answers. */
const recorded = (number: number) => {
  house.reviews.set(attemptId(number), () => ({
    ...madeUpReview({
      durationMs: 2 * MINUTE_MS,
      questions: 2,
      files: { candidate: files.candidate, asker: files.asker },
    }),
    stretches: [{ fromMs: 0, toMs: 2 * MINUTE_MS }],
    interviewId: attemptId(number),
    may: { erase: false, download: true },
  }));
  return madeUpAttempt(number, { daysAgo: 3 * number, questions: 2 });
};

describe('a private page', () => {
  it('shows the attempts in order, each with its status in words', async () => {
    await open(
      unheldAttempt(1, 'running'),
      madeUpAttempt(2, { recording: { state: 'processing', progress: 0.37 } }),
      madeUpAttempt(3, { purpose: 'evaluation', evaluation: 'waiting' }),
      madeUpAttempt(4, { purpose: 'evaluation', evaluation: 'impossible', recording: { state: 'none' } }),
      madeUpAttempt(5, { recording: { state: 'failed' } }),
      madeUpAttempt(6, { recording: { state: 'erased' }, slug: undefined }),
    );
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
    // What is not public any more cannot be practiced again.
    const last = attempts().last();
    expect(await last.getByRole('button', { name: actions.again }).count()).toBe(0);
    await last.getByText(actions.notAgain).waitFor();
  });

  it('becomes watchable by itself', async () => {
    await open(madeUpAttempt(1, { recording: { state: 'processing', progress: 0.9 } }));
    await page.getByRole('progressbar', { name: practicePage.progress }).waitFor();
    house.page = madeUpPage([madeUpAttempt(1)]);
    await button(actions.watch).waitFor();
  });

  it('has each question with a good answer, and what was written', async () => {
    const attempt = madeUpAttempt(1);
    const [first, second] = attempt.questions;
    await open({ ...attempt, questions: [{ ...first, written: '<b>Mine</b>' } as never, second as never] });
    const question = page.locator(`[data-question="${first?.questionId}"]`);
    await question.locator('summary').click();
    await question.getByText('<b>Mine</b>').waitFor();
    await question.getByText(first?.modelAnswer.split('\n')[0] ?? '?').waitFor();
    await question.getByText(first?.strong[0] ?? '?').waitFor();
    await question.getByText(first?.weak[0] ?? '?').waitFor();
    await page.getByText(questions.takes(2) ?? '?').waitFor();
  });

  it('offers how one spoke as facts', async () => {
    await open(madeUpAttempt(1));
    await page.getByText(practicePage.delivery.about).waitFor();
    await page.getByText('6 min 52 s').waitFor();
  });

  it('goes on with what was begun, in this tab', async () => {
    await open(unheldAttempt(1, 'running'));
    await button(actions.resume).click();
    await page.locator('[data-in-line]').waitFor();
    expect(house.placesAsked[0]).toBe(attemptId(1));
  });

  it('asks for the same questions again, on the same page', async () => {
    const attempt = madeUpAttempt(1);
    await open(attempt);
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
    expect(page.url()).toBe(`${server.url}/practice#${PAGE}`);
    expect(house.placesAsked.every(asked => asked === attemptId(FIRST_STARTED))).toBe(true);
  });

  it('says why it cannot be practiced again', async () => {
    house.refusal = new AppError('rate-limited', 'You have practiced 20 times on this page today.');
    await open(madeUpAttempt(1));
    await button(actions.again).click();
    await page.getByRole('alert').getByText('20 times').waitFor();
  });

  it('without attempts leads to the roles', async () => {
    await open();
    await heading(practicePage.empty.title).waitFor();
    expect(await page.getByRole('link', { name: practice.roles }).getAttribute('href')).toBe('/roles');
  });

  it('says that it could not be opened, until it can', async () => {
    house.page = new AppError('internal', 'Refused, as the test wants it.');
    await page.goto(`${server.url}/practice#${PAGE}`);
    await page.getByText(practicePage.failed).waitFor();
    house.page = madeUpPage([madeUpAttempt(1)]);
    await button('Try again').click();
    await button(actions.watch).waitFor();
  });

  it('stays while the server cannot be reached, and says so', async () => {
    await open(madeUpAttempt(1));
    const before = house.page;
    house.page = UNAVAILABLE;
    await askNow();
    await page.getByText(practicePage.cutOff).waitFor();
    await button(actions.watch).waitFor();
    house.page = before;
    await askNow();
    await page.getByText(practicePage.cutOff).waitFor({ state: 'detached' });
  });
});

describe('the address', () => {
  it('is copied whole', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await open(madeUpAttempt(1));
    await button(address.copy).click();
    await button('Copied').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(`${server.url}/practice#${PAGE}`);
  });

  it('is sent by e-mail, and the page says what became of that', async () => {
    await open(madeUpAttempt(1));
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
  });

  it('is not offered to be sent where no mail can be', async () => {
    await open(madeUpAttempt(1));
    await button(address.email).waitFor();
    house.page = madeUpPage([madeUpAttempt(1)], { sendsMail: false });
    await askNow();
    await button(address.email).waitFor({ state: 'detached' });
  });
});

describe('own notes', () => {
  it('are saved as they are typed, and say so', async () => {
    await open(madeUpAttempt(1));
    await noteField().pressSequentially('Say the numbers.');
    await expect.poll(() => house.notes.at(-1)?.note).toBe('Say the numbers.');
    await saving('saved').filter({ hasText: note.states.saved }).waitFor();
  });

  it('lose nothing while the server is away, nor in a reload meanwhile', async () => {
    await open(madeUpAttempt(1));
    house.noteRefusal = UNAVAILABLE;
    await noteField().fill('Typed in a tunnel.');
    await saving('kept').waitFor();
    await page.reload();
    await expect.poll(() => noteField().inputValue()).toBe('Typed in a tunnel.');
    house.noteRefusal = undefined;
    await askNow();
    await saving('saved').waitFor();
    expect(house.notes.at(-1)).toEqual({ interviewId: attemptId(1), note: 'Typed in a tunnel.' });
  });

  it('go along into the replay and back', async () => {
    await open(recorded(1));
    house.noteRefusal = UNAVAILABLE;
    await noteField().fill('Before watching.');
    await button(actions.watch).click();
    await page.getByRole('tab', { name: practicePage.watching.notes }).click();
    expect(await noteField().inputValue()).toBe('Before watching.');
    await noteField().fill('While watching.');
    await button(practicePage.watching.back).click();
    await expect.poll(() => noteField().inputValue()).toBe('While watching.');
  });
});

describe('everything that is theirs', () => {
  it('is downloaded by a form that posts the key', async () => {
    await open(madeUpAttempt(1));
    const posted = page.waitForRequest(request => request.url() === server.url + PRACTICE_ARCHIVE);
    await button(manage.download).click();
    const request = await posted;
    expect(request.method()).toBe('POST');
    expect(request.postData()).toBe(`page=${PAGE}`);
  });

  it('is deleted attempt by attempt, after a question that says what cannot be undone', async () => {
    await open(madeUpAttempt(1), madeUpAttempt(2));
    const remove = attempts()
      .first()
      .getByRole('button', { name: /^Delete: Backend Developer, / });
    await remove.click();
    const dialog = page.getByRole('alertdialog', { name: deleting.attempt });
    await dialog.getByText('They can’t be brought back.').waitFor();
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

  it('is deleted as a whole: the key opens nothing any more, and the receipt stays', async () => {
    await open(madeUpAttempt(1), madeUpAttempt(2));
    await button(manage.delete).click();
    const dialog = page.getByRole('alertdialog', { name: deleting.page });
    await dialog.getByText(deleting.pageBody(2)).waitFor();
    const confirm = dialog.getByRole('button', { name: deleting.pageConfirm });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByRole('checkbox', { name: deleting.pageKnown }).click();
    await confirm.click();
    await heading(receipt.title).waitFor();
    await page.getByText(receipt.going).waitFor();
    await page.getByText(RECEIPT).waitFor();
    expect(page.url()).toBe(`${server.url}/practice?receipt=${RECEIPT}`);
    house.completedAt = Date.now();
    await page.getByText(/^All of it has been removed, today/).waitFor();
    await page.goto(`${server.url}/practice#${PAGE}`);
    await heading(practice.gone.title).waitFor();
  });

  it('stays where the server refuses, and the question says why', async () => {
    await open(madeUpAttempt(1));
    await button(manage.delete).click();
    house.page = UNAVAILABLE;
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('checkbox').click();
    await dialog.getByRole('button', { name: deleting.pageConfirm }).click();
    await dialog.getByText(UNAVAILABLE.message).waitFor();
  });

  it('has no receipt by a wrong number', async () => {
    await page.goto(`${server.url}/practice?receipt=nonsense`);
    await heading(receipt.unknown).waitFor();
  });
});

describe('a recording', () => {
  it('plays from one’s own answer, with the good one beside it and nothing of raters or the console', async () => {
    const attempt = recorded(1);
    const second = attempt.questions[1];
    await open(attempt);
    const question = page.locator(`[data-question="${second?.questionId}"]`);
    await question.locator('summary').click();
    await question.getByRole('button', { name: questions.watch }).click();
    await page.locator('[data-review]').waitFor();
    await page
      .locator('[data-side]')
      .getByText(second?.modelAnswer.split('\n')[0] ?? '?')
      .waitFor();
    expect(await page.getByRole('tab').allTextContents()).toEqual([
      'Transcript',
      'Answers',
      'Notes',
      'Facts',
    ]);
    expect(await page.getByRole('button', { name: 'Copy link' }).count()).toBe(0);
    await button('Play').click();
    await page.locator('[data-status="playing"]').waitFor();
    // Back is where one came from.
    await page.goBack();
    await heading(practicePage.title).waitFor();
  });

  it('that is gone meanwhile says so, with the way back', async () => {
    house.page = madeUpPage([madeUpAttempt(2)]);
    await page.goto(`${server.url}/practice?watch=${attemptId(1)}#${PAGE}`);
    await page.getByText(practicePage.watching.gone).waitFor();
    await button(practicePage.watching.back).click();
    await heading(practicePage.title).waitFor();
  });
});

describe('then and now', () => {
  const side = (name: 'earlier' | 'later') => page.locator(`[data-side-of-two="${name}"]`);
  const clocks = () => page.locator('[data-compare] [data-clock]').allTextContents();
  const openBoth = async () => {
    const [newer, older] = [recorded(1), recorded(2)];
    await open(newer, older);
    const question = page.locator(`[data-question="${newer.questions[1]?.questionId}"]`);
    await question.locator('summary').click();
    await question.getByRole('button', { name: questions.compare(2) }).click();
    await expect.poll(async () => (await clocks()).length).toBe(2);
  };
  /** Whether each side’s pictures move. */
  const plays = (name: 'earlier' | 'later') =>
    side(name)
      .locator('video')
      .first()
      .evaluate(video => !(video as HTMLVideoElement).paused);

  it('shows the older answer beside the newer one, each with its date and at its answer', async () => {
    await openBoth();
    await side('earlier').getByText(compare.earlier, { exact: true }).waitFor();
    await side('later').getByText(compare.later, { exact: true }).waitFor();
    expect(await clocks()).toEqual([expect.stringMatching(/^0:00 \/ /), expect.stringMatching(/^0:00 \/ /)]);
    expect(await side('earlier').getAttribute('aria-label')).not.toBe(
      await side('later').getAttribute('aria-label'),
    );
  });

  it('plays both one after the other, and each alone, with the keyboard', async () => {
    await openBoth();
    await page.locator('[data-compare]').focus();
    await page.keyboard.press('b');
    await expect.poll(() => plays('earlier')).toBe(true);
    expect(await plays('later')).toBe(false);
    // To the end of the first answer.
    await side('earlier').getByRole('slider').press('End');
    await expect.poll(() => plays('later')).toBe(true);
    expect(await plays('earlier')).toBe(false);
    await page.locator('[data-compare]').focus();
    await page.keyboard.press('1');
    await expect.poll(() => plays('earlier')).toBe(true);
    expect(await plays('later')).toBe(false);
    await page.keyboard.press('l');
    expect(await page.getByLabel(compare.speed).inputValue()).toBe('1.25');
    await page.keyboard.press(' ');
    await expect.poll(() => plays('earlier')).toBe(false);
  });

  it('stands below each other on a phone, with the controls in sight', async () => {
    await openBoth();
    await page.setViewportSize({ width: 390, height: 844 });
    const [upper, lower] = await Promise.all([side('earlier').boundingBox(), side('later').boundingBox()]);
    expect(lower?.y ?? 0).toBeGreaterThan((upper?.y ?? 0) + (upper?.height ?? 0) - 1);
    const bar = await button(compare.both).boundingBox();
    expect((bar?.y ?? 0) + (bar?.height ?? 0)).toBeLessThanOrEqual(844);
  });

  it('says so where there are no two answers', async () => {
    house.page = madeUpPage([recorded(1)]);
    const [first] = madeUpAttempt(1).questions;
    await page.goto(`${server.url}/practice?compare=${first?.questionId}#${PAGE}`);
    await heading(compare.none).waitFor();
  });
});

describe('however it is looked at', () => {
  const look = async () => {
    await expectAccessibleInEveryLook(page);
    expect(await smallTargets(page)).toEqual([]);
  };

  it('axe finds nothing on the private page, in its dialogs and in the comparison', async () => {
    await open(recorded(1), recorded(2), unheldAttempt(3, 'open'));
    await page.locator('[data-question] summary').first().click();
    await look();
    await button(address.email).click();
    await button(manage.delete).click();
    await page.getByRole('alertdialog').waitFor();
    await expectAccessibleInEveryLook(page);
    await page.keyboard.press('Escape');
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await page
      .locator('[data-question]')
      .getByRole('button', { name: questions.compare(2) })
      .first()
      .click();
    await page.locator('[data-compare] [data-clock]').nth(1).waitFor();
    await look();
  });
});
