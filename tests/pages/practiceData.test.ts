import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { fallbackTexts } from '../../client/texts/errors.ts';
import { practice } from '../../client/texts/practice.ts';
import { practicePage } from '../../client/texts/practicePage.ts';
import { AppError } from '../../shared/errors.ts';
import { PRACTICE_ARCHIVE } from '../../shared/protocol/practiceRoutes.ts';
import { REMEMBERED_PRACTICE, REMEMBERS_NO_PRACTICE } from '../../shared/site/rememberedPractice.ts';
import {
  attemptId,
  type MadeUpPractice,
  madeUpAttempt,
  madeUpPage,
  PAGE,
  RECEIPT,
} from '../support/madeUpPractice.ts';
import { PrivatePage } from '../support/privatePage.ts';

const { address, deleting, manage, receipt } = practicePage;
const UNAVAILABLE = AppError.unavailable();

const own = PrivatePage.ofEach();
const { askNow, attempts, button, heading } = own;
let house: MadeUpPractice;
let page: Page;
beforeEach(() => {
  ({ house, page } = own);
});

describe('the address of a private page', () => {
  it('is copied in full, and is not offered by email when there is no mail', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await own.open(madeUpAttempt(1));
    // The text is there for only two seconds, so start waiting before the press.
    const said = button('Copied').waitFor();
    await button(address.copy).click();
    await said;
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(own.address);
    await button(address.email).waitFor();
    house.page = madeUpPage([madeUpAttempt(1)], { sendsMail: false });
    await askNow();
    await button(address.email).waitFor({ state: 'detached' });
    const program = page.getByRole('link', { name: address.mailProgram });
    expect(await program.getAttribute('href')).toContain(encodeURIComponent(own.address));
  });

  it('is given to the share sheet of a device that has one, next to the other ways', async () => {
    await own.open();
    await page.evaluate(() => {
      const share = async (shared: ShareData) => {
        document.title = shared.url ?? '';
      };
      Object.defineProperty(navigator, 'share', { value: share, configurable: true });
    });
    // Another state of the page shows the button.
    house.page = madeUpPage([madeUpAttempt(1)]);
    await askNow();
    await button(address.share).click();
    await expect.poll(() => page.title()).toBe(own.address);
    for (const way of [address.copy, address.email]) await button(way).waitFor();
  });

  it('is remembered in this browser for the home page, unless that is switched off', async () => {
    const remembered = () => page.evaluate(name => localStorage.getItem(name), REMEMBERED_PRACTICE);
    await own.open(madeUpAttempt(1));
    await expect.poll(remembered).toContain(PAGE);
    expect(await remembered()).toContain('"progress":"');
    const choice = page.getByRole('switch', { name: address.remember });
    await choice.click();
    expect(await remembered()).toBe(REMEMBERS_NO_PRACTICE);
    await page.reload();
    expect(await choice.getAttribute('aria-checked')).toBe('false');
    expect(await remembered()).toBe(REMEMBERS_NO_PRACTICE);
    await choice.click();
    expect(await remembered()).toContain(PAGE);
    // A page that is gone is forgotten.
    house.page = AppError.linkInvalid();
    await askNow();
    await heading(practice.gone.title).waitFor();
    expect(await remembered()).toBeNull();
  });

  it('is sent by email, and the page shows the delivery result', async () => {
    await own.open(madeUpAttempt(1));
    await button(address.email).click();
    const field = page.getByLabel(address.emailLabel);
    await field.fill('ada@example');
    await button(address.send).click();
    await page.locator('[aria-invalid="true"]').waitFor();
    await field.fill('ada@example.org');
    await button(address.send).click();
    await page.getByText(address.mails.sent('ada@example.org')).waitFor();
    expect(house.mailed).toEqual(['ada@example.org']);
    const email = { address: 'ada@example.org', state: 'bounced' as const };
    house.page = madeUpPage([madeUpAttempt(1)], { email });
    await askNow();
    await page.getByText(address.mails.bounced('ada@example.org')).waitFor();
    house.page = madeUpPage([madeUpAttempt(1)], {
      email: { address: 'ada@example.org', state: 'limited' },
    });
    await askNow();
    await page.getByText(address.mails.limited('ada@example.org')).waitFor();
  });
});

describe('the data of a private page', () => {
  it('has a date on which it is deleted without a visit, or none when it is stored forever', async () => {
    await own.open(madeUpAttempt(1));
    await button(manage.download).waitFor();
    expect(await page.locator('[data-expires]').count()).toBe(0);
    const expiresAt = Date.now() + 30 * 86_400_000;
    house.page = madeUpPage([madeUpAttempt(1)], { expiresAt });
    await askNow();
    await page.locator('[data-expires]').waitFor();
    expect(await page.locator('[data-expires]').textContent()).toMatch(
      /^Deleted .* unless you visit sooner\.$/,
    );
  });

  it('is downloaded by a form that posts the key', async () => {
    await own.open(madeUpAttempt(1));
    const posted = page.waitForRequest(request => request.url() === own.server.url + PRACTICE_ARCHIVE);
    await button(manage.download).click();
    const request = await posted;
    expect(request.method()).toBe('POST');
    expect(request.postData()).toBe(`page=${PAGE}`);
  });

  it('is deleted one attempt at a time, after a question that says what cannot be undone', async () => {
    await own.open(madeUpAttempt(1), madeUpAttempt(2));
    const remove = attempts()
      .first()
      .getByRole('button', { name: /^Delete: Backend Developer, / });
    await remove.click();
    const dialog = page.getByRole('alertdialog', { name: deleting.attempt });
    await dialog.getByText('permanently deletes').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(house.deleted).toEqual([]);
    await remove.click();
    await dialog.getByRole('button', { name: deleting.attemptConfirm }).click();
    await expect.poll(() => attempts().count()).toBe(1);
    expect(house.deleted).toEqual([attemptId(1)]);
    await page.getByText(receipt.attemptGoing).waitFor();
    house.completedAt = Date.now();
    await page.getByText(receipt.attemptDone).waitFor();
  });

  it('is deleted as a whole unless the server refuses: the key no longer opens anything, and the receipt remains', async () => {
    await own.open(madeUpAttempt(1), madeUpAttempt(2));
    await button(manage.delete).click();
    const dialog = page.getByRole('alertdialog', { name: deleting.page });
    await dialog.getByText(deleting.pageBody(2)).waitFor();
    const confirm = dialog.getByRole('button', { name: deleting.pageConfirm });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByRole('checkbox', { name: deleting.pageKnown }).click();
    const before = house.page;
    house.page = UNAVAILABLE;
    await confirm.click();
    await dialog.getByText(fallbackTexts.unavailable).waitFor();
    house.page = before;
    await confirm.click();
    await heading(receipt.title).waitFor();
    await page.getByText(receipt.going).waitFor();
    await page.getByText(RECEIPT).waitFor();
    expect(page.url()).toBe(`${own.server.url}/practice?receipt=${RECEIPT}`);
    house.completedAt = Date.now();
    await page.getByText(/^Everything was deleted today/).waitFor();
    await page.goto(own.address);
    await heading(practice.gone.title).waitFor();
  });

  it('has no receipt for a wrong number', async () => {
    await page.goto(`${own.server.url}/practice?receipt=nonsense`);
    await heading(receipt.unknown).waitFor();
  });
});
