import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { site } from '../../client/texts/site.ts';
import { leavePage as close } from '../support/pagePool.ts';
import { pdfTexts } from '../support/poppler.ts';
import { CACHING, openPublicSite, PHONE, question, ROLE, type Visit } from '../support/publicSite.ts';
import { tabTo } from '../support/tabTo.ts';
import type { TestServer } from '../unit/http/testServer.ts';

const QUESTIONS = 'details[data-topic]';
const { rolePage } = site;

let server: TestServer;
let visit: Visit;

beforeAll(async () => {
  ({ server, visit } = await openPublicSite());
});
afterAll(() => server.close());

function unspaced(text: string): string {
  return text.replace(/\s+/g, '');
}

async function bottomOf(element: Locator): Promise<number> {
  const box = await element.boundingBox();
  return (box?.y ?? Infinity) + (box?.height ?? 0);
}

describe('without scripts', () => {
  it('a stranger reads the guide, question by question', async () => {
    const page = await visit(ROLE, { withoutScripts: true });
    const item = question(page, CACHING);
    const answer = item.getByText(rolePage.coachNote);
    expect(await answer.isVisible()).toBe(false);
    await item.locator('summary').click();
    await answer.waitFor();
    expect(await page.getByText(rolePage.filters.openAll).isVisible()).toBe(false);
    await page.evaluate(() => {
      for (const summary of document.querySelectorAll<HTMLElement>('details:not([open]) > summary'))
        summary.click();
    });
    // Each question has the short answer, the full answer, and the common mistake.
    for (const words of [rolePage.short, rolePage.coachNote, rolePage.commonMistake]) {
      const all = page.locator('details').getByText(words, { exact: true }).filter({ visible: true });
      expect(await all.count(), words).toBe(20);
    }
    expect(await page.locator('details p').filter({ visible: true }).count()).toBeGreaterThan(80);
    await close(page);
  });

  it('the link to practice says that practice needs scripts', async () => {
    const page = await visit(ROLE, { withoutScripts: true, viewport: PHONE });
    await page.getByRole('link', { name: site.practice }).first().click();
    await page.getByRole('heading', { level: 1, name: /needs JavaScript/ }).waitFor();
    expect(await page.locator('noscript p').textContent()).toMatch(/^Turn on JavaScript/);
    expect(new URL(page.url()).pathname).toBe('/practice');
    await page.goBack();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await close(page);
  });

  it('an address opens its question with the answer visible', async () => {
    const page = await visit(ROLE, { withoutScripts: true });
    const id = (await question(page, CACHING).getAttribute('id')) ?? '';
    await page.goto(`${server.url}${ROLE}#${id}`);
    await question(page, CACHING).getByText(rolePage.coachNote).waitFor();
    await close(page);
  });

  it('every answer is printed, and no control is', async () => {
    const page = await visit(ROLE, { withoutScripts: true });
    await page.emulateMedia({ media: 'print' });
    const items = page.locator(QUESTIONS);
    expect(await items.count()).toBe(20);
    const hidden = await items.evaluateAll(
      all => all.filter(item => !item.querySelector('div > p')?.checkVisibility()).length,
    );
    expect(hidden, 'answers that are not printed').toBe(0);
    expect(await page.locator('button:visible, select:visible').count()).toBe(0);
    expect(await page.locator('a:visible').count()).toBe(0);
    expect(await page.getByRole('heading', { name: rolePage.sections.report }).isVisible()).toBe(false);
    await page.getByText(`${server.config.publicUrl}${ROLE}`).waitFor();
    await page.locator('main').getByText('Vivavoce', { exact: true }).filter({ visible: true }).waitFor();
    const starts = await items.evaluateAll(all =>
      all.map(item => [
        item.querySelector('h3')?.textContent,
        item.querySelector('.short p')?.textContent,
        item.querySelector('.answer > .short ~ p')?.textContent,
      ]),
    );
    await page.emulateMedia({ media: null });
    const pages = pdfTexts(await page.pdf({ format: 'A4' })).map(unspaced);
    expect(pages.length).toBeLessThan(18);
    // Each question is on the page of its short answer and the start of the full one.
    for (const start of starts)
      expect(
        pages.some(text => start.every(part => text.includes(unspaced(part ?? '-').slice(0, 40)))),
        start[0] ?? '',
      ).toBe(true);
    await close(page);
  });

  it('a version to print has all answers open, for browsers that print nothing that is closed', async () => {
    const page = await visit(ROLE, { withoutScripts: true });
    await page.getByRole('link', { name: rolePage.filters.printVersion }).click();
    await page.locator(`${QUESTIONS}[open]`).nth(19).waitFor();
    expect(await page.locator('details:not([open])').count()).toBe(0);
    await close(page);
  });

  it('practice and the contents are at the lower edge of a phone', async () => {
    const page = await visit(`${ROLE}#guide`, { withoutScripts: true, viewport: PHONE });
    const bar = page.locator('.practice-bar');
    expect(await bottomOf(bar)).toBeCloseTo(PHONE.height, 0);
    await bar.getByRole('button', { name: rolePage.contentsButton }).click();
    await page.getByRole('dialog').getByRole('link', { name: rolePage.sections.report }).click();
    expect(new URL(page.url()).hash).toBe('#report');
    await close(page);
  });
});

