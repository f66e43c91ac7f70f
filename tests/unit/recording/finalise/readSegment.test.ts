import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  Output,
  type OutputFormat,
  WebMOutputFormat,
} from 'mediabunny';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCaptureFolder } from '../../../../server/features/recording/finalise/work/capture/captureFolder.ts';
import { readSegment } from '../../../../server/features/recording/finalise/work/capture/readSegment.ts';
import { seededRandom } from '../../../../shared/agreement/estimate.ts';
import { RecordingId, SegmentId, StretchId } from '../../../../shared/ids.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporaryFolder.ts';

const RECORDING = RecordingId.parse('1'.repeat(32));
const STRETCH = StretchId.parse('2'.repeat(32));
const SEGMENT = SegmentId.parse('3'.repeat(32));
const FRAME_EVERY_MS = 40;
const KEY_EVERY = 50;

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder('segment');
  await mkdir(path.join(folder.path, STRETCH));
});
afterAll(() => folder.remove());

/** Frames that can't be decoded, but with VP8 headers. */
function frameOf(index: number): Uint8Array {
  const frame = new Uint8Array(60 + (index % 7)).fill(index % 251);
  frame.set(index % KEY_EVERY === 0 ? [0x10, 0, 0, 0x9d, 0x01, 0x2a, 64, 1, 180, 0] : [0x11, 0, 0]);
  return frame;
}

async function pictureFile(frames: number, format: OutputFormat = recorded()): Promise<Buffer> {
  const target = new BufferTarget();
  const output = new Output({ format, target });
  const source = new EncodedVideoPacketSource('vp8');
  output.addVideoTrack(source, { decoderConfig: { codec: 'vp8', codedWidth: 320, codedHeight: 180 } });
  await output.start();
  for (let index = 0; index < frames; index += 1) {
    const type = index % KEY_EVERY === 0 ? 'key' : 'delta';
    await source.add(new EncodedPacket(frameOf(index), type, (index * FRAME_EVERY_MS) / 1_000, 0.04));
  }
  await output.finalize();
  return Buffer.from(new Uint8Array(target.buffer ?? new ArrayBuffer(0)));
}

async function soundFile(packets: readonly Uint8Array[]): Promise<Buffer> {
  const target = new BufferTarget();
  const output = new Output({ format: recorded(), target });
  const source = new EncodedAudioPacketSource('opus');
  output.addAudioTrack(source, {
    decoderConfig: { codec: 'opus', numberOfChannels: 2, sampleRate: 48_000 },
  });
  await output.start();
  for (const [index, packet] of packets.entries())
    await source.add(new EncodedPacket(packet, 'key', index * 0.02, 0.02));
  await output.finalize();
  return Buffer.from(new Uint8Array(target.buffer ?? new ArrayBuffer(0)));
}

function recorded(): WebMOutputFormat {
  return new WebMOutputFormat({ appendOnly: true, minimumClusterDuration: 5 });
}

function startLine(changes: object = {}): string {
  return `${JSON.stringify({
    kind: 'start',
    version: 1,
    recordingId: RECORDING,
    stretchId: STRETCH,
    segmentId: SEGMENT,
    stretchAt: 0,
    at: 10,
    peerId: 'seat.page',
    group: 'candidate',
    source: 'camera',
    producerId: 'producer',
    codec: 'vp8',
    clockRate: 90_000,
    muted: false,
    ...changes,
  })}\n`;
}

const FIRST = '{"kind":"first","at":20,"rtp":3}\n';
const END = `${JSON.stringify({ kind: 'end', at: 1e6, ticks: 0, packets: 0, lost: 0, frames: 0, dropped: 0, mediaBytes: 0 })}\n`;

async function read(media: Uint8Array | undefined, journal: string | undefined = startLine() + END) {
  const files = {
    stretchId: STRETCH,
    segmentId: SEGMENT,
    mediaFile: path.join(folder.path, `${crypto.randomUUID()}.webm`),
    journalFile: path.join(folder.path, `${crypto.randomUUID()}.jsonl`),
  };
  if (media) await writeFile(files.mediaFile, media);
  await writeFile(files.journalFile, journal);
  const { segment, problems } = await readSegment(files, RECORDING);
  return { segment, codes: problems.map(({ code }) => code) };
}

it('reads a complete file to its last frame', async () => {
  const { segment, codes } = await read(await pictureFile(600));
  expect(codes).toEqual([]);
  expect(segment).toMatchObject({ kind: 'video', state: 'whole' });
  const { packets } = segment ?? expect.fail();
  expect(packets.count).toBe(600);
  expect(packets.at(599)).toMatchObject({
    mediaMs: 599 * FRAME_EVERY_MS,
    isKey: false,
    isAfterDamage: false,
  });
  expect(packets.at(550)).toMatchObject({ isKey: true, width: 320, height: 180, bytes: frameOf(550).length });
});

