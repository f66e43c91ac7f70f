import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rubricTexts } from '../../client/texts/rubric.ts';
import { CompetencyId, QuestionId } from '../../shared/kit/kitIds.ts';
import { type RatingValue, ratingKey } from '../../shared/rubric/rating.ts';
import type { Scorecard } from '../../shared/rubric/scorecard.ts';
import { CallStage } from '../support/callStage.ts';
import { exampleKit } from '../support/exampleKit.ts';
import { RaterPage } from '../support/raterPage.ts';
import type { RoomPage } from '../support/roomPage.ts';
import type { SeatSocket } from '../support/seatSocket.ts';

const kit = exampleKit();
/** The first question is about the first competency, the second about the first two. */
const [FIRST, SECOND, THIRD, FOURTH, FIFTH] = kit.competencies.map(({ name }) => name) as [
  string,
  string,
  string,
  string,
  string,
];

const key = (question: number, competency: number) =>
  ratingKey(QuestionId.parse(`question-${question}`), CompetencyId.parse(`competency-${competency}`));

let stage: CallStage;
let lead: RoomPage;
let evaluator: RoomPage;
let rater: RaterPage;
/** What the server has of the same seat, seen through a raw socket. */
let server: SeatSocket;

beforeAll(async () => {
  stage = await CallStage.create({}, {}, async owner => {
    const { kitId } = await owner.call('kits.create', { kit });
    return kitId;
  });
  ({ lead, evaluator } = await stage.call('evaluator'));
  rater = new RaterPage(evaluator.page);
  server = await stage.interview.open('evaluator');
});
afterAll(async () => {
  await stage?.close();
});

async function openNextQuestion(): Promise<void> {
  await lead.page.keyboard.press('q');
  await lead.page.keyboard.press('o');
}

function own(): Scorecard | undefined {
  return server.view.rubric?.own;
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

async function expectAccessible(where = 'aside'): Promise<void> {
  const { violations } = await new AxeBuilder({ page: evaluator.page }).include(where).analyze();
  expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ target }) => `${target}`) }))).toEqual(
    [],
  );
}

