import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutClip } from '../../server/features/report/clips/cutClip.ts';
import { planClip } from '../../server/features/report/clips/planClip.ts';
import { createClips } from '../../server/features/report/clips/ReportClips.ts';
import type { FinishedMedia, FinishedRecording, Gap, Span } from '../../shared/recording/finished.ts';
import { eventually } from '../support/eventually.ts';
import { FinishingStage } from '../support/finishingStage.ts';
import { itInLongRuns } from '../support/longTests.ts';
import { GREEN, RED } from '../support/oracle/beacon.ts';
import { SOUND_SECONDS } from '../support/oracle/beaconSound.ts';
import {
  BEACONS_STARTED_AT,
  type FinishedBeacons,
  finishedBeacons,
} from '../support/oracle/finishedBeacons.ts';
import { type AnnouncedGap, announcedGaps, judge, type OracleReport } from '../support/oracle/judge.ts';
import { observe, type SeenEvent } from '../support/oracle/observe.ts';
import { readSights } from '../support/oracle/sights.ts';
import { QUIETLY } from '../support/quietly.ts';
import { reportWithClips, writeReport } from '../support/reportRows.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';

const SMALL = { width: 320, height: 180 };
/** Cutting runs at the lowest priority. */
const PATIENCE_MS = 120_000;
const DURATION_MS = 18_000;
const HOLE: Span = { fromMs: 9_000, toMs: 11_000 };
const OFF: Gap = { kind: 'video', reason: 'off', fromMs: 2_000, toMs: 4_500 };
/** Maximum displacement in a clip, and between its audio and video. */
const WITHIN_MS = 60;

let folder: TemporaryFolder;
let made: FinishedBeacons;

beforeAll(async () => {
  folder = await temporaryFolder('clips');
  const source = path.join(folder.path, 'source');
  await mkdir(source);
  made = await finishedBeacons(
    source,
    DURATION_MS,
    [
      { beacon: RED, role: 'candidate', ...SMALL, gaps: [OFF] },
      // Joins late, between two frames.
      { beacon: GREEN, role: 'recruiter', ...SMALL, fromMs: 2_515 },
    ],
    [
      { fromMs: 0, toMs: HOLE.fromMs },
      { fromMs: HOLE.toMs, toMs: DURATION_MS },
    ],
  );
}, PATIENCE_MS);
afterAll(() => folder?.remove());

/** Measures what is seen and heard in a clip, on the recording's timeline. */
async function judged(file: string, { fromMs, toMs }: Span): Promise<[OracleReport, SeenEvent[]]> {
  const events = await observe([{ path: file, fromMs }]);
  const unseen = (beacon: string, span: Span): AnnouncedGap => ({ beacon, kind: 'flash', ...span });
  const gaps: AnnouncedGap[] = [
    ...announcedGaps('red', [OFF]),
    unseen('red', HOLE),
    // Audible but not visible.
    unseen('green', { fromMs: 0, toMs: DURATION_MS }),
    { beacon: 'green', kind: 'beep', fromMs: 0, toMs: 2_515 },
  ];
  return [judge(events, { beacons: ['red', 'green'], fromMs, toMs, gaps }), events];
}

/** Returns each event's displacement from the recording, using the beacons' clock. */
function displacements(events: readonly SeenEvent[]): number[] {
  // The picture sequence repeats after a multiple of this.
  const turn = SOUND_SECONDS * 1_000;
  return events.map(({ atMs, second }) => {
    const away = (atMs + BEACONS_STARTED_AT - second * 1_000) % turn;
    return Math.min(away, turn - away);
  });
}

function expectInTime([report, events]: [OracleReport, SeenEvent[]]): void {
  expect(report).toMatchObject({ inGaps: [], strangers: [] });
  expect(report.flashes.missing).toEqual([]);
  expect(report.beeps.missing).toEqual([]);
  expect(Math.max(...displacements(events))).toBeLessThan(WITHIN_MS);
  expect(report.avOffset.max).toBeLessThan(WITHIN_MS);
  expect(report.between.max).toBeLessThan(WITHIN_MS);
}

