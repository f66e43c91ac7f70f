import type { Page } from 'playwright-core';
import { twoFactorTexts } from '../../client/texts/accountSecurity.ts';
import { bulkTexts } from '../../client/texts/bulk.ts';
import { candidateTexts } from '../../client/texts/candidates.ts';
import { hoursTexts, timeSourceTexts } from '../../client/texts/hours.ts';
import { importTexts } from '../../client/texts/imports.ts';
import { interviewListTexts } from '../../client/texts/interviewList.ts';
import { interviewPageTexts } from '../../client/texts/interviewPage.ts';
import { interviewPeopleTexts } from '../../client/texts/interviewPeople.ts';
import { loopTexts } from '../../client/texts/loops.ts';
import { messageTexts } from '../../client/texts/messages.ts';
import { newInterviewTexts } from '../../client/texts/newInterview.ts';
import { staffTexts as staff } from '../../client/texts/staff.ts';
import { templateTexts } from '../../client/texts/templates.ts';
import { OWNER } from '../support/apiClient.ts';
import { BusyOrganization } from '../support/busyOrganization.ts';
import type { TestBrowser } from '../support/chromium.ts';
import { eventually } from '../support/eventually.ts';
import { startOwnedServer } from '../support/ownedServer.ts';
import { signedIn } from '../support/signedIn.ts';

type Take = (page: Page, name: string) => Promise<void>;

/** Takes pictures of the console: without anything in it, and of an organization that hires. */
export async function takeConsole(browser: TestBrowser, take: Take): Promise<void> {
  await takeEmpty(browser, take);
  await using organization = await BusyOrganization.start();
  const { owner, server } = organization;
  const page = await (await signedIn(browser, owner)).newPage();
  const console = new ConsolePictures(page, server.url, take);
  await takeLists(console);
  await takeInterviews(console, organization);
  await takeForms(console);
  await takeImport(console);
  await takeCandidates(console);
  await takeSettings(console);
}

const EMPTY = {
  home: '/console',
  interviews: '/console/interviews',
  candidates: '/console/candidates',
  templates: '/console/templates',
  insights: '/console/insights',
  evaluations: '/console/evaluations',
  calibration: '/console/evaluations/calibration',
  recordings: '/console/interviews/recordings',
  import: '/console/interviews/import',
  email: '/console/settings/email',
  team: '/console/settings/team',
};

async function takeEmpty(browser: TestBrowser, take: Take): Promise<void> {
  const { server, owner } = await startOwnedServer();
  await using _stopped = server;
  const page = await (await signedIn(browser, owner)).newPage();
  const console = new ConsolePictures(page, server.url, take);
  for (const [name, where] of Object.entries(EMPTY)) await console.visit(`empty-${name}`, where);
}

const LISTS = {
  home: '/console',
  interviews: '/console/interviews',
  'interviews-all': '/console/interviews?sort=-time',
  'interviews-nothing': '/console/interviews?q=nobody',
  'calendar-week': '/console/interviews?show=week',
  'calendar-month': '/console/interviews?show=month',
  recordings: '/console/interviews/recordings',
  candidates: '/console/candidates',
  templates: '/console/templates',
  kits: '/console/kits',
  insights: '/console/insights',
  evaluations: '/console/evaluations',
  'evaluations-team': '/console/evaluations/team',
  calibration: '/console/evaluations/calibration',
  'evaluation-settings': '/console/evaluations/settings',
  settings: '/console/settings',
  organization: '/console/settings/organization',
  team: '/console/settings/team',
  scheduling: '/console/settings/scheduling',
  messages: '/console/settings/messages',
  privacy: '/console/settings/privacy',
  audit: '/console/settings/audit',
  account: '/console/account',
  hours: '/console/account/hours',
  site: '/console/site',
};

async function takeLists(console: ConsolePictures): Promise<void> {
  for (const [name, where] of Object.entries(LISTS)) await console.visit(name, where);
}

