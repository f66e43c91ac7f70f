import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClipLibrary } from '../../server/features/recruiter/clips/ClipLibrary.ts';
import type { ClipRequest } from '../../server/features/recruiter/clips/clipRequest.ts';
import { levelsOf } from '../../server/features/recruiter/clips/render/sound/levels.ts';
import { RecruiterPortrait } from '../../server/features/recruiter/portrait/RecruiterPortrait.ts';
import { readClip } from '../../sfu/player/readClip.ts';
import type { ClipSheet } from '../../shared/recruiter/clip.ts';
import { PORTRAIT } from '../../shared/site/sitePages.ts';
import { itInLongRuns } from '../support/longTests.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import {
  decodedBrightness,
  decodedSound,
  measuredLoudness,
  probeWebm,
  type WebmFile,
} from '../support/webmFile.ts';

const LINE: ClipRequest = { kind: 'line', text: 'Hello, you. Go on.', voice: 'slt', pace: 'faster' };

let folder: TemporaryFolder;
let library: ClipLibrary;

beforeAll(async () => {
  folder = await temporaryFolder('clips-rendering');
  library = await ClipLibrary.create({ folder: folder.path, speech: {}, logger: pino({ level: 'silent' }) });
});
afterAll(async () => {
  library.close();
  await folder.remove();
});

async function render(request: ClipRequest): Promise<{ sheet: ClipSheet; file: string; webm: WebmFile }> {
  const { clipIds, settled } = library.order([request], 'now');
  await settled;
  expect(library.progressOf(clipIds)).toMatchObject({ ready: 1, failed: [] });
  const [clipId] = clipIds;
  const clip = clipId && (await library.find(clipId));
  if (!clip) throw new Error('There is no clip.');
  const file = path.join(folder.path, clip.sheet.clipId.slice(0, 2), `${clip.sheet.clipId}.webm`);
  expect(await clip.read()).toHaveLength(clip.sheet.bytes);
  return { sheet: clip.sheet, file, webm: await probeWebm(file) };
}

describe('a rendered clip', () => {
  let clip: Awaited<ReturnType<typeof render>>;

  beforeAll(async () => {
    clip = await render(LINE);
  });

  it('is a WebM file with VP8 at 25 frames a second and Opus in packets of 20 ms, equally long', () => {
    const { webm, sheet } = clip;
    const { durationMs } = sheet.timing;
    expect(webm.video).toMatchObject({ codec: 'vp8', width: 960, height: 540 });
    expect(webm.audio).toMatchObject({ codec: 'opus', sampleRate: 48_000, channels: 1 });
    expect(webm.video.packets.map(({ atMs }) => atMs)).toEqual(
      Array.from({ length: durationMs / 40 }, (_, at) => at * 40),
    );
    expect(webm.audio.packets.map(({ atMs }) => atMs)).toEqual(
      Array.from({ length: durationMs / 20 }, (_, at) => at * 20),
    );
    expect(webm.durationMs).toBe(durationMs);
  });

  it('has key frames exactly at phrase starts, and at least one a second', () => {
    const keys = clip.webm.video.packets.filter(({ isKey }) => isKey).map(({ atMs }) => atMs);
    expect(clip.sheet.timing.phrasesMs).toHaveLength(3);
    expect(keys).toEqual(expect.arrayContaining(clip.sheet.timing.phrasesMs));
    for (const [at, keyMs] of keys.entries())
      expect((keys[at + 1] ?? clip.sheet.timing.durationMs) - keyMs).toBeLessThanOrEqual(1_000);
  });

  it('is small: the video less than 500 kbit/s, the audio about 40', () => {
    const { webm, sheet } = clip;
    const kbits = (bytes: number) => (bytes * 8) / sheet.timing.durationMs;
    const total = (packets: readonly { bytes: number }[]) =>
      packets.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(kbits(total(webm.video.packets))).toBeLessThan(500);
    expect(kbits(total(webm.audio.packets))).toBeLessThan(48);
  });

  it('plays in the media plane', async () => {
    const { clipId, timing } = clip.sheet;
    const playable = await readClip({ clipId, timing, bytes: await readFile(clip.file) });
    expect(playable.lengthMs).toBe(timing.durationMs);
    for (const phraseMs of timing.phrasesMs) expect(playable.startAt(phraseMs).fromMs).toBe(phraseMs);
  });

  it('is as loud as a person at their microphone', async () => {
    const { lufs, truePeakDbfs } = await measuredLoudness(clip.file);
    expect(lufs).toBeGreaterThan(-22);
    expect(lufs).toBeLessThan(-18.5);
    expect(truePeakDbfs).toBeLessThan(-3);
  });

  it('has the levels of its audio', async () => {
    const told = Buffer.from(clip.sheet.timing.levels, 'base64');
    expect(told).toHaveLength(clip.sheet.timing.durationMs / 20);
    const heard = levelsOf(await decodedSound(clip.file));
    // The last packet is a little shorter when decoded.
    const differences = [...heard.subarray(0, -1)]
      .map((level, at) => Math.abs(level - (told[at] ?? 0)))
      .filter((_, at) => (told[at] ?? 127) < 40);
    expect(differences.length).toBeGreaterThan(20);
    expect(differences.filter(difference => difference > 3).length).toBeLessThan(differences.length / 10);
  });

  it('has captions within its duration, and a mouth that moves during speech', async () => {
    const { sheet, file } = clip;
    expect(sheet.cues.map(({ text }) => text).join(' ')).toBe('Hello, you. Go on.');
    expect(sheet.cues.at(-1)?.toMs).toBeLessThanOrEqual(sheet.timing.durationMs);
    const mouth = await decodedBrightness(file, { x: 430, y: 250, width: 100, height: 80 });
    expect(mouth).toHaveLength(sheet.timing.durationMs / 40);
    expect(new Set(mouth).size).toBeGreaterThan(2);
  });

  it('has a background that does not pulse with the key frames', async () => {
    const corner = await decodedBrightness(clip.file, { x: 0, y: 0, width: 160, height: 160 });
    expect(Math.max(...corner) - Math.min(...corner)).toBeLessThanOrEqual(1);
  });
});

