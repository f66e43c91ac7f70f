import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { room } from '../../client/texts/room.ts';
import type { CallStage } from '../support/callStage.ts';
import { CandidateApart } from '../support/candidateApart.ts';
import { waitForSilence, waitForTone } from '../support/decodedAudio.ts';
import { waitForColor, waitForFrames } from '../support/decodedVideo.ts';
import { itInLongRuns } from '../support/longTests.ts';
import { type ParticipantNetwork, reasonAgainstNetworks } from '../support/participantNetwork.ts';
import { ADA, GRACE } from '../support/personas.ts';
import type { RoomPage } from '../support/roomPage.ts';

const reason = reasonAgainstNetworks();

/** The candidate's whole network, signaling and media, is cut outside the browser. */
describe.skipIf(reason)(`a candidate whose network drops${reason ? ` (not run: ${reason})` : ''}`, () => {
  let apart: CandidateApart;
  let network: ParticipantNetwork;
  let stage: CallStage;
  let candidate: RoomPage;
  let lead: RoomPage;

  beforeAll(async () => {
    apart = await CandidateApart.create();
    stage = apart.stage;
    ({ candidate, lead } = await stage.call());
    network = apart.network;
    await waitForColor(lead.video(stage.seatId('candidate')), ADA.color);
    await waitForColor(candidate.video(stage.seatId('lead')), GRACE.color);
  });
  afterAll(() => apart?.close());

  /** The test needs an outage of this duration, so it waits for time. */
  const outageOf = (milliseconds: number) => delay(milliseconds);

  /** `alone/longOutages` measures how soon. */
  const backIn = async () => {
    await waitForColor(lead.video(stage.seatId('candidate')), ADA.color);
    await waitForFrames(lead.video(stage.seatId('candidate')), 10);
    await waitForFrames(candidate.video(stage.seatId('lead')), 10);
  };
  const theyHearEachOther = async () => {
    await waitForTone(lead.page, ADA.toneHz);
    await waitForTone(candidate.page, GRACE.toneHz);
  };
  const tile = () => lead.page.getByRole('figure', { name: ADA.name });

  it('for 5 s returns to the same interview, and was reconnecting and never gone', async () => {
    const loadedAt = await candidate.page.evaluate(() => performance.timeOrigin);
    await network.unplug();
    await tile().getByText(room.isReconnecting(ADA.name)).waitFor();
    await candidate.page.getByText(room.ownReconnecting.title).waitFor();
    await outageOf(5_000);
    await network.plugBack();
    await backIn();
    await theyHearEachOther();
    await candidate.page.getByText(room.ownReconnecting.title).waitFor({ state: 'detached' });
    expect(await lead.tileNames()).toHaveLength(2);
    // The page was not reloaded.
    expect(await candidate.page.evaluate(() => performance.timeOrigin)).toBe(loadedAt);
  });

  itInLongRuns('for 5 s, unnoticed by the browser, returns, too', async () => {
    await network.loseEverything();
    await outageOf(5_000);
    await network.stopLosing();
    await backIn();
    await theyHearEachOther();
  });

  it('returns muted and without video as before, and is seen and heard after unmuting', async () => {
    await candidate.press(room.controls.mute);
    await candidate.press(room.controls.cameraOff);
    await lead.video(stage.seatId('candidate')).waitFor({ state: 'detached' });
    const muted = () => tile().getByText(room.microphoneOff).waitFor({ state: 'attached' });
    await muted();

    await network.unplug();
    await tile().getByText(room.isReconnecting(ADA.name)).waitFor();
    await network.plugBack();
    await candidate.page.getByText(room.ownReconnecting.title).waitFor({ state: 'detached' });
    await waitForFrames(candidate.video(stage.seatId('lead')), 10);
    await waitForTone(candidate.page, GRACE.toneHz);

    await tile().getByText(room.isReconnecting(ADA.name)).waitFor({ state: 'detached' });
    await candidate.control(room.controls.unmute).waitFor();
    await candidate.control(room.controls.cameraOn).waitFor();
    await muted();
    await waitForSilence(lead.page, ADA.toneHz);
    expect(await lead.video(stage.seatId('candidate')).count()).toBe(0);

    await candidate.press(room.controls.unmute);
    await candidate.press(room.controls.cameraOn);
    await waitForColor(lead.video(stage.seatId('candidate')), ADA.color);
    await waitForTone(lead.page, ADA.toneHz);
  });
});
