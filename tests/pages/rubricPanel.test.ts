import { beforeEach, describe, expect, it } from 'vitest';
import { rubricTexts } from '../../client/texts/rubric.ts';
import type { Kit } from '../../shared/kit/kit.ts';
import { CompetencyId, QuestionId } from '../../shared/kit/kitIds.ts';
import { type RatingValue, ratingKey } from '../../shared/rubric/rating.ts';
import { expectNoViolations } from '../support/accessible.ts';
import { exampleKit } from '../support/exampleKit.ts';
import { openPageTheatre } from '../support/pageTheatre.ts';
import { pauseFrames, resumeFrames, waitUntilMade } from '../support/pausedFrames.ts';
import { RaterPage } from '../support/raterPage.ts';
import type { RoomPage } from '../support/roomPage.ts';
import type { SeatSocket } from '../support/seatSocket.ts';

const kit = withReversedQuestions(exampleKit());
/** The first question is about the first competency, the second about the first two. */
const [FIRST, SECOND, THIRD, FOURTH, FIFTH] = kit.competencies.map(({ name }) => name) as [
  string,
  string,
  string,
  string,
  string,
];
const STAMP = { mediaTimeMs: 0 };

/** The panel shows competencies in the kit's order, even if a question lists them in another order. */
function withReversedQuestions(from: Kit): Kit {
  return {
    ...from,
    questions: from.questions.map(one => ({ ...one, competencies: one.competencies.toReversed() })),
  };
}

const theatre = openPageTheatre({ kit });
let lead: SeatSocket;
let evaluator: RoomPage;
let rater: RaterPage;
/** The same seat over a raw socket: what the server has. */
let server: SeatSocket;

beforeEach(async () => {
  ({ lead } = await theatre.stage.inside());
  evaluator = await theatre.enter('evaluator');
  rater = new RaterPage(evaluator.page);
  server = await theatre.stage.open('evaluator');
});

const questionId = (question: number) => QuestionId.parse(`question-${question}`);
const competencyId = (competency: number) => CompetencyId.parse(`competency-${competency}`);
const key = (question: number, competency: number) =>
  ratingKey(questionId(question), competencyId(competency));

async function open(question: number): Promise<void> {
  const leaving = lead.view.rubric?.currentQuestionId && ({ leaving: 'done' } as const);
  await lead.request('question.open', { questionId: questionId(question), ...leaving });
}

/** Opens the panel at this question. */
async function rate(question: number): Promise<void> {
  await open(question);
  await rater.panel.getByRole('heading', { name: kit.questions[question - 1]?.text ?? '' }).waitFor();
  await rater.enter();
}

async function hasRating(
  question: number,
  competency: number,
  value: RatingValue | undefined,
  version: number,
) {
  await server.waitForView(`rating ${value} in version ${version}`, ({ rubric }) => {
    const rating = rubric?.own?.ratings[key(question, competency)];
    return rating?.value === value && rating?.version === version;
  });
}

