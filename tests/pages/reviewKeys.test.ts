import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reviewTexts } from '../../client/texts/review.ts';
import type { TestBrowser } from '../support/chromium.ts';
import { eventually } from '../support/eventually.ts';
import { madeUpReview } from '../support/madeUpReview.ts';
import { ReplayPage } from '../support/replayPage.ts';
import { ReviewServer } from '../support/reviewServer.ts';
import { addStills, reviewAddress, serveReview } from '../support/reviewStage.ts';
import { sharedBrowser } from '../support/shared.ts';

const { keys, transport, announce } = reviewTexts;
const START_S = 500;

let server: ReviewServer;
let browser: TestBrowser;
let replay: ReplayPage;
let review: ReturnType<typeof madeUpReview>;

beforeAll(async () => {
  server = await ReviewServer.start();
  browser = await sharedBrowser();
  const files = await addStills(server);
  review = madeUpReview({ files, raters: ['lead'] });
  serveReview(server, () => review);
  replay = await ReplayPage.open(browser, server);
  await replay.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
});
afterAll(async () => {
  await replay?.close();
  await server?.[Symbol.asyncDispose]();
});

const chapterSecond = (number: number) =>
  Math.floor((review.chapters.find(known => known.number === number)?.fromMs ?? Number.NaN) / 1_000);
const said = (text: string) =>
  replay.page.getByRole('status').getByText(text, { exact: true }).waitFor({ state: 'attached' });

/** Presses a key, and waits until the clock has moved from `START_S` to this second. */
const leads = async (key: string, seconds: number) => {
  await replay.showMoment(START_S);
  await replay.press(key);
  await replay.at(seconds);
};

async function frameLater(key: string, direction: 1 | -1): Promise<void> {
  await replay.showMoment(START_S);
  await replay.still();
  const [before = 0] = await replay.pictureTimes();
  await replay.press(key);
  await eventually('the next frame', async () => {
    const [now = 0] = await replay.pictureTimes();
    const moved = (now - before) * direction;
    return moved > 0.02 && moved < 0.2;
  });
}

/** Checks the effect that each line of the help describes. */
const PROMISES: Record<(typeof keys.list)[number][0], () => Promise<void>> = {
  'Space or K': async () => {
    for (const key of [' ', 'k']) {
      await replay.press(key);
      await replay.plays();
      await replay.press(key);
      await replay.status('paused');
    }
  },
  J: async () => {
    await leads('j', START_S - 5);
    await replay.press('l', 'l', 'j');
    await said(announce.speed(1));
    await replay.press('k');
    await replay.status('paused');
  },
  L: async () => {
    await replay.press('l');
    await replay.plays();
    await replay.press('l');
    await said(announce.speed(1.25));
    await expect.poll(() => replay.speed.textContent()).toBe(transport.speedOf(1.25));
    await replay.press('j', 'k');
    await replay.status('paused');
  },
  '← →': async () => {
    await leads('ArrowLeft', START_S - 5);
    await leads('ArrowRight', START_S + 5);
  },
  'Shift ← →': async () => {
    await leads('Shift+ArrowLeft', START_S - 1);
    await leads('Shift+ArrowRight', START_S + 1);
  },
  ', .': async () => {
    await frameLater('.', 1);
    await frameLater(',', -1);
  },
  '↑ ↓': async () => {
    await leads('ArrowUp', chapterSecond(3));
    await leads('ArrowDown', chapterSecond(4));
  },
  '1 to 9': async () => {
    for (const { number } of review.chapters) await leads(`${number}`, chapterSecond(number));
  },
  '< >': async () => {
    const moments = review.markers.map(({ atMs }) => atMs);
    const second = (atMs: number | undefined) => Math.floor((atMs ?? Number.NaN) / 1_000);
    await leads('>', second(moments.find(atMs => atMs > START_S * 1_000)));
    await leads('<', second(moments.findLast(atMs => atMs < START_S * 1_000 - 2_500)));
  },
  '0 or Home': async () => {
    await leads('0', 0);
    await leads('Home', 0);
  },
  End: () => leads('End', review.durationMs / 1_000),
  M: async () => {
    const silent = () =>
      replay.page.evaluate(() => [...document.querySelectorAll('video')].every(({ muted }) => muted));
    await replay.press('m');
    await said(announce.soundOff);
    await expect.poll(silent).toBe(true);
    await replay.press('m');
    await said(announce.soundOn);
    await expect.poll(silent).toBe(false);
  },
  C: async () => {
    await replay.press('c');
    await said(announce.captionsOff);
    await replay.button(transport.captionsOn).waitFor();
    await replay.press('c');
    await said(announce.captionsOn);
    await replay.button(transport.captionsOff).waitFor();
  },
  '+ −': async () => {
    const part = replay.page.getByRole('slider', { name: reviewTexts.timeline.overview });
    await replay.press('+');
    await part.waitFor();
    await replay.press('-');
    await part.waitFor({ state: 'detached' });
  },
  Y: async () => {
    await replay.showMoment(START_S);
    await replay.press('y');
    await eventually('the link', async () => {
      const copied = await replay.page.evaluate(() => navigator.clipboard.readText());
      return copied === reviewAddress(server, `#t=${START_S}`);
    });
  },
  '?': async () => {
    await replay.press('?');
    const dialog = replay.page.getByRole('dialog', { name: keys.title });
    await dialog.waitFor();
    expect(await dialog.getByRole('term').allTextContents()).toEqual(keys.list.map(([, meaning]) => meaning));
    // A viewer who does not rate has no scorecard and no key for it.
    expect(await dialog.getByText(keys.noteRubric).count()).toBe(0);
    await replay.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await replay.page.keyboard.press('Home');
    await replay.at(0);
  },
};

