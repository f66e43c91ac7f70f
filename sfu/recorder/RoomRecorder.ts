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
  /** Everything that is sent in the room now. */
  tracks: () => RecordableTrack[];
  /** The RFC 6464 level of what the room's players sent this long ago. */
  playedLevel: (agoMs: number) => number;
  logger: Logger;
}

/** The recording of one room: one stretch after the other, at most one at a time. It ends with the room. */
export class RoomRecorder {
  readonly #options: RoomRecorderOptions;
  /** Starting and stopping are serial: a repeat must find what the first made. */
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
          // The worker has lost the room by now, and mediasoup would log an error.
          if (this.#closed) throw this.#gone();
          void this.#run?.end('replaced');
        },
        logger,
      });
      // The room was closed meanwhile, and with it all stretches but this one.
      if (this.#closed) {
        await run.end('room-closed');
        throw this.#gone();
      }
      this.#run = run;
      for (const track of this.#options.tracks()) run.add({ ...track, isUnderWay: true });
      return { agoMs: run.agoMs, storageLow: recorder.isStorageLow };
    });
  }

  /** Resolves when everything is on the disk. Safe to repeat. */
  stop(stretchId: StretchId): Promise<void> {
    return this.#queue.run('room', async () => {
      if (this.#run?.stretchId === stretchId) await this.#run.end('stopped');
    });
  }

  /** Something more is sent in the room. */
  add(track: RecordableTrack): void {
    this.#run?.add(track);
  }

  /** The listener of a microphone says that a voice has begun or ended there. */
  takeVoice(producerId: string, isSpeaking: boolean, timestamp: number): void {
    this.#run?.takeVoice(producerId, isSpeaking, timestamp);
  }

  /** Safe to call twice. The files are closed a little later, which `Recorder` waits for. */
  close(): void {
    this.#closed = true;
    void this.#run?.end('room-closed');
  }

  #gone(): AppError {
    return AppError.notFound('media room', this.#options.room.roomId);
  }
}
