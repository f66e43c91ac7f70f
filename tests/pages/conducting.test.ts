import type { Locator } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conductor } from '../../client/texts/conductor.ts';
import { room } from '../../client/texts/room.ts';
import { interviewKitOf, type Question } from '../../shared/kit/kit.ts';
import type { QuestionProgress } from '../../shared/rubric/rubricState.ts';
import { expectAccessible } from '../support/accessible.ts';
import { exampleKit } from '../support/exampleKit.ts';
import { InterviewStage } from '../support/interviewStage.ts';
import { openPageTheatre } from '../support/pageTheatre.ts';
import { BARBARA } from '../support/personas.ts';
import { RoomPage } from '../support/roomPage.ts';
import type { SeatSocket } from '../support/seatSocket.ts';
import { tabTo } from '../support/tabTo.ts';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1_440, height: 900 };

const kit = interviewKitOf(exampleKit());
const [FIRST, SECOND, THIRD] = kit.questions as [Question, Question, Question];

const theatre = openPageTheatre({ kit: exampleKit(), one: true });
let lead: RoomPage;
let evaluator: RoomPage;
/** Candidate's seat over a raw socket, which sets up what a test starts with. */
let ahead: SeatSocket;
let candidate: SeatSocket;
/** Second interviewer, whose view shows what the server has. */
let second: SeatSocket;

beforeAll(async () => {
  const { stage } = theatre;
  [candidate, second, lead, evaluator] = await Promise.all([
    stage.enter('candidate'),
    stage.enter('second'),
    theatre.join('lead'),
    theatre.join('evaluator'),
  ]);
  ahead = await stage.open('lead');
  await ahead.request('session.open', {});
  await ahead.request('seat.admit', { seatId: stage.seatId('candidate') });
  for (const page of [lead, evaluator])
    await questionsOf(page)
      .getByText(FIRST.text, { exact: true })
      .or(page.page.getByText(conductor.notBegun))
      .first()
      .waitFor();
});

/** Opens this question, whatever is open now, and moves the lead's keyboard focus to the question list. */
async function at(question: Question): Promise<void> {
  // The pages may be ahead of this view.
  await ahead.resume();
  const { currentQuestionId } = ahead.view.rubric ?? {};
  if (currentQuestionId !== question.id)
    await ahead.request('question.open', {
      questionId: question.id,
      ...(currentQuestionId && { leaving: 'done' }),
    });
  for (const page of [lead, evaluator]) await readsOpen(page, question);
  await tabTo(lead.page, questionsOf(lead));
}

const questionsOf = (page: RoomPage) => page.page.getByRole('region', { name: conductor.label });
const buttonOf = (page: RoomPage, name: string) => questionsOf(page).getByRole('button', { name });

/** True when the page marks this question as open. */
const readsOpen = (page: RoomPage, question: Question) => isMarked(page, question, 'open');

const isMarked = (page: RoomPage, question: Question, state: string) =>
  questionsOf(page).locator(`li[data-question="${question.id}"][data-state="${state}"]`).waitFor();

const progressIs = (question: Question, state: QuestionProgress['state']) =>
  second.waitForView(
    `${question.id} to be ${state}`,
    ({ rubric }) => rubric?.questions[question.id]?.state === state,
  );

/** Focuses the button and presses it with the keyboard. */
async function pressOn(page: RoomPage, button: Locator): Promise<void> {
  await tabTo(page.page, button);
  await page.page.keyboard.press('Enter');
}

async function chooseOn(page: RoomPage, button: string, item: string | RegExp): Promise<void> {
  await buttonOf(page, button).click();
  await page.page.getByRole('menuitem', { name: item }).click();
}

afterEach(() => {
  expect(theatre.complaints, 'what browsers complained about').toEqual([]);
});

