import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { consoleTexts } from '../../client/texts/console.ts';
import { uiTexts } from '../../client/texts/ui.ts';
import { expectAccessibleInEveryLook } from '../support/accessible.ts';
import { ConsolePage, DESKTOP } from '../support/consolePage.ts';
import { eventually } from '../support/eventually.ts';
import { itInWholeRuns } from '../support/longTests.ts';
import { MadeUpInterviews, severalInterviews } from '../support/madeUpInterviews.ts';

const { list } = consoleTexts;
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
  interviews.groups = {
    today: severalInterviews(2, now),
    upcoming: severalInterviews(7, now + 48 * HOUR_MS),
    past: severalInterviews(12, now - 96 * HOUR_MS, 'ended').reverse(),
  };
});

const group = (name: 'today' | 'upcoming' | 'past') => page.getByRole('region', { name: list.groups[name] });
const rows = (name: 'today' | 'upcoming' | 'past') => group(name).getByRole('listitem');
const field = () => page.getByRole('searchbox', { name: list.filter });
const more = (name: 'today' | 'upcoming' | 'past') =>
  group(name).getByRole('button', { name: list.moreOf[name] });

describe('the list of interviews', () => {
  it('shows a page of each group, and loads more on request, also after loading failed', async () => {
    await staff.open('');
    await rows('past').first().waitFor();
    expect(await rows('today').count()).toBe(2);
    expect(await more('today').count()).toBe(0);
    expect([await rows('upcoming').count(), await rows('past').count()]).toEqual([5, 5]);
    interviews.broken = true;
    await more('past').click();
    await group('past').getByText(list.moreFailed).waitFor();
    expect(await rows('past').count()).toBe(5);
    interviews.broken = false;
    await more('past').click();
    await rows('past').nth(9).waitFor();
    await more('past').focus();
    await page.keyboard.press('Enter');
    await rows('past').nth(11).waitFor();
    expect(await more('past').count()).toBe(0);
    expect(await rows('upcoming').count()).toBe(5);
    // The button is gone, and the focus is still in the list.
    await group('past').locator(':focus').waitFor();
    await rows('past').first().getByRole('link').focus();
    await page.keyboard.press('End');
    await rows('past').nth(11).getByRole('link').and(page.locator(':focus')).waitFor();
    // Comes last: it waits long enough for the list to be read again, which removes the error notice.
    await expectAccessibleInEveryLook(page);
  });

  itInWholeRuns('refreshes the pages on the screen and no others', async () => {
    await staff.open('');
    await more('past').click();
    await rows('past').nth(9).waitFor();
    interviews.asked.length = 0;
    const [first] = interviews.groups.past;
    if (!first) throw new Error('There are twelve of them.');
    interviews.groups.past[0] = { ...first, title: 'Renamed elsewhere' };
    await page.getByText('Renamed elsewhere').waitFor();
    await eventually('all groups to be read again', () => interviews.asked.length >= 4 || undefined);
    const asked = interviews.asked.map(({ filter, after }) => `${filter.group?.name} ${after ? 2 : 1}`);
    expect(asked.slice(0, 4).sort()).toEqual(['past 1', 'past 2', 'today 1', 'upcoming 1']);
    expect(await rows('past').count()).toBe(10);
  });

  it('searches on the server when typing pauses, and keeps rows and focus until the answer arrives', async () => {
    await staff.open('');
    await rows('past').first().waitFor();
    const { promise, resolve } = Promise.withResolvers<void>();
    interviews.held = promise;
    interviews.asked.length = 0;
    await field().click();
    await page.keyboard.type('lovelace', { delay: 20 });
    await eventually(
      'the search',
      () => interviews.asked.some(({ filter }) => filter.search === 'lovelace') || undefined,
    );
    expect(await rows('upcoming').count()).toBe(5);
    resolve();
    interviews.held = undefined;
    await page
      .getByRole('status')
      .filter({ hasText: list.found(6, false) })
      .waitFor();
    expect(await rows('past').count()).toBe(3);
    // One search per letter would load the server with requests that no one waits for.
    const searches = new Set(interviews.asked.flatMap(({ filter }) => filter.search ?? []));
    expect(searches.size).toBeLessThan('lovelace'.length);
    await field().and(page.locator(':focus')).waitFor();
    expect(await field().inputValue()).toBe('lovelace');
  });

  it('says that nothing matches, and shows every interview after the search is cleared', async () => {
    await staff.open('');
    await field().fill('no match ');
    await page
      .getByRole('status')
      .filter({ hasText: list.noMatch('no match') })
      .waitFor();
    expect(await page.getByRole('listitem').filter({ hasText: 'Backend developer' }).count()).toBe(0);
    expect(await page.getByText(list.emptyTitle).count()).toBe(0);
    await field().fill('');
    await rows('today').first().waitFor();
    await field().fill('developer');
    await page
      .getByRole('status')
      .filter({ hasText: list.found(12, true) })
      .waitFor();
  });

  it('keeps the typed text when a search fails, and searches again', async () => {
    await staff.open('');
    await rows('today').first().waitFor();
    interviews.broken = true;
    await field().fill('turing');
    await page.getByText(list.failed).waitFor();
    expect(await field().inputValue()).toBe('turing');
    interviews.broken = false;
    await page.getByRole('button', { name: uiTexts.tryAgain }).click();
    await page
      .getByRole('status')
      .filter({ hasText: list.found(3, false) })
      .waitFor();
  });

  it('says that there are no interviews, without a search field', async () => {
    interviews.groups = { today: [], upcoming: [], past: [] };
    await staff.open('');
    await page.getByText(list.emptyTitle).waitFor();
    expect(await field().count()).toBe(0);
  });
});
