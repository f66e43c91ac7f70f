import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { common } from '../../client/texts/common.ts';
import { consoleTexts } from '../../client/texts/console.ts';
import { outboxTexts } from '../../client/texts/outbox.ts';
import { practiceListTexts } from '../../client/texts/practiceList.ts';
import { publicSideTexts } from '../../client/texts/publicSide.ts';
import { uiTexts } from '../../client/texts/ui.ts';
import { AppError } from '../../shared/errors.ts';
import type { RouteParams } from '../../shared/protocol/http.ts';
import { OUTBOX_PAGE, type OutboxMail } from '../../shared/protocol/mailRoutes.ts';
import type { Publication } from '../../shared/protocol/siteRoutes.ts';
import { expectAccessible, expectAccessibleInEveryLook } from '../support/accessible.ts';
import type { TestBrowser } from '../support/chromium.ts';
import { eventually } from '../support/eventually.ts';
import { severalAttempts, severalMails, severalPublications } from '../support/madeUpSite.ts';
import { ReviewServer } from '../support/reviewServer.ts';
import { member } from '../support/reviewStage.ts';
import { sharedBrowser } from '../support/shared.ts';
import { smallTargets } from '../support/smallTargets.ts';

const PHONE = { width: 390, height: 844 };
const TABLET = { width: 768, height: 1_024 };
const DESKTOP = { width: 1_440, height: 900 };
const refused = () => {
  throw new AppError('internal', 'Refused, as the test wants it.');
};

let server: ReviewServer;
let browser: TestBrowser;
let page: Page;
/** What the made-up server has. */
let mails: OutboxMail[];
let configured: boolean;
let publications: Publication[];
let publicSide: boolean;
let orders: string[][];

beforeAll(async () => {
  server = await ReviewServer.start();
  browser = await sharedBrowser();
  page = await browser.newPage({ viewport: DESKTOP });
});
afterAll(async () => {
  await page?.context().close();
  await server?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  mails = severalMails();
  configured = true;
  publications = severalPublications();
  publicSide = true;
  orders = [];
  await page.setViewportSize(DESKTOP);
  signIn('owner');
  serveOutbox();
  serveSite();
  server.answer('practice.evaluations', () => ({ waiting: severalAttempts() }));
});

function signIn(role: 'owner' | 'organizer' | 'interviewer'): void {
  server.answer('account.read', () => ({ setupNeeded: false, member: member(role) }));
}

function serveOutbox(): void {
  server
    .answer('outbox.list', ({ before, state }) => {
      const fitting = mails.filter(mail => state === undefined || mail.state === state);
      const from = before === undefined ? 0 : fitting.findIndex(mail => mail.mailId === before) + 1;
      return { configured, mails: fitting.slice(from, from + OUTBOX_PAGE) };
    })
    .answer('outbox.retry', ({ mailId }) => {
      mails = mails.map(({ reason: _, ...mail }) =>
        mail.mailId === mailId ? { ...mail, state: 'waiting' } : { ...mail, ...(_ && { reason: _ }) },
      );
      return {};
    });
}

function serveSite(): void {
  server
    .answer('publications.list', () => ({ publicSide, publications }))
    .answer('publications.change', params => ({ publication: change(params) }))
    .answer('publications.order', ({ kitIds }) => {
      orders.push([...kitIds]);
      const place = (one: Publication) => kitIds.indexOf(one.kitId);
      publications = publications.map(one => (one.published ? { ...one, position: place(one) } : one));
      return {};
    })
    .answer('publicSide.change', wanted => {
      ({ publicSide } = wanted);
      return {};
    });
}

function change({ kitId, slug, published }: RouteParams<'publications.change'>): Publication {
  const owner = publications.find(
    one => slug !== undefined && one.kitId !== kitId && [one.slug, ...one.earlierSlugs].includes(slug),
  );
  if (owner) throw new AppError('conflict', 'Taken.', { details: { kitId: owner.kitId } });
  publications = publications.map(one =>
    one.kitId === kitId
      ? {
          ...one,
          published: published ?? one.published,
          ...(slug && { slug, earlierSlugs: [one.slug, ...one.earlierSlugs] }),
        }
      : one,
  );
  return publications.find(one => one.kitId === kitId) ?? refused();
}

const open = (path: string) => page.goto(`${server.url}/console/${path}`);
const retry = () => page.getByRole('button', { name: uiTexts.tryAgain }).click();

