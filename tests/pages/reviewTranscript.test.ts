import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clipPath } from '../../client/core/report/clipAddress.ts';
import { clipOfWords } from '../../client/core/report/evidence.ts';
import { reviewTexts } from '../../client/texts/review.ts';
import { transcriptTexts as texts } from '../../client/texts/transcript.ts';
import { AppError } from '../../shared/errors.ts';
import type { Review } from '../../shared/recording/review.ts';
import { type Passage, passageText, type Transcript } from '../../shared/transcript/transcript.ts';
import { expectAccessible } from '../support/accessible.ts';
import type { PageOptions, TestBrowser } from '../support/chromium.ts';
import { LOOKS_ON_PHONE } from '../support/looks.ts';
import { MADE_UP, madeUpReview, NAMES } from '../support/madeUpReview.ts';
import { madeUpTranscript } from '../support/madeUpTranscript.ts';
import { ReplayPage } from '../support/replayPage.ts';
import { ReviewServer } from '../support/reviewServer.ts';
import { addStills, serveReview } from '../support/reviewStage.ts';
import { madeUpWorkspace } from '../support/servedReport.ts';
import { sharedBrowser } from '../support/shared.ts';

let server: ReviewServer;
let browser: TestBrowser;
let review: Review;
let made: Transcript;

beforeAll(async () => {
  server = await ReviewServer.start();
  browser = await sharedBrowser();
  review = madeUpReview({ files: await addStills(server), raters: ['lead'] });
  serveReview(server, () => review);
  server.answer('transcript.read', () => made);
  server.answer('reports.read', () => {
    throw new AppError('blind');
  });
});
afterAll(() => server?.[Symbol.asyncDispose]());
beforeEach(() => {
  made = madeUpTranscript(review);
});

async function opened(options: PageOptions = {}): Promise<ReplayPage> {
  const replay = await ReplayPage.open(browser, server, '', options);
  await replay.tab('transcript').click();
  return replay;
}

/** A passage of the candidate with enough words. */
function answer(): Passage {
  const found = made.passages.find(({ seatId, words }) => seatId && words.length > 12);
  if (!found) throw new Error('The candidate says little.');
  return found;
}

const words = (page: Page, { passageId }: Passage) =>
  page.locator(`[data-passage="${passageId}"] [data-word]`);
/** Moves the tab stop to a word, and the focus with it. */
async function reach(page: Page, passage: Passage, index: number): Promise<void> {
  const word = words(page, passage).nth(index);
  await word.click();
}
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest('[data-word]')?.textContent);
const secondOf = (passage: Passage, index: number) => Math.floor((passage.words[index]?.fromMs ?? 0) / 1_000);

describe.each(LOOKS_ON_PHONE)('$look, axe finds no serious problem', ({ options }) => {
  it('in the words, the search, and a correction', async () => {
    const replay = await opened(options);
    await words(replay.page, answer()).first().waitFor();
    await expectAccessible(replay.page);
    await replay.page.getByRole('textbox', { name: texts.search.label }).fill('index');
    await replay.page.keyboard.press('Enter');
    await replay.page.locator('[data-match="found"]').waitFor();
    await expectAccessible(replay.page);
    await reach(replay.page, answer(), 1);
    await replay.page.keyboard.press('F2');
    await replay.page.getByRole('textbox', { name: texts.correct.label }).waitFor();
    await expectAccessible(replay.page);
    await replay.close();
  });
});