it('reads every complete frame of a truncated file', async () => {
  const whole = await pictureFile(300);
  const { segment } = await read(whole);
  const { packets } = segment ?? expect.fail();
  const ends = Array.from({ length: packets.count }, (_, index) => {
    const { position, bytes } = packets.at(index);
    return position + bytes;
  });
  const headBytes = whole.indexOf(Buffer.from([0x1f, 0x43, 0xb6, 0x75]));
  const journal = `${startLine()}${FIRST}{"kind":"arrival","at":12020,"ticks":1080000}\n`;
  const random = seededRandom(7);
  const cuts = [
    0,
    1,
    30,
    150,
    250,
    whole.length - 1,
    ...Array.from({ length: 60 }, () => random(whole.length)),
  ];
  for (const at of cuts) {
    const cut = await read(whole.subarray(0, at), journal);
    const expected = ends.filter(end => end <= at).length;
    expect([at, cut.segment?.packets.count ?? 0]).toEqual([at, expected]);
    if (expected > 0) expect(cut.codes).toEqual(['truncated']);
    else expect(cut.codes).toEqual([at > 0 && at < headBytes ? 'unreadable' : 'empty']);
  }
});

it('treats zeros at the end, as some file systems leave them after a power loss, as the end of the file', async () => {
  const whole = await pictureFile(300);
  const half = whole.subarray(0, whole.length >> 1);
  const { segment, codes } = await read(Buffer.concat([half, Buffer.alloc(100_000)]));
  expect(codes).toEqual(['truncated']);
  expect(segment?.packets.count).toBeGreaterThan(140);
});

it('continues at the next cluster after a hole', async () => {
  const whole = await pictureFile(1_000);
  const { segment: before } = await read(whole);
  const hole = { from: Math.floor(whole.length * 0.4), to: Math.floor(whole.length * 0.45) };
  whole.fill(0, hole.from, hole.to);
  const { segment, codes } = await read(whole);
  const { packets } = segment ?? expect.fail();
  expect(codes).toEqual(['truncated']);
  const indexes = Array.from({ length: packets.count }, (_, index) => index);
  const after = indexes.filter(index => packets.at(index).isAfterDamage);
  expect(after).toHaveLength(1);
  expect(packets.at(after[0] ?? 0).isKey).toBe(true);
  expect(packets.at(packets.count - 1)).toEqual(before?.packets.at(999));
  expect(packets.count).toBeGreaterThan(800);
});

it('keeps the other frames when some are damaged', async () => {
  const whole = await pictureFile(300);
  const { segment: before } = await read(whole);
  const { position } = before?.packets.at(100) ?? expect.fail();
  whole.fill(0xff, position, position + 10);
  const { segment, codes } = await read(whole);
  expect(codes).toEqual(['truncated']);
  expect(segment?.packets.count).toBe(299);
  expect(segment?.packets.at(100)).toMatchObject({ mediaMs: 101 * FRAME_EVERY_MS, isAfterDamage: true });
});

it('returns the duration of each audio packet, and whether any is stereo', async () => {
  const journal = startLine({ source: 'microphone', codec: 'opus', clockRate: 48_000 }) + END;
  const mono = Uint8Array.of(0x78, 1, 2, 3);
  const [twoFrames, stereo, none] = [
    Uint8Array.of(0x79, 1),
    Uint8Array.of(0xfc, 0xff, 0xfe),
    Uint8Array.of(0x7b, 0),
  ];
  const { segment } = await read(await soundFile([mono, twoFrames, mono]), journal);
  expect(segment).toMatchObject({ kind: 'audio', isStereo: false });
  expect([0, 1, 2].map(index => segment?.packets.lengthMsOf(index))).toEqual([20, 40, 20]);
  const mixed = await read(await soundFile([mono, none, stereo]), journal);
  expect(mixed.segment).toMatchObject({ isStereo: true });
  expect(mixed.segment?.packets.count).toBe(2);
});

