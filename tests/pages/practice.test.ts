import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { practice } from '../../client/texts/practice.ts';
import { practicePage } from '../../client/texts/practicePage.ts';
import { visitorReasonTexts } from '../../client/texts/visitorErrors.ts';
import { AppError } from '../../shared/errors.ts';
import { expectAccessibleInEveryLook } from '../support/accessible.ts';
import type { TestBrowser } from '../support/chromium.ts';
import { LOOKS, LOOKS_ON_DESKTOP, LOOKS_ON_PHONE, LOW_WINDOWS } from '../support/looks.ts';
import {
  FIRST_STARTED,
  MadeUpPractice,
  madeUpAttempt,
  madeUpOffer,
  madeUpPage,
  PAGE,
  SLUG,
  unheldAttempt,
} from '../support/madeUpPractice.ts';
import { leavePage, takePage } from '../support/pagePool.ts';
import { ReviewServer } from '../support/reviewServer.ts';
import { sharedBrowser } from '../support/shared.ts';
import { smallTargets } from '../support/smallTargets.ts';

const { start, line, expired, unknown, gone, noRole } = practice;
const UNAVAILABLE = AppError.unavailable();

let server: ReviewServer;
let browser: TestBrowser;
let house: MadeUpPractice;
let page: Page;

beforeAll(async () => {
  server = await ReviewServer.start();
  browser = await sharedBrowser();
});
afterAll(() => server?.[Symbol.asyncDispose]());
beforeEach(async () => {
  house = new MadeUpPractice().serve(server);
  page = await takePage(browser, { viewport: { width: 390, height: 844 } });
});
afterEach(() => leavePage(page));

const open = (address: string) => page.goto(server.url + address);
const openStart = (more = '') => open(`/practice?role=${SLUG}${more}`);
const heading = (name: string) => page.getByRole('heading', { name, exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const radio = (name: string) => page.getByRole('radio', { name, exact: true });
const begin = () => button(start.begin).click();
const inLine = (place: number) => page.locator(`[data-in-line="${place}"]`);
/** Triggers the page's next poll immediately. */
const askNow = () => page.evaluate(() => window.dispatchEvent(new Event('online')));
const fetched = () =>
  page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => name.split('/').at(-1) ?? ''),
  );