describe('the transcript', () => {
  it('follows the recording word by word, without moving the text', async () => {
    const replay = await opened();
    const passage = answer();
    const word = words(replay.page, passage).nth(4);
    const place = () =>
      word.evaluate(element => {
        const row = element.closest('li')?.getBoundingClientRect();
        const { left, top, width } = element.getBoundingClientRect();
        return { left, top: top - (row?.top ?? 0), width };
      });
    const before = await place();
    await word.click();
    await replay.at(secondOf(passage, 4));
    await word.and(replay.page.locator('[data-now]')).waitFor();
    expect(await replay.page.locator('[data-now]').count()).toBe(1);
    expect(await place()).toEqual(before);
    await replay.page.locator(`[data-passage="${passage.passageId}"][aria-current="true"]`).waitFor();
    const caption = replay.page.locator('[data-caption]');
    await expect.poll(() => caption.textContent()).toContain(`${NAMES.candidate}: `);
    await replay.button(reviewTexts.transport.captionsOff).click();
    await caption.waitFor({ state: 'detached' });
    await replay.button(reviewTexts.transport.captionsOn).click();
    await replay.close();
  });

  it('is one tab stop, whose words the arrow keys reach', async () => {
    const replay = await opened();
    const { page } = replay;
    const passage = answer();
    const said = passage.words.map(({ text }) => text);
    await reach(page, passage, 0);
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toBe(said[1]);
    await page.keyboard.press('End');
    expect(await focused(page)).toBe(said.at(-1));
    const next = made.passages[made.passages.indexOf(passage) + 1];
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toBe(next?.words[0]?.text ?? texts.notUnderstood);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('[data-words] [tabindex="0"]').count()).toBe(1);
    await page.keyboard.press('Enter');
    await replay.at(secondOf(passage, 2));
    await page.keyboard.press('Space');
    await replay.plays();
    await replay.pause();
    await replay.close();
  });

  it('copies selected words, alone or with name and time', async () => {
    const replay = await opened();
    const { page } = replay;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const passage = answer();
    await reach(page, passage, 1);
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    const text = passage.words
      .slice(1, 4)
      .map(word => word.text)
      .join(' ');
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await replay.button(texts.selection.copy).click();
    await expect.poll(clipboard).toBe(text);
    await replay.button(texts.selection.quote).click();
    const clock = `0:${secondOf(passage, 1)}`;
    await expect.poll(clipboard).toBe(texts.quote(NAMES.candidate, clock, text));
    await reach(page, passage, 1);
    await page.keyboard.press('ArrowRight');
    await replay.button(texts.selection.copy).waitFor({ state: 'detached' });
    expect(await page.getByRole('link', { name: texts.selection.clip }).count()).toBe(0);
    await replay.close();
  });

  it('leads to a clip for the report, also with the keyboard, once the report can be written', async () => {
    server.answer('reports.read', () => madeUpWorkspace(review));
    const replay = await opened();
    const { page } = replay;
    const passage = answer();
    await reach(page, passage, 1);
    await page.keyboard.press('Shift+ArrowRight');
    const clip = page.getByRole('link', { name: texts.selection.clip });
    const { fromMs, toMs } = clipOfWords(
      { fromMs: passage.words[1]?.fromMs ?? 0, toMs: passage.words[2]?.toMs ?? 0 },
      review.durationMs,
    );
    expect(await clip.getAttribute('href')).toBe(clipPath(MADE_UP.interviewId, { fromMs, toMs }));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await clip.evaluate(element => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe(passage.words[2]?.text);
    await replay.button(texts.selection.copy).waitFor();
    await page.keyboard.press('Escape');
    await clip.waitFor({ state: 'detached' });
    await replay.close();
  });

  it('finds words, marks them, and goes to each', async () => {
    const replay = await opened();
    const { page } = replay;
    const field = page.getByRole('textbox', { name: texts.search.label });
    await field.fill('wrong col');
    const matches = made.passages.filter(passage => passageText(passage).includes('wrong column.'));
    await page.getByText(texts.search.found(matches.length)).waitFor();
    expect(await page.locator('[data-match]').count()).toBe(2 * matches.length);
    await field.press('Enter');
    await page.getByText(texts.search.count(1, matches.length)).waitFor();
    const [first] = matches;
    if (!first) throw new Error('Nothing matches.');
    await replay.at(
      secondOf(
        first,
        first.words.findIndex(({ text }) => text === 'wrong'),
      ),
    );
    await replay.button(texts.search.previous).click();
    await page.getByText(texts.search.count(matches.length, matches.length)).waitFor();
    await expect.poll(() => page.locator('[data-match="found"]').first().isVisible()).toBe(true);
    await field.fill('nowhere');
    await page.getByText(texts.search.none).waitFor();
    await field.press('Escape');
    expect(await page.locator('[data-match]').count()).toBe(0);
    await replay.close();
  });

  it('is marked at words that no one understood, and lists who isn’t transcribed', async () => {
    const lead = made.speakers.find(({ name }) => name === NAMES.lead);
    made = {
      ...made,
      speakers: made.speakers.map(one => (one === lead ? { ...one, withheld: true } : one)),
      passages: made.passages.filter(({ seatId }) => !lead || seatId !== lead.seatId),
    };
    const replay = await opened();
    await replay.page.getByText(texts.notUnderstood).first().waitFor();
    await replay.page.getByText(texts.withheld(NAMES.lead)).waitFor();
    await replay.page.getByText(reviewTexts.transcript.speaks(NAMES.lead, 14)).waitFor();
    await replay.close();
  });
});

