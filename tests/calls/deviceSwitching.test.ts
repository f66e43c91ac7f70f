import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deviceNotices } from '../../client/texts/devices.ts';
import { room } from '../../client/texts/room.ts';
import { CallStage } from '../support/callStage.ts';
import { waitForSilence, waitForTone } from '../support/decodedAudio.ts';
import { waitForFrames } from '../support/decodedVideo.ts';
import { ADA } from '../support/personas.ts';
import { makeDevicesPullable, plugIn, pullOut } from '../support/pullOutDevices.ts';
import type { RoomPage } from '../support/roomPage.ts';

const CAMERAS = ['fake_device_0', 'fake_device_2'] as const;
const OWN_CAMERA_TIMEOUT_MS = 20_000;
const MICROPHONES = ['Fake Audio Input 1', 'Fake Audio Input 2'] as const;

let stage: CallStage;
let candidate: RoomPage;
let lead: RoomPage;
let observer: RoomPage;

beforeAll(async () => {
  stage = await CallStage.create({}, { candidate: { severalOfEach: true, beforePage: makeDevicesPullable } });
  ({ candidate, lead, observer } = await stage.call('observer'));
  await waitForFrames(lead.video(stage.seatId('candidate')), 5);
});
afterAll(() => stage?.close());

async function choose(label: string): Promise<void> {
  await candidate.press(room.controls.devices);
  await candidate.page.getByRole('menuitemradio', { name: label }).click();
  await candidate.page.getByRole('menu').waitFor({ state: 'detached' });
}

/** Waits until the person's own video shows this camera. */
async function waitForOwnCamera(label: string): Promise<void> {
  const seen = await candidate.page.evaluate(watchOwnCamera, { label, timeoutMs: OWN_CAMERA_TIMEOUT_MS });
  expect(seen).toBe(label);
}

/** Runs in the page: resolves to the expected camera's name, or to the current one after the time limit. */
function watchOwnCamera({
  label,
  timeoutMs,
}: {
  label: string;
  timeoutMs: number;
}): Promise<string | undefined> {
  const shown = () => {
    const stream = document.querySelector<HTMLVideoElement>('video[data-local]')?.srcObject;
    return stream instanceof MediaStream ? stream.getVideoTracks()[0]?.label : undefined;
  };
  return new Promise(resolve => {
    const finish = () => {
      deadline.removeEventListener('abort', finish);
      document.removeEventListener('loadedmetadata', look, true);
      resolve(shown());
    };
    const look = () => {
      if (shown() === label) finish();
    };
    const deadline = AbortSignal.timeout(timeoutMs);
    deadline.addEventListener('abort', finish);
    // The event does not bubble, but it can be captured.
    document.addEventListener('loadedmetadata', look, true);
    look();
  });
}

/** Runs in the page: limits its cameras to this size. */
function limitCameras({ width, height }: { width: number; height: number }): void {
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async constraints => {
    const stream = await open(constraints);
    for (const track of stream.getVideoTracks()) await track.applyConstraints({ width, height });
    return stream;
  };
}

/**
 * Runs in the page: counts the frames in which this person has no video, until a video has one of these
 * heights.
 */
function watchForHoles({ seatId, heights }: { seatId: string; heights: number[] }): void {
  const tile = document.querySelector(`video[data-seat-id="${seatId}"]`)?.closest('figure');
  const watch = { holes: 0, isOver: false };
  const look = () => {
    const pictures = [...(tile?.querySelectorAll('video') ?? [])];
    if (!pictures.some(({ readyState }) => readyState >= HTMLMediaElement.HAVE_CURRENT_DATA))
      watch.holes += 1;
    watch.isOver = pictures.some(({ videoHeight }) => heights.includes(videoHeight));
    if (!watch.isOver) requestAnimationFrame(look);
  };
  Object.assign(window, { pictureWatch: watch });
  look();
}

const othersSeeMovement = () =>
  Promise.all([lead, observer].map(page => waitForFrames(page.video(stage.seatId('candidate')), 10)));
