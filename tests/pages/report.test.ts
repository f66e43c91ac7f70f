import type { Page } from 'playwright-core';
import { uuidv7 } from 'uuidv7';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { common } from '../../client/texts/common.ts';
import { fallbackTexts } from '../../client/texts/errors.ts';
import { readReport } from '../../client/texts/readReport.ts';
import { AppError } from '../../shared/errors.ts';
import { InterviewId } from '../../shared/ids.ts';
import { SHARES_MAX } from '../../shared/protocol/readerRoutes.ts';
import type { CandidateReport } from '../../shared/report/candidateReport.ts';
import { expectAccessibleInEveryLook } from '../support/accessible.ts';
import { SLUG } from '../support/madeUpPractice.ts';
import { strongReport, weakReport } from '../support/madeUpReport.ts';
import { leavePage } from '../support/pagePool.ts';
import { guessedReport, openReport, REPORT_LINK, ReportPage } from '../support/reportPage.ts';
import { smallTargets } from '../support/smallTargets.ts';
import { tabTo } from '../support/tabTo.ts';

const { ask, clip, guess, impossible, ladder, points, questions, rating, retracted, share, waiting } =
  readReport;
const UNAVAILABLE = AppError.unavailable();
const DAY_MS = 86_400_000;

let own: ReportPage;
let page: Page;

beforeAll(async () => {
  own = await ReportPage.create();
});
afterAll(() => own?.[Symbol.asyncDispose]());
beforeEach(async () => {
  ({ page } = await own.visit());
});
afterEach(() => leavePage(page));

