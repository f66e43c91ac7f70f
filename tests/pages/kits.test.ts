import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { interviewPageTexts } from '../../client/texts/interviewPage.ts';
import { kitTexts as texts } from '../../client/texts/kits.ts';
import { newInterviewTexts } from '../../client/texts/newInterview.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import type { ApiClient } from '../support/apiClient.ts';
import { exampleKit } from '../support/exampleKit.ts';
import { leavePage } from '../support/pagePool.ts';
import type { ServerProcess } from '../support/serverProcess.ts';
import { sharedBrowser, sharedServer } from '../support/shared.ts';
import { signedInPage } from '../support/signedIn.ts';

const BUILT_IN = 'Backend Developer, Mid-level';

let server: ServerProcess;
let owner: ApiClient;
let page: Page;
/** The kit that the owner edits, from duplicating it on. */
let kitId: KitId;

beforeAll(async () => {
  ({ server, owner } = await sharedServer());
  page = await signedInPage(await sharedBrowser(), owner);
});
afterAll(() => page && leavePage(page));

const at = (place: string, on = page): Locator => on.locator(`[data-path="${place}"]`);
const status = (text: string, on = page) => on.locator('[data-save-status]').getByText(text).waitFor();
const openKit = async (on = page) => {
  await on.goto(`${server.url}/console/kits/${kitId}`);
  await on.locator('#section-competencies').waitFor();
};
const newest = async () => (await owner.call('kits.read', { kitId })).kit;

/** Opens a section of the document if it is closed. */
async function open(place: string, on = page): Promise<void> {
  const toggle = at(place, on);
  if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click();
}

/** Saves and waits until the page shows the new version. */
async function save(version: number, on = page): Promise<void> {
  await on.keyboard.press('Control+s');
  await status(texts.saving.saved(version), on);
}

/** Tests run in order and follow one person. */
describe('a company’s own kit', () => {
  it('opens a built-in kit read-only; its duplicate can be edited', async () => {
    await page.goto(`${server.url}/console/kits`);
    await page.getByRole('link', { name: /^Backend Developer Mid-level/ }).click();
    await page.getByText(texts.page.builtIn).waitFor();
    await open('competencies.0');
    expect(await page.locator('main textarea').count()).toBe(0);
    await page.getByRole('button', { name: texts.page.duplicate }).click();
    await page.waitForURL(/kits\/[0-9a-f-]{36}$/);
    kitId = KitId.parse(page.url().split('/').at(-1));
    await status(texts.saving.saved(1));
    await at('role').fill('Backend Developer, storage team');
    await status(texts.saving.unsaved);
    await save(2);
    expect((await newest()).role).toBe('Backend Developer, storage team');
  });

  it('opens none of its questions for practice when it is a copy saved as a new kit', async () => {
    const dialog = page.getByRole('dialog', { name: texts.create.title });
    await page.goto(`${server.url}/console/kits`);
    await page.getByRole('button', { name: texts.create.title }).click();
    await dialog.getByLabel(texts.create.from).selectOption(texts.create.copyOf(BUILT_IN));
    await dialog.getByRole('textbox', { name: texts.create.role }).fill('Backend Developer, payments team');
    await dialog.getByRole('button', { name: texts.create.submit }).click();
    await page.waitForURL(/kits\/[0-9a-f-]{36}$/);
    const copy = KitId.parse(page.url().split('/').at(-1));
    const { questions } = (await owner.call('kits.read', { kitId: copy })).kit;
    expect(questions.length).toBeGreaterThan(0);
    expect(questions.filter(({ practice }) => practice)).toEqual([]);
    await openKit();
  });

  it('shows a broken anchor next to its field, in the outline, and in the list of findings', async () => {
    const finding = page.getByRole('region', { name: texts.findings.title }).getByRole('button');
    await page.getByText(texts.findings.fit).first().waitFor();
    await open('competencies.0');
    const anchor = at('competencies.0.anchors.2');
    const before = await anchor.inputValue();
    await anchor.fill('');
    const described = await anchor.getAttribute('aria-describedby');
    const remark = page.locator(`[id="${described?.split(' ').at(-1)}"]`);
    expect(await remark.textContent()).toContain('Rating 3 has no anchor.');
    expect(await anchor.getAttribute('aria-invalid')).toBe('true');

    await at('competencies.0').click();
    await anchor.waitFor({ state: 'detached' });
    await finding.filter({ hasText: 'Rating 3 has no anchor.' }).click();
    await anchor.and(page.locator(':focus')).waitFor();

    // A draft with findings can be saved and fixed later.
    await save(3);
    expect((await newest()).competencies[0]?.anchors[2]).toBe('');
    await anchor.fill(before);
    await remark.waitFor({ state: 'detached' });
    await save(4);
    expect((await newest()).competencies[0]?.anchors[2]).toBe(before);
  });

  it('moves to the field that prevents saving and shows the reason', async () => {
    await at('level').fill('');
    await open('questions.0');
    await at('questions.0.rephrased').focus();
    await page.keyboard.press('Control+s');
    await status(texts.saving.invalid);
    await at('level').and(page.locator(':focus')).waitFor();
    const remark = page.locator(`[id="${await at('level').getAttribute('aria-describedby')}"]`);
    const [field, said] = [await at('level').boundingBox(), await remark.boundingBox()];
    expect(said?.x).toBe(field?.x);
    expect(said?.y).toBeGreaterThan(field?.y ?? Number.POSITIVE_INFINITY);
    // Names have no line breaks, typed or pasted.
    await at('level').fill('Mid-\nlevel');
    expect(await at('level').inputValue()).toBe('Mid- level');
    await at('level').fill('Mid-level');
    await page.keyboard.press('Enter');
    expect(await at('level').inputValue()).toBe('Mid-level');
    await status(texts.saving.saved(4));
  });

  it('shows the script with the planned time in the preview', async () => {
    await page.getByRole('button', { name: texts.page.modes.preview }).click();
    await page.getByText(/\d+ min planned/).waitFor();
    const spoken = (await newest()).script;
    await page.getByText(spoken.closing).filter({ visible: true }).waitFor();
    expect(await at('questions.0.rephrased').isVisible()).toBe(false);
    await page.getByRole('button', { name: texts.page.modes.edit }).click();
    // Sections that were open are still open.
    await at('questions.0.rephrased').waitFor();
  });

  it('opens an earlier version read-only', async () => {
    await page.getByRole('button', { name: texts.page.more }).click();
    await page.getByRole('menuitem', { name: texts.page.versions }).click();
    await page.getByRole('link', { name: texts.versions.open(1) }).click();
    await page.getByText(texts.page.oldVersion(1, 4)).waitFor();
    await page.getByRole('heading', { name: 'Backend Developer (copy), Mid-level' }).waitFor();
    expect(await page.locator('main textarea').count()).toBe(0);
    await page.getByRole('link', { name: texts.page.toNewest }).click();
    await status(texts.saving.saved(4));
  });
});

