import type { Locator, Page } from 'playwright-core';
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

/** Creates an interview whose candidate chooses a time. */
function offer(email: string) {
  return owner.call('interviews.create', {
    ...{ title: 'First round', jobRole: 'Backend developer', plannedMinutes: 45 },
    ...{ scheduledAt: Date.now() + 14 * DAY_MS, candidateChooses: true },
    seats: [
      { role: 'candidate', displayName: 'Ada' },
      { role: 'interviewer', displayName: 'Grace', email },
    ],
  });
}
const urlOf = async (email: string) => (await offer(email)).links[0]?.url ?? '';

const linkOf = (url: string) => url.split('#')[1] ?? '';
const heading = (name: string) => page.getByRole('heading', { name });
const day = (index: number) => page.getByRole('group', { name: texts.days }).locator('label').nth(index);
const times = () => page.getByRole('group', { name: /^Times / }).locator('label');
describe('a candidate on a phone', () => {
  it('chooses a time, loses it to someone else, takes another, moves, and cancels', async () => {
    const email = 'grace@example.org';
    const [url, other] = [await urlOf(email), await urlOf(email)];
    // The link of the interview leads to the choice until there is a time.
    await page.goto(url);
    await heading(texts.chooseTitle).waitFor();
    expect(new URL(page.url()).pathname).toBe('/schedule');
    await expectAccessible(page);
    const bar = page.getByRole('button', { name: texts.choose });
    const isVisible = async (of: Locator) => {
      const { y = -1, height = 0 } = (await of.boundingBox()) ?? {};
      return y >= 0 && y + height <= ((await bar.boundingBox())?.y ?? 0);
    };
    for (const size of [{ width: 360, height: 740 }, SIZES.phone]) {
      await page.setViewportSize(size);
      expect(await isVisible(times().first())).toBe(true);
    }
    await day(2).click();
    await expect.poll(() => isVisible(times().last())).toBe(true);
    expect(
      await day(2)
        .getByRole('radio')
        .evaluate(one => one === document.activeElement),
    ).toBe(true);
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
    await page.getByRole('menuitem', { name: texts.calendars.file }).click();
    expect((await downloading).suggestedFilename()).toBe(texts.calendarFile);
    const moved = (await owner.call('schedule.read', { link: linkOf(url) })).scheduledAt;
    expect(moved).toBeGreaterThan(first ?? Number.POSITIVE_INFINITY);

    await page.getByRole('button', { name: texts.cancelButton }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: texts.cancelConfirm }).click();
    await heading(texts.canceledTitle).waitFor();
    await expectAccessible(page);
  });

  it('sees that the time was changed, when returning to the page and before moving it', async () => {
    const { links, interviewId } = await offer('edsger@example.org');
    const link = linkOf(links[0]?.url ?? '');
    const { times: free } = await owner.call('schedule.read', { link });
    const [first = 0, second = 0, third = 0] = free.slice(40);
    await owner.call('schedule.choose', { link, at: first });
    await page.goto(`${server.url}/schedule#${link}`);
    await heading(texts.chosenTitle).waitFor();
    await owner.call('interviews.change', { interviewId, scheduledAt: second });
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await page.getByText(texts.movedElsewhere).waitFor();
    await owner.call('interviews.change', { interviewId, scheduledAt: third });
    await page.getByRole('button', { name: texts.moveButton }).click();
    const clock = await page.evaluate(
      at => new Date(at).toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' }),
      third,
    );
    await page
      .getByRole('button', { name: /^Keep / })
      .getByText(clock)
      .waitFor();
    await page.getByText(texts.movedElsewhere).waitFor();
  });

  it('learns that there are no times, and whom to ask', async () => {
    const { hours } = await owner.call('hours.read', {});
    await owner.call('hours.change', { hours: { ...hours, week: [] } });
    const { member } = await owner.call('account.read', {});
    await page.goto((await urlOf(member?.email ?? '')).replace('/join#', '/schedule#'));
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

  it('asks for a new link when theirs has ended before the interview', async () => {
    const refusal = { code: 'link-invalid', reason: 'link-expired', details: { mayAsk: true } };
    const error = { ...refusal, message: 'link-expired', retryable: false };
    const { reasons, ask } = common.linkProblem;
    const token = 'B'.repeat(22);
    const asked: unknown[] = [];
    await page.route('**/api/schedule', route => route.fulfill({ status: 404, json: { error } }));
    await page.route('**/api/join/ask', async route => {
      asked.push(route.request().postDataJSON());
      await route.fulfill({ json: {} });
    });
    await page.goto(`${server.url}/schedule#${token}`);
    await heading(reasons['link-expired'].title).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: ask.action }).click();
    await page.getByText(ask.asked).waitFor();
    expect(asked).toEqual([{ link: token }]);
  });
});