describe('the outbox', () => {
  const rows = () => page.locator('[data-mail]');
  const row = (to: string) => rows().filter({ hasText: to });

  it('says of each message what became of it and why, and opens its text beside the list', async () => {
    await open('outbox');
    await rows().first().waitFor();
    expect(await rows().count()).toBe(mails.length);
    for (const { state, to, reason } of mails) {
      await row(to).getByText(outboxTexts.states[state], { exact: true }).waitFor();
      if (reason) await row(to).getByText(reason).waitFor();
    }
    await row('no-one@').click();
    await page.getByRole('heading', { level: 1, name: 'Your practice page' }).waitFor();
    const article = page.getByRole('article');
    await article.getByText(outboxTexts.explained.bounced).waitFor();
    await article.getByText('https://interviews.example.com/practice#…').waitFor();
    expect(new URL(page.url()).pathname).toBe('/console/outbox/mail-2');
    expect(await rows().count()).toBe(mails.length);
  });

  it('is worked by keyboard', async () => {
    await open('outbox');
    await rows().first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/outbox/mail-5');
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    expect(
      await eventually('the heading to have focus', async () => (await focused()) === 'Your practice page'),
    ).toBe(true);
  });

  it('is narrowed down by state, which stands in the address', async () => {
    await open('outbox');
    await page.getByLabel(outboxTexts.filter).selectOption(outboxTexts.states.sent);
    await page.waitForURL('**/outbox?state=sent');
    await eventually('the sent ones alone', async () => (await rows().count()) === 2);
    await row('ada@').click();
    await page.waitForURL('**/outbox/mail-4?state=sent');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Your practice page' }).waitFor();
    expect(await rows().count()).toBe(2);
    mails = mails.filter(({ state }) => state !== 'failed');
    await open('outbox?state=failed');
    await page.getByText(outboxTexts.noneOf('failed')).waitFor();
    await page.getByRole('link', { name: outboxTexts.showAll }).click();
    await rows().first().waitFor();
    await open('outbox?state=lost');
    await rows()
      .nth(mails.length - 1)
      .waitFor();
  });

  it('tries again what failed or bounced, and at once what was put off, and nothing else', async () => {
    for (const [mailId, button] of [
      ['mail-2', outboxTexts.retry],
      ['mail-3', outboxTexts.retry],
      ['mail-1', outboxTexts.retryNow],
    ] as const) {
      await open(`outbox/${mailId}`);
      await page.getByRole('button', { name: button }).click();
      await page.getByText(outboxTexts.retried).waitFor();
      await page.getByRole('article').getByText(outboxTexts.states.waiting, { exact: true }).waitFor();
      await page.getByRole('button', { name: button }).waitFor({ state: 'detached' });
    }
    for (const mailId of ['mail-0', 'mail-4', 'mail-6']) {
      await open(`outbox/${mailId}`);
      await page.getByText(outboxTexts.secret).waitFor();
      expect(await page.getByRole('button', { name: /^Try/ }).count()).toBe(0);
    }
    server.answer('outbox.retry', () => {
      throw new AppError('conflict', 'The link in this message is no longer kept.');
    });
    mails = severalMails();
    await open('outbox/mail-2');
    await page.getByRole('button', { name: outboxTexts.retry }).click();
    await page.getByText('The link in this message is no longer kept.').waitFor();
  });

  it('loads older messages on demand', async () => {
    const [mail] = severalMails();
    if (!mail) return;
    mails = Array.from({ length: OUTBOX_PAGE + 3 }, (_, index) => ({ ...mail, mailId: `mail-${index}` }));
    await open('outbox');
    await rows()
      .nth(OUTBOX_PAGE - 1)
      .waitFor();
    expect(await rows().count()).toBe(OUTBOX_PAGE);
    await page.getByRole('button', { name: outboxTexts.more }).click();
    await rows()
      .nth(OUTBOX_PAGE + 2)
      .waitFor();
    expect(await page.getByRole('button', { name: outboxTexts.more }).count()).toBe(0);
  });

  it('says that nothing is sent, and what to set, where there is no mail server', async () => {
    configured = false;
    await open('outbox');
    await page.getByText(outboxTexts.unconfigured.title).waitFor();
    await page.getByText('SMTP_URL', { exact: true }).waitFor();
  });

  it('says that it is empty, that it could not be loaded, and that a message is not there', async () => {
    mails = [];
    await open('outbox');
    await page.getByText(outboxTexts.empty).waitFor();
    await open('outbox/nothing');
    await page.getByText(outboxTexts.unknown).waitFor();
    server.answer('outbox.list', refused);
    await open('outbox');
    await page.getByText(outboxTexts.failed).waitFor();
    mails = severalMails();
    serveOutbox();
    await retry();
    await rows().first().waitFor();
  });

  it('shows one or the other on a phone', async () => {
    await page.setViewportSize(PHONE);
    await open('outbox?state=bounced');
    await row('no-one@').click();
    await page.getByRole('heading', { level: 1, name: 'Your practice page' }).waitFor();
    expect(await rows().first().isVisible()).toBe(false);
    await page.getByRole('link', { name: outboxTexts.back }).click();
    await page.waitForURL('**/outbox?state=bounced');
    await rows().first().waitFor();
  });

  it('is closed to interviewers, who do not find it in the navigation either', async () => {
    signIn('interviewer');
    server.answer('outbox.list', refused);
    await open('outbox');
    await page.getByText(outboxTexts.forbidden).waitFor();
    expect(await page.getByRole('link', { name: outboxTexts.nav, exact: true }).count()).toBe(0);
    expect(await page.getByText(outboxTexts.failed).count()).toBe(0);
  });

  it('says that the browser is offline, and keeps what it shows', async () => {
    await open('outbox');
    await rows().first().waitFor();
    await page.context().setOffline(true);
    await page.getByText(common.offline).waitFor();
    expect(await rows().count()).toBe(mails.length);
    await page.context().setOffline(false);
  });
});

