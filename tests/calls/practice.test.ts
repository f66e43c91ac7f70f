import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ended } from '../../client/texts/ended.ts';
import { practice } from '../../client/texts/practice.ts';
import { practicePage } from '../../client/texts/practicePage.ts';
import { practiceRoom } from '../../client/texts/practiceRoom.ts';
import { recruiter } from '../../client/texts/recruiter.ts';
import { room } from '../../client/texts/room.ts';
import type { Kit } from '../../shared/kit/kit.ts';
import type { Slug } from '../../shared/protocol/siteRoutes.ts';
import type { RecruiterButton } from '../../shared/recruiter/recruiterView.ts';
import { expectAccessible } from '../support/accessible.ts';
import { TestBrowser } from '../support/chromium.ts';
import { ADA } from '../support/personas.ts';
import { startPracticeServer } from '../support/practiceServer.ts';
import { joinButtonOf } from '../support/roomPage.ts';
import type { ServerProcess } from '../support/serverProcess.ts';
import { sharedBrowser } from '../support/shared.ts';

/** Lines that no run has rendered before take a while on a busy machine. */
const RENDERING_MS = 400_000;
/** Of a recording of half a minute. */
const FINISHING_MS = 120_000;
const TEST_MS = RENDERING_MS + FINISHING_MS;
const PHONE = { width: 390, height: 844 };

let server: ServerProcess;
let kit: Kit;
let slug: Slug;
const pages: Page[] = [];

beforeAll(async () => {
  ({ server, kit, slug } = await startPracticeServer());
}, 60_000);
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close();
});
afterAll(() => server?.close());

const newPage = async (browser: TestBrowser) => {
  const page = await browser.newPage({ viewport: PHONE });
  pages.push(page);
  return page;
};
const agreement = (page: Page) => page.getByRole('checkbox', { name: 'I agree to be recorded' });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });
const press = (page: Page, name: RecruiterButton) =>
  page.locator(`[data-button="${name}"]:not([aria-disabled])`).click();
const question = (page: Page, number: number) =>
  page
    .getByRole('region', { name: recruiter.panel.label })
    .getByText(kit.questions[number - 1]?.text ?? '?', { exact: true })
    .waitFor();

const choose = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).click();

/** Answers the one question in writing, and hands over. */
async function answer(page: Page, text: string): Promise<void> {
  await question(page, 1);
  const field = page.getByRole('textbox', { name: recruiter.written.label });
  const write = button(page, practiceRoom.write);
  await field.or(write).waitFor();
  // Who has a microphone speaks, and writes only when they want to.
  if (await write.isVisible()) await write.click();
  await field.fill(text);
  await button(page, recruiter.written.send).click();
  await page.locator('[data-sent-answer]').getByText(text).waitFor();
  await press(page, 'finished');
}

/** Chooses, waits for the recruiter, and is in pre-join. */
async function toPreJoin(page: Page, decide: () => Promise<unknown> = async () => {}): Promise<void> {
  await page.goto(`${server.url}/practice?role=${slug}`);
  await button(page, practice.start.begin).waitFor();
  await decide();
  await button(page, practice.start.begin).click();
  await heading(page, practiceRoom.hello).waitFor({ timeout: RENDERING_MS });
}

async function join(page: Page): Promise<void> {
  await joinButtonOf(page).click();
  await page.getByRole('toolbar', { name: room.controls.bar }).waitFor();
}