it('a portrait and its poster are small enough to load before anyone presses play', async () => {
  const text = 'Please tell me about yourself.';
  const { sheet, webm } = await render({ kind: 'portrait', text, voice: 'slt', pace: 'normal' });
  expect(webm.video).toMatchObject({ codec: 'vp9', ...PORTRAIT });
  expect(webm.audio).toMatchObject({ codec: 'opus' });
  const { webp } = await new RecruiterPortrait({ text }).poster();
  // Together with the rest of the home page (see tests/pages/site.test.ts), less than 200 kB.
  expect(sheet.bytes + webp.length).toBeLessThan(120_000);
  expect(sheet.cues.map(cue => cue.text)).toEqual([text]);
  // After the speech, there is time to nod and to breathe.
  expect(sheet.timing.durationMs - (sheet.cues[0]?.toMs ?? 0)).toBeGreaterThan(2_500);
});

it('has no captions when silent, and its silence is still in packets', async () => {
  const { sheet, webm } = await render({ kind: 'silent', clip: 'nod' });
  expect(sheet.cues).toEqual([]);
  expect(sheet.timing.phrasesMs).toEqual([0]);
  expect(new Set(Buffer.from(sheet.timing.levels, 'base64'))).toEqual(new Set([127]));
  expect(webm.audio.packets).toHaveLength(sheet.timing.durationMs / 20);
  expect(webm.durationMs).toBe(sheet.timing.durationMs);
});

itInLongRuns('one clip is rendered to the same file on every machine', async () => {
  const request: ClipRequest = { kind: 'line', text: 'Yes.', voice: 'rms', pace: 'faster' };
  const { sheet } = await render(request);
  await using elsewhere = await temporaryFolder('clips-elsewhere');
  const other = await ClipLibrary.create({
    folder: elsewhere.path,
    speech: {},
    logger: pino({ level: 'silent' }),
  });
  try {
    await other.order([request], 'now').settled;
    expect((await other.find(sheet.clipId))?.sheet).toEqual(sheet);
  } finally {
    other.close();
  }
});

it('fails without a second attempt for lines that cannot be spoken', async () => {
  const requests = ['...', '', 'w'.repeat(300)].map(
    text => ({ kind: 'line', text, voice: 'slt', pace: 'normal' }) as const,
  );
  const { clipIds, settled } = library.order(requests, 'now');
  await settled;
  expect(library.progressOf(clipIds).failed.map(({ reason }) => reason)).toEqual([
    'nothing-to-say',
    'nothing-to-say',
    'too-long',
  ]);
});
