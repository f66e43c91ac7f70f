import type { Page } from 'playwright-core';
import type { TestBrowser } from './chromium.ts';

/** Any secure origin: the content is set by tests. */
const BLANK_URL = 'https://blank.test/';

/** Returns an empty page with the permissions of a secure origin. The caller closes its context. */
export async function blankPage(browser: TestBrowser): Promise<Page> {
  const page = await browser.newPage();
  await page.route(BLANK_URL, route => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
  await page.goto(BLANK_URL);
  return page;
}
