import type { Logger } from 'pino';
import type { InterviewId } from '../../../shared/ids.ts';
import { isFinal } from '../../../shared/interview/phases.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { isReceiveOnly } from '../../../shared/roles.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import { isPresent } from '../../interviews/summary.ts';
import { Poller } from '../../Poller.ts';

/** Longer than any break, in milliseconds. */
export const DESERTED_AFTER_MS = 2 * 60 * 60 * 1_000;
const LOOK_EVERY_MS = 60_000;

/**
 * Whether everybody who could go on with a session has gone for good, and forgot to end it. Its recording would never be made playable,
 * and never be deleted. Those who only watch do not count.
 */
export function isDeserted({ phase, openedAt, seats }: InterviewState, now: number): boolean {
  if (isFinal(phase) || openedAt === undefined) return false;
  const people = Object.values(seats).filter(({ role }) => !isReceiveOnly(role));
  if (people.some(isPresent)) return false;
  const lastSeenAt = Math.max(openedAt, ...people.map(({ presenceSince }) => presenceSince));
  return now - lastSeenAt >= DESERTED_AFTER_MS;
}

interface DesertedOptions {
  interviews: Pick<Interviews, 'execute'>;
  /** Interviews that are not over and in which there is no one who could speak. */
  listEmpty: () => Promise<InterviewId[]>;
  logger: Logger;
  lookEveryMs?: number | undefined;
}

/** Ends deserted sessions. Any number of servers may look; the log lets one of them win. Looks at the start and from then on until closed. */
export class DesertedSessions {
  readonly #options: DesertedOptions;
  readonly #poller: Poller;

  constructor(options: DesertedOptions) {
    this.#options = options;
    this.#poller = new Poller({
      task: () => this.#look(),
      intervalMs: options.lookEveryMs ?? LOOK_EVERY_MS,
      onError: error => options.logger.warn({ err: error }, 'deserted sessions could not be looked for'),
    });
  }

  close(): Promise<void> {
    return this.#poller.close();
  }

  /** Never rejects. */
  look(): Promise<void> {
    return this.#poller.run();
  }

  async #look(): Promise<void> {
    const { interviews, listEmpty, logger } = this.#options;
    for (const interviewId of await listEmpty()) {
      const ended = await interviews
        .execute(interviewId, { type: 'system' }, (state, now) =>
          isDeserted(state, now)
            ? { events: [{ kind: 'session.ended', payload: {} }], result: true }
            : { events: [], result: false },
        )
        // One damaged log must not keep the others from being looked after.
        .catch(error => logger.warn({ interviewId, err: error }, 'a session could not be looked at'));
      if (ended) logger.info({ interviewId }, 'a session that everybody had left was ended');
    }
  }
}
