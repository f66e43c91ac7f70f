import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { account } from '../../client/texts/account.ts';
import { signInTexts, twoFactorTexts } from '../../client/texts/accountSecurity.ts';
import { auditTexts } from '../../client/texts/audit.ts';
import { AppError } from '../../shared/errors.ts';
import type { SecondFactor, SignInSession } from '../../shared/protocol/accountRoutes.ts';
import type { AuditEntryView, AuditFilter } from '../../shared/protocol/auditRoutes.ts';
import { expectAccessibleInEveryLook } from '../support/accessible.ts';
import { ConsolePage, DESKTOP } from '../support/consolePage.ts';
import { member } from '../support/reviewStage.ts';

const session = (sessionId: string, rest: Partial<SignInSession> = {}): SignInSession => ({
  sessionId,
  current: false,
  browser: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1',
  address: '2001:db8:1:2::/64',
  signedInAt: Date.now() - 86_400_000,
  usedAt: Date.now() - 60_000,
  ...rest,
});
const URI =
  'otpauth://totp/Vivavoce:olga%40example.org?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Vivavoce';
const CODES = Array.from({ length: 10 }, (_, index) => `abcd${index + 2}-efgh${index + 2}`.slice(0, 11));

let staff: ConsolePage;
let page: Page;
let factor: SecondFactor;
let sessions: SignInSession[];

beforeAll(async () => {
  staff = await ConsolePage.create();
  ({ page } = staff);
  staff.signIn('owner');
  staff.server
    .answer('secondFactor.read', () => factor)
    .answer('secondFactor.begin', () => ({ uri: URI }))
    .answer('secondFactor.confirm', () => {
      factor = { on: true, codesLeft: 10, hasPassword: true };
      return { recoveryCodes: CODES };
    })
    .answer('account.sessions', () => ({ sessions }))
    .answer('account.endSession', ({ sessionId }) => {
      sessions = sessions.filter(one => one.sessionId !== sessionId);
      return {};
    })
    .answer('staff.list', () => ({ members: [member()], invitations: [] }));
});
afterAll(() => staff?.[Symbol.asyncDispose]());
beforeEach(async () => {
  factor = { on: false, codesLeft: 0, hasPassword: true };
  sessions = [session('here', { current: true, browser: 'curl/8', address: '' }), session('phone')];
  await page.setViewportSize(DESKTOP);
});

