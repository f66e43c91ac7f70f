import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bulkTexts } from '../../client/texts/bulk.ts';
import { consoleTexts } from '../../client/texts/console.ts';
import { interviewListTexts, statusTexts } from '../../client/texts/interviewList.ts';
import { listKeyTexts } from '../../client/texts/listKeys.ts';
import { staffReasonTexts } from '../../client/texts/staffErrors.ts';
import { uiTexts } from '../../client/texts/ui.ts';
import { BulkId } from '../../shared/ids.ts';
import { expectAccessibleInEveryLook } from '../support/accessible.ts';
import { ConsolePage, DESKTOP, PHONE } from '../support/consolePage.ts';
import { eventually } from '../support/eventually.ts';
import { MadeUpInterviews, severalInterviews } from '../support/madeUpInterviews.ts';

const { list } = interviewListTexts;
const { views, filters, calendar, display } = interviewListTexts;
const HOUR_MS = 3_600_000;

let staff: ConsolePage;
let page: Page;
let interviews: MadeUpInterviews;

beforeAll(async () => {
  staff = await ConsolePage.create();
  ({ page } = staff);
});
afterAll(() => staff?.[Symbol.asyncDispose]());
beforeEach(async () => {
  await page.setViewportSize(DESKTOP);
  staff.signIn('owner');
  interviews = new MadeUpInterviews();
  interviews.serve(staff.server);
  const now = Date.now();
  interviews.all = [
    ...severalInterviews(7, now + 48 * HOUR_MS),
    ...severalInterviews(12, now - 96 * HOUR_MS, 'ended'),
  ];
});

const rows = () =>
  page
    .getByRole('table')
    .getByRole('row')
    .filter({ has: page.getByRole('link') });
const focusedRow = (index: number) => rows().nth(index).getByRole('link').and(page.locator(':focus'));
const field = () => page.getByRole('searchbox', { name: interviewListTexts.search });
const more = () => page.getByRole('button', { name: list.more, exact: true });
const view = (name: string) => page.getByRole('navigation', { name: list.views }).getByRole('link', { name });
const total = (count: number) =>
  page.getByRole('status').filter({ hasText: interviewListTexts.total(count) });
const search = () => new URL(page.url()).search;

