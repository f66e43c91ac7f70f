import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordingTexts } from '../../client/texts/recordingList.ts';
import { reviewTexts } from '../../client/texts/review.ts';
import { AppError } from '../../shared/errors.ts';
import type { MediaGrant, RecordingJob, Review } from '../../shared/recording/review.ts';
import type { TestBrowser } from '../support/chromium.ts';
import { MADE_UP, madeUpReview, unplayableReview } from '../support/madeUpReview.ts';
import { ReplayPage } from '../support/replayPage.ts';
import { ReviewServer } from '../support/reviewServer.ts';
import { addStills, GRANT, reviewAddress, type StillFiles, serveReview } from '../support/reviewStage.ts';
import { sharedBrowser } from '../support/shared.ts';

const { states, banner, transport } = reviewTexts;
const OTHER_GRANT: MediaGrant['grant'] = 'h'.repeat(22);
const RENEWED_BY_MS = 41_000;

let server: ReviewServer;
let browser: TestBrowser;
let files: StillFiles;
let review: () => Review;
let page: Page;

beforeAll(async () => {
  server = await ReviewServer.start();
  browser = await sharedBrowser();
  files = await addStills(server);
  page = await browser.newPage();
});
afterAll(async () => {
  await page?.context().close();
  await server?.[Symbol.asyncDispose]();
});
beforeEach(() => {
  review = () => whole();
  server.grants = undefined;
  serveReview(server, () => review());
});

const whole = () => madeUpReview({ files, raters: ['lead', 'evaluator', 'second'] });
const about = { recordingId: MADE_UP.recordingId, startedAt: MADE_UP.startedAt };
const finalise = (state: RecordingJob['state'], more: Partial<RecordingJob> = {}): Partial<Review> => ({
  jobs: [{ kind: 'finalise', state, progress: 0.37, ...more }],
});
const opened = () => new ReplayPage(page).load(server);
const heading = (name: string) => page.getByRole('heading', { name }).waitFor();

describe('instead of a recording, the page', () => {
  it.each([
    ['none', states.none],
    ['recording', states.recording],
    ['erased', states.erased],
  ] as const)('says why there is none: %s', async (state, title) => {
    review = () => unplayableReview({ state, ...(state !== 'none' && about) });
    await opened();
    await heading(title);
    expect(await page.locator('video').count()).toBe(0);
    const toInterview = page.locator(`main a[href="/console/interviews/${MADE_UP.interviewId}"]`);
    expect(await toInterview.allInnerTexts()).toEqual([reviewTexts.back]);
  });

  it('shows its progress, and opens the recording automatically once it can be played', async () => {
    review = () => unplayableReview({ state: 'processing', ...about, ...finalise('running') });
    const own = await browser.newPage();
    await own.clock.install();
    await own.goto(reviewAddress(server));
    await own.getByRole('heading', { name: states.processing }).waitFor();
    const progress = own.getByRole('progressbar', { name: reviewTexts.jobs.finalise.running });
    expect(await progress.getAttribute('aria-valuetext')).toBe(reviewTexts.job.percent(0.37));
    review = () => whole();
    await own.clock.fastForward(4_000);
    await new ReplayPage(own).ready();
    await own.context().close();
  });

  it('says that it isn’t ready while processing is retried, without a technical reason', async () => {
    const reason = 'Waiting for a media server that holds a part of the recording.';
    review = () => unplayableReview({ state: 'processing', ...about, ...finalise('retrying', { reason }) });
    await opened();
    await heading(states.delayed);
    expect(await page.getByText(reason).count()).toBe(0);
    expect(await page.getByText(states.processing).count()).toBe(0);
  });

  it('says that processing failed and why, and a person with permission retries it', async () => {
    const reason = 'There is no space left on the disk.';
    review = () => unplayableReview({ state: 'failed', ...about, ...finalise('failed', { reason }) });
    let retried = 0;
    server.answer('recording.retry', () => {
      retried += 1;
      review = () => unplayableReview({ state: 'processing', ...about, ...finalise('waiting') });
      return {};
    });
    await opened();
    await heading(states.broken);
    await page.getByText(reason).waitFor();
    await page.getByRole('button', { name: states.retry }).click();
    await heading(states.processing);
    await page.getByText(reviewTexts.job.waiting).waitFor();
    expect(retried).toBe(1);
  });

  it('has no retry button for a person without permission', async () => {
    serveReview(server, () => review(), 'interviewer');
    review = () => unplayableReview({ state: 'failed', ...about, ...finalise('failed') });
    await opened();
    await heading(states.broken);
    expect(await page.getByRole('button', { name: states.retry }).count()).toBe(0);
  });

  it('says that this viewer may not see it, and shows nothing of it', async () => {
    review = () => {
      throw AppError.notFound('interview', MADE_UP.interviewId);
    };
    await opened();
    await heading(states.gone);
    expect(await page.locator('main').textContent()).not.toContain('Backend developer');
  });

  it('says that it didn’t open until it does', async () => {
    review = () => {
      throw new AppError('internal');
    };
    await opened();
    await page.getByText(states.failed).waitFor();
    review = () => whole();
    await page.getByRole('button', { name: states.retry }).click();
    await new ReplayPage(page).ready();
  });
});

