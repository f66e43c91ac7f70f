import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MediaFileId } from '../../shared/ids.ts';
import type { Review, ReviewTrack } from '../../shared/recording/review.ts';
import { TestBrowser } from '../support/chromium.ts';
import { itInLongRuns } from '../support/longTests.ts';
import { MADE_UP, unplayableReview } from '../support/madeUpReview.ts';
import { ADA, EDSGER, GRACE, type Persona } from '../support/personas.ts';
import { measuredFile } from '../support/reviewFiles.ts';
import { ReviewServer } from '../support/reviewServer.ts';
import { reviewAddress, serveReview } from '../support/reviewStage.ts';
import {
  quantile,
  type SyncReport,
  spreads,
  stopWatchingBeeps,
  stopWatchingPictures,
  watchBeeps,
  watchPictures,
} from '../support/syncWatch.ts';

const FRAMES_PER_SECOND = 25;
/** Maximum difference between all tracks of a review, in milliseconds. */
const TOGETHER_MS = 60;
const TEN_MINUTES = 600_000;
/** Seconds of the recording at normal speed, and then at double speed from the fifteenth second on. */
const [PLAIN_TO_S, DOUBLE_TO_S] = [12, 38];

/** People, and the start of each in ms. Each has a tone and a color. */
const PEOPLE: readonly { persona: Persona; role: ReviewTrack['role']; afterMs: number }[] = [
  { persona: ADA, role: 'candidate', afterMs: 0 },
  { persona: GRACE, role: 'interviewer', afterMs: 2_000 },
  { persona: EDSGER, role: 'interviewer', afterMs: 7_000 },
];

let server: ReviewServer;
let browser: TestBrowser;

beforeAll(async () => {
  server = await ReviewServer.start();
  browser = await TestBrowser.launch();
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
});

interface Watched {
  page: Page;
  tracks: { fileId: MediaFileId; fromMs: number; framesPerSecond: number }[];
}

/** Opens the real page with everyone's measured file, paused. */
async function openReplay(durationMs: number): Promise<Watched> {
  const tracks = await Promise.all(
    PEOPLE.map(async ({ persona, role, afterMs }): Promise<ReviewTrack> => {
      const { color, toneHz } = persona;
      const seconds = (durationMs - afterMs) / 1_000;
      const file = await measuredFile({ color, toneHz, seconds, framesPerSecond: FRAMES_PER_SECOND });
      return {
        fileId: server.addFile(file),
        contentType: 'video/webm',
        bytes: 1_000_000,
        kind: 'person',
        role,
        name: persona.name,
        fromMs: afterMs,
        toMs: durationMs,
        hasAudio: true,
        hasVideo: true,
        gaps: [],
        speech: [],
      };
    }),
  );
  const review: Review = unplayableReview({
    state: 'ready',
    recordingId: MADE_UP.recordingId,
    startedAt: MADE_UP.startedAt,
    durationMs,
    stretches: [{ fromMs: 0, toMs: durationMs }],
    tracks,
  });
  serveReview(server, () => review);
  const page = await browser.newPage();
  await page.goto(reviewAddress(server));
  await page.locator('[data-review]').waitFor();
  return {
    page,
    tracks: tracks.map(({ fileId, fromMs }) => ({ fileId, fromMs, framesPerSecond: FRAMES_PER_SECOND })),
  };
}

const play = (page: Page) => page.locator('[data-status]').click();
const status = (page: Page) => page.locator('[data-status]').getAttribute('data-status');

/** Waits until the replay is past this moment. */
async function playUntil(page: Page, second: number, patienceMs: number): Promise<void> {
  await expect
    .poll(() => page.getByRole('slider', { name: 'Position' }).getAttribute('aria-valuenow').then(Number), {
      timeout: patienceMs,
      interval: 200,
    })
    .toBeGreaterThanOrEqual(second);
}

function told(what: string, values: readonly number[]): void {
  const [p50, p95, most] = [0.5, 0.95, 1].map(share => quantile(values, share).toFixed(1));
  process.stdout.write(`${what}: p50 ${p50} ms, p95 ${p95} ms, max ${most} ms, n ${values.length}\n`);
}