describe('a stranger', () => {
  it(
    'practices, comes back after a reload, watches it, and has two answers side by side after practicing again',
    async () => {
      await using browser = await TestBrowser.launch({ persona: ADA });
      const page = await newPage(browser);
      await toPreJoin(page, () => choose(page, practice.lengths.question));
      const address = page.url();
      expect(address).toMatch(/\/practice#[A-Za-z0-9_-]{22}$/);
      await page.getByText(practiceRoom.consent.hint('self', 'forever')).waitFor();
      await page.getByText(practiceRoom.consent.declined.self).waitFor();
      expect(await page.getByRole('checkbox').count()).toBe(1);
      await expectAccessible(page);
      await agreement(page).click();
      await page.getByText(practiceRoom.consent.declined.self).waitFor({ state: 'detached' });
      await join(page);
      await page.getByText(practiceRoom.sign.self).waitFor();
      await press(page, 'ready');
      await press(page, 'skipIntroduction');
      await question(page, 1);
      // In the middle of it the tab is loaded anew.
      await page.reload();
      await heading(page, practiceRoom.hello).waitFor();
      expect(await agreement(page).isChecked()).toBe(true);
      await join(page);
      await answer(page, 'The first time, in writing.');
      // The end leads to the private page by itself, which has the same address.
      await heading(page, practicePage.title).waitFor({ timeout: 60_000 });
      expect(page.url()).toBe(address);
      await page.getByRole('article').getByRole('heading', { name: kit.role }).waitFor();
      await button(page, practicePage.actions.watch).click({ timeout: FINISHING_MS });
      await button(page, 'Play').click();
      await page.locator('[data-player] [data-status="playing"]').waitFor();
      await button(page, practicePage.watching.back).click();

      await button(page, practicePage.actions.again).click();
      await heading(page, practiceRoom.hello).waitFor({ timeout: RENDERING_MS });
      await agreement(page).click();
      await join(page);
      await press(page, 'ready');
      await press(page, 'skipIntroduction');
      await answer(page, 'The second time, in writing.');
      await heading(page, practicePage.title).waitFor({ timeout: 60_000 });
      expect(await page.getByRole('article').count()).toBe(2);
      const asked = page.getByRole('article').first().locator('[data-question]').first();
      await page.locator('[data-attempt="ready"]').nth(1).waitFor({ timeout: FINISHING_MS });
      await asked.locator('summary').click();
      await asked.getByRole('button', { name: practicePage.questions.compare(2) }).click();
      await page.locator('[data-side-of-two] video').nth(1).waitFor();
      await button(page, practicePage.compare.both).click();
      await expect
        .poll(() =>
          page
            .locator('[data-side-of-two="earlier"] video')
            .first()
            .evaluate(video => (video as HTMLVideoElement).currentTime),
        )
        .toBeGreaterThan(0);
    },
    TEST_MS + FINISHING_MS,
  );

  it(
    'continues on another device, and the first one says so and takes it back',
    async () => {
      await using browser = await TestBrowser.launch({ persona: ADA });
      const first = await newPage(browser);
      await toPreJoin(first);
      await join(first);
      await press(first, 'ready');
      const second = await newPage(browser);
      await second.goto(first.url());
      await button(second, practicePage.actions.resume).click();
      await heading(second, practiceRoom.hello).waitFor();
      await heading(first, practice.elsewhere.title).waitFor();
      await join(second);
      await button(first, practice.elsewhere.here).click();
      await heading(second, practice.elsewhere.title).waitFor();
      await heading(first, practiceRoom.hello).waitFor();
      // Left, it waits on the private page.
      await join(first);
      await button(first, room.controls.leave).click();
      await button(first, room.leave.confirm).last().click();
      await heading(first, ended.leftPractice.title).waitFor();
      await button(first, practice.toPage).click();
      await button(first, practicePage.actions.resume).waitFor();
    },
    TEST_MS,
  );

  it(
    'without camera and microphone answers in writing, and is told what is impossible without a recording',
    async () => {
      const page = await newPage(await sharedBrowser());
      await toPreJoin(page, async () => {
        await choose(page, practice.lengths.question);
        await choose(page, practice.start.purposes.evaluation.label);
      });
      await page.getByText(practiceRoom.consent.hint('evaluation', 'forever')).waitFor();
      await page.getByText(practiceRoom.consent.declined.evaluation).waitFor();
      for (const device of ['camera', 'microphone'] as const)
        await button(page, `Continue without a ${device}`).click();
      await page.getByText(practiceRoom.without.microphone).waitFor();
      await join(page);
      await press(page, 'ready');
      await press(page, 'skipIntroduction');
      await answer(page, 'Answered in writing.');
      await heading(page, practicePage.title).waitFor({ timeout: 60_000 });
      const attempt = page.getByRole('article');
      await attempt.getByText(practicePage.statuses.unrecorded, { exact: true }).waitFor({ timeout: 30_000 });
      await attempt.getByText(practicePage.impossibleWhy).waitFor();
      await attempt.locator('[data-question] summary').first().click();
      await attempt.getByText('Answered in writing.').waitFor();
    },
    TEST_MS,
  );
});
