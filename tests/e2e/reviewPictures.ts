import type { Page } from 'playwright-core';
import { recordingTexts } from '../../client/texts/recordingList.ts';
import { reviewTexts } from '../../client/texts/review.ts';
import { AppError } from '../../shared/errors.ts';
import type { RecordingJob, Review } from '../../shared/recording/review.ts';
import type { TestBrowser } from '../support/chromium.ts';
import { raterScene } from '../support/madeUpRater.ts';
import { MADE_UP, madeUpReview, NAMES, unplayableReview } from '../support/madeUpReview.ts';
import { BROKEN_FILE } from '../support/reviewFiles.ts';
import { ReviewServer } from '../support/reviewServer.ts';
import { addStills, reviewAddress, type StillFiles, serveReview } from '../support/reviewStage.ts';

type Take = (page: Page, name: string) => Promise<void>;

const MINUTES = 30;
const MINUTE_MS = 60_000;

/**
 * Takes pictures of the review page: a long interview with everything in it, a short one with nothing, and
 * the messages in place of a recording.
 */
export async function takeReview(browser: TestBrowser, take: Take): Promise<void> {
  await using server = await ReviewServer.start({ withPage: true });
  const files = await addStills(server, MINUTES);
  const page = await browser.newPage();
  await takeReplay(server, page, files, take);
  await takeTrouble(server, page, files, take);
  await takeInstead(server, page, take);
  await takeRater(server, page, files, take);
  await page.context().close();
}

const longReview = (files: StillFiles, changes: Partial<Review> = {}): Review => ({
  ...madeUpReview({
    durationMs: MINUTES * MINUTE_MS,
    questions: 8,
    files,
    raters: ['lead', 'evaluator', 'second'],
  }),
  retainUntil: Date.now() + 60 * 24 * 60 * MINUTE_MS,
  ...changes,
});

async function takeReplay(server: ReviewServer, page: Page, files: StillFiles, take: Take): Promise<void> {
  const shot = async (name: string, moment: string, act: () => Promise<unknown> = async () => {}) => {
    await open(server, page, moment);
    await act();
    await take(page, `review-${name}`);
  };
  const tab = (name: keyof typeof reviewTexts.side.tabs) => page.locator(`[data-tab="${name}"]`).click();
  const { transport } = reviewTexts;

  serveReview(server, () => longReview(files));
  await shot('tracks', '1490');
  await shot('question-asked', '28');
  await shot('shared-screen', '640', () => tab('marks'));
  await shot('candidate-away', '850', () => tab('facts'));
  await shot('not-recorded', '1020');
  await shot('ended', '1800');
  await shot('closer', '1490', async () => {
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('+');
  });
  await shot('keys', '1490', async () => {
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
  });
  await shot('sound', '1490', () => page.getByRole('button', { name: transport.sound, exact: true }).click());
  await shot('speed', '1490', () => page.getByRole('button', { name: transport.speed }).click());
  await shot('more', '1490', () => page.getByRole('button', { name: transport.more }).click());
  await shot('erase', '1490', async () => {
    await page.getByRole('button', { name: transport.more }).click();
    await page.getByRole('menuitem', { name: recordingTexts.erase.button }).click();
    await page.getByRole('alertdialog').waitFor();
  });
  const composed = { fileId: files.composed, contentType: 'video/mp4', bytes: 61_000_000 };
  serveReview(server, () => longReview(files, { composed }));
  await shot('composed', '1490');
}

async function takeTrouble(server: ReviewServer, page: Page, files: StillFiles, take: Take): Promise<void> {
  const shot = async (
    name: string,
    review: Review,
    act: () => Promise<unknown> = async () => {},
    moment = '1490',
  ) => {
    serveReview(server, () => review);
    await open(server, page, moment);
    await act();
    await take(page, `review-${name}`);
  };
  await shot('composing', longReview(files, { jobs: [job('compose', 'running', 0.42)] }));
  await shot(
    'composing-failed',
    longReview(files, {
      jobs: [{ ...job('compose', 'failed', 0.42), reason: 'There is no space left on the disk.' }],
      problems: [{ code: 'truncated' }, { code: 'journal-cut' }],
    }),
  );
  const broken = server.addFile(BROKEN_FILE);
  const review = longReview(files);
  const tracks = review.tracks.map((track, index) => (index === 1 ? { ...track, fileId: broken } : track));
  await shot('broken-file', { ...review, tracks }, () =>
    page.getByText(reviewTexts.stage.broken).first().waitFor(),
  );
  await shot('nothing-known', shortReview(files), undefined, '12');
}

