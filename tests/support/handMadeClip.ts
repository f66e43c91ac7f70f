import { createHash } from 'node:crypto';
import { Clip } from '../../sfu/player/Clip.ts';
import { ClipId } from '../../shared/recruiter/clip.ts';

const AUDIO_PACKET_MS = 20;

interface HandMadeClip {
  name?: string;
  lengthMs: number;
  frameEveryMs?: number;
  /** Time of the first frame. */
  firstFrameMs?: number;
  keyFrameEveryMs?: number;
  piecesPerFrame?: (frame: number) => number;
  phrasesMs?: readonly number[];
  levelAt?: (timeMs: number) => number;
}

/** A clip of one-byte payloads that can't be decoded, for tests of times. */
export function handMadeClip(options: HandMadeClip): Clip {
  const { name = 'clip', lengthMs, frameEveryMs = 40, firstFrameMs = 0, keyFrameEveryMs = 1_000 } = options;
  const packets = lengthMs / AUDIO_PACKET_MS;
  const times: number[] = [];
  for (let timeMs = firstFrameMs; timeMs < lengthMs; timeMs += frameEveryMs) times.push(timeMs);
  const firstPieces = [0];
  for (const frame of times.keys())
    firstPieces.push((firstPieces[frame] ?? 0) + (options.piecesPerFrame?.(frame) ?? 1));
  const pieces = firstPieces.at(-1) ?? 0;
  const framesPerKey = Math.round(keyFrameEveryMs / frameEveryMs);
  return new Clip({
    clipId: clipIdOf(name),
    phrasesMs: options.phrasesMs ?? [0],
    media: {
      payloads: Buffer.alloc(packets + pieces),
      audioStarts: Uint32Array.from({ length: packets + 1 }, (_, index) => index),
      levels: Uint8Array.from(
        { length: packets },
        (_, index) => options.levelAt?.(index * AUDIO_PACKET_MS) ?? 30,
      ),
      frameTimesMs: Float64Array.from(times),
      frameIsKey: Uint8Array.from(times, (_, frame) => Number(frame % framesPerKey === 0)),
      firstPieces: Uint32Array.from(firstPieces),
      pieceStarts: Uint32Array.from({ length: pieces + 1 }, (_, index) => packets + index),
    },
  });
}

export function clipIdOf(name: string): ClipId {
  return ClipId.parse(createHash('sha256').update(name).digest('hex'));
}
