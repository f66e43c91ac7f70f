import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reviewTexts } from '../../client/texts/review.ts';
import { rubricTexts } from '../../client/texts/rubric.ts';
import { scoringTexts } from '../../client/texts/scoring.ts';
import { transcriptTexts } from '../../client/texts/transcript.ts';
import { AppError } from '../../shared/errors.ts';
import { mediaTimeOfRecording } from '../../shared/recording/recordingClock.ts';
import type { Review } from '../../shared/recording/review.ts';
import { expectAccessible } from '../support/accessible.ts';
import type { PageOptions, TestBrowser } from '../support/chromium.ts';
import { eventually } from '../support/eventually.ts';
import { LOOKS } from '../support/looks.ts';
import { raterScene } from '../support/madeUpRater.ts';
import { MADE_UP, madeUpReview, NAMES } from '../support/madeUpReview.ts';
import { takePage } from '../support/pagePool.ts';
import { ReplayPage } from '../support/replayPage.ts';
import type { RaterScene } from '../support/reviewPage/madeUpRater.ts';
import { ReviewServer } from '../support/reviewServer.ts';
import { addStills } from '../support/reviewStage.ts';
import { sharedBrowser } from '../support/shared.ts';
import { smallTargets } from '../support/smallTargets.ts';
import { tabTo } from '../support/tabTo.ts';

const { keys, side, watch, states, transport } = reviewTexts;

const PHONE = { width: 390, height: 844 };

let server: ReviewServer;
let browser: TestBrowser;
let review: ReturnType<typeof madeUpReview>;

beforeAll(async () => {
  server = await ReviewServer.start({ withPage: true });
  browser = await sharedBrowser();
  review = madeUpReview({ files: await addStills(server) });
});
afterAll(() => server?.[Symbol.asyncDispose]());

/** Opens Barbara's page after the call, with the recording open. The console opens it automatically. */
async function watching(changes: Partial<RaterScene> = {}, options: PageOptions = {}): Promise<ReplayPage> {
  const page = await takePage(browser, options);
  await page.goto(`${server.url}/page/`);
  await page.evaluate(scene => window.reviewPage.show(scene), raterScene(review, changes));
  if (!changes.inConsole) await page.getByRole('button', { name: watch.open }).click();
  return new ReplayPage(page);
}

/** The same recording with a second answer to the second question. */
function answeredAgain(): Review {
  const [first, second, third, ...others] = review.chapters;
  if (!first || !second || !third) throw new Error('There are three questions.');
  const { number, questionId, text } = second;
  const again = { ...third, number, questionId, text, take: { number: 2, of: 2 } };
  return { ...review, chapters: [first, { ...second, take: { number: 1, of: 2 } }, again, ...others] };
}

const sent = (page: Page) => page.evaluate(() => window.reviewPage.sent());
const panel = ({ page }: ReplayPage) => page.locator('[data-rubric-panel]');
const question = (number: number) => {
  const chapter = review.chapters.find(known => known.number === number);
  if (!chapter) throw new Error(`There is no question ${number}.`);
  return chapter;
};

