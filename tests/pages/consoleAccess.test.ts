import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account } from '../../client/texts/account.ts';
import { twoFactorTexts } from '../../client/texts/accountSecurity.ts';
import { auditTexts } from '../../client/texts/audit.ts';
import { candidateTexts } from '../../client/texts/candidates.ts';
import { evaluationTexts } from '../../client/texts/evaluations.ts';
import { homeTexts } from '../../client/texts/home.ts';
import { hoursTexts, schedulingTexts } from '../../client/texts/hours.ts';
import { importTexts } from '../../client/texts/imports.ts';
import { interviewListTexts } from '../../client/texts/interviewList.ts';
import { interviewPageTexts } from '../../client/texts/interviewPage.ts';
import { loopTexts } from '../../client/texts/loops.ts';
import { messageTexts } from '../../client/texts/messages.ts';
import { newInterviewTexts } from '../../client/texts/newInterview.ts';
import { organizationTexts } from '../../client/texts/organization.ts';
import { outboxTexts } from '../../client/texts/outbox.ts';
import { settingsTexts } from '../../client/texts/settings.ts';
import { staffTexts } from '../../client/texts/staff.ts';
import { templateTexts } from '../../client/texts/templates.ts';
import { expectAccessible, expectAccessibleInEveryLook } from '../support/accessible.ts';
import { ApiClient, tokenOf } from '../support/apiClient.ts';
import { blankPage } from '../support/blankPage.ts';
import { InterviewStage } from '../support/interviewStage.ts';
import { walkByKeyboard } from '../support/keyboardWalk.ts';
import { LONG_RUN } from '../support/longTests.ts';
import { SIZES } from '../support/looks.ts';
import { leavePage } from '../support/pagePool.ts';
import type { ServerProcess } from '../support/serverProcess.ts';
import { sharedBrowser, sharedServer } from '../support/shared.ts';
import { signedInPage } from '../support/signedIn.ts';
import { tabTo } from '../support/tabTo.ts';

const IAN = { name: 'Ian Fleming', email: 'ian.fleming@example.org', password: 'a good long one' };
const TEMPLATE = 'First round';

let server: ServerProcess;
let owner: ApiClient;
let interview: InterviewStage;
let page: Page;

beforeAll(async () => {
  ({ server, owner } = await sharedServer());
  interview = await InterviewStage.create(owner);
  const { url } = await owner.call('staff.invite', { email: IAN.email, role: 'interviewer' });
  const { name, password } = IAN;
  await new ApiClient(server.url).call('invitations.accept', { token: tokenOf(url), name, password });
  const content = { title: 'First round', jobRole: 'Nurse', people: [] };
  await owner.call('templates.create', { name: TEMPLATE, content });
  page = await signedInPage(await sharedBrowser(), owner);
});
afterAll(async () => {
  if (page) await leavePage(page);
  interview?.close();
});

/** Opens a page of the console, and waits until its data has come. */
async function visit(path: string, heading: string): Promise<void> {
  await page.goto(`${server.url}/console${path}`);
  await page.getByRole('heading', { name: heading }).first().waitFor();
  await page.locator('#main .animate-shimmer').first().waitFor({ state: 'detached' });
}

const WALKED = LONG_RUN ? [SIZES.desktop, SIZES.phone] : [SIZES.desktop];

/** `axe: false` where the page's own tests look with axe. */
const VISITS: readonly { path: string; heading: string; axe?: false }[] = [
  { path: '', heading: homeTexts.title, axe: false },
  { path: '/interviews', heading: interviewListTexts.list.title },
  { path: '/interviews/new', heading: newInterviewTexts.create.title },
  { path: '/interviews/rounds', heading: loopTexts.title, axe: false },
  { path: '/interviews/import', heading: importTexts.title },
  { path: '/candidates', heading: candidateTexts.list.title, axe: false },
  { path: '/candidates/compare', heading: candidateTexts.compare.title, axe: false },
  { path: '/templates', heading: templateTexts.list.title, axe: false },
  { path: '/templates/new', heading: templateTexts.edit.newTitle, axe: false },
  { path: '/evaluations/calibration', heading: evaluationTexts.title, axe: false },
  { path: '/evaluations/settings', heading: evaluationTexts.title },
  { path: '/settings/organization', heading: organizationTexts.title },
  { path: '/settings/team', heading: staffTexts.members },
  { path: '/settings/scheduling', heading: schedulingTexts.title },
  { path: '/settings/messages', heading: messageTexts.title },
  { path: '/settings/email', heading: outboxTexts.title },
  { path: '/settings/privacy', heading: settingsTexts.privacy.title },
  { path: '/settings/audit', heading: auditTexts.title },
  { path: '/account', heading: account.settings.title },
  { path: '/account/hours', heading: hoursTexts.title },
];