describe('the list of interviews', () => {
  it('shows upcoming interviews as a table, a page at a time, also after loading failed', async () => {
    await staff.open('interviews');
    await total(7).waitFor();
    expect(await rows().count()).toBe(5);
    expect(await rows().first().textContent()).toContain(statusTexts.scheduled);
    interviews.broken = true;
    await more().click();
    await page.getByText(list.moreFailed).waitFor();
    expect(await rows().count()).toBe(5);
    interviews.broken = false;
    await more().click();
    await rows().nth(6).waitFor();
    expect(await more().count()).toBe(0);
    await rows().first().getByRole('link').focus();
    for (const [key, index] of [
      ['j', 1],
      ['ArrowDown', 2],
      ['k', 1],
      ['End', 6],
    ] as const) {
      await page.keyboard.press(key);
      await focusedRow(index).waitFor();
    }
    await expectAccessibleInEveryLook(page);
  });

  it('has its filters, order, and search in the address, from which it opens again', async () => {
    await staff.open('interviews');
    await total(7).waitFor();
    await view(views.past).click();
    await total(12).waitFor();
    await page.getByRole('button', { name: filters.statuses, exact: true }).click();
    const status = page.getByRole('menuitemcheckbox', {
      name: consoleTexts.filters.option(statusTexts.scheduled, 7),
    });
    await status.click();
    await total(19).waitFor();
    expect(await status.getAttribute('aria-checked')).toBe('true');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: interviewListTexts.sort.by('Time') }).click();
    await field().fill('lovelace');
    await total(5).waitFor();
    await expect
      .poll(search)
      .toBe(
        '?q=lovelace&status=scheduled&status=rating-due&status=rated&status=held&status=decided&status=no-show&status=not-held&sort=time',
      );
    await page.reload();
    await total(5).waitFor();
    expect(await field().inputValue()).toBe('lovelace');
    const chip = consoleTexts.filters.chip(filters.statuses, statusTexts.scheduled);
    await page.getByRole('button', { name: consoleTexts.filters.remove(chip) }).click();
    await total(3).waitFor();
    await view(views.all).click();
    await total(19).waitFor();
    expect(await field().inputValue()).toBe('');
  });

  it('saves what is shown as a view, which can be deleted', async () => {
    await staff.open('interviews?q=turing&sort=-time');
    await total(3).waitFor();
    await page.getByRole('button', { name: views.save }).click();
    const dialog = page.getByRole('dialog', { name: views.title });
    await dialog.getByLabel(views.name).fill('Turing');
    await dialog.getByRole('button', { name: views.save }).click();
    await view('Turing').waitFor();
    expect(await view('Turing').getAttribute('aria-current')).toBe('page');
    await view(views.upcoming).click();
    await total(7).waitFor();
    await view('Turing').click();
    await total(3).waitFor();
    await page.getByRole('button', { name: views.actions('Turing') }).click();
    await page.getByRole('menuitem', { name: views.delete }).click();
    await view('Turing').waitFor({ state: 'detached' });
  });

  it('searches on the server when typing pauses, and keeps rows and focus until the answer arrives', async () => {
    await staff.open('interviews');
    await total(7).waitFor();
    const { promise, resolve } = Promise.withResolvers<void>();
    interviews.held = promise;
    interviews.asked.length = 0;
    await field().click();
    await page.keyboard.type('lovelace', { delay: 20 });
    await eventually(
      'the search',
      () => interviews.asked.some(({ filter }) => filter.search === 'lovelace') || undefined,
    );
    expect(await rows().count()).toBe(5);
    resolve();
    interviews.held = undefined;
    // Also finds past interviews, although the list showed upcoming ones.
    await total(5).waitFor();
    await expect.poll(search).toBe('?q=lovelace&sort=-time');
    // One search per letter would load the server with requests that no one waits for.
    const searches = new Set(interviews.asked.flatMap(({ filter }) => filter.search ?? []));
    expect(searches.size).toBeLessThan('lovelace'.length);
    await field().and(page.locator(':focus')).waitFor();
    expect(await field().inputValue()).toBe('lovelace');
  });

  it('says that nothing matches, and keeps the typed text when a search fails', async () => {
    await staff.open('interviews');
    await field().fill('no match ');
    await page.getByText(list.noMatch('no match')).waitFor();
    // No filter limits the search, so there is none to remove.
    await page.getByText(interviewListTexts.nothingSearched).waitFor();
    interviews.broken = true;
    await field().fill('turing');
    await page.getByText(list.failed).waitFor();
    expect(await field().inputValue()).toBe('turing');
    interviews.broken = false;
    await page.getByRole('button', { name: uiTexts.tryAgain }).click();
    await total(3).waitFor();
    await field().fill('');
    await total(7).waitFor();
    expect(search()).toBe('');
  });

  it('shows the interviews of a month and of a week, which can be turned', async () => {
    await staff.open('interviews?sort=-time');
    await page.getByRole('button', { name: display.week }).click();
    const past = page.getByRole('link', { name: /Lovelace/ });
    await page.getByRole('button', { name: calendar.previous.week }).click();
    // A time without interviews opens the form with this time.
    await page.getByRole('button', { name: calendar.following.week }).click();
    await page.getByRole('button', { name: calendar.following.week }).click();
    const slot = page.locator('a[href*="interviews/new?at="]').nth(5);
    expect(await slot.getAttribute('href')).toMatch(/at=\d{13}$/);
    await page.getByRole('button', { name: calendar.today }).click();
    await page.getByRole('button', { name: display.month }).click();
    await past.first().waitFor();
    expect(search()).toBe('?sort=-time&show=month');
    await expectAccessibleInEveryLook(page);
    await page
      .getByRole('link', { name: /, \d+ interviews?$/ })
      .first()
      .click();
    await page.getByRole('table').waitFor();
    await expect.poll(search).toMatch(/^\?from=(\S{10})&to=\1&sort=time$/);
  });

  it('selects interviews by keyboard, previews what happens to each, and undoes it', async () => {
    await staff.open('interviews');
    await total(7).waitFor();
    // Keys move into the list before anything in it has the focus, unless letters are turned off.
    await page.keyboard.press('j');
    expect(await page.evaluate(() => document.activeElement?.matches('[data-row]'))).toBe(true);
    // Keys work on a row's box as on its link.
    await rows().nth(1).getByRole('checkbox').focus();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: listKeyTexts.title }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Shift+X');
    const bar = page.getByRole('region', { name: bulkTexts.bar });
    await bar.getByText(bulkTexts.selected(3)).waitFor();
    expect(await rows().getByRole('checkbox', { checked: true }).count()).toBe(3);
    await expectAccessibleInEveryLook(page);
    await bar.getByRole('button', { name: bulkTexts.actions.cancel }).click();
    const dialog = page.getByRole('dialog', { name: bulkTexts.titles.cancel(3) });
    await dialog.getByText(bulkTexts.summary.will('cancel', 2, 2)).waitFor();
    expect(await dialog.getByRole('listitem').first().textContent()).toContain(
      staffReasonTexts['interview-live'],
    );
    await expectAccessibleInEveryLook(page);
    await dialog.getByRole('button', { name: bulkTexts.confirm.cancel(2) }).click();
    // Where other notices are.
    const status = page.locator('#toasts').getByRole('region', { name: bulkTexts.status.label });
    await status.getByText(bulkTexts.status.waiting.cancel(2)).waitFor();
    expect(await bar.count()).toBe(0);
    // The page can be closed: the change is the server's, and is found again.
    await staff.open('candidates');
    await status.getByRole('button', { name: bulkTexts.status.undo }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(bulkTexts.status.undone).waitFor();
    expect(interviews.bulk?.state).toBe('undone');
  });

  it('keeps the note of a change that was undone', async () => {
    await staff.open('interviews');
    await total(7).waitFor();
    const cancel = async () => {
      for (const row of [1, 2]) await rows().nth(row).getByRole('checkbox').check();
      const bar = page.getByRole('region', { name: bulkTexts.bar });
      await bar.getByRole('button', { name: bulkTexts.actions.cancel }).click();
      return page.getByRole('dialog', { name: bulkTexts.titles.cancel(2) });
    };
    const dialog = await cancel();
    await dialog.getByLabel(bulkTexts.note).fill('The office is closed.');
    await dialog.getByRole('button', { name: bulkTexts.confirm.cancel(1) }).click();
    await page.getByRole('button', { name: bulkTexts.status.undo }).click();
    await page.getByText(bulkTexts.status.undone).waitFor();
    const again = await cancel();
    expect(await again.getByLabel(bulkTexts.note).inputValue()).toBe('The office is closed.');
    await page.keyboard.press('Escape');
    interviews.bulk = undefined;
  });

  it('shows the progress of a change, and what couldn’t be changed', async () => {
    await staff.open('interviews');
    await total(7).waitFor();
    await page.getByRole('checkbox', { name: bulkTexts.selectShown }).click();
    const bar = page.getByRole('region', { name: bulkTexts.bar });
    await bar.getByRole('button', { name: bulkTexts.selectMatching(7) }).click();
    await bar.getByText(bulkTexts.selected(7)).waitFor();
    await bar.getByRole('button', { name: bulkTexts.clear }).click();
    const [first] = interviews.all;
    if (!first) throw new Error('There are no interviews.');
    const { interviewId, title, candidateNames, scheduledAt } = first;
    const refusal = { code: 'conflict' as const, reason: 'interview-moved' };
    const action = {
      ...{ bulkId: BulkId.parse(crypto.randomUUID()), kind: 'move' as const, total: 3, unchanged: 0 },
      failures: [{ interviewId, title, candidateNames, scheduledAt, refusal }],
    };
    interviews.bulk = { ...action, state: 'running', done: 1, failed: 0 };
    await page.reload();
    const status = page.getByRole('region', { name: bulkTexts.status.label });
    await status.getByText(bulkTexts.status.progress(1, 3)).waitFor();
    interviews.bulk = { ...action, state: 'done', done: 2, failed: 1 };
    await status.getByText(bulkTexts.status.done.move(2)).waitFor();
    await status.getByRole('button', { name: bulkTexts.status.show }).click();
    const dialog = page.getByRole('dialog', { name: bulkTexts.status.failures });
    await dialog.getByText(staffReasonTexts['interview-moved']).waitFor();
    await page.keyboard.press('Escape');
    await status.getByRole('button', { name: bulkTexts.status.close }).click();
    await status.waitFor({ state: 'hidden' });
  });

  it('shows one interview below the other on a phone', async () => {
    await page.setViewportSize(PHONE);
    await staff.open('interviews');
    await total(7).waitFor();
    expect(await page.getByRole('table').count()).toBe(0);
    expect(await page.getByRole('listitem').filter({ hasText: 'Backend developer' }).count()).toBe(5);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await expectAccessibleInEveryLook(page);
  });

  it('says that there are no interviews, without a search field', async () => {
    interviews.all = [];
    await staff.open('interviews');
    await page.getByText(list.emptyTitle).waitFor();
    expect(await field().count()).toBe(0);
  });
});
