import type { Page } from 'playwright-core';

/** Prints the page as the browser's own command does: with the header and footer in which browsers print the address. */
export async function printedFromMenu(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.printToPDF', { displayHeaderFooter: true });
  await session.detach();
  return Buffer.from(data, 'base64');
}
