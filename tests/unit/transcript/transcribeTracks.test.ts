import { execFileSync } from 'node:child_process';
import { readFile, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TranscribeTrack } from '../../../server/features/transcript/transcribeTask.ts';
import { transcribeTracks } from '../../../server/features/transcript/work/transcribeTracks.ts';
import type { Span } from '../../../shared/recording/finished.ts';
import { SAMPLE_RATE, type Transcriber } from '../../../transcription/Transcriber.ts';
import { newSeatId } from '../../support/interviewLog.ts';
import { QUIETLY } from '../../support/quietly.ts';
import { quickFolder, type TemporaryFolder } from '../../support/temporaryFolder.ts';

const MINUTE_MS = 60_000;
const [LOW, HIGH] = [400, 1_000];
const ada = newSeatId();
const grace = newSeatId();

let folder: TemporaryFolder;

beforeAll(async () => {
  folder = await quickFolder('transcribe');
  for (const hertz of [LOW, HIGH]) {
    const tone = `sine=frequency=${hertz}:sample_rate=48000:duration=60`;
    const encoder = ['-ac', '1', '-c:a', 'libopus', '-b:a', '16k', '-frame_duration', '120'];
    execFileSync('ffmpeg', [...QUIETLY, '-f', 'lavfi', '-i', tone, ...encoder, fileOf(hertz)]);
  }
});
afterAll(() => folder?.remove());

const fileOf = (name: string | number) => path.join(folder.path, `${name}.webm`);

/** Says how long and how high a tone is. */
const EAR: Transcriber = {
  speaks: language => language === 'en',
  close: async () => {},
  transcribe: async ({ samples }) => {
    const loud = samples.filter(sample => Math.abs(sample) > 0.02);
    if (loud.length === 0) return { text: '', understood: true };
    const crossings = samples.filter((sample, at) => sample >= 0 && (samples[at - 1] ?? 0) < 0).length;
    const seconds = samples.length / SAMPLE_RATE;
    return { text: `${seconds} s of ${Math.round(crossings / seconds / 10) * 10} Hz`, understood: true };
  },
};

function track(file: string, segments: readonly Span[], changes: Partial<TranscribeTrack> = {}) {
  return { seatId: ada, file, sha256: path.basename(file), fromMs: 0, segments, ...changes };
}

function hear(
  tracks: readonly TranscribeTrack[],
  { doneFile = fileOf(`done-${newSeatId()}`), ear = EAR, onProgress = (_share: number) => {} } = {},
) {
  const task = { config: { kind: 'off' } as const, language: 'en', tracks, doneFile };
  return transcribeTracks(task, { signal: new AbortController().signal, onProgress }, async () => ear);
}

const texts = async (...of: Parameters<typeof hear>) =>
  (await hear(...of)).map(({ text, understood }) => (understood ? text : '?'));

it('reads three hours in little memory, and says how far it is', async () => {
  const file = fileOf('three-hours');
  execFileSync('ffmpeg', [...QUIETLY, '-stream_loop', '179', '-i', fileOf(LOW), '-c', 'copy', file]);
  const segments = Array.from({ length: 36 }, (_, index) => ({
    fromMs: index * 5 * MINUTE_MS,
    toMs: index * 5 * MINUTE_MS + 15_000,
  }));
  const before = process.memoryUsage().arrayBuffers;
  let mostBytes = 0;
  const ear: Transcriber = {
    ...EAR,
    transcribe: async ({ samples }) => {
      mostBytes = Math.max(mostBytes, process.memoryUsage().arrayBuffers - before);
      return { text: `${samples.length / SAMPLE_RATE} s`, understood: true };
    },
  };
  const shares: number[] = [];
  const heard = await texts([track(file, segments)], { ear, onProgress: share => shares.push(share) });
  expect(new Set(heard)).toEqual(new Set(['15 s']));
  expect(shares).toEqual(segments.map((_, index) => (index + 1) / 36));
  // All of it would be 690 MB.
  expect(mostBytes).toBeLessThan(100_000_000);
});

it('hears each of two people who talk at the same time, also one who came late', async () => {
  const span = { fromMs: 40_000, toMs: 45_000 };
  const late = { seatId: grace, fromMs: 39_000 };
  expect(await hear([track(fileOf(LOW), [span]), track(fileOf(HIGH), [span], late)])).toEqual([
    { seatId: ada, ...span, text: '5 s of 400 Hz', understood: true },
    { seatId: grace, ...span, text: '5 s of 1000 Hz', understood: true },
  ]);
});

it('says that it did not understand what comes after a damage, or after the end of a file', async () => {
  const segments = [0, 20_000, 50_000].map(fromMs => ({ fromMs, toMs: fromMs + 5_000 }));
  const { size } = await stat(fileOf(LOW));
  const damaged = new Uint8Array(await readFile(fileOf(LOW)));
  damaged.fill(255, Math.round(size / 2), Math.round(size / 2) + 2_000);
  await writeFile(fileOf('damaged'), damaged);
  await writeFile(fileOf('short'), damaged);
  await truncate(fileOf('short'), Math.round(size / 2));
  for (const name of ['damaged', 'short'])
    expect(await texts([track(fileOf(name), segments)])).toEqual(['5 s of 400 Hz', '5 s of 400 Hz', '?']);
});

it('refuses a file without readable sound', async () => {
  await writeFile(fileOf('text'), 'This is no recording. '.repeat(100));
  await writeFile(fileOf('empty'), '');
  for (const name of ['text', 'empty'])
    await expect(hear([track(fileOf(name), [{ fromMs: 0, toMs: 5_000 }])])).rejects.toMatchObject({
      code: 'unreadable',
      retry: 'never',
    });
});

it('hears no segment twice after an attempt that was cut off in the middle of a line', async () => {
  const segments = [0, 10_000, 20_000].map(fromMs => ({ fromMs, toMs: fromMs + 5_000 }));
  const doneFile = fileOf('done-in-parts');
  let calls = 0;
  const ear: Transcriber = {
    ...EAR,
    transcribe: async (...of) => {
      calls += 1;
      if (calls === 2 || calls === 4) throw new Error('Cut off.');
      return EAR.transcribe(...of);
    },
  };
  const attempt = () => texts([track(fileOf(LOW), segments)], { doneFile, ear });
  await expect(attempt()).rejects.toThrow('Cut off.');
  await writeFile(doneFile, `${await readFile(doneFile, 'utf8')}\n["cut o`);
  await expect(attempt()).rejects.toThrow('Cut off.');
  expect(await attempt()).toEqual(['5 s of 400 Hz', '5 s of 400 Hz', '5 s of 400 Hz']);
  expect(calls).toBe(5);
});