describe('a file that is not a WebM recording is reported without an exception', () => {
  it.each<[string, () => Promise<Uint8Array> | Uint8Array]>([
    ['text', () => Buffer.from('Hello, this is a text.\n'.repeat(1_000))],
    ['random bytes', () => Uint8Array.from({ length: 50_000 }, seededBytes(3))],
    ['an MP4', async () => pictureFile(100, new Mp4OutputFormat({ fastStart: false })).catch(mp4Head)],
    [
      'the start of a WebM followed by random bytes',
      async () =>
        Buffer.concat([
          (await pictureFile(10)).subarray(0, 50),
          Buffer.from(Uint8Array.from({ length: 50_000 }, seededBytes(4))),
        ]),
    ],
  ])('%s', async (_, make) => {
    const { segment, codes } = await read(await make());
    expect(segment).toBeUndefined();
    expect(codes).toEqual(['unreadable']);
  });

  it('an empty file, a missing file, and a WebM without frames', async () => {
    expect((await read(Buffer.alloc(0), startLine() + FIRST)).codes).toEqual(['empty']);
    expect((await read(undefined, startLine() + FIRST)).codes).toEqual(['empty']);
    expect((await read((await pictureFile(3)).subarray(0, 176), startLine() + FIRST)).codes).toEqual([
      'empty',
    ]);
  });

  it('uses no memory for an element that claims a huge size', async () => {
    const head = (await pictureFile(10)).subarray(0, 170);
    const huge = Buffer.from([0x1f, 0x43, 0xb6, 0x75, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
    const block = Buffer.from([0xa3, 0x08, 0xff, 0xff, 0xff, 0xff]);
    const media = Buffer.concat([head, huge, block, Buffer.alloc(1_000)]);
    expect((await read(media, startLine() + FIRST)).codes).toEqual(['empty']);
  });

  function seededBytes(seed: number): () => number {
    const random = seededRandom(seed);
    return () => random(256);
  }

  /** The head of an MP4 file with a codec that not every MP4 reader knows. */
  function mp4Head(): Buffer {
    return Buffer.concat([
      Buffer.from([0, 0, 0, 24]),
      Buffer.from('ftypisom\0\0\x02\0isomiso2'),
      Buffer.alloc(2_000),
    ]);
  }
});

it('accepts a producer that was muted all the time', async () => {
  const { segment, codes } = await read(undefined, startLine({ muted: true }) + END);
  expect([segment, codes]).toEqual([undefined, []]);
});

describe('the journal of a segment', () => {
  it('costs only its own content when it is missing', async () => {
    const { segment, codes } = await read(await pictureFile(100), '');
    expect(codes).toEqual(['journal-cut']);
    expect(segment?.journal.start).toBeUndefined();
  });

  it('is ignored when it belongs to another segment', async () => {
    const { segment, codes } = await read(
      await pictureFile(100),
      startLine({ segmentId: '4'.repeat(32) }) + END,
    );
    expect(codes).toEqual(['journal-cut']);
    expect(segment?.journal.start).toBeUndefined();
  });

  it('of another recording means that the media belongs to the other recording too', async () => {
    const { segment, codes } = await read(
      await pictureFile(100),
      startLine({ recordingId: '4'.repeat(32) }) + END,
    );
    expect([segment, codes]).toEqual([undefined, ['foreign']]);
  });

  it('that ends long before its media is reported as truncated', async () => {
    const { codes } = await read(await pictureFile(300), startLine() + FIRST);
    expect(codes).toEqual(['journal-cut']);
  });
});

it('reads known file names in the folder, and reports unknown ones', async () => {
  const stretch = path.join(folder.path, STRETCH);
  const missing = StretchId.parse('9'.repeat(32));
  await mkdir(path.join(folder.path, 'lost+found'));
  await writeFile(path.join(stretch, `${SEGMENT}.webm`), '');
  await writeFile(path.join(stretch, `${SEGMENT}.jsonl`), '');
  await writeFile(path.join(stretch, `${'5'.repeat(32)}.jsonl`), '');
  await writeFile(path.join(stretch, 'notes.txt'), '');
  await writeFile(path.join(stretch, `${'6'.repeat(32)}.mp4`), '');
  await mkdir(path.join(stretch, `${'7'.repeat(32)}.webm`));
  const { segments, problems } = await readCaptureFolder({
    captureFolder: folder.path,
    stretches: [
      { stretchId: STRETCH, fromMs: 0 },
      { stretchId: missing, fromMs: 9 },
    ],
  });
  expect(segments.map(({ segmentId }) => segmentId)).toEqual([SEGMENT, '5'.repeat(32)]);
  const inStretch = problems
    .filter(({ stretchId }) => stretchId === STRETCH)
    .map(({ code, name }) => [code, name]);
  expect(inStretch.toSorted()).toEqual([
    ['foreign', `${'6'.repeat(32)}.mp4`],
    ['foreign', `${'7'.repeat(32)}.webm`],
    ['foreign', 'notes.txt'],
  ]);
  expect(problems).toContainEqual({ code: 'missing', stretchId: missing });
  expect(problems).toContainEqual({ code: 'foreign', name: 'lost+found' });
});