/** Expects that every measured frame was read correctly. */
function expectTrustworthy({ read, misread }: SyncReport): void {
  expect(read).toBeGreaterThan(10);
  expect(misread / read).toBeLessThan(0.05);
}

describe('the tracks of a replay', () => {
  it('stay together on the screen: from the start, when others join, after seeking, and at double speed', async () => {
    const { page, tracks } = await openReplay(40_000);
    await watchPictures(page, tracks);
    await play(page);
    await playUntil(page, PLAIN_TO_S, 40_000);
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.locator('[data-review]').focus();
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('l');
    await page.keyboard.press('l');
    await page.keyboard.press('l');
    await page.keyboard.press('l');
    await playUntil(page, DOUBLE_TO_S, 40_000);
    const report = await stopWatchingPictures(page);
    expectTrustworthy(report);
    const apart = spreads(report.samples.map(({ placesMs }) => placesMs));
    told('review, pictures', apart);
    expect(apart.length).toBeGreaterThan(60);
    expect(quantile(apart, 0.95)).toBeLessThan(TOGETHER_MS);
    await page.context().close();
  });

  itInLongRuns('stay together in their audio', async () => {
    const { page, tracks } = await openReplay(40_000);
    await watchBeeps(
      server,
      page,
      tracks.map(({ fileId }) => fileId),
    );
    await play(page);
    await playUntil(page, 22, 50_000);
    const seconds = await stopWatchingBeeps(page);
    const apart = spreads(seconds.map(({ atMs }) => atMs));
    told('review, beeps', apart);
    expect(apart.length).toBeGreaterThan(15);
    expect(Math.max(...apart.slice(1))).toBeLessThan(TOGETHER_MS);
    await page.context().close();
  });

  it('all wait for one whose file does not load, and continue together', async () => {
    const { page, tracks } = await openReplay(40_000);
    const [, grace] = tracks;
    if (!grace) throw new Error('Grace is missing.');
    server.held.add(grace.fileId);
    await page.reload();
    await page.locator('[data-review]').waitFor();
    await page.locator('[data-review]').focus();
    await page.keyboard.press('ArrowRight');
    await play(page);
    await page.getByText('Loading', { exact: true }).waitFor();
    expect(await status(page)).toBe('loading');
    expect(
      await page.evaluate(() => [...document.querySelectorAll('video')].every(({ paused }) => paused)),
    ).toBe(true);
    server.letGo();
    await watchPictures(page, tracks);
    await playUntil(page, 10, 30_000);
    const report = await stopWatchingPictures(page);
    const last = spreads(report.samples.slice(-10).map(({ placesMs }) => placesMs));
    expect(last.length).toBeGreaterThan(5);
    expect(Math.max(...last)).toBeLessThan(TOGETHER_MS);
    await page.context().close();
  });

  itInLongRuns(
    'stay within 60 ms of each other over ten minutes, by every frame and every beep',
    async () => {
      const seen = await openReplay(TEN_MINUTES + 10_000);
      await watchPictures(seen.page, seen.tracks);
      await play(seen.page);
      await playUntil(seen.page, TEN_MINUTES / 1_000, TEN_MINUTES * 1.3);
      const report = await stopWatchingPictures(seen.page);
      expectTrustworthy(report);
      const pictures = spreads(report.samples.map(({ placesMs }) => placesMs));
      told('review, pictures, ten minutes', pictures);
      await seen.page.context().close();

      const heard = await openReplay(TEN_MINUTES + 10_000);
      await watchBeeps(
        server,
        heard.page,
        heard.tracks.map(({ fileId }) => fileId),
      );
      await play(heard.page);
      await playUntil(heard.page, TEN_MINUTES / 1_000, TEN_MINUTES * 1.3);
      const beeps = spreads((await stopWatchingBeeps(heard.page)).map(({ atMs }) => atMs));
      told('review, beeps, ten minutes', beeps);
      await heard.page.context().close();
      expect(quantile(pictures, 0.99)).toBeLessThan(TOGETHER_MS);
      expect(quantile(beeps, 0.99)).toBeLessThan(TOGETHER_MS);
    },
    TEN_MINUTES * 3,
  );
});