describe('the start page', () => {
  it('starts a short practice with one press, on a page whose key is only in the URL fragment', async () => {
    const addresses: string[] = [];
    page.on('request', request => addresses.push(request.url()));
    await openStart();
    await heading(start.title('Backend Developer')).waitFor();
    expect(await radio(practice.lengths.short).isChecked()).toBe(true);
    expect(await radio(start.purposes.self.label).isChecked()).toBe(true);
    await begin();
    await inLine(3).waitFor();
    expect(house.started).toEqual([
      { params: { slug: SLUG, length: 'short', purpose: 'self' }, proven: true },
    ]);
    expect(page.url()).toBe(`${server.url}/practice#${PAGE}`);
    expect(addresses.filter(address => address.includes(PAGE))).toEqual([]);
    // Neither the console nor its router was loaded.
    expect(
      (await fetched()).filter(name => /^(routes|StaffArea|consoleScreens|useRouteQuery)-/.test(name)),
    ).toEqual([]);
  });

  it('says what there is to choose in few words', async () => {
    await openStart();
    await heading(start.title('Backend Developer')).waitFor();
    await button(start.begin).waitFor();
    // biome-ignore lint/performance/useDomNodeTextContent: only words that are visible count
    const text = await page.locator('main').innerText();
    expect(text.match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu)?.length).toBeLessThanOrEqual(159);
  });

  it.each(Object.values(LOW_WINDOWS))(
    'shows every length above the button, and a dark cover as on the role’s page: $width x $height',
    async size => {
      const desktop = page.viewportSize();
      await page.setViewportSize(size);
      await openStart();
      await page.locator('main label').nth(2).waitFor();
      const edges = await page
        .locator('main label')
        .evaluateAll(all => all.map(one => one.getBoundingClientRect().bottom));
      const bar = await page.locator('[data-join-bar]').boundingBox();
      expect(Math.max(...edges.slice(0, 3))).toBeLessThanOrEqual(bar?.y ?? 0);
      expect((bar?.y ?? 0) + (bar?.height ?? 0)).toBeLessThanOrEqual(size.height);
      const scheme = page.locator('[data-voice]').evaluate(cover => getComputedStyle(cover).colorScheme);
      expect(await scheme).toBe('dark');
      if (desktop) await page.setViewportSize(desktop);
    },
  );

  it('keeps its text and its button clear of the notch of a phone held sideways', async () => {
    const desktop = page.viewportSize();
    const size = LOW_WINDOWS.phoneSideways;
    await page.setViewportSize(size);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Emulation.setSafeAreaInsetsOverride', { insets: { left: 47, right: 47, bottom: 21 } });
    await openStart();
    const [title, bar] = [heading(start.title('Backend Developer')), button(start.begin)];
    await bar.waitFor();
    expect((await title.boundingBox())?.x).toBeGreaterThan(47 + 16);
    const { x = 0, y = 0, width = 0, height = 0 } = (await bar.boundingBox()) ?? {};
    expect(x + width).toBeLessThan(size.width - 47 - 16);
    expect(y + height).toBeLessThanOrEqual(size.height - 21);
    await cdp.detach();
    if (desktop) await page.setViewportSize(desktop);
  });

  it('asks the guide’s question that led here, and lets the person choose another', async () => {
    const [, asked, other] = madeUpOffer().questions;
    await openStart(`&question=${asked?.questionId}`);
    await radio(practice.lengths.question).waitFor();
    expect(await radio(practice.lengths.question).isChecked()).toBe(true);
    const select = page.getByLabel(start.question);
    expect(await select.inputValue()).toBe(asked?.questionId);
    await page.getByText(start.lengthHint(1, asked?.minutes ?? 0), { exact: true }).waitFor();
    await select.selectOption(other?.questionId ?? '');
    await page.getByText(start.lengthHint(1, other?.minutes ?? 0), { exact: true }).waitFor();
    await begin();
    await inLine(3).waitFor();
    expect(house.started[0]?.params).toMatchObject({ length: 'question', questionId: other?.questionId });
  });

  it('starts a question whose link says so without a press, and not again after "back" or a reload', async () => {
    const [, asked] = madeUpOffer().questions;
    await open('/');
    await openStart(`&question=${asked?.questionId}&now=1`);
    await inLine(3).waitFor();
    expect(house.started).toEqual([
      {
        params: { slug: SLUG, length: 'question', questionId: asked?.questionId, purpose: 'self' },
        proven: true,
      },
    ]);
    expect(page.url()).toBe(`${server.url}/practice#${PAGE}`);
    await page.reload();
    await inLine(3).waitFor();
    await page.goBack();
    await page.goForward();
    await inLine(3).waitFor();
    expect(house.started).toHaveLength(1);
  });

  it('says why a question did not start without a press, and lets the person press', async () => {
    const [, asked] = madeUpOffer().questions;
    house.refusal = AppError.unavailable('practice-off');
    await openStart(`&question=${asked?.questionId}&now=1`);
    await page.getByRole('alert').getByText(start.failed).waitFor();
    expect(page.url()).not.toContain('now=');
    expect(await page.getByLabel(start.question).inputValue()).toBe(asked?.questionId);
    house.refusal = undefined;
    await begin();
    await inLine(3).waitFor();
    expect(house.started).toHaveLength(1);
  });

  it('sends a name, an email address, and the other purpose, and says who sees what', async () => {
    await openStart();
    await page.getByText(start.purposes.evaluation.hint).waitFor();
    await radio(start.purposes.evaluation.label).click();
    await page.getByLabel(start.name).fill('  Ada <b>Lovelace</b> ');
    await page.getByLabel(start.email).fill('Ada@Example.org');
    await begin();
    await inLine(3).waitFor();
    expect(house.started[0]?.params).toMatchObject({
      purpose: 'evaluation',
      name: 'Ada <b>Lovelace</b>',
      email: 'ada@example.org',
    });
  });

  it('says when the guide’s question cannot be practiced alone, and when the address is the only key because there is no mail', async () => {
    house.offer = madeUpOffer({ sendsMail: false });
    await openStart('&question=not-in-this-kit');
    await page.getByText(start.questionGone).waitFor();
    expect(await radio(practice.lengths.question).isChecked()).toBe(true);
    await page.getByLabel(start.question).waitFor();
    await page.getByText(start.noEmail).waitFor();
    expect(await page.getByLabel(start.email).count()).toBe(0);
  });

  it('says only once that the question of a link cannot be practiced', async () => {
    house.refusal = AppError.invalid('question-withdrawn');
    await openStart('&question=not-in-this-kit&now=1');
    await page.getByText(start.questionGone).waitFor();
    expect(await page.getByText(start.failed).count()).toBe(0);
    house.refusal = undefined;
  });

  it('lists questions of the interview apart from those of the guide', async () => {
    const [first, second, ...rest] = madeUpOffer().questions;
    if (!first || !second) throw new Error('The offer has too few questions.');
    const long = { ...second, title: 'Tell me about a bug. '.repeat(9) };
    const ofInterview = [long, ...rest].map(({ guide: _none, ...question }) => question);
    house.offer = madeUpOffer({ questions: [{ ...first, guide: true }, ...ofInterview] });
    await openStart(`&question=${first.questionId}`);
    const groups = page.getByLabel(start.question).locator('optgroup');
    await groups.last().waitFor({ state: 'attached' });
    expect(await groups.evaluateAll(all => all.map(one => (one as HTMLOptGroupElement).label))).toEqual([
      start.questionsOf.interview,
      start.questionsOf.guide,
    ]);
    expect(await groups.last().locator('option').allTextContents()).toEqual([first.title]);
    expect((await groups.first().locator('option').first().textContent())?.length).toBeLessThan(95);
  });

  it('marks invalid fields, sends nothing, and keeps the typed text', async () => {
    await openStart();
    const name = 'x'.repeat(500);
    await page.getByLabel(start.name).fill(name);
    await page.getByLabel(start.email).fill('no address');
    await begin();
    await page.locator('[aria-invalid="true"]').nth(1).waitFor();
    expect(house.started).toEqual([]);
    expect(await page.getByLabel(start.name).inputValue()).toBe(name);
    await page.locator('[aria-invalid="true"]:focus').waitFor();
  });

  it('says why practice has not started, and starts at the next press', async () => {
    house.refusal = new AppError('rate-limited', 'practice-limit-browser', {
      values: { waitMs: 5 * 3_600_000 },
    });
    await openStart();
    await page.getByLabel(start.name).fill('Ada');
    await begin();
    await page.getByRole('alert').getByText('Try again in 5 hours.').waitFor();
    house.refusal = undefined;
    await begin();
    await inLine(3).waitFor();
    expect(house.started[0]?.params).toMatchObject({ name: 'Ada' });
  });

  it('distinguishes a role that is not open from a server that cannot answer', async () => {
    house.offer = AppError.notFound('role', SLUG);
    await openStart();
    await heading(unknown.title).waitFor();
    expect(await page.getByRole('link', { name: practice.roles }).getAttribute('href')).toBe('/roles');
    house.offer = AppError.unavailable('practice-off');
    await page.reload();
    await page.getByText(visitorReasonTexts['practice-off']).waitFor();
    house.offer = madeUpOffer();
    await button('Try again').click();
    await button(start.begin).waitFor();
  });

  it('adds to an existing private page', async () => {
    await openStart(`#${PAGE}`);
    await page.getByText(start.samePage).waitFor();
    expect(await page.getByLabel(start.name).count()).toBe(0);
    await begin();
    await inLine(3).waitFor();
    expect(house.started[0]?.params).toMatchObject({ page: PAGE });
  });

  it('works using only the keyboard', async () => {
    await openStart();
    await radio(practice.lengths.short).focus();
    await page.keyboard.press('ArrowUp');
    expect(await radio(practice.lengths.question).isChecked()).toBe(true);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT');
    await page.getByLabel(start.name).focus();
    await page.keyboard.press('Enter');
    await inLine(3).waitFor();
  });
});

