import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Nothing at all, however small, in this part of the page. */
export async function expectNoViolations(page: Page, where: string): Promise<void> {
  const { violations } = await axe(page).include(where).analyze();
  expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ target }) => `${target}`) }))).toEqual(
    [],
  );
}

/** Nothing serious or critical, nothing wider than the window, and nothing that the content security policy has refused. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(
    await page.evaluate(() => window.refusedByPolicy),
    'what the content security policy has refused',
  ).toEqual([]);
  const { violations } = await axe(page).analyze();
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({ id, where: nodes.map(node => `${node.target} ${node.failureSummary}`) }));
  expect(serious).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, 'pixels that stick out sideways').toBeLessThanOrEqual(0);
}

function axe(page: Page): AxeBuilder {
  // Only what is wrong is reported, and no frame of another origin is looked into: both take a lot of the time.
  return new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
}
