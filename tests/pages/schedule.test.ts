import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { common } from '../../client/texts/common.ts';
import { scheduleTexts as texts } from '../../client/texts/schedule.ts';
import { expectAccessible } from '../support/accessible.ts';
import type { ApiClient } from '../support/apiClient.ts';
import { SIZES } from '../support/looks.ts';
import { leavePage, takePage } from '../support/pagePool.ts';
import type { ServerProcess } from '../support/serverProcess.ts';
import { sharedBrowser, sharedServer } from '../support/shared.ts';

const DAY_MS = 24 * 60 * 60_000;

let server: ServerProcess;
let owner: ApiClient;
let page: Page;

beforeAll(async () => {
  ({ server, owner } = await sharedServer());
  page = await takePage(await sharedBrowser(), { viewport: SIZES.phone, phone: true });
});
afterAll(async () => {
  if (page) await leavePage(page);
});

/** Returns the links of interviews with the same interviewer. */
async function offer(email: string): Promise<string> {
  const { links } = await owner.call('interviews.create', {
    ...{ title: 'First round', jobRole: 'Backend developer', plannedMinutes: 45 },
    ...{ scheduledAt: Date.now() + 14 * DAY_MS, candidateChooses: true },
    seats: [
      { role: 'candidate', displayName: 'Ada' },
      { role: 'interviewer', displayName: 'Grace', email },
    ],
  });
  return links[0]?.url ?? '';
}

const linkOf = (url: string) => url.split('#')[1] ?? '';
const heading = (name: string) => page.getByRole('heading', { name });
const day = (index: number) => page.getByRole('group', { name: texts.days }).locator('label').nth(index);
const times = () => page.getByRole('group', { name: /^Times / }).locator('label');
describe('a candidate on a phone', () => {
  it('chooses a time, loses it to someone else, takes another, moves, and cancels', async () => {
    const email = 'grace@example.org';
    const [url, other] = [await offer(email), await offer(email)];
    // The link of the interview leads to the choice until there is a time.
    await page.goto(url);
    await heading(texts.chooseTitle).waitFor();
    expect(new URL(page.url()).pathname).toBe('/schedule');
    await expectAccessible(page);
    await day(2).click();
    const wanted = await times().first().textContent();
    await times().first().click();
    const confirm = page.getByRole('button', { name: /^Confirm / });
    const at = Number(await times().locator('input:checked').getAttribute('value'));
    await owner.call('schedule.choose', { link: linkOf(other), at });

    await confirm.click();
    await page
      .getByRole('alert')
      .getByText(/has just been taken/)
      .waitFor();
    const explanation = await page.getByText(/has just been taken/).boundingBox();
    expect(explanation?.y).toBeGreaterThanOrEqual(0);
    expect(explanation?.y).toBeLessThan(SIZES.phone.height);
    await expectAccessible(page);
    // The day stays chosen, and the time is gone.
    expect(await day(2).getByRole('radio').isChecked()).toBe(true);
    expect(await times().allTextContents()).not.toContain(wanted);
    await times().nth(1).click();
    await confirm.click();

    await heading(texts.chosenTitle).waitFor();
    await expectAccessible(page);
    const first = (await owner.call('schedule.read', { link: linkOf(url) })).scheduledAt;
    await page.getByRole('button', { name: texts.moveButton }).click();
    await heading(texts.moveTitle).waitFor();
    await page.getByRole('button', { name: texts.changeZone }).click();
    await page.getByLabel(texts.zoneLabel).selectOption('Asia/Tokyo');
    await day(4).click();
    await times().first().click();
    await page.getByRole('button', { name: /^Move to / }).click();
    await heading(texts.movedTitle).waitFor();
    await page.getByText(/Tokyo time \(GMT\+9\)/).waitFor();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: texts.addToCalendar }).click();
    expect((await downloading).suggestedFilename()).toBe(texts.calendarFile);
    const moved = (await owner.call('schedule.read', { link: linkOf(url) })).scheduledAt;
    expect(moved).toBeGreaterThan(first ?? Number.POSITIVE_INFINITY);

    await page.getByRole('button', { name: texts.cancelButton }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: texts.cancelConfirm }).click();
    await heading(texts.canceledTitle).waitFor();
    await expectAccessible(page);
  });

  it('learns that there are no times, and whom to ask', async () => {
    const { hours } = await owner.call('hours.read', {});
    await owner.call('hours.change', { hours: { ...hours, week: [] } });
    const { member } = await owner.call('account.read', {});
    await page.goto((await offer(member?.email ?? '')).replace('/join#', '/schedule#'));
    await page.getByText(texts.noneTitle).waitFor();
    await heading(texts.contact).waitFor();
    await owner.call('hours.change', { hours });
    await page.getByRole('button', { name: texts.again }).click();
    await day(0).waitFor();
  });

  it('sees what a link is that does not work', async () => {
    await page.goto(`${server.url}/schedule#${'A'.repeat(22)}`);
    await heading(common.linkProblem.title).waitFor();
  });
});
