import type { Page } from 'playwright-core';
import { TestBrowser } from '../support/chromium.ts';
import { waitForFrames } from '../support/decodedVideo.ts';
import { ADA, GRACE } from '../support/personas.ts';
import { joinButtonOf, pictureOn } from '../support/roomPage.ts';
import type { BenchCase } from './benchCase.ts';
import { bareJoinTimes } from './browser/bareJoin.ts';
import { OpenInterview, prepare } from './browser/openInterview.ts';
import { compared, distribution, median } from './figure.ts';

/**
 * How long the candidate sees a spinner: from the click on "Join" to the own tile in the room, or to the first painted frame of the
 * interviewer, who is in the room and sends, whichever is later.
 *
 * Both are real Chromiums with cameras of their own, against a real server. Each join is a new page after pre-join and its connection test.
 * Times are taken in the page: the time stamp of the click, and the time at which the browser presents the frame
 * (`requestVideoFrameCallback`).
 *
 * The baseline is the same video through our sfu without our signaling and client: a page with mediasoup-client only, which calls the media
 * plane directly, from its `join` to the first painted frame. The difference is socket, event log, and React.
 */
export const join: BenchCase = {
  name: 'join',
  measures: 'from the click on "Join" to the own place and the first painted remote frame',
  figures: ['join'],
  parameters: { joins: { full: 30, quick: 3 } },
  async run(context) {
    const joins = context.parameter('joins');
    const times = await ourJoinTimes(joins, context.progress);
    context.progress('the same without signaling and client');
    const bare = await bareJoinTimes(joins);
    context.report({
      name: 'join',
      unit: 'ms',
      ...distribution(times.map(({ place, picture }) => Math.max(place, picture))),
      ...compared(median(times.map(({ place, picture }) => Math.max(place, picture))), median(bare)),
      note: `the own place alone: p50 ${Math.round(median(times.map(({ place }) => place)))} ms; baseline: mediasoup-client through our sfu without signaling`,
    });
  },
};

interface JoinTimes {
  /** From the click to the own tile. */
  place: number;
  /** From the click to the other's first frame. */
  picture: number;
}

async function ourJoinTimes(joins: number, progress: (text: string) => void): Promise<JoinTimes[]> {
  await using interview = await OpenInterview.create();
  await using senders = await TestBrowser.launch({ persona: GRACE });
  await using joiners = await TestBrowser.launch({ persona: ADA });
  const sender = await senders.newPage();
  await prepare(sender, interview.interviewer.link);
  await joinButtonOf(sender).click();

  const times: JoinTimes[] = [];
  // The first join finds a sender whose encoder is still warming up.
  for (let attempt = 0; attempt <= joins; attempt += 1) {
    const result = await joinOnce(joiners, sender, interview);
    if (attempt === 0) continue;
    times.push(result);
    progress(
      `${attempt}: own place ${Math.round(result.place)} ms, picture ${Math.round(result.picture)} ms`,
    );
  }
  return times;
}

async function joinOnce(browser: TestBrowser, sender: Page, interview: OpenInterview): Promise<JoinTimes> {
  const { candidate, interviewer } = interview;
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.addInitScript(watchJoin, { own: candidate.seatId, other: interviewer.seatId });
    await prepare(page, candidate.link);
    await joinButtonOf(page).click();
    const times = await page.evaluate(() => window.joinTimes);
    await waitForFrames(pictureOn(sender, candidate.seatId), 1);
    return times;
  } finally {
    await context.close();
  }
}

declare global {
  interface Window {
    joinTimes: Promise<JoinTimes>;
  }
}

/** Runs in the page before its scripts: measures one join. */
function watchJoin({ own, other }: { own: string; other: string }): void {
  const ownTile = `figure[data-seat-id="${own}"]`;
  const picture = `video[data-seat-id="${other}"][data-source="camera"]`;
  window.joinTimes = new Promise(resolve => {
    let clickedAt = 0;
    let placeAt: number | undefined;
    let watched: Element | undefined;
    document.addEventListener('click', event => {
      // Later clicks are irrelevant.
      clickedAt ||= event.timeStamp;
    });
    const look = () => {
      if (placeAt === undefined && document.querySelector(ownTile)) placeAt = performance.now();
      const video = document.querySelector<HTMLVideoElement>(picture);
      if (!video || video === watched) return;
      watched = video;
      video.requestVideoFrameCallback(() => {
        observer.disconnect();
        resolve({ place: (placeAt ?? Number.NaN) - clickedAt, picture: performance.now() - clickedAt });
      });
    };
    const observer = new MutationObserver(look);
    observer.observe(document, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['data-seat-id'],
    });
  });
}
