import { SILENCE_LENGTHS_MS, type SilenceMs } from '../../../../../../shared/media/opus.ts';
import type { Span } from '../../../../../../shared/recording/finished.ts';
import { msOfPacket, type Part } from '../align/alignSegments.ts';

/** A packet of a file's audio. Steps are contiguous. */
export type SoundStep =
  | { kind: 'packet'; part: Part; index: number; fromMs: number; lengthMs: number }
  | { kind: 'silence'; fromMs: number; lengthMs: SilenceMs };

/** Opus encoders have a lookahead of 6.5 ms, so a packet is heard that much after its timestamp (libopus, `OPUS_GET_LOOKAHEAD`). */
export const LOOKAHEAD_MS = 6.5;
const SHORTEST_SILENCE_MS = 2.5;
/** Tolerance for packet times, which are rounded to milliseconds. */
const FOLLOWS_WITHIN_MS = 2;
/** Drift from which it is corrected in quiet packets, and drift from which it is corrected anywhere. */
const QUIET_ERROR_MS = 15;
const LATEST_ERROR_MS = 30;
const CORRECTION_MS = 20;
/** A packet below this share of the usual size is quiet. */
const QUIET_SHARE = 0.6;
const USUAL_OVER_PACKETS = 250;

/**
 * Plans the audio of a file: packets at their positions, and silence between them. Packets cannot be stretched, so clock drift is corrected
 * by inserting silence or dropping a packet. Both start again after each gap.
 */
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
        // Otherwise all packets up to the next gap would be as late.
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

/** True when a packet directly follows the one before it. */
function follows({ segment: { packets, timeline } }: Part, index: number): boolean {
  const [beforeMs, mediaMs] = [packets.mediaMsOf(index - 1), packets.mediaMsOf(index)];
  const missingMs = mediaMs - beforeMs - packets.lengthMsOf(index - 1);
  return Math.abs(missingMs) <= FOLLOWS_WITHIN_MS && timeline.pieceOf(beforeMs) === timeline.pieceOf(mediaMs);
}

/** Longest silence that fits, or the shortest if at least half of it fits. */
function nextSilence(fromMs: number, untilMs: number): SilenceMs | undefined {
  const missingMs = untilMs - fromMs;
  if (missingMs < SHORTEST_SILENCE_MS / 2) return undefined;
  return SILENCE_LENGTHS_MS.find(lengthMs => lengthMs <= missingMs) ?? SHORTEST_SILENCE_MS;
}

/** Moving average of packet sizes: silence takes fewer bytes. */
class UsualSize {
  #usual: number | undefined;

  /** Returns true for a clearly smaller packet, and adds it to the average. */
  isLess(bytes: number): boolean {
    this.#usual ??= bytes;
    const isLess = bytes < this.#usual * QUIET_SHARE;
    this.#usual += (bytes - this.#usual) / USUAL_OVER_PACKETS;
    return isLess;
  }
}
