import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderSound } from '../../server/features/recording/compose/work/renderSound.ts';
import { WorkFolder } from '../../server/features/recording/compose/work/WorkFolder.ts';
import type { FinishedMedia, Span } from '../../shared/recording/finished.ts';
import { QUIETLY } from '../support/quietly.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { gap, mediaOf, recordingOf } from '../unit/recording/compose/madeUpRecording.ts';

const TONE_MS = 6_000;
const MINUTE_MS = 60_000;

let folder: TemporaryFolder;
let tone: string;

beforeAll(async () => {
  folder = await temporaryFolder('sound');
  tone = path.join(folder.path, 'tone.webm');
  const source = ['-f', 'lavfi', '-i', `sine=f=500:r=48000:d=${TONE_MS / 1_000}`];
  execFileSync('ffmpeg', [...QUIETLY, ...source, '-c:a', 'libopus', '-ac', '2', tone]);
});
afterAll(() => folder?.remove());

/** Returns a file with 6 s of a tone and no packets in the gaps. */
function toneWith(name: string, gaps: readonly Span[]): string {
  return gaps.reduce((file, { fromMs, toMs }, index) => {
    const longer = path.join(folder.path, `${name}-${index}.webm`);
    const later = `setts=ts=if(gte(TS\\,${fromMs})\\,TS+${toMs - fromMs}\\,TS)`;
    execFileSync('ffmpeg', [...QUIETLY, '-i', file, '-c', 'copy', '-bsf', later, longer]);
    return longer;
  }, tone);
}

/** Returns the silences of the rendered sound of people with these gaps, in seconds, and what was left out. */
async function silencesOf(name: string, people: readonly (readonly Span[])[]) {
  const files: Record<string, string> = {};
  const media: FinishedMedia[] = people.map((gaps, index) => {
    const person = `person${index}`;
    const fileName = `${person}-1.webm`;
    files[fileName] = toneWith(`${name}-${person}`, gaps);
    const toMs = gaps.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, TONE_MS);
    return mediaOf({ person, name: person, role: 'candidate' }, 0, toMs, {
      fileName,
      hasVideo: false,
      gaps: gaps.map(({ fromMs, toMs }) => gap('audio', 'lost', fromMs, toMs)),
    });
  });
  const recording = recordingOf(Math.max(...media.map(({ toMs }) => toMs)), media);
  const task = {
    recording,
    people: [],
    files,
    captions: [],
    chapters: [],
    title: '',
    outFile: '',
    workFolder: '',
  };
  const options = { signal: AbortSignal.timeout(100_000), onShare: () => {} };
  const { file, leftOut } = await renderSound(task, new WorkFolder(path.join(folder.path, name)), options);
  const detect = [
    '-hide_banner',
    '-nostats',
    '-i',
    file,
    '-af',
    'silencedetect=n=-50dB:d=0.2',
    '-f',
    'null',
    '-',
  ];
  const { stderr } = spawnSync('ffmpeg', detect, { encoding: 'utf8' });
  const times = [...stderr.matchAll(/silence_(?:start|end): ([\d.]+)/g)].map(([, seconds]) =>
    Number(seconds),
  );
  return { leftOut, times };
}

function expectTimes(times: readonly number[], expected: readonly number[]): void {
  expect(times).toHaveLength(expected.length);
  for (const [index, seconds] of expected.entries()) expect(times[index]).toBeCloseTo(seconds, 1);
}

it('has silence of the exact length in long gaps, also in two with only a little sound between', async () => {
  const gaps = [
    { fromMs: 2_000, toMs: 62_000 },
    { fromMs: 63_000, toMs: 93_000 },
  ];
  const { times, leftOut } = await silencesOf('exact', [gaps]);
  expect(leftOut).toEqual([]);
  expectTimes(times, [2, 62, 63, 93]);
});

it('needs no more than 1 GB of memory for a gap of half an hour of two people', async () => {
  const away = { fromMs: 2_500, toMs: 2_500 + 30 * MINUTE_MS };
  using _limit = await limitFfmpeg(1_024 * 1_024);
  const { times, leftOut } = await silencesOf('long', [[away], [away]]);
  expect(leftOut).toEqual([]);
  expectTimes(times, [away.fromMs / 1_000, away.toMs / 1_000]);
});

/** Limits the address space of every ffmpeg that is started, in KiB. */
async function limitFfmpeg(kib: number): Promise<Disposable> {
  const { PATH } = process.env;
  const bin = path.join(folder.path, 'bin');
  await mkdir(bin);
  const script = `#!/bin/sh\nPATH='${PATH}'\nulimit -v ${kib}\nexec ffmpeg "$@"\n`;
  await writeFile(path.join(bin, 'ffmpeg'), script, { mode: 0o755 });
  process.env.PATH = `${bin}:${PATH}`;
  return {
    [Symbol.dispose]: () => {
      process.env.PATH = PATH;
    },
  };
}
