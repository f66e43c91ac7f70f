import { beforeAll, describe, expect, it } from 'vitest';
import { common } from '../../client/texts/common.ts';
import { prejoin } from '../../client/texts/prejoin.ts';
import { room } from '../../client/texts/room.ts';
import { expectAccessible } from '../support/accessible.ts';
import type { ApiClient } from '../support/apiClient.ts';
import type { TestBrowser } from '../support/chromium.ts';
import { InterviewStage } from '../support/interviewStage.ts';
import { LOOKS } from '../support/looks.ts';
import { leavePage, takePage } from '../support/pagePool.ts';
import { ADA, GRACE } from '../support/personas.ts';
import { RoomPage } from '../support/roomPage.ts';
import { sharedBrowser, sharedServer } from '../support/shared.ts';

/** What the server writes into pages. The shared server's organization stays unset, for the other tests. */
const ORGANIZATION = `<meta name="organization" content="${JSON.stringify({
  name: 'Ampère',
  email: 'jobs@example.org',
  phone: '',
  website: '',
  contact: 'We answer until six.',
  logo: { src: '/favicon.svg', width: 90, height: 30 },
}).replaceAll('"', '&quot;')}">`;

let owner: ApiClient;
let graces: TestBrowser;
let adas: TestBrowser;

beforeAll(async () => {
  ({ owner } = await sharedServer());
  graces = await sharedBrowser(GRACE);
  adas = await sharedBrowser(ADA);
});

it('opens its connection while the personal link is exchanged, in the shape of pre-join', async () => {
  using stage = await InterviewStage.create(owner);
  const page = await takePage(adas);
  const opened = page.waitForEvent('websocket');
  await page.route('**/api/join', async route => {
    await opened;
    await page.getByRole('status').getByText(common.loading).waitFor({ state: 'attached' });
    await route.continue();
  });
  await page.goto(stage.link('candidate'));
  await page.getByRole('heading', { name: `Hello, ${ADA.name}` }).waitFor();
  await leavePage(page);
});

it.each(['practice', 'report'])('/%s names the modules of its page, which then load together', async name => {
  const { server } = await sharedServer();
  const html = await (await fetch(`${server.url}/${name}`)).text();
  expect(html).toMatch(new RegExp(`rel="modulepreload" [^>]*href="/assets/visitor-${name}-[\\w-]{8}\\.js"`));
});

describe.each(LOOKS)('$look, axe finds no serious problem', ({ options }) => {
  it('in pre-join, in the waiting room, and in the room of each role', async () => {
    using stage = await InterviewStage.create(owner);
    const adasPage = await takePage(adas, options);
    await adasPage.route('**/join', async route => {
      const page = await (await route.fetch()).text();
      await route.fulfill({
        contentType: 'text/html',
        body: page.replace(/<meta name="organization".*?>/, ORGANIZATION),
      });
    });
    const candidate = await RoomPage.on(adasPage, stage.link('candidate'));
    await candidate.page.getByRole('heading', { name: `Hello, ${ADA.name}` }).waitFor();
    await candidate.page.getByRole('img', { name: 'Ampère' }).waitFor();
    await candidate.page.getByRole('link', { name: 'jobs@example.org' }).waitFor();
    await candidate.page.getByText(prejoin.consent.unanswered).waitFor();
    await expectAccessible(candidate.page);
    await candidate.agreeAndJoin();
    await candidate.page.getByRole('heading', { name: `You’re in the waiting room, ${ADA.name}` }).waitFor();
    await candidate.page.getByRole('link', { name: 'jobs@example.org' }).waitFor();
    await candidate.page.getByText('We answer until six.').waitFor();
    expect(await candidate.page.locator('time').count()).toBe(1);
    await expectAccessible(candidate.page);

    const lead = await RoomPage.on(await takePage(graces, options), stage.link('lead'));
    await lead.join();
    await lead.page.getByRole('button', { name: 'Open the interview' }).waitFor();
    await expectAccessible(lead.page);
    await lead.openSession();
    await expectAccessible(lead.page);
    await lead.admit(ADA.name);
    await candidate.waitUntilInside();
    const observer = await RoomPage.on(await takePage(graces, options), stage.link('observer'));
    await observer.join();
    await observer.waitUntilInside();
    await lead.page.getByRole('figure', { name: ADA.name }).waitFor();
    for (const page of [candidate, lead, observer]) await expectAccessible(page.page);

    await lead.press('People');
    await expectAccessible(lead.page);
    await candidate.press('Chat');
    await expectAccessible(candidate.page);
    await lead.press('Leave');
    await lead.page.getByRole('alertdialog').or(lead.page.getByRole('dialog')).first().waitFor();
    await expectAccessible(lead.page);
    await lead.page.getByRole('button', { name: 'Leave' }).last().click();
    await lead.page.getByRole('heading', { name: 'You left the interview' }).waitFor();
    await expectAccessible(lead.page);
    await adasPage.unroute('**/join');
    for (const page of [candidate, lead, observer]) await leavePage(page.page);
  });
});

it('shows the newest part of a long chat, and earlier messages on request', async () => {
  using stage = await InterviewStage.create(owner);
  const { lead } = await stage.everybodyInside();
  for (let number = 1; number <= 12; number += 1)
    await lead.request('chat.send', { text: `Line ${number} ${'and on '.repeat(280)}`.trim() });
  const evaluator = await RoomPage.on(await takePage(graces), stage.link('evaluator'));
  const { page } = evaluator;
  await evaluator.join();
  await evaluator.waitUntilInside();
  await evaluator.press(room.controls.chat);
  const log = page.getByRole('log', { name: room.chat.title });
  await log.getByText(/^Line 12 /).waitFor();
  expect(await log.getByText(/^Line 1 /).count()).toBe(0);
  await expectAccessible(page);

  const button = log.getByRole('button', { name: 'Show earlier messages' });
  await button.focus();
  await page.keyboard.press('Enter');
  await log.getByText(/^Line 1 /).waitFor({ state: 'attached' });
  await expect.poll(() => log.getByRole('listitem').count()).toBe(12);
  await button.waitFor({ state: 'detached' });
  // The topmost message stays visible, and the focus stays where it was.
  const box = await log.boundingBox();
  const shown = await log.getByText(/^Line 3 /).boundingBox();
  expect(shown?.y).toBeGreaterThan((box?.y ?? 0) - 1);
  expect(shown?.y).toBeLessThan((box?.y ?? 0) + (box?.height ?? 0));
  await log.and(page.locator(':focus')).waitFor();
  await leavePage(page);
});
