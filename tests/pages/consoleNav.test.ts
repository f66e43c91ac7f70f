import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { common } from '../../client/texts/common.ts';
import { consoleTexts } from '../../client/texts/console.ts';
import { interviewPageTexts } from '../../client/texts/interviewPage.ts';
import { organizationTexts } from '../../client/texts/organization.ts';
import { outboxTexts } from '../../client/texts/outbox.ts';
import { publicSideTexts } from '../../client/texts/publicSide.ts';
import { changedElsewhereTexts, settingsTexts } from '../../client/texts/settings.ts';
import { staffReasonTexts } from '../../client/texts/staffErrors.ts';
import { uiTexts } from '../../client/texts/ui.ts';
import { AppError } from '../../shared/errors.ts';
import { InterviewId } from '../../shared/ids.ts';
import { EMPTY_PROFILE } from '../../shared/organization.ts';
import { expectAccessible } from '../support/accessible.ts';
import { ConsolePage, DESKTOP, PHONE, TABLET } from '../support/consolePage.ts';
import { MadeUpInterviews } from '../support/madeUpInterviews.ts';
import { MadeUpOutbox, MadeUpPublicSide } from '../support/madeUpSite.ts';

const texts = consoleTexts.nav;
/** Number of sections that an owner sees. */
const SECTIONS = 8;

let staff: ConsolePage;
let page: Page;

beforeAll(async () => {
  staff = await ConsolePage.create();
  ({ page } = staff);
  staff.signIn('owner');
  new MadeUpOutbox().serve(staff.server);
  new MadeUpPublicSide().serve(staff.server);
});
afterAll(() => staff?.[Symbol.asyncDispose]());
beforeEach(() => page.setViewportSize(DESKTOP));

