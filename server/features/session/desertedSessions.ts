import type { Logger } from 'pino';
import type { InterviewId } from '../../../shared/ids.ts';
import { SYSTEM } from '../../../shared/interview/events.ts';
import { DESERTED_AFTER_MS, isFinal } from '../../../shared/interview/phases.ts';
import { type InterviewState, isPresent } from '../../../shared/interview/state.ts';
import { isReceiveOnly } from '../../../shared/roles.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import { Poller } from '../../Poller.ts';

const POLL_INTERVAL_MS = 60_000;

/** True when everyone who can speak has been away from an open interview for `DESERTED_AFTER_MS`. */
export function isDeserted({ phase, openedAt, seats }: InterviewState, now: number): boolean {
  if (isFinal(phase) || openedAt === undefined) return false;
  const people = Object.values(seats).filter(({ role }) => !isReceiveOnly(role));
  if (people.some(isPresent)) return false;
  const lastSeenAt = Math.max(openedAt, ...people.map(({ presenceSince }) => presenceSince));
  return now - lastSeenAt >= DESERTED_AFTER_MS;
}

interface DesertedOptions {
  interviews: Pick<Interviews, 'execute'>;
  /** Lists open interviews without anyone present who can speak. */
  listEmpty: () => Promise<InterviewId[]>;
  logger: Logger;
}

/** Polls for deserted interviews and ends them. Safe on several servers, as the log accepts only one end. */
export class DesertedSessions {
  readonly #options: DesertedOptions;
  readonly #poller: Poller;

  constructor(options: DesertedOptions) {
    this.#options = options;
    this.#poller = new Poller({
      task: () => this.#endDeserted(),
      intervalMs: POLL_INTERVAL_MS,
      onError: error => options.logger.warn({ err: error }, 'deserted interviews could not be listed'),
    });
  }

  close(): Promise<void> {
    return this.#poller.close();
  }

  /** Polls now. Never rejects. */
  poll(): Promise<void> {
    return this.#poller.run();
  }

  async #endDeserted(): Promise<void> {
    const { interviews, listEmpty, logger } = this.#options;
    for (const interviewId of await listEmpty()) {
      const ended = await interviews
        .execute(interviewId, SYSTEM, (state, now) =>
          isDeserted(state, now)
            ? { events: [{ kind: 'session.ended', payload: {} }], result: true }
            : { events: [], result: false },
        )
        // A damaged log must not stop the loop.
        .catch(error => logger.warn({ interviewId, err: error }, 'a deserted interview could not be ended'));
      if (ended) logger.info({ interviewId }, 'a deserted interview was ended');
    }
  }
}
