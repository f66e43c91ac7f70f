import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { formatClock } from '../../client/texts/clock.ts';
import { markerText, reviewTexts } from '../../client/texts/review.ts';
import type { Review } from '../../shared/recording/review.ts';
import type { TestBrowser } from '../support/chromium.ts';
import { eventually } from '../support/eventually.ts';
import { madeUpReview, NAMES } from '../support/madeUpReview.ts';
import { ReplayPage } from '../support/replayPage.ts';
import { ReviewServer } from '../support/reviewServer.ts';
import { addStills, reviewAddress, type StillFiles, serveReview } from '../support/reviewStage.ts';
import { sharedBrowser } from '../support/shared.ts';

const { stage, transport, banner } = reviewTexts;
const LOOK_AGAIN_MS = 16_000;

let server: ReviewServer;
let browser: TestBrowser;
let files: StillFiles;
let review: Review;
/** Page for the tests that leave it unchanged: paused, with the recording that `beforeEach` creates. */
let replay: ReplayPage;

beforeAll(async () => {
  server = await ReviewServer.start();
  browser = await sharedBrowser();
  files = await addStills(server);
  serveReview(server, () => review);
  review = recording();
  replay = await ReplayPage.open(browser, server);
});
afterAll(async () => {
  await replay?.close();
  await server?.[Symbol.asyncDispose]();
});
beforeEach(() => {
  review = recording();
  server.missing.clear();
});

const recording = (changes: Partial<Review> = {}): Review => ({
  ...madeUpReview({ files, raters: ['lead', 'evaluator', 'second'] }),
  ...changes,
});
const composed = () => ({ fileId: files.composed, contentType: 'video/mp4', bytes: 61_000_000 });
const chapterAt = (number: number) => {
  const chapter = review.chapters.find(known => known.number === number);
  if (!chapter) throw new Error(`There is no question ${number}.`);
  return chapter;
};
const secondOf = (ms: number) => Math.floor(ms / 1_000);

describe('the replay', () => {
  it('plays one file per person, and the combined video when it is ready and chosen', async () => {
    review = recording({ jobs: [{ kind: 'compose', state: 'running', progress: 0.42 }] });
    const own = new ReplayPage(await browser.newPage());
    await own.page.clock.install();
    await own.goto(server, '#t=30');
    await own.page.getByText(reviewTexts.jobs.compose.running).waitFor();
    await own.page.getByText(reviewTexts.job.percent(0.42)).waitFor();
    expect(await own.button(transport.pictures.composed).count()).toBe(0);
    await own.play();
    await own.pause();
    const at = await own.clock();

    review = recording({ composed: composed() });
    await own.page.clock.fastForward(LOOK_AGAIN_MS);
    await own.page.getByText(banner.composedReady).waitFor();
    expect(await own.tile(files.candidate).isVisible()).toBe(true);
    await own.button(banner.composedShow).click();
    await own.composed.waitFor();
    await own.at(at);
    expect(await own.page.getByText(banner.composedReady).count()).toBe(0);
    await own.play();
    await own.close();
  });

  it('starts with the combined video when there is one, and switches to the people and back at the same moment', async () => {
    review = recording({ composed: composed() });
    const own = await ReplayPage.open(browser, server, '#t=100');
    await own.composed.waitFor();
    await own.button(transport.pictures.tracks).click();
    await own.tile(files.candidate).waitFor();
    await own.at(100);
    await own.button(transport.pictures.composed).click();
    await own.composed.waitFor();
    await own.at(100);
    await own.close();
  });

  it('shows the candidate until the combined video starts, where it is black', async () => {
    const picture = server.addFile(await createCanvas(64, 36).encode('jpeg'));
    const made = recording({ composed: composed() });
    const tracks = made.tracks.map(track =>
      track.role === 'candidate' ? { ...track, thumbnail: picture } : track,
    );
    review = { ...made, tracks };
    const own = await ReplayPage.open(browser, server);
    await own.composed.waitFor();
    const width = await own.composed.locator('video').evaluate(async element => {
      const image = new Image();
      image.src = element instanceof HTMLVideoElement ? element.poster : '';
      await image.decode();
      return image.naturalWidth;
    });
    expect(width).toBe(64);
    await own.close();
  });

  it('skips what was not recorded, and says so', async () => {
    const [before, after] = review.stretches;
    if (!before || !after) throw new Error('The recording has no break.');
    await replay.showMoment(secondOf(before.toMs) - 1);
    await replay.play();
    await eventually(
      'the replay behind the break',
      async () => (await replay.clock()) >= secondOf(after.fromMs),
      20_000,
    );
    await replay.plays();
    await replay.pause();
    expect(await replay.clock()).toBeLessThan(secondOf(after.fromMs) + 60);
  });

  it('stops at its end on the last frame, and starts again from there', async () => {
    await replay.press('End');
    await replay.button(stage.playAgain).waitFor();
    expect(await replay.tile(files.candidate).getAttribute('data-picture')).toBe('shown');
    expect(await replay.page.getByText(stage.unrecorded, { exact: true }).count()).toBe(0);
    await replay.button(stage.playAgain).click();
    await replay.plays();
    await replay.pause();
    expect(await replay.clock()).toBeLessThan(60);
  });

  it('has every speed from half to double', async () => {
    await replay.speed.click();
    const choices = replay.page.getByRole('menuitemradio');
    await expect
      .poll(() => choices.allTextContents())
      .toEqual([0.5, 0.75, 1, 1.25, 1.5, 1.75, 2].map(transport.speedOf));
    await replay.page.getByRole('menuitemradio', { name: transport.speedOf(0.5), exact: true }).click();
    await replay.play();
    const rates = () =>
      replay.page.evaluate(() => [...document.querySelectorAll('video')].map(video => video.playbackRate));
    await eventually('pictures at half speed', async () =>
      (await rates()).some(rate => Math.abs(rate - 0.5) < 0.1),
    );
    await replay.pause();
    await replay.speed.click();
    await replay.page.getByRole('menuitemradio', { name: transport.speedOf(1), exact: true }).click();
  });

  it('continues when one file does not load, and adds the file after a retry', async () => {
    server.missing.add(files.asker);
    const own = await ReplayPage.open(browser, server, '#t=40');
    await own.page.getByText(banner.trackFailed([reviewTexts.recruiter])).waitFor();
    await own.tile(files.asker).getByText(stage.broken).waitFor();
    await own.play();
    server.missing.clear();
    await own.button(banner.tryFiles).click();
    await own.tile(files.asker).getByText(stage.broken).waitFor({ state: 'detached' });
    await own.plays();
    await own.close();
  });

  it('says so when no file loads', async () => {
    for (const fileId of Object.values(files)) server.missing.add(fileId);
    const own = await ReplayPage.open(browser, server, '#t=40');
    await own.page.getByText(reviewTexts.banner.nothingPlays).waitFor();
    await own.close();
  });
});