const othersHearAda = () => Promise.all([lead, observer].map(page => waitForTone(page.page, ADA.toneHz)));
const told = (text: string) => candidate.page.getByText(text).waitFor();
const checked = (label: string) =>
  candidate.page.getByRole('menuitemradio', { name: label, checked: true }).waitFor();

describe('in a call, a person with several cameras and microphones', () => {
  it('switches to the other camera, and the others still see them', async () => {
    await waitForOwnCamera(CAMERAS[0]);
    await choose(CAMERAS[1]);
    await waitForOwnCamera(CAMERAS[1]);
    await othersSeeMovement();
  });

  it('switches to a smaller camera, is seen in its layers, and never disappears during the switch', async () => {
    await candidate.page.evaluate(limitCameras, { width: 640, height: 480 });
    // The earlier camera has no such layers.
    await lead.page.evaluate(watchForHoles, { seatId: stage.seatId('candidate'), heights: [240, 480] });
    await choose(CAMERAS[0]);
    await waitForOwnCamera(CAMERAS[0]);
    const watched = await lead.page.waitForFunction(() => {
      const { pictureWatch } = window as unknown as { pictureWatch: { holes: number; isOver: boolean } };
      return pictureWatch.isOver && { holes: pictureWatch.holes };
    });
    expect(await watched.jsonValue()).toEqual({ holes: 0 });
    await choose(CAMERAS[1]);
    await waitForOwnCamera(CAMERAS[1]);
    await othersSeeMovement();
  });

  it('switches to the other microphone, and the others still hear them', async () => {
    for (const label of [MICROPHONES[0], MICROPHONES[1]]) {
      await choose(label);
      await candidate.press(room.controls.devices);
      await checked(label);
      await candidate.page.keyboard.press('Escape');
      await othersHearAda();
    }
  });

  it('stays muted when switching the microphone', async () => {
    await candidate.press(room.controls.mute);
    await waitForSilence(lead.page, ADA.toneHz);
    await choose(MICROPHONES[0]);
    await candidate.control(room.controls.unmute).waitFor();
    await waitForSilence(lead.page, ADA.toneHz);
    await candidate.press(room.controls.unmute);
    await othersHearAda();
  });

  it('is told that their camera was unplugged, and continues with the other', async () => {
    await pullOut(candidate.page, 'videoinput', CAMERAS[1]);
    await told(`${CAMERAS[1]} was disconnected. Now using ${CAMERAS[0]}.`);
    await waitForOwnCamera(CAMERAS[0]);
    await othersSeeMovement();
  });

  it('is told that their microphone was unplugged, and is heard through the other', async () => {
    await pullOut(candidate.page, 'audioinput', 'Fake Default Audio Input');
    await pullOut(candidate.page, 'audioinput', MICROPHONES[0]);
    await told(`${MICROPHONES[0]} was disconnected. Now using ${MICROPHONES[1]}.`);
    await othersHearAda();
  });

  it('is told that their last camera was unplugged, is shown without video, and is seen again after one is plugged in', async () => {
    await pullOut(candidate.page, 'videoinput', CAMERAS[0]);
    await told(deviceNotices.lost(CAMERAS[0]));
    for (const page of [lead, observer])
      await page.video(stage.seatId('candidate')).waitFor({ state: 'detached' });
    await othersHearAda();
    await plugIn(candidate.page, 'videoinput', CAMERAS[1]);
    await told(`Now using ${CAMERAS[1]}.`);
    await othersSeeMovement();
  });

  it('is silent when their last microphone was unplugged, until one is plugged in', async () => {
    await pullOut(candidate.page, 'audioinput', MICROPHONES[1]);
    await told(deviceNotices.lost(MICROPHONES[1]));
    await waitForSilence(lead.page, ADA.toneHz);
    await plugIn(candidate.page, 'audioinput', MICROPHONES[0]);
    await told(`Now using ${MICROPHONES[0]}.`);
    await othersHearAda();
  });

  it('causes no error in any browser’s console', () => {
    expect(stage.complaints).toEqual([]);
  });
});