async function takeInterviews(console: ConsolePictures, organization: BusyOrganization): Promise<void> {
  const { page } = console;
  const { filters, views } = interviewListTexts;
  await console.visit('interviews-filter', '/console/interviews', async () => {
    await page.getByRole('button', { name: filters.statuses }).click();
    await page.getByRole('menu').waitFor();
  });
  await console.visit('interviews-dates', '/console/interviews', async () => {
    await page.getByRole('button', { name: filters.dates }).click();
    await page
      .getByRole('menuitemradio', { name: filters.choose })
      .or(page.getByRole('menuitem', { name: filters.choose }))
      .click();
    await page.getByRole('dialog').waitFor();
  });
  await console.visit('interviews-save-view', '/console/interviews?role=Nurse', async () => {
    await page.getByRole('button', { name: views.save }).click();
    await page.getByRole('dialog').waitFor();
  });
  const select = async () => {
    for (const row of [1, 2, 4]) await page.getByRole('checkbox').nth(row).check();
  };
  await console.visit('bulk', '/console/interviews', select);
  for (const action of ['move', 'remind', 'cancel'] as const)
    await console.visit(`bulk-${action}`, '/console/interviews', async () => {
      await select();
      const bar = page.getByRole('region', { name: bulkTexts.bar });
      await bar.getByRole('button', { name: bulkTexts.actions[action] }).click();
      await page.getByRole('dialog').or(page.getByRole('alertdialog')).waitFor();
    });

  const [, , planned] = organization.planned;
  const detail = `/console/interviews/${planned}`;
  await console.visit('interview', detail);
  await console.visit('interview-rated', `/console/interviews/${organization.rated}`);
  await console.visit('interview-unscheduled', `/console/interviews/${organization.unscheduled}`);
  await console.visit('interview-canceled', `/console/interviews/${organization.planned.at(-1)}`);
  await console.visit('interview-scorecards', `/console/interviews/${organization.rated}/scorecards`);
  for (const [name, item] of [
    ['edit', interviewPageTexts.detail.edit],
    ['cancel', interviewPageTexts.detail.cancel],
  ] as const)
    await console.visit(`interview-${name}`, detail, async () => {
      await page.getByRole('button', { name: interviewPageTexts.detail.more }).click();
      await page.getByRole('menuitem', { name: item }).click();
      await console.dialog();
    });
  await console.visit('interview-add-person', detail, async () => {
    await page.getByRole('button', { name: interviewPageTexts.detail.addPerson }).click();
    await console.dialog();
  });
  await console.visit('interview-person', detail, async () => {
    await page
      .getByRole('button', { name: /^Actions for/ })
      .first()
      .click();
    await page.getByRole('menuitem', { name: interviewPeopleTexts.editPerson.menu }).click();
    await console.dialog();
  });
}

async function takeForms(console: ConsolePictures): Promise<void> {
  const { page } = console;
  const { form, create } = newInterviewTexts;
  const named = (label: string) => page.getByLabel(label, { exact: true });
  await console.visit('new', '/console/interviews/new');
  await console.visit('new-refused', '/console/interviews/new', async () => {
    await page.getByRole('button', { name: create.submit }).click();
    await page.locator('[aria-invalid="true"]').first().waitFor();
  });
  await console.visit('new-people', '/console/interviews/new', async () => {
    await page.getByRole('combobox', { name: form.name }).first().click();
    await page.getByRole('listbox').waitFor();
  });
  await console.visit('new-chosen', '/console/interviews/new', async () => {
    await named(form.title).fill('Backend developer, first round');
    await named(form.jobRole).fill('Backend developer');
    await page.getByText(timeSourceTexts.options.candidate.label).click();
    await named(form.name).first().fill('Dora Okafor');
    await named(form.name).nth(1).fill(OWNER.name);
    const emails = page.getByLabel(form.email, { exact: false });
    await emails.first().fill('dora@example.com');
    await emails.nth(1).fill(OWNER.email);
    await page.getByText(/times? to choose/).waitFor();
  });
  await console.state('new-template', async () => {
    await page.getByRole('button', { name: templateTexts.save.open }).click();
    await console.dialog();
  });
  await console.state('new-links', async () => {
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: create.submit }).click();
    await page.getByRole('heading', { name: create.linksTitle }).waitFor();
  });
  await console.visit('rounds', '/console/interviews/rounds');
  await console.visit('rounds-filled', '/console/interviews/rounds', async () => {
    await named(form.name).first().fill('Ada Lovelace');
    await page.getByLabel(form.email).first().fill('ada@example.org');
    await named(form.jobRole).fill('Backend developer');
    await named(loopTexts.starts).first().fill('2099-05-06T10:00');
    await named(loopTexts.starts).last().selectOption('own');
    await named(loopTexts.ownWhen).fill('2099-05-06T10:20');
    await page.getByText(/overlaps round 1/).waitFor();
  });
  await console.visit('template-edit', '/console/templates', async () => {
    await page
      .getByRole('button', { name: /^Actions for/ })
      .first()
      .click();
    await page.getByRole('menuitem', { name: templateTexts.list.edit }).click();
    await page.getByLabel(templateTexts.save.name).waitFor();
  });
}

const FILE = [
  'Name;Email;Date;Time;Salary',
  'Dana Cole;dana@example.com;2030-01-15;10:00;1',
  'Grace Kelly;grace(at)example.com;2030-01-15;11:00;2',
  'Past Tense;past@example.com;2020-01-15;10:00;3',
  'Konstantin von Hohenlohe-Schillingsfürst;konstantin@a-long-name-of-a-domain.example.com;2030-01-16;10:00;4',
].join('\r\n');

