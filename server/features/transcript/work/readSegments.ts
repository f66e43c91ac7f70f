import { type EncodedPacket, EncodedPacketSink, FilePathSource, Input, WEBM } from 'mediabunny';
import type { Span } from '../../../../shared/recording/finished.ts';
import { OpusAudio } from '../../../../transcription/OpusAudio.ts';
import { SAMPLE_RATE } from '../../../../transcription/Transcriber.ts';
import { systemErrorCode } from '../../../systemErrorCode.ts';
import { TranscribeError } from '../transcribeTask.ts';

/** Sound that is decoded before a segment, because a decoder needs 80 ms to converge (RFC 7845, section 4.6). */
const PRE_ROLL_MS = 200;
const SAMPLES_PER_MS = SAMPLE_RATE / 1_000;

interface SegmentSound {
  segment: Span;
  /** Empty after the end of the file, and after a damage. */
  samples: Float32Array;
}

/**
 * Decodes the sound of segments, one after the other, without holding more than two. Losses are silence.
 * @param fromMs recording time at which the file starts
 * @param segments in recording time, sorted by start and by end
 */
export async function* readSegments(
  file: string,
  fromMs: number,
  segments: readonly Span[],
): AsyncGenerator<SegmentSound> {
  using input = new Input({ formats: [WEBM], source: new FilePathSource(file) });
  const track = await input.getPrimaryAudioTrack().catch(error => {
    throw new TranscribeError('unreadable', error);
  });
  if (!track) throw new TranscribeError('unreadable');
  const sink = new EncodedPacketSink(track);
  const audio = await OpusAudio.open();
  try {
    const open: SegmentSound[] = [];
    let next = 0;
    /** Recording time of the decoder's position 0. */
    let zeroMs: number | undefined;
    for await (const { data, timestamp, duration } of readablePackets(sink)) {
      const atMs = fromMs + timestamp * 1_000;
      const endMs = atMs + duration * 1_000;
      while (open[0] && open[0].segment.toMs <= atMs) yield shifted(open);
      for (
        let segment = segments[next];
        segment && segment.fromMs - PRE_ROLL_MS <= endMs;
        segment = segments[next]
      ) {
        open.push({ segment, samples: new Float32Array((segment.toMs - segment.fromMs) * SAMPLES_PER_MS) });
        next += 1;
      }
      if (open.length === 0) {
        if (next === segments.length) break;
        continue;
      }
      const decoded = audio.decode(data, Math.round(timestamp * 48_000));
      if (!decoded) continue;
      zeroMs ??= atMs - decoded.from / SAMPLES_PER_MS;
      for (const { segment, samples } of open)
        copyAt(
          samples,
          Math.round((zeroMs - segment.fromMs) * SAMPLES_PER_MS) + decoded.from,
          decoded.samples,
        );
    }
    while (open.length > 0) yield shifted(open);
    for (const segment of segments.slice(next)) yield { segment, samples: new Float32Array(0) };
  } finally {
    audio.close();
  }
}

/** Ends at a damage, because what comes after it can't be found. */
async function* readablePackets(sink: EncodedPacketSink): AsyncGenerator<EncodedPacket> {
  try {
    yield* sink.packets();
  } catch (error) {
    if (systemErrorCode(error) !== undefined) throw error;
  }
}

function shifted(open: SegmentSound[]): SegmentSound {
  const first = open.shift();
  if (!first) throw new Error('No segment is open.');
  return first;
}

/** Copies samples to a position, which can be before the start. */
function copyAt(target: Float32Array, position: number, samples: Float32Array): void {
  const skipped = Math.max(0, -position);
  const part = samples.subarray(skipped, Math.min(samples.length, target.length - position));
  if (part.length > 0) target.set(part, position + skipped);
}
