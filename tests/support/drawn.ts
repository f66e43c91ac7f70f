import type { Page } from 'playwright-core';

/**
 * Resolves when the page has been drawn in its current size and color scheme. Right after a change the layout is new, but media query
 * listeners and resize observers run only with the next frame.
 */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}
