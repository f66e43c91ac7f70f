import { execFileSync } from 'node:child_process';
import { renameSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeRecording } from '../../server/features/recording/compose/composeRecording.ts';
import type { ComposedFile, ComposeTask } from '../../server/features/recording/compose/composeTask.ts';
import type { FinishedRecording, Gap, Span } from '../../shared/recording/finished.ts';
import { itInLongRuns } from '../support/longTests.ts';
import { BLUE, GREEN, RED, YELLOW } from '../support/oracle/beacon.ts';
import { type FinishedBeacons, finishedBeacons } from '../support/oracle/finishedBeacons.ts';
import { type AnnouncedGap, announcedGaps, judge, type OracleReport } from '../support/oracle/judge.ts';
import { observe } from '../support/oracle/observe.ts';
import { readSights, type Sight } from '../support/oracle/sights.ts';
import { QUIETLY } from '../support/quietly.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';

const SMALL = { width: 320, height: 180 };
/** Rendering runs at the lowest priority. */
const PATIENCE_MS = 180_000;

let folder: TemporaryFolder;

beforeAll(async () => {
  folder = await temporaryFolder('compose');
});
afterAll(() => folder?.remove());

async function composed(
  name: string,
  made: FinishedBeacons,
  changes: Partial<ComposeTask> = {},
  signal?: AbortSignal,
): Promise<ComposedFile> {
  const task = {
    ...made,
    captions: [],
    chapters: [],
    title: 'Backend Developer',
    workFolder: path.join(folder.path, name, 'work'),
    outFile: path.join(folder.path, name, 'composed.mp4'),
    ...changes,
  };
  return composeRecording(task, { signal });
}

async function folderOf(name: string): Promise<string> {
  const own = path.join(folder.path, name);
  await mkdir(own);
  return own;
}

function probe(file: string) {
  const entries =
    'format=duration:format_tags=title:stream=codec_name,profile,width,height,r_frame_rate,start_time';
  const args = [...QUIETLY, '-show_chapters', '-show_entries', entries, '-of', 'json', file];
  return JSON.parse(execFileSync('ffprobe', args, { encoding: 'utf8' }));
}

/** Moves what was recorded from the start of the gap on to its end, so that the files contain nothing in the gap. */
function withLaterPackets(
  { recording, files }: FinishedBeacons,
  { fromMs, toMs, reason }: Span & Pick<Gap, 'reason'>,
): FinishedRecording {
  const addedMs = toMs - fromMs;
  for (const file of Object.values(files)) {
    const later = ['-bsf', `setts=ts=if(gte(TS\\,${fromMs})\\,TS+${addedMs}\\,TS)`];
    execFileSync('ffmpeg', [...QUIETLY, '-i', file, '-c', 'copy', ...later, `${file}.webm`]);
    renameSync(`${file}.webm`, file);
  }
  const gaps = (['audio', 'video'] as const).map((kind): Gap => ({ kind, reason, fromMs, toMs }));
  const longer = <Part extends Span>(part: Part): Part => ({ ...part, toMs: part.toMs + addedMs });
  return {
    ...recording,
    durationMs: recording.durationMs + addedMs,
    stretches: recording.stretches.map(longer),
    media: recording.media.map(media => ({ ...longer(media), gaps })),
  };
}

/** Names and texts with a meaning in a filter graph, a list, a page, or a terminal. */
const HOSTILE = [
  `<b onclick="x">O'Brien</b> \\n %{pts} [0:v];movie=/etc/passwd:'"`,
  'שלום عبد الرحمن \u202Egnirts 🙂👩‍👩‍👧‍👦',
  'x'.repeat(80),
] as const;

