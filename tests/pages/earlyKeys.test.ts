import { beforeEach, describe, expect, it } from 'vitest';
import { conductor } from '../../client/texts/conductor.ts';
import { room } from '../../client/texts/room.ts';
import { QuestionId } from '../../shared/kit/kitIds.ts';
import { exampleKit } from '../support/exampleKit.ts';
import { openPageTheatre } from '../support/pageTheatre.ts';
import { pauseFrames, resumeFrames, waitUntilMade } from '../support/pausedFrames.ts';
import { RaterPage } from '../support/raterPage.ts';
import type { RoomPage } from '../support/roomPage.ts';
import type { SeatSocket } from '../support/seatSocket.ts';

const kit = exampleKit();
const theatre = openPageTheatre({ kit });

/** Holds every response for this address until it is released. */
function held(address: string) {
  const { promise, resolve: letGo } = Promise.withResolvers<void>();
  const prepare: NonNullable<Parameters<typeof theatre.join>[1]>['prepare'] = context =>
    context.route(address, route => promise.then(() => route.continue()));
  return { prepare, letGo };
}

describe('keys pressed before the question list has loaded', () => {
  let lead: RoomPage;
  let second: SeatSocket;
  let letGo: () => void;

  beforeEach(async () => {
    const { stage } = theatre;
    const code = held('**/assets/Conductor-*.js');
    letGo = code.letGo;
    [lead, second] = await Promise.all([theatre.join('lead', code), stage.enter('second')]);
    await lead.openSession();
    await questions().getByText(room.questions.loading).waitFor({ state: 'attached' });
  });

  const questions = () => lead.page.getByRole('region', { name: conductor.label });
  const isOpen = (question: number) =>
    questions().locator(`li[data-question="question-${question}"][data-state="open"]`).waitFor();

  it('move the focus to the questions, and run once the questions are loaded', async () => {
    await lead.page.keyboard.press('q');
    await lead.page.keyboard.press('o');
    letGo();
    await isOpen(1);
    await lead.page.keyboard.press('o');
    await isOpen(2);
  });

  it('have no effect after the lead has moved the focus elsewhere', async () => {
    await lead.page.keyboard.press('q');
    await lead.page.keyboard.press('o');
    await lead.press(room.controls.chat);
    letGo();
    await questions()
      .getByText(kit.questions[0]?.text ?? '', { exact: true })
      .waitFor();
    await lead.page.getByRole('textbox', { name: room.chat.label }).fill('Good morning');
    await lead.page.keyboard.press('Enter');
    await second.waitForView('the line', ({ chat }) => Object.values(chat).length === 1);
    expect(second.view.rubric?.currentQuestionId).toBeUndefined();
  });
});

describe('a key pressed before the server has answered the one before it', () => {
  /** Holds answers to the page's requests from `hold()` on. Broadcasts of the server still arrive. */
  function answersOf() {
    let holding = false;
    const prepare: NonNullable<Parameters<typeof theatre.join>[1]>['prepare'] = context =>
      context.routeWebSocket('**/*', page => {
        const server = page.connectToServer();
        page.onMessage(message => server.send(message));
        server.onMessage(message => {
          if (!holding || !isAnswer(message)) page.send(message);
        });
      });
    return {
      prepare,
      hold: () => {
        holding = true;
      },
    };
  }

  it('acts on the question that is open when the answer arrives', async () => {
    const { stage } = theatre;
    const answers = answersOf();
    const [{ page: lead }, second] = await Promise.all([
      theatre.join('lead', answers),
      stage.enter('second'),
    ]);
    const questions = lead.getByRole('region', { name: conductor.label });
    const isOpen = (question: number) =>
      questions.locator(`li[data-question="question-${question}"][data-state="open"]`).waitFor();
    const ahead = await stage.open('lead');
    await ahead.request('session.open', {});
    await ahead.request('question.open', { questionId: QuestionId.parse('question-1') });
    await isOpen(1);
    await lead.keyboard.press('q');
    answers.hold();
    await lead.keyboard.press('a');
    await questions.locator('[data-clock="answer"]').first().waitFor();
    await lead.keyboard.press('s');
    await isOpen(2);
    await second.waitForView(
      'the first to be skipped',
      ({ rubric }) => rubric?.questions[QuestionId.parse('question-1')]?.state === 'skipped',
    );
  });
});

/** A packet of socket.io that answers another: a message (4) with an acknowledgement (3). */
function isAnswer(message: string | Buffer): boolean {
  return typeof message === 'string' && message.startsWith('43');
}

describe('the key of the scorecard', () => {
  it('moves the focus into the scorecard once it is loaded, and never closes a scorecard that is loading', async () => {
    const { lead } = await theatre.stage.inside();
    await lead.request('question.open', { questionId: QuestionId.parse('question-1') });
    const code = held('**/assets/RubricPanel-*.js');
    const { page } = await theatre.enter('evaluator', code);
    const rater = new RaterPage(page);
    await page
      .getByRole('complementary', { name: room.rubric.title })
      .getByText(room.questions.loading)
      .waitFor({ state: 'attached' });
    await rater.keys('p');
    code.letGo();
    await rater.focused('[role="radio"]').waitFor();
    await rater.keys('4');
    await rater.rated(kit.competencies[0]?.name ?? '', 4);
  });
});

describe('a key pressed in the moment a dialog opens', () => {
  it('goes to the dialog and not to the page behind it', async () => {
    await theatre.stage.inside();
    const { page } = await theatre.enter('evaluator');
    await page.locator('button').first().focus();
    await pauseFrames(page);
    await page.keyboard.press('?');
    await waitUntilMade(page, '[role="dialog"]');
    await page.keyboard.press('Enter');
    await resumeFrames(page);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
});
