import type { Page } from 'playwright-core';

/**
 * Resolves when the page is drawn in its current size and color scheme. After a change, the layout is new
 * immediately, but media query listeners and resize observers run with the next frame.
 */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}