describe('a correction', () => {
  const editor = (page: Page) => page.getByRole('textbox', { name: texts.correct.label });

  it('keeps the recognized text, and says who corrected it', async () => {
    const passage = answer();
    server.answer('transcript.correct', ({ text, seen }) => {
      const spoken = text
        .split(' ')
        .map((word, index) => ({ ...(passage.words[index] ?? passage), text: word }));
      const correction = { original: seen, byName: 'Olga Owner', at: Date.now() };
      return {
        passage: {
          ...passage,
          words: spoken.map(({ text: word, fromMs, toMs }) => ({ text: word, fromMs, toMs })),
          correction,
        },
      };
    });
    const replay = await opened();
    const { page } = replay;
    await reach(page, passage, 2);
    await page.keyboard.press('F2');
    await expect.poll(() => page.evaluate(() => String(getSelection()))).toBe(passage.words[2]?.text);
    await page.keyboard.type('corrected');
    await page.keyboard.press('Enter');
    const corrected = words(page, passage).and(page.locator('[data-corrected]'));
    await corrected.waitFor();
    expect(await corrected.allTextContents()).toEqual(['corrected']);
    expect(await focused(page)).toBe(passage.words[0]?.text);
    await replay.button(texts.correct.corrected).click();
    await page.getByText(texts.correct.original(passageText(passage))).waitFor();
    await replay.close();
  });

  it('is discarded with Escape, and never lost to an error', async () => {
    const passage = answer();
    let asked = 0;
    server.answer('transcript.correct', () => {
      asked += 1;
      throw new AppError(asked === 1 ? 'unavailable' : 'conflict');
    });
    const replay = await opened();
    const { page } = replay;
    await reach(page, passage, 0);
    await page.keyboard.press('F2');
    await editor(page).fill('What I heard.');
    await page.keyboard.press('Enter');
    await page.getByText(texts.correct.failed).waitFor();
    await replay.tab('marks').click();
    await replay.tab('transcript').click();
    expect(await editor(page).inputValue()).toBe('What I heard.');
    await replay.button(texts.correct.save).click();
    await page.getByText(texts.correct.conflict(passageText(passage))).waitFor();
    expect(await editor(page).inputValue()).toBe('What I heard.');
    await editor(page).press('Escape');
    await editor(page).waitFor({ state: 'detached' });
    expect(await words(page, passage).nth(0).textContent()).toBe(passage.words[0]?.text);
    await replay.close();
  });

  it('isn’t offered to those who may not correct', async () => {
    made = { ...made, may: { correct: false, download: false, erase: false } };
    const replay = await opened();
    await reach(replay.page, answer(), 0);
    await replay.page.keyboard.press('F2');
    expect(await editor(replay.page).count()).toBe(0);
    await replay.button(texts.more).click();
    expect(await replay.page.getByRole('menuitem').allTextContents()).toEqual([texts.copyAll]);
    await replay.close();
  });
});

describe('a transcript that can’t be read', () => {
  const without = (changes: Partial<Transcript>): Transcript => ({
    ...made,
    passages: [],
    speakers: [],
    may: { correct: false, download: false, erase: false },
    ...changes,
  });
  const notice = (page: Page) => page.locator('[data-transcript-notice]');

  it('is made again if it failed, is announced while it is being made, and then appears', async () => {
    const ready = made;
    made = without({ state: 'failed', reason: 'service' });
    server.answer('recording.retry', () => {
      made = without({ state: 'running', progress: 0.42 });
      return {};
    });
    const replay = await opened();
    await notice(replay.page).getByRole('button', { name: reviewTexts.states.retry }).click();
    await notice(replay.page).getByText(texts.running(0.42)).waitFor();
    made = ready;
    await words(replay.page, answer()).first().waitFor();
    expect(await notice(replay.page).count()).toBe(0);
    await replay.close();
  });

  it.each([
    [{ state: 'hidden' }, texts.hiddenBody],
    [{ state: 'none', reason: 'consent' }, texts.reasons.consent],
    [{ state: 'failed', reason: 'service' }, texts.reasons.service],
  ] as const)('says why: %o', async (changes, words) => {
    made = without(changes);
    const replay = await opened();
    await notice(replay.page).getByText(words).waitFor();
    await replay.page.getByText(reviewTexts.transcript.note).waitFor();
    await expectAccessible(replay.page);
    await replay.close();
  });

  it('says nothing where none are made', async () => {
    made = without({ state: 'none', reason: 'off' });
    const replay = await opened();
    await replay.page.getByText(reviewTexts.transcript.note).waitFor();
    expect(await notice(replay.page).count()).toBe(0);
    await replay.close();
  });
});
