import { writeFile } from 'node:fs/promises';
import {
  BufferTarget,
  CustomSource,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  Output,
  WEBM,
  WebMOutputFormat,
} from 'mediabunny';
import type { Span } from '../../../../shared/recording/finished.ts';

export interface DistantFile {
  bytes: number;
  /** Reads the bytes from `first` to `last`, including both. */
  read(first: number, last: number): Promise<Uint8Array>;
}

/** A file that contains part of one track of a recorded file. */
export interface Excerpt {
  path: string;
  /** Position in the excerpt at which the requested span starts. */
  leadMs: number;
}

/** How long before a span the sound starts. Opus decoders need 80 ms to converge (RFC 7845, section 4.6). */
const PRE_ROLL_MS = 200;

export function openDistant(file: DistantFile): Input {
  return new Input({
    formats: [WEBM],
    source: new CustomSource({
      getSize: () => file.bytes,
      read: (start, end) => file.read(start, end - 1),
      prefetchProfile: 'fileSystem',
      // Ignores a failed prefetch, because the read fails again when the data is needed.
      handleUnhandledError: () => {},
    }),
  });
}

/** Copies video from the key frame before `span`. The span is in the file's time. Undefined without video. */
export async function pictureExcerpt(
  input: Input,
  span: Span,
  path: string,
  signal: AbortSignal,
): Promise<Excerpt | undefined> {
  const track = await input.getPrimaryVideoTrack();
  const decoderConfig = await track?.getDecoderConfig();
  if (!track || !decoderConfig) return undefined;
  const sink = new EncodedPacketSink(track);
  const first =
    (await sink.getKeyPacket(Math.max(0, span.fromMs) / 1_000)) ?? (await sink.getFirstKeyPacket());
  const source = new EncodedVideoPacketSource('vp8');
  const output = newOutput();
  output.addVideoTrack(source, { decoderConfig });
  return write({ output, source, packets: packetsFrom(sink, first, span, signal), span, path });
}

/** Copies audio, starting shortly before `span`. Returns undefined without audio. */
export async function soundExcerpt(
  input: Input,
  span: Span,
  path: string,
  signal: AbortSignal,
): Promise<Excerpt | undefined> {
  const track = await input.getPrimaryAudioTrack();
  const decoderConfig = await track?.getDecoderConfig();
  if (!track || !decoderConfig) return undefined;
  const sink = new EncodedPacketSink(track);
  const first =
    (await sink.getPacket(Math.max(0, span.fromMs - PRE_ROLL_MS) / 1_000)) ?? (await sink.getFirstPacket());
  const source = new EncodedAudioPacketSource('opus');
  const output = newOutput();
  output.addAudioTrack(source, { decoderConfig });
  return write({ output, source, packets: packetsFrom(sink, first, span, signal), span, path });
}

type NewOutput = Output<WebMOutputFormat, BufferTarget>;

function newOutput(): NewOutput {
  return new Output({ format: new WebMOutputFormat(), target: new BufferTarget() });
}

async function* packetsFrom(
  sink: EncodedPacketSink,
  first: EncodedPacket | null,
  { toMs }: Span,
  signal: AbortSignal,
): AsyncGenerator<EncodedPacket> {
  for (let packet = first; packet; packet = await sink.getNextPacket(packet)) {
    signal.throwIfAborted();
    if (packet.timestamp * 1_000 >= toMs) return;
    yield packet;
  }
}

async function write({
  output,
  source,
  packets,
  span,
  path,
}: {
  output: NewOutput;
  source: EncodedVideoPacketSource | EncodedAudioPacketSource;
  packets: AsyncGenerator<EncodedPacket>;
  span: Span;
  path: string;
}): Promise<Excerpt | undefined> {
  let zeroMs: number | undefined;
  try {
    await output.start();
    for await (const packet of packets) {
      zeroMs ??= Math.min(span.fromMs, packet.timestamp * 1_000);
      const { data, type, timestamp, duration } = packet;
      await source.add(new EncodedPacket(data, type, timestamp - zeroMs / 1_000, duration));
    }
    if (zeroMs === undefined) {
      await output.cancel();
      return undefined;
    }
    await output.finalize();
  } catch (error) {
    // Ignores a failure to close, because the original error is thrown below.
    await output.cancel().catch(() => undefined);
    throw error;
  }
  await writeFile(path, new Uint8Array(output.target.buffer ?? new ArrayBuffer(0)));
  return { path, leadMs: span.fromMs - zeroMs };
}
