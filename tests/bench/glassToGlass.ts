import type { Locator } from 'playwright-core';
import { blankPage } from '../support/blankPage.ts';
import { TestBrowser } from '../support/chromium.ts';
import { waitForFrames } from '../support/decodedVideo.ts';
import { ADA, GRACE } from '../support/personas.ts';
import { joinButtonOf, pictureOn } from '../support/roomPage.ts';
import type { BenchCase, BenchContext } from './benchCase.ts';
import { callDirectly } from './browser/directCall.ts';
import { OpenInterview, prepare } from './browser/openInterview.ts';
import { installTimestampCamera, readFrameAges } from './browser/timestampCanvas.ts';
import { compared, distribution, median } from './figure.ts';

const FRAMES_PER_SECOND = 25;
const DIRECT_BITRATE = 1_700_000;
const READ_TIMEOUT_MS = 120_000;

/**
 * How old a frame is when the other side sees it.
 *
 * The candidate's camera is a canvas with the current time as black and white cells; the interviewer's page reads it from the decoded frame
 * when the browser presents it. Each page runs in its own Chromium on this machine, so they share its clock. The age includes the wait for
 * the next captured frame (up to 40 ms), encoder, network, sfu, jitter buffer, and decoder.
 *
 * The baseline is the same canvas and microphone over one direct connection between two pages of the same browsers, without a server. On
 * both sides, the video is held back until its sound has arrived, so an overloaded machine shows as the sound's jitter buffer.
 */
export const glassToGlass: BenchCase = {
  name: 'glass-to-glass',
  measures: "the age of the candidate's picture when the interviewer's browser presents it",
  figures: ['glass-to-glass'],
  parameters: {
    frames: { full: 300, quick: 60 },
    settle: { full: 150, quick: 50 },
    height: { full: 360, quick: 360 },
  },
  async run(context) {
    await using candidates = await TestBrowser.launch({ persona: ADA });
    await using interviewers = await TestBrowser.launch({ persona: GRACE });
    const ours = await oursAges(context, candidates, interviewers);
    const direct = await directAges(context, candidates, interviewers);
    context.report({
      name: 'glass-to-glass',
      unit: 'ms',
      ...distribution(ours.ages),
      ...compared(median(ours.ages), median(direct.ages)),
      note: `${ours.width}x${ours.height} of a camera of ${context.parameter('height')} lines at ${FRAMES_PER_SECOND} fps; ${ours.unreadable} unreadable frames; baseline: a direct connection of ${direct.width}x${direct.height}`,
    });
  },
};

function cameraOf(context: BenchContext) {
  const height = context.parameter('height');
  return { width: (height * 16) / 9, height, fps: FRAMES_PER_SECOND };
}

type Ages = Awaited<ReturnType<typeof readFrameAges>>;

async function oursAges(
  context: BenchContext,
  candidates: TestBrowser,
  interviewers: TestBrowser,
): Promise<Ages> {
  await using interview = await OpenInterview.create();
  const sender = await candidates.newPage();
  const receiver = await interviewers.newPage();
  try {
    await sender.addInitScript(installTimestampCamera, cameraOf(context));
    await prepare(sender, interview.candidate.link);
    await prepare(receiver, interview.interviewer.link);
    await joinButtonOf(sender).click();
    await joinButtonOf(receiver).click();
    return await settledAges(context, pictureOn(receiver, interview.candidate.seatId));
  } finally {
    await sender.context().close();
    await receiver.context().close();
  }
}

async function directAges(
  context: BenchContext,
  candidates: TestBrowser,
  interviewers: TestBrowser,
): Promise<Ages> {
  context.progress('the same over a direct connection');
  const sender = await blankPage(candidates);
  const receiver = await blankPage(interviewers);
  try {
    await sender.evaluate(installTimestampCamera, cameraOf(context));
    await callDirectly(sender, receiver, DIRECT_BITRATE);
    return await settledAges(context, receiver.locator('video'));
  } finally {
    await sender.context().close();
    await receiver.context().close();
  }
}

/** Waits first until the bit rate and the jitter buffer have settled. */
async function settledAges(context: BenchContext, video: Locator): Promise<Ages> {
  await waitForFrames(video, context.parameter('settle'), READ_TIMEOUT_MS);
  const ages = await video.evaluate(readFrameAges, {
    count: context.parameter('frames'),
    timeoutMs: READ_TIMEOUT_MS,
  });
  context.progress(
    `${ages.ages.length} frames of ${ages.width}x${ages.height}, p50 ${Math.round(median(ages.ages))} ms`,
  );
  return ages;
}
