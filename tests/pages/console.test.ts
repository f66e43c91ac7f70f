import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account } from '../../client/texts/account.ts';
import { common } from '../../client/texts/common.ts';
import { consoleTexts } from '../../client/texts/console.ts';
import { disableTexts } from '../../client/texts/disable.ts';
import { homeTexts } from '../../client/texts/home.ts';
import { interviewListTexts } from '../../client/texts/interviewList.ts';
import { interviewPageTexts } from '../../client/texts/interviewPage.ts';
import { interviewPeopleTexts } from '../../client/texts/interviewPeople.ts';
import { newInterviewTexts } from '../../client/texts/newInterview.ts';
import { staffTexts } from '../../client/texts/staff.ts';
import { AppError } from '../../shared/errors.ts';
import { expectAccessibleInEveryLook } from '../support/accessible.ts';
import { ApiClient, OWNER } from '../support/apiClient.ts';
import type { TestBrowser } from '../support/chromium.ts';
import { itInWholeRuns } from '../support/longTests.ts';
import { Mailbox } from '../support/mailbox.ts';
import { ServerProcess } from '../support/serverProcess.ts';
import { sharedBrowser } from '../support/shared.ts';

let box: Mailbox;
let server: ServerProcess;
let browser: TestBrowser;
let page: Page;

beforeAll(async () => {
  box = await Mailbox.start();
  server = await ServerProcess.start({ SMTP_URL: box.url });
  browser = await sharedBrowser();
  page = await browser.newPage();
});
afterAll(async () => {
  await page?.context().close();
  await server?.close();
  await box?.close();
});

const links: string[] = [];

async function signIn(on: Page): Promise<void> {
  await on.getByLabel(common.email).fill(OWNER.email);
  await on.getByLabel(common.password, { exact: true }).fill(OWNER.password);
  await on.getByRole('button', { name: common.signIn }).click();
}

