import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { common } from '../../client/texts/common.ts';
import { ended } from '../../client/texts/ended.ts';
import { room } from '../../client/texts/room.ts';
import type { SeatId, TransportId } from '../../shared/ids.ts';
import { CallStage } from '../support/callStage.ts';
import { waitForSilence, waitForTone } from '../support/decodedAudio.ts';
import { waitForColor, waitForFrames } from '../support/decodedVideo.ts';
import { handMadeAudio, handMadeVideo } from '../support/handMadeMedia.ts';
import type { Part } from '../support/interviewStage.ts';
import { ADA, ALAN, BARBARA, GRACE } from '../support/personas.ts';
import type { RoomPage } from '../support/roomPage.ts';
import { joinMedia } from '../support/seatMedia.ts';

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

const heading = (page: RoomPage, name: string) => page.page.getByRole('heading', { name }).waitFor();
const tileOf = (page: RoomPage, part: Part) =>
  page.page.locator(`figure[data-seat-id="${stage.seatId(part)}"]`);

async function waitForEachOther(): Promise<void> {
  await waitForColor(lead.video(stage.seatId('candidate')), ADA.color);
  await waitForColor(candidate.video(stage.seatId('lead')), GRACE.color);
  await waitForTone(lead.page, ADA.toneHz);
  await waitForTone(candidate.page, GRACE.toneHz);
}

async function letInAgain(): Promise<void> {
  await lead.page
    .getByRole('button', { name: room.lobby.admitNamed(ADA.name) })
    .first()
    .click();
  await candidate.waitUntilInside();
  await waitForEachOther();
}

/** Returns the tracks and tiles of others on a page. */
const received = (page: RoomPage) =>
  page.page.evaluate(() => ({
    tiles: document.querySelectorAll('figure').length,
    pictures: document.querySelectorAll('video:not([data-local])').length,
    sounds: document.querySelectorAll('audio').length,
  }));