describe('a composed file', () => {
  const DURATION_MS = 14_000;
  const muted: Gap = { kind: 'audio', reason: 'muted', fromMs: 7_500, toMs: 9_500 };
  const off: Gap = { kind: 'video', reason: 'off', fromMs: 4_000, toMs: 6_500 };
  const late: Gap = { kind: 'video', reason: 'off', fromMs: 2_500, toMs: 4_500 };
  let file: ComposedFile;
  let report: OracleReport;

  beforeAll(async () => {
    // A folder name full of special characters.
    const own = await folderOf(`it's a "folder" %d [x],y=\\z;`);
    const made = await finishedBeacons(
      own,
      DURATION_MS,
      [
        {
          beacon: RED,
          role: 'candidate',
          name: HOSTILE[0],
          ...SMALL,
          speech: [{ fromMs: 4_700, toMs: 8_000 }],
        },
        {
          beacon: GREEN,
          role: 'recruiter',
          name: HOSTILE[1],
          ...SMALL,
          gaps: [off],
          speech: [{ fromMs: 200, toMs: 4_000 }],
        },
        // Joins late, between two frames, with its video later than its audio.
        { beacon: BLUE, role: 'interviewer', name: HOSTILE[2], ...SMALL, fromMs: 2_515, gaps: [late, muted] },
      ],
      [
        { fromMs: 0, toMs: 10_000 },
        { fromMs: 12_000, toMs: DURATION_MS },
      ],
    );
    file = await composed(path.basename(own), made, {
      captions: HOSTILE.map((text, index) => ({ text, fromMs: index * 1_000, toMs: index * 1_000 + 900 })),
      chapters: HOSTILE.map((title, index) => ({
        title,
        fromMs: index * 3_000,
        toMs: index * 3_000 + 3_000,
      })),
      title: HOSTILE[0],
    });
    const unrecorded = [RED, GREEN, BLUE].map((beacon): AnnouncedGap => {
      return { beacon: beacon.name, kind: 'flash', fromMs: 10_000, toMs: 12_000 };
    });
    const gaps = [
      ...unrecorded,
      ...announcedGaps('green', [off]),
      ...announcedGaps('blue', [late, muted]),
      ...(['flash', 'beep'] as const).map(kind => ({ beacon: 'blue', kind, fromMs: 0, toMs: 2_515 })),
    ];
    report = judge(await observe([{ path: file.path }]), {
      beacons: ['red', 'green', 'blue'],
      fromMs: 0,
      toMs: DURATION_MS,
      gaps,
    });
  }, PATIENCE_MS);

  it('shows and plays everything that was recorded, and nothing in the gaps', () => {
    expect(report.flashes.missing).toEqual([]);
    expect(report.beeps.missing).toEqual([]);
    expect(report.flashes.expected).toBeGreaterThan(22);
    expect(report.beeps.expected).toBeGreaterThan(30);
    expect(report).toMatchObject({ inGaps: [], strangers: [] });
  });

  it('shows every event at its time, within half a frame', () => {
    const half = 20 + 3;
    expect(report.avOffset.max).toBeLessThan(half);
    expect(report.between.max).toBeLessThan(half);
    expect(report.cadence.max).toBeLessThan(half);
    expect(report.placement.max).toBeLessThan(half);
  });

  it('is an MP4 that players support, as long as the recording, with chapters', () => {
    const { streams, chapters, format } = probe(file.path);
    expect(streams.slice(0, 2)).toMatchObject([
      { codec_name: 'h264', profile: 'High', width: 1_280, height: 720, r_frame_rate: '25/1' },
      { codec_name: 'aac', profile: 'LC' },
    ]);
    for (const { start_time } of streams) expect(Number(start_time)).toBe(0);
    expect(Number(format.duration)).toBeCloseTo(DURATION_MS / 1_000, 2);
    expect(file.durationMs).toBe(DURATION_MS);
    const titles = chapters.map(({ tags }: { tags: { title: string } }) => tags.title);
    expect(titles).toEqual([HOSTILE[0], HOSTILE[1].replace('\u202E', ''), HOSTILE[2]]);
    expect(format.tags.title).toBe(HOSTILE[0]);
  });
});

