import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Locator, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account } from '../../client/texts/account.ts';
import { common } from '../../client/texts/common.ts';
import { site } from '../../client/texts/site.ts';
import { BUILT_IN_KITS } from '../../server/features/kit/builtInKits.ts';
import { RecruiterPortrait } from '../../server/features/recruiter/portrait/RecruiterPortrait.ts';
import { ClipId } from '../../shared/recruiter/clip.ts';
import { REMEMBERED_PRACTICE, REMEMBERS_NO_PRACTICE } from '../../shared/site/rememberedPractice.ts';
import { HOME_QUESTION } from '../../shared/site/sitePages.ts';
import { expectAccessibleInEveryLook } from '../support/accessible.ts';
import type { PageOptions, TestBrowser } from '../support/chromium.ts';
import { itInWholeRuns } from '../support/longTests.ts';
import { LOOKS_ON_DESKTOP, LOOKS_ON_PHONE } from '../support/looks.ts';
import { leavePage, takePage } from '../support/pagePool.ts';
import { pdfTexts } from '../support/poppler.ts';
import { CLIENT_FOLDER, ReviewServer } from '../support/reviewServer.ts';
import { sharedBrowser } from '../support/shared.ts';
import { smallTargets } from '../support/smallTargets.ts';
import { tabTo } from '../support/tabTo.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { makeMedia } from '../support/webmFile.ts';
import { startTestServer, type TestServer } from '../unit/http/testServer.ts';

const ROLE = '/roles/backend-developer';
const PHONE = { width: 390, height: 844 };
const CACHING = 'How does caching work, and how do you keep a cache correct?';
const TOKEN = 'A'.repeat(22);
const QUESTIONS = 'details[data-topic]';
const { rolePage } = site;

let server: TestServer;
let browser: TestBrowser;

beforeAll(async () => {
  server = await startTestServer({
    builtInKitFolder: BUILT_IN_KITS,
    clientFolder: CLIENT_FOLDER,
    siteOptions: { portrait: new FilmedPortrait(await film()) },
  });
  await server.owner();
  browser = await sharedBrowser();
});
afterAll(() => server.close());

/** Portrait with a loop of four seconds, of which the first two are speech. */
class FilmedPortrait extends RecruiterPortrait {
  readonly #webm: Buffer;

  constructor(webm: Buffer) {
    super({ text: HOME_QUESTION });
    this.#webm = webm;
  }

  override async loop() {
    return { clipId: ClipId.parse('ab'.repeat(32)), webm: this.#webm, speechMs: 2_000 };
  }
}

async function film(): Promise<Buffer> {
  await using folder = await temporaryFolder('film');
  const file = path.join(folder.path, 'film.webm');
  const inputs = ['-f', 'lavfi', '-i', 'testsrc=s=96x72:r=25:d=4', '-f', 'lavfi', '-i', 'sine=d=4'];
  await makeMedia(...inputs, '-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libopus', file);
  return readFile(file);
}

/** Opens a page with empty storage for one test. */
async function visit(address: string, options: PageOptions = {}): Promise<Page> {
  const page = options.withoutScripts ? await browser.newPage(options) : await takePage(browser, options);
  await page.goto(server.url + address);
  return page;
}

function unspaced(text: string): string {
  return text.replace(/\s+/g, '');
}

async function bottomOf(element: Locator): Promise<number> {
  const box = await element.boundingBox();
  return (box?.y ?? Infinity) + (box?.height ?? 0);
}

/** Returns pooled pages to the pool, and closes others. */
const close = leavePage;
const question = (page: Page, title: string) => page.locator('details', { hasText: title }).first();

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
    const words = page.locator('noscript p');
    await words.waitFor();
    expect(await words.textContent()).toMatch(/needs JavaScript.*Turn it on/s);
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

