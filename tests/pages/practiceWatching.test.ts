import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { formatClock } from '../../client/texts/clock.ts';
import { practicePage } from '../../client/texts/practicePage.ts';
import { reviewTexts } from '../../client/texts/review.ts';
import { PassageId } from '../../shared/ids.ts';
import { expectAccessibleInEveryLook } from '../support/accessible.ts';
import { TestBrowser } from '../support/chromium.ts';
import { drawn } from '../support/drawn.ts';
import {
  attemptId,
  type MadeUpPractice,
  madeUpAttempt,
  madeUpPage,
  PAGE,
} from '../support/madeUpPractice.ts';
import { unplayableReview } from '../support/madeUpReview.ts';
import { PrivatePage } from '../support/privatePage.ts';
import { smallTargets } from '../support/smallTargets.ts';

const { compare, questions } = practicePage;

const own = PrivatePage.ofEach();
const { button, heading } = own;
let house: MadeUpPractice;
let page: Page;
beforeEach(() => {
  ({ house, page } = own);
});

/** Returns the times that the clock can show now if playback started at this position, after `sinceMs`. */
function clocksSince(sinceMs: number, positionMs = 0): string[] {
  const seconds = Math.ceil((performance.now() - sinceMs) / 1_000);
  return Array.from({ length: seconds + 1 }, (_, second) => formatClock(positionMs + second * 1_000));
}

