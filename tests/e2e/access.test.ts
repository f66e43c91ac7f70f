import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { account } from '../../client/texts/account.ts';
import { common } from '../../client/texts/common.ts';
import { consoleTexts } from '../../client/texts/console.ts';
import { ended } from '../../client/texts/ended.ts';
import { kitTexts } from '../../client/texts/kits.ts';
import { prejoin } from '../../client/texts/prejoin.ts';
import { room } from '../../client/texts/room.ts';
import { expectAccessible } from '../support/accessible.ts';
import { type ApiClient, OWNER } from '../support/apiClient.ts';
import { type PageOptions, TestBrowser } from '../support/chromium.ts';
import { InterviewStage } from '../support/interviewStage.ts';
import { startOwnedServer } from '../support/ownedServer.ts';
import { ADA, GRACE } from '../support/personas.ts';
import { RoomPage } from '../support/roomPage.ts';
import { ServerProcess } from '../support/serverProcess.ts';
import { createUnfinishedKit } from '../support/unfinishedKit.ts';

const SIZES = {
  desktop: { width: 1_440, height: 900 },
  tablet: { width: 768, height: 1_024 },
  phone: { width: 390, height: 844 },
} as const;

/** Every size and both schemes, in as few rounds as that takes. */
const LOOKS: readonly { look: string; options: PageOptions }[] = [
  { look: 'on a desktop, light', options: { viewport: SIZES.desktop, colorScheme: 'light' } },
  { look: 'on a tablet, dark', options: { viewport: SIZES.tablet, colorScheme: 'dark' } },
  { look: 'on a phone, light', options: { viewport: SIZES.phone, colorScheme: 'light' } },
];

let server: ServerProcess;
let untouched: ServerProcess;
let owner: ApiClient;
let interview: InterviewStage;
let graces: TestBrowser;
let adas: TestBrowser;

beforeAll(async () => {
  ({ server, owner } = await startOwnedServer());
  untouched = await ServerProcess.start();
  interview = await InterviewStage.create(owner);
  graces = await TestBrowser.launch({ persona: GRACE });
  adas = await TestBrowser.launch({ persona: ADA });
});
afterAll(async () => {
  await graces?.close();
  await adas?.close();
  interview?.close();
  await untouched?.close();
  await server?.close();
});

async function signedIn(options: PageOptions): Promise<BrowserContext> {
  const context = await graces.newContext(options);
  const [name = '', value = ''] = owner.cookieHeader.split('=', 2);
  await context.addCookies([{ name, value: decodeURI(value), url: server.url }]);
  return context;
}

describe.each(LOOKS)('$look, axe finds nothing serious', ({ options }) => {
  it('on the public pages', async () => {
    const context = await graces.newContext(options);
    const page = await context.newPage();
    const visits = [
      { url: `${server.url}/`, heading: 'Interviews by the living voice' },
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
    const context = await signedIn(options);
    const page = await context.newPage();
    const visits = [
      { path: '/console', text: consoleTexts.list.title },
      { path: `/console/interviews/${interview.interviewId}`, text: consoleTexts.detail.people },
      { path: '/console/new', text: consoleTexts.create.title },
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

  it('on the pages of kits', async () => {
    const context = await signedIn(options);
    const page = await context.newPage();
    const kitId = await createUnfinishedKit(owner);
    await page.goto(`${server.url}/console/kits`);
    await page.getByRole('heading', { name: kitTexts.list.groups.builtIn }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: kitTexts.list.create }).click();
    await page.getByRole('dialog').waitFor();
    await expectAccessible(page);

    await page.goto(`${server.url}/console/kits/${kitId}`);
    await page.locator('#section-competencies').waitFor();
    await expectAccessible(page);
    const closed = page.getByRole('button', { name: kitTexts.parts.openAll });
    for (let left = await closed.count(); left > 0; left -= 1) await closed.first().click();
    await page.locator('[data-place="competencies.0.anchors.2"]').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: kitTexts.page.modes.preview }).click();
    await expectAccessible(page);

    await page.goto(`${server.url}/console/kits/backend-developer`);
    await page.getByText(kitTexts.page.builtIn).waitFor();
    await expectAccessible(page);
    await page.goto(`${server.url}/console/kits/import`);
    await page.getByLabel(kitTexts.import.text, { exact: true }).fill('role: Backend Developer\nlevel: 5\n');
    await page.getByRole('button', { name: kitTexts.import.submit, exact: true }).click();
    await page.getByRole('table').waitFor();
    await expectAccessible(page);
    await context.close();
  });

  it('in pre-join, in the waiting room and in the room of each role', async () => {
    using stage = await InterviewStage.create(owner);
    const candidate = await RoomPage.open(await adas.newContext(options), stage.link('candidate'));
    await candidate.page.getByRole('heading', { name: prejoin.hello(ADA.name) }).waitFor();
    await expectAccessible(candidate.page);
    await candidate.agreeAndJoin();
    await candidate.page.getByRole('heading', { name: room.waiting.candidateHeading(ADA.name) }).waitFor();
    await expectAccessible(candidate.page);

    const lead = await RoomPage.open(await graces.newContext(options), stage.link('lead'));
    await lead.join();
    await lead.page.getByRole('button', { name: room.waiting.open }).waitFor();
    await expectAccessible(lead.page);
    await lead.openSession();
    await expectAccessible(lead.page);
    await lead.admit(ADA.name);
    await candidate.waitUntilInside();
    const observer = await RoomPage.open(await graces.newContext(options), stage.link('observer'));
    await observer.join();
    await observer.waitUntilInside();
    await lead.page.getByRole('figure', { name: ADA.name }).waitFor();
    for (const page of [candidate, lead, observer]) await expectAccessible(page.page);

    await lead.press(room.controls.people);
    await expectAccessible(lead.page);
    await candidate.press(room.controls.chat);
    await expectAccessible(candidate.page);
    await lead.press(room.controls.leave);
    await lead.page.getByRole('alertdialog').or(lead.page.getByRole('dialog')).first().waitFor();
    await expectAccessible(lead.page);
    await lead.page.getByRole('button', { name: room.leave.confirm }).last().click();
    await lead.page.getByRole('heading', { name: ended.left.title }).waitFor();
    await expectAccessible(lead.page);
    for (const page of [candidate, lead, observer]) await page.page.context().close();
  });
});

describe('by keyboard alone', () => {
  it('somebody signs in', async () => {
    const page = await graces.newPage();
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