/** Tests run in order and follow one person. Links are found by their visible text. */
describe('from the first start to an interview', () => {
  it('creates the owner’s account from the link in the terminal and opens the console', async () => {
    await page.goto(await server.setupLink());
    await page.getByLabel('Name').waitFor();
    await expectAccessibleInEveryLook(page);
    await page.getByLabel('Name').fill(OWNER.name);
    await page.getByLabel('Email').fill(OWNER.email);
    await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
    // The question whether strangers may practice has no preselected answer.
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText(account.setup.publicSideMissing).waitFor();
    await expectAccessibleInEveryLook(page);
    await page.getByRole('radio', { name: account.setup.publicSides.yes.label }).check();
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.waitForURL('**/console');
    await page.getByRole('heading', { name: homeTexts.steps.title }).waitFor();
  });

  it('refuses the setup link the second time', async () => {
    const stranger = await browser.newPage();
    await stranger.goto(await server.setupLink());
    await stranger.getByRole('heading', { name: 'This link doesn’t work' }).waitFor();
    await stranger.context().close();
  });

  it('creates an interview with a link for each person, and emails those with an address', async () => {
    await page.getByRole('link', { name: 'New interview' }).first().click();
    await page.getByLabel('Title').fill('Backend developer, second round');
    await page.getByLabel('Role applied for').fill('Backend developer');
    for (const name of ['Add an evaluator', 'Add an observer'])
      await page.getByRole('button', { name }).click();
    const names = page.getByLabel('Name', { exact: true });
    expect(await names.count()).toBe(4);
    for (const [index, name] of ['Ada', 'Grace', 'Barbara', 'Alan'].entries())
      await names.nth(index).fill(name);
    await page.getByLabel('Email', { exact: false }).first().fill('ada@example.org');
    expect(await page.getByLabel(interviewPeopleTexts.mail.choose).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Create interview' }).click();
    await page.getByRole('heading', { name: 'The interview is ready' }).waitFor();
    for (const name of ['Ada', 'Grace', 'Barbara', 'Alan'])
      links.push(
        await page.getByRole('textbox', { name: newInterviewTexts.links.personal(name) }).inputValue(),
      );
    expect(new Set(links).size).toBe(4);
    await page.getByText(newInterviewTexts.create.emailedTo('ada@example.org', 1)).waitFor();
    expect(await page.getByText(newInterviewTexts.create.notInvited).count()).toBe(3);
    await page.getByText(/\d:\d\d\s([AP]M\s)?[A-Z]{3}/).waitFor();
    expect((await box.message()).parts.get('text/plain')).toContain(links[0]);
    for (const link of links) expect(link).toMatch(new RegExp(`^${server.url}/join#[\\w-]{22}$`));
  });

  it('asks before a header link or Back leaves the page with the new links', async () => {
    const kept = page.getByRole('textbox', { name: newInterviewTexts.links.personal('Ada') });
    const question = page.getByRole('alertdialog', { name: 'Leave without the links?' });
    const leaves = [
      () => page.getByRole('link', { name: consoleTexts.nav.library }).click(),
      () => page.evaluate(() => window.history.back()),
    ];
    for (const leave of leaves) {
      await leave();
      await question.getByRole('button', { name: newInterviewTexts.create.stay }).click();
      await question.waitFor({ state: 'detached' });
      expect(await kept.inputValue()).toBe(links[0]);
    }
    await expect
      .poll(() => new URL(page.url()).pathname)
      .toMatch(/^\/console\/interviews\/[\w-]{36}\/links$/);
  });

  it('shows the page with the links again after a reload, and a link on demand', async () => {
    page.on('dialog', dialog => void dialog.accept());
    await page.reload();
    await page.getByText(newInterviewTexts.create.emailedTo('ada@example.org', 1)).waitFor();
    await page.getByRole('button', { name: newInterviewTexts.create.showLinksOf('Grace', 1) }).click();
    const shown = page.getByRole('textbox', { name: newInterviewTexts.links.personal('Grace') });
    expect(await shown.inputValue()).toBe(links[1]);
  });

  it('shows the organizer that the candidate has arrived', async () => {
    await page.getByRole('link', { name: 'Go to the interview' }).click();
    await page.getByText('Hasn’t opened the link').first().waitFor();
    const candidate = await browser.newPage();
    await candidate.goto(links[0] ?? '');
    // The heading before this one is shown only until the page knows that it is too early to join.
    await candidate.getByRole('heading', { name: /^Your interview is in / }).waitFor();
    await page.getByText('Setting up').first().waitFor();
    await candidate.context().close();
    await page.getByText('Left').first().waitFor();
    await page
      .getByText(`${interviewPeopleTexts.mail.told.sent} today, ${interviewPeopleTexts.mail.opened}`)
      .waitFor();
    expect(await page.getByText(interviewPeopleTexts.mail.noAddress).count()).toBe(3);
    await expectAccessibleInEveryLook(page);
    await page.getByRole('button', { name: interviewPeopleTexts.person.actions('Ada') }).click();
    await page.getByRole('menuitem', { name: interviewPeopleTexts.person.sendAgain }).click();
    expect((await box.message(2)).to).toEqual(['ada@example.org']);
  });

  it('focuses the person’s name when their dialog opens', async () => {
    await page.getByRole('button', { name: interviewPeopleTexts.person.actions('Ada') }).click();
    await page.getByRole('menuitem', { name: interviewPeopleTexts.editPerson.menu }).click();
    const dialog = page.getByRole('dialog', { name: interviewPeopleTexts.editPerson.title('Ada') });
    await dialog.getByLabel(newInterviewTexts.form.name).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('tells the holder of a revoked link so, and no one about an unknown link', async () => {
    await page.getByRole('button', { name: interviewPeopleTexts.person.actions('Ada') }).click();
    await page.getByRole('menuitem', { name: interviewPeopleTexts.person.revoke }).click();
    await page.getByRole('button', { name: interviewPageTexts.revoke.confirm }).click();
    await page.getByText(interviewPeopleTexts.person.linkRevoked).waitFor();
    const pages = [
      [links[0] ?? '', common.linkProblem.reasons['link-revoked'].title],
      [`${server.url}/join#${'A'.repeat(22)}`, common.linkProblem.title],
    ] as const;
    for (const [link, title] of pages) {
      const stranger = await browser.newPage();
      await stranger.goto(link);
      await stranger.getByRole('heading', { name: title }).waitFor();
      await stranger.context().close();
    }
  });

  it('says who must be told by hand when a person without an email address is removed', async () => {
    await page.getByRole('button', { name: interviewPeopleTexts.person.actions('Alan') }).click();
    await page.getByRole('menuitem', { name: interviewPeopleTexts.remove.menu }).click();
    await page.getByRole('button', { name: interviewPeopleTexts.remove.confirm, exact: true }).click();
    await page.getByText(interviewPeopleTexts.tellThem({ displayName: 'Alan' }) ?? '').waitFor();
  });

  it('closes the console after signing out and opens it after signing in', async () => {
    const address = page.url();
    await page.getByRole('button', { name: new RegExp(`${OWNER.name}|${consoleTexts.nav.account}`) }).click();
    await page.getByRole('menuitem', { name: common.signOut }).click();
    await page.getByRole('heading', { name: account.login.title }).waitFor();
    await page.goto(address);
    await page.getByRole('heading', { name: account.login.title }).waitFor();
    await signIn(page);
    await page.waitForURL(address);
    await page.getByRole('heading', { name: 'Backend developer, second round' }).waitFor();
  });

  it('opens a link to a moment after signing in, with its whole address', async () => {
    const address = `${page.url()}?q=2#t=65`;
    const visitor = await browser.newPage();
    await visitor.goto(address);
    await visitor.getByRole('heading', { name: account.login.title }).waitFor();
    await signIn(visitor);
    await visitor.getByRole('heading', { name: 'Backend developer, second round' }).waitFor();
    expect(visitor.url()).toBe(address);
    await visitor.context().close();
  });

  it('keeps typed text when the session ends and the person signs in again over the page', async () => {
    await page.goto(`${server.url}/console/interviews/new`);
    const title = page.getByLabel(newInterviewTexts.form.title);
    await title.fill('Half of a title');
    await page.getByLabel(newInterviewTexts.form.jobRole).fill('Backend developer');
    await page.getByLabel(newInterviewTexts.form.name, { exact: true }).first().fill('Ada');
    await page.getByLabel(newInterviewTexts.form.name, { exact: true }).nth(1).fill('Grace');
    await page.context().clearCookies();
    // Not with a press, because a search for the names can notice the end of the session first.
    await page.locator('form').evaluate(form => (form as HTMLFormElement).requestSubmit());
    const again = page.getByRole('dialog', { name: 'Your session has ended' });
    // The email address is filled in, so the password field has the focus.
    await again.getByLabel(common.password, { exact: true }).and(page.locator(':focus')).waitFor();
    await page.keyboard.type(OWNER.password);
    await again.getByRole('button', { name: common.signIn }).click();
    await again.waitFor({ state: 'detached' });
    expect(await title.inputValue()).toBe('Half of a title');
    await page.getByRole('button', { name: newInterviewTexts.create.submit }).click();
    await page.getByRole('heading', { name: newInterviewTexts.create.linksTitle }).waitFor();
  });

  it('explains in words that the password is wrong', async () => {
    const stranger = await browser.newPage();
    await stranger.goto(`${server.url}/login`);
    await stranger.getByLabel(common.email).fill(OWNER.email);
    await stranger.getByLabel(common.password, { exact: true }).fill('not the password');
    await stranger.getByRole('button', { name: common.signIn }).click();
    await stranger.getByText(account.login.failed).waitFor();
    await stranger.context().close();
  });

  itInWholeRuns(
    'lets an invited colleague create an account with the link, without access to the team page',
    async () => {
      await page.goto(`${server.url}/console/staff`);
      await page.getByRole('button', { name: staffTexts.invite }).click();
      await page.getByLabel(staffTexts.email).fill('irene@example.org');
      await page.getByLabel(staffTexts.role, { exact: true }).selectOption({ value: 'interviewer' });
      await page.getByRole('button', { name: staffTexts.inviteSubmitByMail }).click();
      const invitation = await page
        .getByRole('textbox', { name: staffTexts.inviteLink('irene@example.org') })
        .inputValue();

      const colleague = await browser.newPage();
      await colleague.goto(invitation);
      await colleague.getByLabel(common.name).fill('Irene');
      await colleague.getByLabel(common.password, { exact: true }).fill('a password of hers');
      await colleague.getByRole('button', { name: account.createAccount }).click();
      await colleague.waitForURL('**/console');
      await colleague.getByText(homeTexts.interviews.empty).waitFor();
      const owner = new ApiClient(server.url);
      await owner.signIn(OWNER.email, OWNER.password);
      const { interviews } = await owner.call('interviews.list', {});
      const planned = interviews.find(({ title }) => title === 'Backend developer, second round');
      if (!planned) throw new Error('It was created before.');
      await owner.call('seats.add', {
        interviewId: planned.interviewId,
        seat: { role: 'evaluator', displayName: 'Irene', email: 'irene@example.org' },
      });
      await colleague.reload();
      await colleague.getByText('Backend developer, second round').first().waitFor();
      expect(await colleague.getByRole('link', { name: interviewListTexts.list.create }).count()).toBe(0);
      await colleague.goto(`${server.url}/console/staff`);
      await colleague.getByText(staffTexts.forbidden).waitFor();
      await colleague.context().close();
    },
  );

  itInWholeRuns(
    'says what disabling a colleague’s account ends; enabling the account restores none of it',
    async () => {
      const dialog = page.getByRole('dialog', { name: staffTexts.disableTitle('Irene') });
      const member = page.getByRole('listitem').filter({ hasText: 'irene@example.org' });
      const menu = page.getByRole('button', { name: staffTexts.actions('Irene') });
      const ends = { claims: 0, interviewer: 0, evaluator: 1, observer: 0, captioner: 0 };
      const ask = async () => {
        await menu.click();
        await page.getByRole('menuitem', { name: staffTexts.disable }).click();
      };
      await page.goto(`${server.url}/console/staff`);
      await ask();
      await dialog.getByText(staffTexts.disableBody(ends)).waitFor();
      await dialog.getByRole('button', { name: common.cancel }).click();
      await dialog.waitFor({ state: 'detached' });
      await menu.and(page.locator(':focus')).waitFor();

      await ask();
      await dialog.getByLabel(disableTexts.heir).selectOption({ label: disableTexts.noHeir });
      await dialog.getByRole('button', { name: staffTexts.disable }).click();
      await page.getByText(staffTexts.disabledDone('Irene')).waitFor();
      await page.getByText('Ended: 1 evaluator link').waitFor();
      await member.getByText(staffTexts.disabled, { exact: true }).waitFor();
      const colleague = new ApiClient(server.url);
      await expect(colleague.signIn('irene@example.org', 'a password of hers')).rejects.toThrow(AppError);

      await menu.click();
      await page.getByRole('menuitem', { name: staffTexts.enable }).click();
      await member.getByText(staffTexts.disabled, { exact: true }).waitFor({ state: 'detached' });
      await colleague.signIn('irene@example.org', 'a password of hers');
      await ask();
      await dialog.getByText(staffTexts.disableBody({ ...ends, evaluator: 0 })).waitFor();
    },
  );
});