describe('a recording', () => {
  it('plays from one’s own answer, with the good answer next to it and nothing of raters or the console', async () => {
    const attempt = own.recorded(1);
    const second = attempt.questions[1];
    await own.open(attempt);
    await own.details();
    const question = page.locator(`[data-question="${second?.questionId}"]`);
    await question.locator('summary').first().click();
    const sinceMs = performance.now();
    await question.getByRole('button', { name: questions.watch }).click();
    await page.locator('[data-status="playing"]').waitFor();
    await button('Pause').click();
    // Not the recruiter's question, but the answer to it; and the person's own picture is the large one.
    const chapter = house.reviews.get(attemptId(1))?.().chapters[1];
    const large = page.locator('[data-track][data-large="true"]');
    expect(await large.getAttribute('aria-label')).toBe('You');
    const shown = await page.locator('[data-clock]').textContent();
    expect(clocksSince(sinceMs, chapter?.answerFromMs)).toContain(shown);
    await page
      .locator('[data-current-question]')
      .getByText(second?.text ?? '?')
      .waitFor();
    await page
      .locator('[data-side]')
      .getByText(second?.modelAnswer.split('\n')[0] ?? '?')
      .waitFor();
    expect(await page.getByRole('tab').allTextContents()).toEqual([
      'Transcript',
      'Answers',
      'Notes',
      'Facts',
    ]);
    expect(await page.getByRole('button', { name: 'Copy link' }).count()).toBe(0);
    // Back returns to the previous page.
    await page.goBack();
    await heading(practicePage.title).waitFor();
  });

  it('plays after the press that opens it, and waits for a press after a reload, by the rules of browsers', async () => {
    await using browser = await TestBrowser.launch({ headlessShell: true, autoplayRules: true });
    const strict = await browser.newPage();
    house.page = madeUpPage([own.recorded(1)]);
    await strict.goto(own.address);
    await strict.getByRole('button', { name: practicePage.step.watch }).click();
    await strict.locator('[data-status="playing"]').waitFor();
    await strict.getByRole('button', { name: 'Pause', exact: true }).click();
    await strict.reload();
    await strict.locator('[data-status="paused"]').waitFor();
  });

  it('has no lane of events, no zoom, and the progress of the combined video in the menu of downloads', async () => {
    const attempt = own.recorded(1);
    const review = house.reviews.get(attemptId(1))?.() ?? unplayableReview({});
    house.reviews.set(attemptId(1), () => ({
      ...review,
      jobs: [{ kind: 'compose', state: 'running', progress: 0.42 }],
    }));
    await own.open(attempt);
    await page.getByRole('button', { name: practicePage.step.watch }).click();
    await page.locator('[data-timeline]').waitFor();
    const { timeline, stage, transport } = reviewTexts;
    expect(await page.locator('[data-timeline]').getByText(timeline.events).count()).toBe(0);
    expect(await button(timeline.zoomIn).count()).toBe(0);
    expect(await page.locator('[data-job]').count()).toBe(0);
    // A person without a name has no initials.
    await page.locator('[data-track][data-large="true"] svg').first().waitFor();
    await button(transport.more).click();
    const composing = page.getByRole('menuitem', { name: stage.composing(0.42) });
    await composing.press('Enter');
    expect(await composing.isVisible()).toBe(true);
  });

  it('is left by Back without breaking the browser’s own Back and Forward', async () => {
    const attempt = own.recorded(1);
    await own.open(attempt);
    await own.details();
    const question = page.locator(`[data-question="${attempt.questions[1]?.questionId}"]`);
    await question.locator('summary').first().click();
    await question.getByRole('button', { name: questions.watch }).click();
    await page.locator('[data-review]').waitFor();
    await button(practicePage.watching.back).click();
    await heading(practicePage.title).waitFor();
    await page.goForward();
    await page.locator('[data-review]').waitFor();
  });

  it('on a phone is the person alone, with the tracks and the recruiter’s picture as an extra', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    house.page = madeUpPage([own.recorded(1)]);
    const sinceMs = performance.now();
    await page.goto(`${own.server.url}/practice?watch=${attemptId(1)}#${PAGE}`);
    const shown = page.locator('[data-track]').filter({ visible: true });
    const labels = () => shown.evaluateAll(tiles => tiles.map(tile => tile.getAttribute('aria-label')));
    await expect.poll(labels).toEqual(['You']);
    // Its facts have no length of the whole recording, and no line of them ends or begins with a dot.
    const facts = page.getByRole('heading', { level: 1 }).locator('+ p');
    expect(await facts.textContent()).not.toContain(formatClock(120_000));
    const dots = await facts.evaluate(line => {
      const { left } = line.getBoundingClientRect();
      return [...line.querySelectorAll('[aria-hidden]')].map(dot => {
        const [own, part] = [dot, dot.parentElement].map(each => each?.getBoundingClientRect());
        return {
          withPart: own?.top === part?.top,
          startsLine: part && part.left <= left,
          shown: own && own.right > left,
        };
      });
    });
    expect(dots.length).toBeGreaterThan(0);
    for (const { withPart, startsLine, shown } of dots)
      expect([withPart, shown]).toEqual([true, !startsLine]);
    // Without a moment in the address, playback starts with the first answer. It may already play, because
    // Chromium takes each script of a test for a press, which permits playback.
    const [chapter] = house.reviews.get(attemptId(1))?.().chapters ?? [];
    const clock = await page.locator('[data-clock]').textContent();
    expect(clocksSince(sinceMs, chapter?.answerFromMs)).toContain(clock);
    expect(await page.locator('[data-strip]').count()).toBe(0);
    await page.getByText(reviewTexts.timeline.tracks, { exact: true }).click();
    await page.locator('[data-strip]').nth(1).waitFor();
    await button(practicePage.watching.again).click();
    await expect.poll(() => house.started.map(({ params }) => params.page)).toEqual([PAGE]);
  });

  it('takes more than half of a phone held sideways', async () => {
    house.page = madeUpPage([own.recorded(1)]);
    await page.setViewportSize({ width: 844, height: 390 });
    await page.goto(`${own.server.url}/practice?watch=${attemptId(1)}#${PAGE}`);
    const video = page.locator('[data-track][aria-label="You"]');
    await video.waitFor();
    await drawn(page);
    expect((await video.boundingBox())?.height).toBeGreaterThan(390 / 2);
    await page.locator('[data-current-question]').click({ trial: true });
  });

  it('that is not ready has one link back', async () => {
    house.page = madeUpPage([madeUpAttempt(1)]);
    house.reviews.set(attemptId(1), () => unplayableReview({ state: 'processing' }));
    await page.goto(`${own.server.url}/practice?watch=${attemptId(1)}#${PAGE}`);
    await page.getByText(reviewTexts.states.processing).waitFor();
    expect(await button(practicePage.watching.back).count()).toBe(1);
  });

  it('that was deleted says so, with a link back', async () => {
    house.page = madeUpPage([madeUpAttempt(2)]);
    await page.goto(`${own.server.url}/practice?watch=${attemptId(1)}#${PAGE}`);
    await page.getByText(practicePage.watching.gone).waitFor();
    await button(practicePage.watching.back).click();
    await heading(practicePage.title).waitFor();
  });
});