describe('a rater using only the keyboard', () => {
  it('finds the panel open, and the panel follows the interview', async () => {
    await rater.panel.waitFor();
    await rater.panel.getByText('No question is open yet').waitFor();
    await open(1);
    await rater.panel.getByText('Following the interview').waitFor();
    await rater.panel.getByRole('heading', { name: kit.questions[0]?.text ?? '' }).waitFor();
    for (const anchor of kit.competencies[0]?.anchors ?? []) await rater.panel.getByText(anchor).waitFor();
    await expectNoViolations(evaluator.page, 'aside');
  });

  it('rates, and is asked for evidence at either end of the scale', async () => {
    await rate(1);
    await rater.keys('4');
    await rater.rated(FIRST, 4);
    await hasRating(1, 1, 4, 1);
    await rater.keys('5');
    await hasRating(1, 1, 5, 2);
    await rater.panel
      .getByText('A 5 is a strong claim. What did the candidate say or do? One sentence is enough.')
      .waitFor();
    await rater.keys('Tab');
    await rater.focused('textarea').waitFor();
    await rater.type('Measured before changing anything.');
    await rater.keys('Escape');
    await rater.focused('[role="radio"][data-value="5"]').waitFor();
    await server.waitForView('the evidence', ({ rubric }) =>
      Object.values(rubric?.own?.notes ?? {}).some(
        note =>
          note.kind === 'evidence' &&
          note.text.startsWith('Measured') &&
          note.competencyId === 'competency-1',
      ),
    );
    await expectNoViolations(evaluator.page, 'aside');
  });

  const evidence = () => rater.panel.getByLabel(`${rubricTexts.evidence.label}: ${FIRST}`);

  it('rates the next competency with Tab and a digit although the evidence field is in between, and can undo it', async () => {
    await rate(2);
    await rater.keys('5', 'Tab');
    await rater.focused('textarea').waitFor();
    await rater.keys('4');
    await rater.rated(FIRST, 5);
    await rater.rated(SECOND, 4);
    await hasRating(2, 2, 4, 1);
    await rater.panel
      .locator('[data-passed-key]', { hasText: rubricTexts.evidence.passed(SECOND, 4) })
      .waitFor();
    expect(await evidence().inputValue()).toBe('');
    await rater.panel.getByRole('button', { name: rubricTexts.evidence.passedUndo }).click();
    await rater.focused('textarea').waitFor();
    expect(await evidence().inputValue()).toBe('4');
    await hasRating(2, 2, undefined, 2);
  });

  it('writes evidence that starts with a digit', async () => {
    await rate(2);
    await rater.keys('5', 'Tab');
    await rater.focused('textarea').waitFor();
    await rater.type('3 examples, each measured.');
    expect(await evidence().inputValue()).toBe('3 examples, each measured.');
    await rater.radio(SECOND, 3).and(evaluator.page.locator('[aria-checked="false"]')).waitFor();
  });

  it('types a digit as text when no competency follows, and when the field was clicked', async () => {
    await rate(1);
    await rater.keys('5', 'Tab');
    await rater.focused('textarea').waitFor();
    await rater.keys('2');
    expect(await evidence().inputValue()).toBe('2');
    await rater.keys('Escape');
    await rate(2);
    await rater.keys('5');
    await evidence().click();
    await rater.keys('2');
    expect(await evidence().inputValue()).toBe('2');
  });

  it('moves with the arrows without rating, and rates with Enter', async () => {
    await rate(1);
    await rater.keys('5', 'ArrowDown', 'ArrowDown');
    await rater.focused('[data-value="3"]').waitFor();
    await rater.rated(FIRST, 5);
    await rater.keys('Enter');
    await rater.rated(FIRST, 3);
    await hasRating(1, 1, 3, 2);
  });

  it('undoes the last change', async () => {
    await rate(1);
    await rater.keys('5', '3');
    await hasRating(1, 1, 3, 2);
    await rater.keys('u');
    await rater.rated(FIRST, 5);
    await hasRating(1, 1, 5, 3);
  });

  it('writes notes and flags with their moment; C does not trigger the room’s C there', async () => {
    await rate(1);
    await rater.keys('5', 'f', 'c');
    await rater.type('Names the index first. 5 c u n');
    await rater.keys('Escape');
    await rater.note('Names the index first. 5 c u n').waitFor();
    expect(await rater.panel.locator('[data-note="flag"]').count()).toBe(1);
    expect(await evaluator.page.getByRole('complementary', { name: 'Chat' }).count()).toBe(0);
    await server.waitForView('flag and note', ({ rubric }) => {
      const notes = Object.values(rubric?.own?.notes ?? {});
      return ['flag', 'note'].every(kind =>
        notes.some(note => note.kind === kind && note.stamp.mediaTimeMs > 0),
      );
    });
    await rater.rated(FIRST, 5);
  });

  it('stays at the question while writing, is reminded of missing ratings, and returns with one key', async () => {
    await rate(1);
    await open(2);
    await rater.panel.getByRole('radiogroup', { name: SECOND }).waitFor();
    await rater.focused('[role="radio"]').waitFor();
    await rater.keys('c');
    await rater.type('Still about the second');
    await open(3);
    await rater.panel.getByText('Now at Q3. Your note stays here.').waitFor();
    await rater.type(' question');
    await rater.keys('Escape');
    await rater.note('Still about the second question').waitFor();
    await rater.keys('g');
    await rater.panel.getByText('Following the interview').waitFor();
    await rater.panel.getByRole('button', { name: 'Q2 unrated' }).waitFor();
    await rater.keys('[');
    await rater.panel.getByText('The interview is at Q3').waitFor();
    await rater.keys('2', 'ArrowDown', 'ArrowDown', 'ArrowDown', '3');
    await hasRating(2, 1, 2, 1);
    await hasRating(2, 2, 3, 1);
    expect(await rater.panel.getByRole('button', { name: 'Q2 unrated' }).count()).toBe(0);
  });

  it('changes keys, cannot choose a key that is in use, and turns all of them off and on', async () => {
    const { keys } = rubricTexts;
    await rate(2);
    await rater.tabTo(keys.open, true);
    await rater.keys('Enter');
    await evaluator.page.getByRole('dialog', { name: keys.title }).waitFor();
    await expectNoViolations(evaluator.page, '[role="dialog"]');
    await rater.tabTo(keys.change(keys.actions['rate-N'], 'N'));
    await rater.keys('Enter', 'c');
    await evaluator.page.getByText(keys.taken('C', keys.actions.note)).waitFor();
    await rater.keys('m');
    await evaluator.page.getByText(keys.room('M')).waitFor();
    await rater.keys('x');
    await rater.tabTo(keys.change(keys.actions['rate-N'], 'X'));
    await rater.keys('Escape');
    await evaluator.page.getByRole('dialog').waitFor({ state: 'detached' });
    await rater.panel.waitFor();
    await rater.enter();
    await rater.keys(']', 'x');
    await rater.rated(SECOND, 'N');
    await hasRating(3, 2, 'N', 1);
    // Chosen keys are stored in this browser, so the next visit has them.
    expect(await evaluator.page.evaluate(() => localStorage.getItem('vivavoce.rubric.keys'))).toContain(
      '"x"',
    );
  });
});

