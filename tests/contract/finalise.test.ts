import { existsSync, readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finaliseRecording } from '../../server/features/recording/finalise/finalise.ts';
import { type FinishedMedia, FinishedRecording } from '../../shared/recording/finished.ts';
import { type HandMadeCapture, handMadeCapture } from '../support/handMadeCapture.ts';
import { BLUE, GREEN, RED, YELLOW } from '../support/oracle/beacon.ts';
import { type AnnouncedGap, judge } from '../support/oracle/judge.ts';
import { observe, type SeenEvent } from '../support/oracle/observe.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';

/** No network is involved: the tolerance covers audio packets, video frames, and the measuring. */
const OFFSET_MAX_MS = 20;
const SECOND_STRETCH_MS = 17_300;
/** Video of all people is drawn and encoded first. */
const SET_UP_MAX_MS = 180_000;

let folder: TemporaryFolder;
let capture: HandMadeCapture;
let finished: FinishedRecording;
let events: SeenEvent[];
const shares: number[] = [];

/**
 * Red has a fast clock, mutes, and returns with a new page and another picture size, then in a second run
 * on another node. Blue is in stereo, and its camera pauses for a while. Green has only a microphone and
 * shares a screen that shows yellow.
 */
beforeAll(async () => {
  folder = await temporaryFolder('finalise');
  const red = { beacon: RED, driftPpm: 300 };
  capture = await handMadeCapture(path.join(folder.path, 'capture'), [
    {
      fromMs: 0,
      toMs: 14_000,
      tracks: [
        {
          ...red,
          source: 'microphone',
          peerId: 'red.1',
          fromMs: 240,
          toMs: 9_000,
          mutes: [{ fromMs: 4_300, toMs: 6_700 }],
          rtp: 2 ** 32 - 90_000,
        },
        { ...red, source: 'camera', peerId: 'red.1', fromMs: 700, toMs: 9_000 },
        { ...red, source: 'microphone', peerId: 'red.2', fromMs: 10_600, toMs: 14_000 },
        {
          ...red,
          source: 'camera',
          peerId: 'red.2',
          fromMs: 10_800,
          toMs: 14_000,
          sizes: [
            { width: 320, height: 180, fromMs: 0 },
            { width: 640, height: 360, fromMs: 1_600 },
          ],
        },
        { beacon: BLUE, source: 'microphone', fromMs: 100, toMs: 14_000, isStereo: true },
        {
          beacon: BLUE,
          source: 'camera',
          fromMs: 300,
          toMs: 14_000,
          stalls: [{ fromMs: 5_500, toMs: 8_250 }],
        },
        {
          beacon: GREEN,
          source: 'microphone',
          fromMs: 1_000,
          toMs: 14_000,
          losses: [{ fromMs: 7_900, toMs: 8_300 }],
        },
        { beacon: YELLOW, source: 'screen', peerId: 'green', person: 'green', fromMs: 3_000, toMs: 9_500 },
        {
          beacon: YELLOW,
          source: 'screenAudio',
          peerId: 'green',
          person: 'green',
          fromMs: 3_500,
          toMs: 9_500,
        },
      ],
    },
    {
      fromMs: SECOND_STRETCH_MS,
      tracks: [
        { ...red, source: 'microphone', peerId: 'red.2', fromMs: 0, toMs: 5_000 },
        { ...red, source: 'camera', peerId: 'red.2', fromMs: 200, toMs: 5_000 },
      ],
    },
  ]);
  const outFolder = path.join(folder.path, 'out');
  finished = await finaliseRecording(
    { ...capture.task, outFolder },
    { onProgress: share => shares.push(share) },
  );
  events = await observe(
    finished.media.map(({ fileName, fromMs, hasVideo, hasAudio }) => ({
      path: path.join(outFolder, fileName),
      fromMs,
      hasVideo,
      hasAudio,
    })),
  );
}, SET_UP_MAX_MS);
afterAll(() => folder?.remove());

function mediaOf(person: string, kind: FinishedMedia['kind'] = 'person'): FinishedMedia {
  const media = finished.media.find(each => each.person === person && each.kind === kind);
  return media ?? expect.fail(`There is nothing of ${person}.`);
}

/** Returns the announced gaps of a beacon, and when nothing was recorded. */
function announced(beacon: string, { gaps, fromMs, toMs }: FinishedMedia): AnnouncedGap[] {
  const kindOf = { audio: 'beep', video: 'flash' } as const;
  const [first, second] = finished.stretches;
  return [
    ...gaps.map(gap => ({ beacon, kind: kindOf[gap.kind], fromMs: gap.fromMs, toMs: gap.toMs })),
    ...(['beep', 'flash'] as const).flatMap(kind => [
      { beacon, kind, fromMs: 0, toMs: fromMs },
      { beacon, kind, fromMs: toMs, toMs: finished.durationMs },
      { beacon, kind, fromMs: first?.toMs ?? 0, toMs: second?.fromMs ?? 0 },
    ]),
  ];
}

it('the folder contains exactly what was promised', async () => {
  expect(FinishedRecording.parse(finished)).toEqual(finished);
  expect(finished.problems).toEqual([]);
  const names = finished.media.flatMap(({ fileName, thumbnailName }) => [
    fileName,
    ...(thumbnailName ? [thumbnailName] : []),
  ]);
  expect((await readdir(path.join(folder.path, 'out'))).toSorted()).toEqual(names.toSorted());
  expect((await readdir(folder.path)).toSorted()).toEqual(['capture', 'out']);
  for (const { fileName, bytes } of finished.media)
    expect((await stat(path.join(folder.path, 'out', fileName))).size).toBe(bytes);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
});

