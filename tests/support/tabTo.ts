import type { Locator, Page } from 'playwright-core';

const MAX_STEPS = 120;

/** Presses Tab until the focus is on the element or in it. Fails when that never happens. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let step = 0; step < MAX_STEPS; step += 1) {
    if (await target.evaluate(element => element.contains(document.activeElement))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${target}.`);
}