describe('the timeline of the replay', () => {
  it('has a chapter for each question, which leads there', async () => {
    const chapters = replay.page
      .getByRole('toolbar', { name: reviewTexts.timeline.chapters })
      .getByRole('button');
    const names = await chapters.evaluateAll(buttons =>
      buttons.map(button => button.getAttribute('aria-label')),
    );
    expect(names).toEqual(
      review.chapters.map(({ number, text }) => reviewTexts.timeline.chapterName(number, text)),
    );
    await chapters.nth(2).click();
    await replay.at(secondOf(chapterAt(3).fromMs));
    await chapters.nth(2).and(replay.page.locator('[aria-current="true"]')).waitFor();
    const position = replay.page.getByRole('slider', { name: reviewTexts.timeline.position });
    await expect
      .poll(() => position.getAttribute('aria-valuetext'))
      .toContain(reviewTexts.timeline.chapter(3, chapterAt(3).text));
  });

  it('shows the ratings and notes that the viewer may see, each with its moment, and no others', async () => {
    await replay.tab('marks').click();
    const lines = () => replay.page.locator('[data-mark]').allTextContents();
    await replay.page.locator('[data-mark]').first().waitFor();
    const [rating] = review.markers.filter(({ kind }) => kind === 'rating');
    if (!rating) throw new Error('No one has rated.');
    const own = review.markers.map(marker => `${formatClock(marker.atMs)}${markerText(marker)}`);
    expect((await lines()).map(line => line.replace(/(\d:\d\d)([1-5N])(?=\D)/, '$1')).toSorted()).toEqual(
      own.toSorted(),
    );
    await replay.page
      .getByRole('listitem')
      .filter({ hasText: markerText(rating) })
      .getByRole('button', { name: reviewTexts.side.show(formatClock(rating.atMs)) })
      .first()
      .click();
    // Opens a few seconds early, to show what led to the rating.
    await replay.at(secondOf(rating.atMs - 4_000));

    review = madeUpReview({ files });
    const blind = await ReplayPage.open(browser, server);
    expect(await blind.page.getByRole('toolbar', { name: reviewTexts.timeline.markers }).count()).toBe(0);
    await blind.tab('marks').click();
    await blind.page.getByText(reviewTexts.marks.empty).waitFor();
    for (const name of [NAMES.evaluator, NAMES.second])
      expect(await blind.page.locator('main').textContent()).not.toContain(name);
    await blind.close();
  });

  it('shows the words of the virtual recruiter until they are hidden', async () => {
    const caption = review.captions.find(({ fromMs }) => fromMs > 24_000);
    if (!caption) throw new Error('The virtual recruiter says nothing.');
    await replay.showMoment(secondOf(caption.fromMs) + 1);
    await replay.page.locator('[data-caption]', { hasText: caption.text }).waitFor();
    await replay.button(transport.captionsOff).click();
    await replay.page.locator('[data-caption]').waitFor({ state: 'detached' });
    await replay.button(transport.captionsOn).click();
    await replay.page.locator('[data-caption]').waitFor();
  });

  it('shows gaps when a person was not recorded, each with its reason', async () => {
    const { absences } = reviewTexts;
    const [before, after] = review.stretches;
    const gap = (kind: 'audio' | 'video', reason: string) =>
      review.tracks[0]?.gaps.find(known => known.kind === kind && known.reason === reason) ?? { fromMs: 0 };
    const tile = replay.tile(files.candidate);
    const told: [number, string][] = [
      [gap('audio', 'muted').fromMs, absences.muted],
      [gap('video', 'away').fromMs, absences.away],
      [gap('video', 'off').fromMs, absences.off],
      [gap('video', 'lost').fromMs, absences.lost],
      [((before?.toMs ?? 0) + (after?.fromMs ?? 0)) / 2, absences.unrecorded],
    ];
    for (const [atMs, reason] of told) {
      await replay.showMoment(secondOf(atMs) + 1);
      await tile.getByText(reason, { exact: true }).waitFor();
    }
    const strip = replay.page.locator(`[data-strip="${files.candidate}"]`);
    const titles = await strip
      .locator('[data-gap]')
      .evaluateAll(holes => holes.map(hole => hole.getAttribute('title')));
    expect(titles).toEqual([absences.muted, absences.away]);
    expect(await replay.page.locator('[data-unrecorded]').getAttribute('title')).toBe(absences.unrecorded);
    const lead = replay.page.locator(`[data-strip="${files.lead}"] [data-gap]`);
    expect(await lead.first().getAttribute('title')).toBe(absences.away);
  });

  it('shows who spoke for how long, and facts that are not a score', async () => {
    const strips = replay.page.getByRole('region', { name: reviewTexts.timeline.label }).getByRole('img');
    await strips.nth(3).waitFor();
    expect(await strips.first().getAttribute('aria-label')).toMatch(
      new RegExp(`^${NAMES.candidate} speaks for \\d+ min`),
    );
    await replay.tab('facts').click();
    await replay.page.getByText(reviewTexts.facts.about).waitFor();
    await replay.page.getByRole('row').filter({ hasText: 'Q2' }).getByRole('button').click();
    await replay.at(secondOf(chapterAt(2).fromMs));
  });
});

