import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { account } from '../../client/texts/account.ts';
import { common } from '../../client/texts/common.ts';
import { consoleTexts } from '../../client/texts/console.ts';
import { fallbackTexts, sharedReasonTexts } from '../../client/texts/errors.ts';
import { importTexts } from '../../client/texts/imports.ts';
import { messageTexts } from '../../client/texts/messages.ts';
import { newInterviewTexts } from '../../client/texts/newInterview.ts';
import { staffTexts } from '../../client/texts/staff.ts';
import { uiTexts } from '../../client/texts/ui.ts';
import { AppError } from '../../shared/errors.ts';
import { usualWords } from '../../shared/messages/usualMessages.ts';
import { IMPORT_UPLOAD } from '../../shared/protocol/importRoutes.ts';
import { expectAccessibleInEveryLook } from '../support/accessible.ts';
import { CONSOLE_FORMS, type ConsoleForm, serveConsoleForms } from '../support/consoleForms.ts';
import { ConsolePage, DESKTOP, PHONE } from '../support/consolePage.ts';
import { LOOKS_ON_PHONE } from '../support/looks.ts';
import { member } from '../support/reviewStage.ts';

let staff: ConsolePage;
let page: Page;

beforeAll(async () => {
  staff = await ConsolePage.create();
  ({ page } = staff);
});
afterAll(() => staff?.[Symbol.asyncDispose]());
beforeEach(async () => {
  staff.signIn('owner');
  staff.server
    .answer('staff.list', () => ({ members: [member()], invitations: [] }))
    .answer('interviews.list', () => ({ interviews: [] }))
    .answer('kits.list', () => ({ kits: [] }));
  await page.setViewportSize(DESKTOP);
});

const question = () => page.getByRole('alertdialog');
const answer = (name: string) => question().getByRole('button', { name, exact: true }).click();

describe('a dialog with typed text', () => {
  const dialog = () => page.getByRole('dialog', { name: staffTexts.inviteTitle });
  const email = () => dialog().getByLabel(staffTexts.email);
  const open = async () => {
    await staff.open('staff');
    await page.getByRole('button', { name: staffTexts.invite }).click();
    await dialog().waitFor();
  };

  it.each([
    ['a press outside', () => page.mouse.click(5, 5)],
    ['Escape', () => page.keyboard.press('Escape')],
    ['the cross', () => dialog().getByRole('button', { name: uiTexts.close }).click()],
  ])('asks before %s discards it', async (_way, leave) => {
    await open();
    await email().fill('ada@example.org');
    await leave();
    await question().getByText(uiTexts.discard.title).waitFor();
    await answer(uiTexts.discard.keep);
    await question().waitFor({ state: 'detached' });
    expect(await email().inputValue()).toBe('ada@example.org');
    await leave();
    await answer(uiTexts.discard.confirm);
    await dialog().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: staffTexts.invite }).click();
    expect(await email().inputValue()).toBe('');
  });

  it('closes without a question by its Cancel button, and while nothing is typed', async () => {
    await open();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: staffTexts.invite }).click();
    await email().fill('ada@example.org');
    await dialog().getByRole('button', { name: common.cancel }).click();
    await dialog().waitFor({ state: 'detached' });
    expect(await question().count()).toBe(0);
  });

  it('asks in words and colors with enough contrast', async () => {
    await page.setViewportSize(PHONE);
    await open();
    await email().fill('ada@example.org');
    await page.mouse.click(5, 5);
    await question().waitFor();
    await expectAccessibleInEveryLook(page, LOOKS_ON_PHONE);
  });
});

