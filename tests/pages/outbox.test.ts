import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { common } from '../../client/texts/common.ts';
import { consoleTexts } from '../../client/texts/console.ts';
import { outboxTexts } from '../../client/texts/outbox.ts';
import { staffReasonTexts } from '../../client/texts/staffErrors.ts';
import { uiTexts } from '../../client/texts/ui.ts';
import { AppError } from '../../shared/errors.ts';
import { InterviewId, SeatId } from '../../shared/ids.ts';
import { OUTBOX_PAGE } from '../../shared/protocol/mailRoutes.ts';
import { expectAccessibleInEveryLook } from '../support/accessible.ts';
import { ConsolePage, DESKTOP, PHONE } from '../support/consolePage.ts';
import { eventually } from '../support/eventually.ts';
import { MadeUpOutbox, refused, severalMails } from '../support/madeUpSite.ts';
import { smallTargets } from '../support/smallTargets.ts';

let staff: ConsolePage;
let page: Page;
let outbox: MadeUpOutbox;

beforeAll(async () => {
  staff = await ConsolePage.create();
  ({ page } = staff);
});
afterAll(() => staff?.[Symbol.asyncDispose]());
beforeEach(async () => {
  outbox = new MadeUpOutbox().serve(staff.server);
  staff.signIn('owner');
  await page.setViewportSize(DESKTOP);
});

const rows = () => page.locator('[data-mail]');
const row = (mailId: string) => page.locator(`[data-mail="${mailId}"]`);
const article = () => page.getByRole('article');
const heading = () => page.getByRole('heading', { level: 1, name: 'Your practice page' });

