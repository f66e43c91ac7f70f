import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conductor } from '../../client/texts/conductor.ts';
import { consensusTexts } from '../../client/texts/consensus.ts';
import { room } from '../../client/texts/room.ts';
import { scoringTexts } from '../../client/texts/scoring.ts';
import { interviewKitOf, type Question } from '../../shared/kit/kit.ts';
import { partsOfKey } from '../../shared/rubric/rating.ts';
import type { QuestionProgress } from '../../shared/rubric/rubricState.ts';
import { expectAccessible } from '../support/accessible.ts';
import { CallStage } from '../support/callStage.ts';
import { exampleKit } from '../support/exampleKit.ts';
import { InterviewStage } from '../support/interviewStage.ts';
import { BARBARA, EDSGER, GRACE } from '../support/personas.ts';
import { RoomPage } from '../support/roomPage.ts';
import { lock, rateAll, ratingKeysOf } from '../support/scriptedRater.ts';
import type { SeatSocket } from '../support/seatSocket.ts';
import { tabTo } from '../support/tabTo.ts';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1_440, height: 900 };

const kit = interviewKitOf(exampleKit());
const [FIRST, SECOND, THIRD] = kit.questions as [Question, Question, Question];

let stage: CallStage;
let lead: RoomPage;
let evaluator: RoomPage;
/** The second interviewer, whose page is not on screen during the call. */
let second: SeatSocket;

beforeAll(async () => {
  stage = await CallStage.create({}, {}, async owner => {
    const { kitId } = await owner.call('kits.create', { kit: exampleKit() });
    return kitId;
  });
  ({ lead, evaluator } = await stage.call('evaluator'));
  second = await stage.interview.enter('second');
  await questionsOf(lead).getByText(FIRST.text, { exact: true }).waitFor();
});
afterAll(() => stage?.close());

const questionsOf = (page: RoomPage) => page.page.getByRole('region', { name: conductor.label });
const buttonOf = (page: RoomPage, name: string) => questionsOf(page).getByRole('button', { name });
const headingOn = (page: RoomPage, name: string) => page.page.getByRole('heading', { name }).waitFor();

/** The page shows this question as the open one. */
const readsOpen = (page: RoomPage, question: Question) =>
  questionsOf(page).locator(`li[data-question="${question.id}"][data-state="open"]`).waitFor();

const isMarked = (page: RoomPage, question: Question, state: string) =>
  questionsOf(page).locator(`li[data-question="${question.id}"][data-state="${state}"]`).waitFor();

const progressIs = (question: Question, state: QuestionProgress['state']) =>
  second.waitForView(
    `${question.id} to be ${state}`,
    ({ rubric }) => rubric?.questions[question.id]?.state === state,
  );

/** With the keyboard alone. */
async function pressOn(page: RoomPage, button: Locator): Promise<void> {
  await tabTo(page.page, button);
  await page.page.keyboard.press('Enter');
}

async function chooseOn(page: RoomPage, button: string, item: string | RegExp): Promise<void> {
  await buttonOf(page, button).click();
  await page.page.getByRole('menuitem', { name: item }).click();
}

