import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestBrowser } from '../support/chromium.ts';
import { waitForSilence, waitForTone } from '../support/decodedAudio.ts';
import { colorOf, framesWithin, waitForColor, waitForFrames } from '../support/decodedVideo.ts';
import { RED } from '../support/oracle/beacon.ts';
import { beaconContext } from '../support/oracle/beaconContext.ts';
import { ADA, colorDistance, GRACE } from '../support/personas.ts';
import { stopWatchingPictures, watchPictures } from '../support/syncWatch.ts';

/** Tests the measuring instruments of the other tests on a call inside one page without product code. */
describe('a generated camera and microphone, sent through a real peer connection', () => {
  let browser: TestBrowser;
  let page: Page;

  beforeAll(async () => {
    browser = await TestBrowser.launch({ persona: ADA });
    page = await browser.newPage();
    // Any page at localhost is a secure context; this one is answered by the route alone.
    await page.route('http://localhost/', route => route.fulfill({ contentType: 'text/html', body: '' }));
    await page.goto('http://localhost/');
    await page.evaluate(callOneself);
  });
  afterAll(() => browser?.close());

  it('show their person’s color in the decoded frames, and no other', async () => {
    await waitForColor(page.locator('video'), ADA.color);
    const seen = await colorOf(page.locator('video'));
    if (!seen) throw new Error('nothing was painted');
    expect(colorDistance(seen, ADA.color)).toBeLessThan(70);
    expect(colorDistance(seen, GRACE.color)).toBeGreaterThan(140);
  });

  it('move', async () => {
    await waitForFrames(page.locator('video'), 15);
  });

  it('play their person’s tone, and no other', async () => {
    await waitForTone(page, ADA.toneHz);
    await waitForSilence(page, GRACE.toneHz);
  });

  it('are detected as silent and frozen when they are', async () => {
    await page.evaluate(() => {
      const stream = document.querySelector('video')?.srcObject;
      if (stream instanceof MediaStream) for (const track of stream.getTracks()) track.enabled = false;
    });
    await waitForSilence(page, ADA.toneHz);
    await page.evaluate(() => document.querySelector('video')?.pause());
    expect(await framesWithin(page.locator('video'), 1_000)).toBeLessThan(3);
  });
});

declare global {
  interface Window {
    /** Delay of the audio in ms. */
    offWholeSecondsMs: number[];
    /** Shows the frame at this second of the video, at this time on the page's clock. */
    showFrame: (mediaTime: number, atMs: number) => void;
    takeSample: () => void;
  }
}

describe('a beacon', () => {
  it('reports which of its frames and sounds were late because its page was too busy', async () => {
    await using browser = await TestBrowser.launch({ persona: ADA });
    const page = await beaconPage(browser);
    await page.evaluate(async () => {
      await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
    });
    await page.waitForFunction(() => window.beacon.soundingUntil > 0);
    const busy = await page.evaluate(keepBusy);
    await page.waitForFunction(to => window.beacon.soundingUntil > to, busy.to);
    const pauses = await page.evaluate(() => window.beacon.pauses);
    // A second of sound is complete or missing, and is queued slightly ahead.
    for (const kind of ['flash', 'beep'] as const) {
      const own = pauses.filter(pause => pause.kind === kind && pause.to > busy.from);
      expect(Math.min(...own.map(({ from }) => from)), kind).toBeLessThanOrEqual(busy.from + 1_500);
      expect(Math.max(...own.map(({ to }) => to)), kind).toBeGreaterThanOrEqual(busy.to - 1_500);
    }
  });

  it('reports that its sound fell behind, and is on time again the next second', async () => {
    await using browser = await TestBrowser.launch({ persona: ADA });
    const page = await beaconPage(browser);
    await page.evaluate(fallBehindAfterTheFirstSecond, 0.06);
    // Sound that starts on a whole second was queued late, as the first one may be.
    await page.waitForFunction(() =>
      window.beacon.pauses.some(({ from, isOutOfTime }) => isOutOfTime && from % 1_000 !== 0),
    );
    const before = await page.evaluate(() => window.offWholeSecondsMs.length);
    await page.waitForFunction(count => window.offWholeSecondsMs.length > count, before);
    expect(Math.abs((await page.evaluate(() => window.offWholeSecondsMs.at(-1))) ?? 1_000)).toBeLessThan(25);
  });

  /**
   * Runs in the page. Records the offset of each second of sound between the two clocks when it is
   * queued.
   */
  async function fallBehindAfterTheFirstSecond(seconds: number): Promise<void> {
    window.offWholeSecondsMs = [];
    const offs = window.offWholeSecondsMs;
    const real = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, 'currentTime')?.get;
    Object.defineProperty(BaseAudioContext.prototype, 'currentTime', {
      get() {
        return real?.call(this) - (offs.length > 0 ? seconds : 0);
      },
    });
    const { start } = AudioBufferSourceNode.prototype;
    AudioBufferSourceNode.prototype.start = function (when = 0, ...more) {
      const atMs = Date.now() + (when - this.context.currentTime) * 1_000;
      offs.push(atMs - Math.round(atMs / 1_000) * 1_000);
      start.call(this, when, ...more);
    };
    await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  }

  async function beaconPage(browser: TestBrowser): Promise<Page> {
    const context = await beaconContext(browser, RED, { width: 160, height: 90, fps: 25 });
    const page = await context.newPage();
    await page.route('http://localhost/', route => route.fulfill({ contentType: 'text/html', body: '' }));
    await page.goto('http://localhost/');
    return page;
  }

  /** Runs in the page: blocks it for three seconds. */
  function keepBusy(): { from: number; to: number } {
    const from = Date.now();
    while (Date.now() < from + 3_000) {}
    return { from, to: Date.now() };
  }
});

