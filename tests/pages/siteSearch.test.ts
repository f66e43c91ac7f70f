import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { site } from '../../client/texts/site.ts';
import { leavePage as close } from '../support/pagePool.ts';
import { CACHING, openPublicSite, type Visit } from '../support/publicSite.ts';
import type { TestServer } from '../unit/http/testServer.ts';

let server: TestServer;
let visit: Visit;

beforeAll(async () => {
  ({ server, visit } = await openPublicSite());
});
afterAll(() => server.close());

describe('the catalog of roles', () => {
  it('is searched while typing, with the results that the address shows', async () => {
    const page = await visit('/roles');
    const field = page.getByLabel(site.search.label);
    const status = page.getByRole('status');
    const shown = () => page.locator('article h3').allTextContents();
    const all = await shown();
    const title = page.getByRole('heading', { level: 1 });
    const place = await field.boundingBox();
    expect(await title.textContent()).toBe(site.catalog.heading);
    await field.pressSequentially('caching');
    // Waits for the whole word, because its first letters already find the question.
    await expect.poll(() => title.textContent()).toBe(site.catalog.results('caching'));
    await page.getByRole('heading', { name: CACHING }).waitFor();
    expect(await status.textContent()).toMatch(/^\d+ questions$/);
    const typed = await shown();
    expect(new URL(page.url()).search).toBe('?q=caching');
    await page.reload();
    expect(await shown()).toEqual(typed);
    await field.fill('zzz'.repeat(30));
    await status.getByText(site.catalog.nothing).waitFor();
    await page.getByText(site.catalog.nothingHint).waitFor();
    expect(await field.boundingBox()).toEqual(place);
    // The title ends with an ellipsis, and letters such as “g” aren't cut off.
    const clipping = await title.evaluate(element => {
      const { textOverflow, overflowY } = getComputedStyle(element);
      return { textOverflow, overflowY };
    });
    expect(clipping).toEqual({ textOverflow: 'ellipsis', overflowY: 'visible' });
    expect(await shown()).toEqual(all);
    await field.fill('');
    await status.getByText(site.catalog.found(all.length)).waitFor();
    expect(new URL(page.url()).search).toBe('');
    await close(page);
  });

  it('says that a search failed, and opens the page on Enter', async () => {
    const page = await visit('/roles');
    await page.route('**/roles?q=*', route => route.abort(), { times: 1 });
    await page.getByLabel(site.search.label).fill('caching');
    await page.getByText(site.catalog.failed).waitFor();
    await page.getByLabel(site.search.label).press('Enter');
    await page.getByRole('heading', { name: CACHING }).waitFor();
    await close(page);
  });

  it('is searched without scripts, and opens the question that was found', async () => {
    const page = await visit('/', { withoutScripts: true });
    await page.getByLabel(site.search.label).fill('backend cachng');
    await page.getByRole('button', { name: site.search.submit }).click();
    const [first] = await page.locator('article').all();
    expect(await first?.locator('mark').first().textContent()).toBe('caching');
    await first?.getByRole('link', { name: CACHING }).click();
    await page.waitForURL(/\/roles\/backend-developer#./);
    await page.goto(`${server.url}/roles?q=weknes`);
    await page.getByRole('link', { name: 'weakness' }).click();
    const found = page.locator('article').first();
    await found.getByRole('link', { name: site.rolePage.practiceQuestion() }).waitFor();
    expect(await found.getByRole('heading').textContent()).toContain('weakness');
    await close(page);
  });
});