describe('a link that is shown once', () => {
  const { links } = newInterviewTexts;
  const URL = 'https://interviews.example.com/reset#0123456789abcdefABCDEF';
  const dialog = () => page.getByRole('dialog', { name: staffTexts.resetLink('Grace Hopper') });
  const open = async () => {
    const other = { ...member('interviewer'), userId: 'other', name: 'Grace Hopper' };
    staff.server
      .answer('staff.list', () => ({ members: [member(), other], invitations: [] }))
      .answer('staff.resetPassword', () => ({ url: URL, expiresAt: Date.now() + 86_400_000 }));
    await staff.open('staff');
    await page.getByRole('button', { name: staffTexts.actions('Grace Hopper') }).click();
    await page.getByRole('menuitem', { name: staffTexts.reset }).click();
    await question().getByRole('button', { name: staffTexts.resetSubmit }).click();
    await dialog().waitFor();
    await question().waitFor({ state: 'detached' });
  };
  const ways = [
    ['a press outside', () => page.mouse.click(5, 5)],
    ['Escape', () => page.keyboard.press('Escape')],
    ['the cross', () => dialog().getByRole('button', { name: uiTexts.close }).click()],
  ] as const;

  it.each(ways)('asks before %s loses it', async (_way, leave) => {
    await open();
    await leave();
    await question().getByText(links.lose.title).waitFor();
    await answer(links.lose.keep);
    await question().waitFor({ state: 'detached' });
    expect(await dialog().getByRole('textbox').inputValue()).toBe(URL);
    await leave();
    await answer(links.lose.confirm);
    await dialog().waitFor({ state: 'detached' });
  });

  it.each(ways)('that was copied is left by %s', async (_way, leave) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await open();
    await dialog().getByRole('button', { name: /^Copy/ }).click();
    await dialog()
      .getByRole('button', { name: /^Copied/ })
      .waitFor();
    await leave();
    await dialog().waitFor({ state: 'detached' });
    expect(await question().count()).toBe(0);
  });

  it('counts as copied when a person copies it from the field', async () => {
    await open();
    await dialog().getByRole('textbox').focus();
    await page.keyboard.press('ControlOrMeta+c');
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    expect(await question().count()).toBe(0);
  });
});

describe('the form for a new interview', () => {
  const { create, form } = newInterviewTexts;
  const name = () => page.getByLabel(form.name).first();

  it('asks before it is left with names in it', async () => {
    await staff.open('new');
    await name().fill('Ada Candidate');
    await page.getByRole('link', { name: common.cancel }).click();
    await question().getByText(create.leaveFormTitle).waitFor();
    await answer(create.keepEditing);
    expect(await name().inputValue()).toBe('Ada Candidate');
    await page.getByRole('link', { name: common.cancel }).click();
    await answer(create.leave);
    await page.waitForURL('**/console/interviews');
  });

  it('asks before signing out loses what was typed', async () => {
    await staff.open('new');
    await name().fill('Ada Candidate');
    await page.getByRole('button', { name: consoleTexts.nav.account }).click();
    await page.getByRole('menuitem', { name: common.signOut }).click();
    await question().getByText(create.leaveFormTitle).waitFor();
    await answer(create.keepEditing);
    await question().waitFor({ state: 'detached' });
    expect(await name().inputValue()).toBe('Ada Candidate');
  });

  it('is left without a question while it is empty', async () => {
    await staff.open('new');
    await name().waitFor();
    await page.getByRole('link', { name: common.cancel }).click();
    await page.waitForURL('**/console/interviews');
  });
});

