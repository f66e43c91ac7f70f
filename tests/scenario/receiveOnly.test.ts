import { describe, expect, it } from 'vitest';
import { handMadeAudio, handMadeVideo } from '../support/handMadeMedia.ts';
import { joinMedia, joinToSend, produceMicrophone, sendMicrophone } from '../support/seatMedia.ts';
import { openTheatre } from '../support/theatre.ts';

const theatre = openTheatre();

describe('those who watch', () => {
  it.each(['evaluator', 'observer'] as const)(
    'the %s gets no way to send, and a hand-made produce is refused',
    async part => {
      const pages = await theatre.stage.everybodyInside();
      const candidate = await joinToSend(pages.candidate);
      const joined = await joinMedia(pages[part]);
      expect(joined.send).toBeUndefined();
      for (const transportId of [joined.receive.transportId, candidate.sendId])
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
    const pages = await theatre.stage.everybodyInside();
    for (const part of ['evaluator', 'observer', 'lead'] as const) await joinMedia(pages[part]);
    await sendMicrophone(pages.candidate);
    for (const part of ['evaluator', 'observer', 'lead'] as const) {
      const { consumer } = await pages[part].notice('media.consumerAdded');
      expect(consumer).toMatchObject({ source: 'microphone', kind: 'audio' });
      expect(consumer.producerPeerId).toContain(theatre.stage.seatId('candidate'));
    }
  });

  it('never cause a track, a level or a quality to be told to the candidate', async () => {
    const pages = await theatre.stage.everybodyInside();
    await Promise.all(Object.values(pages).map(joinMedia));
    await sendMicrophone(pages.candidate);
    for (const part of ['evaluator', 'observer'] as const) await pages[part].notice('media.consumerAdded');
    // A participant who loses a track is measured anew, which the interviewers are told of all who receive.
    await pages.candidate.request('media.stop', { source: 'microphone' });
    for (const part of ['evaluator', 'observer'] as const)
      await pages.lead.notice('media.quality', ({ seatId }) => seatId === theatre.stage.seatId(part));
    // What is on its way to the candidate comes before this answer.
    await pages.candidate.resume();
    const heard = JSON.stringify(pages.candidate.notices);
    for (const part of ['evaluator', 'observer'] as const)
      expect(heard).not.toContain(theatre.stage.seatId(part));
  });
});

