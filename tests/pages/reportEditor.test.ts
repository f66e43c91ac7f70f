import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readReport } from '../../client/texts/readReport.ts';
import { reportEditorTexts as texts } from '../../client/texts/reportEditor.ts';
import { reportFindingText } from '../../client/texts/reportFindings.ts';
import { uiTexts } from '../../client/texts/ui.ts';
import { AppError } from '../../shared/errors.ts';
import { lintReport } from '../../shared/report/lintReport.ts';
import { expectAccessibleInEveryLook } from '../support/accessible.ts';
import { ConsolePage, DESKTOP, PHONE } from '../support/consolePage.ts';
import { LOOKS_ON_DESKTOP, LOOKS_ON_PHONE } from '../support/looks.ts';
import { strongReport } from '../support/madeUpReport.ts';
import { MADE_UP, madeUpReview, unplayableReview } from '../support/madeUpReview.ts';
import { publishableDraft } from '../support/reportDraft.ts';
import { addStills, GRANT, type StillFiles, serveReview } from '../support/reviewStage.ts';
import { madeUpWorkspace, ServedReport } from '../support/servedReport.ts';
import { smallTargets } from '../support/smallTargets.ts';
import { tabTo } from '../support/tabTo.ts';

const RUNNING = { grant: GRANT, expiresAt: Date.now() + 120_000 };
const ADDRESS = `reports/${MADE_UP.interviewId}`;
const { evidence, points, publish, saving } = texts;

let staff: ConsolePage;
let page: Page;
let files: StillFiles;
let served: ServedReport;

beforeAll(async () => {
  staff = await ConsolePage.create();
  ({ page } = staff);
  files = await addStills(staff.server);
});
afterAll(() => staff?.[Symbol.asyncDispose]());
beforeEach(async () => {
  await page.setViewportSize(DESKTOP);
  const review = madeUpReview({ files, raters: ['lead', 'evaluator'] });
  serveReview(staff.server, () => review);
  staff.server.answer('reports.preview', () => ({ report: strongReport() }));
  // Raters who disagree have a test of their own below.
  served = new ServedReport(staff.server, madeUpWorkspace(review, { far: [] }));
});

const note = (index: number) => page.locator('[data-note]').nth(index);
const point = (place: string) => page.locator(`[data-point="${place}"]`);
const field = (place: string) => page.locator(`[data-path="${place}"]`);
const saved = () => page.locator('[data-save-status="saved"]');

async function open(): Promise<void> {
  await staff.open(ADDRESS);
  await note(0).waitFor();
}

