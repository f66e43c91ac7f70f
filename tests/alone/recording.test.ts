import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conductor } from '../../client/texts/conductor.ts';
import { room } from '../../client/texts/room.ts';
import { interviewKitOf } from '../../shared/kit/kit.ts';
import type { ApiClient } from '../support/apiClient.ts';
import { TestBrowser } from '../support/chromium.ts';
import { waitForFrames } from '../support/decodedVideo.ts';
import { exampleKit } from '../support/exampleKit.ts';
import { InterviewStage } from '../support/interviewStage.ts';
import { itInLongRuns } from '../support/longTests.ts';
import { type BeaconCall, BeaconPeople } from '../support/oracle/BeaconPeople.ts';
import { GREEN, RED } from '../support/oracle/beacon.ts';
import {
  type CallReport,
  type Disturbance,
  reportOfComposed,
  reportOfFiles,
} from '../support/oracle/callReport.ts';
import {
  fetchMedia,
  fetchReviewed,
  mediaPath,
  type ReviewedRecording,
  readyRecording,
  toldByReview,
} from '../support/oracle/reviewedRecording.ts';
import { startOwnedServer } from '../support/ownedServer.ts';
import { seekInChromium } from '../support/seekInChromium.ts';
import { pictureTimes, seekWithFfprobe } from '../support/seekWithFfprobe.ts';
import type { ServerProcess } from '../support/serverProcess.ts';
import { signedIn } from '../support/signedIn.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';

/** Limits for a recording in ms, from `media.md`, section 4. */
const AV_OFFSET_MAX = 60;
const BETWEEN_MAX = 80;
const CADENCE_MAX = 60;
/**
 * Sends two layers like any camera. Two processors are enough for two people who send, watch, and are
 * recorded.
 */
const CAMERA = { width: 480, height: 270, fps: 25 };

const FRAME_S = 1.1 / CAMERA.fps;

let server: ServerProcess;
let owner: ApiClient;
let people: BeaconPeople;
let folder: TemporaryFolder;

beforeAll(async () => {
  [{ server, owner }, people, folder] = await Promise.all([
    startOwnedServer(),
    BeaconPeople.launch(CAMERA),
    temporaryFolder('reviewed'),
  ]);
});
afterAll(async () => {
  await people?.[Symbol.asyncDispose]();
  await server?.close();
  await folder?.remove();
});

/** Waits this long by the clock of the lead's page, while the lead sees the candidate. */
async function talk({ lead }: BeaconCall, interview: InterviewStage, seconds: number): Promise<void> {
  const until = Date.now() + seconds * 1_000;
  await lead.page.waitForFunction(at => Date.now() >= at, until, { timeout: seconds * 1_000 + 20_000 });
  await waitForFrames(lead.video(interview.seatId('candidate')), 3);
}

/** Returns every file on the server's disk except its database. */
async function filesOfServer(): Promise<string[]> {
  const entries = await readdir(server.dataDir, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile() && !entry.name.startsWith('vivavoce.db'))
    .map(entry => `${entry.parentPath}/${entry.name}`)
    .sort();
}

/** Measures the individual files together, and the composed file. */
async function judged(
  recording: ReviewedRecording,
  call: BeaconCall,
  done: readonly Disturbance[],
): Promise<{ files: CallReport; composed: CallReport }> {
  const { files, composed } = await fetchReviewed(owner, recording, folder.path);
  const told = toldByReview(recording, seatId => call.beaconAt(seatId));
  return {
    files: await reportOfFiles(told, files, done),
    composed: await reportOfComposed(told, composed, done),
  };
}

/** Expects everything that happened and nothing else, each at its time. */
function expectExact(what: string, { announced, strict }: CallReport): void {
  // `strict` also counts what the recording itself lists as missing.
  for (const [name, { flashes, beeps, inGaps, strangers }] of Object.entries({ announced, strict }))
    expect(
      { missing: [...flashes.missing, ...beeps.missing], inGaps, strangers },
      `${what}, ${name}`,
    ).toEqual({
      missing: [],
      inGaps: [],
      strangers: [],
    });
  expect(announced.avOffset.p95, what).toBeLessThanOrEqual(AV_OFFSET_MAX);
  expect(announced.between.p95, what).toBeLessThanOrEqual(BETWEEN_MAX);
  expect(announced.cadence.p95, what).toBeLessThanOrEqual(CADENCE_MAX);
}

describe('an interview whose candidate does not agree to be recorded', () => {
  it('takes place, and nothing of it is on any disk', async () => {
    const before = await filesOfServer();
    using interview = await InterviewStage.create(owner);
    const call = await people.meet(interview, { agrees: false });
    await call.waitForBadge('off');
    await talk(call, interview, 2);
    expect(await filesOfServer()).toEqual(before);
    await call.end();
    expect((await owner.call('recording.list', {})).recordings).toEqual([]);
    const { review, grant } = await owner.call('review.open', { interviewId: interview.interviewId });
    expect([review.state, review.tracks, grant]).toEqual(['none', [], undefined]);
    expect(await filesOfServer()).toEqual(before);
    expect([...call.candidate.complaints, ...call.lead.complaints]).toEqual([]);
    await call.close();
  });
});

