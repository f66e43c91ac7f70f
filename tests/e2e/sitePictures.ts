import path from 'node:path';
import type { Page } from 'playwright-core';
import { site } from '../../client/texts/site.ts';
import { BUILT_IN_KITS } from '../../server/features/kit/builtInKits.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import type { TestBrowser } from '../support/chromium.ts';
import { CLIENT_FOLDER } from '../support/reviewServer.ts';
import { startTestServer } from '../unit/http/testServer.ts';

const ROLE = '/roles/backend-developer';

/** Takes pictures of the public pages in their states, and of a printed guide. */
export async function takeSite(
  browser: TestBrowser,
  take: (page: Page, name: string) => Promise<void>,
  folder: string,
): Promise<void> {
  const page = await browser.newPage();
  await using server = await startTestServer({
    builtInKitFolder: BUILT_IN_KITS,
    clientFolder: CLIENT_FOLDER,
  });
  await page.goto(server.url);
  await take(page, 'site-first-start');

  const owner = await server.owner();
  await owner.call('publications.change', { kitId: KitId.parse('hr-recruiter'), published: false });
  const visits = {
    home: '/',
    catalog: '/roles',
    'catalog-search': '/roles?q=cach',
    'catalog-role': '/roles?q=backend+developer',
    'catalog-nearest': '/roles?q=weknes',
    'catalog-nothing': '/roles?q=astronaut',
    role: ROLE,
    'role-question': `${ROLE}#what-makes-an-api-restful`,
    'not-found': '/roles/fronted-developer',
    closed: '/roles/hr-recruiter',
    link: '/open-link',
    about: '/about',
    privacy: '/privacy',
    help: '/help',
  };
  for (const [name, address] of Object.entries(visits)) {
    await page.goto('about:blank');
    await page.goto(server.url + address, { waitUntil: 'networkidle' });
    await take(page, `site-${name}`);
  }
  await page.goto(server.url);
  await page.getByRole('banner').getByRole('button', { name: site.link.open }).click();
  await take(page, 'site-link-dialog');

  await page.goto(server.url + ROLE);
  await page.pdf({ path: path.join(folder, 'site-role-print.pdf'), format: 'A4' });
  await page.emulateMedia({ media: 'print' });
  await take(page, 'site-role-print');
  await page.emulateMedia({ media: null });

  const staff = await browser.newPage();
  const cookies = [...owner.cookies].map(([name, value]) => ({
    name,
    value: decodeURI(value),
    url: server.url,
  }));
  await staff.context().addCookies(cookies);
  await staff.goto(`${server.url}/site-preview/hr-recruiter`);
  await take(staff, 'site-preview');
  await owner.call('publications.change', { kitId: KitId.parse('hr-recruiter'), published: true });
}
