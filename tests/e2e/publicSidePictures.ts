import type { Page } from 'playwright-core';
import { outboxTexts } from '../../client/texts/outbox.ts';
import { publicSideTexts } from '../../client/texts/publicSide.ts';
import { staffReasonTexts } from '../../client/texts/staffErrors.ts';
import { AppError } from '../../shared/errors.ts';
import { severalMails, severalPublications } from '../support/madeUpSite.ts';
import type { ReviewServer } from '../support/reviewServer.ts';
import { member } from '../support/reviewStage.ts';

type Take = (page: Page, name: string) => Promise<void>;

/** Takes pictures of the console's pages about the public site: outbox and public pages. */
export async function takePublicSide(page: Page, server: ReviewServer, take: Take): Promise<void> {
  const open = async (path: string, text: string) => {
    await page.goto(`${server.url}/console/${path}`);
    await page.getByText(text).first().waitFor();
  };
  const outbox = (configured: boolean, mails = severalMails()) =>
    server.answer('outbox.list', () => ({ configured, mails }));
  const site = (publicSide: boolean, publications = severalPublications()) =>
    server.answer('publications.list', () => ({ publicSide, publications }));
  server.answer('account.read', () => ({ setupNeeded: false, member: member() }));

  outbox(true, []);
  await open('outbox', outboxTexts.empty);
  await take(page, 'outbox-none');
  outbox(true);
  await open('outbox', 'ada@example.org');
  await take(page, 'outbox');
  await open('outbox/mail-2', outboxTexts.secret);
  await take(page, 'outbox-message');
  outbox(false);
  await open('outbox', outboxTexts.unconfigured.title);
  await take(page, 'outbox-unconfigured');
  outbox(true, []);
  await open('outbox?state=failed', outboxTexts.noneOf);
  await take(page, 'outbox-none-failed');
  server.answer('outbox.list', () => {
    throw new AppError('internal');
  });
  await open('outbox', outboxTexts.failed);
  await take(page, 'outbox-error');

  site(true);
  await open('site', 'Backend Developer');
  await take(page, 'site');
  await page.getByRole('button', { name: publicSideTexts.side.turnOff }).click();
  await page.getByRole('alertdialog').waitFor();
  await take(page, 'site-turn-off');
  await page.keyboard.press('Escape');
  server.answer('publications.change', () => {
    throw new AppError('conflict', undefined, { details: { kitId: 'data-analyst' } });
  });
  await page.getByRole('button', { name: /^Change address: Frontend/ }).click();
  await page.getByLabel(publicSideTexts.address.field).fill('ui-developer');
  await take(page, 'site-address');
  await page.getByRole('button', { name: publicSideTexts.address.save }).click();
  await page.getByText(staffReasonTexts['choose-another-address']).waitFor();
  await take(page, 'site-address-taken');
  site(false);
  await open('site', publicSideTexts.side.off);
  await take(page, 'site-off');
  site(true, []);
  await open('site', publicSideTexts.empty);
  await take(page, 'site-none');
}
