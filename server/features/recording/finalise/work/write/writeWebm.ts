import { open } from 'node:fs/promises';
import {
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  Output,
  StreamTarget,
  type StreamTargetChunk,
  WebMOutputFormat,
} from 'mediabunny';
import { opusDecoderConfig, silentOpusPacket } from '../../../../../../shared/media/opus.ts';
import type { Part } from '../align/alignSegments.ts';
import { FileWindow } from '../capture/FileWindow.ts';
import { type MediaPlan, planPicture } from '../plan/planMedia.ts';
import { planSound, type SoundStep } from '../plan/planSound.ts';

export interface WrittenMedia {
  soundPackets: number;
  frames: number;
  keyFramesMs: number[];
  /** Frame sizes and when each starts, in milliseconds of the file. */
  sizes: { atMs: number; width: number; height: number }[];
}

export type WriteOptions = { signal: AbortSignal; onProgress: (share: number) => void };

const CHUNK_BYTES = 4 * 1024 * 1024;
const PROGRESS_EVERY_MS = 10_000;

/** Writes and syncs a seekable WebM file without encoding. Rejects with file system errors. */
export async function writeWebm(
  file: string,
  plan: MediaPlan,
  { signal, onProgress }: WriteOptions,
): Promise<WrittenMedia> {
  await using handle = await open(file, 'wx');
  using sources = new SourceFiles();
  const writing = new WritableStream<StreamTargetChunk>({
    write: async ({ data, position }) => {
      for (let at = 0; at < data.length; )
        at += (await handle.write(data, at, data.length - at, position + at)).bytesWritten;
    },
  });
  const output = new Output({
    format: new WebMOutputFormat(),
    target: new StreamTarget(writing, { chunked: true, chunkSize: CHUNK_BYTES }),
  });
  try {
    const written = await writeTracks(output, plan, sources, { signal, onProgress });
    await output.finalize();
    await handle.sync();
    return written;
  } catch (error) {
    await output.cancel().catch(() => undefined);
    throw error;
  }
}

async function writeTracks(
  output: Output,
  plan: MediaPlan,
  sources: SourceFiles,
  { signal, onProgress }: WriteOptions,
): Promise<WrittenMedia> {
  const { span } = plan;
  const written: WrittenMedia = { soundPackets: 0, frames: 0, keyFramesMs: [], sizes: [] };
  const picture = plan.picture.length > 0 ? addPicture(output, plan) : undefined;
  const sound = plan.sound.length > 0 ? addSound(output, plan) : undefined;
  await output.start();

  const frames = picture ? planPicture(plan.picture, span) : none();
  const packets = sound ? planSound(plan.sound, span) : none();
  let frame = frames.next().value ?? undefined;
  let packet = packets.next().value ?? undefined;
  if (!frame) picture?.close();
  let reportedMs = 0;
  while (frame || packet) {
    signal.throwIfAborted();
    const frameMs = frame?.atMs ?? Number.POSITIVE_INFINITY;
    const packetMs = packet ? packet.fromMs - span.fromMs : Number.POSITIVE_INFINITY;
    if (frame && frameMs <= packetMs) {
      const data = sources.bytesOf(frame.part, frame.index);
      await picture?.add(
        new EncodedPacket(data, frame.isKey ? 'key' : 'delta', frameMs / 1_000, frame.lengthMs / 1_000),
      );
      noteFrame(written, frame);
      frame = frames.next().value ?? undefined;
      // Closes the video track, so that the sound no longer waits for frames.
      if (!frame) picture?.close();
    } else if (packet) {
      const data = soundOf(packet, sources, sound?.isStereo ?? false);
      await sound?.source.add(new EncodedPacket(data, 'key', packetMs / 1_000, packet.lengthMs / 1_000));
      written.soundPackets += 1;
      packet = packets.next().value ?? undefined;
    }
    const atMs = Math.min(frameMs, packetMs);
    if (atMs - reportedMs < PROGRESS_EVERY_MS) continue;
    reportedMs = atMs;
    onProgress(atMs / (span.toMs - span.fromMs));
  }
  return written;
}

function* none(): Generator<never> {}

function addPicture(output: Output, plan: MediaPlan): EncodedVideoPacketSource {
  const source = new EncodedVideoPacketSource('vp8');
  const { width, height } = largestPicture(plan.picture);
  output.addVideoTrack(source, { decoderConfig: { codec: 'vp8', codedWidth: width, codedHeight: height } });
  return source;
}

function addSound(output: Output, plan: MediaPlan): { source: EncodedAudioPacketSource; isStereo: boolean } {
  const source = new EncodedAudioPacketSource('opus');
  const isStereo = plan.sound.some(({ segment }) => segment.isStereo);
  output.addAudioTrack(source, { decoderConfig: opusDecoderConfig(isStereo ? 2 : 1) });
  return { source, isStereo };
}

function largestPicture(parts: readonly Part[]): { width: number; height: number } {
  let largest = { width: 0, height: 0 };
  for (const { segment } of parts)
    for (let index = 0; index < segment.packets.count; index += 1) {
      const { width, height } = segment.packets.at(index);
      if (width * height > largest.width * largest.height) largest = { width, height };
    }
  return largest;
}

function soundOf(step: SoundStep, sources: SourceFiles, isStereo: boolean): Uint8Array {
  return step.kind === 'silence'
    ? silentOpusPacket(step.lengthMs, isStereo)
    : sources.bytesOf(step.part, step.index);
}

function noteFrame(
  written: WrittenMedia,
  frame: { atMs: number; isKey: boolean; width: number; height: number },
) {
  const { atMs, isKey, width, height } = frame;
  written.frames += 1;
  if (!isKey) return;
  written.keyFramesMs.push(atMs);
  const before = written.sizes.at(-1);
  if (width !== before?.width || height !== before.height) written.sizes.push({ atMs, width, height });
}

class SourceFiles implements Disposable {
  readonly #windows = new Map<string, FileWindow>();

  /** Returns a copy, because the muxer keeps the bytes. */
  bytesOf({ segment }: Part, index: number): Uint8Array {
    const window = this.#windows.get(segment.mediaFile) ?? new FileWindow(segment.mediaFile);
    this.#windows.set(segment.mediaFile, window);
    const { position, bytes } = segment.packets.at(index);
    return new Uint8Array(window.bytes(position, bytes));
  }

  [Symbol.dispose](): void {
    for (const window of this.#windows.values()) window[Symbol.dispose]();
  }
}