const heading = (name: string) => page.getByRole('heading', { name, exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const press = (key: string) => page.keyboard.press(key);
const pressOn = async (name: string) => {
  await tabTo(page, button(name));
  await press('Enter');
};
const headline = (report: CandidateReport) => page.getByText(report.headline);
const rung = (report: CandidateReport, name: string) =>
  page.locator('[data-rung]').nth(report.ladder.findIndex(each => each.name === name));

describe('before the report', () => {
  it('the page asks how it went, one competency at a time, using only the keyboard, and then opens the report', async () => {
    const opened = guessedReport();
    const [first, second] = opened.competencies;
    const house = await own.open({ ...opened, competencies: opened.competencies.slice(0, 2) });
    await heading(guess.title).waitFor();
    await page.getByText(guess.step(1, 2)).waitFor();
    await tabTo(page, page.getByRole('radio', { name: first?.anchors[0] ?? '?' }));
    await press('ArrowDown');
    await press('ArrowDown');
    await pressOn(guess.next);
    await page.getByText(guess.step(2, 2)).waitFor();
    await tabTo(page, page.getByRole('radio', { name: second?.anchors[0] ?? '?' }));
    await press('ArrowUp');
    await pressOn(guess.open);
    await headline(strongReport()).waitFor();
    expect(house.guesses).toEqual([{ [first?.id ?? '']: 3, [second?.id ?? '']: 'N' }]);
    await page.locator('h1:focus').waitFor();
  });

  it('the questions are skipped with one press, unless the server is unreachable', async () => {
    const house = await own.open(guessedReport());
    house.refusal = UNAVAILABLE;
    await pressOn(guess.skip);
    await page.getByRole('alert').getByText(fallbackTexts.unavailable).waitFor();
    await pressOn(guess.skip);
    await headline(strongReport()).waitFor();
    expect(house.guesses).toEqual([null]);
  });

  it('the questions cannot be sent twice while the report does not load after them', async () => {
    const house = await own.open(guessedReport());
    house.unlocked = UNAVAILABLE;
    await pressOn(guess.skip);
    await expect.poll(() => house.keys.length).toBe(2);
    await page.locator('[aria-busy="true"]').and(button(guess.skip)).waitFor();
    await pressOn(guess.skip);
    house.opened = openReport(strongReport());
    await headline(strongReport()).waitFor();
    expect(house.guesses).toEqual([null]);
  });

  it('the page says when the report is due and how far it is, and that it is late', async () => {
    const promisedAt = Date.now() + DAY_MS;
    const house = await own.open({ state: 'waiting', role: 'Backend Developer', promisedAt, step: 'rated' });
    await heading(waiting.title).waitFor();
    await page.getByText(/^Due by tomorrow, \d/).waitFor();
    expect(await page.locator('[aria-current="step"]').textContent()).toContain(waiting.steps.rated);
    await expectAccessibleInEveryLook(page);
    const missedAt = Date.now() - DAY_MS;
    house.opened = { state: 'waiting', role: 'Backend Developer', promisedAt: missedAt, step: 'written' };
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await page.getByText(/due by yesterday, .+ and is late/).waitFor();
    house.opened = openReport(strongReport());
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await headline(strongReport()).waitFor();
  });

  it('the page says why there is none, that it is being revised, or that the link does not work', async () => {
    const role = 'Backend Developer';
    await own.open({ state: 'impossible', role, reason: 'erased' });
    await page.getByText(impossible.reasons.erased).waitFor();
    own.house.opened = { state: 'retracted', role };
    await page.reload();
    await page.getByText(retracted.body).waitFor();
    own.house.opened = AppError.linkInvalid();
    await page.reload();
    await heading(common.linkProblem.title).waitFor();
    own.house.opened = new AppError('internal');
    await page.reload();
    await page.getByText(readReport.failed).waitFor();
    own.house.opened = openReport(strongReport());
    await button('Try again').click();
    await headline(strongReport()).waitFor();
    const [link, ...others] = new Set(own.house.keys.map(key => JSON.stringify(key)));
    expect(JSON.parse(link ?? '')).toEqual({ link: REPORT_LINK });
    expect(others).toEqual([]);
    await page.goto(`${own.server.url}/nothing.txt`);
    await page.goto(`${own.server.url}/report#too-short`);
    await heading(common.linkProblem.title).waitFor();
  });
});

describe('a report', () => {
  it('shows strengths, advice, and levels in words, and does not call missing evidence a low level', async () => {
    const report = weakReport({}, own.clips);
    await own.open(openReport(report));
    await headline(report).waitFor();
    const [first] = report.change;
    const point = page.getByRole('region', { name: points.change }).locator('[data-point]').first();
    for (const text of [first?.seen, first?.action]) await point.getByText(text ?? '?').waitFor();
    // A point names its level; the button leads to the descriptions, which the page says once.
    await point.getByText(`${points.reached}: ${points.level(2)}`).waitFor();
    await point.getByRole('button', { name: points.next(3) }).press('Enter');
    await expect
      .poll(() =>
        rung(report, first?.competency ?? '').evaluate(element => element === document.activeElement),
      )
      .toBe(true);
    for (const text of [first?.reached, first?.next])
      expect(await page.getByText(text ?? '?').count()).toBe(1);
    const debugging = rung(report, 'Debugging and diagnosis');
    expect(await debugging.textContent()).toContain(ladder.level(2));
    expect(await debugging.textContent()).toContain(ladder.guess(4));
    expect(await debugging.textContent()).toContain(ladder.spread(1, 3));
    const motivation = await rung(report, 'Motivation for the work').textContent();
    expect(motivation).toContain(ladder.noneAbout);
    expect(motivation).not.toMatch(/Level \d/);
    // Levels are words and whole numbers.
    expect(await page.locator('article').textContent()).not.toMatch(/\d\.\d/);
    const links = page.getByRole('link', { name: questions.againOf(2) });
    expect(await links.getAttribute('href')).toBe(`/practice?role=${SLUG}&question=slow-endpoint`);
    await page.getByText(questions.notAsked).waitFor();
    // A checkbox can be pressed by its label, too.
    expect((await smallTargets(page)).filter(target => !target.startsWith('input'))).toEqual([]);
    await expectAccessibleInEveryLook(page);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0);
  });

  it('plays its clips inline, one voice at a time, also after its grant has expired', async () => {
    const report = strongReport({}, own.clips);
    const another = { grant: 'n'.repeat(22), expiresAt: Date.now() + 120_000 };
    own.server.grants = new Set([another.grant]);
    // The page requests the report before it has fully loaded.
    await own.open(openReport(report), house =>
      own.server.answer('report.renew', () => {
        house.opened = openReport(report, { grant: another });
        throw AppError.unauthenticated();
      }),
    );
    const videos = page.locator('[data-clip="ready"] video');
    const playing = () => videos.evaluateAll(all => all.map(video => !(video as HTMLVideoElement).paused));
    await expect
      .poll(() => videos.evaluateAll(all => all.every(video => (video as HTMLVideoElement).readyState > 0)))
      .toBe(true);
    const overlays = page.getByRole('button', { name: /^Play clip/ });
    await tabTo(page, overlays.first());
    await press('Enter');
    await expect.poll(playing).toEqual([true, false, false, false]);
    await expect
      .poll(() => videos.first().evaluate(video => (video as HTMLVideoElement).currentTime))
      .toBeGreaterThan(0.2);
    await overlays.first().click();
    await expect.poll(playing).toEqual([false, true, false, false]);
    own.server.grants = undefined;
  });

  it('links from a question to the clips about it', async () => {
    const report = strongReport({}, own.clips);
    await own.open(openReport(report));
    const [first] = report.change;
    const row = page.locator(`[data-question="${first?.questionId}"]`);
    await row.getByRole('button', { name: /^Clip: Change 1/ }).press('Enter');
    const point = page.getByRole('listitem').filter({ hasText: first?.seen ?? '?' });
    await expect.poll(() => point.evaluate(element => element === document.activeElement)).toBe(true);
    await expect.poll(async () => (await point.boundingBox())?.y).toBeLessThan(100);
    // The key in the address keeps the page open.
    expect(new URL(page.url()).hash).toBe(`#${REPORT_LINK}`);
  });

  it('shows the written answer instead of a spoken one', async () => {
    const base = strongReport();
    const [spoken, first, second] = base.questions;
    if (!spoken || !first || !second) throw new Error('The report has three questions.');
    const written = (question: typeof first, text?: string) => {
      const { answerMs: _none, firstWordMs: _never, ...rest } = question;
      return { ...rest, written: text === undefined ? {} : { text } };
    };
    const questionsShown = [spoken, written(first, 'I would measure first.'), written(second)];
    await own.open(openReport({ ...base, questions: questionsShown }));
    const rowOf = ({ questionId }: typeof first) => page.locator(`[data-question="${questionId}"]`);
    await rowOf(first).locator('summary').press('Enter');
    await rowOf(first).getByText('I would measure first.').waitFor();
    await rowOf(second).getByText(questions.written).waitFor();
    expect(await page.getByText(questions.noAnswer).count()).toBe(0);
    await expectAccessibleInEveryLook(page);
  });

  it('says of each clip why it is missing or did not load', async () => {
    const report = strongReport({}, own.clips);
    const states = ['preparing', 'failed', 'erased', 'withheld'] as const;
    const all = [...report.keep, ...report.change].map((point, index) => ({
      ...point,
      clip: { state: states[index] ?? 'failed', durationMs: 12_000 },
    }));
    const house = await own.open(openReport({ ...report, keep: all.slice(0, 2), change: all.slice(2) }));
    for (const state of states) await page.locator(`[data-clip="${state}"]`).getByText(clip[state]).waitFor();
    const [fileId = ''] = own.clips;
    own.server.missing.add(fileId);
    house.opened = openReport(report);
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await page.getByText(clip.broken).first().waitFor();
    own.server.missing.clear();
    await button('Try again').first().click();
    await page.locator('[data-clip="ready"] video').first().waitFor();
  });

  it('is rated inline using only the keyboard, once everything is answered, and changed later', async () => {
    const house = await own.open(openReport(strongReport()));
    await pressOn(rating.send);
    await page.getByText(rating.missing).waitFor();
    await page
      .locator(':focus')
      .and(page.getByLabel(rating.star(1), { exact: true }))
      .waitFor();
    for (let stars = 1; stars < 4; stars += 1) await press('ArrowRight');
    for (const key of ['Space', 'ArrowRight', 'Space']) {
      await press('Tab');
      await press('Space');
      if (key === 'ArrowRight') await press(key);
    }
    await press('Tab');
    await page.keyboard.type('The clips helped.');
    house.refusal = UNAVAILABLE;
    await pressOn(rating.send);
    await page.getByRole('alert').getByText(fallbackTexts.unavailable).waitFor();
    await pressOn(rating.send);
    await page.getByText(rating.saved).waitFor();
    const given = { stars: 4, specific: 'yes', fair: 'partly', nextStep: 'yes', line: 'The clips helped.' };
    expect(house.ratings).toEqual([given]);
    await page.getByRole('radio', { name: rating.star(2) }).press('Space');
    await pressOn(rating.change);
    await expect.poll(() => house.ratings.at(-1)?.stars).toBe(2);
    house.opened = openReport(strongReport(), { rating: house.ratings.at(-1), ratingUntil: undefined });
    await page.reload();
    await page.getByText(rating.over).waitFor();
    expect(await button(rating.change).count()).toBe(0);
  });

  it('shows earlier attempts that scroll by keyboard on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const report = strongReport();
    const [first, last] = report.attempts;
    if (!first || !last) throw new Error('This report has an earlier attempt.');
    const attempts = [first, first, first, last].map((attempt, index) => ({
      ...attempt,
      interviewId: InterviewId.parse(uuidv7()),
      number: index + 1,
      sameRaters: false,
    }));
    await own.open(openReport({ ...report, attempts }));
    const table = page.getByRole('group', { name: readReport.attempts.title });
    await tabTo(page, table);
    const scrolled = () => table.evaluate(element => element.scrollLeft);
    expect(await table.evaluate(element => element.scrollWidth - element.clientWidth)).toBeGreaterThan(0);
    await press('ArrowRight');
    await expect.poll(scrolled).toBeGreaterThan(0);
  });

  it('keeps the draft of the question until it is sent, also after leaving the page', async () => {
    const house = await own.open(openReport(strongReport()));
    await page.getByLabel(ask.label, { exact: true }).fill('Which index');
    await page.reload();
    const field = page.getByLabel(ask.label, { exact: true });
    await expect.poll(() => field.inputValue()).toBe('Which index');
    await field.fill('Which index would you have tried?');
    await pressOn(ask.send);
    await page.getByText(ask.waiting).waitFor();
    expect(house.questions).toEqual(['Which index would you have tried?']);
    house.opened = openReport(strongReport());
    await page.reload();
    expect(await field.inputValue()).toBe('');
  });

  it('sends one question of the candidate, and shows its answer', async () => {
    const house = await own.open(openReport(strongReport()));
    await tabTo(page, page.getByLabel(ask.label, { exact: true }));
    await page.keyboard.type('Which index would you have tried?');
    await pressOn(ask.send);
    await page.getByText(ask.waiting).waitFor();
    expect(house.questions).toEqual(['Which index would you have tried?']);
    const question = {
      text: house.questions[0] ?? '',
      askedAt: 1,
      answer: 'One on both columns.',
      answeredAt: 2,
    };
    house.opened = openReport(strongReport(), { question });
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await page.getByText('One on both columns.').waitFor();
    expect(await button(ask.send).count()).toBe(0);
  });

  it('is shared without clips unless requested, by a link that is shown once and can be revoked', async () => {
    const house = await own.open(openReport(strongReport({}, own.clips)));
    await pressOn(readReport.actions.share);
    await page
      .locator(':focus')
      .and(page.getByText(share.title, { exact: true }))
      .waitFor();
    await page.getByText(share.none).waitFor();
    // What the link shows is chosen before the link is created.
    await tabTo(page, page.getByRole('checkbox', { name: share.clips }));
    await press('Tab');
    await press('Tab');
    expect(await button(share.create).evaluate(element => element === document.activeElement)).toBe(true);
    await press('Enter');
    await page.getByText(share.created).waitFor();
    expect(await page.getByRole('textbox', { name: share.link }).inputValue()).toContain('/report#sss');
    expect(
      house.shares.map(({ withClips, expiresAt, createdAt }) => [withClips, expiresAt - createdAt]),
    ).toEqual([[false, 7 * DAY_MS]]);
    house.shares = house.shares.map(one => ({ ...one, openings: [Date.now(), Date.now() - 60_000] }));
    await page.reload();
    await page.getByText(share.opened(2)).waitFor();
    expect(await page.getByRole('textbox', { name: share.link }).count()).toBe(0);
    house.refusal = UNAVAILABLE;
    await button(share.revoke)
      .or(page.getByRole('button', { name: /^Revoke/ }))
      .click();
    await page.getByText(share.revokeFailed).waitFor();
    house.shares = house.shares.map(one => ({ ...one, openings: [Date.now(), ...one.openings] }));
    await page.getByRole('button', { name: /^Revoke/ }).click();
    await page.locator('[data-share="over"]').getByText(share.revoked).waitFor();
    await page.getByText(share.opened(3)).waitFor();
    expect(house.shares[0]?.revokedAt).toBeDefined();
    // Revoked and expired links do not count toward the limit.
    const [over] = house.shares;
    const many = Array.from({ length: SHARES_MAX }, (_, index) => ({ ...over, shareId: `over-${index}` }));
    house.shares = many as typeof house.shares;
    await page.reload();
    await button(share.create).waitFor();
    house.shares = house.shares.map(({ revokedAt: _over, ...one }) => one);
    await page.reload();
    await page.getByText(share.full(SHARES_MAX)).waitFor();
    expect(await button(share.create).count()).toBe(0);
  });

  it('that is shared contains no rating, question, or link, and does not lead to practice', async () => {
    await own.open(openReport(strongReport(), { own: false, use: 'share' }));
    await page.getByText(share.banners.share).waitFor();
    for (const title of [rating.title, ask.title, share.title]) expect(await heading(title).count()).toBe(0);
    expect(await page.getByRole('link', { name: questions.againOf(1) }).count()).toBe(0);
    await heading(points.keep).waitFor();
  });

  it('says how it was unlocked, until when, and which printed copies exist', async () => {
    const linkUntil = Date.now() + 20 * DAY_MS;
    for (const use of ['print', 'staff'] as const) {
      await own.open(openReport(strongReport(), { own: false, use, linkUntil }));
      await page.reload();
      await page.getByText(new RegExp(`^${share.banners[use]} This link works until`)).waitFor();
      expect(await heading(rating.title).count()).toBe(0);
    }
    for (const byEmail of [true, false]) {
      await own.open(openReport(strongReport(), { own: false, use: 'staff', byEmail, linkUntil }));
      await page.reload();
      await page.getByText(share.readsOnly(byEmail)).waitFor();
    }
    const house = await own.open(openReport(strongReport(), { linkUntil }));
    house.shares = [
      {
        shareId: 'print-1',
        use: 'print',
        createdAt: Date.now() - DAY_MS,
        expiresAt: Date.now() + 89 * DAY_MS,
        withClips: true,
        openings: [Date.now()],
      },
    ];
    await page.reload();
    await page.getByText(/^This link works until .*Download the PDF/).waitFor();
    const row = page.locator('[data-share="works"]');
    await row.getByText(share.uses.print).waitFor();
    await row.getByRole('button', { name: new RegExp(`^Revoke: ${share.uses.print}`) }).click();
    await page.locator('[data-share="over"]').getByText(share.revoked).waitFor();
  });
});