describe('a moment of the replay', () => {
  it('opens from an address by time, question, or rating', async () => {
    const marker = review.markers.find(({ kind }) => kind === 'rating');
    const { fromMs, questionId } = chapterAt(4);
    const moments: [string, number][] = [
      ['?t=12:34', 754],
      [`?q=${questionId}`, secondOf(fromMs)],
      [`?m=${encodeURIComponent(marker?.markerId ?? '')}`, secondOf((marker?.atMs ?? 0) - 4_000)],
    ];
    for (const [more, seconds] of moments) {
      await replay.goto(server, more);
      await replay.at(seconds);
    }
  });

  it('is saved in the address at each pause, and restored with the page', async () => {
    await replay.goto(server, '#t=60');
    await replay.play();
    await replay.pause();
    const at = await replay.clock();
    await eventually('the moment in the address', () => replay.page.url().endsWith(`#t=${at}`));
    await replay.page.reload();
    await replay.ready();
    await replay.at(at);
  });

  it('can be shared as a link that contains no secret', async () => {
    await replay.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await replay.showMoment(95);
    await replay.button(transport.copy).click();
    await replay.page.getByText(transport.copied('1:35')).waitFor();
    expect(await replay.page.evaluate(() => navigator.clipboard.readText())).toBe(
      reviewAddress(server, '#t=95'),
    );
  });
});
