import { gzipSync } from 'node:zlib';
import type { Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account } from '../../client/texts/account.ts';
import { common } from '../../client/texts/common.ts';
import { contactTexts } from '../../client/texts/contact.ts';
import { site } from '../../client/texts/site.ts';
import { REMEMBERED_PRACTICE, REMEMBERS_NO_PRACTICE } from '../../shared/site/rememberedPractice.ts';
import { expectAccessibleInEveryLook } from '../support/accessible.ts';
import { itInWholeRuns } from '../support/longTests.ts';
import { LOOKS_ON_DESKTOP, LOOKS_ON_PHONE } from '../support/looks.ts';
import { leavePage as close, takePage } from '../support/pagePool.ts';
import { openPublicSite, PHONE, ROLE, type Visit } from '../support/publicSite.ts';
import { ReviewServer } from '../support/reviewServer.ts';
import { sharedBrowser } from '../support/shared.ts';
import { smallTargets } from '../support/smallTargets.ts';
import type { TestServer } from '../unit/http/testServer.ts';

const TOKEN = 'A'.repeat(22);

let server: TestServer;
let visit: Visit;

beforeAll(async () => {
  ({ server, visit } = await openPublicSite());
});
afterAll(() => server.close());

describe('a personal link', () => {
  it('to a private page that this browser remembers is offered, reaches no server, and is forgotten in one press, which can be undone', async () => {
    const page = await visit('/');
    const link = page.getByRole('link', { name: site.continuePractice.action });
    expect(await link.isVisible()).toBe(false);
    await page.evaluate(
      ([name = '', value = '']) => localStorage.setItem(name, value),
      [REMEMBERED_PRACTICE, JSON.stringify({ page: TOKEN, role: 'Backend Developer', progress: '1 of 22' })],
    );
    const sent: string[] = [];
    page.on('request', async request => sent.push(request.url(), JSON.stringify(request.headers())));
    for (const address of ['/', ROLE]) {
      await page.goto(server.url + address);
      await link.waitFor();
      expect(await link.getAttribute('href'), address).toBe(`/practice#${TOKEN}`);
    }
    expect(sent.join()).not.toContain(TOKEN);
    await link.getByText('Backend Developer · 1 of 22').waitFor();
    const forget = page.getByRole('button', { name: site.continuePractice.forget });
    await forget.click();
    await link.waitFor({ state: 'hidden' });
    await page.getByText(site.continuePractice.forgotten).waitFor();
    await page.getByRole('button', { name: site.continuePractice.undo }).click();
    await link.waitFor();
    expect(await page.evaluate(name => localStorage.getItem(name), REMEMBERED_PRACTICE)).toContain(TOKEN);
    await forget.click();
    await link.waitFor({ state: 'hidden' });
    await page.reload();
    expect(await link.isVisible()).toBe(false);
    expect(await page.evaluate(name => localStorage.getItem(name), REMEMBERED_PRACTICE)).toBe(
      REMEMBERS_NO_PRACTICE,
    );
    await close(page);
  });

  it('is opened without being sent to a server; a link of another site is refused on the page', async () => {
    const page = await visit('/');
    const sent: string[] = [];
    page.on('request', request => sent.push(`${request.url()} ${request.postData() ?? ''}`));
    await page.getByRole('banner').getByRole('button', { name: site.link.open }).click();
    const field = page.getByRole('dialog').getByLabel(contactTexts.paste.label);
    await field.fill(`https://evil.example/join#${TOKEN}`);
    await field.press('Enter');
    await page.getByText(contactTexts.paste.refused).waitFor();
    await field.fill('Hello Noor');
    await field.press('Enter');
    await page.getByText(contactTexts.paste.none).waitFor();
    await field.fill(`Hello Noor, your link: ${server.url}/join#${TOKEN} Open it in a current browser.`);
    await field.press('Enter');
    await page.getByRole('heading', { name: common.linkProblem.title }).waitFor();
    expect(sent.filter(one => one.includes('/open-link'))).toEqual([]);
    expect(new URL(page.url()).pathname).toBe('/join');
    await close(page);
  });
});

describe('the color scheme', () => {
  const background = (page: Page) =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

  it('follows the device without scripts', async () => {
    const page = await visit('/', { withoutScripts: true, colorScheme: 'dark' });
    const dark = await background(page);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await background(page)).not.toBe(dark);
    await close(page);
  });

  it('is chosen once for the public pages and the rest of the product', async () => {
    const page = await visit('/');
    const light = await background(page);
    await page.getByRole('button', { name: common.themeToggle }).click();
    const dark = await background(page);
    expect(dark).not.toBe(light);
    await page.goto(`${server.url}/roles`);
    expect(await background(page)).toBe(dark);
    await page.goto(`${server.url}/login`);
    await page.getByRole('heading', { name: account.login.title }).waitFor();
    expect(await background(page)).toBe(dark);
    await close(page);
  });
});