describe('the contents', () => {
  const wide = (page: Page) => page.getByRole('navigation', { name: rolePage.contents }).first();
  const current = (of: Locator) => of.locator('[aria-current]');

  it('follow scrolling, fit into the window, and keep the current entry in view', async () => {
    const page = await visit(ROLE, { viewport: { width: 1_280, height: 500 } });
    const contents = wide(page);
    for (const [id, title] of await page
      .locator(QUESTIONS)
      .evaluateAll(all =>
        [all[4], all.at(-1)].map(one => [one?.id, one?.querySelector('h3')?.textContent]),
      )) {
      await page.evaluate(to => document.getElementById(to)?.scrollIntoView(), id ?? '');
      const entry = current(contents).filter({ hasText: title ?? '' });
      await entry.waitFor();
      expect(await current(contents).count()).toBe(2);
      const [list, box] = [await contents.boundingBox(), await entry.boundingBox()];
      expect((list?.y ?? 0) + (list?.height ?? Infinity)).toBeLessThan(500);
      expect(box?.y).toBeGreaterThanOrEqual(list?.y ?? Infinity);
      expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThanOrEqual(
        (list?.y ?? 0) + (list?.height ?? 0) + 1,
      );
    }
    // Below a question that ends at the upper edge, the open one is being read.
    await page.evaluate(to => {
      for (const details of document.querySelectorAll('details')) details.open = details.id === to;
      document.getElementById(to)?.scrollIntoView();
      window.scrollBy(0, -80);
    }, 'what-is-caching');
    await current(contents).filter({ hasText: CACHING }).waitFor();
    await page.locator('#preparation').evaluate(heading => heading.scrollIntoView());
    await current(contents).filter({ hasText: rolePage.sections.preparation }).waitFor();
    expect(await current(contents).count()).toBe(1);
    await close(page);
  });

  it('are in a bar on a phone, which covers no focused element, and leaves while practice is in view', async () => {
    const page = await visit(ROLE, { viewport: PHONE, phone: true });
    const bar = page.locator('.practice-bar');
    await page.getByRole('link', { name: site.practice }).first().waitFor();
    expect(await bar.isVisible()).toBe(false);
    await page.locator('#guide').evaluate(heading => heading.scrollIntoView());
    await bar.waitFor();
    expect(await bar.getByRole('link', { name: site.practice }).getAttribute('href')).toBe(
      '/practice?role=backend-developer',
    );
    await page.locator('summary').first().focus();
    const top = PHONE.height - ((await bar.boundingBox())?.height ?? 0);
    for (let pressed = 0; pressed < 25; pressed += 1) {
      await page.keyboard.press('Tab');
      expect(await bottomOf(page.locator(':focus'))).toBeLessThanOrEqual(top + 1);
    }
    await bar.getByRole('button', { name: rolePage.contentsButton }).click();
    const sheet = page.getByRole('dialog', { name: rolePage.contents });
    await sheet.getByRole('link', { name: CACHING }).click();
    await sheet.waitFor({ state: 'hidden' });
    await question(page, CACHING).getByText(rolePage.coachNote).waitFor();
    // The bar practices the question that is being read.
    const related = await question(page, CACHING).locator('a[href*="question="]').getAttribute('href');
    await bar.locator(`a[href="${related}"]`).waitFor();
    await question(page, CACHING).locator('summary').click();
    await bar.getByRole('link', { name: site.practice }).waitFor();
    await page.locator('#ready').evaluate(heading => heading.scrollIntoView());
    await bar.waitFor({ state: 'hidden' });
    await close(page);
  });
});