describe('using only the keyboard', () => {
  it('a follow-up is added, moved up, and saved', async () => {
    await openKit();
    await page.getByRole('button', { name: texts.parts.openAll }).nth(1).focus();
    await page.keyboard.press('Enter');
    const add = at('questions.0.probes');
    for (let presses = 0; !(await add.evaluate(field => field === document.activeElement)); presses += 1) {
      if (presses > 60) throw new Error('The Tab key does not reach the field for a new probe.');
      await page.keyboard.press('Tab');
    }
    await page.keyboard.type('Which of these would you do first?');
    await page.keyboard.press('Enter');
    const count = (await newest()).questions[0]?.probes.length ?? 0;
    await at(`questions.0.probes.${count}.text`).waitFor();
    expect(await add.inputValue()).toBe('');

    // Tabs back over "remove" and "move down", which is disabled at the end of the list, to "move up".
    const up = page
      .getByRole('button', { name: texts.parts.moveUp(texts.questions.probe(count + 1)) })
      .first();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    await up.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    expect(await at(`questions.0.probes.${count - 1}.text`).inputValue()).toBe(
      'Which of these would you do first?',
    );
    await save(5);
    const probes = (await newest()).questions[0]?.probes;
    expect(probes?.[count - 1]).toMatchObject({
      id: 'which-of-these-would-you-do-first',
      text: 'Which of these would you do first?',
    });
  });
});

describe('export and import of a kit', () => {
  it('imports an exported kit unchanged', async () => {
    await page.getByRole('button', { name: texts.page.more }).click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: texts.actions.export }).click();
    const file = await (await downloading).path();

    await page.goto(`${server.url}/console/kits/import`);
    await page.locator('input[type="file"]').setInputFiles(file);
    await page.waitForFunction(() => document.querySelector('textarea')?.value.includes('storage team'));
    await page.getByRole('button', { name: texts.import.submit, exact: true }).click();
    await page.waitForURL(/kits\/[0-9a-f-]{36}$/);
    const imported = KitId.parse(page.url().split('/').at(-1));
    expect(imported).not.toBe(kitId);
    expect((await owner.call('kits.read', { kitId: imported })).kit).toEqual(await newest());
    expect(await readFile(file, 'utf8')).toContain('storage team');
  });

  it('refuses a broken text with line, field, and reason, and changes nothing', async () => {
    const before = await owner.call('kits.list', {});
    const yaml = ['role: Backend Developer', 'level: [1', 'locale: en'].join('\n');
    await page.goto(`${server.url}/console/kits/import`);
    await page.getByLabel(texts.import.text, { exact: true }).fill(yaml);
    await page.getByRole('button', { name: texts.import.submit, exact: true }).click();
    await page.getByRole('table').waitFor();

    const missing = (await owner.call('kits.export', { kitId })).yaml
      .split('\n')
      .map(line => (line.startsWith('level:') ? 'level: 5' : line));
    const wrongLine = missing.indexOf('level: 5') + 1;
    await page.getByLabel(texts.import.text, { exact: true }).fill(missing.join('\n'));
    await page.getByRole('button', { name: texts.import.submit, exact: true }).click();
    const row = page.getByRole('row').filter({ hasText: 'level' });
    await row.getByRole('button', { name: texts.import.goToLine(wrongLine) }).click();
    const selected = await page
      .getByLabel(texts.import.text, { exact: true })
      .evaluate((field: HTMLTextAreaElement) => field.value.slice(field.selectionStart, field.selectionEnd));
    expect('level: 5'.endsWith(selected) && selected !== '').toBe(true);
    expect(await owner.call('kits.list', {})).toEqual(before);
  });
});

