import type { Page } from 'playwright-core';
import { practice } from '../../client/texts/practice.ts';
import { practicePage } from '../../client/texts/practicePage.ts';
import { practiceRoom } from '../../client/texts/practiceRoom.ts';
import { AppError } from '../../shared/errors.ts';
import type { AttemptQuestion, PracticeAttempt } from '../../shared/protocol/practiceRoutes.ts';
import type { RecruiterButton } from '../../shared/recruiter/recruiterView.ts';
import { NO_ACCOMMODATIONS } from '../../shared/recruiter/settings.ts';
import type { TestBrowser } from '../support/chromium.ts';
import {
  attemptId,
  MadeUpPractice,
  madeUpAttempt,
  madeUpOffer,
  madeUpPage,
  PAGE,
  RECEIPT,
  unheldAttempt,
} from '../support/madeUpPractice.ts';
import { madeUpReview } from '../support/madeUpReview.ts';
import { QUESTION, RecruiterScreen, show, viewWith } from '../support/recruiterScreen.ts';
import { ReviewServer } from '../support/reviewServer.ts';
import { addStills } from '../support/reviewStage.ts';

type Take = (page: Page, name: string) => Promise<void>;

const MINUTE_MS = 60_000;

/** Takes pictures of practice outside the room: choosing, waiting, and the private page. */
export async function takePractice(browser: TestBrowser, take: Take): Promise<void> {
  await using server = await ReviewServer.start();
  const house = new MadeUpPractice().serve(server);
  const page = await browser.newPage();
  const open = async (address: string) => {
    await page.goto('about:blank');
    await page.goto(server.url + address);
    await page.locator('main h1, main [role="alert"]').first().waitFor();
    await page.mouse.move(0, 0);
  };
  await takeStart(house, page, open, take);
  await takeWaiting(house, page, open, take);
  await takePage(house, page, open, take);
  await takeReplays(server, house, page, open, take);
  await page.context().close();
  await takeRoom(browser, take);
}

type Open = (address: string) => Promise<void>;

async function takeStart(house: MadeUpPractice, page: Page, open: Open, take: Take): Promise<void> {
  const address = '/practice?role=backend-developer';
  await open(address);
  await take(page, 'practice-start');
  const { questions } = madeUpOffer();
  await open(`${address}&question=${questions[1]?.questionId}`);
  await take(page, 'practice-start-question');
  house.offer = madeUpOffer({ sendsMail: false, retentionDays: undefined });
  await open(address);
  await page.getByRole('radio', { name: practice.start.purposes.evaluation.label }).click();
  await page.getByLabel(practice.start.name).fill('x'.repeat(300));
  await page.getByRole('button', { name: practice.start.begin }).click();
  await take(page, 'practice-start-wrong');
  house.offer = madeUpOffer();
  house.refusal = new AppError('rate-limited', 'practice-limit-browser', {
    values: { waitMs: 5 * 3_600_000 },
  });
  await open(address);
  await page.getByRole('button', { name: practice.start.begin }).click();
  await page.getByText(practice.start.failed).waitFor();
  await take(page, 'practice-start-refused');
  house.refusal = undefined;
  await open(`${address}#${PAGE}`);
  await take(page, 'practice-start-same-page');
  house.offer = AppError.unavailable('practice-off');
  await open(address);
  await take(page, 'practice-start-off');
  house.offer = AppError.notFound('role', 'backend-developer');
  await open(address);
  await take(page, 'practice-start-unknown');
  await open('/practice');
  await take(page, 'practice-no-role');
  house.offer = madeUpOffer();
}

async function takeWaiting(house: MadeUpPractice, page: Page, open: Open, take: Take): Promise<void> {
  const begin = async () => {
    await page.evaluate(() => sessionStorage.clear());
    await open('/practice?role=backend-developer');
    await page.getByRole('button', { name: practice.start.begin }).click();
  };
  house.place = { state: 'waiting', ahead: 2, minutes: 4 };
  await begin();
  await page.locator('[data-in-line]').waitFor();
  await take(page, 'practice-in-line');
  house.place = { state: 'expired' };
  await begin();
  await page.getByRole('heading', { name: practice.expired.title }).waitFor();
  await take(page, 'practice-expired');
  await page.evaluate(() => sessionStorage.clear());
}

