import type { types } from 'mediasoup';
import type { Logger } from 'pino';
import { AppError } from '../../shared/errors.ts';
import type { NodeId, RecordingId, StretchId } from '../../shared/ids.ts';
import type { CaptureEndReason } from '../../shared/media/capture.ts';
import type { AnyMediaEvent, RoomRef } from '../../shared/media/mediaPlane.ts';
import { CaptureRun } from './CaptureRun.ts';
import { ConcurrencyLimit } from './disk/AppendFile.ts';
import type { CaptureFolder } from './disk/CaptureFolder.ts';
import { DiskGuard } from './disk/DiskGuard.ts';
import { loadWebmLibrary } from './disk/WebmFile.ts';
import { type CaptureFigures, noCapture } from './Segment.ts';

interface RecorderOptions {
  nodeId: NodeId;
  /** The recorder closes the folder when it closes. */
  folder: CaptureFolder;
  minFreeBytes: number;
  emit: (event: AnyMediaEvent) => void;
  logger: Logger;
}

interface OpenOptions {
  room: RoomRef;
  recordingId: RecordingId;
  stretchId: StretchId;
  groups: readonly string[];
  router: types.Router;
  playedLevel: (agoMs: number) => number;
  /** Called right before the run is created. May throw to prevent it. */
  beforeStart: () => void;
  logger: Logger;
}

/** At most this many file syncs run at a time, because Node has only four threads for file requests. */
const CONCURRENT_SYNCS_MAX = 2;

/** Starts and tracks the recordings of this node, and owns the folder for them. */
export class Recorder {
  readonly folder: CaptureFolder;
  readonly figures: CaptureFigures = noCapture();
  readonly #options: RecorderOptions;
  readonly #guard: DiskGuard;
  readonly #syncLimit = new ConcurrencyLimit(CONCURRENT_SYNCS_MAX);
  /** Runs that haven't ended completely. */
  readonly #runs = new Map<StretchId, CaptureRun>();
  #closed = false;

  constructor(options: RecorderOptions) {
    const { nodeId, folder, minFreeBytes, emit, logger } = options;
    this.folder = folder;
    this.#options = options;
    this.#guard = new DiskGuard({
      folder: folder.path,
      minFreeBytes,
      onLow: freeBytes => {
        logger.warn({ freeBytes }, 'recording disk is filling up');
        emit({ name: 'capture.storageLow', payload: { nodeId, freeBytes } });
      },
      onFull: () => this.#runs.forEach(run => void run.end('storage-full')),
      logger,
    });
  }

  get isStorageLow(): boolean {
    return this.#guard.isLow;
  }

  /**
   * Starts a run without tracks. Rejects with `storage-full`, `conflict` (id used before), or `unavailable`.
   */
  async open(options: OpenOptions): Promise<CaptureRun> {
    const { recordingId, stretchId, groups, logger } = options;
    const [hasRoom, library] = await Promise.all([this.#guard.hasRoom(), loadWebmLibrary()]);
    if (!hasRoom) throw new AppError('storage-full');
    const folder = await this.#makeFolder(recordingId, stretchId);
    try {
      options.beforeStart();
      const run = await CaptureRun.create({
        ...options,
        folder,
        library,
        syncLimit: this.#syncLimit,
        figures: this.figures,
        onEnded: (ended, reason) => this.#onEnded(ended, reason, options),
      });
      this.#runs.set(stretchId, run);
      this.#guard.start();
      logger.info({ stretchId, groups }, 'recording started');
      return run;
    } catch (error) {
      this.folder.ended(stretchId);
      await this.folder.release(stretchId);
      throw error;
    }
  }

  /** If this run is ending, waits until all its data is on the disk. */
  async whenEnded(stretchId: StretchId): Promise<void> {
    const run = this.#runs.get(stretchId);
    if (run?.isEnding) await run.end('stopped');
  }

  /** Closes the recorder when everything is on the disk. Close the rooms first. Safe to call twice. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#guard.stop();
    await Promise.all([...this.#runs.values()].map(run => run.end('room-closed')));
    await this.folder.close();
  }

  async #makeFolder(recordingId: RecordingId, stretchId: StretchId): Promise<string> {
    try {
      return await this.folder.make(recordingId, stretchId);
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw AppError.unavailable(undefined, error);
    }
  }

  #onEnded(run: CaptureRun, reason: CaptureEndReason, { room, logger }: OpenOptions): void {
    const { recordingId, stretchId } = run;
    this.#runs.delete(stretchId);
    if (this.#runs.size === 0) this.#guard.stop();
    this.folder.ended(stretchId);
    logger.info({ stretchId, reason }, 'recording ended');
    this.#options.emit({ name: 'capture.ended', payload: { room, recordingId, stretchId, reason } });
  }
}
