import type { Page } from 'playwright-core';
import { kitTexts } from '../../client/texts/kits.ts';
import type { ApiClient } from '../support/apiClient.ts';
import { createUnfinishedKit } from '../support/unfinishedKit.ts';

/** Takes pictures of the kit pages: one kit with findings, a built-in one, and a refused import. */
export async function takeKits(
  page: Page,
  owner: ApiClient,
  take: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  const kitId = await createUnfinishedKit(owner);
  await page.goto(`${owner.baseUrl}/console/kits`);
  await page.getByRole('heading', { name: kitTexts.list.groups.builtIn }).waitFor();
  await take(page, 'console-kits');

  await page.goto(`${owner.baseUrl}/console/kits/${kitId}`);
  await page.locator('[data-path="competencies.0"]').click();
  await page.locator('[data-path="questions.0"]').click();
  await page.locator('[data-path="guide.questions.1"]').click();
  await take(page, 'console-kit');
  await page.getByRole('button', { name: kitTexts.page.modes.preview }).click();
  await take(page, 'console-kit-preview');

  await page.goto(`${owner.baseUrl}/console/kits/backend-developer`);
  await page.getByText(kitTexts.page.builtIn).waitFor();
  await take(page, 'console-kit-built-in');

  await page.goto(`${owner.baseUrl}/console/kits/import`);
  await page.getByLabel(kitTexts.import.text, { exact: true }).fill('role: Backend Developer\nlevel: 5\n');
  await page.getByRole('button', { name: kitTexts.import.submit, exact: true }).click();
  await page.getByRole('table').waitFor();
  await take(page, 'console-kit-import');
}