describe('the email outbox', () => {
  it('shows the state and reason of each message, and its text next to the list', async () => {
    await staff.open('settings/email');
    await rows().first().waitFor();
    expect(await rows().count()).toBe(outbox.mails.length);
    for (const { mailId, state, to, reason } of outbox.mails) {
      await row(mailId)
        .getByText(to ?? outboxTexts.stranger)
        .waitFor();
      await row(mailId).getByText(outboxTexts.states[state], { exact: true }).waitFor();
      if (reason) await row(mailId).getByText(reason).waitFor();
    }
    await row('mail-2').click();
    await heading().waitFor();
    await article().getByText(outboxTexts.explained.bounced).waitFor();
    await article().getByText('https://interviews.example.com/practice#…').waitFor();
    await article().getByText(outboxTexts.secret).waitFor();
    expect(new URL(page.url()).pathname).toBe('/console/settings/email/mail-2');
    expect(await rows().count()).toBe(outbox.mails.length);
  });

  it('works by keyboard', async () => {
    await staff.open('settings/email');
    await rows().first().focus();
    for (const key of ['ArrowDown', 'End', 'ArrowUp', 'Enter']) await page.keyboard.press(key);
    await page.waitForURL('**/settings/email/mail-5');
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    expect(
      await eventually('the heading to have focus', async () => (await focused()) === 'Your practice page'),
    ).toBe(true);
  });

  it('is filtered by state, which is in the address', async () => {
    outbox.mails = outbox.mails.filter(({ state }) => state !== 'failed');
    await staff.open('settings/email');
    await page.getByLabel(outboxTexts.filter).selectOption(outboxTexts.states.sent);
    await page.waitForURL('**/settings/email?state=sent');
    await eventually('the sent ones alone', async () => (await rows().count()) === 2);
    await row('mail-4').click();
    await page.waitForURL('**/settings/email/mail-4?state=sent');
    await page.reload();
    await heading().waitFor();
    await expect.poll(() => rows().count()).toBe(2);
    await staff.go('settings/email?state=failed');
    await page.getByText(outboxTexts.noneOf).waitFor();
    await page.getByRole('link', { name: outboxTexts.showAll }).click();
    const all = rows().nth(outbox.mails.length - 1);
    await all.waitFor();
    await staff.go('settings/email?state=sent');
    await all.waitFor({ state: 'detached' });
    await staff.go('settings/email?state=lost');
    await all.waitFor();
  });

  it('retries failed and bounced messages, sends postponed ones immediately, and touches no others', async () => {
    staff.server.answer('outbox.retry', () => {
      throw AppError.conflict('message-link-gone', null);
    });
    await staff.open('settings/email/mail-2');
    await page.getByRole('button', { name: outboxTexts.retry }).click();
    await page.getByText(staffReasonTexts['message-link-gone']).waitFor();
    outbox.serve(staff.server);
    for (const [mailId, button] of [
      ['mail-2', outboxTexts.retry],
      ['mail-3', outboxTexts.retry],
      ['mail-1', outboxTexts.retryNow],
    ] as const) {
      await row(mailId).click();
      await page.waitForURL(`**/settings/email/${mailId}`);
      await page.getByRole('button', { name: button }).click();
      await page.getByText(outboxTexts.retried).first().waitFor();
      await article().getByText(outboxTexts.states.waiting, { exact: true }).waitFor();
      await page.getByRole('button', { name: button }).waitFor({ state: 'detached' });
    }
    for (const mailId of ['mail-0', 'mail-4', 'mail-6']) {
      await row(mailId).click();
      await page.waitForURL(`**/settings/email/${mailId}`);
      await article()
        .getByText(outbox.mails.find(mail => mail.mailId === mailId)?.to ?? '?')
        .waitFor();
      expect(await page.getByRole('button', { name: /^Try/ }).count()).toBe(0);
    }
  });

  it('loads older messages on request', async () => {
    const [mail] = severalMails();
    if (!mail) return;
    outbox.mails = Array.from({ length: OUTBOX_PAGE + 3 }, (_, index) => ({
      ...mail,
      mailId: `mail-${index}`,
    }));
    await staff.open('settings/email');
    await rows()
      .nth(OUTBOX_PAGE - 1)
      .waitFor();
    expect(await rows().count()).toBe(OUTBOX_PAGE);
    await page.getByRole('button', { name: outboxTexts.more }).click();
    await rows()
      .nth(OUTBOX_PAGE + 2)
      .waitFor();
    expect(await page.getByRole('button', { name: outboxTexts.more }).count()).toBe(0);
  });

  it('says that it didn’t load, that it is empty, and that a message does not exist', async () => {
    staff.server.answer('outbox.list', refused);
    await staff.open('settings/email');
    await page.getByText(outboxTexts.failed).waitFor();
    outbox.mails = [];
    outbox.serve(staff.server);
    await page.getByRole('button', { name: uiTexts.tryAgain }).click();
    await page.getByText(outboxTexts.empty).waitFor();
    await staff.go('settings/email/nothing');
    await page.getByText(outboxTexts.unknown).waitFor();
  });

  it('is searched; another filter closes the open message', async () => {
    await staff.open('settings/email/mail-2');
    await heading().waitFor();
    await page.getByLabel(outboxTexts.search).fill('ada@');
    await row('mail-2').waitFor({ state: 'detached' });
    await row('mail-4').waitFor();
    await page.waitForURL('**/settings/email?text=ada%40');
    await row('mail-4').click();
    await heading().waitFor();
    await page.getByLabel(outboxTexts.filter).selectOption(outboxTexts.states.failed);
    await page.getByText(outboxTexts.noneOf).waitFor();
    expect(await page.getByText(outboxTexts.unknown).count()).toBe(0);
    expect(await article().count()).toBe(0);
    await staff.go('settings/email?from=2026-11-30&to=2026-11-29');
    await page.getByText(outboxTexts.datesSwapped).waitFor();
  });

  it('sends the invitation of a person again', async () => {
    const asked: unknown[] = [];
    const interviewId = InterviewId.parse('01890000-0000-7000-8000-000000000001');
    const seatId = SeatId.parse('01890000-0000-7000-8000-000000000002');
    outbox.mails = outbox.mails.map(mail =>
      mail.mailId === 'mail-4' ? { ...mail, kind: 'interview-invitation', interviewId, seatId } : mail,
    );
    staff.server.answer('interviewMail.sendAgain', wanted => {
      asked.push(wanted);
      return {};
    });
    await staff.open('settings/email/mail-4');
    await page.getByRole('button', { name: outboxTexts.sendAgain }).click();
    await page.getByText(outboxTexts.sentAgain).waitFor();
    expect(asked).toEqual([{ interviewId, seatId }]);
  });

  it('shows the list or the message on a phone', async () => {
    await page.setViewportSize(PHONE);
    await staff.open('settings/email?state=bounced');
    await row('mail-2').click();
    await heading().waitFor();
    expect(await rows().first().isVisible()).toBe(false);
    await page.getByRole('link', { name: outboxTexts.back }).click();
    await page.waitForURL('**/settings/email?state=bounced');
    await rows().first().waitFor();
  });

  it('is closed to interviewers and missing from their navigation', async () => {
    staff.signIn('interviewer');
    staff.server.answer('outbox.list', refused);
    await staff.open('settings/email');
    await page.getByText(outboxTexts.forbidden).waitFor();
    expect(await page.getByRole('link', { name: consoleTexts.nav.settings, exact: true }).count()).toBe(0);
    expect(await page.getByText(outboxTexts.failed).count()).toBe(0);
  });

  it('says that the browser is offline, and keeps showing its messages', async () => {
    await staff.open('settings/email');
    await rows().first().waitFor();
    await page.context().setOffline(true);
    await page.getByText(common.offline).waitFor();
    expect(await rows().count()).toBe(outbox.mails.length);
    await page.context().setOffline(false);
  });

  it('says what to configure when there is no mail server; axe finds no serious problem, and no target is too small', async () => {
    outbox.configured = false;
    await staff.open('settings/email');
    await page.getByText(outboxTexts.unconfigured.title).waitFor();
    await page.getByText('SMTP_URL', { exact: true }).waitFor();
    const look = async () => {
      await expectAccessibleInEveryLook(page);
      await page.setViewportSize(PHONE);
      expect(await smallTargets(page)).toEqual([]);
      await page.setViewportSize(DESKTOP);
    };
    await look();
    await row('mail-2').click();
    await heading().waitFor();
    await look();
  });
});
