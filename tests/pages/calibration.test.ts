import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { calibrationTexts } from '../../client/texts/calibration.ts';
import { evaluationTeamTexts } from '../../client/texts/evaluationTeam.ts';
import { uiTexts } from '../../client/texts/ui.ts';
import { expectAccessibleInEveryLook } from '../support/accessible.ts';
import { ConsolePage, DESKTOP, PHONE } from '../support/consolePage.ts';
import { chosenKit } from '../support/exampleKit.ts';
import {
  leadsCalibration,
  lockedCard,
  MadeUpEvaluations,
  madeUpReference,
  severalDistances,
} from '../support/madeUpEvaluations.ts';
import { smallTargets } from '../support/smallTargets.ts';

const { calibration, reference } = calibrationTexts;
const { team } = evaluationTeamTexts;

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

async function look(): Promise<void> {
  await expectAccessibleInEveryLook(page);
  await page.setViewportSize(PHONE);
  expect(await smallTargets(page)).toEqual([]);
  await page.setViewportSize(DESKTOP);
}

describe('a reference rating', () => {
  it('is created from an evaluation with open scorecards, and starts without ratings where raters differ', async () => {
    const item = made.items.find(({ referable }) => referable);
    if (!item) throw new Error('One of them is rated.');
    const chosen = chosenKit();
    const cards = ([5, 2] as const).map(value => lockedCard(chosen.kit, value));
    staff.server.answer('scorecards.read', () => ({
      chosen,
      scorecards: Object.fromEntries(cards.map(card => [card.seatId, card])),
      names: Object.fromEntries(cards.map((card, index) => [card.seatId, ['Grace', 'Alan'][index] ?? ''])),
      candidateNames: ['Ada Lovelace'],
    }));
    staff.server.answer('evaluations.calibration', () => ({ calibration: leadsCalibration() }));
    await staff.open('evaluations/calibration');
    await page.getByRole('button', { name: calibration.choose }).click();
    await page.getByText(calibrationTexts.chooser.body).waitFor();
    const mark = calibrationTexts.chooser.markOf(item.role, item.candidate);
    await page.getByRole('button', { name: mark }).click();
    const dialog = page.getByRole('dialog', { name: reference.title });
    const [first, second] = chosen.kit.competencies;
    if (!first || !second) throw new Error('The kit has competencies.');
    for (const rater of [reference.rater('Grace', 5), reference.rater('Alan', 2)])
      await dialog.getByText(rater).first().waitFor();
    // Nothing is chosen for people who differ.
    await dialog.getByRole('button', { name: reference.save }).click();
    expect(await dialog.getByText(reference.missing).count()).toBe(chosen.kit.competencies.length);
    await expectAccessibleInEveryLook(page);
    for (const { id, name } of chosen.kit.competencies)
      await dialog.getByLabel(name, { exact: true }).selectOption(id === second.id ? reference.none : '4');
    const marked = madeUpReference({ interviewId: item.interviewId });
    staff.server.answer('evaluations.calibration', () => {
      const shown = leadsCalibration();
      return { calibration: { ...shown, references: [...shown.references, marked] } };
    });
    await dialog.getByRole('button', { name: reference.save }).click();
    await page.getByText(reference.saved).waitFor();
    // The reader is back on the page, at the new reference.
    await page.locator('[data-reference]:focus').getByText(calibration.marked).waitFor();
    const ratings = Object.fromEntries(chosen.kit.competencies.map(({ id }) => [id, 4]));
    expect(made.asked).toEqual([
      {
        name: 'markReference',
        params: { interviewId: item.interviewId, ratings: { ...ratings, [second.id]: 'N' } },
      },
    ]);
    // It is removed only after a question, and changes aren't lost by Escape.
    await page
      .getByRole('button', { name: calibration.changeOf(marked.role, marked.candidate) })
      .last()
      .click();
    const change = page.getByRole('dialog', { name: reference.changeTitle });
    await change.getByRole('button', { name: reference.remove }).click();
    const question = page.getByRole('alertdialog', { name: reference.removal.title });
    await question.getByRole('button', { name: uiTexts.cancel }).click();
    await change.getByLabel(first.name, { exact: true }).selectOption('5');
    await page.keyboard.press('Escape');
    await page.getByRole('alertdialog', { name: uiTexts.leave.title }).waitFor();
    expect(made.asked).toHaveLength(1);
  });
});

describe('the calibration page', () => {
  it('shows the progress to agreed ratings and the next references', async () => {
    await staff.open('evaluations/calibration');
    const debugging = page.getByRole('row', { name: /^Debugging 1\.5/ });
    await debugging.getByText(calibration.milder(1.5)).waitFor();
    await page.getByRole('progressbar', { name: calibration.progress }).waitFor();
    await page
      .getByRole('button', { name: calibration.rateOf('Product Manager', 'Candidate 7F3') })
      .waitFor();
    await look();
  });

  it('says which rated references don’t count, and when nothing is left to compare', async () => {
    const { rated, ...calibrated } = severalDistances();
    const [first] = rated;
    if (!first) throw new Error('A reference was rated.');
    const competencies = first.competencies.map(competency => ({ ...competency, own: 'N' as const }));
    staff.server.answer('evaluations.calibration', () => ({
      calibration: {
        ...{ ...calibrated, done: 0, distances: [], references: [] },
        rated: [{ ...first, counts: false, competencies }],
      },
    }));
    await staff.open('evaluations/calibration');
    await page.getByText(calibration.noneLeft).waitFor();
    await page.getByText(calibration.notCounted).waitFor();
    expect(await page.getByText(calibration.onlyN(1)).count()).toBe(2);
    await page.getByText(calibration.noDistances).waitFor({ state: 'detached' });
  });

  it('shows on the calibration page how many more references must be rated before evaluations count', async () => {
    const calibrated = severalDistances();
    const references = [...calibrated.references, ...[1, 2, 3].map(() => madeUpReference())];
    staff.server.answer('evaluations.calibration', () => ({ calibration: { ...calibrated, references } }));
    await staff.open('evaluations/calibration');
    await page.getByText('once you’ve rated 3 of these references.').waitFor();
  });

  it('shows owners and organizers all references with their agreed ratings, what counts, and how to mark one', async () => {
    staff.server.answer('evaluations.calibration', () => ({ calibration: leadsCalibration() }));
    await staff.open('evaluations/calibration');
    await page.getByText(calibration.lead.some(2, 5)).waitFor();
    const references = page.locator('[data-reference]');
    expect(await references.count()).toBe(2);
    await references.first().getByText('Marked by Grace Hopper').waitFor();
    await references.first().getByText('System design').waitFor();
    await page.getByRole('button', { name: calibration.choose }).waitFor();
    await page.getByText(calibration.rule).waitFor();
    // Everyone is listed, with the reason why their evaluations count.
    await page.getByText(calibration.whyCounts.experienced).waitFor();
    // A row opens how far the person is from the agreed ratings.
    staff.server.answer('evaluations.calibration', ({ userId }) => ({
      calibration: userId ? severalDistances() : leadsCalibration(),
    }));
    await page.getByRole('button', { name: `Radia Perlman ${team.calibrating(2, 5)}` }).click();
    await page.getByRole('columnheader', { name: 'Radia Perlman' }).first().waitFor();
    await page.getByText(calibration.milder(1.5)).waitFor();
    await look();
    staff.server.answer('evaluations.calibration', () => ({ calibration: leadsCalibration(0) }));
    await page.reload();
    await page.getByText(calibration.noReferencesLead).waitFor();
  });
});
