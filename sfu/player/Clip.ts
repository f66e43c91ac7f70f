import type { ClipId } from '../../shared/recruiter/clip.ts';

/** Every Opus packet of a clip holds this much sound, and everything that is switched is switched between two of them. */
export const AUDIO_PACKET_MS = 20;
/** A switch keeps the beat of a picture with 25 frames a second. */
export const SWITCH_GRID_MS = 40;

/**
 * A clip's media as RTP payloads, one behind the other in `payloads`. Numbers with one more entry than there are things say where each
 * begins and, with the next one, where it ends. All times are milliseconds from the start of the first audio packet.
 */
export interface ClipMedia {
  readonly payloads: Buffer;
  /** `payloads` from `audioStarts[n]` to `audioStarts[n + 1]` is the packet of the 20 ms from `n * 20` on. */
  readonly audioStarts: Uint32Array;
  /** RFC 6464 loudness of each audio packet, 0 (full scale) to 127 (silence). */
  readonly levels: Uint8Array;
  /** When each frame is shown, ascending. */
  readonly frameTimesMs: Float64Array;
  /** 1 for key frames. The first frame is one. */
  readonly frameIsKey: Uint8Array;
  /** The pieces of frame `n` are those from `firstPieces[n]` to `firstPieces[n + 1]`. */
  readonly firstPieces: Uint32Array;
  readonly pieceStarts: Uint32Array;
}

/** Where playing can begin: `fromMs` lies between two audio packets, and the picture begins with the key frame `frame`. */
export interface ClipStart {
  readonly fromMs: number;
  readonly frame: number;
}

/** A clip in memory, ready to be sent, and never changed: all rooms share it. */
export class Clip {
  readonly clipId: ClipId;
  readonly media: ClipMedia;
  /** Between two audio packets: where a loop begins again. */
  readonly lengthMs: number;
  readonly #phrasesMs: readonly number[];

  constructor(options: { clipId: ClipId; media: ClipMedia; phrasesMs: readonly number[] }) {
    this.clipId = options.clipId;
    this.media = options.media;
    this.lengthMs = (options.media.audioStarts.length - 1) * AUDIO_PACKET_MS;
    this.#phrasesMs = options.phrasesMs;
  }

  /** How much memory it takes. */
  get bytes(): number {
    return Object.values(this.media).reduce(
      (sum, part: Uint8Array | Float64Array) => sum + part.byteLength,
      0,
    );
  }

  /** The key frame of the phrase that begins at `fromMs`, or the nearest one before. */
  startAt(fromMs: number): ClipStart {
    const { frameTimesMs, frameIsKey } = this.media;
    let key = 0;
    // A frame shows a moment after its packet of sound begins, because an encoder's first samples are not meant to be heard.
    for (let frame = 0; frame < frameTimesMs.length && timeOf(frame) < fromMs + AUDIO_PACKET_MS; frame += 1)
      if (frameIsKey[frame]) key = frame;
    return { fromMs: Math.floor(timeOf(key) / AUDIO_PACKET_MS) * AUDIO_PACKET_MS, frame: key };

    function timeOf(frame: number): number {
      return frameTimesMs[frame] ?? 0;
    }
  }

  /** Where the next phrase after `positionMs` begins; the clip's end where there is none. */
  nextPhraseAfter(positionMs: number): number {
    return this.#phrasesMs.find(phraseMs => phraseMs > positionMs) ?? this.lengthMs;
  }

  /** Where the phrase began that is heard at `positionMs`. */
  phraseAt(positionMs: number): number {
    return this.#phrasesMs.findLast(phraseMs => phraseMs <= positionMs) ?? 0;
  }

  /** RFC 6464 loudness of the packet that begins at or before `positionMs`; silence outside the clip. */
  levelAt(positionMs: number): number {
    return this.media.levels[Math.floor(positionMs / AUDIO_PACKET_MS)] ?? SILENT_LEVEL;
  }
}

export const SILENT_LEVEL = 127;
