import type { BrowserContext, Page } from 'playwright-core';
import type { PageOptions, TestBrowser } from './chromium.ts';

const DESKTOP = { width: 1_440, height: 900 };
const PHONE = { width: 390, height: 844 };
/** An address without a page on any server, on the same origin so that the page keeps its renderer process and its compiled scripts. */
export const NOTHING = '/nothing.txt';

/** For each page from the pool: the list it returns to. */
const kinds = new WeakMap<Page, Page[]>();
const left = new WeakMap<TestBrowser, Map<boolean, Page[]>>();

/**
 * Returns a page in a context of its own without stored data, reused from an earlier test if possible. Its
 * scripts are loaded already, which halves the cost.
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
  // The next test may open a second page in this context, which has the size that the context was created with.
  const made = await browser.newPage({ ...options, viewport: phone ? PHONE : DESKTOP });
  await made.setViewportSize(viewport);
  kinds.set(made, pages);
  return made;
}

/** Clears the page for the next test, or closes it when it can't be reused. */
export async function leavePage(page: Page): Promise<void> {
  const context = page.context();
  const pages = kinds.get(page);
  if (page.isClosed() || !pages) return context.close();
  try {
    await empty(page, context);
    pages.push(page);
  } catch {
    // The server or the page is gone.
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
