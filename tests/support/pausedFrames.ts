import type { Page } from 'playwright-core';

declare global {
  interface Window {
    heldFrames: FrameRequestCallback[] | undefined;
  }
}

/** Holds callbacks that wait for a frame, as a busy machine does before it draws; `resumeFrames` continues them. */
export async function pauseFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const held: FrameRequestCallback[] = [];
    window.heldFrames = held;
    const draw = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = callback =>
      window.heldFrames === held ? -held.push(callback) : draw(callback);
  });
}

export async function resumeFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const held = window.heldFrames ?? [];
    window.heldFrames = undefined;
    for (const callback of held) window.requestAnimationFrame(callback);
  });
}

/** Resolves as soon as the element exists, which may be before it is drawn. */
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
