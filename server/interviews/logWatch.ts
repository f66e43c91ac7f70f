import type { InterviewId } from '../../shared/ids.ts';
import type { LiveBus } from '../live/liveBus.ts';
import type { Logger } from '../log.ts';
import type { Interviews } from './interviews.ts';

const POLL_MS = 2_000;

/** Reads other servers' changes when they are announced. Also polls, because announcements may be lost. */
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
      // Reads unwatched practice attempts, too, because a deleted attempt must be removed from memory.
      if (watched().includes(interviewId) || interviews.hasPractice(interviewId)) void catchUp(interviewId);
    });
    if (!bus.shared) return;
    // Prevents polls from queuing up in front of requests while the database hangs.
    const polling = new Set<InterviewId>();
    this.#timer = setInterval(() => {
      for (const interviewId of watched()) {
        if (polling.has(interviewId)) continue;
        polling.add(interviewId);
        void catchUp(interviewId).finally(() => polling.delete(interviewId));
      }
    }, POLL_MS);
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