describe('the navigation of the console', () => {
  const nav = () => page.getByRole('navigation', { name: consoleTexts.nav.label });
  const more = () => nav().getByRole('button');
  const settings = () => page.getByRole('navigation', { name: settingsTexts.title });
  const items = () => page.getByRole('menuitem');

  it('shows every page when there is room', async () => {
    await staff.open('site');
    await nav()
      .getByRole('link')
      .nth(SECTIONS - 1)
      .waitFor();
    expect(await nav().getByRole('link').count()).toBe(SECTIONS);
    expect(await more().count()).toBe(0);
    expect(await nav().locator('[aria-current=page]').textContent()).toBe(texts.practice);
    await page.setViewportSize({ width: 1_088, height: 700 });
    const tops = await nav()
      .getByRole('link')
      .evaluateAll(links => links.map(link => link.getBoundingClientRect().top));
    expect(new Set(tops).size).toBe(1);
  });

  it('moves pages into a menu when there is no room; the menu names the open page and works by keyboard', async () => {
    await staff.open('outbox');
    for (const [size, shown] of [
      [TABLET, 3],
      [{ width: 480, height: 800 }, 2],
      [PHONE, 1],
      [{ width: 320, height: 600 }, 1],
    ] as const) {
      await page.setViewportSize(size);
      await expect.poll(() => nav().getByRole('link').count()).toBe(shown);
      expect(await more().textContent()).toContain(texts.settings);
      const overflow = await nav().evaluate(element => element.scrollWidth - element.clientWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      await more().focus();
      await page.keyboard.press('Enter');
      // The menu takes keys only after it has the focus, a moment after it is drawn.
      await page.locator('[role="menuitem"]:focus').waitFor();
      expect(await items().count()).toBe(SECTIONS - shown);
      for (const key of ['End', 'ArrowUp', 'Enter']) await page.keyboard.press(key);
      await page.waitForURL('**/console/site');
      await page.getByRole('heading', { level: 1, name: publicSideTexts.title }).waitFor();
      expect(await more().textContent()).toBe(texts.practice);
      await page.goBack();
      await page.getByRole('heading', { level: 1, name: outboxTexts.title }).waitFor();
    }
  });

  it('opens the menu by arrow keys, finds an item by its first letter, and returns the focus to the menu button', async () => {
    await page.setViewportSize(PHONE);
    await staff.open('outbox');
    const focused = page.locator('[role="menuitem"]:focus');
    await more().press('ArrowUp');
    await expect.poll(() => focused.textContent()).toContain(texts.settings);
    await page.keyboard.press(texts.practice.charAt(0));
    await expect.poll(() => focused.textContent()).toBe(texts.practice);
    await page.keyboard.press('Escape');
    await items().first().waitFor({ state: 'detached' });
    expect(await more().evaluate(button => button === document.activeElement)).toBe(true);

    await more().press('ArrowDown');
    await expect.poll(() => focused.count()).toBe(1);
    await page.mouse.click(5, 500);
    await items().first().waitFor({ state: 'detached' });
    expect(await more().getAttribute('aria-expanded')).toBe('false');
  });

  it('marks the organization until it has a name and a way to reach it; saving sends only what changed', async () => {
    const sent: object[] = [];
    staff.server.answer('organization.read', () => ({ profile: EMPTY_PROFILE }));
    staff.server.answer('organization.change', ({ profile }) => {
      sent.push(profile);
      return { profile: Object.assign({ ...EMPTY_PROFILE }, ...sent) };
    });
    await staff.open('organization');
    const { title, notSetUp, name, website, saved } = organizationTexts;
    const marked = [
      nav().getByRole('link', { name: `${texts.settings} (${settingsTexts.organizationNotSetUp})` }),
      settings().getByRole('link', { name: `${title} (${notSetUp})` }),
    ];
    for (const link of marked) await link.waitFor();
    await page.getByLabel(name, { exact: true }).fill('Ampère');
    await page.getByRole('button', { name: common.save }).click();
    await page.getByText(saved).waitFor();
    for (const link of marked) await link.waitFor();
    await page.getByLabel(website).fill('example');
    await page.getByRole('button', { name: common.save }).click();
    await page.getByText(staffReasonTexts['website-incomplete']).waitFor();
    await expectAccessible(page);
    await page.getByLabel(website).fill('example.org');
    await page.getByRole('button', { name: common.save }).click();
    await expect.poll(() => sent).toEqual([{ name: 'Ampère' }, { website: 'https://example.org' }]);
    await nav().getByRole('link', { name: texts.settings, exact: true }).waitFor();
    await settings().getByRole('link', { name: title, exact: true }).waitFor();
  });

  it.each([
    [changedElsewhereTexts.theirs, 'Theirs.', 0],
    [changedElsewhereTexts.mine, 'Mine.', 1],
  ])(
    'shows what someone else has saved in the meantime, keeps the typed text, and offers “%s”',
    async (choice, about, saves) => {
      const theirs = { about: 'Theirs.' };
      const sent: unknown[] = [];
      staff.server
        .answer('organization.read', () => ({ profile: { ...EMPTY_PROFILE, name: 'Ampère' } }))
        .answer('organization.change', ({ profile, seen }) => {
          if (seen?.about !== theirs.about)
            throw new AppError('conflict', 'setting-changed', {
              values: { by: 'Oda', at: Date.now() },
              details: { theirs },
            });
          sent.push(profile);
          return { profile: { ...EMPTY_PROFILE, name: 'Ampère', ...profile } };
        });
      await staff.open('organization');
      const field = page.getByRole('textbox', { name: new RegExp(`^${organizationTexts.about}`) });
      await field.fill('Mine.');
      await page.getByRole('button', { name: common.save, exact: true }).click();
      await page.getByText(/^Oda has changed this/).waitFor();
      await page.getByText(theirs.about, { exact: true }).waitFor();
      expect(await field.inputValue()).toBe('Mine.');
      const refusal = page.getByRole('alert').filter({ hasText: organizationTexts.notSaved });
      expect(await refusal.evaluate(alert => alert.getBoundingClientRect().top)).toBeGreaterThan(0);
      await expectAccessible(page);
      await page.getByRole('button', { name: choice }).click();
      await page.getByText(changedElsewhereTexts.title).waitFor({ state: 'detached' });
      expect(await field.inputValue()).toBe(about);
      expect(sent).toEqual(saves === 0 ? [] : [{ about: 'Mine.' }]);
    },
  );

  it('lists the settings on a narrow screen, and opens the first of them next to their list on a wide one', async () => {
    await staff.open('settings');
    await page.waitForURL('**/settings/organization');
    expect(await settings().locator('[aria-current=page]').textContent()).toContain(organizationTexts.title);
    expect(await settings().getByRole('link').count()).toBe(7);
    await page.setViewportSize(PHONE);
    await staff.open('settings');
    await page.getByRole('heading', { level: 1, name: settingsTexts.title }).waitFor();
    await expectAccessible(page);
    await page.getByRole('main').getByRole('link', { name: outboxTexts.title }).click();
    await page.getByRole('heading', { level: 1, name: outboxTexts.title }).waitFor();
    await page.getByRole('link', { name: settingsTexts.title, exact: true }).last().click();
    await page.getByRole('heading', { level: 1, name: settingsTexts.title }).waitFor();
    staff.signIn('evaluator');
    await staff.open('settings');
    await page.waitForURL('**/console');
    staff.signIn('owner');
  });

  it('opens the addresses of earlier versions', async () => {
    for (const [before, now] of [
      ['outbox/mail-2?state=sent', 'settings/email/mail-2?state=sent'],
      ['kits/backend-developer/agreement', 'insights/backend-developer'],
      ['recordings', 'interviews/recordings'],
    ] as const) {
      await staff.go(before);
      await page.waitForURL(`${staff.server.url}/console/${now}`);
    }
  });

  it('stays on a page that doesn’t exist, which leads to Home', async () => {
    await staff.open('blah');
    await page.getByRole('heading', { level: 1, name: consoleTexts.noSuchPage.title }).waitFor();
    expect(await nav().getByRole('link').count()).toBe(SECTIONS);
    const home = page.getByRole('main').getByRole('link', { name: consoleTexts.notAllowed.home });
    expect(await home.getAttribute('href')).toBe('/console');
  });

  it('says that an interview can’t be opened, without offering to try again', async () => {
    new MadeUpInterviews().serve(staff.server);
    staff.server.answer('interviews.read', () => {
      throw AppError.forbidden('not-taking-part');
    });
    await staff.open(`interviews/${InterviewId.parse('01890000-0000-7000-8000-000000000001')}`);
    const refused = page.getByText(interviewPageTexts.detail.notAllowed);
    await refused.waitFor();
    await page.getByText(staffReasonTexts['not-taking-part']).waitFor();
    expect(await page.getByRole('button', { name: uiTexts.tryAgain }).count()).toBe(0);
  });

  it('has no serious axe finding while the menu is open', async () => {
    await page.setViewportSize(PHONE);
    await staff.open('site');
    await more().click();
    await items().first().waitFor();
    await expectAccessible(page);
  });
});
