import type { Page } from 'playwright-core';

/** From here on the page's frames come late, as on a machine with much to do, and all that waits for one does, too. Until it is loaded again. */
export async function drawLate(page: Page): Promise<void> {
  await page.evaluate(() => {
    const draw = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = callback => draw(() => setTimeout(() => callback(performance.now()), 200));
  });
}

/** Resolves as soon as there is such an element, which may be before it is drawn. */
export async function waitUntilMade(page: Page, selector: string): Promise<void> {
  await page.evaluate(wanted => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = () => {
      if (document.querySelector(wanted)) resolve();
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true });
    look();
    return promise;
  }, selector);
}