describe('the public pages', () => {
  const row = (kitId: string) => page.locator(`[data-kit="${kitId}"]`);
  const inOrder = () =>
    page.locator('[data-drag-row]').evaluateAll(all => all.map(one => one.getAttribute('data-kit')));
  const START = ['backend-developer', 'frontend-developer', 'data-analyst', 'product-manager'];
  const name = (kitId: string) => {
    const { role, level } = publications.find(one => one.kitId === kitId) ?? refused();
    return publicSideTexts.name(role, level);
  };
  const toggle = (kitId: string) => page.getByRole('switch', { name: publicSideTexts.publicOf(name(kitId)) });

  it('stand in their order with their addresses and what was counted, and lead to preview and page', async () => {
    await open('site');
    await row('backend-developer').waitFor();
    expect(await inOrder()).toEqual(START);
    await row('backend-developer')
      .getByText('128 interviewed · 31 with feedback · rated 4.6 of 5 by 12')
      .waitFor();
    await row('frontend-developer').getByText('9 interviewed', { exact: true }).waitFor();
    await row('data-analyst').getByText(publicSideTexts.noNumbers).waitFor();
    const link = (kitId: string, label: string) => row(kitId).getByRole('link', { name: label, exact: true });
    const previewed = link('hr-recruiter', publicSideTexts.previewOf(name('hr-recruiter')));
    expect(await previewed.getAttribute('href')).toBe('/site-preview/hr-recruiter');
    const opened = link('data-analyst', publicSideTexts.openOf(name('data-analyst')));
    expect(await opened.getAttribute('href')).toBe('/roles/data-analyst');
    // A page that nobody can open is not offered.
    expect(
      await row('hr-recruiter')
        .getByRole('link', { name: /^Open page/ })
        .count(),
    ).toBe(0);
  });

  it('are made public and taken back with one switch each', async () => {
    await open('site');
    await toggle('hr-recruiter').click();
    await page.getByText(publicSideTexts.madePublic(name('hr-recruiter'))).waitFor();
    await eventually('it to stand among the others', async () => (await inOrder()).length === 5);
    expect(await toggle('hr-recruiter').getAttribute('aria-checked')).toBe('true');
    await toggle('data-analyst').click();
    await page.getByText(publicSideTexts.madePrivate(name('data-analyst'))).waitFor();
    await eventually('it to be gone from them', async () => !(await inOrder()).includes('data-analyst'));
  });

  it('cannot be made public with findings that prevent it; those lead to the kit', async () => {
    await open('site');
    const unfit = row('site-reliability');
    await unfit.getByText(publicSideTexts.unfit(3)).waitFor();
    expect(await toggle('site-reliability').isDisabled()).toBe(true);
    const link = unfit.getByRole('link', { name: publicSideTexts.openKitOf(name('site-reliability')) });
    expect(await link.getAttribute('href')).toBe('/console/kits/site-reliability');
  });

  it('say why a change was refused, and show what holds', async () => {
    server.answer('publications.change', () => {
      throw AppError.invalid('This kit is archived. Restore it first.');
    });
    await open('site');
    await toggle('hr-recruiter').click();
    await page.getByText('This kit is archived. Restore it first.').waitFor();
    expect(await toggle('hr-recruiter').getAttribute('aria-checked')).toBe('false');
  });

  it('are put into another order by keyboard, with focus where it was', async () => {
    await open('site');
    const { down, up, movedTo } = publicSideTexts.move;
    await page.getByRole('button', { name: down(name('backend-developer')) }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByText(movedTo(name('backend-developer'), 3, 4)).waitFor();
    expect(await inOrder()).toEqual([
      'frontend-developer',
      'data-analyst',
      'backend-developer',
      'product-manager',
    ]);
    // At the end the button can do no more, and focus goes to the one beside it.
    await page.keyboard.press('Enter');
    await page.getByText(movedTo(name('backend-developer'), 4, 4)).waitFor();
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    expect(focused).toBe(up(name('backend-developer')));
    await eventually('all of it to be sent', () => orders.length === 3);
    expect(orders.at(-1)).toEqual([...START.slice(1), START[0]]);
    await page.reload();
    await row('backend-developer').waitFor();
    expect(await inOrder()).toEqual([...START.slice(1), START[0]]);
  });

  it('are put into another order by dragging, unless Escape takes that back', async () => {
    await open('site');
    const handle = row('product-manager').locator('[data-handle]');
    const target = row('backend-developer');
    const drag = async () => {
      const [from, to] = [await handle.boundingBox(), await target.boundingBox()];
      if (!from || !to) throw new Error('Nothing is there.');
      await page.mouse.move(from.x + 10, from.y + 10);
      await page.mouse.down();
      await page.mouse.move(from.x + 10, from.y - 40, { steps: 3 });
      await page.mouse.move(to.x + 30, to.y + 2, { steps: 5 });
    };
    await drag();
    await page.keyboard.press('Escape');
    await page.mouse.up();
    expect([await inOrder(), orders]).toEqual([START, []]);
    await drag();
    await page.mouse.up();
    expect(await inOrder()).toEqual([START[3], ...START.slice(0, 3)]);
    await eventually('it to be sent', () => orders.length === 1);
  });

  it('go back to their order where the server refuses the new one', async () => {
    server.answer('publications.order', refused);
    await open('site');
    await page.getByRole('button', { name: publicSideTexts.move.down(name('backend-developer')) }).click();
    await page.getByText(publicSideTexts.move.failed).waitFor();
    await eventually('the old order', async () => (await inOrder())[0] === 'backend-developer');
  });

  it('get another address, with what it will be and what leads there', async () => {
    const { address } = publicSideTexts;
    await open('site');
    await page
      .getByRole('button', { name: publicSideTexts.changeAddressOf(name('frontend-developer')) })
      .click();
    const dialog = page.getByRole('dialog');
    const field = dialog.getByLabel(address.field);
    await dialog.getByText('/roles/web-developer').waitFor();
    await field.fill('Frontend Developer');
    await dialog.getByText('–', { exact: true }).waitFor();
    await dialog.getByRole('button', { name: address.save }).click();
    await dialog.getByText(address.wrong).waitFor();
    await field.fill('data-analyst');
    await dialog.getByRole('button', { name: address.save }).click();
    await dialog.getByText(address.taken(name('data-analyst'))).waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await field.fill('ui-developer');
    await dialog.getByText(`${server.url}/roles/ui-developer`).waitFor();
    for (const earlier of ['frontend-developer', 'web-developer'])
      await dialog.getByText(`/roles/${earlier}`).waitFor();
    await dialog.getByRole('button', { name: address.save }).click();
    await page.getByText(address.saved).waitFor();
    await row('frontend-developer').getByText('/roles/ui-developer').waitFor();
  });

  it('are all turned off and on with one switch, after a question that says what it means', async () => {
    const { side, published } = publicSideTexts;
    await open('site');
    await page.getByRole('button', { name: side.turnOff }).click();
    const question = page.getByRole('alertdialog', { name: side.confirmOff.title });
    await question.getByRole('button', { name: uiTexts.cancel }).click();
    expect(publicSide).toBe(true);
    await page.getByRole('button', { name: side.turnOff }).click();
    await question.getByRole('button', { name: side.turnOff }).click();
    await page.getByText(side.off).waitFor();
    expect(publicSide).toBe(false);
    await page.getByText(published.hidden).waitFor();
    expect(await page.getByRole('link', { name: /^Open page/ }).count()).toBe(0);
    await page.getByRole('button', { name: side.turnOn }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: side.turnOn }).click();
    await page.getByText(side.on).waitFor();
  });

  it('are read by an interviewer, who cannot change them', async () => {
    signIn('interviewer');
    await open('site');
    await row('backend-developer').waitFor();
    expect(await page.getByRole('switch').count()).toBe(0);
    expect(await page.locator('[data-handle]').count()).toBe(0);
    for (const button of [publicSideTexts.side.turnOff, /^Change address/, /^Move/])
      expect(await page.getByRole('button', { name: button }).count()).toBe(0);
  });

  it('say that there are none, and that they could not be loaded', async () => {
    publications = [];
    await open('site');
    await page.getByText(publicSideTexts.empty).waitFor();
    server.answer('publications.list', refused);
    await open('site');
    await page.getByText(publicSideTexts.failed).waitFor();
    publications = severalPublications().map(one => ({ ...one, published: false }));
    serveSite();
    await retry();
    await page.getByText(publicSideTexts.published.none).waitFor();
  });
});

