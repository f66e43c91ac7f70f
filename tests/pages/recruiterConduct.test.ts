import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conductor } from '../../client/texts/conductor.ts';
import { prejoin } from '../../client/texts/prejoin.ts';
import { recruiterConductor as texts } from '../../client/texts/recruiterConductor.ts';
import { room } from '../../client/texts/room.ts';
import { DEFAULT_RECRUITER } from '../../shared/recruiter/settings.ts';
import { expectAccessible } from '../support/accessible.ts';
import type { ApiClient } from '../support/apiClient.ts';
import type { TestBrowser } from '../support/chromium.ts';
import { InterviewStage } from '../support/interviewStage.ts';
import { startOwnedServer } from '../support/ownedServer.ts';
import { BARBARA, GRACE } from '../support/personas.ts';
import { RoomPage } from '../support/roomPage.ts';
import type { SeatSocket } from '../support/seatSocket.ts';
import type { ServerProcess } from '../support/serverProcess.ts';
import { sharedBrowser } from '../support/shared.ts';
import { briefKit } from '../support/spokenKit.ts';
import { tabTo } from '../support/tabTo.ts';
import { TEST_CLIPS } from '../support/testClips.ts';

/** Long enough for the recruiter to still speak it while the lead watches, pauses, and takes over. */
const LONG_GREETING = Array.from(
  { length: 12 },
  (_, index) => `Welcome, and this is sentence number ${index + 1} of a greeting that takes its time.`,
).join(' ');

let server: ServerProcess;
let owner: ApiClient;
let browser: TestBrowser;
let stage: InterviewStage;
let candidate: SeatSocket;
let lead: RoomPage;

beforeAll(async () => {
  ({ server, owner } = await startOwnedServer({ CLIP_DIR: TEST_CLIPS }));
  browser = await sharedBrowser(GRACE);
  const { kitId } = await owner.call('kits.create', { kit: briefKit({ greeting: LONG_GREETING }) });
  stage = await InterviewStage.create(owner, server.url, kitId);
  await owner.call('interviews.change', { interviewId: stage.interviewId, recruiter: DEFAULT_RECRUITER });
});
afterAll(async () => {
  stage?.close();
  await lead?.page.context().close();
  await server?.close();
});

const questions = () => lead.page.getByRole('region', { name: conductor.label });
const order = (name: keyof typeof texts.orders.names) => lead.page.locator(`[data-order="${name}"]`).first();
const { cameraOff, cameraOn, mute, microphoneMissing } = room.controls;

/** Checks the lead's buttons for whether others see and hear the lead. */
async function expectOnAir(onAir: boolean): Promise<void> {
  await lead.control(onAir ? cameraOff : cameraOn).waitFor();
  await lead.control(onAir ? mute : microphoneMissing).waitFor();
}

/** Tests run in order: a lead watches an interview that the virtual recruiter conducts. */
describe('the lead of an interview conducted by the virtual recruiter', () => {
  it('reads before joining that they only watch, and waits for the candidate alone', async () => {
    lead = await RoomPage.open(await browser.newContext(), stage.link('lead'));
    await lead.page.getByText(prejoin.facts.nextUntilTakingOver).waitFor();
    await expectAccessible(lead.page);
    await lead.join();
    await lead.page.getByRole('heading', { name: room.waiting.recruiter.heading }).waitFor();
    await expectAccessible(lead.page);
  });

  it('joins unseen and unheard, and reads what the recruiter does', async () => {
    candidate = await stage.enter('candidate');
    await lead.waitUntilInside();
    await expectOnAir(false);
    await questions().locator('[data-turn="before"]').waitFor();
    await candidate.request('recruiter.press', { button: 'ready', utterance: 0 });
    await questions().locator('[data-turn="speaking"]').waitFor();
    await questions().locator('[data-caption]').waitFor();
    await expectAccessible(lead.page);
  });

  it('sees and hears an evaluator’s messages about the call on a 900-pixel screen, with the questions folded or not', async () => {
    await lead.page.setViewportSize({ width: 1_440, height: 900 });
    const evaluator = await stage.enter('evaluator');
    await evaluator.request('logistics.send', { line: 'cannot-hear-candidate' });
    const said = lead.page
      .getByRole('status')
      .filter({ hasText: conductor.logistics.lines['cannot-hear-candidate'] })
      .filter({ hasText: BARBARA.name });
    await said.waitFor();
    const bottom = async () => {
      const { y = 901, height = 0 } = (await said.boundingBox()) ?? {};
      return y + height;
    };
    await expect.poll(bottom).toBeLessThanOrEqual(900);
    await expectAccessible(lead.page);
    evaluator.close();
  });

  it('pauses and resumes the recruiter using only the keyboard', async () => {
    await tabTo(lead.page, order('pause'));
    await lead.page.keyboard.press('h');
    await questions().locator('[data-turn="paused"]').waitFor();
    await candidate.waitForView(
      'the recruiter to be paused',
      ({ recruiter }) => recruiter?.turn === 'paused',
    );
    await lead.page.keyboard.press('h');
    await order('pause').waitFor();
  });

  it('takes over with one key, and the candidate sees and hears them', async () => {
    await lead.page.keyboard.press('t');
    await expectOnAir(true);
    await questions().getByText(texts.orders.yourTurn).waitFor();
    await expectAccessible(lead.page);
    const grace = stage.seatId('lead');
    await candidate.waitForView('the lead to be on', ({ recruiter, seats }) => {
      const { camera, microphone } = seats[grace]?.media ?? {};
      return recruiter?.personSeatId === grace && camera === 'on' && microphone === 'on';
    });
    // The question list still conducts as usual.
    await questions()
      .getByRole('button', { name: conductor.actions.open(1) })
      .waitFor();
  });

  it('returns an unanswered question to the recruiter, to be asked again, and is unseen and unheard again', async () => {
    const open = questions().getByRole('button', { name: conductor.actions.open(1) });
    await open.first().click();
    const { title, same } = texts.orders.next;
    await candidate.waitForView('the question', ({ recruiter }) => recruiter?.question?.number === 1);
    await tabTo(lead.page, order('handBack'));
    await lead.page.keyboard.press('t');
    // The question has no answer.
    const dialog = lead.page.getByRole('dialog', { name: title });
    await dialog.waitFor();
    await expectAccessible(lead.page);
    await dialog.getByRole('button', { name: same }).click();
    await candidate.waitForView(
      'the question again',
      ({ recruiter }) => recruiter?.turn !== 'person' && recruiter?.question?.number === 1,
    );
    await order('takeOver').waitFor();
    await expectOnAir(false);
    await candidate.waitForView('the lead to be off', ({ seats }) => {
      const { camera, microphone } = seats[stage.seatId('lead')]?.media ?? {};
      return camera === 'off' && microphone === 'off';
    });
  });
});
