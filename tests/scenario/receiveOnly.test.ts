import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ApiClient } from '../support/apiClient.ts';
import { handMadeAudio, handMadeVideo, RTP_CAPABILITIES } from '../support/handMadeMedia.ts';
import { InterviewStage } from '../support/interviewStage.ts';
import { startOwnedServer } from '../support/ownedServer.ts';
import type { SeatSocket } from '../support/seatSocket.ts';
import type { ServerProcess } from '../support/serverProcess.ts';

let server: ServerProcess;
let owner: ApiClient;
let stage: InterviewStage;

beforeAll(async () => {
  ({ server, owner } = await startOwnedServer());
});
afterAll(() => server?.close());
beforeEach(async () => {
  stage = await InterviewStage.create(owner);
});
afterEach(() => stage?.close());

const join = (page: SeatSocket) => page.request('media.join', { rtpCapabilities: RTP_CAPABILITIES });

/** Sends a microphone as our client would, without a browser. */
async function sendMicrophone(page: SeatSocket): Promise<void> {
  const { send } = await join(page);
  if (!send) throw new Error('This page may not send.');
  await page.request('media.produce', {
    transportId: send.transportId,
    source: 'microphone',
    kind: 'audio',
    rtpParameters: handMadeAudio(),
    paused: false,
  });
}

describe('those who watch', () => {
  it.each(['evaluator', 'observer'] as const)(
    'the %s gets no way to send, and a hand-made produce is refused',
    async part => {
      const pages = await stage.everybodyInside();
      const { send: candidateSend } = await join(pages.candidate);
      const joined = await join(pages[part]);
      expect(joined.send).toBeUndefined();
      for (const transportId of [
        joined.receive.transportId,
        candidateSend?.transportId ?? joined.receive.transportId,
      ])
        for (const [source, kind, rtpParameters] of [
          ['microphone', 'audio', handMadeAudio()],
          ['camera', 'video', handMadeVideo()],
          ['screen', 'video', handMadeVideo()],
        ] as const)
          await expect(
            pages[part].request('media.produce', { transportId, source, kind, rtpParameters, paused: false }),
          ).rejects.toMatchObject({ code: 'forbidden' });
      await expect(
        pages[part].request('media.setPaused', { source: 'microphone', paused: false }),
      ).rejects.toMatchObject({ code: 'forbidden' });
      expect(pages.candidate.notices.filter(({ name }) => name === 'media.consumerAdded')).toEqual([]);
    },
  );

  it('get the tracks of those who talk', async () => {
    const pages = await stage.everybodyInside();
    for (const part of ['evaluator', 'observer', 'lead'] as const) await join(pages[part]);
    await sendMicrophone(pages.candidate);
    for (const part of ['evaluator', 'observer', 'lead'] as const) {
      const { consumer } = await pages[part].notice('media.consumerAdded');
      expect(consumer).toMatchObject({ source: 'microphone', kind: 'audio' });
      expect(consumer.producerPeerId).toContain(stage.seatId('candidate'));
    }
  });

  it('never cause a track, a level or a quality to be told to the candidate', async () => {
    const pages = await stage.everybodyInside();
    await Promise.all(Object.values(pages).map(join));
    await sendMicrophone(pages.candidate);
    await pages.observer.notice('media.consumerAdded');
    const heard = JSON.stringify(pages.candidate.notices);
    for (const part of ['evaluator', 'observer'] as const) expect(heard).not.toContain(stage.seatId(part));
  });
});

