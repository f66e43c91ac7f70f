import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { practiceListTexts } from '../../client/texts/practiceList.ts';
import { uiTexts } from '../../client/texts/ui.ts';
import { expectAccessibleInEveryLook } from '../support/accessible.ts';
import { ConsolePage, DESKTOP, PHONE } from '../support/consolePage.ts';
import { refused, severalAttempts } from '../support/madeUpSite.ts';
import { smallTargets } from '../support/smallTargets.ts';

let staff: ConsolePage;
let page: Page;

beforeAll(async () => {
  staff = await ConsolePage.create();
  ({ page } = staff);
});
afterAll(() => staff?.[Symbol.asyncDispose]());
beforeEach(async () => {
  staff.signIn('owner');
  await page.setViewportSize(DESKTOP);
});

describe('practice that waits for evaluation', () => {
  it('stands in a list, the longest wait first, and leads to its recording; axe finds nothing serious', async () => {
    staff.server.answer('practice.evaluations', () => ({ waiting: severalAttempts() }));
    await staff.open('practice');
    const rows = page.locator('[data-attempt]');
    await rows.first().waitFor();
    expect(await rows.locator('th').allTextContents()).toEqual([
      'Product Manager',
      'Backend Developer',
      'Backend Developer',
    ]);
    await rows.nth(0).getByText(practiceListTexts.questions(8)).waitFor();
    await rows.nth(1).getByText(practiceListTexts.noName).waitFor();
    await rows.nth(1).getByText(practiceListTexts.notRecorded).waitFor();
    const id = await rows.nth(2).getAttribute('data-attempt');
    const link = page.getByRole('link', {
      name: practiceListTexts.open('Backend Developer', 'Ada Lovelace'),
    });
    expect(await link.getAttribute('href')).toBe(`/console/interviews/${id}/review`);
    await expectAccessibleInEveryLook(page);
    await page.setViewportSize(PHONE);
    expect(await smallTargets(page)).toEqual([]);
  });

  it('says that the list could not be loaded, and that nothing waits', async () => {
    staff.server.answer('practice.evaluations', refused);
    await staff.open('practice');
    await page.getByText(practiceListTexts.failed).waitFor();
    staff.server.answer('practice.evaluations', () => ({ waiting: [] }));
    await page.getByRole('button', { name: uiTexts.tryAgain }).click();
    await page.getByText(practiceListTexts.empty).waitFor();
  });
});
