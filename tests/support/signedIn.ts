import type { BrowserContext } from 'playwright-core';
import type { ApiClient } from './apiClient.ts';
import type { PageOptions, TestBrowser } from './chromium.ts';

/** A browser's visitor who is signed in as whoever `client` is. */
export async function signedIn(
  browser: TestBrowser,
  client: ApiClient,
  options: PageOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  const cookies = client.cookieHeader.split('; ').map(pair => {
    const [name = '', value = ''] = pair.split('=', 2);
    return { name, value: decodeURI(value), url: client.baseUrl };
  });
  await context.addCookies(cookies);
  return context;
}
