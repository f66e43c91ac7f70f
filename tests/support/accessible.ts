import { createRequire } from 'node:module';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { drawn } from './drawn.ts';
import { LOOKS } from './looks.ts';

/** Nothing at all, however small, in this part of the page. */
export async function expectNoViolations(page: Page, where: string): Promise<void> {
  const { violations } = await (await axe(page)).include(where).analyze();
  expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ target }) => `${target}`) }))).toEqual(
    [],
  );
}

/** Looks at every element of a page, for a fifth of the whole time, and finds at most what is moderate. */
const NEVER_SERIOUS: RunOptions['rules'] = { region: { enabled: false } };

/** Nothing serious or critical, nothing wider than the window, and nothing that the content security policy has refused. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(
    await page.evaluate(() => window.refusedByPolicy),
    'what the content security policy has refused',
  ).toEqual([]);
  const { violations } = await (await axe(page, NEVER_SERIOUS)).analyze();
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({ id, where: nodes.map(node => `${node.target} ${node.failureSummary}`) }));
  expect(serious).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, 'pixels that stick out sideways').toBeLessThanOrEqual(0);
}

/**
 * The same at every size and in both schemes of `looks.ts`, one after the other on the page as it is; it is as it was afterwards. `looks`:
 * for a state that differs little from another one.
 */
export async function expectAccessibleInEveryLook(page: Page, looks = LOOKS): Promise<void> {
  const size = page.viewportSize();
  for (const { options } of looks) {
    if (options.viewport) await page.setViewportSize(options.viewport);
    await page.emulateMedia({ colorScheme: options.colorScheme ?? 'light' });
    await drawn(page);
    await expectAccessible(page);
  }
  if (size) await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** As it comes with the builder, which would compile it twice for each look. */
const { source } = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'))(
  'axe-core',
) as {
  source: string;
};
const NOTHING = 'undefined';

type RunOptions = Parameters<AxeBuilder['options']>[0];

/** Ready on this page; compiling axe takes longer than most looks with it, so that a page gets it once. */
async function axe(page: Page, rules: RunOptions['rules'] = {}): Promise<AxeBuilder> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  // Only what is wrong is reported, and no frame of another origin is looked into: both take a lot of the time.
  return new AxeBuilder({ page, axeSource: NOTHING })
    .options({ resultTypes: ['violations'], rules })
    .setLegacyMode();
}
