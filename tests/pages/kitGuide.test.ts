import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kitTexts as texts } from '../../client/texts/kits.ts';
import type { KitId } from '../../shared/kit/kitIds.ts';
import type { ApiClient } from '../support/apiClient.ts';
import { exampleKit } from '../support/exampleKit.ts';
import { leavePage } from '../support/pagePool.ts';
import type { ServerProcess } from '../support/serverProcess.ts';
import { sharedBrowser, sharedServer } from '../support/shared.ts';
import { signedInPage } from '../support/signedIn.ts';
import { tabTo } from '../support/tabTo.ts';

const SHORT = 'It keeps answers that are asked for again close to those who ask.';

let server: ServerProcess;
let owner: ApiClient;
let page: Page;
let kitId: KitId;

beforeAll(async () => {
  ({ server, owner } = await sharedServer());
  page = await signedInPage(await sharedBrowser(), owner);
  ({ kitId } = await owner.call('kits.create', { kit: exampleKit() }));
  await openKit();
});
afterAll(() => page && leavePage(page));

const at = (place: string): Locator => page.locator(`[data-path="${place}"]`);
const field = (name: string): Locator => at(`guide.questions.1.${name}`);
const outline = (): Locator => page.getByRole('navigation', { name: texts.page.outline }).first();
const newest = async () => (await owner.call('kits.read', { kitId })).kit;

async function openKit(): Promise<void> {
  await page.goto(`${server.url}/console/kits/${kitId}`);
  await page.locator('#section-guide').waitFor();
}

async function typeInto(name: string, text: string): Promise<void> {
  await tabTo(page, field(name));
  await page.keyboard.type(text);
}

async function save(version: number): Promise<void> {
  await page.keyboard.press('Control+s');
  await page.locator('[data-save-status]').getByText(texts.saving.saved(version)).waitFor();
}

/** Tests run in order and follow one person. */
describe('a question of the guide', () => {
  it('is written with every part, using only the keyboard', async () => {
    // The outline is a shortcut past many Tab stops.
    await tabTo(page, outline().getByRole('button', { name: texts.sections.guide, exact: true }));
    await page.keyboard.press('Enter');
    await tabTo(page, at('guide.questions'));
    await page.keyboard.type('What is caching?');
    await page.keyboard.press('Enter');
    await page.keyboard.type('What is a cache good for?');
    await typeInto('topic', 'Speed');
    await typeInto('difficulty', 'Adv');
    await typeInto('short', SHORT);
    await page.getByText(texts.guide.words(13), { exact: true }).waitFor();
    await typeInto('answer', 'It saves work.');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.type('It can be wrong.');
    await typeInto('coachNote', 'Name what goes stale.');
    await typeInto('commonMistake', 'No word on invalidation.');
    await tabTo(page, field('followUps'));
    await page.keyboard.press('Enter');
    await page.keyboard.type('When does it hurt?');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Who clears it?');
    await tabTo(page, field('code'));
    await page.keyboard.press('Enter');
    await page.keyboard.type("if key in cache:\n    return cache[key]  # '---'\n");
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.type('Pyt');
    await tabTo(page, field('practice'));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.getByText('#what-is-caching', { exact: true }).waitFor();
    await save(2);
    expect((await newest()).guide.questions[1]).toEqual({
      id: 'what-is-caching',
      title: 'What is caching?',
      question: 'What is a cache good for?',
      topic: 'Speed',
      difficulty: 'advanced',
      short: SHORT,
      answer: 'It saves work.\n\nIt can be wrong.',
      coachNote: 'Name what goes stale.',
      commonMistake: 'No word on invalidation.',
      followUps: ['When does it hurt?', 'Who clears it?'],
      code: { language: 'python', code: "if key in cache:\n    return cache[key]  # '---'\n" },
      practice: 'question-2',
    });
  });

  it('keeps its address when its heading changes, also after a reload', async () => {
    await field('title').focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Caching, and when to leave it');
    await page.getByText('#what-is-caching', { exact: true }).waitFor();
    await save(3);
    await openKit();
    await outline().getByRole('button', { name: 'Caching, and when to leave it' }).click();
    expect(await field('title').inputValue()).toBe('Caching, and when to leave it');
    expect(await field('practice').inputValue()).toBe('question-2');
    expect(await field('code.code').inputValue()).toContain("\n    return cache[key]  # '---'\n");
    await page.getByText('#what-is-caching', { exact: true }).waitFor();
  });

  it('shows findings next to its fields, and the list of findings leads there', async () => {
    await field('title').fill('x'.repeat(66));
    const finding = page
      .getByRole('region', { name: texts.findings.title })
      .getByRole('button', { name: /Search results cut this heading/ });
    await finding.click();
    await field('title').and(page.locator(':focus')).waitFor();
    const described = (await field('title').getAttribute('aria-describedby'))?.split(' ').at(-1);
    expect(await page.locator(`[id="${described}"]`).textContent()).toContain('Keep it to 65 characters');
    await field('title').fill('Caching');
    await finding.waitFor({ state: 'detached' });
  });

  it('offers no practice with a deleted question, and can lose its code', async () => {
    const remove = (name: string) =>
      page.getByRole('button', { name: texts.parts.remove(name), exact: true });
    const dialog = page.getByRole('alertdialog');
    await remove(exampleKit().questions[1]?.text ?? '').click();
    await dialog.getByRole('button', { name: texts.questions.removeConfirm }).click();
    expect(await field('practice').inputValue()).toBe('');
    await page.getByRole('button', { name: texts.guide.removeCode }).click();
    await field('code').and(page.locator(':focus')).waitFor();
    await save(4);
    const [first, second] = (await newest()).guide.questions;
    expect(Object.keys(second ?? {})).toEqual(Object.keys(first ?? {}).filter(key => key !== 'code'));

    await remove('Caching').click();
    await dialog.getByText(texts.guide.removeTitle('Caching')).waitFor();
    await dialog.getByRole('button', { name: texts.guide.removeConfirm }).click();
    await save(5);
    expect((await newest()).guide.questions).toEqual([first]);
  });
});

it('shows how often an interview question can be answered again, unless it is the default', async () => {
  await at('questions.0').click();
  const retries = page.getByLabel(texts.questions.retries, { exact: true });
  const saved = async (label: string, version: number) => {
    await retries.selectOption({ label });
    await save(version);
    return (await newest()).questions[0]?.retries;
  };
  const { version } = await owner.call('kits.read', { kitId });
  expect(await retries.inputValue()).toBe('2');
  expect(await saved('Never', version + 1)).toBe(0);
  expect(await saved('Twice', version + 2)).toBeUndefined();
});
