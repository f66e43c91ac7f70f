import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestBrowser } from '../support/chromium.ts';
import { waitForSilence, waitForTone } from '../support/decodedAudio.ts';
import { colourOf, framesWithin, waitForColour, waitForFrames } from '../support/decodedVideo.ts';
import { describeInstruments } from '../support/longTests.ts';
import { ADA, colourDistance, GRACE } from '../support/personas.ts';

/** The measuring instruments of the other tests, tried on a call inside one page that has nothing of ours in it. */
describeInstruments('a generated camera and microphone, sent through a real peer connection', () => {
  let browser: TestBrowser;
  let page: Page;

  beforeAll(async () => {
    browser = await TestBrowser.launch({ persona: ADA });
    page = await browser.newPage();
    // Any page at localhost is a secure context; this one exists nowhere else.
    await page.route('http://localhost/', route => route.fulfill({ contentType: 'text/html', body: '' }));
    await page.goto('http://localhost/');
    await page.evaluate(callOneself);
  });
  afterAll(() => browser?.close());

  it('show their person’s own colour in the decoded frames, and no other', async () => {
    await waitForColour(page.locator('video'), ADA.colour);
    const seen = await colourOf(page.locator('video'));
    if (!seen) throw new Error('nothing was painted');
    expect(colourDistance(seen, ADA.colour)).toBeLessThan(70);
    expect(colourDistance(seen, GRACE.colour)).toBeGreaterThan(140);
  });

  it('move', async () => {
    await waitForFrames(page.locator('video'), 15);
  });

  it('sound with their person’s own tone, and no other', async () => {
    await waitForTone(page, ADA.toneHz);
    await waitForSilence(page, GRACE.toneHz);
  });

  it('are found silent and still when they are', async () => {
    await page.evaluate(() => {
      const stream = document.querySelector('video')?.srcObject;
      if (stream instanceof MediaStream) for (const track of stream.getTracks()) track.enabled = false;
    });
    await waitForSilence(page, ADA.toneHz);
    await page.evaluate(() => document.querySelector('video')?.pause());
    expect(await framesWithin(page.locator('video'), 1_000)).toBeLessThan(3);
  });
});

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
