import type { types } from 'mediasoup';
import type { Logger } from 'pino';
import { AppError } from '../../shared/errors.ts';
import type { StretchId } from '../../shared/ids.ts';
import type { MediaParams, MediaResult, RoomRef } from '../../shared/media/mediaPlane.ts';
import { SerialQueue } from '../../shared/SerialQueue.ts';
import type { CaptureRun } from './CaptureRun.ts';
import type { Recorder } from './Recorder.ts';
import type { RecordableTrack } from './TrackRecorder.ts';

interface RoomRecorderOptions {
  recorder: Recorder;
  room: RoomRef;
  router: types.Router;
  tracks: () => RecordableTrack[];
  playedLevel: (agoMs: number) => number;
  logger: Logger;
}

/** Records one room, with one capture run at a time. Ends with the room. */
export class RoomRecorder {
  readonly #options: RoomRecorderOptions;
  /** Runs requests in order, so that a repeated request finds the run that the first request created. */
  readonly #queue = new SerialQueue<'room'>();
  #run: CaptureRun | undefined;
  #closed = false;

  constructor(options: RoomRecorderOptions) {
    this.#options = options;
  }

  start(params: Omit<MediaParams<'capture.start'>, 'room'>): Promise<MediaResult<'capture.start'>> {
    return this.#queue.run('room', async () => {
      const { recorder, room, router, playedLevel, logger } = this.#options;
      const running = this.#run;
      if (running?.stretchId === params.stretchId && !running.isEnding)
        return { agoMs: running.agoMs, storageLow: recorder.isStorageLow };
      const run = await recorder.open({
        ...params,
        room,
        router,
        playedLevel,
        beforeStart: () => {
          // If the room closed, stops here, because mediasoup would log an error.
          if (this.#closed) throw this.#gone();
          void this.#run?.end('replaced');
        },
        logger,
      });
      // If the room closed during the request, it did not end this run.
      if (this.#closed) {
        await run.end('room-closed');
        throw this.#gone();
      }
      this.#run = run;
      for (const track of this.#options.tracks()) run.add({ ...track, isUnderWay: true });
      return { agoMs: run.agoMs, storageLow: recorder.isStorageLow };
    });
  }

  stop(stretchId: StretchId): Promise<void> {
    return this.#queue.run('room', async () => {
      if (this.#run?.stretchId === stretchId) await this.#run.end('stopped');
    });
  }

  add(track: RecordableTrack): void {
    this.#run?.add(track);
  }

  takeVoice(producerId: string, isSpeaking: boolean, timestamp: number): void {
    this.#run?.takeVoice(producerId, isSpeaking, timestamp);
  }

  /** Ends the current run. Its files close a little later; `Recorder` waits for them. Safe to call twice. */
  close(): void {
    this.#closed = true;
    void this.#run?.end('room-closed');
  }

  #gone(): AppError {
    return AppError.notFound('media room', this.#options.room.roomId);
  }
}