describe('typed text', () => {
  const again = () => page.getByRole('dialog', { name: account.again.title });
  const formOf = ({ dialog }: ConsoleForm) =>
    dialog === undefined ? page.getByRole('main') : page.getByRole('dialog', { name: dialog });
  const fieldsOf = (form: ConsoleForm) =>
    form.typed.map(([label, text, position = 0]) => ({
      text,
      field: formOf(form).getByLabel(label, { exact: true }).nth(position),
    }));
  const typedInto = (form: ConsoleForm) => Promise.all(fieldsOf(form).map(({ field }) => field.inputValue()));
  const submit = (form: ConsoleForm) =>
    formOf(form).getByRole('button', { name: form.submit, exact: true }).click();

  async function signInAgain(): Promise<void> {
    await again().getByLabel(common.password, { exact: true }).fill('correct horse battery');
    await page.keyboard.press('Enter');
    await again().waitFor({ state: 'detached' });
  }

  async function fill(form: ConsoleForm): Promise<void> {
    for (const { field, text } of fieldsOf(form)) {
      const isSelect = await field.evaluate(element => element instanceof HTMLSelectElement);
      await (isSelect ? field.selectOption(text) : field.fill(text));
    }
    await form.choose?.(formOf(form));
  }

  async function start(): Promise<void> {
    staff.signIn('owner');
    await staff.open('settings');
    // The router has numbered the first entry of the history.
    await page.getByRole('heading', { level: 1 }).waitFor();
  }

  beforeAll(async () => {
    await page.route('**/api/auth/sign-in/email', route => {
      staff.signIn('owner');
      return route.fulfill({ json: { member: member() } });
    });
    await start();
  });
  afterAll(() => page.unrouteAll());
  beforeEach(() => serveConsoleForms(staff.server));
  // A failed test can leave a dialog open, which would cover the pages of the next tests.
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await start();
  });

  it.each(CONSOLE_FORMS)(
    'of $name stays when the session ends, the server is away, or Back is pressed',
    async form => {
      const typed = form.typed.map(([, text]) => text);
      await staff.go(form.path);
      await form.open?.(page);
      await fill(form);
      staff.server.answer(form.route, () => {
        staff.server.answer('account.read', () => ({ setupNeeded: false }));
        throw AppError.unauthenticated();
      });
      await submit(form);
      await again().getByLabel(common.password, { exact: true }).fill('correct horse battery');
      await page.keyboard.press('Enter');
      await again().waitFor({ state: 'detached' });
      expect(await typedInto(form)).toEqual(typed);
      // Nothing is left of a refusal that is over.
      await page.getByText(fallbackTexts.unauthenticated).waitFor({ state: 'detached' });

      staff.server.answer(form.route, () => {
        throw AppError.unavailable('database-unavailable');
      });
      await submit(form);
      const outage = formOf(form)
        .getByRole('alert')
        .filter({ hasText: sharedReasonTexts['database-unavailable'] });
      await outage.waitFor();
      expect(await typedInto(form)).toEqual(typed);

      if (form.asks === false) return;
      const address = page.url();
      await page.evaluate(() => history.back());
      await answer(uiTexts.discard.keep);
      await question().waitFor({ state: 'detached' });
      await page.waitForURL(address);
      expect(await typedInto(form)).toEqual(typed);
      await page.evaluate(() => history.back());
      await question().getByRole('button').last().click();
      await formOf(form)
        .getByRole('button', { name: form.submit, exact: true })
        .waitFor({ state: 'detached' });
    },
  );

  it('of a message stays until another message is chosen on purpose', async () => {
    const words = messageTexts;
    const recipient = page.getByLabel(words.recipient, { exact: true });
    const subject = page.getByLabel(words.subject, { exact: true });
    await staff.go('settings/messages');
    await subject.fill('We look forward to meeting you');
    await recipient.selectOption('interviewer');
    await answer(uiTexts.leave.keep);
    await question().waitFor({ state: 'detached' });
    expect([await recipient.inputValue(), await subject.inputValue()]).toEqual([
      'candidate',
      'We look forward to meeting you',
    ]);
    await recipient.selectOption('interviewer');
    await answer(uiTexts.leave.confirm);
    await question().waitFor({ state: 'detached' });
    expect(await recipient.inputValue()).toBe('interviewer');
    expect(await subject.inputValue()).toBe(usualWords({ kind: 'invitation', seat: 'interviewer' }).subject);
  });

  it('isn’t all that stays: a file can be chosen again after the session has ended', async () => {
    await page.route(`**${IMPORT_UPLOAD}?*`, route => {
      staff.server.answer('account.read', () => ({ setupNeeded: false }));
      return route.fulfill({ status: 401, json: { error: AppError.unauthenticated().toReply() } });
    });
    await staff.go('interviews/import');
    await page.getByText(importTexts.file.help).waitFor();
    const file = { name: 'march.csv', mimeType: 'text/csv', buffer: Buffer.from('Candidate;Contact') };
    await page.setInputFiles('input[type=file]', file);
    await signInAgain();
    await page.getByRole('status').getByText(uiTexts.signedInAgain).waitFor();
    await page.getByRole('button', { name: importTexts.file.choose }).waitFor();
  });
});