describe('the comparison of two answers', () => {
  const side = (name: 'earlier' | 'later') => page.locator(`[data-side-of-two="${name}"]`);
  const clocks = () => page.locator('[data-compare] [data-clock]').allTextContents();
  const openBoth = async ([newer, older] = [own.recorded(1), own.recorded(2)] as const) => {
    await own.open(newer, older);
    await own.details();
    const question = page.locator(`[data-question="${newer.questions[1]?.questionId}"]`);
    await question.locator('summary').first().click();
    await question.getByRole('button', { name: questions.compare }).click();
    await expect.poll(async () => (await clocks()).length).toBe(2);
  };
  /** Returns the sides whose video plays. */
  const playing = () =>
    page
      .locator('[data-side-of-two]:has(video)')
      .evaluateAll(sides =>
        sides
          .filter(one => !one.querySelector('video')?.paused)
          .map(one => one.getAttribute('data-side-of-two')),
      );

  it('shows the older answer next to the newer one, each with its date and at its answer; on a phone, too, with the controls visible', async () => {
    await openBoth();
    await side('earlier').getByText(compare.earlier, { exact: true }).waitFor();
    await side('later').getByText(compare.later, { exact: true }).waitFor();
    expect(await clocks()).toEqual(['0:00', '0:00']);
    await page.getByText(compare.place(2, 2)).waitFor();
    expect(await side('earlier').getAttribute('aria-label')).not.toBe(
      await side('later').getAttribute('aria-label'),
    );
    await page.setViewportSize({ width: 390, height: 844 });
    await drawn(page);
    const [left, right] = await Promise.all([side('earlier').boundingBox(), side('later').boundingBox()]);
    expect(right?.y).toBe(left?.y);
    expect(right?.x ?? 0).toBeGreaterThan((left?.x ?? 0) + (left?.width ?? 0) - 1);
    // Both pictures and the controls fit on one screen, and only the person is shown.
    expect(await page.locator('[data-track]').filter({ visible: true }).count()).toBe(2);
    const bar = await button(compare.both).boundingBox();
    expect((bar?.y ?? 0) + (bar?.height ?? 0)).toBeLessThanOrEqual(844);
    expect((right?.y ?? 0) + (right?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
  });

  it('has the words of each, from which it plays, and says where there are none', async () => {
    const [older, newer] = [own.recorded(2), own.recorded(1)];
    const review = house.reviews.get(newer.interviewId)?.();
    const chapter = review?.chapters[1];
    const seatId = review?.tracks.find(({ role }) => role === 'candidate')?.seatId;
    if (!chapter || !seatId) throw new Error('There is no answer.');
    const fromMs = (chapter.answerFromMs ?? chapter.fromMs) + 1_000;
    const words = ['Measure', 'first.'].map((text, index) => ({
      text,
      fromMs: fromMs + index * 2_000,
      toMs: fromMs + index * 2_000 + 500,
    }));
    const span = { fromMs, toMs: fromMs + 2_500 };
    house.transcripts.set(newer.interviewId, {
      state: 'ready',
      speakers: [{ role: 'candidate', seatId, name: 'Ada' }],
      passages: [
        { passageId: PassageId.parse(crypto.randomUUID()), seatId, ...span, understood: true, words },
      ],
      may: { correct: false, download: true, erase: true },
    });
    await openBoth([newer, older]);
    const wordsOf = (name: string) => page.getByRole('region', { name: compare.wordsOf(name) });
    await wordsOf(compare.earlier).getByText(compare.noTranscript).waitFor();
    await wordsOf(compare.later).getByText('first.').click();
    await side('later').getByText('0:03').waitFor();
  });

  it('plays both in turn, and each alone, by keyboard', async () => {
    await openBoth();
    await page.locator('[data-compare]').focus();
    await page.keyboard.press('b');
    await expect.poll(playing).toEqual(['earlier']);
    // End of the first answer.
    await side('earlier').getByRole('slider').press('End');
    await expect.poll(playing).toEqual(['later']);
    await page.locator('[data-compare]').focus();
    await page.keyboard.press('1');
    await expect.poll(playing).toEqual(['earlier']);
    await page.keyboard.press('l');
    expect(await page.getByLabel(compare.speed).inputValue()).toBe('1.25');
    await page.keyboard.press(' ');
    await expect.poll(playing).toEqual([]);
  });

  it('says when there are not two answers', async () => {
    house.page = madeUpPage([own.recorded(1)]);
    const [first] = madeUpAttempt(1).questions;
    await page.goto(`${own.server.url}/practice?compare=${first?.questionId}#${PAGE}`);
    await heading(compare.none).waitFor();
  });

  it('has no serious axe finding and no target that is too small', async () => {
    await openBoth();
    await expectAccessibleInEveryLook(page);
    expect(await smallTargets(page)).toEqual([]);
  });
});
