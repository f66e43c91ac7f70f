import type { BrowserContext, Page } from 'playwright-core';
import type { PageOptions, TestBrowser } from './chromium.ts';

const DESKTOP = { width: 1_440, height: 900 };
const PHONE = { width: 390, height: 844 };
/** Not there on any server, which says so in a document that runs nothing; of the same server, so that it stays in the process that knows the program. */
export const NOTHING = '/nothing.txt';

/** Of each page that was taken from here: where it is left. */
const kinds = new WeakMap<Page, Page[]>();
const left = new WeakMap<TestBrowser, Map<boolean, Page[]>>();

/**
 * A page in a context of its own, which has stored nothing: one that a test has left, if there is one. Its program is loaded already, so that
 * it costs half of a new one.
 */
export async function takePage(browser: TestBrowser, options: PageOptions = {}): Promise<Page> {
  const { viewport = DESKTOP, colorScheme = 'light', phone = false } = options;
  const byPhone = left.get(browser) ?? new Map<boolean, Page[]>();
  left.set(browser, byPhone);
  const pages = byPhone.get(phone) ?? [];
  byPhone.set(phone, pages);
  const page = pages.pop();
  if (page) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ media: null, colorScheme });
    return page;
  }
  // The test that takes the page next may open a second one beside it, which has the size that its context began with.
  const made = await browser.newPage({ ...options, viewport: phone ? PHONE : DESKTOP });
  await made.setViewportSize(viewport);
  kinds.set(made, pages);
  return made;
}

/** For the next test, without anything that this one has left on it; a page that is no use any more is closed. */
export async function leavePage(page: Page): Promise<void> {
  const context = page.context();
  const pages = kinds.get(page);
  if (page.isClosed() || !pages) return context.close();
  try {
    await empty(page, context);
    pages.push(page);
  } catch {
    // Its server or the page itself is gone.
    await context.close();
  }
}

async function empty(page: Page, context: BrowserContext): Promise<void> {
  for (const other of context.pages()) if (other !== page) await other.close();
  await context.setOffline(false);
  const { origin } = new URL(page.url());
  await page.goto(origin + NOTHING);
  await page.evaluate(() => sessionStorage.clear());
  const session = await context.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await session.detach();
  await context.clearCookies();
  await context.clearPermissions();
  for (const event of ['dialog', 'console', 'pageerror'] as const) page.removeAllListeners(event);
}