describe('a call between a candidate and an interviewer, with an evaluator and an observer watching', () => {
  it('shows the interviewer the candidate’s color and plays the candidate’s tone', async () => {
    await waitForColor(lead.video(stage.seatId('candidate')), ADA.color);
    await waitForFrames(lead.video(stage.seatId('candidate')), 15);
    await waitForTone(lead.page, ADA.toneHz);
  });

  it('shows the candidate the interviewer’s color and plays the interviewer’s tone', async () => {
    await waitForColor(candidate.video(stage.seatId('lead')), GRACE.color);
    await waitForTone(candidate.page, GRACE.toneHz);
  });

  it.each(['evaluator', 'observer'] as const)('shows and plays both to the %s', async part => {
    const page = { evaluator, observer }[part];
    await waitForColor(page.video(stage.seatId('candidate')), ADA.color);
    await waitForColor(page.video(stage.seatId('lead')), GRACE.color);
    await waitForTone(page.page, ADA.toneHz);
    await waitForTone(page.page, GRACE.toneHz);
  });

  it('plays no one their own voice', async () => {
    await Promise.all([waitForSilence(candidate.page, ADA.toneHz), waitForSilence(lead.page, GRACE.toneHz)]);
  });

  it('has tiles for people who talk only, and a count of people who watch', async () => {
    const own = (name: string) => `${name} (${room.you})`;
    expect(await candidate.tileNames()).toEqual([own(ADA.name), GRACE.name]);
    expect(await lead.tileNames()).toEqual([ADA.name, own(GRACE.name)]);
    expect(await observer.tileNames()).toEqual([ADA.name, GRACE.name]);
    await candidate.page.getByText(room.watching(2)).waitFor();
    const text = await candidate.page.locator('body').textContent();
    expect(text).not.toContain(BARBARA.name);
    expect(text).not.toContain(ALAN.name);
  });

  it('shows people who watch no button for sending', async () => {
    for (const page of [evaluator, observer])
      for (const name of [
        room.controls.mute,
        room.controls.unmute,
        room.controls.cameraOn,
        room.controls.share,
      ])
        expect(await page.control(name).count(), name).toBe(0);
  });

  it.each(['evaluator', 'observer'] as const)(
    'refuses the %s who sends from a script next to their own page, and no one gets a tile or a track of it',
    async part => {
      const talking = [candidate, lead];
      const before = await Promise.all(talking.map(received));
      const page = await stage.interview.enter(part);
      const { receive, send } = await joinMedia(page);
      expect(send).toBeUndefined();
      const attempts = [
        ['microphone', 'audio', handMadeAudio()],
        ['camera', 'video', handMadeVideo()],
      ] as const;
      const forged = crypto.randomUUID() as TransportId;
      for (const transportId of [receive.transportId, forged])
        for (const [source, kind, rtpParameters] of attempts)
          await expect(
            page.request('media.produce', { transportId, source, kind, rtpParameters, paused: false }),
          ).rejects.toMatchObject({ code: 'forbidden' });
      // Both people have been heard since, so the room has had time to show it to everyone.
      await waitForEachOther();
      expect(await Promise.all(talking.map(received))).toEqual(before);
      expect(await lead.tileNames()).toHaveLength(2);
      page.close();
      // Their own page still works.
      const own = { evaluator, observer }[part];
      await waitForFrames(own.video(stage.seatId('candidate')), 5);
      await waitForTone(own.page, ADA.toneHz);
    },
  );

  it('shows a ring around the active speaker, and removes it when another person speaks', async () => {
    const ring = (page: RoomPage, part: Part, on: boolean) =>
      tileOf(page, part)
        .and(page.page.locator(`[data-speaking="${on}"]`))
        .waitFor({ timeout: 20_000 });
    await lead.press(room.controls.mute);
    for (const page of [lead, observer, candidate]) await ring(page, 'candidate', true);
    await lead.press(room.controls.unmute);
    await candidate.press(room.controls.mute);
    for (const page of [evaluator, observer, candidate]) {
      await ring(page, 'lead', true);
      await ring(page, 'candidate', false);
    }
    await candidate.press(room.controls.unmute);
  });

  it('says in a word how good each other person’s connection is', async () => {
    const word = (seatId: SeatId) =>
      lead.page.locator(`figure[data-seat-id="${seatId}"] [data-quality="good"]`).waitFor();
    for (const part of ['candidate', 'lead'] as const) await word(stage.seatId(part));
    await expect.poll(() => tileOf(lead, 'candidate').textContent()).toContain(room.quality.good.spoken);
  });

  it('is silent when a person mutes, tells the others, and is heard again after unmuting', async () => {
    await candidate.press(room.controls.mute);
    await Promise.all([lead, observer].map(({ page }) => waitForSilence(page, ADA.toneHz)));
    await lead.page
      .getByRole('figure', { name: ADA.name })
      .getByText(room.microphoneOff)
      .waitFor({ state: 'attached' });
    await candidate.press(room.controls.unmute);
    await waitForTone(lead.page, ADA.toneHz);
  });

  it('shows no video of a person who turns the camera off, and shows it again later', async () => {
    await candidate.press(room.controls.cameraOff);
    await lead.video(stage.seatId('candidate')).waitFor({ state: 'detached' });
    await candidate.press(room.controls.cameraOn);
    await waitForColor(lead.video(stage.seatId('candidate')), ADA.color);
  });

  it('works by keyboard: M for the microphone, V for the camera, Space held to talk, ? for the list', async () => {
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
    await waitForColor(lead.video(stage.seatId('candidate')), ADA.color);

    await keyboard.press('?');
    const list = candidate.page.getByRole('dialog', { name: room.shortcuts.title });
    await list.waitFor();
    // Letters are ignored while a dialog has the focus.
    await keyboard.press('m');
    await keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
    await candidate.control(room.controls.mute).waitFor();
  });

  it('shows a shared screen to everyone, and removes it again', async () => {
    await candidate.press(room.controls.share);
    for (const page of [lead, evaluator, observer])
      await waitForFrames(page.video(stage.seatId('candidate'), 'screen'), 5);
    await candidate.press(room.controls.stopShare);
    for (const page of [lead, evaluator, observer])
      await page.video(stage.seatId('candidate'), 'screen').waitFor({ state: 'detached' });
    await waitForColor(lead.video(stage.seatId('candidate')), ADA.color);
  });

  it('sends chat messages, with markup as text', async () => {
    await candidate.press(room.controls.chat);
    await candidate.page.getByRole('textbox', { name: room.chat.label }).fill('<b>Hello</b> from Ada');
    await candidate.page.keyboard.press('Enter');
    await observer.page.getByRole('button', { name: room.controls.chatUnread(1) }).click();
    await observer.page.getByText('<b>Hello</b> from Ada', { exact: true }).first().waitFor();
    expect(await observer.page.getByRole('textbox', { name: room.chat.label }).count()).toBe(0);
    await candidate.press(room.controls.chat);
  });

  // `tests/alone/workerKilled.test.ts` measures how long that takes.
  it('works again automatically after the media worker was killed', async () => {
    const [worker] = stage.server.workerPids;
    if (!worker) throw new Error('There is no media worker.');
    const pages = [candidate, lead, observer];
    for (const page of pages) await page.markPictures('from the first worker');
    process.kill(worker, 'SIGKILL');
    await Promise.all([
      waitForColor(lead.pictureSince('from the first worker', stage.seatId('candidate')), ADA.color),
      waitForColor(candidate.pictureSince('from the first worker', stage.seatId('lead')), GRACE.color),
    ]);
    await waitForTone(lead.page, ADA.toneHz);
    await waitForTone(candidate.page, GRACE.toneHz);
    await waitForColor(observer.pictureSince('from the first worker', stage.seatId('candidate')), ADA.color);
  });

  it('continues in a second tab, while the first says so and releases the camera', async () => {
    const first = candidate;
    candidate = await stage.open('candidate');
    await candidate.page.getByRole('button', { name: 'Continue here' }).click();
    await candidate.waitUntilInside();
    await first.page.locator('[data-ended="taken-over"]').waitFor();
    await waitForColor(lead.video(stage.seatId('candidate')), ADA.color);
    await waitForTone(lead.page, ADA.toneHz);
    await waitForColor(candidate.video(stage.seatId('lead')), GRACE.color);
    expect(await lead.tileNames()).toHaveLength(2);
  });

  it('is silent and without video both ways while the candidate is in the waiting room, and resumes after that', async () => {
    await lead.chooseFor(ADA.name, room.people.sendToLobby);
    await heading(candidate, room.waiting.candidateHeading(ADA.name));
    await Promise.all([waitForSilence(lead.page, ADA.toneHz), waitForSilence(candidate.page, GRACE.toneHz)]);
    expect(await candidate.video(stage.seatId('lead')).count()).toBe(0);
    await tileOf(lead, 'candidate').waitFor({ state: 'detached' });
    await letInAgain();
  });

  it('resumes after a break, in which no page sends anything', async () => {
    await lead.choose(room.controls.session, room.session.close);
    await lead.page.getByRole('button', { name: room.session.closeConfirm }).click();
    await heading(candidate, room.waiting.candidateHeading(ADA.name));
    for (const page of [lead, evaluator]) await heading(page, room.waiting.staffHeading);
    await Promise.all([waitForSilence(lead.page, ADA.toneHz), waitForSilence(evaluator.page, GRACE.toneHz)]);
    await lead.openSession();
    await evaluator.waitUntilInside();
    await waitForTone(evaluator.page, GRACE.toneHz);
    await letInAgain();
  });

  it('continues without a person who is removed, who is told so and cannot return with the link', async () => {
    await lead.chooseFor(ADA.name, room.people.remove);
    await lead.page.getByRole('alertdialog').getByRole('button', { name: room.people.removeConfirm }).click();
    await heading(candidate, ended.removed.title);
    await tileOf(lead, 'candidate').waitFor({ state: 'detached' });
    await Promise.all([lead, evaluator].map(({ page }) => waitForSilence(page, ADA.toneHz)));
    const again = await stage.open('candidate');
    await heading(again, common.linkProblem.revoked.title);
    await waitForTone(evaluator.page, GRACE.toneHz);
  });

  it('causes no error in any browser’s console', () => {
    // The browser logs the response to the link that no longer works.
    expect(stage.complaints.filter(text => !text.includes('/api/join'))).toEqual([]);
  });
});