describe('each key of the replay does what the help says', () => {
  it.each(keys.list)('%s: %s', async key => {
    await replay.showMoment(START_S);
    await PROMISES[key]();
  });
});

it('a key pressed right after opening an address seeks from its moment', async () => {
  await replay.showMoment(START_S);
  await replay.region.evaluate((region, seconds) => {
    const press = () =>
      region.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
    window.addEventListener('hashchange', press, { once: true });
    window.location.hash = `t=${seconds}`;
  }, START_S + 200);
  await replay.at(START_S + 195);
});

describe('a person without a mouse', () => {
  it('reaches every control in visual order, each with a name', async () => {
    await replay.showMoment(START_S);
    await replay.page.evaluate(() => {
      const { activeElement } = document;
      if (activeElement instanceof HTMLElement) activeElement.blur();
    });
    const names: string[] = [];
    for (let stop = 0; stop < 40; stop += 1) {
      await replay.page.keyboard.press('Tab');
      const name = await replay.page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return undefined;
        return element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '';
      });
      if (name === undefined) break;
      names.push(name);
    }
    expect(names.every(name => name !== '')).toBe(true);
    const { timeline, side } = reviewTexts;
    const expected = [
      reviewTexts.back,
      reviewTexts.scorecards,
      transport.more,
      reviewTexts.stage.large('Grace Hopper'),
      transport.previous,
      transport.back,
      transport.play,
      transport.forward,
      transport.next,
      `${transport.speed}: ${transport.speedOf(1)}`,
      transport.captionsOff,
      transport.sound,
      transport.copy,
      transport.fullScreen,
      transport.keys,
      timeline.zoomIn,
      timeline.chapterName(3, review.chapters[2]?.text ?? ''),
      timeline.position,
      side.tabs.transcript,
    ];
    expect(names.filter(name => expected.includes(name))).toEqual(expected);
  });

  it('moves between questions with the arrows, and leaves them with one Tab', async () => {
    const chapters = replay.page
      .getByRole('toolbar', { name: reviewTexts.timeline.chapters })
      .getByRole('button');
    await chapters.nth(2).focus();
    await replay.page.keyboard.press('ArrowRight');
    await chapters.nth(3).and(replay.page.locator(':focus')).waitFor();
    await replay.page.keyboard.press('Enter');
    await replay.at(chapterSecond(4));
    await replay.page.keyboard.press('Tab');
    const inside = await chapters.evaluateAll(buttons =>
      buttons.some(button => button === document.activeElement),
    );
    expect(inside).toBe(false);
  });

  it('triggers no replay key while typing or choosing', async () => {
    await replay.showMoment(START_S);
    await replay.speed.press('Enter');
    await replay.page.getByRole('menu').waitFor();
    await replay.page.keyboard.press('9');
    await replay.page.keyboard.press('Escape');
    await replay.page.getByRole('menu').waitFor({ state: 'detached' });
    expect(await replay.clock()).toBe(START_S);
  });
});