describe('media', () => {
  it('is for those in the room only', async () => {
    const candidate = await theatre.stage.enter('candidate');
    const observer = await theatre.stage.open('observer');
    await expect(joinMedia(candidate)).rejects.toMatchObject({ code: 'wrong-phase' });
    const lead = await theatre.stage.enter('lead');
    await lead.request('session.open', {});
    await expect(joinMedia(candidate)).rejects.toMatchObject({ code: 'not-admitted' });
    await expect(joinMedia(observer)).rejects.toMatchObject({ code: 'not-admitted' });
    await joinMedia(lead);
  });

  it('and how it goes is told to those in the room only', async () => {
    const { candidate, lead, second } = await theatre.stage.everybodyInside();
    await lead.request('seat.sendToLobby', { seatId: theatre.stage.seatId('candidate') });
    await candidate.waitForView('the lobby', () => candidate.own.presence === 'waiting');
    await joinMedia(lead);
    await sendMicrophone(second);
    await lead.notice('media.consumerAdded');
    await second.request('media.stop', { source: 'microphone' });
    await second.notice('media.quality', ({ seatId }) => seatId === theatre.stage.seatId('lead'));
    await candidate.resume();
    expect(candidate.notices.filter(({ name }) => name === 'media.quality')).toEqual([]);
  });

  it('of a second page that has not entered is refused, though its person is inside', async () => {
    await theatre.stage.everybodyInside();
    const second = await theatre.stage.open('candidate');
    await expect(joinMedia(second)).rejects.toMatchObject({ code: 'not-admitted' });
  });

  it('needs a transport of one’s own', async () => {
    const { candidate, lead } = await theatre.stage.everybodyInside();
    const [own, other] = [await joinMedia(candidate), await joinToSend(lead)];
    await expect(produceMicrophone(candidate, other.sendId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(produceMicrophone(candidate, own.receive.transportId)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(
      candidate.request('media.restartIce', { transportId: other.receive.transportId }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('of one source twice is one producer', async () => {
    const { candidate, lead } = await theatre.stage.everybodyInside();
    await joinMedia(lead);
    await sendMicrophone(candidate);
    const { sendId, consumers } = await joinToSend(candidate);
    expect(consumers).toEqual([]);
    await produceMicrophone(candidate, sendId);
    const { producerId } = await produceMicrophone(candidate, sendId);
    const synced = await candidate.request('media.sync', {});
    expect(synced.producers.map(({ source }) => source)).toEqual(['microphone']);
    // The one before is closed for the others, and this one given to them, after its sender has been answered.
    const received = async () => (await lead.request('media.sync', {})).consumers;
    await expect.poll(received).toEqual([expect.objectContaining({ producerId })]);
  });

  it('muted and stopped is shown to everybody', async () => {
    const { candidate, lead } = await theatre.stage.everybodyInside();
    const microphone = () => lead.seat(theatre.stage.seatId('candidate'))?.media.microphone;
    await sendMicrophone(candidate);
    await lead.waitForView('on', () => microphone() === 'on');
    await candidate.request('media.setPaused', { source: 'microphone', paused: true });
    await lead.waitForView('muted', () => microphone() === 'muted');
    await candidate.request('media.stop', { source: 'microphone' });
    await lead.waitForView('off', () => microphone() === 'off');
  });

  it('that is muted reaches no one, whatever its sender goes on sending', async () => {
    const { candidate, lead, observer } = await theatre.stage.everybodyInside();
    for (const page of [lead, observer]) await joinMedia(page);
    await sendMicrophone(candidate);
    for (const page of [lead, observer]) await page.notice('media.consumerAdded');
    for (const paused of [true, false]) {
      await candidate.request('media.setPaused', { source: 'microphone', paused });
      for (const page of [lead, observer]) {
        await page.notice('media.consumerPaused', notice => notice.paused === paused);
        const { consumers } = await page.request('media.sync', {});
        expect(consumers).toMatchObject([{ source: 'microphone', producerPaused: paused }]);
      }
    }
  });

  it('that begins muted is muted from its first packet on', async () => {
    const { candidate, lead } = await theatre.stage.everybodyInside();
    await joinMedia(lead);
    await sendMicrophone(candidate, { paused: true });
    const { consumer } = await lead.notice('media.consumerAdded');
    expect(consumer).toMatchObject({ source: 'microphone', producerPaused: true });
    const microphone = () => lead.seat(theatre.stage.seatId('candidate'))?.media.microphone;
    await lead.waitForView('muted', () => microphone() === 'muted');
  });

  it('of a person who is sent to the lobby ends for everybody', async () => {
    const { candidate, lead } = await theatre.stage.everybodyInside();
    await joinMedia(lead);
    await sendMicrophone(candidate);
    const { consumer } = await lead.notice('media.consumerAdded');
    await lead.request('seat.sendToLobby', { seatId: theatre.stage.seatId('candidate') });
    await lead.notice('media.consumerClosed', ({ consumerId }) => consumerId === consumer.consumerId);
    await expect(joinMedia(candidate)).rejects.toMatchObject({ code: 'not-admitted' });
  });

  it('with parameters that make no sense is refused and no one else is harmed', async () => {
    const { candidate, lead } = await theatre.stage.everybodyInside();
    await joinMedia(lead);
    const { sendId } = await joinToSend(candidate);
    const nonsense = [{}, { codecs: 'VP8' }, { codecs: [{ mimeType: 'video/AV1' }] }, { encodings: [] }];
    for (const rtpParameters of nonsense)
      await expect(
        candidate.request('media.produce', {
          transportId: sendId,
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
    const { candidate, lead } = await theatre.stage.everybodyInside();
    const before = await joinMedia(candidate);
    await joinMedia(lead);
    const [worker] = theatre.server.workerPids;
    if (!worker) throw new Error('There is no worker.');
    const killedAt = performance.now();
    process.kill(worker, 'SIGKILL');
    const { epoch } = await lead.notice('media.restarted');
    await candidate.notice('media.restarted');
    expect(performance.now() - killedAt).toBeLessThan(1_000);
    expect(epoch).toBeGreaterThan(before.epoch);
    const again = await joinMedia(candidate);
    expect(again.epoch).toBe(epoch);
    await joinMedia(lead);
    await sendMicrophone(candidate);
    await lead.notice('media.consumerAdded', notice => notice.epoch === epoch);
    expect(theatre.server.workerPids).not.toContain(worker);
  });
});
