import type { Locator, Page } from 'playwright-core';
import { BUILT_IN_KITS } from '../../server/features/kit/builtInKits.ts';
import type { SiteOptions } from '../../server/features/site/site.ts';
import { startTestServer, type TestServer } from '../unit/http/testServer.ts';
import type { PageOptions } from './chromium.ts';
import { takePage } from './pagePool.ts';
import { CLIENT_FOLDER } from './reviewServer.ts';
import { sharedBrowser } from './shared.ts';

export const ROLE = '/roles/backend-developer';
export const CACHING = 'How does caching work, and how do you keep a cache correct?';
export const PHONE = { width: 390, height: 844 };

/** Opens a page with empty storage. Pass it to `leavePage`. */
export type Visit = (address: string, options?: PageOptions) => Promise<Page>;

/** Starts a server with the public pages of the built-in kits. */
export async function openPublicSite(
  siteOptions: Partial<SiteOptions> = {},
): Promise<{ server: TestServer; visit: Visit }> {
  const server = await startTestServer({
    builtInKitFolder: BUILT_IN_KITS,
    clientFolder: CLIENT_FOLDER,
    siteOptions,
  });
  await server.owner();
  const browser = await sharedBrowser();
  const visit: Visit = async (address, options = {}) => {
    const page = options.withoutScripts ? await browser.newPage(options) : await takePage(browser, options);
    await page.goto(server.url + address);
    return page;
  };
  return { server, visit };
}

/** Returns the guide's question on a role page. */
export function question(page: Page, title: string): Locator {
  return page.locator('details', { hasText: title }).first();
}
