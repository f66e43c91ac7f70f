import type { Page, Route } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { common } from '../../client/texts/common.ts';
import type { TestBrowser } from '../support/chromium.ts';
import { eventually } from '../support/eventually.ts';
import type { ServerProcess } from '../support/serverProcess.ts';
import { sharedBrowser, sharedServer } from '../support/shared.ts';

const LATER = /\/assets\/.*\.js$/;

let server: ServerProcess;
let browser: TestBrowser;

beforeAll(async () => {
  ({ server } = await sharedServer());
  browser = await sharedBrowser();
});

/**
 * Fails the first requests for each file that the page does not name itself, as when the network changes
 * after loading.
 */
async function failing(page: Page, times: number): Promise<Map<string, number>> {
  const named = await (await fetch(`${server.url}/login`)).text();
  const asked = new Map<string, number>();
  await page.route(LATER, (route: Route) => {
    const { pathname } = new URL(route.request().url());
    if (named.includes(pathname)) return route.continue();
    const count = (asked.get(pathname) ?? 0) + 1;
    asked.set(pathname, count);
    return count <= times ? route.abort('internetdisconnected') : route.continue();
  });
  return asked;
}

it('a page loads although each of its files fails at first', async () => {
  const page = await browser.newPage();
  const asked = await failing(page, 1);
  await page.goto(`${server.url}/login`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await page.getByLabel(/password/i).count()).toBeGreaterThan(0);
  expect(asked.size).toBeGreaterThan(3);
  await page.context().close();
});

it('a page whose files fail says so, and loads when it is requested again', async () => {
  const page = await browser.newPage();
  await failing(page, 1_000);
  await page.clock.install();
  await page.goto(`${server.url}/login`);
  const reload = page.getByRole('button', { name: common.crash.reload });
  await eventually('the button to reload', async () => {
    // The page's backoff before each attempt.
    await page.clock.fastForward(3_000);
    return reload.first().isVisible();
  });
  await page.unroute(LATER);
  await reload.first().click();
  await page.locator('input[type=password]').waitFor();
  await page.context().close();
});