describe('practice that waits for evaluation', () => {
  it('stands in a list, the longest wait first, and leads to its recording', async () => {
    await open('practice');
    const rows = page.locator('[data-attempt]');
    await rows.first().waitFor();
    expect(await rows.locator('th').allTextContents()).toEqual([
      'Product Manager',
      'Backend Developer',
      'Backend Developer',
    ]);
    await rows.nth(0).getByText(practiceListTexts.questions(8)).waitFor();
    await rows.nth(1).getByText(practiceListTexts.noName).waitFor();
    await rows.nth(1).getByText(practiceListTexts.notRecorded).waitFor();
    const id = await rows.nth(2).getAttribute('data-attempt');
    const link = page.getByRole('link', {
      name: practiceListTexts.open('Backend Developer', 'Ada Lovelace'),
    });
    expect(await link.getAttribute('href')).toBe(`/console/interviews/${id}/review`);
  });

  it('says that nothing waits, and that the list could not be loaded', async () => {
    server.answer('practice.evaluations', () => ({ waiting: [] }));
    await open('practice');
    await page.getByText(practiceListTexts.empty).waitFor();
    server.answer('practice.evaluations', refused);
    await open('practice');
    await page.getByText(practiceListTexts.failed).waitFor();
    server.answer('practice.evaluations', () => ({ waiting: severalAttempts() }));
    await retry();
    await page.locator('[data-attempt]').first().waitFor();
  });
});

