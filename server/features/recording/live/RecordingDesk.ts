import type { Logger } from 'pino';
import type { InterviewId } from '../../../../shared/ids.ts';
import type { InterviewState } from '../../../../shared/interview/state.ts';
import type { MediaPlane } from '../../../../shared/media/mediaPlane.ts';
import { mayGoOn } from '../../../../shared/recording/recordingDue.ts';
import { runningStretch } from '../../../../shared/recording/reduceRecording.ts';
import type { InterviewChange, Interviews } from '../../../interviews/interviews.ts';
import type { LiveBus } from '../../../live/liveBus.ts';
import { LeasedRunners } from '../../LeasedRunners.ts';
import { roomOf } from '../../media/mediaRooms.ts';
import { stopCapture, writeStopped } from './endStretch.ts';
import { RecordingRunner } from './RecordingRunner.ts';

interface DeskOptions {
  interviews: Interviews;
  plane: MediaPlane;
  bus: LiveBus;
  /** Interviews with someone present, as the database knows them. */
  listPresent: () => Promise<InterviewId[]>;
  /** What all servers share and no one else knows. */
  secret: string;
  logger: Logger;
}

/**
 * Records interviews: each that is open has one runner among all servers. Only that one begins anything; but whichever server learns
 * that it may not go on stops it at once, and waits for no other to hear of it. Ends when it is closed.
 */
export class RecordingDesk {
  readonly #options: DeskOptions;
  readonly #runners: LeasedRunners<RecordingRunner>;
  readonly #unsubscribe: (() => void)[];

  constructor(options: DeskOptions) {
    const { interviews, plane, bus, listPresent, secret, logger } = options;
    this.#options = options;
    this.#runners = new LeasedRunners({
      work: 'recording',
      interviews,
      bus,
      listPresent,
      isNeeded,
      begin: interviewId => new RecordingRunner({ interviewId, interviews, plane, secret, logger }),
      logger,
    });
    this.#unsubscribe = [
      interviews.subscribe(change => this.#onChange(change)),
      plane.subscribe(({ name, payload }) => {
        if (name === 'capture.storageLow') logger.warn(payload, 'the disk of a media server fills');
      }),
    ];
  }

  /** Interviews whose logs this server has to follow because it records them. */
  interviewIds(): InterviewId[] {
    return this.#runners.interviewIds();
  }

  /** Safe to call twice. What is being recorded goes on. */
  async close(): Promise<void> {
    for (const unsubscribe of this.#unsubscribe.splice(0)) unsubscribe();
    await this.#runners.close();
  }

  /** A runner elsewhere hears of what was written here a moment later, and in an outage of Redis not before it looks again. */
  #onChange({ interviewId, after, local }: InterviewChange): void {
    const running = runningStretch(after.recording);
    const room = roomOf(after);
    if (!local || !running || !room || mayGoOn(after) || this.#runners.has(interviewId)) return;
    const { interviews, plane, logger } = this.#options;
    stopCapture(plane, room, running.stretchId)
      .then(() => writeStopped(interviews, after, running.stretchId))
      .catch(error =>
        // The runner goes on trying.
        logger.warn({ interviewId, err: error }, 'a recording could not be stopped at once'),
      );
  }
}

function isNeeded(
  { phase, recording }: Pick<InterviewState, 'phase' | 'recording'>,
  runner: RecordingRunner | undefined,
): boolean {
  return phase === 'open' || runningStretch(recording) !== undefined || runner?.busy === true;
}