describe('a person’s video in a composed file', () => {
  /** Returns where a beacon is visible at a moment. */
  function at(sights: readonly Sight[] | undefined, ms: number): Sight | undefined {
    return sights?.find(({ atMs }) => Math.abs(atMs - ms) < 1);
  }

  it('freezes while the network loses it, whichever tile is large then, and continues after that', async () => {
    const own = await folderOf('standing');
    const lost: Gap = { kind: 'video', reason: 'lost', fromMs: 1_000, toMs: 4_400 };
    const made = await finishedBeacons(own, 5_500, [
      { beacon: RED, role: 'candidate', gaps: [lost], ...SMALL },
      {
        beacon: GREEN,
        role: 'interviewer',
        speech: [{ fromMs: 2_900, toMs: 5_500 }],
        width: 320,
        height: 180,
      },
    ]);
    // The file contains nothing in its gap, like one that was remuxed without encoding.
    const thinned = path.join(own, 'thinned.webm');
    const kept = "select='lt(t,1)+gte(t,4.4)'";
    const codecs = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-g', '25', '-c:a', 'copy'];
    const red = path.join(own, 'person-1.webm');
    execFileSync('ffmpeg', [...QUIETLY, '-i', red, '-vf', kept, '-fps_mode', 'vfr', ...codecs, thinned]);
    await rename(thinned, red);
    const { path: file } = await composed('standing', made);
    const [sights] = await readSights(file, [RED]);
    const standing = at(sights, 960)?.stamp;
    expect(standing).toBeDefined();
    for (const ms of [2_000, 3_000, 4_000, 4_360]) expect(at(sights, ms)?.stamp).toEqual(standing);
    expect(at(sights, 5_000)?.stamp).not.toEqual(standing);
    // It was large, and no longer is.
    expect(width(at(sights, 2_000))).toBeGreaterThan(0.7);
    expect(width(at(sights, 3_600))).toBeLessThan(0.2);
  });

  it('may start after its audio, without losing any of it', async () => {
    const own = await folderOf('later');
    const made = await finishedBeacons(own, 4_000, [{ beacon: RED, role: 'candidate', ...SMALL }]);
    const file = path.join(own, 'person-1.webm');
    await rename(file, `${file}.whole`);
    const late = ['-vf', "select='gte(t,1.5)'", '-fps_mode', 'vfr', '-c:v', 'libvpx', '-c:a', 'copy'];
    execFileSync('ffmpeg', [...QUIETLY, '-i', `${file}.whole`, ...late, file]);
    const events = await observe([{ path: (await composed('later', made)).path }]);
    const of = (kind: 'beep' | 'flash') => events.filter(event => event.kind === kind).length;
    expect([of('beep'), of('flash')]).toEqual([4, 2]);
  });

  it('may end before its audio, with two frames close together', async () => {
    const DURATION_MS = 3_000;
    const own = await folderOf('close');
    const made = await finishedBeacons(own, DURATION_MS, [
      { beacon: RED, role: 'candidate', ...SMALL },
      { beacon: GREEN, role: 'interviewer', ...SMALL, toMs: 2_880 },
    ]);
    const file = Object.values(made.files)[1] ?? '';
    await rename(file, `${file}.even`);
    // The last of 72 frames, at 2,840 ms, follows 12 ms after the one before.
    const closer = ['-bsf:v', String.raw`setts=ts=if(eq(N\,71)\,TS-28\,TS)`];
    execFileSync('ffmpeg', [...QUIETLY, '-i', `${file}.even`, '-c', 'copy', ...closer, file]);
    const media = made.recording.media.map(each => ({ ...each, toMs: DURATION_MS }));
    const recording = { ...made.recording, media };
    const { durationMs } = await composed('close', made, { recording }, AbortSignal.timeout(PATIENCE_MS / 3));
    expect(durationMs).toBe(DURATION_MS);
  });

  it(
    'may have a long gap, for everyone at the same time, without holding the gap in memory',
    async () => {
      const own = await folderOf('gap');
      const made = await finishedBeacons(own, 5_000, [
        { beacon: RED, role: 'candidate', ...SMALL },
        { beacon: GREEN, role: 'interviewer', ...SMALL },
      ]);
      const recording = withLaterPackets(made, { reason: 'lost', fromMs: 2_500, toMs: 92_500 });
      const { path: file, leftOut } = await composed('gap', { ...made, recording });
      expect(leftOut).toEqual([]);
      const [red, green] = await readSights(file, [RED, GREEN]);
      for (const sights of [red, green]) {
        for (const ms of [2_000, 94_000]) expect(at(sights, ms)?.stamp).toBeDefined();
        // The last picture before the gap stands.
        const standing = at(sights, 3_000)?.stamp;
        expect(standing).toBeDefined();
        for (const ms of [50_000, 92_000]) expect(at(sights, ms)?.stamp).toEqual(standing);
      }
    },
    PATIENCE_MS,
  );

  itInLongRuns('may change its size, and rotates with a phone', async () => {
    const own = await folderOf('turned');
    const made = await finishedBeacons(own, 3_000, [
      { beacon: RED, role: 'candidate', ...SMALL },
      { beacon: GREEN, role: 'interviewer', width: 180, height: 320 },
    ]);
    const larger = await finishedBeacons(await folderOf('turned/larger'), 3_000, [
      { beacon: RED, role: 'candidate' },
      { beacon: GREEN, role: 'interviewer' },
    ]);
    for (const { fileName, sizes } of made.recording.media) {
      const [first, second] = [made.files[fileName] ?? '', larger.files[fileName] ?? ''];
      const both = path.join(own, `both-${fileName}`);
      const list = ['-f', 'concat', '-safe', '0', '-i', 'pipe:0', '-c', 'copy', both];
      execFileSync('ffmpeg', [...QUIETLY, '-protocol_whitelist', 'file,pipe', ...list], {
        input: `ffconcat version 1.0\nfile 'file:${first}'\nfile 'file:${second}'\n`,
      });
      await rename(both, first);
      sizes.push({ atMs: 3_000, width: 640, height: 360 });
    }
    const recording = {
      ...made.recording,
      durationMs: 6_000,
      stretches: made.recording.stretches.map(stretch => ({ ...stretch, toMs: 6_000 })),
      media: made.recording.media.map(media => ({ ...media, toMs: 6_000 })),
    };
    const { path: file } = await composed('turned', { ...made, recording });
    const [red, green] = await readSights(file, [RED, GREEN]);
    expect(at(red, 2_000)?.tile).toEqual(at(red, 4_000)?.tile);
    for (const ms of [1_000, 2_960, 3_040, 5_000]) expect(at(red, ms)?.stamp).toBeDefined();
    expect(width(at(green, 2_000))).toBeLessThan(0.08);
    expect(width(at(green, 4_000))).toBeGreaterThan(0.16);
  });

  it('is the whole shared screen if there is one, next to the speaker', async () => {
    const own = await folderOf('screen');
    const made = await finishedBeacons(own, 5_000, [
      { beacon: RED, role: 'candidate', ...SMALL },
      {
        beacon: YELLOW,
        role: 'candidate',
        kind: 'screen',
        fromMs: 1_000,
        toMs: 4_000,
        width: 640,
        height: 480,
      },
    ]);
    // The candidate shares the screen; another beacon's colors distinguish it from the person.
    const media = made.recording.media.map(each => ({ ...each, person: 'red' }));
    const { path: file } = await composed('screen', { ...made, recording: { ...made.recording, media } });
    const [red, yellow] = await readSights(file, [RED, YELLOW]);
    expect(width(at(red, 480))).toBeGreaterThan(0.7);
    expect(at(yellow, 480)).toBeUndefined();
    expect(width(at(red, 2_000))).toBeLessThan(0.2);
    const { left = 0, right = 0, top = 0, bottom = 0 } = at(yellow, 2_000)?.tile ?? {};
    expect(((right - left) * 16) / 9 / (bottom - top)).toBeCloseTo(4 / 3, 1);
    expect(width(at(red, 4_480))).toBeGreaterThan(0.7);
  });

  function width(sight: Sight | undefined): number {
    return sight ? sight.tile.right - sight.tile.left : 0;
  }
});
