import type { Logger } from 'pino';
import type { InterviewId } from '../../../../shared/ids.ts';
import type { InterviewState } from '../../../../shared/interview/state.ts';
import type { MediaPlane } from '../../../../shared/media/mediaPlane.ts';
import { mayContinue } from '../../../../shared/recording/recordingDue.ts';
import { runningCapture } from '../../../../shared/recording/reduceRecording.ts';
import type { InterviewChange, Interviews } from '../../../interviews/interviews.ts';
import type { LiveBus } from '../../../live/liveBus.ts';
import { LeasedRunners } from '../../LeasedRunners.ts';
import { roomOf } from '../../media/mediaRooms.ts';
import { stopCapture, writeStopped } from './captures.ts';
import { RecordingRunner } from './RecordingRunner.ts';

interface RecordingRunnersOptions {
  interviews: Interviews;
  plane: MediaPlane;
  bus: LiveBus;
  listPresent: () => Promise<InterviewId[]>;
  secret: string;
  logger: Logger;
}

/** Records interviews whose leases this server holds. The server that logs a stop also stops the capture. */
export class RecordingRunners {
  readonly #options: RecordingRunnersOptions;
  readonly #runners: LeasedRunners<RecordingRunner>;
  readonly #unsubscribe: (() => void)[];

  constructor(options: RecordingRunnersOptions) {
    const { interviews, plane, bus, listPresent, secret, logger } = options;
    this.#options = options;
    this.#runners = new LeasedRunners({
      work: 'recording',
      interviews,
      bus,
      listPresent,
      isNeeded,
      start: interviewId => new RecordingRunner({ interviewId, interviews, plane, secret, logger }),
      logger,
    });
    this.#unsubscribe = [
      interviews.subscribe(change => this.#onChange(change)),
      plane.subscribe(({ name, payload }) => {
        if (name === 'capture.storageLow') logger.warn(payload, 'the disk of a media server fills');
      }),
    ];
  }

  interviewIds(): InterviewId[] {
    return this.#runners.interviewIds();
  }

  async close(): Promise<void> {
    for (const unsubscribe of this.#unsubscribe.splice(0)) unsubscribe();
    await this.#runners.close();
  }

  /** Stops a capture without waiting for the server that holds the lease. */
  #onChange({ interviewId, after, local }: InterviewChange): void {
    const running = runningCapture(after.recording);
    const room = roomOf(after);
    if (!local || !running || !room || mayContinue(after) || this.#runners.has(interviewId)) return;
    const { interviews, plane, logger } = this.#options;
    stopCapture(plane, room, running.stretchId)
      .then(() => writeStopped(interviews, after, running.stretchId))
      .catch(error =>
        logger.warn({ interviewId, err: error }, 'a recording could not be stopped immediately'),
      );
  }
}

function isNeeded(
  { phase, recording }: Pick<InterviewState, 'phase' | 'recording'>,
  runner: RecordingRunner | undefined,
): boolean {
  return phase === 'open' || runningCapture(recording) !== undefined || runner?.busy === true;
}