describe('two devices of one rater', () => {
  it('show both ratings, and one press chooses', async () => {
    await rate(3);
    await rater.keys('N');
    await hasRating(3, 2, 'N', 1);
    await evaluator.page.context().setOffline(true);
    await rater.saveState('offline');
    await rater.keys('4');
    await rater.rated(SECOND, 4);
    await server.request('rating.put', {
      questionId: questionId(3),
      competencyId: competencyId(2),
      value: 2,
      expectedVersion: 1,
      stamp: STAMP,
    });
    await evaluator.page.context().setOffline(false);
    await rater.panel.getByText(rubricTexts.scale.clash('2', '4')).waitFor();
    await rater.rated(SECOND, 2);
    await expectNoViolations(evaluator.page, 'aside');
    await rater.tabTo(rubricTexts.scale.keep('4'));
    await rater.keys('Enter');
    await hasRating(3, 2, 4, 3);
    await rater.saveState('saved');
  });
});

describe('the lock', () => {
  it('waits for every competency, asks for confirmation, leaves the panel readable, and deletes the data on the device', async () => {
    for (const [question, competency] of [
      [1, 1],
      [2, 1],
      [3, 2],
    ] as const)
      await server.request('rating.put', {
        questionId: questionId(question),
        competencyId: competencyId(competency),
        value: 4,
        expectedVersion: 0,
        stamp: STAMP,
      });
    await rate(3);
    // A rating is stored on the device until the server has it.
    await rater.keys('3');
    await hasRating(3, 2, 3, 2);
    await rater.tabTo('Review and lock');
    await rater.keys('Enter');
    await rater.panel
      .getByText('Rate every competency, or mark it “No evidence”, before you lock.')
      .waitFor();
    await expectNoViolations(evaluator.page, 'aside');
    for (const competency of [THIRD, FOURTH, FIFTH]) {
      await rater.tabTo(`No evidence: ${competency}`);
      await rater.keys('Enter');
    }
    await rater.panel.getByText('Choose an overall recommendation before you lock.').waitFor();
    // Moves past the new rating to the four values, which are native radios, and on to the summary.
    await rater.keys('Tab', 'Tab', 'Space', 'ArrowRight', 'ArrowRight', 'Tab');
    await rater.focused('textarea').waitFor();
    await rater.type('Solid, measured, a little slow.');
    // While changes are unsaved, the lock is disabled and Tab skips it.
    await rater.saveState('saved');
    // A person who knows the dialog does not wait for it to be drawn.
    await pauseFrames(evaluator.page);
    await rater.keys('Tab', 'Enter');
    await waitUntilMade(evaluator.page, '[role="alertdialog"]');
    await rater.keys('Tab');
    await resumeFrames(evaluator.page);
    await evaluator.page.context().setOffline(true);
    await rater.saveState('offline');
    await rater.keys('Enter');
    const question = evaluator.page.getByRole('alertdialog', { name: 'Lock your scorecard?' });
    await question.getByText(`Not rated: ${SECOND} in Q2.`).waitFor();
    await question.getByText('You’re offline').waitFor();
    await evaluator.page.context().setOffline(false);
    await rater.saveState('saved');
    await rater.keys('Enter');
    await rater.panel.getByText('Your scorecard is locked').waitFor();
    await rater.panel
      .getByText('You’ll see others’ ratings once the call is over and everyone has locked.')
      .waitFor();
    await server.waitForView('the lock', ({ rubric }) => rubric?.own?.lock !== undefined);
    expect(server.view.rubric?.own?.lock).toMatchObject({
      recommendation: 'yes',
      summary: 'Solid, measured, a little slow.',
    });
    await rater.keys('5');
    expect(await evaluator.page.locator('[data-save-state]').count()).toBe(0);
    await expectNoViolations(evaluator.page, 'aside');
    await expect.poll(() => rater.keptCount()).toBe(0);
  });
});
