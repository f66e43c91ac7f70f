import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { room } from '../../client/texts/room.ts';
import type { CallStage } from '../support/callStage.ts';
import { CandidateApart } from '../support/candidateApart.ts';
import { waitForTone } from '../support/decodedAudio.ts';
import { waitForColor, waitForFrames } from '../support/decodedVideo.ts';
import { LONG_RUN } from '../support/longTests.ts';
import { reasonAgainstNetworks } from '../support/participantNetwork.ts';
import { ADA, GRACE } from '../support/personas.ts';
import type { RoomPage } from '../support/roomPage.ts';

const reason = reasonAgainstNetworks();
/** Longer than every timeout of a connection. */
const OUTAGES_S = [15, 60];

/** Longer outages than in `calls/drops`. The reconnection is timed, so nothing runs at the same time. */
describe.skipIf(reason || !LONG_RUN)(`a long outage${reason ? ` (not run: ${reason})` : ''}`, () => {
  let apart: CandidateApart;
  let stage: CallStage;
  let candidate: RoomPage;
  let lead: RoomPage;

  beforeAll(async () => {
    apart = await CandidateApart.create();
    stage = apart.stage;
    ({ candidate, lead } = await stage.call());
    await waitForColor(lead.video(stage.seatId('candidate')), ADA.color);
    await waitForColor(candidate.video(stage.seatId('lead')), GRACE.color);
  });
  afterAll(() => apart?.close());

  it.each(OUTAGES_S)('of %i s: they are back in the same seat within five seconds', async seconds => {
    const tile = lead.page.getByRole('figure', { name: ADA.name });
    await apart.network.unplug();
    await tile.getByText(room.isReconnecting(ADA.name)).waitFor();
    // The test needs an outage of this duration, so it waits for time.
    await delay(seconds * 1_000);
    expect(await lead.tileNames()).toContain(ADA.name);
    await apart.network.plugBack();
    const pluggedAt = performance.now();
    await waitForColor(lead.video(stage.seatId('candidate')), ADA.color, 15_000);
    await waitForFrames(lead.video(stage.seatId('candidate')), 10, 15_000);
    await waitForFrames(candidate.video(stage.seatId('lead')), 10, 15_000);
    const tookMs = performance.now() - pluggedAt;
    await waitForTone(lead.page, ADA.toneHz);
    await waitForTone(candidate.page, GRACE.toneHz);
    expect(tookMs).toBeLessThan(5_000);
  });
});