/** Expects a file that every browser plays before it is fully loaded. */
function expectPlayable(file: string, bytes: Buffer, durationMs: number): void {
  const { streams, format } = probe(file);
  expect(streams).toMatchObject([
    { codec_name: 'h264', profile: 'High', pix_fmt: 'yuv420p', ...SMALL, r_frame_rate: '30/1' },
    { codec_name: 'aac', profile: 'LC', sample_rate: '48000', channels: 2 },
  ]);
  for (const { start_time } of streams) expect(Number(start_time)).toBe(0);
  expect(Number(format.duration)).toBeCloseTo(durationMs / 1_000, 1);
  expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
}

describe('a clip of a stored recording', () => {
  it(
    'is an MP4 with everything at its time: across a gap, with the camera off, and at the end',
    async () => {
      const acrossHole = { fromMs: 5_337, toMs: 15_337 };
      const withGap = { fromMs: 0, toMs: 8_000 };
      const overEnd = { fromMs: 11_011, toMs: 30_000 };
      const all = [acrossHole, withGap, overEnd];
      await using stage = await FinishingStage.start();
      const interview = await stage.interview();
      const recordings = await stage.open({
        finalise: async ({ recordingId, outFolder }) => {
          await mkdir(outFolder, { recursive: true });
          for (const [name, file] of Object.entries(made.files))
            await copyFile(file, path.join(outFolder, name));
          const media = made.recording.media.map(each =>
            each.person === RED.name ? { ...each, person: interview.candidate.seatId } : each,
          );
          return { ...made.recording, recordingId, media };
        },
      });
      const { store, interviews } = stage;
      const { interviewId } = interview;
      const logger = pino({ level: 'silent' });
      const reportClips = createClips({ store, interviews, finished: recordings, logger });
      await interview.finish();
      await writeReport(store, interviewId, { draft: reportWithClips(...all) });
      await reportClips.want(interviewId);
      const clips = await eventually(
        'all clips to be ready',
        async () => {
          const found = await reportClips.reportClips(interviewId, all);
          return found.every(({ state }) => state === 'ready') && found;
        },
        PATIENCE_MS / 2,
      );
      expect(clips.map(({ durationMs }) => durationMs)).toEqual([10_000, 8_000, DURATION_MS - 11_011]);
      for (const [index, span] of all.entries()) {
        const file = await store.mediaFiles.findStored(clips[index]?.fileId ?? ('' as never));
        const bytes = await buffer(await recordings.storage.read(file?.storageKey ?? ''));
        const place = path.join(folder.path, `clip-${index}.mp4`);
        await writeFile(place, bytes);
        const shown = { fromMs: span.fromMs, toMs: Math.min(span.toMs, DURATION_MS) };
        const [report, events] = await judged(place, shown);
        expectInTime([report, events]);
        expect(report.flashes.expected).toBeGreaterThan(3);
        expect(report.beeps.expected).toBeGreaterThan(10);
        expectPlayable(place, bytes, shown.toMs - shown.fromMs);
      }
    },
    PATIENCE_MS,
  );

  it(
    'without a camera has its audio at its time, and shows that the camera is off',
    async () => {
      const media = made.recording.media.map(each => ({ ...each, hasVideo: false, sizes: [] }));
      const span = { fromMs: 1_000, toMs: 8_000 };
      const { file } = await cut({ ...made.recording, media }, span);
      const [report, events] = await judged(file, span);
      expect(events.filter(({ kind }) => kind === 'flash')).toEqual([]);
      expect(report.beeps.missing).toEqual([]);
      expect(Math.max(...displacements(events))).toBeLessThan(WITHIN_MS);
      expect(probe(file).streams[0]).toMatchObject({ codec_name: 'h264', width: 640, height: 360 });
    },
    PATIENCE_MS,
  );

  it(
    'whose camera stops in the middle shows its last frame to the end',
    async () => {
      const stopped = path.join(folder.path, 'stopped.webm');
      const source = made.files['person-1.webm'] ?? '';
      const encoding = ['-vf', 'trim=end=15', '-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8'];
      const input = ['-protocol_whitelist', 'file', '-i', source];
      execFileSync('ffmpeg', [...QUIETLY, ...input, ...encoding, '-c:a', 'copy', stopped]);
      const bytes = (await readFile(stopped)).length;
      const media = made.recording.media.map(each =>
        each.fileName === 'person-1.webm' ? { ...each, fileName: 'stopped.webm', bytes } : each,
      );
      const span = { fromMs: 11_300, toMs: 17_000 };
      const { file } = await cut({ ...made.recording, media }, span, {
        ...made.files,
        'stopped.webm': stopped,
      });
      expect(Number(probe(file).format.duration)).toBeCloseTo(5.7, 1);
    },
    PATIENCE_MS,
  );

  itInLongRuns('keeps its shape when a phone is rotated in the middle', async () => {
    const own = path.join(folder.path, 'turned');
    await mkdir(own);
    const upright = await finishedBeacons(own, 6_000, [
      { beacon: RED, role: 'candidate', width: 180, height: 320 },
    ]);
    const [media] = upright.recording.media;
    if (!media) throw new Error('There is no file.');
    const wide = made.files['person-1.webm'] ?? '';
    const both = path.join(own, 'both.webm');
    const list = ['-f', 'concat', '-safe', '0', '-i', 'pipe:0', '-c', 'copy', both];
    execFileSync('ffmpeg', [...QUIETLY, '-protocol_whitelist', 'file,pipe', ...list], {
      input: `ffconcat version 1.0\nfile 'file:${upright.files[media.fileName]}'\nfile 'file:${wide}'\n`,
    });
    const sizes = [...media.sizes, { atMs: 6_000, width: 320, height: 180 }];
    const turned = {
      ...media,
      fileName: 'both.webm',
      toMs: 12_000,
      sizes,
      bytes: (await readFile(both)).length,
    };
    const recording = {
      ...upright.recording,
      durationMs: 12_000,
      stretches: upright.recording.stretches.map(stretch => ({ ...stretch, toMs: 12_000 })),
      media: [turned],
    };
    const { file } = await cut(recording, { fromMs: 1_000, toMs: 12_000 }, { 'both.webm': both });
    const [red = []] = await readSights(file, [RED]);
    const shapeAt = (ms: number) => {
      const {
        left = 0,
        right = 0,
        top = 0,
        bottom = 0,
      } = red.find(({ atMs }) => Math.abs(atMs - ms) < 20)?.tile ?? {};
      const { width, height } = probe(file).streams[0];
      return ((right - left) * width) / ((bottom - top) * height);
    };
    expect(shapeAt(2_000)).toBeCloseTo(9 / 16, 1);
    // The camera is on again.
    expect(shapeAt(10_500)).toBeCloseTo(16 / 9, 0);
  });
});

/** Cuts a clip out of local files. */
async function cut(
  recording: FinishedRecording,
  span: Span,
  files: Readonly<Record<string, string>> = made.files,
): Promise<{ file: string }> {
  const plan = planClip(recording, RED.name, span);
  if (!plan) throw new Error('There is nothing to cut.');
  const own = path.join(folder.path, `cut-${span.fromMs}-${span.toMs}`);
  await mkdir(own, { recursive: true });
  const open = ({ fileName, bytes }: FinishedMedia) => ({
    bytes,
    read: async (first: number, last: number) =>
      (await readFile(files[fileName] ?? fileName)).subarray(first, last + 1),
  });
  return { file: await cutClip(plan, { open, folder: own, signal: new AbortController().signal }) };
}

function probe(file: string) {
  const entries =
    'format=duration:stream=codec_name,profile,width,height,pix_fmt,r_frame_rate,start_time,sample_rate,channels';
  const args = [...QUIETLY, '-show_entries', entries, '-of', 'json', file];
  return JSON.parse(execFileSync('ffprobe', args, { encoding: 'utf8' }));
}
