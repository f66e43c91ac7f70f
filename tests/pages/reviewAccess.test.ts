import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reviewTexts } from '../../client/texts/review.ts';
import type { Review } from '../../shared/recording/review.ts';
import { expectAccessible } from '../support/accessible.ts';
import type { TestBrowser } from '../support/chromium.ts';
import { eventually } from '../support/eventually.ts';
import { LONG_RUN } from '../support/longTests.ts';
import { madeUpReview } from '../support/madeUpReview.ts';
import { ReplayPage } from '../support/replayPage.ts';
import { ReviewServer } from '../support/reviewServer.ts';
import { addStills, type StillFiles, serveReview } from '../support/reviewStage.ts';
import { sharedBrowser } from '../support/shared.ts';
import { smallTargets } from '../support/smallTargets.ts';

const { transport } = reviewTexts;
/** Every width in both schemes in long runs; otherwise each width and each scheme once. */
const WIDTHS = LONG_RUN
  ? ({ light: [1_440, 768, 390], dark: [1_440, 768, 390] } as const)
  : ({ light: [1_440, 390], dark: [768] } as const);

let server: ReviewServer;
let browser: TestBrowser;
let files: StillFiles;
let review: Review;

beforeAll(async () => {
  server = await ReviewServer.start();
  browser = await sharedBrowser();
  files = await addStills(server);
  review = whole();
  serveReview(server, () => review);
});
afterAll(() => server?.[Symbol.asyncDispose]());

const whole = () => madeUpReview({ files, raters: ['lead', 'evaluator', 'second'] });

describe('the replay at every width and in both color schemes', () => {
  it.each(['light', 'dark'] as const)(
    'axe finds no serious problem and no target is too small: %s',
    async scheme => {
      review = {
        ...whole(),
        composed: { fileId: files.composed, contentType: 'video/mp4', bytes: 61_000_000 },
        problems: [{ code: 'truncated' }],
        jobs: [
          { kind: 'compose', state: 'failed', progress: 0.4, reason: 'There is no space left on the disk.' },
        ],
      };
      const replay = await ReplayPage.open(browser, server, '#t=30', { colorScheme: scheme });
      await replay.button(transport.pictures.tracks).click();
      for (const width of WIDTHS[scheme]) {
        await replay.page.setViewportSize({ width, height: 900 });
        await expectAccessible(replay.page);
        expect(await smallTargets(replay.page)).toEqual([]);
      }
      await replay.close();
    },
  );

  it('the other tabs and dialogs are accessible, too', async () => {
    review = whole();
    const replay = await ReplayPage.open(browser, server, '#t=700');
    for (const tab of ['marks', 'facts'] as const) {
      await replay.tab(tab).click();
      await expectAccessible(replay.page);
      expect(await smallTargets(replay.page)).toEqual([]);
    }
    const menus = [replay.speed, replay.button(transport.more)];
    for (const button of [replay.button(transport.sound), ...(LONG_RUN ? menus : [])]) {
      await button.click();
      await replay.page.locator('[role="menu"], [role="dialog"]').waitFor();
      await expectAccessible(replay.page);
      await replay.page.keyboard.press('Escape');
      await replay.page.locator('[role="menu"], [role="dialog"]').waitFor({ state: 'detached' });
    }
    await replay.press('?');
    await replay.page.getByRole('dialog').waitFor();
    await expectAccessible(replay.page);
    await replay.close();
  });

  it('the player controls are in one row on a tablet, also with the choice of videos', async () => {
    review = {
      ...whole(),
      composed: { fileId: files.composed, contentType: 'video/mp4', bytes: 61_000_000 },
    };
    const replay = await ReplayPage.open(browser, server, '#t=30', {
      viewport: { width: 768, height: 1_024 },
    });
    const tops = await replay.page
      .getByRole('group', { name: transport.label, exact: true })
      .getByRole('button')
      .evaluateAll(buttons =>
        buttons
          .map(button => button.getBoundingClientRect())
          .map(({ top, height }) => Math.round(top + height / 2)),
      );
    expect(tops.length).toBeGreaterThan(10);
    expect(new Set(tops).size).toBe(1);
    await replay.close();
  });

  it('nothing overflows at 320 px or with text of double size', async () => {
    const replay = await ReplayPage.open(browser, server, '#t=30');
    const beyond = () => replay.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    const sizes = [
      { width: 320, text: '100%' },
      { width: 640, text: '200%' },
      { width: 1_440, text: '200%' },
    ];
    for (const { width, text } of sizes) {
      await replay.page.setViewportSize({ width, height: 900 });
      await replay.page.evaluate(size => {
        document.documentElement.style.fontSize = size;
      }, text);
      await eventually(
        `a page of ${width} px that fits with text of ${text}`,
        async () => (await beyond()) <= 0,
      );
      expect(await replay.button(transport.play).isVisible()).toBe(true);
    }
    await replay.close();
  });
});