describe('an evaluator with the recording', () => {
  it('rates the visible question by keys, and the rating is on the timeline immediately', async () => {
    const replay = await watching();
    await replay.ready();
    const marks = replay.page.getByRole('toolbar', { name: reviewTexts.timeline.markers });
    expect(await marks.count()).toBe(0);
    const picture = () => replay.page.locator('[data-player]').first().boundingBox();
    const before = await picture();
    await replay.press('4', 'ArrowRight', 'ArrowRight');
    // The panel follows the playback.
    await panel(replay).getByText(question(4).text).waitFor();
    const at = await replay.clock();
    await replay.press('p');
    await eventually('the focus in the panel', () =>
      panel(replay).evaluate(element => element.contains(document.activeElement)),
    );
    await replay.page.keyboard.press('5');
    const put = await eventually('a rating', async () =>
      (await sent(replay.page)).find(({ name }) => name === 'rating.put'),
    );
    const { questionId, stamp, value } = put.params as {
      questionId: string;
      value: number;
      stamp: { mediaTimeMs: number };
    };
    expect({ questionId, value }).toEqual({ questionId: question(4).questionId, value: 5 });
    const from = mediaTimeOfRecording({ zeroAt: MADE_UP.startedAt }, MADE_UP.openedAt, at * 1_000);
    expect(stamp.mediaTimeMs).toBeGreaterThanOrEqual(from);
    expect(stamp.mediaTimeMs).toBeLessThan(from + 1_000);
    await marks.getByRole('button', { name: new RegExp(`${reviewTexts.marker.own}: 5, `) }).waitFor();
    // The first rating moves nothing.
    expect(await picture()).toEqual(before);
    // A digit in the panel rates; it does not choose a question.
    expect(await replay.clock()).toBe(at);
    await replay.page.keyboard.press('p');
    await eventually('the focus in the replay', () =>
      replay.region.evaluate(element => element === document.activeElement),
    );
    await replay.close();
  });

  it('doesn’t learn from the transcript that consent is missing', async () => {
    const nothing = { speakers: [], passages: [], may: { correct: false, download: false, erase: false } };
    const replay = await watching({ transcript: { state: 'none', reason: 'consent', ...nothing } });
    await replay.tab('transcript').click();
    const notice = replay.page.locator('[data-transcript-notice]');
    await expect.poll(async () => (await notice.textContent())?.trim()).toBe(`${transcriptTexts.none}.`);
    await replay.close();
  });

  it('scrolls only the panel on a wide screen, so the video stays visible', async () => {
    const replay = await watching();
    await replay.ready();
    await panel(replay).getByText(question(1).text).waitFor();
    const excess = () =>
      replay.page.evaluate(
        () => document.documentElement.scrollHeight - document.documentElement.clientHeight,
      );
    expect(await excess()).toBe(0);
    const scrolling = await panel(replay).evaluate(element =>
      [...element.querySelectorAll('*')].some(
        one => one.scrollHeight > one.clientHeight && getComputedStyle(one).overflowY === 'auto',
      ),
    );
    expect(scrolling).toBe(true);
    await replay.close();
  });

  it('sees on a phone which rating a typed digit has set', async () => {
    const replay = await watching({}, { viewport: PHONE });
    await replay.ready();
    await panel(replay).focus();
    await replay.page.keyboard.press('5');
    await replay.page.keyboard.press('Tab');
    await replay.page.keyboard.press('4');
    const told = replay.page.locator('[data-passed-key]');
    await told.waitFor();
    expect(await told.textContent()).toMatch(/^Your key press rated .+: 4\./);
    const place = await told.boundingBox();
    if (!place) throw new Error('The notice is not visible.');
    expect(place.y).toBeGreaterThanOrEqual(0);
    expect(place.y + place.height).toBeLessThanOrEqual(PHONE.height);
    await replay.close();
  });

  describe('a viewer who only watches', () => {
    let replay: ReplayPage;
    beforeAll(async () => {
      replay = await watching();
      await replay.ready();
    });

    it('reads the keys of the panel in the help', async () => {
      await replay.press('?');
      const dialog = replay.page.getByRole('dialog', { name: keys.title });
      await dialog.getByText(keys.rubric[1]).waitFor();
      await dialog.getByText(keys.noteRubric).waitFor();
      await replay.page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    });

    it('shares the console’s link and not their own', async () => {
      await replay.play();
      await replay.pause();
      await replay.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await replay.button(transport.copy).click();
      await replay.page.getByText(transport.copiedForStaff).waitFor();
      expect(await replay.page.evaluate(() => navigator.clipboard.readText())).toContain(
        `/console/interviews/${MADE_UP.interviewId}/review#t=`,
      );
    });

    it('sees no one else’s ratings and notes, and returns to the scorecard', async () => {
      await replay.tab('marks').click();
      await replay.page.getByText(reviewTexts.marks.emptyRater).waitFor();
      expect(await replay.page.getByText(NAMES.second).count()).toBe(0);
      await replay.button(reviewTexts.backToScorecard).click();
      await replay.page.getByRole('button', { name: watch.open }).waitFor();
      expect(await replay.page.locator('video').count()).toBe(0);
    });

    it('is offered the lock first and the recording second', async () => {
      const filled = (name: string) =>
        replay.page.getByRole('button', { name }).evaluate(button => {
          const accent = document.createElement('i');
          accent.style.backgroundColor = 'var(--accent)';
          document.body.append(accent);
          const [one, other] = [button, accent].map(element => getComputedStyle(element).backgroundColor);
          accent.remove();
          return one === other;
        });
      expect(await filled(rubricTexts.review.open)).toBe(true);
      expect(await filled(watch.open)).toBe(false);
      await replay.close();
    });
  });

  it('starts with the recording in the console, slows it down, and switches between answers using only keys', async () => {
    const again = answeredAgain();
    const opened = { ...raterScene(again).opened, review: again };
    const replay = await watching({ inConsole: true, opened });
    await replay.ready();
    const { page } = replay;
    // The key hints change with the first press into the panel; they must not take its space.
    await page.getByRole('button', { name: rubricTexts.review.open }).click();
    await page.getByRole('button', { name: rubricTexts.review.back }).click();
    const [first, second] = again.chapters.slice(1, 3);
    if (!first || !second) throw new Error('Both takes are there.');
    await tabTo(page, page.getByRole('button', { name: new RegExp(`^${transport.speed}`) }));
    for (const key of ['Enter', 'Home', 'Enter']) {
      if (key === 'Home') await page.locator('[role="menuitemradio"]:focus').waitFor();
      await page.keyboard.press(key);
    }
    await page.getByRole('button', { name: `${transport.speed}: ${transport.speedOf(0.5)}` }).waitFor();
    await replay.press('2', 'p');
    await panel(replay).getByText(rubricTexts.takes.counts(2)).waitFor();
    for (const [take, { fromMs }] of [
      [1, first],
      [2, second],
    ] as const) {
      await tabTo(page, panel(replay).getByRole('button', { name: rubricTexts.takes.play(take) }));
      await page.keyboard.press('Enter');
      await replay.at(Math.floor(fromMs / 1_000));
    }
    const chapter = new RegExp(`${reviewTexts.timeline.take({ number: 2, of: 2 }).replace(/[()]/g, '.')}$`);
    await page.getByRole('button', { name: chapter, exact: false }).first().waitFor();
    await replay.button(reviewTexts.backToScorecard).click();
    await page.getByRole('heading', { level: 1, name: scoringTexts.fromRecording.rating.title }).waitFor();
    await replay.close();
  });

  it('is told when they may no longer watch it', async () => {
    const replay = await watching({ refusal: AppError.notFound('interview', MADE_UP.interviewId).code });
    await replay.page.getByRole('heading', { name: states.gone }).waitFor();
    await replay.close();
  });
});

describe.each(LOOKS)('$look', ({ options }) => {
  it('axe finds no serious problem on the recording with the scorecard, and no target is too small', async () => {
    const replay = await watching({}, options);
    await replay.ready();
    await replay.page.getByRole('tab', { name: side.tabs.rubric, selected: true }).waitFor();
    await panel(replay).waitFor();
    await expectAccessible(replay.page);
    expect(await smallTargets(replay.page)).toEqual([]);
    await replay.close();
  });
});