describe('the waiting line for practice', () => {
  const wait = async () => {
    await openStart();
    await begin();
    await inLine(3).waitFor();
  };

  it('shows position and estimated wait, in the tab too, and keeps the position while the server is unreachable', async () => {
    await wait();
    await heading(line.place(3)).waitFor();
    await page.getByText(line.minutes(4)).waitFor();
    await expect.poll(() => page.title()).toContain(line.tab(3));
    const status = page.getByRole('status').filter({ hasText: line.place(3) });
    expect(await status.count()).toBe(1);
    house.place = UNAVAILABLE;
    await askNow();
    await page.getByText(line.cutOff).waitFor();
    await heading(line.place(3)).waitFor();
    house.place = { state: 'waiting', ahead: 0, minutes: 1 };
    await askNow();
    await heading(line.place(1)).waitFor();
    await expect.poll(() => page.title()).toContain(line.tab(1));
    expect(await page.getByText(line.cutOff).count()).toBe(0);
  });

  it('asks before the tab is closed', async () => {
    await wait();
    const asked = page.waitForEvent('dialog');
    // Browsers ask only on a page that had a gesture.
    await heading(line.place(3)).click();
    const reloading = page.reload().catch(() => undefined);
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.accept();
    await reloading;
    // The reload restores the place automatically.
    await inLine(3).waitFor();
  });

  it('says that a place was lost, and asks for a new one on the same page', async () => {
    await wait();
    house.page = madeUpPage([{ ...madeUpAttempt(FIRST_STARTED), state: 'expired' }]);
    house.place = { state: 'expired' };
    await askNow();
    await heading(expired.title).waitFor();
    house.place = { state: 'waiting', ahead: 0, minutes: 1 };
    await button(expired.again).click();
    await heading(line.place(1)).waitFor();
    const { questionIds } = madeUpAttempt(FIRST_STARTED);
    expect(house.started.at(-1)?.params).toMatchObject({ page: PAGE, questionIds });
  });

  it('can be left for the private page, where it continues; it ends there when the attempt is over or deleted', async () => {
    await wait();
    house.page = madeUpPage([unheldAttempt(FIRST_STARTED, 'open')]);
    await button(line.leave).click();
    for (const place of [{ state: 'over' } as const, AppError.linkInvalid()]) {
      await heading(practicePage.title).waitFor();
      house.place = { state: 'waiting', ahead: 2, minutes: 4 };
      await button(practicePage.actions.resume).click();
      await inLine(3).waitFor();
      house.place = place;
      await askNow();
    }
    await heading(practicePage.title).waitFor();
  });
});

