import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClipLibrary } from '../../server/features/recruiter/clips/ClipLibrary.ts';
import type { AppError } from '../../shared/errors.ts';
import { itInLongRuns } from '../support/longTests.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { wavOf } from '../support/wav.ts';
import { decodedBrightness, makeMedia, measuredLoudness, probeWebm } from '../support/webmFile.ts';

/** A tone that pauses once a second, like speech. */
const VOICE = ['-f', 'lavfi', '-i', 'aevalsrc=0.2*sin(440*2*PI*t)*lt(mod(t\\,1)\\,0.6):s=48000:d=2'];
const PICTURE = ['-f', 'lavfi', '-i', 'color=white:s=320x640:r=30:d=2'];
const VP8 = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '16'];
const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];

let folder: TemporaryFolder;
let library: ClipLibrary;

beforeAll(async () => {
  folder = await temporaryFolder('clips-recordings');
  library = await ClipLibrary.create({
    folder: path.join(folder.path, 'clips'),
    speech: {},
    logger: pino({ level: 'silent' }),
  });
});
afterAll(async () => {
  library.close();
  await folder.remove();
});

const at = (name: string) => path.join(folder.path, name);

async function made(name: string, ...args: string[]): Promise<string> {
  await makeMedia(...args, at(name));
  return at(name);
}

async function written(name: string, bytes: Uint8Array | string): Promise<string> {
  await writeFile(at(name), bytes);
  return at(name);
}

/** Returns the error shown to the person who uploads this. */
async function refusal(
  source: string | AsyncIterable<Uint8Array>,
): Promise<Pick<AppError, 'code' | 'reason' | 'values'>> {
  const error: AppError = await library.storeVoiceUpload(source).then(
    () => expect.fail('It was taken.'),
    failure => failure,
  );
  expect(error).toMatchObject({ name: 'AppError', details: { recording: expect.any(String) } });
  const { code, reason, values } = error;
  expect(reason).toMatch(/^recording-/);
  return { code, reason, values };
}

