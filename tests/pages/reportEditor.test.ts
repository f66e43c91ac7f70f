import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { clipOfWords } from '../../client/core/report/evidence.ts';
import { formatClock } from '../../client/texts/clock.ts';
import { readReport } from '../../client/texts/readReport.ts';
import { reportEditorTexts as texts } from '../../client/texts/reportEditor.ts';
import { transcriptTexts } from '../../client/texts/transcript.ts';
import { AppError } from '../../shared/errors.ts';
import { REPORT_LIMITS } from '../../shared/report/reportContent.ts';
import { quotationIn } from '../../shared/report/reportTexts.ts';
import { expectAccessible, expectAccessibleInEveryLook } from '../support/accessible.ts';
import { type ConsolePage, PHONE } from '../support/consolePage.ts';
import { LOOKS_ON_DESKTOP, LOOKS_ON_PHONE } from '../support/looks.ts';
import { strongReport } from '../support/madeUpReport.ts';
import { MADE_UP, unplayableReview } from '../support/madeUpReview.ts';
import { madeUpTranscript } from '../support/madeUpTranscript.ts';
import { ReportEditorPage } from '../support/reportEditorPage.ts';
import { GRANT, serveReview } from '../support/reviewStage.ts';
import type { ServedReport } from '../support/servedReport.ts';
import { smallTargets } from '../support/smallTargets.ts';

const RUNNING = { grant: GRANT, expiresAt: Date.now() + 120_000 };
const { evidence, points, saving } = texts;

const editor = ReportEditorPage.ofEach();
const { field, note, point, saved } = editor;
let page: Page;
let served: ServedReport;
let staff: ConsolePage;
beforeEach(() => {
  ({ page, served, staff } = editor);
});

