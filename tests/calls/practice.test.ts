import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ended } from '../../client/texts/ended.ts';
import { practice } from '../../client/texts/practice.ts';
import { practicePage } from '../../client/texts/practicePage.ts';
import { practiceRoom } from '../../client/texts/practiceRoom.ts';
import { prejoin } from '../../client/texts/prejoin.ts';
import { recruiter } from '../../client/texts/recruiter.ts';
import { room } from '../../client/texts/room.ts';
import { uiTexts } from '../../client/texts/ui.ts';
import type { Kit } from '../../shared/kit/kit.ts';
import type { Slug } from '../../shared/protocol/siteRoutes.ts';
import type { RecruiterButton } from '../../shared/recruiter/recruiterView.ts';
import { expectAccessible } from '../support/accessible.ts';
import { TestBrowser } from '../support/chromium.ts';
import { ADA } from '../support/personas.ts';
import { RENDERING_MS, startPracticeServer } from '../support/practiceServer.ts';
import { joinButtonOf } from '../support/roomPage.ts';
import type { ServerProcess } from '../support/serverProcess.ts';
import { silence } from '../support/spokenAudio.ts';

const PHONE = { viewport: { width: 390, height: 844 }, phone: true };
const LINE_MS = 60_000;

let server: ServerProcess;
let kit: Kit;
let slug: Slug;
/** One browser has no devices, the other a camera and a silent microphone. */
let bare: TestBrowser;
let equipped: TestBrowser;

beforeAll(async () => {
  [{ server, kit, slug }, bare, equipped] = await Promise.all([
    // The first tests leave their practice before it ends, and each keeps its place for a while.
    startPracticeServer({ PRACTICE_SESSIONS: '8' }),
    TestBrowser.launch(),
    TestBrowser.launch({ persona: ADA, microphone: silence(1_000) }),
  ]);
});
afterAll(async () => {
  await Promise.all([bare?.close(), equipped?.close()]);
  await server?.close();
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });
const choose = (page: Page, name: string, timeout?: number) =>
  page.getByRole('radio', { name, exact: true }).tap({ timeout });
const press = (page: Page, name: RecruiterButton) =>
  page.locator(`[data-button="${name}"]:not([aria-disabled])`).tap({ timeout: LINE_MS });
const panelOf = (page: Page) => page.getByRole('region', { name: recruiter.panel.label });
const question = (page: Page) =>
  panelOf(page)
    .getByText(kit.questions[0]?.text ?? '?', { exact: true })
    .waitFor({ timeout: LINE_MS });

async function join(page: Page): Promise<void> {
  await joinButtonOf(page).tap();
  await page.getByRole('toolbar', { name: room.controls.bar }).waitFor({ timeout: LINE_MS });
}

