import type { types } from 'mediasoup';
import type { Logger } from 'pino';
import type { PeerId, RecordingId, StretchId } from '../../shared/ids.ts';
import type { CaptureEndReason } from '../../shared/media/capture.ts';
import { closeTransport } from '../transports.ts';
import type { ConcurrencyLimit } from './disk/AppendFile.ts';
import { SEGMENTS_MAX } from './disk/CaptureFolder.ts';
import type { WebmLibrary } from './disk/WebmFile.ts';
import { type CaptureFigures, Segment, type SegmentContext, type SegmentSource } from './Segment.ts';
import { ClockOffset } from './SenderReports.ts';
import { type RecordableTrack, TrackRecorder } from './TrackRecorder.ts';

export interface CaptureRunOptions {
  recordingId: RecordingId;
  stretchId: StretchId;
  groups: readonly string[];
  router: types.Router;
  playedLevel: (agoMs: number) => number;
  folder: string;
  library: WebmLibrary;
  syncLimit: ConcurrencyLimit;
  figures: CaptureFigures;
  onEnded: (run: CaptureRun, reason: CaptureEndReason) => void;
  logger: Logger;
}

/** How often the run writes data, gives up lost packets, and requests key frames. */
const TICK_MS = 100;

/** Records the tracks of certain groups in a room, from `create` to `end` without a break. */
export class CaptureRun {
  readonly recordingId: RecordingId;
  readonly stretchId: StretchId;
  readonly #startedMs: number;
  readonly #options: CaptureRunOptions;
  readonly #logger: Logger;
  readonly #transport: types.DirectTransport;
  readonly #context: SegmentContext;
  readonly #tracks = new Set<TrackRecorder>();
  readonly #clockOffsets = new Map<PeerId, ClockOffset>();
  /** Tasks to wait for at the end: tracks that are being added, and segments that are being closed. */
  readonly #pending = new Set<Promise<void>>();
  readonly #timer: NodeJS.Timeout;
  #segments = 0;
  #failure: CaptureEndReason | undefined;
  #ending: Promise<void> | undefined;

  static async create(options: CaptureRunOptions): Promise<CaptureRun> {
    const startedMs = performance.now();
    return new CaptureRun(await options.router.createDirectTransport(), options, startedMs);
  }

  private constructor(transport: types.DirectTransport, options: CaptureRunOptions, startedMs: number) {
    const { recordingId, stretchId, folder, library, syncLimit, figures } = options;
    this.recordingId = recordingId;
    this.stretchId = stretchId;
    this.#startedMs = startedMs;
    this.#options = options;
    this.#logger = options.logger.child({ recordingId, stretchId });
    this.#transport = transport;
    this.#context = {
      recordingId,
      stretchId,
      runStartedMs: startedMs,
      folder,
      library,
      syncLimit,
      figures,
      onError: error => this.#fail(error),
    };
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  get agoMs(): number {
    return Math.round(performance.now() - this.#startedMs);
  }

  get isEnding(): boolean {
    return this.#ending !== undefined;
  }

  /** Records the track until its producer closes, if its group is recorded. Never throws. */
  add(track: RecordableTrack): void {
    const { producer } = track;
    if (this.#ending || producer.closed || !this.#options.groups.includes(producer.group)) return;
    this.#trackTask(this.#record(track));
  }

  takeVoice(producerId: string, isSpeaking: boolean, timestamp: number): void {
    for (const track of this.#tracks)
      if (track.producerId === producerId) track.takeVoice(isSpeaking, timestamp);
  }

  /** Ends the run, and resolves when everything is on the disk. Only the first call's reason counts. */
  end(reason: CaptureEndReason): Promise<void> {
    this.#ending ??= this.#end(reason);
    return this.#ending;
  }

  async #end(reason: CaptureEndReason): Promise<void> {
    clearInterval(this.#timer);
    for (const track of this.#tracks) this.#trackTask(track.end());
    closeTransport(this.#options.router, this.#transport);
    while (this.#pending.size > 0) await Promise.all(this.#pending);
    this.#options.onEnded(this, this.#failure ?? reason);
  }

  async #record(track: RecordableTrack): Promise<void> {
    const { router, playedLevel, figures } = this.#options;
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
        onProducerClosed: ending => this.#trackTask(ending),
        onEnded: ended => this.#tracks.delete(ended),
      });
      if (recorder) this.#tracks.add(recorder);
    } catch (error) {
      // An error is expected if the producer or the room closed during the request.
      if (!this.#ending && !track.producer.closed && !router.closed)
        this.#logger.error(
          { producerId: track.producer.producerId, err: error },
          'track could not be recorded',
        );
    }
  }

  #openSegment(source: SegmentSource, muted: boolean): Segment | undefined {
    this.#segments += 1;
    if (this.#segments > SEGMENTS_MAX) {
      if (this.#segments === SEGMENTS_MAX + 1)
        this.#logger.error('capture run has too many segments, later ones are not recorded');
      return undefined;
    }
    return new Segment(this.#context, source, muted);
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

  /** Ends only this recording after a write error; the room continues. */
  #fail(error: unknown): void {
    this.#failure ??= isDiskFull(error) ? 'storage-full' : 'failed';
    this.#logger.error({ err: error }, 'recording could not be written');
    void this.end(this.#failure);
  }

  /** Makes the end of the run wait for the task. Only logs a failed task, because the run must still end. */
  #trackTask(task: Promise<void>): void {
    const settled = task
      .catch((error: unknown) => this.#logger.error({ err: error }, 'a track could not be closed'))
      .finally(() => this.#pending.delete(settled));
    this.#pending.add(settled);
  }
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT'].includes(String(error.code));
}

const ESTIMATION = /transport-cc|transport-wide-cc|goog-remb|abs-send-time/;

/**
 * Returns the room's capabilities without bandwidth estimation. With it, mediasoup would assume a slow connection to this
 * process, which sends no feedback, and choose lower layers.
 */
function recordingCapabilities({ codecs = [], headerExtensions = [] }: types.RtpCapabilities) {
  return {
    codecs: codecs.map(codec => ({
      ...codec,
      rtcpFeedback: (codec.rtcpFeedback ?? []).filter(({ type }) => !ESTIMATION.test(type)),
    })),
    headerExtensions: headerExtensions.filter(({ uri }) => !ESTIMATION.test(uri)),
  } satisfies types.RtpCapabilities;
}