describe('the lead, using only the keyboard,', () => {
  it('opens the first question, and every rater sees it', async () => {
    await tabTo(lead.page, questionsOf(lead));
    await lead.page.keyboard.press('o');
    await readsOpen(evaluator, FIRST);
    await questionsOf(evaluator).getByText(FIRST.text, { exact: true }).waitFor();
    await progressIs(FIRST, 'open');
  });

  it('marks the start of the answer, and the answer timer starts', async () => {
    await at(FIRST);
    await questionsOf(lead).locator('[data-clock="think"]').waitFor();
    await pressOn(lead, buttonOf(lead, conductor.actions.answerBegins));
    for (const page of [lead, evaluator])
      await questionsOf(page).locator('[data-clock="answer"]').first().waitFor();
    await second.waitForView(
      'the answer to have begun',
      ({ rubric }) => rubric?.questions[FIRST.id]?.answerStartedAt !== undefined,
    );
  });

  it('marks a follow-up as asked, and the event log has it', async () => {
    const [probe] = FIRST.probes;
    await at(FIRST);
    await pressOn(lead, questionsOf(lead).locator(`[data-probe="${probe?.id}"] button`));
    await questionsOf(lead).locator(`[data-probe="${probe?.id}"][data-state="asked"]`).waitFor();
    await second.waitForView('the probe to be asked', ({ rubric }) =>
      Object.values(rubric?.probes ?? {}).some(
        ({ probeId, outcome, fromSeatId }) =>
          probeId === probe?.id && outcome === 'asked' && fromSeatId === theatre.stage.seatId('lead'),
      ),
    );
  });

  it('shows the question in other words at one key press', async () => {
    await at(FIRST);
    await lead.page.keyboard.press('r');
    await questionsOf(lead).getByText(FIRST.rephrased).waitFor();
  });

  it('moves on, skips, and returns to a question after the pressed button is gone', async () => {
    await at(FIRST);
    await lead.page.keyboard.press('o');
    await readsOpen(lead, SECOND);
    await isMarked(lead, FIRST, 'asked');
    await pressOn(lead, buttonOf(lead, conductor.actions.answerBegins));
    await questionsOf(lead).locator('[data-clock="answer"]').waitFor();
    await lead.page.keyboard.press('s');
    await readsOpen(lead, THIRD);
    await progressIs(SECOND, 'skipped');
    await lead.page.keyboard.press('b');
    await readsOpen(lead, SECOND);
    await progressIs(THIRD, 'set-aside');
    await isMarked(evaluator, THIRD, 'set-aside');
    await lead.page.keyboard.press('o');
    await readsOpen(lead, THIRD);
    await isMarked(evaluator, SECOND, 'asked');
  });

  it('previews a later question without changing what others see', async () => {
    const later = kit.questions[4] as Question;
    await at(THIRD);
    await tabTo(lead.page, questionsOf(lead).locator(`li[data-question="${THIRD.id}"] button`));
    await lead.page.keyboard.press('ArrowRight');
    await lead.page.keyboard.press('ArrowRight');
    await questionsOf(lead).getByText(later.text, { exact: true }).waitFor();
    await buttonOf(lead, conductor.actions.open(5)).waitFor();
    expect(second.view.rubric?.currentQuestionId).toBe(THIRD.id);
    await pressOn(lead, buttonOf(lead, conductor.actions.backToOpen(3)));
    await questionsOf(lead).getByText(THIRD.text, { exact: true }).waitFor();
  });

  it('triggers nothing with the conducting keys while the focus is elsewhere on the page', async () => {
    await at(THIRD);
    await lead.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    for (const key of ['o', 's', 'b']) await lead.page.keyboard.press(key);
    // Messages arrive in order: had the keys sent anything, it would be here by now.
    await chooseOn(lead, conductor.logistics.send, conductor.logistics.lines['ready-to-go-on']);
    await second.waitForView('the line', ({ rubric }) =>
      Object.values(rubric?.logistics ?? {}).some(({ line }) => line === 'ready-to-go-on'),
    );
    expect(second.view.rubric?.currentQuestionId).toBe(THIRD.id);
  });

  it('finds the conducting keys in the list of all keys', async () => {
    await tabTo(lead.page, questionsOf(lead));
    await lead.page.keyboard.press('?');
    const dialog = lead.page.getByRole('dialog', { name: room.shortcuts.title });
    for (const [, meaning] of conductor.keys.list) await dialog.getByText(meaning).waitFor();
    await lead.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('loses the question controls after handing over the lead, and gets them back with it', async () => {
    await at(THIRD);
    await buttonOf(lead, conductor.actions.next).waitFor();
    await ahead.request('lead.transfer', { seatId: theatre.stage.seatId('second') });
    await buttonOf(lead, conductor.actions.next).waitFor({ state: 'detached' });
    await buttonOf(lead, conductor.probes.request).waitFor();
    await readsOpen(lead, THIRD);
    await second.request('lead.transfer', { seatId: theatre.stage.seatId('lead') });
    await buttonOf(lead, conductor.actions.next).waitFor();
  });
});

describe('a rater who is not the lead', () => {
  const [probe] = THIRD.probes;

  beforeEach(() => at(THIRD));

  it('sees the list of questions without buttons', async () => {
    expect(await questionsOf(evaluator).locator('ol button').count()).toBe(0);
    for (const name of [conductor.actions.next, conductor.actions.skip, conductor.actions.answerBegins])
      expect(await buttonOf(evaluator, name).count()).toBe(0);
  });

  it('suggests a follow-up, which the lead marks as asked and the candidate never sees', async () => {
    await chooseOn(evaluator, conductor.probes.request, new RegExp(`^${probe?.text.slice(0, 24)}`));
    const request = questionsOf(lead).locator('[data-request]');
    await request.getByText(BARBARA.name).waitFor();
    await questionsOf(evaluator).getByText(conductor.logistics.outcomes.waiting).waitFor();
    await questionsOf(lead)
      .getByRole('button', { name: conductor.probes.askedNamed(probe?.text ?? ''), exact: true })
      .click();
    await request.waitFor({ state: 'detached' });
    await questionsOf(evaluator).getByText(conductor.logistics.outcomes.asked).waitFor();
    expect(candidate.view.rubric).toBeUndefined();
  });

  it('sends a set phrase to the other raters, with name and time', async () => {
    await chooseOn(evaluator, conductor.logistics.send, conductor.logistics.lines['time-is-short']);
    const entry = questionsOf(lead).getByRole('log').getByRole('listitem').last();
    await entry.getByText(conductor.logistics.lines['time-is-short']).waitFor();
    await entry.getByText(BARBARA.name).waitFor();
    expect(await entry.locator('time').getAttribute('datetime')).toMatch(/^\d{4}-/);
    expect(candidate.view.rubric).toBeUndefined();
  });
});

describe('the question list in the room', () => {
  it('passes axe next to the stage and as a sheet on a phone', async () => {
    await at(THIRD);
    for (const page of [lead, evaluator]) {
      await expectAccessible(page.page);
      await page.page.setViewportSize(PHONE);
      await buttonOf(page, conductor.show).click();
      await page.page.getByRole('complementary', { name: conductor.sheet }).waitFor();
      await expectAccessible(page.page);
      await page.page.keyboard.press('Escape');
      await page.page.setViewportSize(DESKTOP);
      await page.page.locator('[data-conductor="docked"]').waitFor();
    }
  });

  it('shows a hint when the interview has no kit', async () => {
    using plain = await InterviewStage.create(theatre.owner);
    const page = await RoomPage.open(await theatre.newContext(), plain.link('lead'));
    await page.joinWithoutDevices();
    await page.openSession();
    await page.page.getByText(room.noKit).waitFor();
    expect(await questionsOf(page).count()).toBe(0);
    await page.page.getByRole('button', { name: room.dismiss }).click();
    await page.page.getByText(room.noKit).waitFor({ state: 'detached' });
    expect(page.complaints).toEqual([]);
  });
});