describe('two tabs with one kit', () => {
  it('lose nothing in a conflict, whichever version is chosen', async () => {
    await openKit();
    const other = await page.context().newPage();
    await openKit(other);
    await at('guide.expertTip', other).fill('Theirs: speak well of earlier employers.');
    await save(6, other);

    await at('guide.commonMistake').fill('Mine: coming late without a word.');
    await page.keyboard.press('Control+s');
    const dialog = page.getByRole('dialog');
    await dialog.getByText(texts.conflict.title(6)).waitFor();
    await dialog.getByText(texts.sections.guide).waitFor();
    // After a dismissal, the next attempt to save asks again.
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+s');
    await dialog.getByRole('button', { name: texts.conflict.loadTheirs }).click();
    await status(texts.saving.saved(6));
    expect(await at('guide.expertTip').inputValue()).toBe('Theirs: speak well of earlier employers.');

    await page.getByRole('button', { name: texts.aside.take }).click();
    await dialog.getByRole('button', { name: texts.conflict.keepMine(7) }).click();
    await status(texts.saving.saved(7));
    expect((await newest()).guide.commonMistake).toBe('Mine: coming late without a word.');
    const { kit: theirs } = await owner.call('kits.readVersion', { kitId, version: '6' });
    expect(theirs.guide.expertTip).toBe('Theirs: speak well of earlier employers.');
    await other.close();
  });

  it('restore unsaved text after a reload', async () => {
    await at('guide.promise').fill('Half a sentence that no one sav');
    page.once('dialog', dialog => void dialog.accept());
    await page.reload();
    await page.locator('#section-guide').waitFor();
    expect(await at('guide.promise').inputValue()).toBe('Half a sentence that no one sav');
    await status(texts.saving.unsaved);
    await page.getByRole('button', { name: texts.aside.discard }).click();
    await status(texts.saving.saved(7));
    await page.getByRole('button', { name: texts.aside.throwAway }).click();
    const question = page.getByRole('alertdialog');
    await question.getByRole('button', { name: texts.aside.throwAway }).click();
    await question.waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: texts.aside.take }).count()).toBe(0);
    await page.locator('#section-role:focus').waitFor();
  });

  it('restore an earlier version with one press, and keep the version in between', async () => {
    const between = await newest();
    const { kit: first } = await owner.call('kits.readVersion', { kitId, version: '1' });
    await page.goto(`${server.url}/console/kits/${kitId}?version=1`);
    await page.getByRole('button', { name: texts.page.bringBack }).click();
    await status(texts.saving.saved(8));
    await page.locator('h1:focus').waitFor();
    expect(await newest()).toEqual(first);
    expect((await owner.call('kits.readVersion', { kitId, version: '7' })).kit).toEqual(between);
  });
});

describe('the kit choice of an interview', () => {
  it('fills in the role, and lists kits that are not ready with the reason', async () => {
    const { kitId: unfit } = await owner.call('kits.create', {
      kit: exampleKit({ role: 'Unfinished', questions: [] }),
    });
    await page.goto(`${server.url}/console/interviews/new`);
    await page.getByText(texts.choice.noneMeans).waitFor();
    const choice = page.getByLabel(texts.choice.label, { exact: true });
    const option = choice.locator(`option[value="${unfit}"]`);
    expect(await option.isDisabled()).toBe(true);
    expect(await option.textContent()).toMatch(/not ready: \d+ to fix/);
    await choice.selectOption({ label: BUILT_IN });
    expect(await page.getByLabel(newInterviewTexts.form.jobRole).inputValue()).toBe('Backend Developer');

    await page.getByLabel(newInterviewTexts.form.title).fill('With a kit');
    const names = page.getByLabel(newInterviewTexts.form.name, { exact: true });
    await names.nth(0).fill('Ada');
    await names.nth(1).fill('Grace');
    await page.getByRole('button', { name: newInterviewTexts.create.submit }).click();
    await page.getByRole('heading', { name: newInterviewTexts.create.linksTitle }).waitFor();
    const { interviews } = await owner.call('interviews.list', {});
    const made = interviews.find(({ title }) => title === 'With a kit');
    expect(made?.kitId).toBe('backend-developer');
    await page.goto(`${server.url}/console/interviews/${made?.interviewId}`);
    await page.getByRole('link', { name: interviewPageTexts.detail.kit(BUILT_IN, 1) }).click();
    await page.waitForURL(/\/console\/kits\/backend-developer$/);
    await page.getByText(texts.page.builtIn).waitFor();
  });
});