describe('a recording that is being watched', () => {
  it('renews an expiring grant without a break, also far ahead of the loaded part', async () => {
    server.grants = new Set([GRANT]);
    const replay = await ReplayPage.open(browser, server, '#t=60');
    await replay.play();
    server.grants = new Set([OTHER_GRANT]);
    const failed = Promise.withResolvers<void>();
    server
      .answer('review.open', async () => {
        await failed.promise;
        return { review: whole(), grant: { grant: OTHER_GRANT, expiresAt: Date.now() + 120_000 } };
      })
      .answer('review.renew', () => {
        throw AppError.unauthenticated();
      });
    await replay.press('7');
    await replay.page.waitForFunction(() =>
      [...document.querySelectorAll('video')].every(video => video.error),
    );
    await replay.status('loading');
    expect(await replay.button(banner.tryFiles).count()).toBe(0);
    failed.resolve();
    await replay.plays();
    const chapter = whole().chapters.find(({ number }) => number === 7);
    expect(await replay.clock()).toBeGreaterThanOrEqual(Math.floor((chapter?.fromMs ?? 0) / 1_000));
    const fetched = server.fetched.filter(({ grant, status }) => grant === OTHER_GRANT && status === 206);
    expect(fetched.length).toBeGreaterThan(0);
    expect(await replay.page.getByText(states.gone).count()).toBe(0);
    await replay.close();
  });

  it('reports a lost connection, plays what is loaded, and continues after the connection is back', async () => {
    const replay = new ReplayPage(await browser.newPage());
    await replay.page.clock.install();
    await replay.goto(server, '#t=60');
    await replay.play();
    await replay.pause();
    await replay.page.context().setOffline(true);
    await replay.page.clock.fastForward(RENEWED_BY_MS);
    await replay.page.getByText(banner.cutOff).waitFor();
    await replay.play();
    await replay.page.context().setOffline(false);
    await replay.page.getByText(banner.cutOff).waitFor({ state: 'detached' });
    await replay.close();
  });

  it('disappears completely when it is taken away', async () => {
    const replay = await ReplayPage.open(browser, server);
    const gone = () => {
      throw AppError.notFound('interview', MADE_UP.interviewId);
    };
    server.answer('review.open', gone).answer('review.renew', () => {
      throw AppError.unauthenticated();
    });
    await replay.page.evaluate(() => window.dispatchEvent(new Event('online')));
    await replay.page.getByRole('heading', { name: states.gone }).waitFor();
    expect(await replay.page.locator('video').count()).toBe(0);
    await replay.close();
  });

  it('can be deleted after one question, and the page says so', async () => {
    const replay = await ReplayPage.open(browser, server);
    let erased = 0;
    server.answer('recording.erase', ({ interviewId }) => {
      erased += 1;
      review = () => unplayableReview({ state: 'erased', ...about });
      const { recordingId } = MADE_UP;
      const requestedAt = Date.now();
      return {
        receipt: {
          receiptId: 'r1',
          interviewId,
          recordingId,
          requestedAt,
          cause: 'request',
          files: 4,
          bytes: 1,
          lostPlaces: 0,
        },
      };
    });
    const ask = async () => {
      await replay.button(transport.more).click();
      await replay.page.getByRole('menuitem', { name: recordingTexts.erase.button }).click();
    };
    await ask();
    await replay.page.getByRole('alertdialog').getByText(recordingTexts.erase.body).waitFor();
    await replay.page.keyboard.press('Escape');
    await replay.page.getByRole('alertdialog').waitFor({ state: 'detached' });
    expect(erased).toBe(0);
    await ask();
    await replay.button(recordingTexts.erase.confirm).click();
    await replay.page.getByRole('heading', { name: states.erased }).waitFor();
    expect(erased).toBe(1);
    await replay.close();
  });

  it('is offered for deletion or download only to people who may do it', async () => {
    review = () => ({ ...whole(), may: { erase: false, download: false } });
    const replay = await ReplayPage.open(browser, server);
    expect(await replay.button(transport.more).count()).toBe(0);
    await replay.close();
  });
});