describe('writing a report', () => {
  it('goes from notes to a published report using only the keyboard, with findings shown and fixed', async () => {
    await open();
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
    served = new ServedReport(staff.server, served.workspace);
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

  it('accepts a dragged moment in a free slot and in place of another moment', async () => {
    await open();
    await note(0).dragTo(page.locator('[data-section="keep"]').getByText(points.drop));
    await point('keep.0').waitFor();
    await field('keep.0.seen').fill('Words about the first moment.');
    await note(2).dragTo(point('keep.0').getByText(points.seenHint));
    await saved().waitFor();
    const [kept] = served.workspace.content.keep;
    expect(kept?.seen).toBe('Words about the first moment.');
    const [first, , third] = await page.locator('[data-note]').all();
    await first?.getByRole('button', { name: evidence.change }).click();
    await third?.getByRole('button', { name: evidence.change }).click();
    await first?.getByRole('button', { name: evidence.change }).click();
    await page.getByText(evidence.full.change).waitFor({ state: 'attached' });
    await saved().waitFor();
    expect(served.workspace.content.change).toHaveLength(2);
    expect(served.workspace.content.change[1]?.moment).toEqual(kept?.moment);
  });

  it('stops a dragged clip at the edge of the visible range', async () => {
    await open();
    await note(0).press('k');
    const whole = point('keep.0').locator('[data-handle="whole"]');
    // Waits until layout is stable and the pointer reaches the element.
    await whole.hover();
    const box = await whole.boundingBox();
    if (!box) throw new Error('There is no clip.');
    const y = box.y + box.height / 2;
    const before = await whole.getAttribute('aria-valuetext');
    await page.mouse.down();
    await page.mouse.move(1_430, y, { steps: 4 });
    await expect.poll(() => whole.getAttribute('aria-valuetext')).not.toBe(before);
    const atEdge = await whole.getAttribute('aria-valuetext');
    await page.mouse.move(1_420, y, { steps: 4 });
    await page.mouse.move(1_430, y, { steps: 4 });
    expect(await whole.getAttribute('aria-valuetext')).toBe(atEdge);
    await page.mouse.up();
  });

  it('offers notes with their moments once the recording is known, and plays a clip from its start', async () => {
    const asked = Promise.withResolvers<void>();
    const known = Promise.withResolvers<void>();
    staff.server.answer('review.open', async () => {
      asked.resolve();
      await known.promise;
      return { review: madeUpReview({ files, raters: ['lead', 'evaluator'] }), grant: RUNNING };
    });
    await staff.open(ADDRESS);
    await asked.promise;
    await field('headline').waitFor();
    expect(await note(0).count()).toBe(0);
    known.resolve();
    await note(3).press('k');
    await point('keep.0').getByRole('button', { name: texts.trim.play }).click();
    await page.locator('[data-player] [data-status="playing"]').waitFor();
    const position = Number(await page.getByRole('slider', { name: texts.player.position }).inputValue());
    await saved().waitFor();
    const clip = served.workspace.content.keep[0]?.moment;
    if (clip?.kind !== 'clip') throw new Error('There is no clip.');
    expect(position).toBeGreaterThanOrEqual(Math.floor(clip.fromMs / 1_000));
    expect(position).toBeLessThan(clip.fromMs / 1_000 + 10);
    await point('keep.0').getByRole('button', { name: texts.trim.stop }).click();
    await page.locator('[data-player] [data-status="paused"]').waitFor();
  });

  it('keeps a draft in the browser while offline, also after a reload', async () => {
    await open();
    staff.server.answer('reports.save', () => {
      throw AppError.unavailable();
    });
    await field('headline').fill('Typed on a train.');
    await page.getByText(saving.unreachable).waitFor();
    await page.evaluate(() =>
      window.addEventListener('beforeunload', event => event.stopImmediatePropagation(), true),
    );
    await open();
    await expect.poll(() => field('headline').inputValue()).toBe('Typed on a train.');
    await page.getByText(saving.unreachable).waitFor();
    served = new ServedReport(staff.server, served.workspace);
    // The page may retry automatically in this moment, which leaves no button to press.
    await page.getByRole('button', { name: saving.retry }).or(saved()).click();
    await saved().waitFor();
    expect(served.workspace.content.headline).toBe('Typed on a train.');
  });

  it('merges the edits of two authors, and asks when both changed the same text', async () => {
    await open();
    served.save(
      { ...served.workspace.content, headline: 'Theirs.', tasks: [{ text: 'Read it.' }] },
      'Uwe Other',
    );
    await field('headline').fill('Mine.');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Theirs.').waitFor();
    await dialog.getByText('Mine.').waitFor();
    expect(await dialog.getByText('Read it.').count()).toBe(0);
    await dialog.getByRole('radio', { name: /Theirs\./ }).check();
    await expectAccessibleInEveryLook(page, LOOKS_ON_PHONE);
    await dialog.getByRole('button', { name: texts.conflict.use }).click();
    await saved().waitFor();
    await expect.poll(() => field('tasks.0.text').inputValue()).toBe('Read it.');
    expect(await field('headline').inputValue()).toBe('Theirs.');
  });

  it('restores an earlier version', async () => {
    served.save({ ...served.workspace.content, headline: 'The first words.' }, 'Uwe Other');
    served.save({ ...served.workspace.content, headline: 'Other words.' }, 'Uwe Other');
    await open();
    await page.getByRole('button', { name: texts.versions.button }).click();
    await page.getByRole('button', { name: texts.versions.look(1) }).click();
    await page.locator('[data-version-text]').getByText('The first words.').waitFor();
    await page.getByRole('button', { name: texts.versions.use }).click();
    await expect
      .poll(() => served.workspace)
      .toMatchObject({ version: 3, content: { headline: 'The first words.' } });
    expect(await field('headline').inputValue()).toBe('The first words.');
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
    await open();
    expect(await publish.textContent()).toBe(texts.publish.current);
    served.workspace = { ...served.workspace, ratingsChanged: true };
    await page.reload();
    await page.locator('[data-published]').getByText(texts.after.ratingsChanged).waitFor();
    expect(await publish.textContent()).toContain(texts.publish.again);
    expect(await publish.isEnabled()).toBe(true);
  });

  it('shows its clips, the question with its answer, the rating, and links for the candidate', async () => {
    await open();
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

  it('keeps an unsent answer to the candidate’s question, also after leaving the page', async () => {
    await open();
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
    await open();
    const part = page.locator('[data-published]');
    await part.getByText(texts.after.noEmail).waitFor();
    expect(await part.getByRole('button', { name: texts.after.email }).count()).toBe(0);
  });

  it('is retracted and published again, and people who may not publish see who may, and ask them once', async () => {
    await open();
    await page.getByRole('button', { name: texts.retract.button }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: texts.retract.button }).click();
    await page.getByText(texts.after.retracted).waitFor();
    await page.getByRole('button', { name: new RegExp(publish.again) }).waitFor();
    staff.signIn('interviewer');
    await open();
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
    served = new ServedReport(staff.server, served.workspace);
    await page.getByRole('button', { name: publish.askAgain }).click();
    await page.getByText(/^Asked to publish: Rita Rater, .+ Waiting for an owner\.$/).waitFor();
    expect(await page.getByRole('button', { name: publish.ask }).count()).toBe(0);
    staff.signIn('owner');
    await open();
    await page.getByRole('button', { name: new RegExp(publish.again) }).click();
    await page
      .getByRole('dialog')
      .getByText(/^Rita Rater asked .+ to publish this$/)
      .waitFor();
    await page.getByRole('dialog').getByRole('button', { name: publish.again }).click();
    staff.signIn('interviewer');
    await open();
    await page.getByText(/^Published .+\d/).waitFor();
    expect(await page.getByText(/^Asked to publish/).count()).toBe(0);
  });
});

describe('a reason against publishing', () => {
  it('is shown when raters disagree, until the author confirms that they disagree', async () => {
    const [first] = served.workspace.chosen.kit.competencies;
    if (!first) throw new Error('The kit has no competency.');
    served.workspace = { ...served.workspace, far: [first.id] };
    await open();
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

  it('is shown when the recording was deleted: points rest on quotations, and clips are not offered', async () => {
    serveReview(staff.server, () => unplayableReview({ state: 'erased' }));
    await open();
    await page.getByText(texts.player.erasedBody).waitFor();
    await note(0).press('k');
    await point('keep.0').getByLabel(points.quotation).fill('We took it back in ten minutes.');
    await saved().waitFor();
    expect(served.workspace.content.keep[0]?.moment).toEqual({
      kind: 'quotation',
      text: 'We took it back in ten minutes.',
    });
  });

  it.each([
    ['blind', texts.blind.title],
    ['not-found', texts.unknown.title],
    ['internal', texts.failed],
  ] as const)('is shown instead of the report: %s', async (code, title) => {
    staff.server.answer('reports.read', () => {
      throw new AppError(code);
    });
    await staff.open(ADDRESS);
    await page.getByText(title).waitFor();
  });

  it('is shown while writing when the attempt is deleted, and the browser stores nothing of it', async () => {
    await open();
    staff.server.answer('reports.save', () => {
      throw AppError.notFound('interview', MADE_UP.interviewId);
    });
    await field('headline').fill('About an attempt that is gone.');
    await page.getByText(texts.gone.title).waitFor();
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('attempt that is gone');
  });
});

describe('the editor at every width and in both color schemes', () => {
  it('has no serious axe finding, no target that is too small, and tabs when there is one column', async () => {
    await open();
    await note(0).press('k');
    await note(1).press('c');
    await page.locator('[data-clip]').nth(1).waitFor();
    await expectAccessibleInEveryLook(page);
    await page.setViewportSize(PHONE);
    expect(await smallTargets(page)).toEqual([]);
    expect(await note(0).isVisible()).toBe(false);
    await page.getByRole('tab', { name: texts.tabs.report }).press('ArrowRight');
    await note(0).waitFor();
    expect(await smallTargets(page)).toEqual([]);
    for (const tab of [evidence.tabs.answers, evidence.tabs.ratings]) {
      await page.getByRole('tab', { name: tab }).click();
      await expectAccessibleInEveryLook(page, LOOKS_ON_PHONE);
    }
  });

  it('opens the PDF of the current text after saving it, and not when saving fails', async () => {
    await open();
    const headline = 'Typed a moment ago.';
    staff.server.answer('reports.save', () => {
      throw AppError.unavailable();
    });
    await field('headline').fill(headline);
    await page.getByRole('button', { name: texts.modes.preview }).click();
    const pdf = page.getByRole('link', { name: texts.preview.pdf });
    await pdf.click();
    await page.getByText(texts.preview.pdfFailed).waitFor();
    expect(page.context().pages()).toHaveLength(1);
    served = new ServedReport(staff.server, served.workspace);
    const [paper] = await Promise.all([page.context().waitForEvent('page'), pdf.click()]);
    expect(served.workspace.content.headline).toBe(headline);
    expect(new URL(paper.url() || (await paper.evaluate(() => location.href))).pathname).toBe(
      `/api/reports/${MADE_UP.interviewId}/pdf`,
    );
    await paper.close();
  });

  it('is previewed as wide as a phone, and links to the PDF', async () => {
    await open();
    await field('tasks').scrollIntoViewIfNeeded();
    await page.getByRole('button', { name: texts.modes.preview }).click();
    const { headline } = strongReport();
    const frame = page.frameLocator('iframe');
    await frame.getByText(headline).waitFor();
    // Older Firefox does this with a frame after it has loaded.
    await page.locator('iframe').evaluate(
      element =>
        new Promise(resolve => {
          element.addEventListener('load', resolve, { once: true });
          (element as HTMLIFrameElement).contentWindow?.location.replace('about:blank');
        }),
    );
    await frame.getByText(headline).waitFor();
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
    // A preview has no key to any clip.
    await frame.getByText(readReport.clip.previewed('24 sec')).first().waitFor();
    expect(await frame.locator('body').evaluate(body => body.ownerDocument.defaultView?.innerWidth)).toBe(
      388,
    );
    expect(await frame.locator('body').evaluate(body => body.ownerDocument.documentElement.scrollWidth)).toBe(
      388,
    );
    const pdf = page.getByRole('link', { name: texts.preview.pdf });
    expect(await pdf.getAttribute('href')).toBe(`/api/reports/${MADE_UP.interviewId}/pdf`);
    await expectAccessibleInEveryLook(page, LOOKS_ON_DESKTOP);
    await page.getByRole('button', { name: texts.preview.wide }).click();
    await page.locator('[data-preview="wide"]').getByText(headline).waitFor();
  });
});
