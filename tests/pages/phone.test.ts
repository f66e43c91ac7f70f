import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { room } from '../../client/texts/room.ts';
import { waitForTone } from '../support/decodedAudio.ts';
import { waitForColor } from '../support/decodedVideo.ts';
import { drawn } from '../support/drawn.ts';
import { openPageTheatre } from '../support/pageTheatre.ts';
import { ADA, GRACE } from '../support/personas.ts';
import type { RoomPage } from '../support/roomPage.ts';

const PHONE = { width: 390, height: 844 };
const SMALL_PHONE = { width: 320, height: 568 };
/** Minimum target size of WCAG. Ours are larger. */
const LEAST_TARGET = 24;

const PAGE = { viewport: PHONE, phone: true };

const theatre = openPageTheatre({ one: true });
let candidate: RoomPage;
let lead: RoomPage;

/** Both people join the room by touch. */
beforeAll(async () => {
  candidate = await theatre.open('candidate', { by: ADA, ...PAGE });
  lead = await theatre.open('lead', { by: GRACE, ...PAGE });
  for (const page of [candidate, lead]) await atBothSizes(page, () => page.joinButton.waitFor());
  await candidate.agreeAndJoin();
  await atBothSizes(candidate, async () => {});
  await lead.joinButton.tap();
  await lead.page.getByRole('button', { name: room.waiting.open }).tap();
  await lead.page
    .getByRole('button', { name: room.lobby.admitNamed(ADA.name) })
    .first()
    .tap();
  await candidate.waitUntilInside();
});

/** Checks at both sizes that nothing causes horizontal scrolling. */
async function atBothSizes(page: RoomPage, look: () => Promise<void>): Promise<void> {
  for (const size of [SMALL_PHONE, PHONE]) {
    await page.page.setViewportSize(size);
    await drawn(page.page);
    const width = await page.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, 'width of the page').toBeLessThanOrEqual(size.width);
    await look();
  }
}

/** Expects a button to be fully on the screen, large enough for a thumb, and not covered. */
async function expectWithinReach(page: RoomPage, button: Locator): Promise<void> {
  const box = await button.boundingBox();
  const size = page.page.viewportSize();
  if (!box || !size) throw new Error('It is not there.');
  expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(size.width);
  expect(box.y + box.height).toBeLessThanOrEqual(size.height);
  expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(LEAST_TARGET);
  await button.click({ trial: true });
}

async function expectAllControlsWithinReach(page: RoomPage): Promise<void> {
  const buttons = page.page.getByRole('toolbar', { name: room.controls.bar }).getByRole('button');
  for (const button of await buttons.all())
    if (await button.isVisible()) await expectWithinReach(page, button);
}

describe('on a phone', () => {
  it('candidate and interviewer see and hear each other', async () => {
    const { stage } = theatre;
    await waitForColor(candidate.video(stage.seatId('lead')), GRACE.color);
    await waitForColor(lead.video(stage.seatId('candidate')), ADA.color);
    await waitForTone(lead.page, ADA.toneHz);
  });

  it('every button of the call is within reach', async () => {
    for (const page of [candidate, lead]) await atBothSizes(page, () => expectAllControlsWithinReach(page));
    for (const name of [room.controls.mute, room.controls.cameraOff, room.controls.chat, room.controls.leave])
      expect(await candidate.control(name).isVisible(), name).toBe(true);
    for (const name of [room.controls.people, room.controls.session, room.controls.devices])
      expect(await lead.control(name).isVisible(), name).toBe(true);
  });

  it('people and chat open below the video and cover no buttons', async () => {
    for (const [button, title] of [
      [room.controls.people, room.people.title],
      [room.controls.chat, room.chat.title],
    ] as const) {
      await lead.control(button).tap();
      const sheet = lead.page.getByRole('complementary', { name: title });
      await sheet.waitFor();
      await atBothSizes(lead, async () => {
        const box = await sheet.boundingBox();
        const width = lead.page.viewportSize()?.width ?? 0;
        expect(box?.width).toBeGreaterThan(width * 0.9);
        expect(box?.y).toBeGreaterThan(60);
        await expectAllControlsWithinReach(lead);
        await expectWithinReach(lead, sheet.getByRole('button', { name: room.chat.close }));
      });
      await sheet.getByRole('button', { name: room.chat.close }).tap();
      await sheet.waitFor({ state: 'detached' });
    }
  });

  it('a chat message is written and read by touch', async () => {
    await candidate.control(room.controls.chat).tap();
    await candidate.page.getByRole('textbox', { name: room.chat.label }).fill('From my phone');
    await candidate.page.getByRole('button', { name: room.chat.send }).tap();
    await lead.page.getByRole('button', { name: room.controls.chatUnread(1) }).tap();
    await lead.page.getByText('From my phone', { exact: true }).first().waitFor();
    for (const page of [candidate, lead])
      await page.page.getByRole('button', { name: room.chat.close }).tap();
  });

  it('in landscape, the buttons are still within reach', async () => {
    for (const page of [candidate, lead]) {
      await page.page.setViewportSize({ width: PHONE.height, height: PHONE.width });
      await drawn(page.page);
      await expectAllControlsWithinReach(page);
      await page.page.setViewportSize(PHONE);
    }
  });

  it('no browser’s console has an error', () => {
    expect(theatre.complaints).toEqual([]);
  });
});