it('the result says when the recording ran', () => {
  expect(finished.stretches.map(({ fromMs }) => fromMs)).toEqual([0, SECOND_STRETCH_MS]);
  const [first, second] = finished.stretches;
  expect(Math.abs((first?.toMs ?? 0) - 14_000)).toBeLessThan(50);
  expect(Math.abs((second?.toMs ?? 0) - SECOND_STRETCH_MS - 5_000)).toBeLessThan(50);
  expect(finished.durationMs).toBe(Math.max(second?.toMs ?? 0, mediaOf('red').toMs));
});

it('the result has a file for each person, and one for the screen', () => {
  expect(
    finished.media.map(({ fileName, kind, hasAudio, hasVideo }) => [fileName, kind, hasAudio, hasVideo]),
  ).toEqual([
    ['red-1.webm', 'person', true, true],
    ['blue-1.webm', 'person', true, true],
    ['green-1.webm', 'person', true, false],
    ['green-screen-1.webm', 'screen', true, true],
  ]);
  expect(mediaOf('red')).toMatchObject({ width: 640, height: 360 });
  expect(mediaOf('red').sizes.map(({ width }) => width)).toEqual([320, 640, 320]);
  expect(mediaOf('red').producers).toHaveLength(6);
});

describe('everyone is seen and heard at the right time', () => {
  it.each([
    ['red', 'person', 'red'],
    ['blue', 'person', 'blue'],
    ['yellow', 'screen', 'green'],
  ] as const)(
    '%s: nothing is missing outside of gaps, and audio and video are in sync',
    (beacon, kind, person) => {
      const media = mediaOf(person, kind);
      const report = judge(events, {
        beacons: [beacon],
        fromMs: 0,
        toMs: finished.durationMs,
        gaps: announced(beacon, media),
      });
      expect(report.flashes.missing).toEqual([]);
      expect(report.beeps.missing).toEqual([]);
      expect(report.inGaps).toEqual([]);
      expect(report.flashes.seen).toBeGreaterThanOrEqual(6);
      expect(report.avOffset.max).toBeLessThanOrEqual(OFFSET_MAX_MS);
      expect(report.cadence.max).toBeLessThanOrEqual(OFFSET_MAX_MS);
    },
  );

  it('in green’s file, which is audio only', () => {
    const beeps = events.filter(({ beacon, kind }) => beacon === 'green' && kind === 'beep');
    expect(beeps.map(({ atMs }) => Math.round(atMs / 1_000))).toEqual([
      1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13,
    ]);
    expect(mediaOf('green').gaps).toEqual([
      { kind: 'audio', fromMs: expect.closeTo(7_900, -2), toMs: expect.closeTo(8_300, -2), reason: 'lost' },
    ]);
  });

  it('across all files, on the recording’s timeline', () => {
    const beacons = ['red', 'blue', 'green', 'yellow'];
    const gaps = [
      ...announced('red', mediaOf('red')),
      ...announced('blue', mediaOf('blue')),
      ...announced('yellow', mediaOf('green', 'screen')),
    ];
    const report = judge(events, { beacons, fromMs: 0, toMs: finished.durationMs, gaps });
    expect(report.between.n).toBeGreaterThan(20);
    expect(report.between.max).toBeLessThanOrEqual(OFFSET_MAX_MS);
    for (const { atMs } of events)
      expect(Math.abs(atMs - Math.round(atMs / 1_000) * 1_000)).toBeLessThanOrEqual(OFFSET_MAX_MS);
    expect(report.strangers).toEqual([]);
  });
});

it('the result lists gaps with their reason', () => {
  const near = (ms: number) => expect.closeTo(ms, -2);
  expect(mediaOf('red').gaps).toEqual([
    { kind: 'audio', fromMs: near(4_300), toMs: near(6_700), reason: 'muted' },
    { kind: 'audio', fromMs: near(9_000), toMs: near(10_600), reason: 'away' },
    { kind: 'video', fromMs: near(240), toMs: near(700), reason: 'off' },
    { kind: 'video', fromMs: near(9_000), toMs: near(10_600), reason: 'away' },
    { kind: 'video', fromMs: near(10_600), toMs: near(10_800), reason: 'off' },
    { kind: 'video', fromMs: SECOND_STRETCH_MS, toMs: near(SECOND_STRETCH_MS + 200), reason: 'off' },
  ]);
  expect(mediaOf('blue').gaps).toContainEqual({
    kind: 'video',
    fromMs: near(5_500),
    toMs: near(8_250),
    reason: 'stalled',
  });
});

it('the result has each person’s loudness over time', () => {
  const { levels, fromMs, toMs } = mediaOf('red');
  expect(levels?.dbov).toHaveLength(Math.ceil((toMs - fromMs) / 100));
  const at = (ms: number) => levels?.dbov[Math.floor((ms - fromMs) / 100)] ?? Number.NaN;
  expect(at(3_070)).toBeLessThan(20);
  expect(at(5_070)).toBe(127);
  expect(at(SECOND_STRETCH_MS + 770)).toBeLessThan(20);
  expect(at(15_000)).toBe(127);
});

it('the thumbnails show something', () => {
  for (const media of finished.media.filter(({ hasVideo }) => hasVideo)) {
    const file = path.join(folder.path, 'out', media.thumbnailName ?? '');
    expect([...readFileSync(file).subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
  }
  expect(mediaOf('green').thumbnailName).toBeUndefined();
});

it('finalizing again replaces the files with equal ones', async () => {
  const outFolder = path.join(folder.path, 'out');
  const again = await finaliseRecording({ ...capture.task, outFolder });
  expect(again).toEqual(finished);
  expect(existsSync(`${outFolder}.replaced`)).toBe(false);
});
