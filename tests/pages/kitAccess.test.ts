import { beforeAll, describe, it } from 'vitest';
import { kitTexts } from '../../client/texts/kits.ts';
import { expectAccessible } from '../support/accessible.ts';
import type { ApiClient } from '../support/apiClient.ts';
import type { TestBrowser } from '../support/chromium.ts';
import { LOOKS_ON_PHONE } from '../support/looks.ts';
import { leavePage } from '../support/pagePool.ts';
import type { ServerProcess } from '../support/serverProcess.ts';
import { sharedBrowser, sharedServer } from '../support/shared.ts';
import { signedInPage } from '../support/signedIn.ts';
import { createUnfinishedKit } from '../support/unfinishedKit.ts';

let server: ServerProcess;
let owner: ApiClient;
let browser: TestBrowser;

beforeAll(async () => {
  ({ server, owner } = await sharedServer());
  browser = await sharedBrowser();
});

describe.each(LOOKS_ON_PHONE)('$look, axe finds no serious problem', ({ options }) => {
  it('on the kit pages', async () => {
    const page = await signedInPage(browser, owner, options);
    const kitId = await createUnfinishedKit(owner);
    await page.goto(`${server.url}/console/kits`);
    await page.getByRole('heading', { name: kitTexts.list.groups.builtIn }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: kitTexts.list.create }).click();
    await page.getByRole('dialog').waitFor();
    await expectAccessible(page);

    await page.goto(`${server.url}/console/kits/${kitId}`);
    await page.locator('#section-competencies').waitFor();
    await expectAccessible(page);
    const closed = page.getByRole('button', { name: kitTexts.parts.openAll });
    for (let left = await closed.count(); left > 0; left -= 1) await closed.first().click();
    await page.locator('[data-path="competencies.0.anchors.2"]').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: kitTexts.page.modes.preview }).click();
    await expectAccessible(page);

    await page.goto(`${server.url}/console/kits/backend-developer`);
    await page.getByText(kitTexts.page.builtIn).waitFor();
    await expectAccessible(page);
    await page.goto(`${server.url}/console/kits/import`);
    await page.getByLabel(kitTexts.import.text, { exact: true }).fill('role: Backend Developer\nlevel: 5\n');
    await page.getByRole('button', { name: kitTexts.import.submit, exact: true }).click();
    await page.getByRole('table').waitFor();
    await expectAccessible(page);
    await leavePage(page);
  });
});