describe('an interview whose candidate agrees to be recorded', () => {
  const kit = interviewKitOf(exampleKit());
  const [first, second] = kit.questions;
  const done: Disturbance[] = [];
  let call: BeaconCall;
  let recording: ReviewedRecording;

  it('is recorded while the badge says so, and then processed step by step', async () => {
    const { kitId } = await owner.call('kits.create', { kit: exampleKit() });
    using interview = await InterviewStage.create(owner, server.url, kitId);
    call = await people.meet(interview);
    const { candidate, lead } = call;
    await call.waitForBadge('on');
    await talk(call, interview, 3);
    await lead.page.getByRole('region', { name: conductor.label }).focus();
    await lead.page.keyboard.press('o');
    await talk(call, interview, 2);

    const muted = lead.page
      .locator(`figure[data-seat-id="${interview.seatId('candidate')}"]`)
      .getByText(room.microphoneOff);
    const from = Date.now();
    await candidate.press(room.controls.mute);
    await muted.waitFor({ state: 'attached' });
    const silentFrom = Date.now();
    await talk(call, interview, 4);
    const silentTo = Date.now();
    await candidate.press(room.controls.unmute);
    await muted.waitFor({ state: 'detached' });
    done.push({ beacon: RED.name, kind: 'beep', from, to: Date.now(), silentFrom, silentTo });

    await lead.page.keyboard.press('o');
    await talk(call, interview, 3);
    done.push(...(await call.pauses()));
    await call.end();
    recording = await readyRecording(owner, interview.interviewId);
    expect([...candidate.complaints, ...lead.complaints]).toEqual([]);
    await call.close();
    for (const kind of ['finalise', 'compose'] as const) {
      const seen = recording.seen.filter(job => job.kind === kind);
      expect(seen.some(({ state }) => state === 'running')).toBe(true);
      expect(seen.map(({ progress }) => progress)).toEqual(
        seen.map(({ progress }) => progress).toSorted((a, b) => a - b),
      );
    }
    expect(recording.review.chapters.map(({ questionId }) => questionId)).toEqual([first?.id, second?.id]);
  });

  it('is exact in each person’s file and in the composed file', async () => {
    const { files, composed } = await judged(recording, call, done);
    for (const [what, report] of Object.entries({ files, composed })) {
      expectExact(what, report);
      // The mute is the only absence.
      expect(report.announced.absences.map(({ beacon, kind }) => [beacon, kind])).toEqual([
        [RED.name, 'beep'],
      ]);
      expect(report.announced.flashes.expected).toBeGreaterThan(16);
    }
    const mutes = recording.review.tracks.flatMap(({ seatId, gaps }) =>
      gaps.filter(({ reason }) => reason === 'muted').map(({ kind }) => [call.beaconAt(seatId), kind]),
    );
    expect(mutes).toEqual([[RED.name, 'audio']]);
    expect(recording.review.tracks.map(({ seatId }) => call.beaconAt(seatId)).sort()).toEqual([
      GREEN.name,
      RED.name,
    ]);
  });

  it('plays and seeks in Chromium and ffprobe, every file of it, over the URLs of a review', async () => {
    await using browser = await TestBrowser.launch();
    const page = await (await signedIn(browser, owner)).newPage();
    await page.goto(`${server.url}/console`);
    const { tracks, composed, durationMs } = recording.review;
    const whole = composed && { ...composed, fromMs: 0, toMs: durationMs };
    for (const { fileId, fromMs, toMs } of [...tracks, ...(whole ? [whole] : [])]) {
      const lengthS = (toMs - fromMs) / 1_000;
      const targets = [0.9, 0.2, 0.6].map(share => share * lengthS);
      const sought = await seekInChromium(page, mediaPath(recording, fileId), targets);
      const file = await fetchMedia(owner, recording, fileId, folder.path);
      const times = await pictureTimes(file);
      expect(sought.duration).toBeCloseTo(lengthS, 0);
      expect(sought.landed).toEqual(targets.map(target => expect.closeTo(target, 2)));
      // The visible frame is the one that is due, or its neighbor when the moment is between the two.
      for (const [index, { mediaTime }] of sought.shown.entries()) {
        const due = times.findLast(time => time <= (targets[index] ?? 0)) ?? 0;
        expect(Math.abs(mediaTime - due)).toBeLessThanOrEqual(FRAME_S);
      }
      const probed = await seekWithFfprobe(file, 0.9 * lengthS);
      expect(probed.kinds).toEqual(['audio', 'video']);
      expect(probed.duration).toBeCloseTo(lengthS, 0);
      expect(probed.firstAt).toBeGreaterThan(0.4 * lengthS);
      expect(probed.firstAt).toBeLessThanOrEqual(0.9 * lengthS + 0.05);
    }
  });

  itInLongRuns('is recorded by the next server after one is killed in the middle', async () => {
    using interview = await InterviewStage.create(owner, server.url);
    const held = await people.meet(interview);
    await held.waitForBadge('on');
    await talk(held, interview, 8);
    for (const page of [held.candidate, held.lead]) await page.markPictures('before');
    const from = Date.now();
    await server.kill();
    await server.launch();
    // What the pages still show from before does not count.
    await server.program.waitForOutput(/recording started/, 60_000);
    await waitForFrames(held.lead.pictureSince('before', interview.seatId('candidate')), 10);
    await waitForFrames(held.candidate.pictureSince('before', interview.seatId('lead')), 10);
    await held.waitForBadge('on');
    const away: Disturbance[] = (['flash', 'beep'] as const).flatMap(kind =>
      [RED, GREEN].map(({ name }) => ({ beacon: name, kind, from, to: Date.now() })),
    );
    await talk(held, interview, 8);
    away.push(...(await held.pauses()));
    await held.end();
    const made = await readyRecording(owner, interview.interviewId);
    await held.close();
    expect(made.review.stretches).toHaveLength(2);
    const { files, composed } = await judged(made, held, away);
    expectExact('files', files);
    expectExact('composed', composed);
  });
});