describe('a rater by keyboard alone', () => {
  it('finds the panel open, and the panel follows the interview', async () => {
    await rater.panel.waitFor();
    await rater.panel.getByText(rubricTexts.follow.notBegun).waitFor();
    await openNextQuestion();
    await rater.panel.getByText(rubricTexts.follow.following).waitFor();
    await rater.panel.getByRole('heading', { name: kit.questions[0]?.text ?? '' }).waitFor();
    for (const anchor of kit.competencies[0]?.anchors ?? []) await rater.panel.getByText(anchor).waitFor();
    await expectAccessible();
  });

  it('rates, and is asked for evidence at the end of the scale', async () => {
    await rater.enter();
    await rater.keys('4');
    await rater.rated(FIRST, 4);
    await hasRating(1, 1, 4, 1);
    await rater.keys('5');
    await hasRating(1, 1, 5, 2);
    await rater.panel.getByText(rubricTexts.evidence.why(5)).waitFor();
    await rater.keys('Tab');
    await rater.focused('textarea').waitFor();
    await rater.type('Measured before changing anything.');
    await rater.keys('Escape');
    await rater.focused('[role="radio"][data-value="5"]').waitFor();
    await server.waitForView('the evidence', ({ rubric }) =>
      Object.values(rubric?.own?.notes ?? {}).some(
        ({ kind, text, competencyId }) =>
          kind === 'evidence' && text.startsWith('Measured') && competencyId === 'competency-1',
      ),
    );
    await expectAccessible();
  });

  it('moves with the arrows without rating, and chooses with Enter', async () => {
    await rater.keys('ArrowDown', 'ArrowDown');
    await rater.focused('[data-value="3"]').waitFor();
    await rater.rated(FIRST, 5);
    await rater.keys('Enter');
    await rater.rated(FIRST, 3);
    await hasRating(1, 1, 3, 3);
  });

  it('undoes the last change', async () => {
    await rater.keys('u');
    await rater.rated(FIRST, 5);
    await hasRating(1, 1, 5, 4);
  });

  it('writes notes and flags with their moment; C is not the room’s C there', async () => {
    await rater.keys('f', 'c');
    await rater.type('Names the index first. 5 c u n');
    await rater.keys('Escape');
    await rater.note('Names the index first. 5 c u n').waitFor();
    expect(await rater.panel.locator('[data-note="flag"]').count()).toBe(1);
    expect(await evaluator.page.getByRole('complementary', { name: 'Chat' }).count()).toBe(0);
    await server.waitForView('flag and note', ({ rubric }) => {
      const notes = Object.values(rubric?.own?.notes ?? {});
      return ['flag', 'note'].every(kind =>
        notes.some(
          note => note.kind === kind && note.stamp.mediaTimeMs > 0 && note.stamp.heard !== undefined,
        ),
      );
    });
    await rater.rated(FIRST, 5);
  });

  it('is not torn away while writing, is reminded of what is unrated, and goes back with one key', async () => {
    await openNextQuestion();
    await rater.panel.getByRole('radiogroup', { name: SECOND }).waitFor();
    await rater.focused('[role="radio"]').waitFor();
    await rater.keys('c');
    await rater.type('Still about the second');
    await openNextQuestion();
    await rater.panel.getByText(rubricTexts.follow.held('Q3')).waitFor();
    await rater.type(' question');
    await rater.keys('Escape');
    await rater.note('Still about the second question').waitFor();
    await rater.keys('g');
    await rater.panel.getByText(rubricTexts.follow.following).waitFor();
    await rater.panel.getByRole('button', { name: rubricTexts.question.unrated('Q2') }).waitFor();
    await rater.keys('[');
    await rater.panel.getByText(rubricTexts.follow.browsing('Q3')).waitFor();
    await rater.keys('2', 'ArrowDown', 'ArrowDown', 'ArrowDown', '3');
    await hasRating(2, 1, 2, 1);
    await hasRating(2, 2, 3, 1);
    expect(await rater.panel.getByRole('button', { name: rubricTexts.question.unrated('Q2') }).count()).toBe(
      0,
    );
  });

  it('changes keys, is refused one that is taken, and switches them all off and on', async () => {
    const { keys } = rubricTexts;
    await rater.tabTo(keys.open, true);
    await rater.keys('Enter');
    await evaluator.page.getByRole('dialog', { name: keys.title }).waitFor();
    await expectAccessible('[role="dialog"]');
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
    // Chosen keys are this browser's: another visit has them, too.
    expect(await evaluator.page.evaluate(() => localStorage.getItem('vivavoce.rubric.keys'))).toContain(
      '"x"',
    );
  });
});

describe('when the server is gone', () => {
  it('a rater goes on, sees what is pending, and everything arrives once', async () => {
    await stage.server.kill();
    await rater.saveState('offline');
    await rater.keys('1', '2', '4', '[');
    await rater.keys('5', 'u', '1');
    await evaluator.page.getByText(rubricTexts.save.offlinePending(2)).waitFor();
    await stage.server.launch();
    await rater.saveState('saved');
    server = await stage.interview.open('evaluator');
    expect(own()?.ratings[key(3, 2)]).toMatchObject({ value: 4, version: 2 });
    expect(own()?.ratings[key(2, 1)]).toMatchObject({ value: 1, version: 2 });
  });

  it('a reload in the middle of a note loses nothing', async () => {
    await stage.server.kill();
    await rater.saveState('offline');
    await rater.keys('c');
    await rater.type('Half a sentence that nobody has');
    await rater.keptOnDevice('Half a sentence that nobody has');
    await stage.server.launch();
    await evaluator.page.reload();
    await evaluator.join();
    await evaluator.waitUntilInside();
    await rater.saveState('saved');
    server = await stage.interview.open('evaluator');
    const written = Object.values(own()?.notes ?? {}).filter(({ text }) =>
      text.startsWith('Half a sentence'),
    );
    expect(written).toMatchObject([{ text: 'Half a sentence that nobody has', questionId: 'question-2' }]);
  });

  it('a second tab takes over what a closed one has not sent, and nothing is doubled', async () => {
    const other = new RaterPage((await stage.join('evaluator')).page);
    await other.enter();
    await rater.enter();
    await stage.server.kill();
    for (const tab of [rater, other]) await tab.saveState('offline');
    await rater.keys('3');
    await rater.rated(SECOND, 3);
    await other.keys('c');
    await other.type('From the tab that is closed');
    await other.keptOnDevice('From the tab that is closed');
    await other.page.close({ runBeforeUnload: false });
    await stage.server.launch();
    await rater.saveState('saved');
    server = await stage.interview.open('evaluator');
    await server.waitForView('the note of the closed tab', ({ rubric }) =>
      Object.values(rubric?.own?.notes ?? {}).some(({ text }) => text === 'From the tab that is closed'),
    );
    const written = Object.values(own()?.notes ?? {}).filter(({ text }) => text.startsWith('From the tab'));
    expect(written).toMatchObject([{ version: 1 }]);
  });
});