describe('a page of the console', () => {
  it.each(VISITS)(
    'at $path has no serious axe finding, and can be used with a keyboard',
    async ({ path, heading, axe }) => {
      await visit(path, heading);
      if (axe !== false) await expectAccessibleInEveryLook(page);
      for (const size of WALKED) {
        await page.setViewportSize(size);
        expect(await walkByKeyboard(page), `${size.width} px`).toEqual([]);
      }
      await page.setViewportSize(SIZES.desktop);
    },
  );

  it('of one interview has no serious axe finding, and can be used with a keyboard', async () => {
    await visit(`/interviews/${interview.interviewId}`, interviewPageTexts.detail.people);
    await expectAccessibleInEveryLook(page);
    expect(await walkByKeyboard(page)).toEqual([]);
  });
});

it('a walk with Tab finds what can’t be used with a keyboard', async () => {
  const broken = await blankPage(await sharedBrowser());
  await broken.setContent(`<main id="main" tabindex="-1">
    <button style="outline: none">Plain</button>
    <p style="cursor: pointer">Skipped</p>
    <div style="display: flex; flex-direction: row-reverse"><a href="#">Right</a><a href="#">Left</a></div>
    <div style="position: relative"><a href="#">Covered</a><div style="position: absolute; inset: 0"></div></div>
  </main>`);
  expect(await walkByKeyboard(broken)).toEqual([
    'button “Plain” looks the same with the focus.',
    'a “Left” comes after a “Right”.',
    'a “Covered” is covered.',
    'Tab skips p “Skipped”.',
  ]);
  await broken.context().close();
});

it.each([
  { path: '/settings/scheduling', heading: schedulingTexts.title },
  { path: '/account/hours', heading: hoursTexts.title },
])('$path shows whole times on a phone', async ({ path, heading }) => {
  await visit(path, heading);
  const times = page.getByRole('combobox', { name: hoursTexts.from(hoursTexts.days[0]) });
  const spare = () =>
    times.first().evaluate((select: HTMLSelectElement) => {
      const style = getComputedStyle(select);
      const context = document.createElement('canvas').getContext('2d');
      if (!context) throw new Error('The browser can’t measure text.');
      context.font = style.font;
      const padding = Number.parseFloat(style.paddingLeft) + Number.parseFloat(style.paddingRight);
      return select.clientWidth - padding - context.measureText('10:00 AM').width;
    });
  for (const width of [360, 390]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await spare(), `${width} px`).toBeGreaterThan(0);
  }
  await page.setViewportSize(SIZES.desktop);
});

/** A dialog, and the buttons that open it. The last one may be an item of a menu. */
const DIALOGS: readonly { path: string; heading: string; open: string | RegExp; item?: string }[] = [
  { path: '/settings/team', heading: staffTexts.members, open: staffTexts.invite },
  ...[hoursTexts.menu, staffTexts.disable, staffTexts.reset].map(item => ({
    path: '/settings/team',
    heading: staffTexts.members,
    open: staffTexts.actions(IAN.name),
    item,
  })),
  {
    path: '/templates',
    heading: templateTexts.list.title,
    open: templateTexts.list.actions(TEMPLATE),
    item: templateTexts.list.delete,
  },
  { path: '/account', heading: account.settings.title, open: twoFactorTexts.setUp },
];

describe('a dialog of the console', () => {
  it.each(DIALOGS)(
    'opened by $open $item is used with the keyboard, and returns the focus',
    async ({ path, heading, open, item }) => {
      await visit(path, heading);
      const opener = page.getByRole('button', { name: open, exact: true });
      await opener.focus();
      await page.keyboard.press('Enter');
      if (item) {
        const entry = page.getByRole('menuitem', { name: item, exact: true });
        await entry.waitFor();
        while (!(await entry.evaluate(element => element === document.activeElement)))
          await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
      }
      const dialog = page.locator('[role="dialog"], [role="alertdialog"]');
      await dialog.waitFor();
      await dialog.locator('.animate-shimmer').first().waitFor({ state: 'detached' });
      await page.setViewportSize(SIZES.phone);
      await expectAccessible(page);
      await page.setViewportSize(SIZES.desktop);
      expect(await dialog.evaluate(element => element.contains(document.activeElement))).toBe(true);
      await tabTo(page, dialog.getByRole('button').last());
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await expect.poll(() => opener.evaluate(element => element === document.activeElement)).toBe(true);
    },
  );
});
