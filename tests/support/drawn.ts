import type { Page } from 'playwright-core';

/**
 * Resolves when the page is drawn in its current size and color scheme. After a change, the layout is new
 * immediately, but media query listeners and resize observers run with the next frame. A headless browser may
 * draw no frame at all if nothing changes, so a page that has drawn none for two seconds counts as drawn.
 */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { promise, resolve } = Promise.withResolvers<void>();
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
    window.setTimeout(resolve, 2_000);
    return promise;
  });
}
