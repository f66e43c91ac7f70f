import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { common } from '../../client/texts/common.ts';
import { consoleTexts } from '../../client/texts/console.ts';
import { disableTexts } from '../../client/texts/disable.ts';
import { staffTexts as texts } from '../../client/texts/staff.ts';
import { staffReasonTexts } from '../../client/texts/staffErrors.ts';
import { uiTexts } from '../../client/texts/ui.ts';
import { AppError } from '../../shared/errors.ts';
import { InterviewId } from '../../shared/ids.ts';
import { expectNoViolations } from '../support/accessible.ts';
import { ConsolePage } from '../support/consolePage.ts';
import { member } from '../support/reviewStage.ts';

const RITA = { ...member('evaluator'), userId: 'rita', name: 'Rita Rater', email: 'rita@example.org' };
const SAM = { ...member('interviewer'), userId: 'sam', name: 'Sam Seated', email: 'sam@example.org' };
const ADA = { invitationId: 'one', email: 'ada@example.org', role: 'evaluator' } as const;
const URL = 'https://interviews.example.com/invitation#0123456789abcdefABCDEF';
const SEVEN = Array.from({ length: 7 }, (_, index) => ({
  interviewId: InterviewId.parse(`01890000-0000-7000-8000-00000000000${index}`),
  jobRole: 'Nurse',
  role: 'interviewer' as const,
  scheduledAt: Date.now() + index * 3_600_000,
  candidates: [`Candidate ${index}`],
  busy: index === 2 ? ['sam'] : [],
  ...(index === 6 && { unscheduled: true as const }),
}));

let staff: ConsolePage;
const changes: unknown[] = [];
const mails: unknown[] = [];

beforeAll(async () => {
  staff = await ConsolePage.create();
  staff.signIn('owner');
  staff.server
    .answer('staff.list', () => ({
      members: [member(), RITA, SAM],
      invitations: [{ ...ADA, expiresAt: Date.now() + 86_400_000, mail: 'bounced' }],
    }))
    .answer('teams.list', () => ({ teams: [] }))
    .answer('mail.status', () => ({ configured: true }))
    .answer('staff.access', () => ({
      access: { claims: 0, interviewer: 8, evaluator: 0, observer: 0, captioner: 0 },
    }))
    .answer('staff.openWork', () => ({ claims: [], seats: SEVEN, reports: [], teams: [] }))
    .answer('staff.change', change => {
      changes.push(change);
      return { member: RITA };
    })
    .answer('staff.resetPassword', reset => {
      mails.push(reset);
      return { url: URL, expiresAt: Date.now() + 86_400_000, mailed: reset.mail === true };
    })
    .answer('staff.invite', ({ email, role, instead }) => {
      if (email === ADA.email && !instead)
        throw new AppError('conflict', 'already-invited', {
          values: { role: ADA.role },
          details: { invitationId: ADA.invitationId },
        });
      mails.push({ email, role });
      return { invitation: { ...ADA, expiresAt: Date.now(), mail: 'waiting' }, url: URL, mailed: true };
    });
});
afterAll(() => staff[Symbol.asyncDispose]());
beforeEach(async () => {
  changes.length = 0;
  mails.length = 0;
  await staff.open('staff');
});

const question = () => staff.page.getByRole('alertdialog');
const dialog = (title: string) => staff.page.getByRole('dialog', { name: title });
const press = (name: string) => question().getByRole('button', { name, exact: true }).click();
const menuItem = async (name: string) => {
  await staff.page.getByRole('button', { name: texts.actions(RITA.name) }).click();
  await staff.page.getByRole('menuitem', { name }).click();
};

describe('a member’s role', () => {
  it('is explained on the page', async () => {
    for (const hint of Object.values(texts.roleHints)) await staff.page.getByText(hint).waitFor();
  });

  it('changes only after a dialog that says what changes', async () => {
    const role = staff.page.getByLabel(texts.roleOf(RITA.name));
    await role.focus();
    await staff.page.keyboard.press('ArrowUp');
    await question().getByText(texts.roleTitle(RITA.name, 'organizer')).waitFor();
    await question().getByText(texts.roleHints.evaluator).waitFor();
    await question().getByText(texts.roleHints.organizer).waitFor();
    await expectNoViolations(staff.page, '[role=alertdialog]');
    await press(common.cancel);
    await question().waitFor({ state: 'detached' });
    expect(await role.inputValue()).toBe('evaluator');
    expect(changes).toEqual([]);

    await role.selectOption('owner');
    await press(texts.roleSubmit);
    await staff.page.getByText(texts.roleChanged(RITA.name, 'owner')).waitFor();
    expect(changes).toEqual([{ userId: 'rita', role: 'owner' }]);
  });

  it('can’t be changed for the only owner, who reads why, and isn’t offered to disable their own account', async () => {
    const { name } = member('owner');
    await staff.page.getByText(texts.onlyOwner).waitFor();
    expect(await staff.page.getByLabel(texts.roleOf(name)).isDisabled()).toBe(true);
    await staff.page.getByRole('button', { name: texts.actions(name) }).click();
    await staff.page.getByRole('menuitem', { name: texts.changeEmail }).waitFor();
    expect(await staff.page.getByRole('menuitem', { name: texts.disable }).count()).toBe(0);
    await staff.page.keyboard.press('Escape');
  });
});

