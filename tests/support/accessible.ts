import { createRequire } from 'node:module';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { drawn } from './drawn.ts';
import { LOOKS } from './looks.ts';

/** Asserts that axe finds no violation at all in this part of the page. */
export async function expectNoViolations(page: Page, where: string): Promise<void> {
  const { violations } = await (await axe(page)).include(where).analyze();
  expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ target }) => `${target}`) }))).toEqual(
    [],
  );
}

/** `region` checks every element, takes a fifth of the time, and finds moderate violations only. */
const NEVER_SERIOUS: RunOptions['rules'] = { region: { enabled: false } };

/** Asserts no serious or critical violation, no horizontal overflow, and nothing refused by the content security policy. */
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
 * Runs `expectAccessible` in every look, then restores the size and the light scheme. `looks`: fewer for a state similar to another one.
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

/** Source of axe. The builder would compile it twice per look, so it is added to each page once, by `axe`. */
const { source } = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'))(
  'axe-core',
) as {
  source: string;
};
const NOTHING = 'undefined';

type RunOptions = Parameters<AxeBuilder['options']>[0];

/** Returns a builder for a page that has axe. Compiling axe takes longer than most scans. */
async function axe(page: Page, rules: RunOptions['rules'] = {}): Promise<AxeBuilder> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  // Reports violations only and skips frames of other origins, which saves much of the time.
  return new AxeBuilder({ page, axeSource: NOTHING })
    .options({ resultTypes: ['violations'], rules })
    .setLegacyMode();
}