describe('what people without an account chose or typed stays when the server is away', () => {
  const outage = () => page.getByRole('alert').filter({ hasText: sharedReasonTexts['database-unavailable'] });
  const away = () => {
    throw AppError.unavailable('database-unavailable');
  };
  const link = `#${'A'.repeat(22)}`;

  it('on the page where a candidate chooses a time', async () => {
    const tomorrow = new Date().setHours(36, 0, 0, 0);
    staff.server
      .answer('schedule.read', () => ({
        ...{ state: 'open', displayName: 'Ada', jobRole: 'Nurse', plannedMinutes: 45, recruiter: false },
        ...{ timeZone: 'Europe/Berlin', interviewers: [], emailed: false },
        times: [tomorrow, tomorrow + 3_600_000],
      }))
      .answer('schedule.choose', away);
    await page.goto(`${staff.server.url}/schedule${link}`);
    const time = page
      .getByRole('group', { name: /^Times / })
      .locator('label')
      .last();
    await time.click();
    await page.getByRole('button', { name: /^Confirm / }).click();
    await outage().waitFor();
    expect(await time.getByRole('radio').isChecked()).toBe(true);
  });

  it('on the page where a colleague creates an account', async () => {
    staff.server
      .answer('account.read', () => ({ setupNeeded: false }))
      .answer('invitations.check', () => ({ email: 'ada@example.org', role: 'evaluator' }))
      .answer('invitations.accept', away);
    await page.goto(`${staff.server.url}/invitation${link}`);
    await page.getByLabel(common.name, { exact: true }).fill('Ada');
    await page.getByLabel(common.password, { exact: true }).fill('correct horse battery');
    await page.getByRole('button', { name: account.createAccount }).click();
    await outage().waitFor();
    expect(await page.getByLabel(common.name, { exact: true }).inputValue()).toBe('Ada');
    expect(await page.getByLabel(common.password, { exact: true }).inputValue()).not.toBe('');
  });
});

describe('the keyboard focus', () => {
  const focused = (name: string) =>
    page.getByRole('heading', { name, exact: true }).and(page.locator(':focus')).waitFor();
  const invitation = (email: string) => ({
    invitationId: email,
    email,
    role: 'interviewer' as const,
    expiresAt: Date.now() + 86_400_000,
  });

  it('moves to the part of the page in which something was deleted', async () => {
    let invitations = ['ada@example.org', 'bob@example.org'].map(invitation);
    staff.server
      .answer('staff.list', () => ({ members: [member()], invitations }))
      .answer('mail.status', () => ({ configured: false }))
      .answer('invitations.revoke', ({ invitationId }) => {
        invitations = invitations.filter(one => one.invitationId !== invitationId);
        return {};
      });
    await staff.open('staff');
    const revoke = page.getByRole('button', { name: staffTexts.withdrawOf('ada@example.org') });
    await revoke.press('Enter');
    await answer(staffTexts.withdraw);
    await revoke.waitFor({ state: 'detached' });
    await focused(staffTexts.invitations);
    await page.keyboard.press('Tab');
    await page
      .getByRole('button', { name: staffTexts.newLinkOf('bob@example.org') })
      .and(page.locator(':focus'))
      .waitFor();
  });
});
