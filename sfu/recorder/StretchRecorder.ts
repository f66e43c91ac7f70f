import type { types } from 'mediasoup';
import type { Logger } from 'pino';
import type { PeerId, RecordingId, StretchId } from '../../shared/ids.ts';
import type { CaptureEndReason } from '../../shared/media/capture.ts';
import { closeTransport } from '../closeTransport.ts';
import type { CaptureFigures } from './captureFigures.ts';
import { SEGMENTS_MAX } from './disk/CaptureFolder.ts';
import type { SyncTurns } from './disk/SyncTurns.ts';
import type { WebmLibrary } from './disk/WebmFile.ts';
import { recordingCapabilities } from './recordingCapabilities.ts';
import { Segment, type SegmentPlace, type SegmentSource } from './Segment.ts';
import { ClockOffset } from './stream/ClockOffset.ts';
import { type RecordableTrack, TrackRecorder } from './TrackRecorder.ts';

export interface StretchOptions {
  recordingId: RecordingId;
  stretchId: StretchId;
  /** Of whose tracks are recorded. */
  groups: readonly string[];
  router: types.Router;
  /** The RFC 6464 level of what the room's players sent this long ago. */
  playedLevel: (agoMs: number) => number;
  folder: string;
  library: WebmLibrary;
  syncTurns: SyncTurns;
  figures: CaptureFigures;
  /** All of it is on the disk and closed. */
  onEnded: (stretch: StretchRecorder, reason: CaptureEndReason) => void;
  logger: Logger;
}

/** What is done again and again: writing what has waited long enough, giving up lost packets, asking for key frames. */
const TICK_MS = 100;

/** One recording of a room without a break: what certain groups send, a track each. It ends when it is ended. */
export class StretchRecorder {
  readonly recordingId: RecordingId;
  readonly stretchId: StretchId;
  readonly #beganMs: number;
  readonly #options: StretchOptions;
  readonly #transport: types.DirectTransport;
  readonly #place: SegmentPlace;
  readonly #tracks = new Set<TrackRecorder>();
  readonly #clockOffsets = new Map<PeerId, ClockOffset>();
  /** Tracks that are about to be recorded, and segments that are about to be closed. */
  readonly #pending = new Set<Promise<void>>();
  readonly #timer: NodeJS.Timeout;
  #segments = 0;
  #failure: CaptureEndReason | undefined;
  #ending: Promise<void> | undefined;

  static async create(options: StretchOptions): Promise<StretchRecorder> {
    const beganMs = performance.now();
    return new StretchRecorder(await options.router.createDirectTransport(), options, beganMs);
  }

  private constructor(transport: types.DirectTransport, options: StretchOptions, beganMs: number) {
    const { recordingId, stretchId, folder, library, syncTurns, figures } = options;
    this.recordingId = recordingId;
    this.stretchId = stretchId;
    this.#beganMs = beganMs;
    this.#options = options;
    this.#transport = transport;
    this.#place = {
      recordingId,
      stretchId,
      stretchBeganMs: beganMs,
      folder,
      library,
      syncTurns,
      figures,
      onError: error => this.#fail(error),
    };
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  get agoMs(): number {
    return Math.round(performance.now() - this.#beganMs);
  }

  get isEnding(): boolean {
    return this.#ending !== undefined;
  }

  /** Records the track until its producer is gone, where its group is to be recorded. Never throws. */
  add(track: RecordableTrack): void {
    const { producer } = track;
    if (this.#ending || producer.closed || !this.#options.groups.includes(producer.group)) return;
    this.#await(this.#record(track));
  }

  /** The listener of a microphone says that a voice has begun or ended there. */
  takeVoice(producerId: string, isSpeaking: boolean, timestamp: number): void {
    for (const track of this.#tracks)
      if (track.producerId === producerId) track.takeVoice(isSpeaking, timestamp);
  }

  /** Resolves when everything is on the disk. The first reason counts. Safe to call twice. */
  end(reason: CaptureEndReason): Promise<void> {
    this.#ending ??= this.#end(reason);
    return this.#ending;
  }

  async #end(reason: CaptureEndReason): Promise<void> {
    clearInterval(this.#timer);
    for (const track of this.#tracks) this.#await(track.end());
    closeTransport(this.#options.router, this.#transport);
    while (this.#pending.size > 0) await Promise.all(this.#pending);
    this.#options.onEnded(this, this.#failure ?? reason);
  }

  async #record(track: RecordableTrack): Promise<void> {
    const { router, playedLevel, figures, logger } = this.#options;
    try {
      const recorder = await TrackRecorder.create({
        track,
        transport: this.#transport,
        rtpCapabilities: recordingCapabilities(router.rtpCapabilities),
        playedLevel,
        openSegment: (source, muted) => this.#openSegment(source, muted),
        clockOffset: this.#clockOffsetOf(track.producer.peerId),
        figures,
        isOver: () => this.#ending !== undefined,
        onEnded: ended => this.#tracks.delete(ended),
      });
      if (recorder) this.#tracks.add(recorder);
    } catch (error) {
      // The producer or the room may have gone while the worker was asked, which is no one's fault.
      if (!this.#ending && !track.producer.closed && !router.closed)
        logger.error({ producerId: track.producer.producerId, err: error }, 'a track is not recorded');
    }
  }

  #openSegment(source: SegmentSource, muted: boolean): Segment | undefined {
    this.#segments += 1;
    if (this.#segments > SEGMENTS_MAX) {
      if (this.#segments === SEGMENTS_MAX + 1)
        this.#options.logger.error('a stretch has too many segments, the next ones are not recorded');
      return undefined;
    }
    return new Segment(this.#place, source, muted);
  }

  #clockOffsetOf(peerId: PeerId): ClockOffset {
    const offset = this.#clockOffsets.get(peerId) ?? new ClockOffset();
    this.#clockOffsets.set(peerId, offset);
    return offset;
  }

  #tick(): void {
    const nowMs = performance.now();
    for (const track of this.#tracks) track.tick(nowMs);
  }

  /** What cannot be written ends the recording, and nothing else. */
  #fail(error: unknown): void {
    this.#failure ??= isDiskFull(error) ? 'storage-full' : 'failed';
    this.#options.logger.error({ err: error }, 'a recording cannot be written');
    void this.end(this.#failure);
  }

  #await(task: Promise<void>): void {
    const settled = task.finally(() => this.#pending.delete(settled));
    this.#pending.add(settled);
  }
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT'].includes(String(error.code));
}
