import type { Logger } from 'pino';
import type { InterviewId } from '../../../shared/ids.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { MediaPlane } from '../../../shared/media/mediaPlane.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { LiveBus } from '../../live/liveBus.ts';
import { LeasedRunners } from '../LeasedRunners.ts';
import type { InterviewClips } from './InterviewClips.ts';
import { RecruiterRunner } from './RecruiterRunner.ts';

interface DeskOptions {
  interviews: Interviews;
  plane: MediaPlane;
  clips: InterviewClips;
  bus: LiveBus;
  /** Interviews with someone present, as the database knows them. */
  listPresent: () => Promise<InterviewId[]>;
  logger: Logger;
}

/** Gives each running interview that the virtual recruiter holds its one runner. Ends when it is closed. */
export class RecruiterDesk {
  readonly #runners: LeasedRunners<RecruiterRunner>;

  constructor({ interviews, plane, clips, bus, listPresent, logger }: DeskOptions) {
    this.#runners = new LeasedRunners({
      work: 'recruiter',
      interviews,
      bus,
      listPresent,
      isNeeded: isHeld,
      begin: interviewId => new RecruiterRunner({ interviewId, interviews, plane, clips, logger }),
      logger,
    });
  }

  /** Interviews whose logs this server has to follow because it runs their recruiter. */
  interviewIds(): InterviewId[] {
    return this.#runners.interviewIds();
  }

  /** Safe to call twice. */
  close(): Promise<void> {
    return this.#runners.close();
  }
}

/** Whether a recruiter has something to do in it. */
function isHeld({ recruiter, phase }: InterviewState): boolean {
  return recruiter !== undefined && phase === 'open';
}
