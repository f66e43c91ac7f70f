import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Clip } from '../../../../sfu/player/Clip.ts';
import { readClip } from '../../../../sfu/player/readClip.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { ClipTiming } from '../../../../shared/recruiter/clip.ts';
import { clipIdOf } from '../../../support/handMadeClip.ts';
import { type PlayableClip, renderClip } from '../../../support/playableClip.ts';
import { Program } from '../../../support/program.ts';
import { QUIETLY } from '../../../support/quietly.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

let line: PlayableClip;

beforeAll(async () => {
  line = await renderClip({
    color: [200, 40, 40],
    seconds: 3,
    phrasesMs: [0, 1_000, 2_000],
    tone: { hertz: 440, loudness: timeMs => (timeMs % 1_000 < 800 ? 0.5 : 0) },
  });
});

function read(bytes: Buffer, timing: Partial<ClipTiming> = {}): Promise<Clip> {
  return readClip({ clipId: clipIdOf('line'), timing: { ...line.timing, ...timing }, bytes });
}

/** Returns a file that ffmpeg creates with these arguments. */
async function madeWith(args: string, name = 'made.webm'): Promise<Buffer> {
  const folder = await temporaryFolder('read-clip');
  onTestFinished(() => folder.remove());
  const input = path.join(folder.path, 'line.webm');
  await writeFile(input, line.file);
  const made = path.join(folder.path, name);
  const all = [...QUIETLY, '-i', input, ...args.split(' '), made];
  const ffmpeg = new Program({ command: 'ffmpeg', args: all });
  const { code } = await ffmpeg.exited;
  if (code !== 0) throw new Error(ffmpeg.output);
  return readFile(made);
}

function expectRefused(bytes: Buffer, reason: RegExp, timing: Partial<ClipTiming> = {}): Promise<void> {
  return expect(read(bytes, timing)).rejects.toMatchObject({
    code: 'invalid',
    details: { reason: expect.stringMatching(reason) },
  });
}

