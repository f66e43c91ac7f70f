import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { common } from '../../client/texts/common.ts';
import { consoleTexts } from '../../client/texts/console.ts';
import { room } from '../../client/texts/room.ts';
import { staffTexts as staff } from '../../client/texts/staff.ts';
import { uiTexts } from '../../client/texts/ui.ts';
import { expectNoViolations } from '../support/accessible.ts';
import { TestBrowser } from '../support/chromium.ts';
import { openRecruiterScreen, seat, sent, show, viewWith } from '../support/recruiterScreen.ts';
import { ReviewServer } from '../support/reviewServer.ts';
import { member } from '../support/reviewStage.ts';

const { nav } = consoleTexts;

describe.each([
  ['Chromium', {}],
  ['Firefox', { firefox: true }],
] as const)('a dialog in %s', (name, options) => {
  const closers = new AsyncDisposableStack();
  let server: ReviewServer;
  let browser: TestBrowser;
  let page: Page;

  beforeAll(async () => {
    server = closers.use(await ReviewServer.start());
    server
      .answer('account.read', () => ({ setupNeeded: false, member: member('owner') }))
      .answer('staff.list', () => ({ members: [member()], invitations: [] }));
    browser = closers.use(await TestBrowser.launch(options));
  });
  // Firefox keeps the focus in its own controls when a page is loaded again.
  beforeEach(async () => {
    page = await browser.newPage();
  });
  afterEach(() => page.context().close());
  afterAll(() => closers.disposeAsync());

  const opener = () => page.getByRole('button', { name: staff.invite });
  const dialog = () => page.getByRole('dialog', { name: staff.inviteTitle });
  const question = () => page.getByRole('alertdialog');
  const email = () => dialog().getByLabel(staff.email);
  const isFocused = (selector: string) =>
    page.evaluate(within => document.activeElement?.closest(within) !== null, selector);
  const open = async () => {
    await page.goto(`${server.url}/console/staff`);
    await opener().click();
    await dialog().waitFor();
  };

  it('keeps the keyboard, makes the page inert, and returns the focus', async () => {
    await open();
    expect(await email().evaluate(field => field === document.activeElement)).toBe(true);
    expect(await dialog().getAttribute('aria-modal')).toBe('true');
    for (let tab = 0; tab < 12; tab += 1) {
      await page.keyboard.press('Tab');
      // Between the last control and the first one, the browser's own controls may have the focus.
      expect(await isFocused('dialog, body:not(:has(:focus))')).toBe(true);
      expect(await isFocused('#root')).toBe(false);
    }
    const reachesPage = await opener().evaluate(button => {
      const { x, y } = button.getBoundingClientRect();
      return button.contains(document.elementFromPoint(x + 1, y + 1));
    });
    expect(reachesPage).toBe(false);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).overflowY)).toBe('hidden');
    if (name === 'Chromium') await expectNoViolations(page, '[role="dialog"]');
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    expect(await opener().evaluate(button => button === document.activeElement)).toBe(true);
  });

  it('does not lose typed text, however often Escape is pressed', async () => {
    await open();
    await page.keyboard.type('ada@example.org');
    for (let round = 0; round < 3; round += 1) {
      await page.keyboard.press('Escape');
      await question().getByText(uiTexts.discard.title).waitFor();
      await page.keyboard.press('Escape');
      await question().waitFor({ state: 'detached' });
    }
    expect(await email().inputValue()).toBe('ada@example.org');
    expect(await email().evaluate(field => field === document.activeElement)).toBe(true);
  });

  it('keeps the focus when its text is pressed', async () => {
    await open();
    await dialog().getByRole('heading').click();
    expect(await isFocused('dialog')).toBe(true);
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });

  it('shows toasts, which can be dismissed there and after it is closed', async () => {
    await page.goto(`${server.url}/console/staff`);
    const toast = page.getByRole('region', { name: uiTexts.notices }).getByRole('alert');
    const fail = async () => {
      await page.getByRole('button', { name: nav.account }).click();
      await page.getByRole('menuitem', { name: common.signOut }).click();
    };
    const dismiss = () => toast.getByRole('button', { name: uiTexts.dismiss }).first().click();
    await fail();
    await fail();
    await toast.getByRole('button').nth(1).waitFor();
    await opener().click();
    await dialog().waitFor();
    await dismiss();
    expect(await toast.getByRole('button').count()).toBe(1);
    expect(await dialog().count()).toBe(1);
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await dismiss();
    expect(await toast.getByRole('button').count()).toBe(0);
  });
});

describe('a dialog in the room', () => {
  const openScreen = openRecruiterScreen();

  it('keeps the keys of the room from acting, also after a press on its text', async () => {
    const page = await openScreen();
    const seats = {
      ada: seat('ada', 'candidate', 'Ada Candidate'),
      grace: seat('grace', 'interviewer', 'Grace Interviewer'),
    };
    const own = { seats, ownSeatId: 'grace', leadSeatId: 'grace' };
    const { recruiter: _none, ...view } = viewWith({}, own as never);
    await show(page, { screen: 'room', view });
    await page.getByRole('toolbar', { name: room.controls.bar }).waitFor();
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: room.shortcuts.title });
    await dialog.getByRole('heading', { name: room.shortcuts.title }).click();
    const before = (await sent(page)).length;
    await page.keyboard.press('p');
    await page.keyboard.press('w');
    expect(await page.getByRole('complementary').count()).toBe(0);
    expect((await sent(page)).length).toBe(before);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('w');
    await page.getByRole('complementary', { name: room.chat.title }).waitFor();
  });
});
