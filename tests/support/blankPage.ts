import type { Page } from 'playwright-core';
import type { TestBrowser } from './chromium.ts';

/** Any secure origin will do: the page is made of what is put into it. */
const BLANK_URL = 'https://blank.test/';

/** An empty page with the rights of a secure one. Close its context. */
export async function blankPage(browser: TestBrowser): Promise<Page> {
  const page = await browser.newPage();
  await page.route(BLANK_URL, route => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
  await page.goto(BLANK_URL);
  return page;
}
