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
import type { JournalLine } from '../../shared/recording/journal.ts';
import { AppendFile, type ConcurrencyLimit } from './disk/AppendFile.ts';
import { WebmFile, type WebmLibrary } from './disk/WebmFile.ts';

/** What a node's recording has come to since it started. */
export interface CaptureFigures {
  /** Segments that are being written now. */
  openSegments: number;
  packets: number;
  /** Packets that never came. */
  lost: number;
  /** Frames that were left out because they could not be decoded. */
  droppedFrames: number;
  /** Of media and journals. */
  bytes: number;
  /** The most that ever waited to be written to one file, in bytes. */
  queueHighWater: number;
}

export function noCapture(): CaptureFigures {
  return { openSegments: 0, packets: 0, lost: 0, droppedFrames: 0, bytes: 0, queueHighWater: 0 };
}

/** Where segments go, and who is told. */
export interface SegmentContext {
  recordingId: RecordingId;
  stretchId: StretchId;
  /** When the stretch began, as `performance.now()` counts. */
  runStartedMs: number;
  folder: string;
  library: WebmLibrary;
  syncLimit: ConcurrencyLimit;
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

export interface VideoSize {
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
  readonly #context: SegmentContext;
  readonly #source: SegmentSource;
  readonly #mediaFile: AppendFile;
  readonly #journalFile: AppendFile;
  readonly #journal: Journal;
  /** There is nothing to say of a picture before there is one. */
  #media: WebmFile | undefined;
  #ending: Promise<void> | undefined;

  constructor(context: SegmentContext, source: SegmentSource, muted: boolean) {
    this.#context = context;
    this.#source = source;
    this.#mediaFile = this.#newFile('.webm');
    this.#journalFile = this.#newFile('.jsonl');
    this.#journal = new Journal(this.#journalFile);
    context.figures.openSegments += 1;
    this.note({
      kind: 'start',
      version: 1,
      recordingId: context.recordingId,
      stretchId: context.stretchId,
      segmentId: this.segmentId,
      stretchAt: journalTimeOf(context.runStartedMs),
      ...source,
      muted,
    });
  }

  /** `nowMs` is when it happened, as `performance.now()` counts; now if absent. */
  note(entry: JournalEntry, nowMs?: number): void {
    this.#journal.note(entry, nowMs);
  }

  /** In order, a key frame first. The size is that of the first frame. */
  add({ data, isKey, ticks, durationTicks }: Sample, size?: VideoSize): void {
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
    const { figures } = this.#context;
    figures.openSegments -= 1;
    figures.bytes += mediaBytes + this.#journalFile.bytes;
  }

  #newFile(extension: string): AppendFile {
    const { folder, syncLimit, figures, onError } = this.#context;
    return new AppendFile({
      path: path.join(folder, `${this.segmentId}${extension}`),
      syncLimit,
      onError,
      onQueued: bytes => {
        if (bytes > figures.queueHighWater) figures.queueHighWater = bytes;
      },
    });
  }

  #openMedia(size: VideoSize | undefined): WebmFile {
    const { library, onError } = this.#context;
    const { codec, channels = 2 } = this.#source;
    const track =
      codec === 'opus'
        ? ({ codec, channels } as const)
        : ({ codec, width: size?.width ?? 0, height: size?.height ?? 0 } as const);
    return new WebmFile({ library, file: this.#mediaFile, track, onError });
  }
}

type WithoutTime<L extends JournalLine> = L extends unknown ? Omit<L, 'at'> : never;

/** A line of a segment's journal; when it was is written by the journal itself. */
export type JournalEntry = WithoutTime<JournalLine>;

/** Writes what happens to a segment beside its media, line by line. It is closed with its file. */
export class Journal {
  readonly #file: AppendFile;

  constructor(file: AppendFile) {
    this.#file = file;
  }

  /** `nowMs` is when it happened, as `performance.now()` counts. */
  note({ kind, ...rest }: JournalEntry, nowMs = performance.now()): void {
    const line = JSON.stringify({ kind, at: journalTimeOf(nowMs), ...rest });
    this.#file.append(Buffer.from(`${line}\n`), nowMs);
  }
}

/** The journal's clock: this process's, which never jumps, in milliseconds since 1970. Microseconds are enough. */
export function journalTimeOf(nowMs: number): number {
  return Math.round((performance.timeOrigin + nowMs) * 1_000) / 1_000;
}
