import { SILENCE_LENGTHS_MS, type SilenceMs } from '../../../../../../shared/media/opus.ts';
import type { Span } from '../../../../../../shared/recording/finished.ts';
import { msOfPacket, type Part } from './AlignedSegment.ts';

/** One packet of a finished file's sound. They follow each other without holes. */
export type SoundStep =
  | { kind: 'packet'; part: Part; index: number; fromMs: number; lengthMs: number }
  | { kind: 'silence'; fromMs: number; lengthMs: SilenceMs };

/**
 * Encoders of Opus look ahead by 6.5 ms, which browsers count to the time of a packet though it is heard that much later (libopus,
 * `OPUS_GET_LOOKAHEAD`).
 */
export const LOOKAHEAD_MS = 6.5;
const SHORTEST_SILENCE_MS = 2.5;
/** Packets whose times are rounded to milliseconds follow each other if no more than this is missing. */
const FOLLOWS_WITHIN_MS = 2;
/** From here on drift is corrected where no one hears it, and at the latest from there on. */
const QUIET_ERROR_MS = 15;
const LATEST_ERROR_MS = 30;
const CORRECTION_MS = 20;
/** A packet of what it holds normally, of less than this share, is quiet. */
const QUIET_SHARE = 0.6;
const USUAL_OVER_PACKETS = 250;

/**
 * The sound of a file from `span.fromMs` to `span.toMs`: packets where they belong, and silence where there are none. A packet cannot be made
 * longer or shorter, so the drift of a sender's clock is corrected by silence between two packets or by leaving one out. Both begin
 * anew after each hole.
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
        // It would stay that late for as long as nothing is missing again.
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

/** Whether a packet was captured right after the one before it. */
function follows({ segment: { packets, timeline } }: Part, index: number): boolean {
  const [beforeMs, mediaMs] = [packets.mediaMsOf(index - 1), packets.mediaMsOf(index)];
  const missingMs = mediaMs - beforeMs - packets.lengthMsOf(index - 1);
  return Math.abs(missingMs) <= FOLLOWS_WITHIN_MS && timeline.pieceOf(beforeMs) === timeline.pieceOf(mediaMs);
}

/** The longest that fits, or the shortest where half of it does. */
function nextSilence(fromMs: number, untilMs: number): SilenceMs | undefined {
  const missingMs = untilMs - fromMs;
  if (missingMs < SHORTEST_SILENCE_MS / 2) return undefined;
  return SILENCE_LENGTHS_MS.find(lengthMs => lengthMs <= missingMs) ?? SHORTEST_SILENCE_MS;
}

/** How large packets usually are, of late: silence takes fewer bytes. */
class UsualSize {
  #usual: number | undefined;

  /** Whether this one is clearly smaller. It counts from now on. */
  isLess(bytes: number): boolean {
    this.#usual ??= bytes;
    const isLess = bytes < this.#usual * QUIET_SHARE;
    this.#usual += (bytes - this.#usual) / USUAL_OVER_PACKETS;
    return isLess;
  }
}