describe('the lead, with the keyboard alone', () => {
  it('opens the first question, and everybody who rates reads it', async () => {
    await tabTo(lead.page, questionsOf(lead));
    await lead.page.keyboard.press('o');
    await readsOpen(evaluator, FIRST);
    await questionsOf(evaluator).getByText(FIRST.text, { exact: true }).waitFor();
    await progressIs(FIRST, 'open');
  });

  it('says when the answer begins, and the other timer runs from there', async () => {
    await questionsOf(lead).locator('[data-clock="think"]').waitFor();
    await pressOn(lead, buttonOf(lead, conductor.actions.answerBegins));
    for (const page of [lead, evaluator])
      await questionsOf(page).locator('[data-clock="answer"]').first().waitFor();
    await second.waitForView(
      'the answer to have begun',
      ({ rubric }) => rubric?.questions[FIRST.id]?.answerStartedAt !== undefined,
    );
  });

  it('marks a probe as asked, so that the log knows it', async () => {
    const [probe] = FIRST.probes;
    await pressOn(lead, questionsOf(lead).locator(`[data-probe="${probe?.id}"] button`));
    await questionsOf(lead).locator(`[data-probe="${probe?.id}"][data-state="asked"]`).waitFor();
    await second.waitForView('the probe to be asked', ({ rubric }) =>
      Object.values(rubric?.probes ?? {}).some(
        ({ probeId, outcome, fromSeatId }) =>
          probeId === probe?.id && outcome === 'asked' && fromSeatId === stage.seatId('lead'),
      ),
    );
  });

  it('has the question in other words one press away', async () => {
    await lead.page.keyboard.press('r');
    await questionsOf(lead).getByText(FIRST.rephrased).waitFor();
  });

  it('goes on, skips, and comes back, although the button that was pressed has gone', async () => {
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

  it('looks at a question ahead, and nothing changes for anybody', async () => {
    const ahead = kit.questions[4] as Question;
    await tabTo(lead.page, questionsOf(lead).locator(`li[data-question="${THIRD.id}"] button`));
    await lead.page.keyboard.press('ArrowRight');
    await lead.page.keyboard.press('ArrowRight');
    await questionsOf(lead).getByText(ahead.text, { exact: true }).waitFor();
    await buttonOf(lead, conductor.actions.open(5)).waitFor();
    await readsOpen(evaluator, THIRD);
    await pressOn(lead, buttonOf(lead, conductor.actions.backToOpen(3)));
    await questionsOf(lead).getByText(THIRD.text, { exact: true }).waitFor();
  });

  it('presses nothing with those keys from elsewhere on the page', async () => {
    await lead.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    for (const key of ['o', 's', 'b']) await lead.page.keyboard.press(key);
    // What is sent after them arrives, so that they would have, too.
    await chooseOn(lead, conductor.logistics.send, conductor.logistics.lines['ready-to-go-on']);
    await questionsOf(evaluator).getByText(conductor.logistics.lines['ready-to-go-on']).waitFor();
    await readsOpen(evaluator, THIRD);
  });

  it('finds the keys in the list of all keys', async () => {
    await tabTo(lead.page, questionsOf(lead));
    await lead.page.keyboard.press('?');
    const dialog = lead.page.getByRole('dialog', { name: room.shortcuts.title });
    for (const [, meaning] of conductor.keys.list) await dialog.getByText(meaning).waitFor();
    await lead.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });
});

describe('a rater who does not lead', () => {
  const [probe] = THIRD.probes;

  it('has the list to read, and nothing to press in it', async () => {
    expect(await questionsOf(evaluator).locator('ol button').count()).toBe(0);
    for (const name of [conductor.actions.next, conductor.actions.skip, conductor.actions.answerBegins])
      expect(await buttonOf(evaluator, name).count()).toBe(0);
  });

  it('asks for a probe, which the lead settles', async () => {
    await chooseOn(evaluator, conductor.probes.wish, new RegExp(`^${probe?.text.slice(0, 24)}`));
    const request = questionsOf(lead).locator('[data-request]');
    await request.getByText(BARBARA.name).waitFor();
    await questionsOf(evaluator).getByText(conductor.logistics.outcomes.waiting).waitFor();
    await questionsOf(lead)
      .getByRole('button', { name: conductor.probes.askedNamed(probe?.text ?? ''), exact: true })
      .click();
    await request.waitFor({ state: 'detached' });
    await questionsOf(evaluator).getByText(conductor.logistics.outcomes.asked).waitFor();
  });

  it('tells the others a set phrase, with name and time', async () => {
    await chooseOn(evaluator, conductor.logistics.send, conductor.logistics.lines['time-is-short']);
    const entry = questionsOf(lead).getByRole('log').getByRole('listitem').last();
    await entry.getByText(conductor.logistics.lines['time-is-short']).waitFor();
    await entry.getByText(BARBARA.name).waitFor();
    expect(await entry.locator('time').getAttribute('datetime')).toMatch(/^\d{4}-/);
  });

  it('never reaches the candidate with any of it', async () => {
    const candidate = await stage.interview.open('candidate');
    expect(candidate.view.rubric).toBeUndefined();
    candidate.close();
  });
});

describe('the lead changing hands', () => {
  it('takes the questions along, and brings them back', async () => {
    await buttonOf(lead, conductor.actions.next).waitFor();
    const transfer = await stage.interview.open('lead');
    await transfer.request('lead.transfer', { seatId: stage.seatId('second') });
    await buttonOf(lead, conductor.actions.next).waitFor({ state: 'detached' });
    await buttonOf(lead, conductor.probes.wish).waitFor();
    await readsOpen(lead, THIRD);
    await second.request('lead.transfer', { seatId: stage.seatId('lead') });
    await buttonOf(lead, conductor.actions.next).waitFor();
    transfer.close();
  });
});

describe('the questions in the room', () => {
  it('stand the test of axe, beside the stage and as a sheet on a phone', async () => {
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

  it('leave a place for a hint where there is no kit', async () => {
    using plain = await InterviewStage.create(stage.owner);
    const page = await RoomPage.open(lead.page.context(), plain.link('lead'));
    await page.join();
    await page.openSession();
    await page.page.getByText(room.noKit).waitFor();
    expect(await questionsOf(page).count()).toBe(0);
    await page.page.getByRole('button', { name: room.dismiss }).click();
    await page.page.getByText(room.noKit).waitFor({ state: 'detached' });
    await page.page.close();
  });
});

describe('after the call', () => {
  /** The second interviewer, back with the same link in a browser of their own. */
  let edsger: RoomPage;
  let leadSocket: SeatSocket;

  beforeAll(async () => {
    leadSocket = await stage.interview.open('lead');
    const evaluatorSocket = await stage.interview.open('evaluator');
    await rateAll(leadSocket, kit, [4, 2]);
    await rateAll(evaluatorSocket, kit, 2);
    await rateAll(second, kit, 'N');
    await leadSocket.request('session.end', {});
    for (const page of [lead, evaluator]) await headingOn(page, scoringTexts.rating.title);
    await lock(leadSocket, 'yes', 'Clear and calm.');
    await lock(evaluatorSocket, 'no');
  });

  it('raters who have locked wait, and nobody sees how far the others are', async () => {
    for (const page of [lead, evaluator]) {
      await headingOn(page, scoringTexts.waiting.title);
      await expectAccessible(page.page);
      expect(await page.page.getByText(EDSGER.name).count()).toBe(0);
    }
  });

  it('the link opens the scorecard again, and asks for no camera or microphone', async () => {
    const context = await lead.page.context().browser()?.newContext();
    if (!context) throw new Error('The lead has a browser.');
    await context.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = async () => {
        document.documentElement.dataset.asked = 'yes';
        throw new DOMException('Not here', 'NotFoundError');
      };
    });
    edsger = await RoomPage.open(context, stage.interview.link('second'));
    await headingOn(edsger, scoringTexts.rating.title);
    expect(await edsger.page.locator('html').getAttribute('data-asked')).toBeNull();
    await expectAccessible(edsger.page);
  });

  it('the lead opens early with a reason; who has locked sees, who has not sees nothing', async () => {
    await lead.page.getByRole('button', { name: scoringTexts.lead.openEarly }).click();
    const dialog = lead.page.getByRole('dialog', { name: scoringTexts.lead.openEarlyTitle });
    await dialog.getByRole('button', { name: scoringTexts.lead.openEarlyConfirm }).click();
    await dialog
      .getByText('Use at least 3 characters.')
      .or(dialog.getByText('Please fill this in.'))
      .waitFor();
    await expectAccessible(lead.page);
    await dialog.getByLabel(scoringTexts.lead.reason).fill('Edsger is away until Monday.');
    await lead.page.keyboard.press('Enter');

    for (const page of [lead, evaluator]) {
      await headingOn(page, consensusTexts.title);
      await page.page.getByText('Edsger is away until Monday.').waitFor();
      expect(await page.page.locator('[data-recommendation]').count()).toBe(2);
    }
    await edsger.page.getByText('Edsger is away until Monday.').waitFor();
    expect(second.view.rubric?.scorecards).toBeUndefined();
    const seen = (await edsger.page.locator('body').textContent()) ?? '';
    expect(seen).not.toContain('Clear and calm.');
    expect(seen).not.toContain(BARBARA.name);
  });

  it('the score is the mean of what was locked, and N lowers nothing once the last has locked', async () => {
    const headline = (page: RoomPage) => page.page.locator('[data-headline]').textContent();
    const before = await headline(lead);
    await lock(second, 'strong-yes');
    await headingOn(edsger, consensusTexts.title);
    for (const page of [lead, evaluator, edsger]) {
      await page.page.getByText(consensusTexts.score.from(2 * ratingKeysOf(kit).length, 3)).waitFor();
      expect(await headline(page)).toBe(before);
    }
  });

  it('a row opens to what each rater heard, the lowest first', async () => {
    const row = lead.page.locator('[data-competency="competency-1"]');
    await row.getByRole('button').first().press('Enter');
    await row.locator('[data-rater]').first().waitFor();
    const raters = await row
      .locator('[data-rater]')
      .evaluateAll(sections => sections.map(section => section.getAttribute('aria-label')));
    expect(raters).toEqual([BARBARA.name, GRACE.name, EDSGER.name]);
    await row
      .getByText(kit.competencies[0]?.anchors[3] ?? '', { exact: true })
      .first()
      .waitFor();
    await expectAccessible(lead.page);
  });

  it('the lead revises a rating of their own by keyboard, with a reason that all read', async () => {
    const own = lead.page.locator(`[data-rater="${stage.seatId('lead')}"]`);
    const others = lead.page.locator(`[data-rater="${stage.seatId('evaluator')}"]`);
    // Once the call's recording can be played, answers lead to it.
    expect(await others.getByRole('button', { name: /^Revise/ }).count()).toBe(0);
    await own
      .getByRole('button', { name: /^Revise/ })
      .first()
      .press('Enter');
    // The first choice has the focus; arrows move on from it.
    await own.getByRole('radio', { name: '1' }).press('ArrowRight');
    await own.getByLabel(consensusTexts.revise.reason).fill('Barbara heard what I had missed.');
    await own.getByLabel(consensusTexts.revise.reason).press('Tab');
    await lead.page.keyboard.press('Enter');
    await own.locator('[data-revising]').waitFor({ state: 'detached' });
    await own.getByText('4 → 2').waitFor();
    await lead.page.waitForFunction(() => document.activeElement?.textContent === 'Revise');

    await evaluator.page.locator('[data-competency="competency-1"]').getByRole('button').first().click();
    await evaluator.page.getByText('Barbara heard what I had missed.').waitFor();
    const revised = await evaluator.page.locator('[data-revised]').textContent();
    expect(revised).not.toBe((await evaluator.page.locator('[data-headline]').textContent())?.slice(0, 3));
  });

  it('a revision from another page of the same rater is told, and what was typed stays', async () => {
    const [first] = ratingKeysOf(kit);
    const own = lead.page.locator(`[data-rater="${stage.seatId('lead')}"] [data-answer="${first}"]`);
    await own.getByRole('button', { name: /^Revise/ }).click();
    await own.getByRole('radio', { name: '5' }).press('Space');
    await own.getByLabel(consensusTexts.revise.reason).fill('On third thoughts.');
    if (first)
      await leadSocket.request('rating.revise', {
        ...partsOfKey(first),
        value: 3,
        reason: 'From my phone.',
        expectedRevisions: 1,
      });
    await own.getByText(consensusTexts.revise.conflictTitle).waitFor();
    expect(await own.getByLabel(consensusTexts.revise.reason).inputValue()).toBe('On third thoughts.');
    await expectAccessible(lead.page);
    await own.getByRole('button', { name: consensusTexts.revise.save }).click();
    await own.getByText('3 → 5').waitFor();
    await own.locator('[data-revising]').waitFor({ state: 'detached' });
  });

  it('the page reads on a phone, and turning the device closes no row', async () => {
    await lead.page.setViewportSize(PHONE);
    await lead.page.getByText('On third thoughts.').waitFor();
    await expectAccessible(lead.page);
    await lead.page.setViewportSize(DESKTOP);
  });

  it('nothing can be revised any more once the lead has closed the scoring', async () => {
    await lead.page.getByRole('button', { name: scoringTexts.lead.close }).click();
    await lead.page
      .getByRole('alertdialog')
      .getByRole('button', { name: scoringTexts.lead.closeConfirm })
      .click();
    await lead.page
      .getByRole('button', { name: /^Revise/ })
      .first()
      .waitFor({ state: 'detached' });
    await lead.page.getByText('On third thoughts.').waitFor();
  });

  it('no browser complained about anything', () => {
    expect([...stage.complaints, ...edsger.complaints]).toEqual([]);
  });
});
