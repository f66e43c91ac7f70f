import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account } from '../../client/texts/account.ts';
import { common } from '../../client/texts/common.ts';
import { contactTexts } from '../../client/texts/contact.ts';
import { homeTexts } from '../../client/texts/home.ts';
import { expectAccessibleInEveryLook } from '../support/accessible.ts';
import { OWNER } from '../support/apiClient.ts';
import type { TestBrowser } from '../support/chromium.ts';
import { InterviewStage } from '../support/interviewStage.ts';
import { leavePage, takePage } from '../support/pagePool.ts';
import { ADA } from '../support/personas.ts';
import type { ServerProcess } from '../support/serverProcess.ts';
import { sharedBrowser, sharedServer } from '../support/shared.ts';

let server: ServerProcess;
let interview: InterviewStage;
let browser: TestBrowser;

beforeAll(async () => {
  const shared = await sharedServer();
  server = shared.server;
  browser = await sharedBrowser();
  interview = await InterviewStage.create(shared.owner);
});
afterAll(() => interview?.close());

describe('axe finds no serious problem at any width or in either color scheme', () => {
  it('on the pages of people who are not signed in', async () => {
    const page = await takePage(browser);
    const visits = [
      { url: `${server.url}/login`, heading: account.login.title },
      { url: `${server.url}/join#${'A'.repeat(22)}`, heading: common.linkProblem.title },
      { url: `${server.url}/join/nothing-here`, heading: common.notFound.title },
    ];
    for (const { url, heading } of visits) {
      await page.goto(url);
      await page.getByRole('heading', { name: heading }).waitFor();
      await expectAccessibleInEveryLook(page);
    }
    await page.goto(`${server.url}/login`);
    await page.getByRole('button', { name: common.signIn }).click();
    await page.locator('[aria-invalid="true"]').first().waitFor();
    await expectAccessibleInEveryLook(page);
    await leavePage(page);
  });
});

it('a person whose link was cut off pastes the whole link', async () => {
  const page = await takePage(browser);
  const link = interview.link('candidate');
  await page.goto(link.slice(0, -3));
  await page.getByRole('heading', { name: common.linkProblem.title }).waitFor();
  const field = page.getByLabel(contactTexts.paste.label);
  await field.fill(`https://elsewhere.example/join#${'A'.repeat(22)}`);
  await page.keyboard.press('Enter');
  await page.getByText(contactTexts.paste.refused).waitFor();
  await expectAccessibleInEveryLook(page);
  expect(await field.evaluate(element => element === document.activeElement)).toBe(true);
  expect(await page.getByRole('link', { name: common.notFound.home }).getAttribute('href')).toBe('/');
  await field.fill('Hello Ada');
  await page.keyboard.press('Enter');
  await page.getByText(contactTexts.paste.none).waitFor();
  await field.fill(`See you at ${link} on Monday`);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: `Hello, ${ADA.name}` }).waitFor();
  // Mail programs and messages add such characters.
  await page.goto(`${link}%3E.`);
  await page.getByRole('heading', { name: `Hello, ${ADA.name}` }).waitFor();
  expect(page.url()).toBe(link);
  await leavePage(page);
});

describe('using only the keyboard', () => {
  it('a person signs in', async () => {
    const page = await takePage(browser);
    await page.goto(`${server.url}/login`);
    await page.getByLabel(common.email).focus();
    await page.keyboard.type(OWNER.email);
    await page.keyboard.press('Tab');
    await page.keyboard.type(OWNER.password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: homeTexts.title }).first().waitFor();
    await leavePage(page);
  });
});
