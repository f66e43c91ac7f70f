import type { Span } from '../../../../../../shared/recording/finished.ts';
import { msOfPacket, type Part } from './AlignedSegment.ts';

/** One frame of a finished file's picture. `atMs` is whole and counts from the file's own zero, and never twice the same. */
export interface PictureStep {
  part: Part;
  index: number;
  atMs: number;
  /** Until the next one, or the end of the file. */
  lengthMs: number;
  isKey: boolean;
  /** Of key frames, in px. */
  width: number;
  height: number;
}

/** What was captured just before its stretch began came after that, and is shown at once. */
const BEFORE_MAX_MS = 200;

/** The picture of a file: the frames that can be decoded, when they were captured. In its gaps the last one stands still. */
export function* planPicture(parts: readonly Part[], span: Span): Generator<PictureStep> {
  const lengthMs = span.toMs - span.fromMs;
  let held: PictureStep | undefined;
  for (const step of framesOf(parts, span)) {
    if (held) yield { ...held, lengthMs: step.atMs - held.atMs };
    held = step;
  }
  if (held) yield { ...held, lengthMs: Math.max(1, lengthMs - held.atMs) };
}

function* framesOf(parts: readonly Part[], span: Span): Generator<PictureStep> {
  let lastMs = -1;
  for (const part of parts) {
    const { packets } = part.segment;
    // Frames depend on those before, and those may belong to another page or have been lost.
    let waitsForKey = true;
    for (let index = 0; index < packets.count; index += 1) {
      const capturedMs = msOfPacket(part.segment, index);
      if (capturedMs < part.fromMs - BEFORE_MAX_MS) continue;
      if (capturedMs >= part.toMs) break;
      const { isKey, isAfterDamage, width, height } = packets.at(index);
      waitsForKey = !isKey && (waitsForKey || isAfterDamage);
      if (waitsForKey) continue;
      const atMs = Math.max(lastMs + 1, Math.round(Math.max(part.fromMs, capturedMs) - span.fromMs));
      lastMs = atMs;
      yield { part, index, atMs, lengthMs: 0, isKey, width, height };
    }
  }
}