async function takePage(house: MadeUpPractice, page: Page, open: Open, take: Take): Promise<void> {
  const address = `/practice#${PAGE}`;
  const shot = async (
    name: string,
    attempts: PracticeAttempt[],
    changes: Parameters<typeof madeUpPage>[1] = {},
  ) => {
    house.page = madeUpPage(attempts, changes);
    await open(address);
    await take(page, `practice-page-${name}`);
  };
  const written = { note: 'Begin with the numbers. Say what I measured before I say what I changed.' };
  const some = [
    madeUpAttempt(1, written),
    madeUpAttempt(2, { daysAgo: 3, purpose: 'evaluation', evaluation: 'waiting', length: 'full' }),
    madeUpAttempt(3, {
      daysAgo: 9,
      recording: { state: 'none' },
      purpose: 'evaluation',
      evaluation: 'impossible',
    }),
  ];
  await shot('whole', some, { name: 'Ada', email: { address: 'ada@example.org', state: 'sent' } });
  await page.locator('[data-details] > summary').first().click();
  await page.locator('[data-question] summary').first().click();
  await take(page, 'practice-page-question');
  await page.getByRole('button', { name: practicePage.manage.delete }).click();
  await page.getByRole('alertdialog').waitFor();
  await take(page, 'practice-page-deleting');
  const [asked] = madeUpAttempt(1).questions;
  const one = (number: number, changes: Partial<AttemptQuestion>, daysAgo = 0) =>
    madeUpAttempt(number, {
      daysAgo,
      length: 'question',
      questions: [{ ...(asked as AttemptQuestion), ...changes }],
    });
  await shot('one-answer', [one(1, { answerMs: 24_000, firstWordMs: 2_100 })]);
  await shot('again', [
    one(1, {
      answerMs: 71_000,
      firstWordMs: 1_400,
      followUp: 'With ten times the traffic, what fails first?',
    }),
    one(2, { answerMs: 38_000, firstWordMs: 2_000, best: true }, 2),
    one(3, { answerMs: 24_000, firstWordMs: 6_100 }, 5),
  ]);
  await shot('written', [one(1, { written: 'I would take the booking service.', answerMs: undefined })]);
  await shot('written-follow-up', [
    one(1, { answerMs: 24_000, written: 'It held for a week.', wroteFollowUpOnly: true }),
  ]);
  await shot('unheard', [one(1, { takes: 0, answerMs: undefined, unheard: true })]);
  await shot('unrecorded', [
    { ...one(1, { answerMs: undefined }), recording: { state: 'none' }, delivery: undefined },
  ]);
  await shot('report', [
    madeUpAttempt(1, {
      purpose: 'evaluation',
      evaluation: 'ready',
      report: { unread: true, publishedAt: Date.now() },
    }),
  ]);
  await shot('making-ready', [
    madeUpAttempt(1, {
      recording: { state: 'processing', progress: 0.37 },
      questions: 1,
      length: 'question',
    }),
  ]);
  await page.getByRole('button', { name: practicePage.address.email }).click();
  await take(page, 'practice-page-mailing');
  await shot(
    'running',
    [unheldAttempt(1, 'running'), unheldAttempt(2, 'expired'), unheldAttempt(3, 'open')],
    {
      sendsMail: false,
    },
  );
  await shot(
    'trouble',
    [
      madeUpAttempt(1, { recording: { state: 'failed' } }),
      madeUpAttempt(2, { slug: undefined, recording: { state: 'erased' } }),
    ],
    { email: { address: 'ada@exampel.org', state: 'bounced' } },
  );
  await shot('empty', []);
  house.page = madeUpPage(some);
  await open(address);
  await page
    .getByRole('button', { name: /^Delete: / })
    .first()
    .click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: practicePage.deleting.attemptConfirm })
    .click();
  await page.locator('[data-receipt]').waitFor();
  await take(page, 'practice-page-attempt-deleted');
  house.page = AppError.unavailable();
  await open(address);
  await take(page, 'practice-page-unreachable');
  house.page = AppError.linkInvalid();
  await open(address);
  await take(page, 'practice-page-gone');
  await open(`/practice?receipt=${RECEIPT}`);
  await take(page, 'practice-receipt');
}