/** Returns forty seconds of two people, without a kit, ratings, or statistics. */
function shortReview(files: StillFiles): Review {
  const durationMs = 40_000;
  const film = { contentType: 'video/webm', bytes: 400_000, hasAudio: true, hasVideo: true };
  const track = { ...film, kind: 'person' as const, gaps: [], speech: [], toMs: durationMs };
  return unplayableReview({
    state: 'ready',
    recordingId: MADE_UP.recordingId,
    startedAt: MADE_UP.startedAt,
    durationMs,
    stretches: [{ fromMs: 0, toMs: durationMs }],
    tracks: [
      { ...track, fileId: files.candidate, role: 'candidate', name: NAMES.candidate, fromMs: 0 },
      { ...track, fileId: files.asker, role: 'interviewer', name: NAMES.lead, fromMs: 2_500 },
    ],
  });
}

async function takeInstead(server: ReviewServer, page: Page, take: Take): Promise<void> {
  const shot = async (name: string, review: () => Review) => {
    serveReview(server, review);
    await page.goto('about:blank');
    await page.goto(reviewAddress(server));
    await page.getByRole('main').locator('h2, h1').first().waitFor();
    await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
    await take(page, `review-${name}`);
  };
  const about = { recordingId: MADE_UP.recordingId, startedAt: MADE_UP.startedAt };
  const finalise = (state: RecordingJob['state'], more: Partial<RecordingJob> = {}): Partial<Review> => ({
    jobs: [{ ...job('finalise', state, 0.37), ...more }],
  });
  await shot('none', () => unplayableReview({ state: 'none' }));
  await shot('still-recording', () => unplayableReview({ state: 'recording', ...about }));
  await shot('processing', () => unplayableReview({ state: 'processing', ...about, ...finalise('running') }));
  await shot('retrying', () =>
    unplayableReview({
      state: 'processing',
      ...about,
      ...finalise('retrying', {
        reason: 'The media server did not answer.',
        retryAt: Date.now() + 4 * MINUTE_MS,
      }),
    }),
  );
  await shot('failed', () =>
    unplayableReview({
      state: 'failed',
      ...about,
      ...finalise('failed', { reason: 'ffmpeg is not installed on this server.' }),
    }),
  );
  await shot('erased', () => unplayableReview({ state: 'erased', ...about }));
  await shot('no-access', () => {
    throw AppError.notFound('interview', MADE_UP.interviewId);
  });
  await shot('not-opened', () => {
    throw new AppError('internal');
  });
}

async function takeRater(server: ReviewServer, page: Page, files: StillFiles, take: Take): Promise<void> {
  const review = madeUpReview({
    durationMs: MINUTES * MINUTE_MS,
    questions: 8,
    files,
    raters: ['evaluator'],
  });
  await page.goto(`${server.url}/page/`);
  await page.evaluate(scene => window.reviewPage.show(scene), raterScene(review));
  await page.getByRole('button', { name: reviewTexts.watch.open }).waitFor();
  await take(page, 'review-rater-before');
  await page.getByRole('button', { name: reviewTexts.watch.open }).click();
  await page.locator('[data-review]').waitFor();
  await page.locator('[data-rubric-panel]').waitFor();
  await page.locator('[data-review]').focus();
  await page.keyboard.press('6');
  for (let press = 0; press < 4; press += 1) await page.keyboard.press('ArrowRight');
  await pictured(page);
  await take(page, 'review-rater');
  await page.keyboard.press('p');
  await page.keyboard.press('4');
  await take(page, 'review-rater-rated');
}

async function open(server: ReviewServer, page: Page, moment: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(reviewAddress(server, `#t=${moment}`));
  await page.locator('[data-review]').waitFor();
  await pictured(page);
}

/** Waits until every picture on the page is loaded. */
async function pictured(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('video')].every(
      ({ error, readyState, seeking, src }) => error || src === '' || (readyState >= 2 && !seeking),
    ),
  );
}

function job(kind: RecordingJob['kind'], state: RecordingJob['state'], progress: number): RecordingJob {
  return { kind, state, progress };
}