describe('an upload in a common recording format is accepted', () => {
  it.each([
    ['clip.mp4', [...PICTURE, ...VOICE, ...H264], true],
    ['clip.mov', [...PICTURE, ...VOICE, ...H264], true],
    ['browser.webm', [...PICTURE, ...VOICE, ...VP8, '-c:a', 'libopus', '-live', '1'], true],
    ['voice.m4a', VOICE, false],
    ['voice.wav', VOICE, false],
    ['voice.mp3', VOICE, false],
    ['voice.ogg', [...VOICE, '-c:a', 'libvorbis'], false],
  ])('%s', async (name, args, hasPicture) => {
    const kept = await library.storeVoiceUpload(await made(name, ...args));
    expect(kept).toMatchObject({ hasPicture });
    expect(Math.abs(kept.durationMs - 2_000)).toBeLessThan(150);
  });

  it('by its content and not its name, as a file or in parts', async () => {
    const bytes = await readFile(at('voice.wav'));
    async function* parts() {
      yield bytes.subarray(0, 1_000);
      yield bytes.subarray(1_000);
    }
    const kept = await library.storeVoiceUpload(parts());
    expect(kept.fileSha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(await library.storeVoiceUpload(await written('notes.txt', bytes))).toEqual(kept);
    const stored = path.join(folder.path, 'clips', 'recordings', kept.fileSha256.slice(0, 2));
    // Another recording's hash may start with the same two digits.
    const own = readdirSync(stored).filter(name => name.startsWith(kept.fileSha256));
    expect(own.sort()).toEqual([kept.fileSha256, `${kept.fileSha256}.json`]);
  });
});

describe('a clip of an uploaded recording', () => {
  it('has its video, fitted into the frame, and its audio as loud as all others', async () => {
    const { fileSha256 } = await library.storeVoiceUpload(at('clip.mp4'));
    const request = { kind: 'recording', fileSha256, text: 'Hello there. How are you?' } as const;
    await library.order([request], 'now').settled;
    const clip = await library.find(library.idOf(request));
    const { timing, cues, clipId } = clip?.sheet ?? expect.fail('There is no clip.');
    const file = path.join(folder.path, 'clips', clipId.slice(0, 2), `${clipId}.webm`);
    const webm = await probeWebm(file);
    expect(webm.video).toMatchObject({ codec: 'vp8', width: 960, height: 540 });
    expect(webm.video.packets).toHaveLength(timing.durationMs / 40);
    expect(webm.audio.packets).toHaveLength(timing.durationMs / 20);
    const keys = webm.video.packets.filter(({ isKey }) => isKey).map(({ atMs }) => atMs);
    expect(keys).toEqual(expect.arrayContaining(timing.phrasesMs));
    // Silence from 600 to 1000 ms; the second word starts there.
    expect(timing.phrasesMs).toHaveLength(2);
    expect(timing.phrasesMs[1]).toBeGreaterThan(860);
    expect(timing.phrasesMs[1]).toBeLessThanOrEqual(1_000);
    expect(cues.map(({ text }) => text).join(' ')).toBe(request.text);
    expect((await measuredLoudness(file)).lufs).toBeCloseTo(-20, 0);
    const [middle] = await decodedBrightness(file, { x: 400, y: 200, width: 160, height: 160 });
    const [side] = await decodedBrightness(file, { x: 0, y: 200, width: 160, height: 160 });
    expect(middle).toBeGreaterThan(240);
    expect(side).toBeLessThan(20);

    await library.removeClip(fileSha256, request.text);
    await library.removeRecording(fileSha256);
    expect(await library.find(clipId)).toBeUndefined();
    const places = [path.join(clipId.slice(0, 2)), path.join('recordings', fileSha256.slice(0, 2))];
    const left = places.flatMap(place => readdirSync(path.join(folder.path, 'clips', place)));
    expect(left.filter(name => name.startsWith(clipId) || name.startsWith(fileSha256))).toEqual([]);
  });

  itInLongRuns('shows the avatar when the recording has no video', async () => {
    const { fileSha256 } = await library.storeVoiceUpload(at('voice.m4a'));
    const request = { kind: 'recording', fileSha256, text: '' } as const;
    await library.order([request], 'now').settled;
    const clip = await library.find(library.idOf(request));
    expect(clip?.sheet.cues).toEqual([]);
    const { clipId = '' } = clip?.sheet ?? {};
    const file = path.join(folder.path, 'clips', clipId.slice(0, 2), `${clipId}.webm`);
    const mouth = await decodedBrightness(file, { x: 430, y: 250, width: 100, height: 80 });
    expect(new Set(mouth).size).toBeGreaterThan(2);
  });

  it('fails when the recording does not exist', async () => {
    const { clipIds, settled } = library.order(
      [{ kind: 'recording', fileSha256: 'f'.repeat(64), text: 'Hello.' }],
      'now',
    );
    await settled;
    expect(library.progressOf(clipIds).failed).toMatchObject([{ reason: 'recording-missing' }]);
  });
});

describe('an upload that is not a recording is refused', () => {
  const invalid = { code: 'invalid', reason: 'recording-not-media' };

  it.each([
    ['an empty file', ''],
    ['a text called .mp4', 'This is my recording. '.repeat(100)],
    ['a zip', Buffer.from('504b0304140000000800', 'hex')],
    ['a playlist of the server’s files', '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n'],
    ['a playlist of the network', '#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:1/a.ts\n#EXT-X-ENDLIST\n'],
    ['a list of files', "ffconcat version 1.0\nfile '/etc/passwd'\n"],
    ['a page', '<!doctype html><video src=x>'],
  ])('%s', async (_, content) => {
    expect(await refusal(await written('upload.mp4', content))).toEqual(invalid);
  });

  it('as an image', async () => {
    const png = await made('a.png', '-f', 'lavfi', '-i', 'color=red:s=64x64', '-frames:v', '1');
    expect(await refusal(png)).toEqual(invalid);
  });

  it.each([
    ['Matroska', Buffer.from('1a45dfa39f4286810142f7810142f2810442f381', 'hex')],
    ['MP4', Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08mdat', 'latin1')],
    ['an MP4 whose first box is larger than the file', Buffer.from('\x7f\xff\xff\xffmoovmvhd', 'latin1')],
    ['Ogg', Buffer.from(`OggS${'\0'.repeat(200)}`)],
    ['MP3', Buffer.from(`ID3${'\0'.repeat(200)}`)],
    ['WAV', Buffer.from(`RIFF\0\0\0\0WAVE${'x'.repeat(200)}`)],
  ])('when only its start looks like %s', async (_, bytes) => {
    expect((await refusal(await written('begins', bytes))).code).toBe('invalid');
  });
});

/** Duration of a Matroska segment: an id, the length 8, and a double. */
function writeDuration(bytes: Buffer, milliseconds: number): void {
  bytes.writeDoubleBE(milliseconds, bytes.indexOf(Buffer.from('448988', 'hex')) + 3);
}

describe('a recording is refused', () => {
  it('when it was cut off, wherever its directory is', async () => {
    const early = await readFile(
      await made('early.mp4', ...PICTURE, ...VOICE, ...H264, '-movflags', 'faststart'),
    );
    const cut = await refusal(await written('cut.mp4', early.subarray(0, early.length * 0.6)));
    expect(cut).toEqual({ code: 'invalid', reason: expect.stringMatching(/^recording-(?:cut-off|broken)$/) });
    const late = await readFile(at('clip.mp4'));
    const lost = await refusal(await written('lost.mp4', late.subarray(0, late.length * 0.6)));
    expect(lost).toEqual({ code: 'invalid', reason: 'recording-broken' });
  });

  it('when its header promises more than it contains', async () => {
    const bytes = await readFile(await made('promises.mkv', '-i', at('voice.wav'), '-c:a', 'libopus'));
    writeDuration(bytes, 60_000);
    expect(await refusal(await written('promises.mkv', bytes))).toEqual({
      code: 'invalid',
      reason: 'recording-cut-off',
    });
  });

  itInLongRuns('when it is longer than five minutes, whatever its header says', async () => {
    const long = wavOf(new Float32Array(310 * 8_000).fill(0.1), { rate: 8_000, bits: 16 });
    const tooLarge = { code: 'too-large', reason: 'recording-long', values: { minutes: 5 } };
    expect(await refusal(await written('long.wav', long))).toEqual(tooLarge);
    const bytes = await readFile(
      await made('liar.mkv', '-i', at('long.wav'), '-c:a', 'libopus', '-b:a', '8k'),
    );
    writeDuration(bytes, 1_000);
    expect(await refusal(await written('liar.mkv', bytes))).toEqual(tooLarge);
  });

  itInLongRuns('when it is one hour long', async () => {
    const args = ['-f', 'lavfi', '-i', 'anoisesrc=r=8000:d=3600:a=0.1', '-c:a', 'pcm_alaw'];
    expect(await refusal(await made('hour.wav', ...args))).toMatchObject({ code: 'too-large' });
  });

  it('when it exceeds 100 MB, as soon as it does', async () => {
    let sent = 0;
    async function* endless() {
      for (;;) {
        sent += 1;
        yield new Uint8Array(1024 * 1024);
      }
    }
    expect(await refusal(endless())).toEqual({
      code: 'too-large',
      reason: 'recording-bytes',
      values: { megabytes: 100 },
    });
    expect(sent).toBe(101);
  });

  itInLongRuns('when it has no audio, or is silent', async () => {
    const mute = await made('mute.webm', ...PICTURE, ...VP8);
    expect((await refusal(mute)).reason).toBe('recording-no-sound');
    const silent = await written('silent.wav', wavOf(new Float32Array(96_000), { rate: 48_000, bits: 16 }));
    expect((await refusal(silent)).reason).toBe('recording-silent');
  });

  it('when a small file contains a huge picture', async () => {
    const huge = ['-f', 'lavfi', '-i', 'color=gray:s=8192x4608:r=1:d=1'];
    const codec = [
      '-c:v',
      'libvpx',
      '-cpu-used',
      '16',
      '-deadline',
      'realtime',
      '-c:a',
      'libopus',
      '-shortest',
    ];
    const bomb = await made('bomb.webm', ...huge, ...VOICE, ...codec);
    expect((await stat(bomb)).size).toBeLessThan(200_000);
    expect(await refusal(bomb)).toEqual({
      code: 'too-large',
      reason: 'recording-resolution',
      values: { side: 4096 },
    });
  });

  it('when its picture is larger than its header says', async () => {
    const bytes = await readFile(at('bomb.webm'));
    // PixelWidth and PixelHeight: id, length 2, value.
    bytes.writeUInt16BE(640, bytes.indexOf(Buffer.from('b0822000', 'hex')) + 2);
    bytes.writeUInt16BE(360, bytes.indexOf(Buffer.from('ba821200', 'hex')) + 2);
    expect((await refusal(await written('hidden.webm', bytes))).code).toMatch(/^(?:invalid|too-large)$/);
  });

  it('when no recorder uses its format', async () => {
    const args = [...PICTURE, ...VOICE, '-c:v', 'prores', '-c:a', 'pcm_s16le'];
    expect((await refusal(await made('film.mov', ...args))).reason).toMatch(/^recording-(?:codec|broken)$/);
  });
});

it('without leaving files behind', () => {
  expect(readdirSync(path.join(folder.path, 'clips', 'temporary'))).toEqual([]);
});