async function takeReplays(
  server: ReviewServer,
  house: MadeUpPractice,
  page: Page,
  open: Open,
  take: Take,
): Promise<void> {
  const files = await addStills(server, 12);
  const review = (number: number, composed: boolean) => ({
    ...madeUpReview({
      durationMs: 11 * MINUTE_MS,
      questions: 3,
      files: { candidate: files.candidate, asker: files.asker },
      ...(composed && { composed: files.composed }),
    }),
    interviewId: attemptId(number),
    title: 'Backend Developer',
    may: { erase: false, download: true },
  });
  house.reviews.set(attemptId(1), () => review(1, false));
  house.reviews.set(attemptId(2), () => review(2, false));
  const attempts = [madeUpAttempt(1), madeUpAttempt(2, { daysAgo: 6 })];
  house.page = madeUpPage(attempts);
  const asked = attempts[0]?.questions[0]?.questionId;
  await open(`/practice?watch=${attemptId(1)}&q=${asked}#${PAGE}`);
  await page.locator('[data-review]').waitFor();
  await take(page, 'practice-watch');
  await page.locator('[data-tab="notes"]').click();
  await take(page, 'practice-watch-notes');
  await open(`/practice?compare=${asked}#${PAGE}`);
  await page.locator('[data-side-of-two] [data-clock]').nth(1).waitFor();
  await take(page, 'practice-then-and-now');
  house.reviews.set(attemptId(1), () => review(1, true));
  house.reviews.set(attemptId(2), () => review(2, true));
  house.reviews.set(attemptId(3), () => review(3, true));
  const [middle] = attempts.slice(1);
  const marked = middle && {
    ...middle,
    questions: middle.questions.map(question => ({ ...question, best: true })),
  };
  house.page = madeUpPage([
    ...attempts.slice(0, 1),
    ...(marked ? [marked] : []),
    madeUpAttempt(3, { daysAgo: 12 }),
  ]);
  await open(`/practice?compare=${asked}#${PAGE}`);
  await page.locator('[data-side-of-two] [data-clock]').nth(1).waitFor();
  await take(page, 'practice-then-and-now-combined');
}

/** Takes pictures of pre-join and the room in practice, from sample views. */
async function takeRoom(browser: TestBrowser, take: Take): Promise<void> {
  await using screen = await RecruiterScreen.start();
  const page = await screen.open(browser);
  const view = (question: boolean, buttons: RecruiterButton[] = []) =>
    viewWith(
      {
        accommodations: { ...NO_ACCOMMODATIONS, textAnswers: true },
        buttons,
        ...(question && { question: QUESTION, retriesLeft: 2 }),
      },
      { practice: { length: 'short', purpose: 'self' }, watching: 0 },
    );
  const answering = view(true, ['finished', 'repeat', 'moment', 'skip', 'retry']);
  const waiting = view(false);
  for (const seat of Object.values(waiting.seats)) seat.presence = 'preparing';
  await show(page, { screen: 'prejoin', view: waiting });
  await take(page, 'practice-prejoin');
  for (const seat of Object.values(answering.seats)) seat.presence = 'left';
  await show(page, { screen: 'prejoin', view: answering });
  await take(page, 'practice-prejoin-again');
  for (const seat of Object.values(answering.seats)) seat.presence = 'inside';
  await show(page, { screen: 'room', view: answering });
  await page.getByRole('button', { name: practiceRoom.write.full }).waitFor();
  await take(page, 'practice-room');
  await page.getByRole('button', { name: practiceRoom.write.full }).click();
  await take(page, 'practice-room-writing');
  await show(page, { screen: 'room', view: answering, own: 'off' });
  await page.getByRole('textbox').waitFor();
  await take(page, 'practice-room-without-microphone');
  const { question: _asked, ...closing } = view(false, ['finish', 'retry']).recruiter ?? {};
  await show(page, {
    screen: 'room',
    view: { ...answering, recruiter: { ...closing, turn: 'speaking', closing: true } as never },
  });
  await page.getByText(practiceRoom.finish).waitFor();
  await take(page, 'practice-room-closing');
  await page.context().close();
}