describe('two devices of one rater', () => {
  it('show both ratings, and one press decides', async () => {
    const question = {
      questionId: QuestionId.parse('question-3'),
      competencyId: CompetencyId.parse('competency-2'),
    };
    const version = own()?.ratings[key(3, 2)]?.version ?? 0;
    await rater.enter();
    await evaluator.page.context().setOffline(true);
    await rater.saveState('offline');
    await rater.keys('4');
    await rater.rated(SECOND, 4);
    await server.request('rating.put', {
      ...question,
      value: 2,
      expectedVersion: version,
      stamp: { mediaTimeMs: 0 },
    });
    await evaluator.page.context().setOffline(false);
    await rater.panel.getByText(rubricTexts.scale.clash('2', '4')).waitFor();
    await rater.rated(SECOND, 2);
    await expectAccessible();
    await rater.tabTo(rubricTexts.scale.keep('4'));
    await rater.keys('Enter');
    await hasRating(3, 2, 4, version + 2);
    await rater.saveState('saved');
  });
});

describe('the lock', () => {
  it('waits for every competency, is confirmed, and leaves the panel readable', async () => {
    const { review } = rubricTexts;
    await rater.enter();
    await rater.tabTo(review.open);
    await rater.keys('Enter');
    await rater.panel.getByText(review.waiting.incomplete).waitFor();
    await expectAccessible();
    for (const competency of [THIRD, FOURTH, FIFTH]) {
      await rater.tabTo(review.markNOf(competency));
      await rater.keys('Enter');
    }
    await rater.panel.getByText(review.waiting.recommendation).waitFor();
    // Past the rating just given to the four values, which are native radios, and on to the summary.
    await rater.keys('Tab', 'Tab', 'Space', 'ArrowRight', 'ArrowRight', 'Tab');
    await rater.focused('textarea').waitFor();
    await rater.type('Solid, measured, a little slow.');
    await rater.keys('Tab', 'Enter');
    await evaluator.page.getByRole('alertdialog', { name: review.confirmTitle }).waitFor();
    await rater.keys('Tab', 'Enter');
    await rater.panel.getByText(review.lockedTitle).waitFor();
    await rater.panel.getByText(review.lockedBody).waitFor();
    await server.waitForView('the lock', ({ rubric }) => rubric?.own?.lock !== undefined);
    expect(own()?.lock).toMatchObject({
      recommendation: 'yes',
      summary: 'Solid, measured, a little slow.',
    });
    await rater.keys('5');
    await rater.saveState('saved');
    await expectAccessible();
  });

  it('leaves nothing on the device', async () => {
    const names = await evaluator.page.evaluate(
      () =>
        new Promise<number>((resolve, reject) => {
          const opening = indexedDB.open('vivavoce-rubric');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const counting = opening.result.transaction('drafts').objectStore('drafts').count();
            counting.onsuccess = () => resolve(counting.result);
          };
        }),
    );
    expect(names).toBe(0);
  });
});
