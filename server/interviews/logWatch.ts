import type { InterviewId } from '../../shared/ids.ts';
import type { LiveBus } from '../live/liveBus.ts';
import type { Logger } from '../log.ts';
import type { Interviews } from './interviews.ts';

const LOOK_EVERY_MS = 2_000;

/**
 * Keeps this process caught up with logs that other servers write: at once when told, and by a regular look at the
 * interviews that someone here watches, since a message through Redis may be lost.
 */
export class LogWatch {
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(options: {
    bus: LiveBus;
    interviews: Interviews;
    watched: () => InterviewId[];
    logger: Logger;
  }) {
    const { bus, interviews, watched, logger } = options;
    const catchUp = (interviewId: InterviewId) =>
      interviews
        .catchUp(interviewId)
        .catch(error => logger.warn({ interviewId, err: error }, 'could not catch up with a log'));
    bus.onChange(interviewId => {
      // A practice attempt may have been deleted: then it is forgotten here, too, also where no one watches it.
      if (watched().includes(interviewId) || interviews.holdsPractice(interviewId)) void catchUp(interviewId);
    });
    if (!bus.shared) return;
    // While the database hangs, looks must not queue up in front of what people ask.
    const looking = new Set<InterviewId>();
    this.#timer = setInterval(() => {
      for (const interviewId of watched()) {
        if (looking.has(interviewId)) continue;
        looking.add(interviewId);
        void catchUp(interviewId).finally(() => looking.delete(interviewId));
      }
    }, LOOK_EVERY_MS);
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
