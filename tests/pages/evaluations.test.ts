import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { common } from '../../client/texts/common.ts';
import { consoleTexts } from '../../client/texts/console.ts';
import { evaluationRatingTexts } from '../../client/texts/evaluationRating.ts';
import { evaluationTexts } from '../../client/texts/evaluations.ts';
import { evaluationTeamTexts } from '../../client/texts/evaluationTeam.ts';
import { listKeyTexts } from '../../client/texts/listKeys.ts';
import { uiTexts } from '../../client/texts/ui.ts';
import { QUEUE_PAGE } from '../../shared/protocol/evaluationRoutes.ts';
import { expectAccessibleInEveryLook } from '../support/accessible.ts';
import { ConsolePage, DESKTOP, PHONE } from '../support/consolePage.ts';
import { describeInWholeRuns } from '../support/longTests.ts';
import { LOOKS_ON_PHONE } from '../support/looks.ts';
import { MadeUpEvaluations, queueItem } from '../support/madeUpEvaluations.ts';
import { refused } from '../support/madeUpSite.ts';
import { smallTargets } from '../support/smallTargets.ts';

const { actions, due, dueDialog, queue, taken } = evaluationTexts;
const { settings, team } = evaluationTeamTexts;
const MINUTE_MS = 60_000;

let staff: ConsolePage;
let page: Page;
let made: MadeUpEvaluations;

beforeAll(async () => {
  staff = await ConsolePage.create();
  ({ page } = staff);
});
afterAll(() => staff?.[Symbol.asyncDispose]());
beforeEach(async () => {
  made = new MadeUpEvaluations().serve(staff.server);
  staff.signIn('owner');
  await page.setViewportSize(DESKTOP);
});

const rows = () => page.locator('[data-evaluation]');
const row = (candidate: string) => rows().filter({ hasText: candidate });
const region = (name: string) => page.getByRole('region', { name });
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));

async function look(): Promise<void> {
  await expectAccessibleInEveryLook(page);
  await page.setViewportSize(PHONE);
  expect(await smallTargets(page)).toEqual([]);
  await page.setViewportSize(DESKTOP);
}

