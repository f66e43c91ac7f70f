import type { Page } from 'playwright-core';
import { practice as texts } from '../../../client/texts/practice.ts';
import { practiceRoom } from '../../../client/texts/practiceRoom.ts';
import { ApiClient } from '../../support/apiClient.ts';
import { TestBrowser } from '../../support/chromium.ts';
import { ADA } from '../../support/personas.ts';
import { joinButtonOf } from '../../support/roomPage.ts';
import type { BenchContext } from '../benchCase.ts';
import { WATCH_SOUND, watchFirstSound } from '../browser/firstSound.ts';
import { checksDone } from '../browser/openInterview.ts';
import { compared, distribution, median } from '../figure.ts';
import { bareSoundTimes } from './bareSound.ts';
import type { PracticeServer } from './practiceServer.ts';

const PATIENCE_MS = 60_000;

/**
 * `practice.first-sound`: from the click on pre-join's "Join", after its checks, to the recruiter's first sound in the page.
 * `practice.journey`: from the click on the start page's "Start", as soon as it is enabled, to that sound; it includes the proof of work,
 * admission, and pre-join with its connection test, which people can skip.
 *
 * Each attempt is a new visitor with empty caches in real Chromium with camera and microphone, whose page is deleted afterward. The
 * baseline is the join of a page with mediasoup-client only, which calls the media plane directly, until it hears a recruiter that plays
 * continuously.
 */
export async function measureFirstSound(context: BenchContext, server: PracticeServer): Promise<number> {
  const attempts = context.parameter('attempts');
  await using browser = await TestBrowser.launch({ persona: ADA });
  const times: SoundTimes[] = [];
  // The first attempt is a warm-up.
  for (let attempt = 0; attempt <= attempts; attempt += 1) {
    const result = await practiceOnce(browser, server);
    if (attempt === 0) continue;
    times.push(result);
    context.progress(
      `${attempt}: "Start" to pre-join ${Math.round(result.preJoin)} ms, "Join" to the first sound ${Math.round(result.sound)} ms, ` +
        `all of it ${Math.round(result.journey)} ms`,
    );
  }
  context.progress('the same without signaling and client');
  const bare = median(await bareSoundTimes(browser, attempts));
  const sounds = times.map(({ sound }) => sound);
  context.report({
    name: 'practice.first-sound',
    unit: 'ms',
    ...distribution(sounds),
    ...compared(median(sounds), bare),
    note: `the recruiter starts automatically; baseline: mediasoup-client through our sfu, to the first sound of a recruiter that plays`,
  });
  const journeys = times.map(({ journey }) => journey);
  context.report({
    name: 'practice.journey',
    unit: 'ms',
    ...distribution(journeys),
    ...compared(median(journeys), bare),
    note: `of it ${Math.round(median(times.map(({ preJoin }) => preJoin)))} ms to pre-join (proof and place), the rest its checks and the way into the room; baseline: the same as that of practice.first-sound`,
  });
  return median(journeys);
}

interface SoundTimes {
  /** From "Start" to pre-join. */
  preJoin: number;
  /** From "Join" to the first sound. */
  sound: number;
  /** From "Start" to the first sound. */
  journey: number;
}

/** Opens a page of a visitor with an address of their own, which notes its first sound. */
async function openVisitor(browser: TestBrowser, server: PracticeServer) {
  const context = await browser.newContext();
  const address = server.nextAddress();
  await context.setExtraHTTPHeaders(address);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.addInitScript(watchFirstSound, WATCH_SOUND);
  return { context, page, address };
}

async function practiceOnce(browser: TestBrowser, server: PracticeServer): Promise<SoundTimes> {
  const { context, page, address } = await openVisitor(browser, server);
  try {
    await page.goto(`${server.url}/practice?role=${server.slug}`);
    await page.getByRole('button', { name: texts.start.begin, exact: true }).click();
    await page.getByRole('heading', { name: practiceRoom.hello, exact: true }).waitFor();
    const preJoinAt = await page.evaluate(() => performance.now());
    await checksDone(page);
    await joinButtonOf(page).click();
    const heardAt = await page.evaluate(() => window.firstSound.heard);
    const clicks = await page.evaluate(() => window.firstSound.clicks.map(({ at }) => at));
    const [startedAt, joinedAt] = clicks;
    if (startedAt === undefined || joinedAt === undefined || clicks.length !== 2)
      throw new Error(`Not these clicks were expected: ${await clickedWords(page)}`);
    await new ApiClient(server.url, address).call('practice.delete', { page: tokenOn(page) });
    return {
      preJoin: preJoinAt - startedAt,
      sound: heardAt - joinedAt,
      journey: heardAt - startedAt,
    };
  } finally {
    await context.close();
  }
}

/**
 * `practice.first-word`: from the press of home's "Answer one question now" to the recruiter's first spoken word in the page, with every
 * press as soon as it is possible. `practice.taps`: the number of presses, the choice to be recorded included. The baseline of the word is
 * the journey over the form of the start page, in the same run; that of the taps is its presses from the role's page.
 */
export async function measureFirstWord(
  context: BenchContext,
  server: PracticeServer,
  journeyMs: number,
): Promise<void> {
  await using browser = await TestBrowser.launch({ persona: ADA, autoplayRules: true });
  const times: number[] = [];
  let taps = 0;
  // The first attempt is a warm-up.
  for (let attempt = 0; attempt <= context.parameter('attempts'); attempt += 1) {
    const result = await fromHome(browser, server);
    taps = result.taps;
    if (attempt > 0) times.push(result.ms);
    context.progress(`${attempt}: from home to the first word ${Math.round(result.ms)} ms, ${taps} taps`);
  }
  context.report({
    name: 'practice.first-word',
    unit: 'ms',
    ...distribution(times),
    ...compared(median(times), journeyMs),
    note: 'from the press on the home page, recorded; baseline: practice.journey of the same run, which starts after the form',
  });
  context.report({
    name: 'practice.taps',
    value: taps,
    unit: 'taps',
    n: times.length,
    ...compared(taps, FORM_TAPS),
    note: 'from the home page, with a recording; baseline: role, "Practice now", "Start", recording, and "Join"',
  });
}

/** Presses from the home page over a role's page and the form. */
const FORM_TAPS = 5;

async function fromHome(browser: TestBrowser, server: PracticeServer): Promise<{ ms: number; taps: number }> {
  const { context, page, address } = await openVisitor(browser, server);
  try {
    await page.goto(server.url);
    const pressedAt = Date.now();
    await page.locator('a[href^="/practice?"][href*="now=1"]').first().click();
    await page.getByRole('radio', { name: practiceRoom.consent.yes, exact: true }).click();
    await joinButtonOf(page).click();
    const heardAt = await page.evaluate(async () => performance.timeOrigin + (await window.firstSound.heard));
    const clicks = await page.evaluate(() => window.firstSound.clicks.length);
    await new ApiClient(server.url, address).call('practice.delete', { page: tokenOn(page) });
    // The first press was on the home page's document.
    return { ms: heardAt - pressedAt, taps: clicks + 1 };
  } finally {
    await context.close();
  }
}

async function clickedWords(page: Page): Promise<string> {
  const words = await page.evaluate(() => window.firstSound.clicks.map(click => click.words));
  return words.join(' | ');
}

/** Token of the private page. */
function tokenOn(page: Page): string {
  return new URL(page.url()).hash.slice(1);
}
