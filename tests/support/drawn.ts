import type { Page } from 'playwright-core';

/**
 * Resolves when the page is drawn in its present size and scheme. Right after a change its layout is the new one already, while what scripts
 * make of it (media queries, observers of sizes) comes with the next frame.
 */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}
