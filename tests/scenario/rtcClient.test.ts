import { afterEach, describe, expect, it } from 'vitest';
import type { SeatId } from '../../shared/ids.ts';
import { CONSENT_VERSION } from '../../shared/interview/setup.ts';
import { OPUS_FRAME } from '../support/rtcClient/microphone.ts';
import type { ReceivedTrack } from '../support/rtcClient/receivedTrack.ts';
import { RtcClient } from '../support/rtcClient/rtcClient.ts';
import { openTheatre } from '../support/theatre.ts';

const theatre = openTheatre();
const clients: RtcClient[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map(client => client.close()));
});

/** Half a second of packets. */
const SOME = 25;

async function open(part: 'candidate' | 'lead'): Promise<RtcClient> {
  const client = await RtcClient.open(theatre.stage.link(part));
  clients.push(client);
  return client;
}

/** Both people in the room, with open microphones. */
async function call(): Promise<{ candidate: RtcClient; lead: RtcClient }> {
  const [candidate, lead] = await Promise.all([open('candidate'), open('lead')]);
  await candidate.request('consent.give', {
    consent: { version: CONSENT_VERSION, recording: false, observers: false },
  });
  await Promise.all([candidate, lead].map(client => client.request('seat.enter', {})));
  await lead.request('session.open', {});
  await lead.request('seat.admit', { seatId: theatre.stage.seatId('candidate') });
  await Promise.all(
    [candidate, lead].map(async client => {
      await client.waitFor('the room', () => client.own.presence === 'inside');
      await client.joinMedia();
      await client.publish();
    }),
  );
  return { candidate, lead };
}

/** Resolves with the track after this number of packets of this level. */
function heard(
  client: RtcClient,
  seatId: SeatId,
  { level, packets = 1 }: { level: number; packets?: number },
): Promise<ReceivedTrack> {
  return client.waitFor(`${packets} packets of level ${level}`, () =>
    client
      .received(seatId, 'microphone')
      .find(track => !track.closed && (track.levels.get(level) ?? 0) >= packets),
  );
}

/** Sends at this level until some packets have gone out. */
async function send(client: RtcClient, level: number): Promise<void> {
  client.microphone.level = level;
  const until = client.microphone.packetsSent + SOME;
  await client.waitFor('packets to be sent', () => client.microphone.packetsSent >= until);
}

describe('WebRTC clients without a browser', () => {
  it('hear each other at the levels that were sent', async () => {
    const { candidate, lead } = await call();
    candidate.microphone.level = 23;
    lead.microphone.level = 31;
    const heardByLead = await heard(lead, theatre.stage.seatId('candidate'), { level: 23, packets: SOME });
    const heardByCandidate = await heard(candidate, theatre.stage.seatId('lead'), {
      level: 31,
      packets: SOME,
    });
    for (const track of [heardByLead, heardByCandidate]) {
      expect(track.lastPayload).toEqual(OPUS_FRAME);
      expect(track.bytes).toBe(track.packets * OPUS_FRAME.length);
    }
  });

  it('are not heard while they are muted, and are heard again after it', async () => {
    const { candidate, lead } = await call();
    const seatId = theatre.stage.seatId('candidate');
    candidate.microphone.level = 20;
    const track = await heard(lead, seatId, { level: 20 });
    await candidate.mute(true);
    await lead.waitFor('the mute', () => track.senderPaused);
    await send(candidate, 60);
    // No packet of level 60 can still be in flight.
    await send(candidate, 61);
    candidate.microphone.level = 40;
    await candidate.mute(false);
    expect(await heard(lead, seatId, { level: 40 })).toBe(track);
    expect(track.levels.has(60)).toBe(false);
    // The media may arrive before the notice.
    await lead.waitFor('the end of the mute', () => !track.senderPaused);
  });

  it('are not heard after a stop, and are heard over another track after they start again', async () => {
    const { candidate, lead } = await call();
    const seatId = theatre.stage.seatId('candidate');
    candidate.microphone.level = 20;
    const track = await heard(lead, seatId, { level: 20 });
    await candidate.stop();
    await lead.waitFor('the end of the track', () => track.closed);
    await lead.waitFor('the sign', () => lead.view.seats[seatId]?.media.microphone === 'off');
    await send(candidate, 60);
    // No packet of level 60 can still be in flight.
    await send(candidate, 61);
    candidate.microphone.level = 40;
    await candidate.publish();
    const again = await heard(lead, seatId, { level: 40 });
    expect(again).not.toBe(track);
    for (const { levels } of lead.received(seatId, 'microphone')) expect(levels.has(60)).toBe(false);
  });

  it('get an error for a request that the server does not know, and continue', async () => {
    const client = await open('candidate');
    await expect(client.requestNamed('hand.raise', {})).rejects.toMatchObject({ code: 'unknown-request' });
    await client.request('interview.resume', {});
  });

  it('get what they missed after a reconnection', async () => {
    const { candidate, lead } = await call();
    const [candidateId, leadId] = [theatre.stage.seatId('candidate'), theatre.stage.seatId('lead')];
    candidate.microphone.level = 20;
    lead.microphone.level = 21;
    const track = await heard(candidate, leadId, { level: 21 });
    const ownTrack = await heard(lead, candidateId, { level: 20 });
    candidate.drop();
    await lead.waitFor('the loss', () => lead.view.seats[candidateId]?.presence === 'reconnecting');
    await lead.stop();
    lead.microphone.level = 41;
    await lead.publish();
    expect(await heard(candidate, leadId, { level: 41 })).not.toBe(track);
    await candidate.waitFor('the end of the track', () => track.closed);
    candidate.microphone.level = 40;
    expect(await heard(lead, candidateId, { level: 40 })).toBe(ownTrack);
  });

  it('hear each other again after the media worker was killed', async () => {
    const { candidate, lead } = await call();
    candidate.microphone.level = 20;
    lead.microphone.level = 21;
    const before = await heard(lead, theatre.stage.seatId('candidate'), { level: 20 });
    await heard(candidate, theatre.stage.seatId('lead'), { level: 21 });
    const [worker] = theatre.server.workerPids;
    if (!worker) throw new Error('There is no worker.');
    process.kill(worker, 'SIGKILL');
    await lead.waitFor('another room', () => (lead.epoch ?? 0) > before.epoch);
    await candidate.waitFor('another room', () => (candidate.epoch ?? 0) > before.epoch);
    candidate.microphone.level = 40;
    lead.microphone.level = 41;
    const after = await heard(lead, theatre.stage.seatId('candidate'), { level: 40, packets: SOME });
    await heard(candidate, theatre.stage.seatId('lead'), { level: 41, packets: SOME });
    expect(after.epoch).toBe(lead.epoch);
  });
});