describe('the navigation of the console', () => {
  const nav = () => page.getByRole('navigation', { name: consoleTexts.nav.label });
  const more = () => nav().getByRole('button');

  it('shows every page where there is room', async () => {
    await open('site');
    await nav().getByRole('link').nth(6).waitFor();
    expect(await nav().getByRole('link').count()).toBe(7);
    expect(await more().count()).toBe(0);
    expect(await nav().locator('[aria-current=page]').textContent()).toBe(publicSideTexts.nav);
  });

  it.each([
    ['a tablet', TABLET, 3],
    ['a phone', PHONE, 2],
    ['the narrowest phone', { width: 320, height: 600 }, 1],
  ])(
    'keeps the rest in a menu on %s, which says what is open, by keyboard too',
    async (_where, size, shown) => {
      await page.setViewportSize(size);
      await open('outbox');
      await more().waitFor();
      expect(await nav().getByRole('link').count()).toBe(shown);
      expect(await more().textContent()).toBe(outboxTexts.nav);
      const overflow = await nav().evaluate(element => element.scrollWidth - element.clientWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      await more().focus();
      await page.keyboard.press('Enter');
      const items = page.getByRole('menuitem');
      // The menu takes keys once it has the focus, which is a moment after it is drawn.
      await page.locator('[role="menuitem"]:focus').waitFor();
      expect(await items.count()).toBe(7 - shown);
      await page.keyboard.press('End');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/console/site');
      await page.getByRole('heading', { level: 1, name: publicSideTexts.title }).waitFor();
      expect(await more().textContent()).toBe(publicSideTexts.nav);
    },
  );
});

describe('axe finds nothing serious, and nothing is too small to press', () => {
  it.each(['outbox', 'outbox/mail-2', 'site', 'practice'])('at /console/%s', async path => {
    configured = false;
    await open(path);
    await page.locator('[data-mail], [data-kit], [data-attempt]').first().waitFor();
    await expectAccessibleInEveryLook(page);
    await page.setViewportSize(PHONE);
    expect(await smallTargets(page)).toEqual([]);
  });

  it('in the dialogs and the menu', async () => {
    await open('site');
    await page.getByRole('button', { name: publicSideTexts.side.turnOff }).click();
    await page.getByRole('alertdialog').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page
      .getByRole('button', { name: /^Change address/ })
      .first()
      .click();
    await page.getByRole('dialog').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.setViewportSize(PHONE);
    await page.getByRole('navigation', { name: consoleTexts.nav.label }).getByRole('button').click();
    await page.getByRole('menuitem').first().waitFor();
    await expectAccessible(page);
  });
});