describe('the check of videos that play next to each other', () => {
  it('does not count a frozen video as playing', async () => {
    await using browser = await TestBrowser.launch();
    const page = await browser.newPage();
    await page.setContent('<video data-file="it"></video>');
    await page.evaluate(replaceClockAndFrames);
    await watchPictures(page, [{ fileId: 'it', fromMs: 0, framesPerSecond: 25 }]);
    await page.evaluate(playFromAStandingFrame);
    const { samples } = await stopWatchingPictures(page);
    expect(samples.map(({ placesMs: { it: placeMs = Number.NaN } }) => Math.round(placeMs))).toEqual([2_000]);
  });
});

/**
 * Runs in the page: the test decides when the video shows which frame and when a sample is taken, so that no delay of
 * the browser counts.
 */
function replaceClockAndFrames(): void {
  const video = document.querySelector('video');
  if (!video) throw new Error('There is no picture.');
  performance.now = () => 10_000;
  Object.defineProperties(video, { paused: { value: false }, currentTime: { value: 1 } });
  video.playbackRate = 2;
  video.requestVideoFrameCallback = callback => {
    window.showFrame = (mediaTime, atMs) =>
      callback(atMs, { mediaTime, expectedDisplayTime: atMs } as VideoFrameCallbackMetadata);
    return 0;
  };
  const setInterval = (sample: () => void) => {
    window.takeSample = sample;
    return 0;
  };
  Object.assign(window, { setInterval });
}

/**
 * Runs in the page: the video shows its frame at one second, starts 400 ms later to play at double speed, and is
 * sampled after half a second, when it is at two seconds.
 */
function playFromAStandingFrame(): void {
  document.querySelector('video')?.dispatchEvent(new Event('seeked'));
  window.showFrame(1, 9_100);
  for (let playedMs = 20; playedMs <= 500; playedMs += 20)
    window.showFrame(1 + (2 * playedMs) / 1_000, 9_500 + playedMs);
  window.takeSample();
}

/** Runs in the page. */
async function callOneself(): Promise<void> {
  const [here, there] = [new RTCPeerConnection(), new RTCPeerConnection()];
  here.onicecandidate = ({ candidate }) => void there.addIceCandidate(candidate ?? undefined);
  there.onicecandidate = ({ candidate }) => void here.addIceCandidate(candidate ?? undefined);
  const video = document.createElement('video');
  video.autoplay = true;
  document.body.append(video);
  const received = new MediaStream();
  there.ontrack = ({ track }) => {
    received.addTrack(track);
    video.srcObject = received;
  };
  const captured = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  for (const track of captured.getTracks()) here.addTrack(track, captured);
  await here.setLocalDescription();
  if (here.localDescription) await there.setRemoteDescription(here.localDescription);
  await there.setLocalDescription();
  if (there.localDescription) await here.setRemoteDescription(there.localDescription);
}