describe('the guide', () => {
  it('opens the question in the address, and the next one chosen from the contents', async () => {
    const page = await visit(`${ROLE}#get-vs-post`);
    const named = page.locator('#get-vs-post');
    await named.getByText(rolePage.coachNote).waitFor();
    await expect
      .poll(() => named.evaluate(element => Math.abs(element.getBoundingClientRect().top)))
      .toBeLessThan(120);
    await page
      .getByRole('navigation', { name: rolePage.contents })
      .getByRole('link', { name: CACHING })
      .click();
    await question(page, CACHING).getByText(rolePage.coachNote).waitFor();
    // A person can close it, whatever the address says.
    await question(page, CACHING).locator('summary').click();
    await question(page, CACHING).getByText(rolePage.coachNote).waitFor({ state: 'hidden' });
    await close(page);
  });

  it('filters questions by topic and level, and shows the count', async () => {
    const page = await visit(ROLE);
    await page.getByLabel(rolePage.filters.topic).selectOption('Networking');
    const shown = await page.locator(`${QUESTIONS}:visible`).count();
    expect(shown).toBeGreaterThan(0);
    expect(shown).toBeLessThan(20);
    await page.getByText(rolePage.filters.shown(shown, 20)).waitFor();
    // An address opens its question even when the filters hide it.
    await page.goto(`${server.url}${ROLE}#get-vs-post`);
    await page.locator('#get-vs-post').getByText(rolePage.coachNote).waitFor();
    expect(await page.locator(`${QUESTIONS}:visible`).count()).toBe(20);
    await close(page);
  });

  it('offers only filters that match, hides the same questions in the contents, and shows all again, by keyboard', async () => {
    const page = await visit(ROLE);
    const [topic, level] = [
      page.getByLabel(rolePage.filters.topic),
      page.getByLabel(rolePage.filters.difficulty),
    ];
    const entries = page
      .getByRole('navigation', { name: rolePage.contents })
      .locator('ol:last-of-type li:visible');
    const choices = (of: Locator, state: string) => of.locator(`option:${state}`).allTextContents();
    expect(await choices(level, 'disabled')).toEqual([]);
    await topic.selectOption('Role');
    const shown = await page.locator(`${QUESTIONS}:visible`).count();
    expect(await choices(topic, 'checked')).toEqual([`Role (${shown})`]);
    expect(await choices(level, 'disabled')).toEqual(['Intermediate (0)', 'Advanced (0)']);
    expect(await entries.count()).toBe(shown + 5);
    await tabTo(page, page.getByRole('button', { name: rolePage.filters.reset }));
    await page.keyboard.press('Enter');
    await topic.and(page.locator(':focus')).waitFor();
    expect(await page.locator(`${QUESTIONS}:visible`).count()).toBe(20);
    expect(await entries.count()).toBe(25);
    await close(page);
  });

  it('opens everything for paper in browsers without `::details-content`, and closes it afterward', async () => {
    const page = await visit(`${ROLE}#get-vs-post`);
    const closed = page.locator('main details:not([open])');
    const before = await closed.count();
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    expect(await closed.count()).toBe(0);
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    expect(await closed.count()).toBe(before);
    expect(await page.locator(`${QUESTIONS}[open]`).count()).toBe(1);
    await close(page);
  });

  it('opens all answers with one press and closes them again', async () => {
    const page = await visit(ROLE);
    await page.getByRole('button', { name: rolePage.filters.openAll }).click();
    expect(await page.locator('details[open]').count()).toBe(20);
    await page.getByRole('button', { name: rolePage.filters.closeAll }).click();
    expect(await page.locator('details[open]').count()).toBe(0);
    await close(page);
  });

  it('offers the address of a question', async () => {
    const page = await visit(`${ROLE}#get-vs-post`);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const item = page.locator('#get-vs-post');
    await item.getByRole('button', { name: rolePage.copyLink }).click();
    await item.getByText(rolePage.copied).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `${server.url}${ROLE}#get-vs-post`,
    );
    await close(page);
  });

  it('links to practice from the first screen of a phone and from a question', async () => {
    const page = await visit(ROLE, { viewport: PHONE, phone: true });
    const practice = page.getByRole('link', { name: site.practice }).first();
    expect(await practice.getAttribute('href')).toBe('/practice?role=backend-developer');
    const box = await practice.boundingBox();
    expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThan(PHONE.height * 0.75);
    const ofQuestion = page.locator('details a[href*="question="]').first();
    expect(await ofQuestion.getAttribute('href')).toMatch(
      /^\/practice\?role=backend-developer&question=[a-z0-9-]+&now=1$/,
    );
    await close(page);
  });

  it('is opened and closed by keyboard, question by question', async () => {
    const page = await visit(ROLE);
    await tabTo(page, question(page, 'What does a backend developer do?').locator('summary'));
    await page.keyboard.press('Enter');
    await question(page, 'What does a backend developer do?').getByText(rolePage.coachNote).waitFor();
    await page.keyboard.press('Space');
    await question(page, 'What does a backend developer do?')
      .getByText(rolePage.coachNote)
      .waitFor({ state: 'hidden' });
    await close(page);
  });
});