/**
 * Loads a page as a phone does for the first time, and returns its compressed script sizes and its layout
 * shift.
 */
async function loaded(
  address: string,
): Promise<{ address: string; bytes: number[]; moved: number; total: number }> {
  const page = await (await sharedBrowser()).newPage({ viewport: PHONE });
  const scripts: Response[] = [];
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', request => {
    // The size of the recruiter is that of a made-up one. The tests of rendered clips have the real size.
    if (!new URL(request.url()).pathname.startsWith('/recruiter'))
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  page.on('response', response => {
    if (response.request().resourceType() === 'script') scripts.push(response);
  });
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver(list => {
      for (const entry of list.getEntries())
        shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(server.url + address, { waitUntil: 'networkidle' });
  // Layout shifts are reported one frame after they are drawn.
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
  });
  const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
  const bytes = await Promise.all(scripts.map(async script => gzipSync(await script.body()).length));
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await page.context().close();
  return { address, bytes, moved: shifts.reduce((sum, shift) => sum + shift, 0), total };
}

describe('a public page', () => {
  it('lets a visitor skip to the content, open the form for a link, and leave it, by keyboard', async () => {
    const page = await visit('/');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('#main:focus').waitFor();
    const opener = page.getByRole('banner').getByRole('button', { name: site.link.open });
    await opener.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: site.link.title }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await opener.and(page.locator(':focus')).waitFor();
    await close(page);
  });

  it('offers the sign-in once, also on phones', async () => {
    for (const viewport of [PHONE, { width: 1_280, height: 800 }]) {
      const page = await visit('/', { viewport });
      const signIn = page.getByRole('link', { name: common.signIn, exact: true });
      expect(await signIn.count(), `${viewport.width} px`).toBe(1);
      await close(page);
    }
  });

  it('loads few bytes of script and has no layout shift', async () => {
    const addresses = ['/', '/roles', ROLE, `${ROLE}#get-vs-post`];
    for (const { address, bytes, moved, total } of await Promise.all(addresses.map(loaded))) {
      if (address === '/') expect(total).toBeLessThan(80_000);
      expect(moved, `layout shift of ${address}`).toBeLessThan(0.001);
      expect(bytes.length, address).toBe(2);
      expect(
        bytes.reduce((sum, one) => sum + one, 0),
        address,
      ).toBeLessThan(10_000);
    }
  });

  itInWholeRuns('is accessible at every width, in both color schemes, and in each state', async () => {
    const page = await visit('/');
    await expectAccessibleInEveryLook(page);
    await page.getByRole('banner').getByRole('button', { name: site.link.open }).click();
    await page.getByRole('dialog').waitFor();
    await expectAccessibleInEveryLook(page, LOOKS_ON_DESKTOP);
    for (const address of [
      '/roles',
      '/roles?q=caching',
      '/roles?q=zzz',
      '/roles/backend-develper',
      '/open-link',
    ]) {
      await page.goto(server.url + address);
      await expectAccessibleInEveryLook(page, LOOKS_ON_PHONE);
      expect(await smallTargets(page), address).toEqual([]);
    }
    await page.goto(server.url + ROLE);
    await expectAccessibleInEveryLook(page, LOOKS_ON_PHONE);
    await page.getByRole('button', { name: site.rolePage.filters.openAll }).click();
    await expectAccessibleInEveryLook(page);
    expect(await smallTargets(page)).toEqual([]);
    await close(page);
  });
});

describe('a server without a public site', () => {
  let closed: ReviewServer;
  beforeAll(async () => {
    closed = await ReviewServer.start();
  });
  afterAll(() => closed[Symbol.asyncDispose]());

  it('shows the sign-in on its start page, and explains how to start when there is no account', async () => {
    const page = await takePage(await sharedBrowser());
    closed.answer('account.read', () => ({ setupNeeded: false }));
    await page.goto(closed.url);
    await page.getByRole('heading', { name: account.login.title }).waitFor();
    closed.answer('account.read', () => ({ setupNeeded: true }));
    await page.reload();
    await page.getByRole('heading', { name: 'One step left: create the first account' }).waitFor();
    await close(page);
  });
});