describe('media', () => {
  it('is for those in the room only', async () => {
    const candidate = await stage.enter('candidate');
    const observer = await stage.open('observer');
    await expect(join(candidate)).rejects.toMatchObject({ code: 'wrong-phase' });
    const lead = await stage.enter('lead');
    await lead.request('session.open', {});
    await expect(join(candidate)).rejects.toMatchObject({ code: 'not-admitted' });
    await expect(join(observer)).rejects.toMatchObject({ code: 'not-admitted' });
    await join(lead);
  });

  it('of a second page that has not entered is refused, though its person is inside', async () => {
    await stage.everybodyInside();
    const second = await stage.open('candidate');
    await expect(join(second)).rejects.toMatchObject({ code: 'not-admitted' });
  });

  it('needs a transport of one’s own', async () => {
    const { candidate, lead } = await stage.everybodyInside();
    const [own, other] = [await join(candidate), await join(lead)];
    const produce = (transportId: typeof own.receive.transportId) =>
      candidate.request('media.produce', {
        transportId,
        source: 'microphone',
        kind: 'audio',
        rtpParameters: handMadeAudio(),
        paused: false,
      });
    await expect(produce(other.send?.transportId ?? other.receive.transportId)).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(produce(own.receive.transportId)).rejects.toThrow();
    await expect(
      candidate.request('media.restartIce', { transportId: other.receive.transportId }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('of one source twice is one producer', async () => {
    const { candidate, lead } = await stage.everybodyInside();
    await join(lead);
    await sendMicrophone(candidate);
    const { send, consumers } = await join(candidate);
    expect(consumers).toEqual([]);
    for (let attempt = 0; attempt < 2; attempt += 1)
      await candidate.request('media.produce', {
        transportId: send?.transportId ?? ('' as never),
        source: 'microphone',
        kind: 'audio',
        rtpParameters: handMadeAudio(),
        paused: false,
      });
    const synced = await candidate.request('media.sync', {});
    expect(synced.producers.map(({ source }) => source)).toEqual(['microphone']);
    expect((await lead.request('media.sync', {})).consumers).toHaveLength(1);
  });

  it('muted and stopped is shown to everybody', async () => {
    const { candidate, lead } = await stage.everybodyInside();
    const microphone = () => lead.seat(stage.seatId('candidate'))?.media.microphone;
    await sendMicrophone(candidate);
    await lead.waitForView('on', () => microphone() === 'on');
    await candidate.request('media.setPaused', { source: 'microphone', paused: true });
    await lead.waitForView('muted', () => microphone() === 'muted');
    await candidate.request('media.stop', { source: 'microphone' });
    await lead.waitForView('off', () => microphone() === 'off');
  });

  it('of somebody who is sent to the lobby ends for everybody', async () => {
    const { candidate, lead } = await stage.everybodyInside();
    await join(lead);
    await sendMicrophone(candidate);
    const { consumer } = await lead.notice('media.consumerAdded');
    await lead.request('seat.sendToLobby', { seatId: stage.seatId('candidate') });
    await lead.notice('media.consumerClosed', ({ consumerId }) => consumerId === consumer.consumerId);
    await expect(join(candidate)).rejects.toMatchObject({ code: 'not-admitted' });
  });

  it('with parameters that make no sense is refused and nobody else is harmed', async () => {
    const { candidate, lead } = await stage.everybodyInside();
    await join(lead);
    const { send } = await join(candidate);
    const nonsense = [{}, { codecs: 'VP8' }, { codecs: [{ mimeType: 'video/AV1' }] }, { encodings: [] }];
    for (const rtpParameters of nonsense)
      await expect(
        candidate.request('media.produce', {
          transportId: send?.transportId ?? ('' as never),
          source: 'camera',
          kind: 'video',
          rtpParameters,
          paused: false,
        }),
      ).rejects.toMatchObject({ code: 'invalid' });
    await sendMicrophone(candidate);
    await lead.notice('media.consumerAdded');
  });
});

describe('a media worker that is killed', () => {
  it('is replaced, and everybody in the room is told to join again in less than a second', async () => {
    const { candidate, lead } = await stage.everybodyInside();
    const before = await join(candidate);
    await join(lead);
    const [worker] = server.workerPids;
    if (!worker) throw new Error('There is no worker.');
    const killedAt = performance.now();
    process.kill(worker, 'SIGKILL');
    const { epoch } = await lead.notice('media.restarted');
    await candidate.notice('media.restarted');
    expect(performance.now() - killedAt).toBeLessThan(1_000);
    expect(epoch).toBeGreaterThan(before.epoch);
    const again = await join(candidate);
    expect(again.epoch).toBe(epoch);
    await join(lead);
    await sendMicrophone(candidate);
    await lead.notice('media.consumerAdded', notice => notice.epoch === epoch);
    expect(server.workerPids).not.toContain(worker);
  });
});
