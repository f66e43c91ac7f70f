import { describe, expect, it } from 'vitest';
import { handMadeAudio, handMadeVideo } from '../support/handMadeMedia.ts';
import { joinMedia, joinToSend, produceMicrophone, sendMicrophone } from '../support/seatMedia.ts';
import { openTheatre } from '../support/theatre.ts';

const theatre = openTheatre();

describe('people who only watch', () => {
  it.each(['evaluator', 'observer'] as const)(
    'as %s get no transport to send with, and a hand-made produce request is refused',
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

  it('receive the tracks of people who talk', async () => {
    const pages = await theatre.stage.everybodyInside();
    for (const part of ['evaluator', 'observer', 'lead'] as const) await joinMedia(pages[part]);
    await sendMicrophone(pages.candidate);
    for (const part of ['evaluator', 'observer', 'lead'] as const) {
      const { consumer } = await pages[part].notice('media.consumerAdded');
      expect(consumer).toMatchObject({ source: 'microphone', kind: 'audio' });
      expect(consumer.producerPeerId).toContain(theatre.stage.seatId('candidate'));
    }
  });

  it('never cause a track, level, or quality message to the candidate', async () => {
    const pages = await theatre.stage.everybodyInside();
    await Promise.all(Object.values(pages).map(joinMedia));
    await sendMicrophone(pages.candidate);
    for (const part of ['evaluator', 'observer'] as const) await pages[part].notice('media.consumerAdded');
    // A participant who loses a track is measured again, and interviewers get the quality of every receiver.
    await pages.candidate.request('media.stop', { source: 'microphone' });
    for (const part of ['evaluator', 'observer'] as const)
      await pages.lead.notice('media.quality', ({ seatId }) => seatId === theatre.stage.seatId(part));
    // Anything sent to the candidate arrives before this answer.
    await pages.candidate.resume();
    const heard = JSON.stringify(pages.candidate.notices);
    for (const part of ['evaluator', 'observer'] as const)
      expect(heard).not.toContain(theatre.stage.seatId(part));
  });
});

describe('media', () => {
  it('is refused to people outside the room', async () => {
    const candidate = await theatre.stage.enter('candidate');
    const observer = await theatre.stage.open('observer');
    await expect(joinMedia(candidate)).rejects.toMatchObject({ code: 'wrong-phase' });
    const lead = await theatre.stage.enter('lead');
    await lead.request('session.open', {});
    await expect(joinMedia(candidate)).rejects.toMatchObject({ code: 'not-admitted' });
    await expect(joinMedia(observer)).rejects.toMatchObject({ code: 'not-admitted' });
    await joinMedia(lead);
  });

  it('and its quality are sent to people in the room only', async () => {
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

  it('has captions for everyone in the room, and no one else learns who reads them', async () => {
    const waiting = await theatre.stage.enter('observer');
    await expect(waiting.request('captions.set', { on: true })).rejects.toMatchObject({
      code: 'wrong-phase',
    });
    waiting.close();
    const { candidate, lead, evaluator, observer } = await theatre.stage.everybodyInside();
    const console = await theatre.stage.openConsole();
    for (const page of [candidate, evaluator, observer]) await page.request('captions.set', { on: true });
    await Promise.all([lead.resume(), console.resume()]);
    const heard = [lead, console].map(({ notices, view }) => JSON.stringify({ notices, view }));
    for (const text of heard) expect(text).not.toContain('captions');
    await expect(console.request('captions.set', { on: true })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('lets a captioner type for the candidate, and no one else learns of it', async () => {
    const { candidate, lead, evaluator, observer } = await theatre.stage.everybodyInside();
    const { link } = await theatre.owner.call('seats.add', {
      interviewId: theatre.stage.interviewId,
      seat: { role: 'captioner', displayName: 'Ida' },
    });
    const captioner = await theatre.stage.openLink(link.url);
    await captioner.request('seat.enter', {});
    await captioner.waitForView('inside', () => captioner.own.presence === 'inside');
    const line = { lineId: '1', text: 'GRACE: Tell me about it.', final: true };
    // The captioner's page has to receive what it captions.
    await expect(captioner.request('captions.write', { line })).rejects.toMatchObject({ code: 'not-found' });
    expect((await joinMedia(captioner)).send).toBeUndefined();
    for (const page of [candidate, lead, evaluator, observer, captioner])
      await page.request('captions.set', { on: true });
    await captioner.request('captions.write', { line });
    for (const page of [candidate, captioner])
      expect(await page.notice('captions.line')).toMatchObject({
        seatId: captioner.own.seatId,
        line: { ...line, typed: true },
      });
    for (const page of [lead, evaluator, observer]) {
      await page.resume();
      expect(JSON.stringify({ notices: page.notices, view: page.view })).not.toMatch(/Ida|captions.line/);
      await expect(page.request('captions.write', { line })).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  it('is refused to a second page that has not joined, even if its person is inside', async () => {
    await theatre.stage.everybodyInside();
    const second = await theatre.stage.open('candidate');
    await expect(joinMedia(second)).rejects.toMatchObject({ code: 'not-admitted' });
  });

  it("needs the person's own transport", async () => {
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

  it('from one source twice is one producer', async () => {
    const { candidate, lead } = await theatre.stage.everybodyInside();
    await joinMedia(lead);
    await sendMicrophone(candidate);
    const { sendId, consumers } = await joinToSend(candidate);
    expect(consumers).toEqual([]);
    await produceMicrophone(candidate, sendId);
    const { producerId } = await produceMicrophone(candidate, sendId);
    const synced = await candidate.request('media.sync', {});
    expect(synced.producers.map(({ source }) => source)).toEqual(['microphone']);
    // After its sender is answered, the old producer is closed for the others, who get the new one.
    const received = async () => (await lead.request('media.sync', {})).consumers;
    await expect.poll(received).toEqual([expect.objectContaining({ producerId })]);
  });

  it('shows everyone that it is muted or stopped', async () => {
    const { candidate, lead } = await theatre.stage.everybodyInside();
    const microphone = () => lead.seat(theatre.stage.seatId('candidate'))?.media.microphone;
    await sendMicrophone(candidate);
    await lead.waitForView('on', () => microphone() === 'on');
    await candidate.request('media.setPaused', { source: 'microphone', paused: true });
    await lead.waitForView('muted', () => microphone() === 'muted');
    await candidate.request('media.stop', { source: 'microphone' });
    await lead.waitForView('off', () => microphone() === 'off');
  });

  it('that is muted reaches no one, even if its sender keeps sending', async () => {
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

  it('that starts muted is muted from its first packet on', async () => {
    const { candidate, lead } = await theatre.stage.everybodyInside();
    await joinMedia(lead);
    await sendMicrophone(candidate, { paused: true });
    const { consumer } = await lead.notice('media.consumerAdded');
    expect(consumer).toMatchObject({ source: 'microphone', producerPaused: true });
    const microphone = () => lead.seat(theatre.stage.seatId('candidate'))?.media.microphone;
    await lead.waitForView('muted', () => microphone() === 'muted');
  });

  it('of a person who is sent to the waiting room ends for everyone', async () => {
    const { candidate, lead } = await theatre.stage.everybodyInside();
    await joinMedia(lead);
    await sendMicrophone(candidate);
    const { consumer } = await lead.notice('media.consumerAdded');
    await lead.request('seat.sendToLobby', { seatId: theatre.stage.seatId('candidate') });
    await lead.notice('media.consumerClosed', ({ consumerId }) => consumerId === consumer.consumerId);
    await expect(joinMedia(candidate)).rejects.toMatchObject({ code: 'not-admitted' });
  });

  it('with invalid parameters is refused, and no one else is affected', async () => {
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

describe('a killed media worker', () => {
  it('is replaced, and everyone in the room is asked to join again in less than a second', async () => {
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