describe('readClip', () => {
  it('returns the audio in 20 ms packets, each with its level', async () => {
    const { media, lengthMs } = await read(line.file);
    expect(lengthMs).toBe(3_000);
    expect(media.audioStarts).toHaveLength(151);
    expect(media.levels).toEqual(Uint8Array.from(Buffer.from(line.timing.levels, 'base64')));
    expect(media.levels[10]).toBe(9);
    expect(media.levels[45]).toBe(127);
    for (let packet = 0; packet < 150; packet += 1)
      expect((media.audioStarts[packet + 1] ?? 0) - (media.audioStarts[packet] ?? 0)).toBeGreaterThan(0);
  });

  it('returns the video frames with their offset to the audio', async () => {
    const { media } = await read(line.file);
    expect(media.frameTimesMs).toHaveLength(75);
    // Opus starts 6.5 ms before the audible sound.
    for (const [frame, timeMs] of media.frameTimesMs.entries())
      expect(timeMs).toBeCloseTo(frame * 40 + 6.5, 3);
    const keys = [...media.frameIsKey.keys()].filter(frame => media.frameIsKey[frame]);
    expect(keys).toEqual([0, 25, 50]);
    expect(media.firstPieces[75]).toBe(media.pieceStarts.length - 1);
    expect(media.pieceStarts.at(-1)).toBe(media.payloads.length);
  });

  it('returns phrase boundaries as the positions to enter and leave the clip', async () => {
    const clip = await read(line.file);
    expect(clip.startAt(1_000)).toEqual({ fromMs: 1_000, frame: 25 });
    expect([0, 999, 1_000, 2_500].map(positionMs => clip.phraseAt(positionMs))).toEqual([0, 0, 1_000, 2_000]);
    expect([0, 1_000, 2_000].map(positionMs => clip.nextPhraseAfter(positionMs))).toEqual([
      1_000, 2_000, 3_000,
    ]);
    expect([899, 5_000, -20].map(positionMs => clip.levelAt(positionMs))).toEqual([127, 127, 127]);
  });

  it('returns exactly the stated duration: cuts the excess and pads with silence', async () => {
    const shorter = await read(line.file, { durationMs: 2_810 });
    expect(shorter.lengthMs).toBe(2_820);
    expect(shorter.media.frameTimesMs.at(-1)).toBeLessThan(2_820);
    const longer = await read(line.file, { durationMs: 3_300 });
    expect(longer.lengthMs).toBe(3_300);
    const { audioStarts, payloads, levels } = longer.media;
    expect([...payloads.subarray(audioStarts[164], audioStarts[165])]).toEqual([0xf8, 0xff, 0xfe]);
    expect(levels[164]).toBe(127);
  });

  it('accepts any frame rate', async () => {
    const { media } = await read(
      await madeWith('-c:a copy -c:v libvpx -r 30 -deadline realtime -cpu-used 8'),
    );
    expect(media.frameTimesMs).toHaveLength(90);
    expect((media.frameTimesMs[2] ?? 0) - (media.frameTimesMs[1] ?? 0)).toBeCloseTo(34, 3); // WebM rounds timestamps.
  });

  it.each([
    ['no audio', '-c:v copy -an', /no Opus sound/],
    ['no video', '-c:a copy -vn', /no VP8 picture/],
    ['Vorbis audio', '-c:v copy -c:a libvorbis', /no Opus sound/],
    ['VP9 video', '-c:a copy -c:v libvpx-vp9 -deadline realtime -cpu-used 8', /no VP8 picture/],
    ['60 ms packets', '-c:v copy -c:a libopus -frame_duration 60', /packets of 20 ms/],
    ['10 ms packets', '-c:v copy -c:a libopus -frame_duration 10', /packets of 20 ms/],
    ['surround sound', '-c:v copy -c:a libopus -ac 6', /more than two channels/],
    ['two audio tracks', '-map 0:v -map 0:a -map 0:a -c copy', /more than one/],
    ['video that starts late', '-c copy -bsf:v noise=drop=eq(n\\,0)', /key frame|begin together/],
    ['a gap in the audio', '-c copy -bsf:a noise=drop=between(n\\,40\\,50)', /gaps/],
    ['audio that starts late', '-c copy -bsf:a noise=drop=lt(n\\,30)', /begin together|shorter/],
    ['video that ends early', '-c copy -bsf:v noise=drop=gt(n\\,30)', /picture is shorter/],
    ['audio that ends early', '-c copy -bsf:a noise=drop=gt(n\\,100)', /sound is shorter/],
  ])('rejects a file with %s', async (_, args, reason) => {
    await expectRefused(await madeWith(args), reason);
  });

  it('rejects another container, and no container', async () => {
    await expectRefused(await madeWith('-c:a copy -vn', 'made.ogg'), /WebM/);
    await expectRefused(await madeWith('-c copy', 'made.mkv'), /WebM/);
    await expectRefused(Buffer.from('This is no film at all, and was never meant to be one.'), /WebM/);
    await expectRefused(Buffer.alloc(0), /WebM/);
    await expectRefused(Buffer.alloc(100_000), /WebM/);
  });

  it.each([
    ['no duration', { durationMs: 0 }, /too short/],
    ['far less audio than stated', { durationMs: 4_000 }, /shorter/],
    ['a first phrase that does not start at zero', { phrasesMs: [20] }, /phrases/],
    ['phrases out of order', { phrasesMs: [0, 2_000, 1_000] }, /phrases/],
    ['the same phrase twice', { phrasesMs: [0, 1_000, 1_000] }, /phrases/],
    ['a phrase after its end', { phrasesMs: [0, 3_000] }, /phrases/],
    ['invalid levels', { levels: Buffer.of(20, 128).toString('base64') }, /levels/],
  ])('rejects metadata with %s', async (_, timing, reason) => {
    await expectRefused(line.file, reason, timing);
  });

  it('rejects a file truncated at any position', async () => {
    for (let length = 0; length < line.file.length - 3_000; length += 997)
      await expectRefused(line.file.subarray(0, length), /./);
  });

  it('rejects a file whose last part starts with unexpected bytes', async () => {
    const bytes = Buffer.from(line.file);
    bytes.fill(0, bytes.lastIndexOf(Buffer.from([0x1f, 0x43, 0xb6, 0x75])));
    await expectRefused(bytes, /WebM/);
  });

  it('returns a clip or throws the expected error for arbitrarily corrupted files', async () => {
    const damage = fc.oneof(
      fc.record({
        kind: fc.constant('flip' as const),
        at: fc.double({ min: 0, max: 0.9999, noNaN: true }),
        value: fc.nat(255),
      }),
      fc.record({
        kind: fc.constant('cut' as const),
        at: fc.double({ min: 0, max: 0.9999, noNaN: true }),
        value: fc.nat(255),
      }),
      fc.record({
        kind: fc.constant('twice' as const),
        at: fc.double({ min: 0, max: 0.9999, noNaN: true }),
        value: fc.nat(255),
      }),
      // The header decides how everything after it is read.
      fc.record({
        kind: fc.constant('flip' as const),
        at: fc.double({ min: 0, max: 0.02, noNaN: true }),
        value: fc.nat(255),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 6 }), async damages => {
        let bytes = Buffer.from(line.file);
        for (const { kind, at, value } of damages) {
          const offset = Math.floor(at * bytes.length);
          if (kind === 'flip') bytes[offset] = value;
          if (kind === 'cut')
            bytes = Buffer.concat([bytes.subarray(0, offset), bytes.subarray(offset + value)]);
          if (kind === 'twice')
            bytes = Buffer.concat([bytes.subarray(0, offset + value), bytes.subarray(offset)]);
        }
        await expectReadOrRefused(bytes);
      }),
      { numRuns: 300 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async noise => {
        await expectReadOrRefused(Buffer.from(noise));
        await expectReadOrRefused(Buffer.concat([line.file.subarray(0, 600), noise]));
      }),
      { numRuns: 100 },
    );
  });
});

async function expectReadOrRefused(bytes: Buffer): Promise<void> {
  const startedAt = performance.now();
  try {
    await read(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'invalid' });
  }
  expect(performance.now() - startedAt).toBeLessThan(5_000);
}
