import { afterAll, beforeAll, describe, it } from 'vitest';
import { account } from '../../client/texts/account.ts';
import { common } from '../../client/texts/common.ts';
import { consoleTexts } from '../../client/texts/console.ts';
import { expectAccessible } from '../support/accessible.ts';
import { type ApiClient, OWNER } from '../support/apiClient.ts';
import { TestBrowser } from '../support/chromium.ts';
import { InterviewStage } from '../support/interviewStage.ts';
import { LOOKS } from '../support/looks.ts';
import { startOwnedServer } from '../support/ownedServer.ts';
import { ServerProcess } from '../support/serverProcess.ts';
import { signedIn } from '../support/signedIn.ts';

let server: ServerProcess;
let untouched: ServerProcess;
let owner: ApiClient;
let interview: InterviewStage;
let browser: TestBrowser;

beforeAll(async () => {
  ({ server, owner } = await startOwnedServer());
  untouched = await ServerProcess.start();
  interview = await InterviewStage.create(owner);
  browser = await TestBrowser.launch();
});
afterAll(async () => {
  await browser?.close();
  interview?.close();
  await untouched?.close();
  await server?.close();
});

describe.each(LOOKS)('$look, axe finds nothing serious', ({ options }) => {
  it('on the public pages', async () => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const visits = [
      { url: `${server.url}/`, heading: 'Fair, structured interviews, live' },
      { url: `${server.url}/login`, heading: account.login.title },
      { url: `${server.url}/join#${'A'.repeat(22)}`, heading: common.linkProblem.title },
      { url: `${server.url}/nothing-here`, heading: common.notFound.title },
      { url: await untouched.setupLink(), heading: account.setup.title },
    ];
    for (const { url, heading } of visits) {
      await page.goto(url);
      await page.getByRole('heading', { name: heading }).waitFor();
      await expectAccessible(page);
    }
    await page.goto(`${server.url}/login`);
    await page.getByRole('button', { name: common.signIn }).click();
    await expectAccessible(page);
    await context.close();
  });

  it('on the console’s pages', async () => {
    const context = await signedIn(browser, owner, options);
    const page = await context.newPage();
    const visits = [
      { path: '/console', text: consoleTexts.list.title },
      { path: `/console/interviews/${interview.interviewId}`, text: consoleTexts.detail.people },
      { path: '/console/new', text: consoleTexts.create.title },
      { path: '/console/account', text: account.settings.title },
      { path: '/console/staff', text: consoleTexts.staff.members },
    ];
    for (const { path, text } of visits) {
      await page.goto(server.url + path);
      await page.getByRole('heading', { name: text }).first().waitFor();
      await expectAccessible(page);
    }
    await page.getByRole('button', { name: consoleTexts.staff.invite }).click();
    await page.getByRole('dialog').waitFor();
    await expectAccessible(page);
    await context.close();
  });
});

describe('by keyboard alone', () => {
  it('somebody signs in', async () => {
    const page = await browser.newPage();
    await page.goto(`${server.url}/login`);
    await page.getByLabel(common.email).focus();
    await page.keyboard.type(OWNER.email);
    await page.keyboard.press('Tab');
    await page.keyboard.type(OWNER.password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: consoleTexts.list.title }).first().waitFor();
    await page.context().close();
  });
});
