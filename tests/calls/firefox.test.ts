import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { room } from '../../client/texts/room.ts';
import { STANDARD_LINES } from '../../shared/recruiter/lines.ts';
import { AnsweringPage } from '../support/answeringPage.ts';
import { CallStage } from '../support/callStage.ts';
import { TestBrowser } from '../support/chromium.ts';
import { waitForSilence, waitForTone } from '../support/decodedAudio.ts';
import { waitForColor, waitForFrames } from '../support/decodedVideo.ts';
import { eventually } from '../support/eventually.ts';
import { exampleKit } from '../support/exampleKit.ts';
import { FirefoxAddress } from '../support/firefoxAddress.ts';
import { describeInLongRuns } from '../support/longTests.ts';
import { madeUpReview } from '../support/madeUpReview.ts';
import { readyRecording } from '../support/oracle/reviewedRecording.ts';
import { reasonAgainstNetworks } from '../support/participantNetwork.ts';
import { ADA, GRACE } from '../support/personas.ts';
import { RaterPage } from '../support/raterPage.ts';
import { RecruiterStage } from '../support/recruiterStage.ts';
import { ReplayPage } from '../support/replayPage.ts';
import { ReviewServer } from '../support/reviewServer.ts';
import { addStills, serveReview } from '../support/reviewStage.ts';
import type { RoomPage } from '../support/roomPage.ts';
import { signedIn } from '../support/signedIn.ts';
import { synthesize } from '../support/spokenAudio.ts';
import { briefKit } from '../support/spokenKit.ts';

const reason = reasonAgainstNetworks();
const because = reason ? ` (skipped: ${reason})` : '';

/** Closes the folder of the address last, because it was created first. */
const closers = new AsyncDisposableStack();
let address: FirefoxAddress;
let stage: CallStage;
let candidate: RoomPage;
let lead: RoomPage;

beforeAll(async () => {
  if (reason) return;
  address = closers.use(await FirefoxAddress.create());
  stage = closers.use(
    await CallStage.create(
      address.variables,
      { candidate: { firefox: true }, evaluator: { firefox: true } },
      async owner => (await owner.call('kits.create', { kit: exampleKit() })).kitId,
    ),
  );
  ({ candidate, lead } = await stage.call());
});
afterAll(() => closers.disposeAsync());

describe.skipIf(reason)(`a candidate in Firefox and an interviewer in Chromium${because}`, () => {
  it('see and hear each other', async () => {
    await waitForColor(candidate.video(stage.seatId('lead')), GRACE.color);
    await waitForTone(candidate.page, GRACE.toneHz);
    await waitForFrames(lead.video(stage.seatId('candidate')), 15);
    await waitForTone(lead.page, ADA.toneHz);
  });

  it('mute with the key M, and are heard again', async () => {
    await candidate.page.keyboard.press('m');
    await candidate.control(room.controls.unmute).waitFor();
    await waitForSilence(lead.page, ADA.toneHz);
    await candidate.page.keyboard.press('m');
    await waitForTone(lead.page, ADA.toneHz);
  });

  it('turn the camera off and on', async () => {
    await candidate.page.keyboard.press('v');
    await lead.video(stage.seatId('candidate')).waitFor({ state: 'detached' });
    await candidate.page.keyboard.press('v');
    await waitForFrames(lead.video(stage.seatId('candidate')), 15);
  });

  it('have no error in either browser’s console', () => {
    expect(stage.complaints).toEqual([]);
  });
});

describeInLongRuns('an evaluator in Firefox', () => {
  it('rates using only the keyboard, and has the ratings after a reload', async () => {
    const [competency] = exampleKit().competencies;
    const evaluator = await stage.join('evaluator');
    const rater = new RaterPage(evaluator.page);
    await evaluator.waitUntilInside();
    await lead.page.keyboard.press('q');
    await lead.page.keyboard.press('o');
    await rater.panel.getByRole('heading', { name: exampleKit().questions[0]?.text ?? '' }).waitFor();
    await rater.enter();
    await rater.keys('4');
    await rater.rated(competency?.name ?? '', 4);
    await rater.saveState('saved');
    await evaluator.page.reload();
    await evaluator.join();
    await rater.panel.waitFor();
    await rater.rated(competency?.name ?? '', 4);
  });
});

describeInLongRuns('a recording of a candidate in Firefox', () => {
  it('is created, and plays on the review page', async () => {
    const recorded = closers.use(await CallStage.create(address.variables, { candidate: { firefox: true } }));
    const pages = await recorded.call();
    await waitForFrames(pages.lead.video(recorded.seatId('candidate')), 60);
    await pages.lead.press(room.controls.session);
    await pages.lead.page.getByRole('menuitem', { name: room.session.end }).click();
    await pages.lead.page.getByRole('button', { name: room.session.endConfirm }).click();
    const { review } = await readyRecording(recorded.owner, recorded.interview.interviewId);
    expect(review.tracks.map(({ role, hasAudio, hasVideo }) => [role, hasAudio, hasVideo]).sort()).toEqual([
      ['candidate', true, true],
      ['interviewer', true, true],
    ]);

    await using browser = await TestBrowser.launch({ firefox: true });
    const page = await (await signedIn(browser, recorded.owner)).newPage();
    await page.goto(`${recorded.server.url}/console/interviews/${recorded.interview.interviewId}/review`);
    await page.locator('[data-review]').waitFor();
    await page.locator('[data-status]').click();
    await waitForFrames(page.locator('[data-review] video').first(), 20);
    const seconds = async () =>
      Number(await page.getByRole('slider', { name: 'Position' }).getAttribute('aria-valuenow'));
    await eventually('two seconds to have been played', async () => (await seconds()) > 1);
  });
});

describeInLongRuns('the combined video in Firefox', () => {
  it.each([
    [768, 1_024],
    [390, 844],
  ])('has its height next to other content on a screen %i px wide', async (width, height) => {
    await using server = await ReviewServer.start();
    const files = await addStills(server);
    const composed = { fileId: files.composed, contentType: 'video/mp4', bytes: 61_000_000 };
    serveReview(server, () => ({ ...madeUpReview({ files }), composed }));
    await using browser = await TestBrowser.launch({ firefox: true });
    const replay = await ReplayPage.open(browser, server, '', { viewport: { width, height } });
    await replay.composed.waitFor();
    const box = await replay.composed.boundingBox();
    expect((box?.width ?? 0) / (box?.height ?? 0)).toBeCloseTo(16 / 9, 1);
  });
});

describeInLongRuns('a candidate in Firefox with the virtual recruiter', () => {
  it('is asked a question, heard, and asked the next one', async () => {
    const kit = briefKit();
    const held = closers.use(await RecruiterStage.create({ kit, variables: address.variables }));
    const interview = await held.interview();
    await using browser = await TestBrowser.launch({ persona: ADA, firefox: true });
    const answering = new AnsweringPage(await interview.candidate(browser));
    const answer = await synthesize('I looked at the graphs first, and then I asked a colleague.', {
      voice: 'rms',
      levelDbov: -24,
    });
    await answering.waitForQuestion(kit.questions[0]?.text ?? '');
    await answering.say(answer);
    await answering.waitForTurn('goingOn');
    await answering.waitForTurn('speaking');
    await answering.panel.getByText(STANDARD_LINES.concreteExample, { exact: true }).waitFor();
    expect(answering.room.complaints).toEqual([]);
  }, 600_000);
});