describe('an address that leads nowhere', () => {
  it.each([
    ['/practice', noRole.title],
    [`/practice#${'z'.repeat(22)}`, gone.title],
  ])('says so, with the way to the roles: %s', async (address, title) => {
    await open(address);
    await heading(title).waitFor();
    expect(await page.getByRole('link', { name: practice.roles }).getAttribute('href')).toBe('/roles');
  });
});

describe('at every width and in both color schemes', () => {
  it('axe finds no problem on the way into practice, nothing overflows, and no target is too small', async () => {
    const look = async (looks = LOOKS) => {
      await expectAccessibleInEveryLook(page, looks);
      // A choice is pressed anywhere on its card.
      const small = await smallTargets(page);
      expect(small.filter(target => !Object.values(choices).some(name => target.includes(name)))).toEqual([]);
    };
    const choices = [
      ...Object.values(practice.lengths),
      ...Object.values(start.purposes).map(({ label }) => label),
    ];
    await openStart(`&question=${madeUpOffer().questions[0]?.questionId}`);
    await button(start.begin).waitFor();
    await look();
    await begin();
    await inLine(3).waitFor();
    await look();
    house.place = { state: 'expired' };
    await askNow();
    await heading(expired.title).waitFor();
    await look(LOOKS_ON_PHONE);
    await open('/practice#too-short');
    await heading(gone.title).waitFor();
    await page.locator(`a[href="/roles"]`, { hasText: practice.roles }).waitFor();
    await look(LOOKS_ON_DESKTOP);
  });
});
