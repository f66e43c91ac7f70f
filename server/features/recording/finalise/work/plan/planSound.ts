import { SILENCE_LENGTHS_MS, type SilenceMs } from '../../../../../../shared/media/opus.ts';
import type { Span } from '../../../../../../shared/recording/finished.ts';
import { msOfPacket, type Part } from '../align/alignSegments.ts';

/** A step starts where the step before it ends. */
export type SoundStep =
  | { kind: 'packet'; part: Part; index: number; fromMs: number; lengthMs: number }
  | { kind: 'silence'; fromMs: number; lengthMs: SilenceMs };

/** Opus lookahead: a packet is heard this long after its timestamp (libopus, `OPUS_GET_LOOKAHEAD`). */
export const LOOKAHEAD_MS = 6.5;
const SHORTEST_SILENCE_MS = 2.5;
/** Tolerance for consecutive packets, because packet times are rounded to milliseconds. */
const FOLLOWS_WITHIN_MS = 2;
/** Drift above this limit is corrected at a quiet packet; above `LATEST_ERROR_MS`, at any packet. */
const QUIET_ERROR_MS = 15;
const LATEST_ERROR_MS = 30;
const CORRECTION_MS = 20;
const QUIET_SHARE = 0.6;
const USUAL_OVER_PACKETS = 250;

/** Plans packets and the silence between them. Corrects drift by inserting silence or dropping packets. */
export function* planSound(parts: readonly Part[], span: Span): Generator<SoundStep> {
  let cursorMs = span.fromMs;
  function* silenceUntil(untilMs: number): Generator<SoundStep> {
    for (let lengthMs = nextSilence(cursorMs, untilMs); lengthMs; lengthMs = nextSilence(cursorMs, untilMs)) {
      yield { kind: 'silence', fromMs: cursorMs, lengthMs };
      cursorMs += lengthMs;
    }
  }
  for (const part of parts) {
    const { packets } = part.segment;
    const loudness = new UsualSize();
    let isFirst = true;
    for (let index = 0; index < packets.count; index += 1) {
      const lengthMs = packets.lengthMsOf(index);
      const capturedMs = msOfPacket(part.segment, index);
      if (capturedMs < part.fromMs - SHORTEST_SILENCE_MS / 2) continue;
      if (capturedMs + lengthMs > part.toMs + SHORTEST_SILENCE_MS / 2) break;
      const fromMs = capturedMs - LOOKAHEAD_MS;
      const isQuiet = loudness.isLess(packets.bytesOf(index));
      const lateMs = fromMs - cursorMs;
      if (isFirst || !follows(part, index)) {
        // Drops a packet that would start late. Otherwise all packets up to the next gap would be late.
        if (-lateMs > SHORTEST_SILENCE_MS / 2) continue;
        yield* silenceUntil(fromMs);
      } else if (lateMs >= (isQuiet ? QUIET_ERROR_MS : LATEST_ERROR_MS)) {
        yield* silenceUntil(cursorMs + CORRECTION_MS);
      } else if (-lateMs >= Math.max(isQuiet ? QUIET_ERROR_MS : LATEST_ERROR_MS, lengthMs / 2)) {
        continue;
      }
      isFirst = false;
      yield { kind: 'packet', part, index, fromMs: cursorMs, lengthMs };
      cursorMs += lengthMs;
    }
  }
  yield* silenceUntil(span.toMs);
}

function follows({ segment: { packets, timeline } }: Part, index: number): boolean {
  const [beforeMs, mediaMs] = [packets.mediaMsOf(index - 1), packets.mediaMsOf(index)];
  const missingMs = mediaMs - beforeMs - packets.lengthMsOf(index - 1);
  return Math.abs(missingMs) <= FOLLOWS_WITHIN_MS && timeline.pieceOf(beforeMs) === timeline.pieceOf(mediaMs);
}

/** Returns the longest silence that fits, the shortest if at least half of it fits, or else undefined. */
function nextSilence(fromMs: number, untilMs: number): SilenceMs | undefined {
  const missingMs = untilMs - fromMs;
  if (missingMs < SHORTEST_SILENCE_MS / 2) return undefined;
  return SILENCE_LENGTHS_MS.find(lengthMs => lengthMs <= missingMs) ?? SHORTEST_SILENCE_MS;
}

/** Moving average of packet sizes. Quiet packets have fewer bytes. */
class UsualSize {
  #usual: number | undefined;

  /** Adds a packet to the average. Returns true if the packet is clearly smaller than the average. */
  isLess(bytes: number): boolean {
    this.#usual ??= bytes;
    const isLess = bytes < this.#usual * QUIET_SHARE;
    this.#usual += (bytes - this.#usual) / USUAL_OVER_PACKETS;
    return isLess;
  }
}
