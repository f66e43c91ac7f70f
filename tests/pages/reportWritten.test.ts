import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportEditorTexts as texts } from '../../client/texts/reportEditor.ts';
import type { RouteInput, RouteName } from '../../shared/protocol/http.ts';
import { ConsolePage, DESKTOP } from '../support/consolePage.ts';
import { ReportedPractice } from '../unit/http/reportedPractice.ts';

/** Requests about reports go to a real server, on which a practice was conducted and rated. */
const PASSED_ON = [
  'reports.read',
  'reports.save',
  'reports.versions',
  'reports.version',
  'reports.preview',
  'reports.publish',
  'reports.retract',
  'reports.answer',
  'review.open',
  'review.renew',
] as const satisfies readonly RouteName[];

const house = ReportedPractice.ofEach();
let staff: ConsolePage;
let page: Page;

beforeAll(async () => {
  staff = await ConsolePage.create();
  ({ page } = staff);
});
afterAll(() => staff?.[Symbol.asyncDispose]());

function passOn<N extends RouteName>(name: N): void {
  staff.server.answer(name, params => house.owner.call(name, params as RouteInput<N>) as never);
}

const field = (place: string) => page.locator(`[data-path="${place}"]`);
const saved = () => page.locator('[data-save-status="saved"]');

describe('a report on practice, on a real server', () => {
  it('is written, merged with a colleague’s edits, published, answered, and read', async () => {
    const { interviewId, stranger } = await house.rated();
    for (const name of PASSED_ON) passOn(name);
    staff.signIn('owner');
    await page.setViewportSize(DESKTOP);
    await staff.open(`reports/${interviewId}`);
    await field('headline').fill('Numbers came first; say next time what would undo the decision.');
    await saved().waitFor();

    const { content } = await house.read(interviewId);
    const draft = house.draft();
    await house.save(interviewId, { ...content, keep: draft.keep, tasks: draft.tasks }, house.first);
    await page.getByRole('button', { name: texts.points.add.change }).click();
    await field('change.0.seen').fill('The rollback came last, and nothing was to set it off.');
    await page.locator('[data-point="keep.0"]').waitFor();
    const point = page.locator('[data-point="change.0"]');
    await point.getByRole('button', { name: texts.points.kinds.quotation }).click();
    await point.getByLabel(texts.points.quotation).fill('We would have noticed it somehow.');
    await point.getByLabel(texts.points.competency).selectOption({ index: 1 });
    await point.getByLabel(texts.points.reached, { exact: true }).selectOption('3');
    await field('change.0.action').fill('Say first which number would make you roll back.');
    await saved().waitFor();

    await page.getByRole('button', { name: texts.publish.button, exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: texts.publish.button, exact: true }).click();
    await page.locator('[data-published]').getByText(texts.after.unread).waitFor();

    const { report } = await house.openedBy(stranger);
    expect(report.headline).toBe('Numbers came first; say next time what would undo the decision.');
    expect(report.keep.map(({ seen }) => seen)).toEqual(draft.keep.map(({ seen }) => seen));
    expect(report.change[0]).toMatchObject({
      quotation: 'We would have noticed it somehow.',
      action: 'Say first which number would make you roll back.',
    });
    await stranger.asker.call('report.ask', { key: stranger.ref, question: 'Which number do you mean?' });
    await staff.open(`reports/${interviewId}`);
    const asked = page.locator('[data-candidate-question]');
    await asked.getByText('Which number do you mean?').waitFor();
    await asked.getByLabel(texts.after.answer).fill('The share of requests that fail.');
    await asked.getByRole('button', { name: texts.after.send }).click();
    await asked.getByRole('button', { name: texts.after.change }).waitFor();
    expect((await house.opened(stranger.ref)).question?.answer).toBe('The share of requests that fail.');
  });
});