describe('links by email', () => {
  it('say that an invitation didn’t arrive, and are sent again', async () => {
    await staff.page.getByText(texts.inviteMail.bounced).waitFor();
    await staff.page.getByRole('button', { name: texts.sendAgainOf(ADA.email) }).click();
    await dialog(texts.inviteLink(ADA.email)).getByText(texts.inviteMailed(ADA.email)).waitFor();
    expect(mails).toEqual([{ email: ADA.email, role: 'evaluator' }]);
  });

  it('replace an open invitation only when asked to, and are revoked after a question', async () => {
    await staff.page.getByRole('button', { name: texts.invite, exact: true }).click();
    const invite = dialog(texts.inviteTitle);
    await invite.getByLabel(texts.email).fill(ADA.email);
    await invite.getByRole('button', { name: texts.inviteSubmitByMail }).click();
    await invite.getByText(staffReasonTexts['already-invited']({ role: 'evaluator' })).waitFor();
    expect(mails).toEqual([]);
    await invite.getByRole('button', { name: texts.inviteInstead('interviewer') }).click();
    await dialog(texts.inviteLink(ADA.email)).waitFor();
    expect(mails).toEqual([{ email: ADA.email, role: 'interviewer' }]);
    await staff.page.keyboard.press('Escape');
    const revoked: unknown[] = [];
    staff.server.answer('invitations.revoke', ({ invitationId }) => {
      revoked.push(invitationId);
      return {};
    });
    await staff.page.getByRole('button', { name: texts.withdrawOf(ADA.email) }).click();
    await question().waitFor();
    expect(revoked).toEqual([]);
    await press(texts.withdraw);
    await staff.page.getByText(texts.withdrawn(ADA.email)).waitFor();
    expect(revoked).toEqual([ADA.invitationId]);
  });

  it('are offered for a new password', async () => {
    await menuItem(texts.reset);
    await press(texts.resetByMail);
    await dialog(texts.resetLink(RITA.name)).getByText(texts.resetMailed(RITA.email)).waitFor();
    expect(mails).toEqual([{ userId: 'rita', mail: true }]);
  });
});

it('a page that the role doesn’t allow says so, and leads Home instead of trying again', async () => {
  staff.server.answer('publications.list', () => {
    throw AppError.forbidden();
  });
  await staff.open('site');
  await staff.page.getByRole('heading', { name: consoleTexts.notAllowed.title }).waitFor();
  const home = staff.page.getByRole('link', { name: consoleTexts.notAllowed.home });
  expect(await home.getAttribute('href')).toBe('/console');
  expect(await staff.page.getByRole('button', { name: uiTexts.tryAgain }).count()).toBe(0);
});

describe('disabling an account', () => {
  it('lists all open work by name, and asks who takes over', async () => {
    await menuItem(texts.disable);
    const asked = dialog(texts.disableTitle(RITA.name));
    for (const { candidates } of SEVEN) await asked.getByText(`${candidates[0]}, Nurse`).waitFor();
    await asked
      .getByText(`Candidate 6, Nurse: ${common.roles.interviewer}, ${disableTexts.noTime}`)
      .waitFor();
    await asked.getByText('7 of the links are to interviews that haven’t started.').waitFor();
    const chooses = await asked.getByLabel(disableTexts.heir).boundingBox();
    const list = await asked.getByRole('list').first().boundingBox();
    expect(chooses?.y).toBeLessThan(list?.y ?? 0);
    await asked.getByRole('button', { name: texts.disable }).click();
    await asked.getByText(disableTexts.heirMissing).waitFor();
    expect(changes).toEqual([]);

    await asked.getByLabel(disableTexts.heir).selectOption('sam');
    await asked.getByText(disableTexts.busy(SAM.name)).waitFor();
    await asked.getByText(disableTexts.clashes(SAM.name, 1)).waitFor();
    await expectNoViolations(staff.page, '[role=dialog]');
    await asked.getByLabel(disableTexts.heir).selectOption(disableTexts.noHeir);
    await asked.getByRole('button', { name: texts.disable }).click();
    await asked.waitFor({ state: 'detached' });
    expect(changes).toEqual([{ userId: 'rita', disabled: true }]);
  });
});