describe('the evaluation queue', () => {
  it('lists what is one’s own, what anyone can do, and what waits for others; only the next row stands out; axe finds no serious problem', async () => {
    await staff.open('evaluations');
    await region(queue.groups.mine)
      .getByText(evaluationRatingTexts.rating.left(118 * MINUTE_MS))
      .waitFor();
    const candidates = (name: string) =>
      region(name)
        .locator('[data-evaluation]')
        .evaluateAll(found => found.map(({ textContent }) => /Candidate ...|Ada/.exec(textContent)?.[0]));
    expect(await candidates(queue.groups.mine)).toEqual(['Candidate A07', 'Ada']);
    const open = region(queue.groups.open);
    expect(await candidates(queue.groups.open)).toEqual(['Candidate 1B9', 'Candidate D52', 'Candidate 9E1']);
    expect(await candidates(queue.groups.others)).toEqual(['Candidate 40C', 'Candidate C3A']);
    await open.first().getByText(due.overdue, { exact: true }).waitFor();
    await row('40C').getByText(due.soon, { exact: true }).waitFor();
    const filled = await page
      .locator('[data-row]')
      .evaluateAll(found => found.map(({ className }) => className.includes('bg-accent ')));
    expect(filled).toEqual([true, ...filled.slice(1).map(() => false)]);
    await row('40C').getByText('Waiting for Grace Hopper to lock').waitFor();
    await row('40C').getByText(evaluationTexts.who.locked('Alan Turing')).waitFor();
    await row('40C').getByText(evaluationTexts.refusals.enough).waitFor();
    await row('Ada Lovelace')
      .getByText('Ratings are far apart, and you and Grace Hopper haven’t compared yet')
      .waitFor();
    await row('C3A').getByText(evaluationTexts.refusals['own-practice']).waitFor();
    expect(await row('C3A').getByRole('button', { name: actions.claim }).count()).toBe(0);
    await page.getByText('5 things to do. Yours: 2. Waiting for others: 2.').waitFor();
    await page.getByRole('button', { name: `${queue.filters.quick.overdue} 1` }).waitFor();
    await look();
  });

  it('links each row to its next step', async () => {
    await staff.open('evaluations');
    const to = (candidate: string) => row(candidate).getByRole('link').getAttribute('href');
    await row('D52').waitFor();
    const idOf = (candidate: string) =>
      made.items.find(item => item.candidate === candidate)?.interviewId ?? '?';
    expect(await row('D52').textContent()).not.toContain('1 question');
    expect(await to('D52')).toBe(`/console/reports/${idOf('Candidate D52')}`);
    expect(await to('Ada Lovelace')).toBe(`/console/evaluations/${idOf('Ada Lovelace')}`);
    expect(await to('A07')).toBe(`/console/evaluations/${idOf('Candidate A07')}`);
    // Someone who may not publish the report has asked for it.
    const asked = { by: 'Grace Hopper', at: Date.now() };
    made.items = made.items.map(item =>
      item.candidate === 'Candidate D52' ? { ...item, step: 'publish', publishAsked: asked } : item,
    );
    await page.reload();
    await row('D52').getByText(evaluationTexts.needs.publish, { exact: true }).waitFor();
    await row('D52').getByText(`By ${asked.by}`).waitFor();
    expect(await row('D52').getByRole('link').textContent()).toBe(actions.publish);
  });

  it('works by keyboard: arrows move between rows, Enter claims, and Tab returns to the last row', async () => {
    const asked: string[] = [];
    staff.server.answer('evaluations.claim', ({ interviewId }) => {
      asked.push(interviewId);
      return { outcome: 'taken', by: ['Grace Hopper'], next: undefined };
    });
    await staff.open('evaluations');
    await row('1B9').waitFor();
    const skip = page.getByRole('button', { name: queue.skip });
    await skip.focus();
    await page.keyboard.press('Enter');
    expect(await focused()).toContain('Candidate A07');
    await page.reload();
    await row('1B9').waitFor();
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: listKeyTexts.title });
    await help.getByText(queue.keyList[0][1]).waitFor();
    await page.keyboard.press('Escape');
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press('j');
    expect(await focused()).toContain('Candidate A07');
    // The keys lead from one group of the list to the next.
    for (let time = 0; time < 2; time += 1) await page.keyboard.press('j');
    expect(await focused()).toContain('Candidate 1B9');
    const first = row('1B9').locator('[data-row]');
    await first.focus();
    for (const key of ['Home', 'End', 'ArrowUp']) await page.keyboard.press(key);
    expect(await focused()).toContain('Candidate 40C');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe(actions.more('Data Analyst', 'Candidate 40C'));
    await page.keyboard.press('Shift+Tab');
    for (let time = 0; time < 3; time += 1) await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: taken.title(['Grace Hopper']) }).waitFor();
    expect(asked).toEqual([made.items[1]?.interviewId]);
  });

  it('says who claimed first and offers the next evaluation, which can be claimed from there', async () => {
    const next = queueItem({ candidate: 'Candidate 5F0', own: 'none' });
    staff.server.answer('evaluations.claim', ({ interviewId }) => {
      if (interviewId !== next.interviewId) return { outcome: 'taken', by: ['Grace Hopper'], next };
      return { outcome: 'taken', by: ['Alan Turing', 'Radia Perlman'] };
    });
    await staff.open('evaluations');
    await row('1B9').getByRole('button', { name: actions.claim }).click();
    const dialog = page.getByRole('dialog', { name: taken.title(['Grace Hopper']) });
    await dialog.getByText('Candidate 5F0').waitFor();
    await dialog.getByRole('button', { name: taken.claimNext }).click();
    const second = page.getByRole('dialog', { name: taken.title(['Alan Turing', 'Radia Perlman']) });
    await second.getByText(taken.none).waitFor();
    await second.getByRole('button', { name: taken.back }).click();
    await second.waitFor({ state: 'detached' });
    await expect.poll(() => rows().count()).toBe(made.items.length);
  });

  it('has its filters first, keeps them in the address, counts them, and removes them again', async () => {
    const asked = { ...queueItem({ candidate: 'Candidate 77A', stage: 'done' }), step: 'reply' as const };
    made.items = [
      ...made.items,
      { ...asked, dueAt: undefined, question: { askedAt: Date.now() - MINUTE_MS } },
    ];
    await staff.open('evaluations');
    await row('77A')
      .getByRole('link', { name: new RegExp(`^${actions.reply}`) })
      .waitFor();
    const first = page.getByRole('group', { name: queue.filters.label }).getByRole('button').first();
    const top = async (element: Locator) => (await element.boundingBox())?.y ?? 0;
    expect(await top(first)).toBeLessThan(await top(region(queue.groups.mine)));
    const quick = page.getByRole('button', { name: `${queue.filters.quick.reply} 1` });
    await quick.click();
    await page.waitForURL('**/evaluations?step=reply');
    await row('D52').waitFor({ state: 'detached' });
    expect(await rows().count()).toBe(1);
    expect(await quick.getAttribute('aria-pressed')).toBe('true');
    await quick.click();
    await page.waitForURL('**/evaluations');
    await page.getByRole('button', { name: queue.filters.kitIds }).click();
    const analyst = consoleTexts.filters.option('Data Analyst', 2);
    await page.getByRole('menuitemcheckbox', { name: analyst }).click();
    await page.waitForURL('**/evaluations?kit=data-analyst');
    await row('77A').waitFor({ state: 'detached' });
    await expect.poll(() => rows().count()).toBe(2);
    await page.keyboard.press('Escape');
    const chip = consoleTexts.filters.chip(queue.filters.kitIds, 'Data Analyst');
    await page.getByRole('button', { name: consoleTexts.filters.remove(chip) }).click();
    await row('77A').waitFor();
    await staff.go('evaluations?step=nonsense&due=later&step=closed&step=agree');
    await row('9E1').waitFor({ state: 'detached' });
    await row('Ada Lovelace').waitFor();
  });

  it('keeps its filters, the focus, and its rows until the filtered list has loaded', async () => {
    await staff.open('evaluations');
    for (const candidate of ['A07', 'D52']) await row(candidate).waitFor();
    const answered = Promise.withResolvers<void>();
    made.held = answered.promise;
    const mine = page.getByRole('button', { name: queue.filters.quick.mine });
    await mine.click();
    await page.waitForURL('**/evaluations?who=mine');
    await page.locator('[aria-busy="true"]').first().waitFor();
    expect(await rows().count()).toBe(made.items.length);
    expect(await mine.evaluate(element => element === document.activeElement)).toBe(true);
    answered.resolve();
    await row('40C').waitFor({ state: 'detached' });
    expect(await mine.evaluate(element => element === document.activeElement)).toBe(true);
  });

  it('is shown again with its filters and the focus on the row that was opened, or on the one in its place', async () => {
    await staff.open('evaluations?who=others');
    await row('C3A').waitFor();
    const openRow = async () => {
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Data Analyst' }).waitFor();
    };
    await page.keyboard.press('j');
    await openRow();
    await page.getByRole('link', { name: evaluationRatingTexts.rating.back }).click();
    await page.waitForURL('**/evaluations?who=others');
    await expect.poll(focused).toContain('Candidate 40C');
    await openRow();
    made.items = made.items.filter(({ candidate }) => candidate !== 'Candidate 40C');
    await page.goBack();
    await expect.poll(focused).toContain('Candidate C3A');
  });

  it('offers only filters that change something, and people to those who see their work; on phones, behind one button', async () => {
    await staff.open('evaluations');
    const filters = page.getByRole('group', { name: queue.filters.label });
    await filters.getByRole('button', { name: `${queue.filters.quick.free} 2` }).waitFor();
    for (const hidden of [queue.filters.quick.reply, queue.filters.more])
      expect(await filters.getByRole('button', { name: hidden }).count()).toBe(0);
    const who = filters.getByRole('button', { name: queue.filters.who, exact: true });
    await who.click();
    await page.getByRole('menuitemradio', { name: 'Olga Owner' }).click();
    await page.waitForURL('**/evaluations?person=olga');
    await page.setViewportSize(PHONE);
    await who.waitFor({ state: 'hidden' });
    await staff.go('evaluations');
    expect((await filters.boundingBox())?.height).toBeLessThan(50);
    await filters.getByRole('button', { name: queue.filters.more }).click();
    await who.waitFor();
    made.items = made.items.filter(({ kind, locale }) => kind === 'practice' && locale === 'en-US');
    await page.reload();
    await filters.getByRole('button', { name: queue.filters.more }).click();
    await who.waitFor();
    for (const facet of ['locales', 'kind', 'kitIds'] as const)
      expect(await filters.getByRole('button', { name: queue.filters[facet] }).count()).toBe(0);
    // Evaluators find the same among what is theirs or open.
    staff.signIn('evaluator');
    await staff.open('evaluations');
    await page.getByRole('button', { name: `${queue.filters.quick.mine} 1` }).waitFor();
    expect(await filters.getByRole('button', { name: queue.filters.quick.free }).count()).toBe(0);
  });

  it('comes in pages with counts, ten thousand too', async () => {
    const now = Date.now();
    made.items = Array.from({ length: 10_000 }, (_, index) =>
      queueItem({ candidate: `Candidate ${index}`, dueAt: now + (index + 1) * MINUTE_MS }),
    );
    await staff.open('evaluations');
    await page.getByText(queue.total(10_000)).waitFor();
    await page.getByText(queue.shown(QUEUE_PAGE, 10_000)).waitFor();
    expect(await rows().count()).toBe(QUEUE_PAGE);
    await page.getByRole('button', { name: queue.more }).click();
    await page.getByText(queue.shown(2 * QUEUE_PAGE, 10_000)).waitFor();
    expect(await rows().last().textContent()).toContain(`Candidate ${2 * QUEUE_PAGE - 1}`);
  });

  it('says that the queue didn’t load, and that no evaluation is waiting', async () => {
    staff.server.answer('evaluations.list', refused);
    await staff.open('evaluations');
    await page.getByText(queue.failed).waitFor();
    made.items = [];
    made.serve(staff.server);
    await page.getByRole('button', { name: uiTexts.tryAgain }).click();
    await page.getByText(queue.empty).waitFor();
    // Published reports are linked from here, too.
    await page.getByRole('link', { name: queue.finished }).click();
    await page.waitForURL('**/console/evaluations?step=done');
    await page.getByText(queue.noMatch).waitFor();
    await staff.go('evaluations?due=overdue');
    await page.getByText(queue.noneOverdue, { exact: true }).waitFor();
    await staff.go('evaluations?step=done');
    const done = consoleTexts.filters.chip(queue.filters.steps, evaluationTexts.steps.done);
    await page.getByRole('button', { name: consoleTexts.filters.remove(done) }).waitFor();
  });

  it('lets managers, and no one else, take back a claim, assign an evaluation, and request a second rater', async () => {
    await staff.open('evaluations');
    const more = row('40C').getByRole('button', { name: /^More/ });
    await more.click();
    await page.getByRole('menuitem', { name: actions.takeBack('Grace Hopper') }).click();
    await page.getByText(actions.takenBack('Grace Hopper')).waitFor();
    const { giving } = evaluationRatingTexts;
    await row('1B9').getByRole('button', { name: /^More/ }).click();
    await page.getByRole('menuitem', { name: actions.give }).click();
    const dialog = page.getByRole('dialog', { name: giving.title });
    await dialog.getByLabel(giving.evaluator).selectOption({ label: giving.person('Radia Perlman', 1) });
    await expectAccessibleInEveryLook(page, LOOKS_ON_PHONE);
    await dialog.getByRole('button', { name: giving.give }).click();
    await page.getByText(giving.given('Radia Perlman')).waitFor();
    await row('1B9').getByRole('button', { name: /^More/ }).click();
    await page.getByRole('menuitem', { name: actions.addRater }).click();
    expect(made.asked.some(({ name }) => name === 'addRater')).toBe(false);
    await page.getByRole('alertdialog').getByRole('button', { name: actions.addRater }).click();
    await page.getByText(actions.raterAdded).waitFor();
    // Handing over ends one claim and assigns the next in one step.
    await more.click();
    await page.getByRole('menuitem', { name: actions.handOver('Grace Hopper') }).click();
    const handing = page.getByRole('dialog', { name: giving.handOverTitle });
    await handing.getByText(giving.handOver('Grace Hopper')).waitFor();
    await handing.getByLabel(giving.evaluator).selectOption({ label: giving.person('Radia Perlman', 1) });
    await handing.getByRole('button', { name: giving.handOverAction }).click();
    await handing.waitFor({ state: 'detached' });
    const handedOver = made.items[2]?.interviewId;
    expect(made.asked.splice(-2)).toEqual([
      { name: 'takeBack', params: { interviewId: handedOver, userId: 'grace-hopper' } },
      { name: 'assign', params: { interviewId: handedOver, userId: 'radia perlman' } },
    ]);
    expect(made.asked).toEqual([
      { name: 'takeBack', params: { interviewId: made.items[2]?.interviewId, userId: 'grace-hopper' } },
      { name: 'assign', params: { interviewId: made.items[1]?.interviewId, userId: 'radia perlman' } },
      { name: 'addRater', params: { interviewId: made.items[1]?.interviewId } },
    ]);
    staff.signIn('evaluator');
    await staff.open('evaluations');
    await row('40C').waitFor();
    expect(await more.count()).toBe(0);
    expect(await page.getByRole('link', { name: evaluationTexts.parts.settings }).count()).toBe(0);
  });
});