/** Notes the titles of a page, and adds up its layout shifts. */
function noteTitlesAndShifts(): void {
  const noted = { titles: [] as string[], shift: 0 };
  Object.assign(window, { noted });
  new PerformanceObserver(list => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
      noted.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  new MutationObserver(() => {
    const { title } = document;
    if (title && title !== noted.titles.at(-1)) noted.titles.push(title);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

it.each([PHONE, { viewport: { width: 1_440, height: 900 } }])(
  'the start page and pre-join have their title from the start, and nothing in them moves: $viewport.width px',
  async options => {
    const page = await equipped.newPage(options);
    await page.addInitScript(noteTitlesAndShifts);
    const noted = () =>
      page.evaluate(async () => {
        for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
        return (window as unknown as { noted: { titles: string[]; shift: number } }).noted;
      });
    await page.goto(`${server.url}/practice?role=${slug}`);
    await button(page, practice.start.begin).waitFor();
    const start = await noted();
    expect(start.titles).toEqual([`${practice.start.title(kit.role)} · Vivavoce`]);
    expect(start.shift).toBeLessThanOrEqual(0.02);
    await page.goto(`${server.url}/practice?role=${slug}&question=${kit.questions[0]?.id}&now=1`);
    await joinButtonOf(page).waitFor({ timeout: RENDERING_MS });
    await page.getByText(kit.questions[0]?.text ?? '?').waitFor();
    await page.getByText(prejoin.checks.cameraOk).waitFor();
    const before = await noted();
    expect(before.titles).toEqual([`${practiceRoom.hello} · Vivavoce`]);
    expect(before.shift).toBeLessThanOrEqual(0.02);
    await page.context().close();
  },
  RENDERING_MS,
);

it(
  'a stranger taps three times from the home page to the recruiter’s first word, with a recording',
  async () => {
    const page = await equipped.newPage(PHONE);
    await page.goto(server.url);
    await page.locator('a[href^="/practice?"][href*="now=1"]').first().tap();
    await choose(page, practiceRoom.consent.yes, RENDERING_MS);
    await join(page);
    await page.locator('[data-turn="speaking"]').waitFor();
    await page.context().close();
  },
  RENDERING_MS + LINE_MS,
);

it(
  'a stranger without devices continues practice on another phone and after a reload, returns, and answers in writing',
  async () => {
    const page = await bare.newPage(PHONE);
    await page.goto(`${server.url}/practice?role=${slug}`);
    await choose(page, practice.lengths.question);
    await choose(page, practice.start.purposes.evaluation.label);
    await button(page, practice.start.begin).tap();
    await heading(page, practiceRoom.hello).waitFor({ timeout: RENDERING_MS });
    const address = page.url();
    expect(address).toMatch(/\/practice#[A-Za-z0-9_-]{22}$/);
    for (const device of ['camera', 'microphone'] as const)
      await button(page, `Continue without a ${device}`).tap();
    await button(page, practiceRoom.evaluated.decline).tap();
    await page.getByText(practiceRoom.evaluated.declinedBody).waitFor();
    await page.getByText(practiceRoom.without.microphone).waitFor();
    await expectAccessible(page);
    await join(page);
    await question(page);

    const other = await equipped.newPage(PHONE);
    await other.goto(address);
    await button(other, practicePage.actions.resume).tap();
    await heading(other, practiceRoom.back).waitFor();
    await heading(page, practice.elsewhere.title).waitFor();
    await expectAccessible(page);
    await join(other);
    await question(other);
    // After the reload it returns automatically, and one press joins the room, with or without devices.
    await other.reload();
    await heading(other, practiceRoom.back).waitFor();
    await join(other);
    await question(other);

    await button(page, practice.elsewhere.here).tap();
    await heading(other, practice.elsewhere.title).waitFor();
    await heading(page, practiceRoom.back).waitFor();
    await join(page);
    // After leaving, practice waits on the private page.
    await button(page, room.controls.leave).tap();
    await page
      .getByRole('alertdialog', { name: practiceRoom.leave.title })
      .getByRole('button', { name: room.leave.confirm, exact: true })
      .tap();
    await heading(page, ended.leftPractice.title).waitFor();
    await button(page, practice.toPage).tap();
    await button(page, practicePage.actions.resume).tap();
    await heading(page, practiceRoom.back).waitFor();
    await join(page);
    await question(page);

    const text = 'I would look at the slow query first.';
    await page.getByRole('textbox', { name: recruiter.written.label }).fill(text);
    await button(page, recruiter.written.send).tap();
    await page.locator('[data-sent-answer]').getByText(text).waitFor();
    // The sent text is an answer, and a short one.
    await panelOf(page)
      .getByText(kit.questions[0]?.probes[0]?.text ?? '?', { exact: true })
      .waitFor({ timeout: LINE_MS });
    // Without a microphone and without text, the first press only asks.
    await press(page, 'finished');
    await page.getByText(recruiter.written.empty).waitFor();
    await press(page, 'finished');
    await press(page, 'finish');
    await heading(page, practicePage.title).waitFor();
    expect(page.url()).toBe(address);
    const trouble = page.getByRole('region', { name: uiTexts.notices }).getByRole('alert');
    expect(await trouble.allTextContents(), 'what has failed').toEqual(['']);
    const attempt = page.getByRole('article');
    await attempt.getByText(practicePage.statuses.unrecorded, { exact: true }).waitFor();
    await attempt.getByText(practicePage.evaluations.waiting, { exact: true }).waitFor();
    await attempt.locator('[data-details] > summary').tap();
    await attempt.locator('[data-question] summary').first().tap();
    await attempt.getByText(text).waitFor();
    await attempt.getByText(practicePage.questions.inWriting).waitFor();
  },
  RENDERING_MS + 3 * LINE_MS,
);
