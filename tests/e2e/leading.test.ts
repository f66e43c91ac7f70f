import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { common } from '../../client/texts/common.ts';
import { ended } from '../../client/texts/ended.ts';
import { room } from '../../client/texts/room.ts';
import type { SeatId, TransportId } from '../../shared/ids.ts';
import { CallStage } from '../support/callStage.ts';
import { waitForSilence, waitForTone } from '../support/decodedAudio.ts';
import { waitForColour, waitForFrames } from '../support/decodedVideo.ts';
import { handMadeAudio, handMadeVideo } from '../support/handMadeMedia.ts';
import type { Part } from '../support/interviewStage.ts';
import { ADA, EDSGER, GRACE } from '../support/personas.ts';
import type { RoomPage } from '../support/roomPage.ts';
import { joinMedia } from '../support/seatMedia.ts';

let stage: CallStage;
let candidate: RoomPage;
let lead: RoomPage;
let second: RoomPage;
let evaluator: RoomPage;
let observer: RoomPage;

beforeAll(async () => {
  stage = await CallStage.create();
  ({ candidate, lead, second, evaluator, observer } = await stage.call('second', 'evaluator', 'observer'));
  // All that those who talk get of each other is there, so that anything more can only be somebody else's.
  for (const page of [candidate, lead, second])
    for (const player of ['video:not([data-local])', 'audio'])
      await page.page.locator(player).nth(1).waitFor({ state: 'attached' });
  await waitForColour(lead.video(stage.seatId('candidate')), ADA.colour);
});
afterAll(() => stage?.close());

const tile = (page: RoomPage, name: string) =>
  page.page.getByRole('figure', { name: new RegExp(`^${name}`) });
const heading = (page: RoomPage, name: string) => page.page.getByRole('heading', { name }).waitFor();

async function choose(page: RoomPage, button: string, item: string): Promise<void> {
  await page.press(button);
  await page.page.getByRole('menuitem', { name: item }).click();
}

/** What the lead does about one person, in the panel with the people. */
async function chooseFor(page: RoomPage, name: string, item: string): Promise<void> {
  const menu = page.page.getByRole('button', { name: room.people.menu(name) });
  if ((await menu.count()) === 0) await page.press(room.controls.people);
  await menu.click();
  await page.page.getByRole('menuitem', { name: item }).click();
}

async function waitForEachOther(): Promise<void> {
  await waitForColour(lead.video(stage.seatId('candidate')), ADA.colour);
  await waitForColour(candidate.video(stage.seatId('lead')), GRACE.colour);
  await waitForTone(lead.page, ADA.toneHz);
  await waitForTone(candidate.page, GRACE.toneHz);
}

/** Every track and tile that a page has of others. */
const received = (page: RoomPage) =>
  page.page.evaluate(() => ({
    tiles: document.querySelectorAll('figure').length,
    pictures: document.querySelectorAll('video:not([data-local])').length,
    sounds: document.querySelectorAll('audio').length,
  }));

describe('somebody who watches and tries to send by hand, beside their own page', () => {
  it.each(['evaluator', 'observer'] as const)(
    'is refused as %s, and nobody gets a tile or a track of it',
    async part => {
      const talking = [candidate, lead, second];
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
      // The room has had time to show it to everybody: both have been heard since.
      await waitForEachOther();
      expect(await Promise.all(talking.map(received))).toEqual(before);
      expect(await lead.tileNames()).toHaveLength(3);
      page.close();
    },
  );

  it('still sees and hears everything on their own page', async () => {
    await waitForFrames(observer.video(stage.seatId('candidate')), 5);
    await waitForTone(evaluator.page, ADA.toneHz);
  });
});