async function takeImport(console: ConsolePictures): Promise<void> {
  const { page } = console;
  await console.visit('import-columns', '/console/interviews/import', async () => {
    const file = { name: 'candidates.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) };
    await page.setInputFiles('input[type=file]', file);
    await page.getByRole('heading', { name: importTexts.columns.title }).waitFor();
  });
  await console.state('import-check', async () => {
    await page.getByLabel(importTexts.columns.template, { exact: true }).selectOption({ index: 1 });
    await page.getByRole('button', { name: importTexts.columns.next }).click();
    await page.getByRole('table', { name: importTexts.check.problems }).waitFor();
  });
  await console.state('import-result', async () => {
    await page.getByRole('button', { name: importTexts.check.createMail(2) }).click();
    await page.getByRole('heading', { name: importTexts.result.title(2) }).waitFor();
  });
  await console.visit('import', '/console/interviews/import');
}

async function takeCandidates(console: ConsolePictures): Promise<void> {
  const { page } = console;
  const { decisions, compare, merge, deletion, page: record } = candidateTexts;
  const decide = page.getByRole('button', { name: decisions.decide }).first();
  await console.visit('candidate', '/console/candidates', async () => {
    await page.getByRole('link', { name: 'Ada Lovelace' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Ada Lovelace' }).waitFor();
    // The server adds interviews that another process wrote to the records within half a minute.
    await eventually(
      'the rated interview in the record',
      async () => {
        await page.reload();
        await page.getByText('Backend Developer, round 1').first().waitFor();
        return decide.isVisible();
      },
      60_000,
    );
  });
  await console.state('candidate-decision', async () => {
    await decide.click();
    await console.dialog();
  });
  await console.state('candidate-decided', async () => {
    await page.getByLabel(decisions.stage).selectOption('interview');
    await page.getByLabel(decisions.outcome).selectOption('advance');
    await page.getByLabel(decisions.reason).fill('Measures before changing anything.');
    await page.getByRole('button', { name: decisions.save }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
  for (const [name, action] of [
    ['merge', merge.action],
    ['delete', deletion.action],
  ] as const)
    await console.state(`candidate-${name}`, async () => {
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: record.actions }).click();
      await page.getByRole('menuitem', { name: action }).click();
      await console.dialog();
    });
  await console.visit('compare', '/console/candidates/compare', async () => {
    await page.getByLabel(compare.role).selectOption({ label: 'Backend Developer' });
    await page.getByRole('table').waitFor();
  });
}

async function takeSettings(console: ConsolePictures): Promise<void> {
  const { page } = console;
  await console.visit('email', '/console/settings/email', () =>
    page.getByText('candidate-0@example.com').first().waitFor(),
  );
  await console.state('email-open', async () => {
    await page
      .getByRole('link', { name: /candidate-0@example\.com/ })
      .first()
      .click();
    await page.getByRole('heading', { level: 2 }).first().waitFor();
  });
  await console.visit('team-invite', '/console/settings/team', async () => {
    await page.getByRole('button', { name: staff.invite }).click();
    await console.dialog();
  });
  const member = (item: string) => async () => {
    await page.getByRole('button', { name: staff.actions('Ian Fleming') }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await console.dialog();
  };
  for (const [name, item] of [
    ['hours', hoursTexts.menu],
    ['disable', staff.disable],
    ['reset', staff.reset],
  ] as const)
    await console.visit(`team-${name}`, '/console/settings/team', member(item));
  await console.visit('messages-wrong', '/console/settings/messages', async () => {
    await page.getByLabel(messageTexts.text).fill('Hello {nmae}');
    await page.getByLabel(messageTexts.text).blur();
    await page.getByText(messageTexts.unusable).waitFor();
  });
  await console.visit('hours-days', '/console/account/hours', async () => {
    await page.getByRole('button', { name: hoursTexts.addExtra }).click();
    await page.getByRole('button', { name: hoursTexts.addOff }).click();
  });
  await console.visit('account-two-factor', '/console/account', async () => {
    await page.getByRole('button', { name: twoFactorTexts.setUp }).click();
    await console.dialog();
  });
}

/** Opens pages of the console and takes pictures of them. Reports a state that doesn't appear, and continues. */
class ConsolePictures {
  readonly page: Page;
  readonly #url: string;
  readonly #take: Take;

  constructor(page: Page, url: string, take: Take) {
    this.page = page;
    this.#url = url;
    this.#take = take;
    // Forms with changes ask before they are left.
    page.on('dialog', dialog => void dialog.accept());
  }

  async visit(name: string, where: string, reach?: () => Promise<unknown>): Promise<void> {
    await this.state(name, async () => {
      await this.page.goto(this.#url + where);
      await this.page.locator('main').getByRole('heading').first().waitFor();
      await this.#loaded();
      await reach?.();
    });
  }

  /** Takes a state that is reached from the one before. */
  async state(name: string, reach: () => Promise<unknown>): Promise<void> {
    try {
      await reach();
      await this.#loaded();
      // Otherwise, what stays at the top of the window is drawn in the middle of the page.
      await this.page.evaluate(() => window.scrollTo(0, 0));
      await this.#take(this.page, `console-${name}`);
    } catch (error) {
      process.exitCode = 1;
      process.stderr.write(`console-${name}: ${error}\n`);
    }
  }

  /** Waits for a dialog. */
  dialog(): Promise<void> {
    return this.page.locator('[role="dialog"], [role="alertdialog"]').first().waitFor();
  }

  async #loaded(): Promise<void> {
    const loading = this.page.locator('main [aria-busy="true"], main .animate-shimmer');
    await loading.first().waitFor({ state: 'detached' });
  }
}