describe('a due date', () => {
  it('is set and removed by people who manage evaluations', async () => {
    const item = made.items.find(({ candidate }) => candidate === 'Candidate 1B9');
    if (!item) throw new Error('It is in the queue.');
    made.items = [{ ...item, dueBy: 'Grace Hopper', promisedAt: undefined }];
    await staff.open(`evaluations/${item.interviewId}`);
    await page.getByText(due.setBy('Grace Hopper')).waitFor();
    await page.getByRole('button', { name: actions.changeDue }).click();
    const dialog = page.getByRole('dialog', { name: dueDialog.title });
    const field = dialog.getByLabel(dueDialog.when);
    await field.fill('2020-01-01T10:00');
    await dialog.getByRole('button', { name: dueDialog.save }).click();
    await dialog.getByText(dueDialog.passed).waitFor();
    await field.fill('2099-01-01T10:00');
    await dialog.getByRole('button', { name: dueDialog.save }).click();
    await page.getByText(dueDialog.saved).waitFor();
    await page.getByRole('button', { name: actions.changeDue }).click();
    await dialog.getByRole('button', { name: dueDialog.clear }).click();
    await page.getByText(dueDialog.cleared).waitFor();
    const { interviewId } = item;
    const dueAt = new Date(2099, 0, 1, 10).getTime();
    expect(made.asked).toEqual([
      { name: 'setDue', params: { interviewId, dueAt } },
      { name: 'setDue', params: { interviewId, dueAt: null } },
    ]);
  });
});