describe('everybody in the call', () => {
  it('sees a ring around who is heard, and no longer when somebody else is', async () => {
    const ring = (page: RoomPage, part: Part, on: boolean) =>
      page.page
        .locator(`figure[data-seat-id="${stage.seatId(part)}"][data-speaking="${on}"]`)
        .waitFor({ timeout: 20_000 });
    for (const page of [lead, second]) await page.press(room.controls.mute);
    for (const page of [lead, observer, candidate]) await ring(page, 'candidate', true);
    await lead.press(room.controls.unmute);
    await candidate.press(room.controls.mute);
    for (const page of [second, observer, candidate]) {
      await ring(page, 'lead', true);
      await ring(page, 'candidate', false);
    }
    await candidate.press(room.controls.unmute);
    await second.press(room.controls.unmute);
  });

  it('reads in a word how well each of the others is connected', async () => {
    const word = (seatId: SeatId) =>
      lead.page.locator(`figure[data-seat-id="${seatId}"] [data-quality="Good"]`).waitFor();
    for (const part of ['candidate', 'lead', 'second'] as const) await word(stage.seatId(part));
    const text = await tile(lead, ADA.name).textContent();
    expect(text).toContain(room.quality('Good'));
  });

  it('sees how many watch, also after one of them has left', async () => {
    await candidate.page.getByText(room.watching(2)).waitFor();
    await observer.press(room.controls.leave);
    await observer.page.getByRole('button', { name: room.leave.confirm }).last().click();
    await heading(observer, ended.left.title);
    for (const page of [candidate, lead, evaluator]) await page.page.getByText(room.watching(1)).waitFor();
  });
});

describe('the lead', () => {
  it('extends the session, and the time left changes for everybody', async () => {
    const minutesLeft = async (page: RoomPage) => {
      const left = await page.page
        .locator('[data-timer]')
        .getByText(/^\d+ min left$/)
        .textContent();
      return Number.parseInt(left ?? '', 10);
    };
    const before = await minutesLeft(candidate);
    await choose(lead, room.controls.session, room.session.extend(10));
    // One minute may have passed since.
    const after = new RegExp(`^(${before + 9}|${before + 10}) min left$`);
    for (const page of [candidate, lead, second, evaluator])
      await page.page.locator('[data-timer]').getByText(after).waitFor();
  });

  it('sends the candidate back to the waiting room, where nothing goes in or out, and lets them in again', async () => {
    await chooseFor(lead, ADA.name, room.people.sendToLobby);
    await heading(candidate, room.waiting.candidateHeading(ADA.name));
    await waitForSilence(lead.page, ADA.toneHz);
    await waitForSilence(candidate.page, GRACE.toneHz);
    expect(await candidate.video(stage.seatId('lead')).count()).toBe(0);
    await tile(lead, ADA.name).waitFor({ state: 'detached' });
    await lead.page
      .getByRole('button', { name: room.lobby.admitNamed(ADA.name) })
      .first()
      .click();
    await candidate.waitUntilInside();
    await waitForEachOther();
  });

  it('hands over the lead, and its buttons move to the other', async () => {
    expect(await second.control(room.controls.session).count()).toBe(0);
    await chooseFor(lead, EDSGER.name, room.people.makeLead);
    await lead.page.getByRole('button', { name: room.people.leadConfirm }).click();
    await second.control(room.controls.session).waitFor();
    await lead.control(room.controls.session).waitFor({ state: 'detached' });
    await second.page.getByText(room.announce.lead).waitFor({ state: 'attached' });
  });

  it('closes the session for a break and opens it again, and the call is back', async () => {
    await choose(second, room.controls.session, room.session.close);
    await second.page.getByRole('button', { name: room.session.closeConfirm }).click();
    await heading(candidate, room.waiting.candidateHeading(ADA.name));
    for (const page of [lead, second, evaluator]) await heading(page, room.waiting.staffHeading);
    await waitForSilence(lead.page, EDSGER.toneHz);
    await second.openSession();
    await lead.waitUntilInside();
    await waitForTone(lead.page, EDSGER.toneHz);
    await second.page
      .getByRole('button', { name: room.lobby.admitNamed(ADA.name) })
      .first()
      .click();
    await candidate.waitUntilInside();
    await waitForEachOther();
  });

  it('removes somebody, who reads so and cannot come back with the link', async () => {
    await chooseFor(second, GRACE.name, room.people.remove);
    await second.page
      .getByRole('alertdialog')
      .getByRole('button', { name: room.people.removeConfirm })
      .click();
    await heading(lead, ended.removed.title);
    await tile(candidate, GRACE.name).waitFor({ state: 'detached' });
    await waitForSilence(candidate.page, GRACE.toneHz);
    const again = await stage.open('lead');
    await heading(again, common.linkProblem.title);
    await waitForTone(candidate.page, EDSGER.toneHz);
  });

  it('caused no error in any browser’s console by all that', () => {
    // The browser itself writes down the answer to the link that no longer works.
    expect(stage.complaints.filter(text => !text.includes('/api/join'))).toEqual([]);
  });
});
