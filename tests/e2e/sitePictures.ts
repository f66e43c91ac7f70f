import path from 'node:path';
import type { Page } from 'playwright-core';
import { site } from '../../client/texts/site.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import type { ApiClient } from '../support/apiClient.ts';
import type { TestBrowser } from '../support/chromium.ts';
import { ServerProcess } from '../support/serverProcess.ts';
import { signedIn } from '../support/signedIn.ts';

const ROLE = '/roles/backend-developer';

/** The public pages in their states, and a guide on paper. */
export async function takeSite(
  browser: TestBrowser,
  owner: ApiClient,
  take: (page: Page, name: string) => Promise<void>,
  folder: string,
): Promise<void> {
  const page = await browser.newPage();
  await using untouched = await ServerProcess.start();
  await page.goto(untouched.url);
  await take(page, 'site-first-start');

  await owner.call('publications.change', { kitId: KitId.parse('hr-recruiter'), published: false });
  const visits = {
    home: '/',
    catalogue: '/roles',
    'catalogue-search': '/roles?q=cach',
    'catalogue-nothing': '/roles?q=astronaut',
    role: ROLE,
    'role-question': `${ROLE}#what-makes-an-api-restful`,
    'not-found': '/roles/fronted-developer',
    closed: '/roles/hr-recruiter',
    link: '/open-link',
  };
  for (const [name, address] of Object.entries(visits)) {
    await page.goto('about:blank');
    await page.goto(owner.baseUrl + address, { waitUntil: 'networkidle' });
    await take(page, `site-${name}`);
  }
  await page.goto(owner.baseUrl);
  await page.getByRole('banner').getByRole('button', { name: site.link.open }).click();
  await take(page, 'site-link-dialog');

  await page.goto(owner.baseUrl + ROLE);
  await page.pdf({ path: path.join(folder, 'site-role-print.pdf'), format: 'A4' });
  await page.emulateMedia({ media: 'print' });
  await take(page, 'site-role-print');
  await page.emulateMedia({ media: null });

  const staff = await (await signedIn(browser, owner)).newPage();
  await staff.goto(`${owner.baseUrl}/site-preview/hr-recruiter`);
  await take(staff, 'site-preview');
  await owner.call('publications.change', { kitId: KitId.parse('hr-recruiter'), published: true });
}
