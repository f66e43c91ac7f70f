import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ended } from '../../client/texts/ended.ts';
import { room } from '../../client/texts/room.ts';
import { CallStage } from '../support/callStage.ts';
import { waitForSilence, waitForTone } from '../support/decodedAudio.ts';
import { waitForColour, waitForFrames } from '../support/decodedVideo.ts';
import { ADA, ALAN, BARBARA, GRACE } from '../support/personas.ts';
import type { RoomPage } from '../support/roomPage.ts';

let stage: CallStage;
let candidate: RoomPage;
let lead: RoomPage;
let evaluator: RoomPage;
let observer: RoomPage;

beforeAll(async () => {
  stage = await CallStage.create();
  ({ candidate, lead, evaluator, observer } = await stage.call('evaluator', 'observer'));
});
afterAll(() => stage?.close());

describe('a call between a candidate and an interviewer, with an evaluator and an observer watching', () => {
  it('shows the interviewer the candidate’s own colours and lets them hear the candidate’s own tone', async () => {
    await waitForColour(lead.video(stage.seatId('candidate')), ADA.colour);
    await waitForFrames(lead.video(stage.seatId('candidate')), 15);
    await waitForTone(lead.page, ADA.toneHz);
  });

  it('and the candidate the interviewer’s', async () => {
    await waitForColour(candidate.video(stage.seatId('lead')), GRACE.colour);
    await waitForTone(candidate.page, GRACE.toneHz);
  });

  it.each(['evaluator', 'observer'] as const)('and the %s both', async part => {
    const page = { evaluator, observer }[part];
    await waitForColour(page.video(stage.seatId('candidate')), ADA.colour);
    await waitForColour(page.video(stage.seatId('lead')), GRACE.colour);
    await waitForTone(page.page, ADA.toneHz);
    await waitForTone(page.page, GRACE.toneHz);
  });

  it('gives nobody their own voice back', async () => {
    await waitForSilence(candidate.page, ADA.toneHz);
    await waitForSilence(lead.page, GRACE.toneHz);
  });

  it('has tiles for those who talk only, and a count of those who watch', async () => {
    const own = (name: string) => `${name} (${room.you})`;
    expect(await candidate.tileNames()).toEqual([own(ADA.name), GRACE.name]);
    expect(await lead.tileNames()).toEqual([ADA.name, own(GRACE.name)]);
    expect(await observer.tileNames()).toEqual([ADA.name, GRACE.name]);
    await candidate.page.getByText(room.watching(2)).waitFor();
    const text = await candidate.page.locator('body').textContent();
    expect(text).not.toContain(BARBARA.name);
    expect(text).not.toContain(ALAN.name);
  });

  it('gives those who watch no button to send anything with', async () => {
    for (const page of [evaluator, observer])
      for (const name of [
        room.controls.mute,
        room.controls.unmute,
        room.controls.cameraOn,
        room.controls.share,
      ])
        expect(await page.control(name).count(), name).toBe(0);
  });

  it('is silent where somebody mutes, says so to the others, and sounds again afterwards', async () => {
    await candidate.press(room.controls.mute);
    await waitForSilence(lead.page, ADA.toneHz);
    await waitForSilence(observer.page, ADA.toneHz);
    await lead.page
      .getByRole('figure', { name: ADA.name })
      .getByText(room.microphoneOff)
      .waitFor({ state: 'attached' });
    await candidate.press(room.controls.unmute);
    await waitForTone(lead.page, ADA.toneHz);
  });

  it('shows no picture of somebody who turns the camera off, and shows it again afterwards', async () => {
    await candidate.press(room.controls.cameraOff);
    await lead.video(stage.seatId('candidate')).waitFor({ state: 'detached' });
    await candidate.press(room.controls.cameraOn);
    await waitForColour(lead.video(stage.seatId('candidate')), ADA.colour);
  });

  it('goes by the keyboard: M for the microphone, V for the camera, Space held to talk, ? for the list', async () => {
    const { keyboard } = candidate.page;
    await keyboard.press('m');
    await candidate.control(room.controls.unmute).waitFor();
    await waitForSilence(lead.page, ADA.toneHz);
    await keyboard.down('Space');
    await candidate.control(room.controls.mute).waitFor();
    await waitForTone(lead.page, ADA.toneHz);
    await keyboard.up('Space');
    await candidate.control(room.controls.unmute).waitFor();
    await waitForSilence(lead.page, ADA.toneHz);
    await keyboard.press('m');
    await candidate.control(room.controls.mute).waitFor();

    await keyboard.press('v');
    await lead.video(stage.seatId('candidate')).waitFor({ state: 'detached' });
    await keyboard.press('v');
    await waitForColour(lead.video(stage.seatId('candidate')), ADA.colour);

    await keyboard.press('?');
    const list = candidate.page.getByRole('dialog', { name: room.shortcuts.title });
    await list.waitFor();
    // Letters do nothing while a dialog has them.
    await keyboard.press('m');
    await keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
    await candidate.control(room.controls.mute).waitFor();
  });

  it('carries a shared screen to everybody, and takes it away again', async () => {
    await candidate.press(room.controls.share);
    for (const page of [lead, evaluator, observer])
      await waitForFrames(page.video(stage.seatId('candidate'), 'screen'), 5);
    await candidate.press(room.controls.stopShare);
    for (const page of [lead, evaluator, observer])
      await page.video(stage.seatId('candidate'), 'screen').waitFor({ state: 'detached' });
    await waitForColour(lead.video(stage.seatId('candidate')), ADA.colour);
  });

  it('carries chat lines, markup as text', async () => {
    await candidate.press(room.controls.chat);
    await candidate.page.getByRole('textbox', { name: room.chat.label }).fill('<b>Hello</b> from Ada');
    await candidate.page.keyboard.press('Enter');
    await observer.page.getByRole('button', { name: room.controls.chatUnread(1) }).click();
    await observer.page.getByText('<b>Hello</b> from Ada', { exact: true }).first().waitFor();
    expect(await observer.page.getByRole('textbox', { name: room.chat.label }).count()).toBe(0);
    await candidate.press(room.controls.chat);
  });

  it('works again by itself in less than three seconds after the media worker was killed', async () => {
    const [worker] = stage.server.workerPids;
    if (!worker) throw new Error('There is no media worker.');
    const pages = [candidate, lead, observer];
    for (const page of pages) await page.markPictures('from the first worker');
    const killedAt = performance.now();
    process.kill(worker, 'SIGKILL');
    await Promise.all([
      waitForColour(lead.pictureSince('from the first worker', stage.seatId('candidate')), ADA.colour, 3_000),
      waitForColour(
        candidate.pictureSince('from the first worker', stage.seatId('lead')),
        GRACE.colour,
        3_000,
      ),
    ]);
    expect(performance.now() - killedAt).toBeLessThan(3_000);
    await waitForTone(lead.page, ADA.toneHz);
    await waitForTone(candidate.page, GRACE.toneHz);
    await waitForColour(
      observer.pictureSince('from the first worker', stage.seatId('candidate')),
      ADA.colour,
    );
  });

  it('goes on in a second tab, while the first says so and lets go of the camera', async () => {
    const first = candidate;
    candidate = await stage.open('candidate');
    await candidate.page.getByRole('button', { name: 'Continue here' }).click();
    await candidate.waitUntilInside();
    await first.page.locator('[data-ended="taken-over"]').waitFor();
    await waitForColour(lead.video(stage.seatId('candidate')), ADA.colour);
    await waitForTone(lead.page, ADA.toneHz);
    await waitForColour(candidate.video(stage.seatId('lead')), GRACE.colour);
    expect(await lead.tileNames()).toHaveLength(2);
  });

  it('ends for everybody', async () => {
    await lead.press(room.controls.session);
    await lead.page.getByRole('menuitem', { name: room.session.end }).click();
    await lead.page.getByRole('button', { name: room.session.endConfirm }).click();
    await candidate.page.getByRole('heading', { name: ended.candidateOver.title }).waitFor();
    for (const page of [lead, evaluator, observer])
      await page.page.getByRole('heading', { name: ended['interview-over'].title }).waitFor();
  });

  it('went by without an error in any browser’s console', () => {
    expect(stage.complaints).toEqual([]);
  });
});