  it('a search finds roles and opens the question that was found', async () => {
    const page = await visit('/', { withoutScripts: true });
    await page.getByLabel(site.search.label).fill('backend cachng');
    await page.getByRole('button', { name: site.search.submit }).click();
    const [first] = await page.locator('article').all();
    expect(await first?.locator('mark').first().textContent()).toBe('caching');
    await first?.getByRole('link', { name: CACHING }).click();
    await page.waitForURL(/\/roles\/backend-developer#./);
    await page.goto(`${server.url}/roles?q=weknes`);
    await page.getByRole('link', { name: 'weakness' }).click();
    const found = page.locator('article').first();
    await found.getByRole('link', { name: site.rolePage.practiceQuestion() }).waitFor();
    expect(await found.getByRole('heading').textContent()).toContain('weakness');
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
});

describe('the recruiter on the start page', () => {
  it.each([PHONE, { width: 360, height: 640 }, { width: 1440, height: 900 }])(
    'is on the first screen of $width × $height, with her question and one question to answer now',
    async viewport => {
      const page = await visit('/', { viewport });
      const picture = page.getByRole('img', { name: site.homePage.portrait });
      await picture.evaluate((image: HTMLImageElement) => image.decode());
      const face = await picture.boundingBox();
      expect((face?.width ?? 0) * (face?.height ?? 0)).toBeGreaterThan(
        0.35 * viewport.width * viewport.height,
      );
      for (const shown of [
        page.getByText(`“${HOME_QUESTION}”`),
        page.getByRole('link', { name: site.homePage.action }),
      ]) {
        const box = await shown.boundingBox();
        expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThan(viewport.height);
        // Her chin is at two thirds of the picture.
        if (face && box && box.x + box.width > face.x + face.width / 3 && box.x < face.x + face.width)
          expect(box.y).toBeGreaterThan(face.y + 0.62 * face.height);
      }
      await close(page);
    },
  );
});

describe('the loop of the recruiter', () => {
  const { sound, motion } = site.homePage;
  const button = (page: Page, name: string) => page.getByRole('button', { name });
  /** True if the wave at the edge moves while she speaks. */
  const waveMoves = (page: Page) =>
    page.locator('[data-island="recruiter"]').evaluate(island => {
      island.setAttribute('data-speaking', '');
      const animations = island.querySelector('.speaking-edge path')?.getAnimations() ?? [];
      return animations.some(one => one instanceof CSSAnimation);
    });
  const isMuted = (page: Page) => page.locator('video').evaluate((video: HTMLVideoElement) => video.muted);

  it('plays without sound, pauses, and is heard once on request', async () => {
    const page = await visit('/login');
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await page.goto(server.url);
    await button(page, motion.on).waitFor();
    await page.locator('[data-speaking]').waitFor();
    expect(await isMuted(page)).toBe(true);
    expect(await waveMoves(page)).toBe(true);
    await button(page, motion.on).click();
    await button(page, motion.off).waitFor();
    await page.locator('[data-speaking]').waitFor({ state: 'detached' });
    await button(page, sound.off).click();
    await button(page, sound.on).waitFor();
    await page.locator('[data-speaking]').waitFor();
    expect(await isMuted(page)).toBe(false);
    // After the question, she goes on without sound.
    await button(page, sound.off).waitFor();
    expect(await isMuted(page)).toBe(true);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await button(page, motion.off).waitFor();
    await close(page);
  });

  it('is not even loaded with reduced motion, and played by the browser without scripts', async () => {
    const still = await visit('/');
    await button(still, motion.off).waitFor();
    expect(await still.locator('video').getAttribute('src')).toBeNull();
    expect(await waveMoves(still)).toBe(false);
    await close(still);
    const plain = await visit('/', { withoutScripts: true });
    await plain.emulateMedia({ reducedMotion: 'no-preference' });
    const video = plain.locator('video[controls]');
    await video.waitFor();
    expect(await video.getAttribute('muted')).not.toBeNull();
    expect(await plain.getByRole('button', { name: sound.off }).isVisible()).toBe(false);
    await close(plain);
  });
});

describe('the catalog of roles', () => {
  it('is searched while typing, with the results that the address shows', async () => {
    const page = await visit('/roles');
    const field = page.getByLabel(site.search.label);
    const status = page.getByRole('status');
    const shown = () => page.locator('article h3').allTextContents();
    const all = await shown();
    const title = page.getByRole('heading', { level: 1 });
    expect(await title.textContent()).toBe(site.catalog.heading);
    await field.pressSequentially('caching');
    await page.getByRole('heading', { name: CACHING }).waitFor();
    expect(await status.textContent()).toMatch(/^\d+ questions$/);
    expect(await title.textContent()).toBe(site.catalog.results);
    const typed = await shown();
    expect(new URL(page.url()).search).toBe('?q=caching');
    await page.reload();
    expect(await shown()).toEqual(typed);
    await field.fill('zzz');
    await status.getByText(site.catalog.nothing('zzz')).waitFor();
    await page.getByText(site.catalog.nothingHint).waitFor();
    expect(await shown()).toEqual(all);
    await field.fill('');
    await status.getByText(site.catalog.found(all.length)).waitFor();
    expect(new URL(page.url()).search).toBe('');
    await close(page);
  });

  it('says that a search failed, and opens the page on Enter', async () => {
    const page = await visit('/roles');
    await page.route('**/roles?q=*', route => route.abort(), { times: 1 });
    await page.getByLabel(site.search.label).fill('caching');
    await page.getByText(site.catalog.failed).waitFor();
    await page.getByLabel(site.search.label).press('Enter');
    await page.getByRole('heading', { name: CACHING }).waitFor();
    await close(page);
  });
});

describe('using only the keyboard', () => {
  it('a question is opened and closed', async () => {
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

  it('a visitor skips to the content, opens the form for a link, and leaves it', async () => {
    const page = await visit('/');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('#main:focus').waitFor();
    const opener = page.getByRole('banner').getByRole('button', { name: site.link.open });
    await opener.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: site.link.title }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await opener.and(page.locator(':focus')).waitFor();
    await close(page);
  });
});

describe('a personal link', () => {
  it('to a private page that this browser remembers is offered, reaches no server, and is forgotten in one press', async () => {
    const page = await visit('/');
    const link = page.getByRole('link', { name: site.continuePractice.action });
    expect(await link.isVisible()).toBe(false);
    await page.evaluate(
      ([name = '', value = '']) => localStorage.setItem(name, value),
      [REMEMBERED_PRACTICE, JSON.stringify({ page: TOKEN, role: 'Backend Developer' })],
    );
    const sent: string[] = [];
    page.on('request', async request => sent.push(request.url(), JSON.stringify(request.headers())));
    for (const address of ['/', ROLE]) {
      await page.goto(server.url + address);
      await link.waitFor();
      expect(await link.getAttribute('href'), address).toBe(`/practice#${TOKEN}`);
    }
    expect(sent.join()).not.toContain(TOKEN);
    await page.getByRole('button', { name: site.continuePractice.forget }).click();
    await link.waitFor({ state: 'hidden' });
    await page.reload();
    expect(await link.isVisible()).toBe(false);
    expect(await page.evaluate(name => localStorage.getItem(name), REMEMBERED_PRACTICE)).toBe(
      REMEMBERS_NO_PRACTICE,
    );
    await close(page);
  });

  it('is opened without being sent to a server; a link of another site is refused on the page', async () => {
    const page = await visit('/');
    const sent: string[] = [];
    page.on('request', request => sent.push(`${request.url()} ${request.postData() ?? ''}`));
    await page.getByRole('banner').getByRole('button', { name: site.link.open }).click();
    const field = page.getByRole('dialog').getByLabel(site.link.label);
    await field.fill(`https://evil.example/join#${TOKEN}`);
    await field.press('Enter');
    await page.getByText(site.link.refused).waitFor();
    await field.fill(`${server.url}/join#${TOKEN}`);
    await field.press('Enter');
    await page.getByRole('heading', { name: common.linkProblem.title }).waitFor();
    expect(sent.filter(one => one.includes('/open-link'))).toEqual([]);
    expect(new URL(page.url()).pathname).toBe('/join');
    await close(page);
  });
});

describe('the color scheme', () => {
  const background = (page: Page) =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

  it('follows the device without scripts', async () => {
    const page = await visit('/', { withoutScripts: true, colorScheme: 'dark' });
    const dark = await background(page);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await background(page)).not.toBe(dark);
    await close(page);
  });

  it('is chosen once for the public pages and the rest of the product', async () => {
    const page = await visit('/');
    const light = await background(page);
    await page.getByRole('button', { name: common.themeToggle }).click();
    const dark = await background(page);
    expect(dark).not.toBe(light);
    await page.goto(`${server.url}/roles`);
    expect(await background(page)).toBe(dark);
    await page.goto(`${server.url}/login`);
    await page.getByRole('heading', { name: account.login.title }).waitFor();
    expect(await background(page)).toBe(dark);
    await close(page);
  });
});

/**
 * Loads a page as a phone does for the first time, and returns its compressed script sizes and its layout
 * shift.
 */
async function loaded(
  address: string,
): Promise<{ address: string; bytes: number[]; moved: number; total: number }> {
  const page = await browser.newPage({ viewport: PHONE });
  const scripts: Response[] = [];
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', request => {
    // The size of the recruiter is that of a made-up one. The tests of rendered clips have the real size.
    if (!new URL(request.url()).pathname.startsWith('/recruiter'))
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  page.on('response', response => {
    if (response.request().resourceType() === 'script') scripts.push(response);
  });
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver(list => {
      for (const entry of list.getEntries())
        shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(server.url + address, { waitUntil: 'networkidle' });
  // Layout shifts are reported one frame after they are drawn.
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
  });
  const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
  const bytes = await Promise.all(scripts.map(async script => gzipSync(await script.body()).length));
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await page.context().close();
  return { address, bytes, moved: shifts.reduce((sum, shift) => sum + shift, 0), total };
}

describe('a public page', () => {
  it('loads few bytes of script and has no layout shift', async () => {
    const addresses = ['/', '/roles', ROLE, `${ROLE}#get-vs-post`];
    for (const { address, bytes, moved, total } of await Promise.all(addresses.map(loaded))) {
      if (address === '/') expect(total).toBeLessThan(80_000);
      expect(moved, `layout shift of ${address}`).toBeLessThan(0.001);
      expect(bytes.length, address).toBe(2);
      expect(
        bytes.reduce((sum, one) => sum + one, 0),
        address,
      ).toBeLessThan(10_000);
    }
  });

  itInWholeRuns('is accessible at every width, in both color schemes, and in each state', async () => {
    const page = await visit('/');
    await expectAccessibleInEveryLook(page);
    await page.getByRole('banner').getByRole('button', { name: site.link.open }).click();
    await page.getByRole('dialog').waitFor();
    await expectAccessibleInEveryLook(page, LOOKS_ON_DESKTOP);
    for (const address of [
      '/roles',
      '/roles?q=caching',
      '/roles?q=zzz',
      '/roles/backend-develper',
      '/open-link',
    ]) {
      await page.goto(server.url + address);
      await expectAccessibleInEveryLook(page, LOOKS_ON_PHONE);
      expect(await smallTargets(page), address).toEqual([]);
    }
    await page.goto(server.url + ROLE);
    await expectAccessibleInEveryLook(page, LOOKS_ON_PHONE);
    await page.getByRole('button', { name: rolePage.filters.openAll }).click();
    await expectAccessibleInEveryLook(page);
    expect(await smallTargets(page)).toEqual([]);
    await close(page);
  });
});

describe('a server without a public site', () => {
  let closed: ReviewServer;
  beforeAll(async () => {
    closed = await ReviewServer.start();
  });
  afterAll(() => closed[Symbol.asyncDispose]());

  it('shows the sign-in on its start page, and explains how to start when there is no account', async () => {
    const page = await takePage(browser);
    closed.answer('account.read', () => ({ setupNeeded: false }));
    await page.goto(closed.url);
    await page.getByRole('heading', { name: account.login.title }).waitFor();
    closed.answer('account.read', () => ({ setupNeeded: true }));
    await page.reload();
    await page.getByRole('heading', { name: 'One step left: create the first account' }).waitFor();
    await close(page);
  });
});