describe('the account page', () => {
  it('sets up two-factor sign-in with the keyboard, and keeps the recovery codes until they are saved', async () => {
    await staff.open('account');
    await page.getByRole('button', { name: twoFactorTexts.setUp }).press('Enter');
    await page.keyboard.type('correct horse battery');
    await page.keyboard.press('Enter');
    const scan = page.getByRole('dialog', { name: twoFactorTexts.scan.title });
    await scan.getByRole('img', { name: twoFactorTexts.scan.picture }).waitFor();
    await scan.getByText('JBSW Y3DP EHPK').waitFor();
    await expectAccessibleInEveryLook(page);
    await scan.getByLabel(twoFactorTexts.scan.code).and(page.locator(':focus')).waitFor();
    await page.keyboard.type('123456');
    await page.keyboard.press('Enter');
    const codes = page.getByRole('dialog', { name: twoFactorTexts.codes.title });
    await codes.getByText(CODES[0] ?? '', { exact: true }).waitFor();
    await expectAccessibleInEveryLook(page);
    await page.keyboard.press('Escape');
    const question = page.getByRole('alertdialog', { name: twoFactorTexts.codes.lose.title });
    await question.getByRole('button', { name: twoFactorTexts.codes.lose.keep }).press('Enter');
    const file = page.waitForEvent('download');
    await codes.getByRole('button', { name: twoFactorTexts.codes.download }).press('Enter');
    expect((await file).suggestedFilename()).toMatch(/^recovery-codes-.*\.txt$/);
    await codes.getByRole('button', { name: twoFactorTexts.codes.done }).press('Enter');
    await codes.waitFor({ state: 'detached' });
    await page.getByText(twoFactorTexts.onBody(10)).waitFor();
  });

  it('lists sign-ins, of which all but this one can end', async () => {
    await staff.open('account');
    await page.getByText(signInTexts.here).waitFor();
    await page.getByText(signInTexts.unknownBrowser).waitFor();
    await expectAccessibleInEveryLook(page);
    expect(await page.getByRole('button', { name: signInTexts.end, exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: signInTexts.endOf('Safari 18 on iOS') }).press('Enter');
    await page.getByText(signInTexts.alone).waitFor();
    expect(sessions.map(({ sessionId }) => sessionId)).toEqual(['here']);
  });

  it('sends a link to a new address, names an address that is taken, and says who changes it without a mail server', async () => {
    const texts = account.email;
    let mail = true;
    staff.server
      .answer('signIn.options', () => ({ mail }))
      .answer('account.changeEmail', ({ email }) => {
        const reason = 'account-exists';
        if (email === 'rita@example.org')
          throw AppError.invalid(reason, { field: 'email', fields: { email: { reason } } });
        return {};
      });
    await staff.open('account');
    const field = page.getByLabel(texts.label);
    await field.fill('rita@example.org');
    const form = page.locator('form').filter({ has: field });
    await form.getByLabel(account.settings.current).fill('correct horse battery');
    await page.keyboard.press('Enter');
    await field.and(page.locator(':focus[aria-invalid=true]')).waitFor();
    await field.fill('olga@example.com');
    await page.keyboard.press('Enter');
    await page.getByText(texts.sent('olga@example.com')).waitFor();
    await expectAccessibleInEveryLook(page);
    mail = false;
    await page.reload();
    await page.getByText(texts.onTeamPage).waitFor();
  });
});

it('shows the audit log in sentences, and keeps the filters in the address', async () => {
  const asked: AuditFilter[] = [];
  const entry: AuditEntryView = {
    entryId: '1',
    at: Date.now(),
    actor: { kind: 'member', id: 'a', name: 'Rita' },
    action: 'staff.changed',
    target: { kind: 'member', id: 'b', name: 'Ian' },
    details: { role: 'organizer' },
  };
  const newer = { ...entry, entryId: '2', action: 'something.newer' };
  const moved: AuditEntryView = {
    ...{ ...entry, entryId: '3', action: 'interview.changed' },
    target: { kind: 'interview', id: 'c', name: 'Nurse' },
    details: { fields: ['scheduledAt'] },
  };
  staff.server.answer('audit.list', ({ filter }) => {
    asked.push(filter);
    return { entries: filter.area ? [] : [newer, moved, entry] };
  });
  await staff.open('audit?text=Ian');
  await page.getByText('changed the role of Ian to Organizer').waitFor();
  await page.getByText('something.newer').waitFor();
  await page.getByText('changed an interview for the role Nurse (time)').waitFor();
  await expectAccessibleInEveryLook(page);
  await page.getByLabel(auditTexts.area, { exact: true }).selectOption('accounts');
  await page.getByText(auditTexts.none).waitFor();
  expect(asked.at(-1)).toEqual({ text: 'Ian', area: 'accounts' });
  expect(new URL(page.url()).search).toBe('?text=Ian&area=accounts');
  await page.reload();
  await page.getByText(auditTexts.none).waitFor();
  await page.getByRole('button', { name: auditTexts.clear }).click();
  await page.getByText('something.newer').waitFor();
  expect(new URL(page.url()).search).toBe('');
});

it('changes an address only after a click on the page behind the link', async () => {
  const texts = account.confirmEmail;
  const email = 'olga@example.com';
  staff.server
    .answer('emailChanges.check', () => ({ email, name: 'Olga' }))
    .answer('emailChanges.complete', () => ({ email }));
  await page.goto(`${staff.server.url}/confirm-email#${'A'.repeat(22)}`);
  await page.getByRole('heading', { name: texts.title }).waitFor();
  await page.getByText(email).waitFor();
  await expectAccessibleInEveryLook(page);
  await page.getByRole('button', { name: texts.submit }).click();
  await page.getByText(texts.done(email)).waitFor();
});

it('says after a request for a new password the same for every address, and offers a new link for a used one', async () => {
  const texts = account.requestReset;
  staff.server
    .answer('account.read', () => ({ setupNeeded: false }))
    .answer('signIn.options', () => ({ mail: true }))
    .answer('passwordResets.request', () => ({}))
    .answer('passwordResets.check', () => {
      throw AppError.linkInvalid();
    });
  await page.goto(`${staff.server.url}/login`);
  await page.getByRole('link', { name: texts.forgot }).click();
  await page.getByLabel('Email').fill('ada@example.org');
  await page.keyboard.press('Enter');
  await page.getByText(texts.sent.body('ada@example.org')).waitFor();
  await expectAccessibleInEveryLook(page);

  await page.goto('about:blank');
  await page.goto(`${staff.server.url}/reset#${'A'.repeat(22)}`);
  await page.getByRole('heading', { name: texts.gone.title }).waitFor();
  await page.getByText(texts.gone.body).waitFor();
  await page.getByLabel('Email').fill('ada@example.org');
  await page.getByRole('button', { name: texts.submit }).click();
  await page.getByRole('heading', { name: texts.sent.title }).waitFor();
});
