import type { BrowserContext, Page } from 'playwright-core';
import type { ApiClient } from './apiClient.ts';
import type { PageOptions, TestBrowser } from './chromium.ts';
import { takePage } from './pagePool.ts';

/** A new browser context that is signed in as `client` is. */
export async function signedIn(
  browser: TestBrowser,
  client: ApiClient,
  options: PageOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  await context.addCookies(cookiesOf(client));
  return context;
}

/** A signed-in page from the pool, for `leavePage`. */
export async function signedInPage(
  browser: TestBrowser,
  client: ApiClient,
  options: PageOptions = {},
): Promise<Page> {
  const page = await takePage(browser, options);
  await page.context().addCookies(cookiesOf(client));
  return page;
}

function cookiesOf(client: ApiClient) {
  return client.cookieHeader.split('; ').map(pair => {
    const [name = '', value = ''] = pair.split('=', 2);
    return { name, value: decodeURI(value), url: client.baseUrl };
  });
}
