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

export interface CaptureFigures {
  openSegments: number;
  packets: number;
  lost: number;
  droppedFrames: number;
  bytes: number;
  /** Highest number of bytes that ever waited to be written to one file. */
  queueHighWater: number;
}

export function noCapture(): CaptureFigures {
  return { openSegments: 0, packets: 0, lost: 0, droppedFrames: 0, bytes: 0, queueHighWater: 0 };
}

export interface SegmentContext {
  recordingId: RecordingId;
  stretchId: StretchId;
  runStartedMs: number;
  folder: string;
  library: WebmLibrary;
  syncLimit: ConcurrencyLimit;
  figures: CaptureFigures;
  /** Called when writing fails. The run must then end. */
  onError: (error: unknown) => void;
}

export interface SegmentSource {
  peerId: PeerId;
  group: string;
  source: MediaSource;
  producerId: ProducerId;
  codec: 'opus' | 'vp8';
  clockRate: number;
  channels?: number;
}

/** One audio packet or video frame. Times are RTP time since the segment's first packet. */
export type Sample = { data: Uint8Array; isKey: boolean; ticks: number; durationTicks: number };

export type VideoSize = { width: number; height: number };

interface SegmentTotals {
  ticks: number;
  packets: number;
  lost: number;
  frames: number;
  dropped: number;
}

/** Writes an unbroken stretch of one producer's media to a media file, and events to a journal. */
export class Segment {
  readonly segmentId = SegmentId.parse(randomBytes(16).toString('hex'));
  readonly #context: SegmentContext;
  readonly #source: SegmentSource;
  readonly #mediaFile: AppendFile;
  readonly #journalFile: AppendFile;
  readonly #journal: Journal;
  /** Opened with the first sample, because the header of a video track needs the frame size. */
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

  note(entry: JournalEntry, nowMs?: number): void {
    this.#journal.note(entry, nowMs);
  }

  /** Takes samples in order, starting with a key frame. `size` is the first frame's size. */
  add({ data, isKey, ticks, durationTicks }: Sample, size?: VideoSize): void {
    if (this.#ending) return;
    this.#media ??= this.#openMedia(size);
    const { clockRate } = this.#source;
    this.#media.add({ data, isKey, timeS: ticks / clockRate, durationS: durationTicks / clockRate });
  }

  tick(nowMs: number): void {
    this.#mediaFile.tick(nowMs);
    this.#journalFile.tick(nowMs);
  }

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

type JournalEntry = WithoutTime<JournalLine>;

export class Journal {
  readonly #file: AppendFile;

  constructor(file: AppendFile) {
    this.#file = file;
  }

  note({ kind, ...rest }: JournalEntry, nowMs = performance.now()): void {
    const line = JSON.stringify({ kind, at: journalTimeOf(nowMs), ...rest });
    this.#file.append(Buffer.from(`${line}\n`), nowMs);
  }
}

/** Converts `performance.now()`, which never jumps, to milliseconds since 1970, rounded to microseconds. */
export function journalTimeOf(nowMs: number): number {
  return Math.round((performance.timeOrigin + nowMs) * 1_000) / 1_000;
}