describe('writing a report', () => {
  it('accepts a dragged moment in a free slot and in place of another moment', async () => {
    await editor.open();
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
    await editor.open();
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
      return { review: editor.review, grant: RUNNING };
    });
    await editor.load();
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

  it('quotes words of the transcript at the cursor, which can be undone, and takes a clip of them', async () => {
    const { transcript: quoting } = texts;
    const made = madeUpTranscript(editor.review);
    staff.server.answer('transcript.read', () => made);
    const answer = made.passages.find(({ seatId, words }) => seatId && words.length > 5);
    if (!answer) throw new Error('No one says much.');
    const role = made.speakers.find(({ seatId }) => seatId === answer.seatId)?.role ?? 'recruiter';
    const [first, second] = answer.words.map(({ text }) => text);
    const quotation = quotationIn(`${first} ${second}`, quoting.speakers[role], formatClock(answer.fromMs));
    const select = async () => {
      const word = page.locator(`[data-passage="${answer.passageId}"] [data-word]`).first();
      await word.click();
      await word.focus();
      await page.keyboard.press('Shift+ArrowRight');
    };
    await page.goto('about:blank');
    await staff.open(`reports/${MADE_UP.interviewId}#clip=60000-75000`);
    const picked = page.locator('[data-picked]');
    await picked.getByRole('button', { name: evidence.keep }).click();
    await picked.waitFor({ state: 'detached' });
    await field('keep.0.seen').fill('You said that, and then more.');
    await field('keep.0.seen').evaluate((text: HTMLTextAreaElement) => text.setSelectionRange(0, 13));
    await select();
    await expectAccessible(page);
    await page.getByRole('button', { name: quoting.insert }).click();
    const written = `You said that ${quotation}, and then more.`;
    expect(await field('keep.0.seen').inputValue()).toBe(written);
    await page.keyboard.press('Control+z');
    expect(await field('keep.0.seen').inputValue()).toBe('You said that, and then more.');
    await page.keyboard.press('Control+Shift+z');
    await field('headline').fill('x'.repeat(REPORT_LIMITS.headline));
    await select();
    await page.getByRole('button', { name: quoting.insert }).click();
    await page.getByText(quoting.tooLong(quotation.length + 1)).waitFor();
    await page
      .getByRole('group', { name: transcriptTexts.selection.label })
      .getByRole('button', { name: evidence.change })
      .click();
    await saved().waitFor();
    expect(served.workspace.content).toMatchObject({
      headline: 'x'.repeat(REPORT_LIMITS.headline),
      keep: [{ seen: written, moment: { kind: 'clip', fromMs: 60_000, toMs: 75_000 } }],
      change: [
        {
          moment: {
            kind: 'clip',
            ...clipOfWords(
              { fromMs: answer.fromMs, toMs: answer.words[1]?.toMs ?? 0 },
              editor.review.durationMs,
            ),
          },
        },
      ],
    });
  });

  it('keeps a draft in the browser while offline, also after a reload', async () => {
    await editor.open();
    staff.server.answer('reports.save', () => {
      throw AppError.unavailable();
    });
    await field('headline').fill('Typed on a train.');
    await page.getByText(saving.unreachable).waitFor();
    await page.evaluate(() =>
      window.addEventListener('beforeunload', event => event.stopImmediatePropagation(), true),
    );
    await editor.open();
    await expect.poll(() => field('headline').inputValue()).toBe('Typed on a train.');
    await page.getByText(saving.unreachable).waitFor();
    served.serve();
    // The page may retry automatically in this moment, which leaves no button to press.
    await page.getByRole('button', { name: saving.retry }).or(saved()).click();
    await saved().waitFor();
    expect(served.workspace.content.headline).toBe('Typed on a train.');
  });

  it('merges the edits of two authors, and asks when both changed the same text', async () => {
    await editor.open();
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
    await editor.open();
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

describe('the preview of a report', () => {
  it('opens the PDF of the current text after saving it, and not when saving fails', async () => {
    await editor.open();
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
    served.serve();
    const [paper] = await Promise.all([page.context().waitForEvent('page'), pdf.click()]);
    expect(served.workspace.content.headline).toBe(headline);
    expect(new URL(paper.url() || (await paper.evaluate(() => location.href))).pathname).toBe(
      `/api/reports/${MADE_UP.interviewId}/pdf`,
    );
    await paper.close();
  });

  it('is as wide as a phone, stays loaded and accessible, and can be wider', async () => {
    await editor.open();
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
    await expectAccessibleInEveryLook(page, LOOKS_ON_DESKTOP);
    await page.getByRole('button', { name: texts.preview.wide }).click();
    await page.locator('[data-preview="wide"]').getByText(headline).waitFor();
  });
});

describe('the editor', () => {
  it.each([
    ['blind', texts.blind.title],
    ['not-found', texts.unknown.title],
    ['internal', texts.failed],
  ] as const)('says why it shows no report: %s', async (code, title) => {
    staff.server.answer('reports.read', () => {
      throw new AppError(code);
    });
    await editor.load();
    await page.getByText(title).waitFor();
  });

  it('says so when the attempt is deleted while writing, and leaves nothing of it in the browser', async () => {
    await editor.open();
    staff.server.answer('reports.save', () => {
      throw AppError.notFound('interview', MADE_UP.interviewId);
    });
    await field('headline').fill('About an attempt that is gone.');
    await page.getByText(texts.gone.title).waitFor();
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('attempt that is gone');
  });

  it('offers quotations instead of clips when the recording was deleted', async () => {
    serveReview(staff.server, () => unplayableReview({ state: 'erased' }));
    await editor.open();
    await page.getByText(texts.player.erasedBody).waitFor();
    await note(0).press('k');
    await point('keep.0').getByLabel(points.quotation).fill('We took it back in ten minutes.');
    await saved().waitFor();
    expect(served.workspace.content.keep[0]?.moment).toEqual({
      kind: 'quotation',
      text: 'We took it back in ten minutes.',
    });
  });

  it('has no serious axe finding, no target that is too small, and tabs when there is one column', async () => {
    await editor.open();
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
});
