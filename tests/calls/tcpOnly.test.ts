import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prejoin } from '../../client/texts/prejoin.ts';
import { room } from '../../client/texts/room.ts';
import type { CallStage } from '../support/callStage.ts';
import { CandidateApart } from '../support/candidateApart.ts';
import { waitForTone } from '../support/decodedAudio.ts';
import { waitForColor, waitForFrames } from '../support/decodedVideo.ts';
import { reasonAgainstNetworks } from '../support/participantNetwork.ts';
import { ADA, GRACE } from '../support/personas.ts';
import type { RoomPage } from '../support/roomPage.ts';

const reason = reasonAgainstNetworks();

describe.skipIf(reason)(
  `a candidate whose network blocks outgoing UDP${reason ? ` (not run: ${reason})` : ''}`,
  () => {
    let apart: CandidateApart;
    let stage: CallStage;
    let candidate: RoomPage;
    let lead: RoomPage;

    beforeAll(async () => {
      apart = await CandidateApart.create(network => network.refuseUdp());
      stage = apart.stage;
      lead = await stage.join('lead');
      await lead.openSession();
      candidate = await stage.open('candidate');
    });
    afterAll(() => apart?.close());

    it('reads in pre-join that the connection works over a relay, and so do staff', async () => {
      await candidate.page.getByText(prejoin.checks.tcpOnly).waitFor();
      await lead.press(room.controls.people);
      await lead.page.getByText(room.people.connection['tcp-only']).waitFor();
      await lead.press(room.controls.people);
    });

    it('sees, hears, is seen, and is heard as usual', async () => {
      await candidate.agreeAndJoin();
      await lead.admit(ADA.name);
      await candidate.waitUntilInside();
      await waitForColor(lead.video(stage.seatId('candidate')), ADA.color);
      await waitForColor(candidate.video(stage.seatId('lead')), GRACE.color);
      await waitForFrames(lead.video(stage.seatId('candidate')), 20);
      await waitForTone(lead.page, ADA.toneHz);
      await waitForTone(candidate.page, GRACE.toneHz);
      expect(stage.complaints).toEqual([]);
    });
  },
);
