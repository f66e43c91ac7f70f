import { randomBytes } from 'node:crypto';
import path from 'node:path';
import {
  type PeerId,
  type ProducerId,
  type RecordingId,
  SegmentId,
  type StretchId,
} from '../../shared/ids.ts';
import type { MediaSource } from '../../shared/media/sources.ts';
import type { CaptureFigures } from './captureFigures.ts';
import { AppendFile } from './disk/AppendFile.ts';
import { Journal, type JournalEntry, journalTimeOf } from './disk/Journal.ts';
import type { SyncTurns } from './disk/SyncTurns.ts';
import { WebmFile, type WebmLibrary } from './disk/WebmFile.ts';

/** Where segments go, and who is told. */
export interface SegmentPlace {
  recordingId: RecordingId;
  stretchId: StretchId;
  /** When the stretch began, as `performance.now()` counts. */
  stretchBeganMs: number;
  folder: string;
  library: WebmLibrary;
  syncTurns: SyncTurns;
  figures: CaptureFigures;
  /** The disk refuses, or something of ours is wrong: no segment of this stretch can be relied on any more. */
  onError: (error: unknown) => void;
}

/** What a segment is of. */
export interface SegmentSource {
  peerId: PeerId;
  group: string;
  source: MediaSource;
  producerId: ProducerId;
  codec: 'opus' | 'vp8';
  clockRate: number;
  channels?: number;
}

/** One packet of sound, or one frame. Times are RTP time since the segment's first packet. */
export interface Sample {
  data: Uint8Array;
  isKey: boolean;
  ticks: number;
  durationTicks: number;
}

export interface PictureSize {
  width: number;
  height: number;
}

/** What its journal says at the end. */
export interface SegmentTotals {
  /** RTP time of the end of the last sample. */
  ticks: number;
  packets: number;
  lost: number;
  frames: number;
  dropped: number;
}

/** What one producer sends without a break: a file with the media, and one with what happened to it. It ends when it is ended. */
export class Segment {
  readonly segmentId = SegmentId.parse(randomBytes(16).toString('hex'));
  readonly #place: SegmentPlace;
  readonly #source: SegmentSource;
  readonly #mediaFile: AppendFile;
  readonly #journalFile: AppendFile;
  readonly #journal: Journal;
  /** There is nothing to say of a picture before there is one. */
  #media: WebmFile | undefined;
  #ending: Promise<void> | undefined;

  constructor(place: SegmentPlace, source: SegmentSource, muted: boolean) {
    this.#place = place;
    this.#source = source;
    this.#mediaFile = this.#newFile('.webm');
    this.#journalFile = this.#newFile('.jsonl');
    this.#journal = new Journal(this.#journalFile);
    place.figures.openSegments += 1;
    this.note({
      kind: 'start',
      version: 1,
      recordingId: place.recordingId,
      stretchId: place.stretchId,
      segmentId: this.segmentId,
      stretchAt: journalTimeOf(place.stretchBeganMs),
      ...source,
      muted,
    });
  }

  /** `nowMs` is when it happened, as `performance.now()` counts; now if absent. */
  note(entry: JournalEntry, nowMs?: number): void {
    this.#journal.note(entry, nowMs);
  }

  /** In order, a key frame first. The size is that of the first frame. */
  add({ data, isKey, ticks, durationTicks }: Sample, size?: PictureSize): void {
    if (this.#ending) return;
    this.#media ??= this.#openMedia(size);
    const { clockRate } = this.#source;
    this.#media.add({ data, isKey, timeS: ticks / clockRate, durationS: durationTicks / clockRate });
  }

  /** To be called several times a second. */
  tick(nowMs: number): void {
    this.#mediaFile.tick(nowMs);
    this.#journalFile.tick(nowMs);
  }

  /** Resolves when everything is on the disk. Safe to call twice. */
  end(totals: SegmentTotals): Promise<void> {
    this.#ending ??= this.#end(totals);
    return this.#ending;
  }

  async #end(totals: SegmentTotals): Promise<void> {
    await this.#media?.finish();
    const mediaBytes = this.#mediaFile.bytes;
    this.note({ kind: 'end', ...totals, mediaBytes });
    await Promise.all([this.#mediaFile.close(), this.#journalFile.close()]);
    const { figures } = this.#place;
    figures.openSegments -= 1;
    figures.bytes += mediaBytes + this.#journalFile.bytes;
  }

  #newFile(extension: string): AppendFile {
    const { folder, syncTurns, figures, onError } = this.#place;
    return new AppendFile({
      path: path.join(folder, `${this.segmentId}${extension}`),
      syncTurns,
      onError,
      onQueued: bytes => {
        if (bytes > figures.queueHighWater) figures.queueHighWater = bytes;
      },
    });
  }

  #openMedia(size: PictureSize | undefined): WebmFile {
    const { library, onError } = this.#place;
    const { codec, channels = 2 } = this.#source;
    const track =
      codec === 'opus'
        ? ({ codec, channels } as const)
        : ({ codec, width: size?.width ?? 0, height: size?.height ?? 0 } as const);
    return new WebmFile({ library, file: this.#mediaFile, track, onError });
  }
}