describeInWholeRuns('next to the queue', () => {
  it('shows the workload of each evaluator, the age of waiting evaluations, and the turnaround', async () => {
    await staff.open('evaluations/team');
    const person = page.locator('[data-evaluator]').filter({ hasText: 'Radia Perlman' });
    await person.getByText(team.calibrating(2, 5)).waitFor();
    await person.getByRole('link', { name: team.handOverOf(1, 'Radia Perlman') }).waitFor();
    await page.getByText(team.onTimeOf(41, 43)).waitFor();
    await look();
  });

  it('shows the settings, which mark what is invalid and are saved together', async () => {
    staff.server.answer('kits.list', () => ({ kits: [] }));
    await staff.open('evaluations/settings');
    const hours = page.getByLabel(settings.promiseHours);
    await hours.fill('0');
    await page.getByRole('button', { name: common.save }).click();
    await page.getByText(settings.promiseWrong).waitFor();
    await hours.fill('24');
    await page.getByLabel(settings.raters).selectOption(settings.ratersOf[2]);
    await page.getByLabel(settings.namesInterviews).check();
    await page.getByRole('radio', { name: settings.evaluatorsShownOf.names.label }).check();
    await page.getByLabel(settings.invitedPromise).waitFor({ state: 'detached' });
    await page.getByLabel(settings.invited).check();
    await page.getByLabel(settings.invitedPromise).check();
    await page.getByRole('button', { name: common.save }).click();
    await page.getByText(settings.saved, { exact: true }).waitFor();
    expect(made.asked.at(-1)).toEqual({
      name: 'change',
      params: {
        settings: {
          promiseHours: 24,
          raters: 2,
          namesHidden: { practice: true, interviews: true },
          evaluatorsShown: 'names',
          invitedReports: true,
          invitedPromise: true,
        },
      },
    });
    expect(made.settings).toEqual({
      promiseHours: 24,
      raters: 2,
      ratersByKit: {},
      namesHidden: { practice: true, interviews: true },
      evaluatorsShown: 'names',
      invitedReports: true,
      invitedPromise: true,
      calibration: false,
    });
    await page.getByLabel(settings.calibration).check();
    await page.getByText(settings.affected.some(['Radia Perlman'], true)).waitFor();
    await page.getByText(settings.affected.experienced(['Grace Hopper', 'Alan Turing'])).waitFor();
    await expectAccessibleInEveryLook(page);
    staff.signIn('evaluator');
    await staff.open('evaluations/settings');
    await page.getByText(settings.forbidden).waitFor();
  });
});
