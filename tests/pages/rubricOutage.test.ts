import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rubricTexts } from '../../client/texts/rubric.ts';
import type { KitId } from '../../shared/kit/kitIds.ts';
import { CompetencyId, QuestionId } from '../../shared/kit/kitIds.ts';
import { ratingKey } from '../../shared/rubric/rating.ts';
import type { Scorecard } from '../../shared/rubric/scorecard.ts';
import type { ApiClient } from '../support/apiClient.ts';
import { exampleKit } from '../support/exampleKit.ts';
import { InterviewStage } from '../support/interviewStage.ts';
import { startOwnedServer } from '../support/ownedServer.ts';
import { leavePage, takePage } from '../support/pagePool.ts';
import { RaterPage } from '../support/raterPage.ts';
import { RoomPage } from '../support/roomPage.ts';
import type { ServerProcess } from '../support/serverProcess.ts';
import { sharedBrowser } from '../support/shared.ts';

const kit = exampleKit();
const [, SECOND] = kit.competencies.map(({ name }) => name) as [string, string];

let server: ServerProcess;
let owner: ApiClient;
let kitId: KitId;
let stage: InterviewStage;
let evaluator: RoomPage;
let rater: RaterPage;

beforeAll(async () => {
  ({ server, owner } = await startOwnedServer());
  ({ kitId } = await owner.call('kits.create', { kit }));
});
afterAll(() => server?.close());
beforeEach(async () => {
  stage = await InterviewStage.create(owner, server.url, kitId);
  const { lead } = await stage.inside();
  await lead.request('question.open', { questionId: QuestionId.parse('question-2') });
  evaluator = await RoomPage.on(await takePage(await sharedBrowser()), stage.link('evaluator'));
  await evaluator.join();
  await evaluator.waitUntilInside();
  rater = new RaterPage(evaluator.page);
  await rater.panel.getByRole('radiogroup', { name: SECOND }).waitFor();
  await rater.enter();
});
afterEach(async () => {
  stage?.close();
  if (evaluator) await leavePage(evaluator.page);
});

const key = (question: number, competency: number) =>
  ratingKey(QuestionId.parse(`question-${question}`), CompetencyId.parse(`competency-${competency}`));

/** Returns the rater's scorecard as the server has it, over a new request. */
async function own(): Promise<Scorecard | undefined> {
  const page = await stage.open('evaluator');
  return page.view.rubric?.own;
}

async function notesFrom(beginning: string) {
  return Object.values((await own())?.notes ?? {}).filter(({ text }) => text.startsWith(beginning));
}

describe('while the server is down', () => {
  it('a rater continues, sees what is pending, and every change arrives once', async () => {
    await rater.keys(']', 'n');
    await rater.saveState('saved');
    await server.kill();
    await rater.saveState('offline');
    await rater.keys('1', '2', '4', '[');
    await rater.keys('5', 'u', '1');
    await evaluator.page.getByText(rubricTexts.save.offlinePending(2)).waitFor();
    await server.launch();
    await rater.saveState('saved');
    const scorecard = await own();
    expect(scorecard?.ratings[key(3, 2)]).toMatchObject({ value: 4, version: 2 });
    expect(scorecard?.ratings[key(2, 1)]).toMatchObject({ value: 1, version: 1 });
  });

  it('a reload in the middle of a note loses nothing', async () => {
    await server.kill();
    await rater.saveState('offline');
    await rater.keys('c');
    await rater.type('Half a sentence that was not sent');
    await rater.keptOnDevice('Half a sentence that was not sent');
    await server.launch();
    await evaluator.page.reload();
    await evaluator.join();
    await evaluator.waitUntilInside();
    // The new page has restored the note.
    await rater.note('Half a sentence that was not sent').waitFor();
    await rater.saveState('saved');
    expect(await notesFrom('Half a sentence')).toMatchObject([
      { text: 'Half a sentence that was not sent', questionId: 'question-2' },
    ]);
  });

  it('a second tab sends the unsent changes of a closed one, and none twice', async () => {
    const second = await RoomPage.open(evaluator.page.context(), stage.link('evaluator'));
    await second.join();
    await second.waitUntilInside();
    const other = new RaterPage(second.page);
    await other.enter();
    await rater.enter();
    await server.kill();
    for (const tab of [rater, other]) await tab.saveState('offline');
    await rater.keys('3');
    await rater.rated(kit.competencies[0]?.name ?? '', 3);
    await other.keys('c');
    await other.type('From the tab that is closed');
    await other.keptOnDevice('From the tab that is closed');
    await other.page.close({ runBeforeUnload: false });
    await server.launch();
    await rater.saveState('saved');
    const looking = await stage.open('evaluator');
    await looking.waitForView('the note of the closed tab', ({ rubric }) =>
      Object.values(rubric?.own?.notes ?? {}).some(({ text }) => text === 'From the tab that is closed'),
    );
    expect(await notesFrom('From the tab')).toMatchObject([{ version: 1 }]);
  });
});
