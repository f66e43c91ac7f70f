import type { ClipId } from '../../shared/recruiter/clip.ts';

/** Length of each Opus packet of a clip. */
export const AUDIO_PACKET_MS = 20;
/** Playback switches clips only at multiples of this: one frame at 25 frames per second. */
export const SWITCH_GRID_MS = 40;

/**
 * Media of a clip as RTP payloads, one after the other in `payloads`. Offset arrays have one extra entry: item *n* spans
 * `[n]` to `[n + 1]`. Times are milliseconds from the start of the first audio packet.
 */
export interface ClipMedia {
  readonly payloads: Buffer;
  /** Offsets in `payloads` of the audio packets, 20 ms each. */
  readonly audioStarts: Uint32Array;
  /** RFC 6464 level of each audio packet, 0 (full scale) to 127 (silence). */
  readonly levels: Uint8Array;
  /** Presentation time of each frame, ascending. */
  readonly frameTimesMs: Float64Array;
  /** 1 for each key frame, 0 for any other frame. The first frame is a key frame. */
  readonly frameIsKey: Uint8Array;
  /** For each frame, the index of its first RTP payload in `pieceStarts`. */
  readonly firstPieces: Uint32Array;
  readonly pieceStarts: Uint32Array;
}

/** A place where playback can start: the first audio packet to send, and a key frame. */
type ClipStart = { readonly fromMs: number; readonly frame: number };

/** A clip in memory, ready to send. Immutable, because all rooms share it. */
export class Clip {
  readonly clipId: ClipId;
  readonly media: ClipMedia;
  readonly lengthMs: number;
  readonly #phrasesMs: readonly number[];

  constructor(options: { clipId: ClipId; media: ClipMedia; phrasesMs: readonly number[] }) {
    this.clipId = options.clipId;
    this.media = options.media;
    this.lengthMs = (options.media.audioStarts.length - 1) * AUDIO_PACKET_MS;
    this.#phrasesMs = options.phrasesMs;
  }

  get bytes(): number {
    return Object.values(this.media).reduce(
      (sum, part: Uint8Array | Float64Array) => sum + part.byteLength,
      0,
    );
  }

  /** Returns the start at the last key frame that is not after `fromMs`. */
  startAt(fromMs: number): ClipStart {
    const { frameTimesMs, frameIsKey } = this.media;
    const timeOf = (frame: number) => frameTimesMs[frame] ?? 0;
    let key = 0;
    // Allows a frame to start up to one packet later, because an encoder's first samples are inaudible.
    for (let frame = 0; frame < frameTimesMs.length && timeOf(frame) < fromMs + AUDIO_PACKET_MS; frame += 1)
      if (frameIsKey[frame]) key = frame;
    return { fromMs: Math.floor(timeOf(key) / AUDIO_PACKET_MS) * AUDIO_PACKET_MS, frame: key };
  }

  /** Returns the start of the next phrase, or the end of the clip when there is none. */
  nextPhraseAfter(positionMs: number): number {
    return this.#phrasesMs.find(phraseMs => phraseMs > positionMs) ?? this.lengthMs;
  }

  /** Returns the start of the phrase at `positionMs`. */
  phraseAt(positionMs: number): number {
    return this.#phrasesMs.findLast(phraseMs => phraseMs <= positionMs) ?? 0;
  }

  /** Returns the level (RFC 6464) at `positionMs`, or silence outside the clip. */
  levelAt(positionMs: number): number {
    return this.media.levels[Math.floor(positionMs / AUDIO_PACKET_MS)] ?? SILENT_LEVEL;
  }
}

export const SILENT_LEVEL = 127;
