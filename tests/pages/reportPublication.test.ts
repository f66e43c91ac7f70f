import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { reportEditorTexts as texts } from '../../client/texts/reportEditor.ts';
import { reportFindingText } from '../../client/texts/reportFindings.ts';
import { uiTexts } from '../../client/texts/ui.ts';
import { AppError } from '../../shared/errors.ts';
import { lintReport } from '../../shared/report/lintReport.ts';
import { expectAccessibleInEveryLook } from '../support/accessible.ts';
import type { ConsolePage } from '../support/consolePage.ts';
import { LOOKS_ON_DESKTOP } from '../support/looks.ts';
import { MADE_UP } from '../support/madeUpReview.ts';
import { publishableDraft } from '../support/reportDraft.ts';
import { ReportEditorPage } from '../support/reportEditorPage.ts';
import type { ServedReport } from '../support/servedReport.ts';
import { tabTo } from '../support/tabTo.ts';

const { publish } = texts;

const editor = ReportEditorPage.ofEach();
const { field, note, point, saved } = editor;
let page: Page;
let served: ServedReport;
let staff: ConsolePage;
beforeEach(() => {
  ({ page, served, staff } = editor);
});

describe('publishing a report', () => {
  it('goes from notes to a published report using only the keyboard, with findings shown and fixed', async () => {
    await editor.open();
    await tabTo(page, note(0));
    await page.keyboard.press('k');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('c');
    await saved().waitFor();
    const [kept] = served.workspace.content.keep;
    const [changed] = served.workspace.content.change;
    if (kept?.moment?.kind !== 'clip' || changed?.moment?.kind !== 'clip')
      throw new Error('There is no clip.');
    expect(kept.moment.toMs - kept.moment.fromMs).toBe(20_000);

    // The next anchor of the kit is next to the one that was reached.
    const competency = served.workspace.chosen.kit.competencies.find(({ id }) => id === changed.competencyId);
    const next = competency?.anchors[changed.reached ?? 0] ?? 'none';
    await point('change.0').locator('[data-next-anchor]').getByText(next).waitFor();

    await point('keep.0').locator('[data-handle="toMs"]').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await expect
      .poll(() => served.workspace.content.keep[0]?.moment)
      .toMatchObject({ toMs: kept.moment.toMs + 5_500 });

    await field('headline').focus();
    await page.keyboard.type('You are not confident.');
    await page.getByText('is about the person').first().waitFor();
    await page.getByRole('button', { name: new RegExp(`^${publish.button}`) }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('is about the person').waitFor();
    expect(await dialog.getByRole('button', { name: publish.button, exact: true }).count()).toBe(0);
    await tabTo(page, dialog.getByRole('button', { name: /is about the person/ }));
    await page.keyboard.press('Enter');
    await expect.poll(() => field('headline').evaluate(each => each === document.activeElement)).toBe(true);
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText('The numbers carried the answer; say next time how you would undo it.');
    for (const [place, text] of [
      ['keep.0.seen', 'Each step came with what it cost.'],
      ['change.0.seen', 'The change was described up to the release and not beyond.'],
      ['change.0.action', 'End with how you would take it back, and after how long.'],
    ] as const) {
      await field(place).focus();
      await page.keyboard.insertText(text);
    }
    await saved().waitFor();
    staff.server.answer('reports.save', () => {
      throw AppError.unavailable();
    });
    await field('headline').press('End');
    await page.keyboard.insertText(' Say it first.');
    await page.getByRole('button', { name: publish.button, exact: true }).press('Enter');
    await dialog.getByText(publish.practice).waitFor();
    await dialog.getByText(publish.clips(2)).waitFor();
    await tabTo(page, dialog.getByRole('button', { name: publish.button, exact: true }));
    await page.keyboard.press('Enter');
    await dialog.getByText(publish.unsaved).waitFor();
    const save = Promise.withResolvers<never>();
    staff.server.answer('reports.save', () => save.promise);
    await page.keyboard.press('Enter');
    await dialog.getByText(publish.unsaved).waitFor({ state: 'detached' });
    save.reject(AppError.unavailable());
    await dialog.getByText(publish.unsaved).waitFor();
    served.serve();
    await page.keyboard.press('Enter');
    await page.locator('[data-published]').waitFor();
    expect(served.workspace.state).toBe('published');
    await page.getByRole('heading', { level: 1 }).and(page.locator(':focus')).waitFor();
    await page.getByText(texts.after.clipsReady(0, 2)).waitFor();
    served.workspace = {
      ...served.workspace,
      clips: served.workspace.clips.map(clip => ({ ...clip, state: 'ready' })),
    };
    await page.getByText(texts.after.clipsReady(2, 2)).waitFor();
  });

  it('has a finding against it while raters disagree, until the author confirms that they do', async () => {
    const [first] = served.workspace.chosen.kit.competencies;
    if (!first) throw new Error('The kit has no competency.');
    served.workspace = { ...served.workspace, far: [first.id] };
    await editor.open();
    const link = page.getByRole('link', { name: texts.far.toRating });
    expect(await link.getAttribute('href')).toBe(`/console/evaluations/${MADE_UP.interviewId}`);
    const [finding] = lintReport(served.workspace.content, {
      kit: served.workspace.chosen.kit,
      durationMs: 0,
      privateTexts: [],
      far: [first.id],
      levels: [],
    }).filter(({ code }) => code === 'unacknowledged-spread');
    await page.getByText(finding ? reportFindingText(finding) : 'none').waitFor();
    await page.getByLabel(texts.far.stay(first.name)).check();
    await saved().waitFor();
    expect(served.workspace.content.apart).toEqual([first.id]);
    await page.getByText(finding ? reportFindingText(finding) : 'none').waitFor({ state: 'detached' });
  });
});

describe('a published report', () => {
  beforeEach(() => {
    served.save({ ...served.workspace.content, headline: 'Words.' }, 'Olga Owner');
    served.workspace = {
      ...served.workspace,
      kind: 'interview',
      state: 'published',
      publishedAt: Date.now() - 86_400_000,
      publishedVersion: 1,
      read: true,
      clips: [{ fromMs: 60_000, toMs: 80_000, state: 'failed' }],
      question: { text: 'Which of the two should I begin with?', askedAt: Date.now() - 3_600_000 },
      rating: { stars: 4, specific: 'yes', fair: 'partly', nextStep: 'yes', line: 'It helped.' },
    };
  });

  it('says that ratings changed since, and can be published again without changing a word', async () => {
    const publish = page.getByRole('button', {
      name: new RegExp(`^(${texts.publish.again}|${texts.publish.current})`),
    });
    await editor.open();
    expect(await publish.textContent()).toBe(texts.publish.current);
    served.workspace = { ...served.workspace, ratingsChanged: true };
    await page.reload();
    await page.locator('[data-published]').getByText(texts.after.ratingsChanged).waitFor();
    expect(await publish.textContent()).toContain(texts.publish.again);
    expect(await publish.isEnabled()).toBe(true);
  });

  it('shows its clips, the question with its answer, the rating, and links for the candidate', async () => {
    await editor.open();
    const part = page.locator('[data-published]');
    await part.getByText(texts.after.clipStates.failed).waitFor();
    await part.getByText(texts.after.stars(4)).waitFor();
    await part.getByLabel(texts.after.answer).fill('The second one.');
    await part.getByRole('button', { name: texts.after.send }).click();
    await part.getByRole('button', { name: texts.after.change }).waitFor();
    expect(served.workspace.question?.answer).toBe('The second one.');
    // The button is disabled now. The focus must move while the toast is open or before it opens.
    const heading = part.getByRole('heading', { name: texts.after.question });
    await expect.poll(() => heading.evaluate(element => element === document.activeElement)).toBe(true);
    await page.getByText(texts.after.answered).waitFor();
    await part.getByRole('button', { name: texts.after.link }).click();
    await expect
      .poll(() => part.getByLabel(texts.after.linkLabel, { exact: true }).inputValue())
      .toBe('https://example.org/report#made-up');
    await part.getByText(texts.after.linkOpened(0)).waitFor();
    await part.getByRole('button', { name: /^Revoke the link/ }).click();
    await expect.poll(() => served.workspace.links).toEqual([]);
    await part.getByRole('button', { name: texts.after.email }).click();
    await expect.poll(() => served.emailed).toBe(1);
    await expectAccessibleInEveryLook(page, LOOKS_ON_DESKTOP);
  });

  it('moves the focus from a disabled button, also when a busy browser takes it from the button late', async () => {
    await editor.open();
    const part = page.locator('[data-published]');
    await part.getByLabel(texts.after.answer).fill('The second one.');
    const send = part.getByRole('button', { name: texts.after.send });
    await send.evaluate(button => {
      const real = Object.getOwnPropertyDescriptor(Document.prototype, 'activeElement');
      const focused = () => {
        const element = real?.get?.call(document);
        return element === document.body ? button : element;
      };
      Object.defineProperty(document, 'activeElement', { configurable: true, get: focused });
    });
    await send.click();
    const heading = part.getByRole('heading', { name: texts.after.question });
    await expect.poll(() => heading.evaluate(element => element.matches(':focus'))).toBe(true);
  });

  it('keeps an unsent answer to the candidate’s question, also after leaving the page', async () => {
    await editor.open();
    const answer = page.locator('[data-published]').getByLabel(texts.after.answer);
    await answer.fill('The second one, because');
    await page.reload();
    await expect.poll(() => answer.inputValue()).toBe('The second one, because');
    await answer.fill('The second one.');
    await page.getByRole('button', { name: texts.after.send }).click();
    await page.getByRole('button', { name: texts.after.change }).waitFor();
    await page.reload();
    await expect.poll(() => answer.inputValue()).toBe('The second one.');
  });

  it('says when links cannot be emailed', async () => {
    served.workspace = { ...served.workspace, canEmail: false };
    await editor.open();
    const part = page.locator('[data-published]');
    await part.getByText(texts.after.noEmail).waitFor();
    expect(await part.getByRole('button', { name: texts.after.email }).count()).toBe(0);
  });

  it('is retracted and published again, and people who may not publish see who may, and ask them once', async () => {
    await editor.open();
    await page.getByRole('button', { name: texts.retract.button }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: texts.retract.button }).click();
    await page.getByText(texts.after.retracted).waitFor();
    await page.getByRole('button', { name: new RegExp(publish.again) }).waitFor();
    staff.signIn('evaluator');
    await editor.open();
    expect(await page.getByRole('button', { name: texts.retract.button }).count()).toBe(0);
    expect(await page.getByRole('button', { name: new RegExp(publish.button) }).count()).toBe(0);
    await page.getByRole('button', { name: publish.left }).click();
    const dialog = page.getByRole('dialog', { name: publish.leftTitle });
    await dialog.getByText(publish.notYours).waitFor();
    await dialog.getByRole('button', { name: uiTexts.close }).last().click();
    const content = publishableDraft(served.workspace);
    served.workspace = { ...served.workspace, content };
    await page.reload();
    staff.server.answer('reports.askToPublish', () => {
      throw AppError.unavailable();
    });
    await page.getByRole('button', { name: publish.ask }).click();
    await page.getByRole('alert').getByText(publish.askFailed).waitFor();
    expect(await field('headline').inputValue()).toBe(content.headline);
    served.serve();
    await page.getByRole('button', { name: publish.askAgain }).click();
    await page.getByText(/^Asked to publish: Rita Rater, .+ Waiting for an owner\.$/).waitFor();
    expect(await page.getByRole('button', { name: publish.ask }).count()).toBe(0);
    staff.signIn('owner');
    await editor.open();
    await page.getByRole('button', { name: new RegExp(publish.again) }).click();
    await page
      .getByRole('dialog')
      .getByText(/^Rita Rater asked .+ to publish this$/)
      .waitFor();
    await page.getByRole('dialog').getByRole('button', { name: publish.again }).click();
    staff.signIn('evaluator');
    await editor.open();
    await page.getByText(/^Published .+\d/).waitFor();
    expect(await page.getByText(/^Asked to publish/).count()).toBe(0);
  });
});
