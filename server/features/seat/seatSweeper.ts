import type { Logger } from 'pino';
import type { ClientId, InterviewId } from '../../../shared/ids.ts';
import type { NewEvent } from '../../../shared/interview/events.ts';
import { type InterviewState, SEAT_GRACE_MS, type Seat } from '../../../shared/interview/state.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import { leadHandover } from '../session/leadHandover.ts';

const SWEEP_EVERY_MS = 5_000;

/**
 * Looks after people who cannot say that they are gone: pages of servers that died become disconnected, seats whose
 * grace period is over are given up. Any number of servers may sweep; the log lets one of them win.
 */
export class SeatSweeper {
  readonly #interviews: Interviews;
  readonly #listPresent: () => Promise<InterviewId[]>;
  readonly #aliveServers: () => Promise<ReadonlySet<string> | undefined>;
  readonly #logger: Logger;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | undefined;

  constructor(options: {
    interviews: Interviews;
    listPresent: () => Promise<InterviewId[]>;
    aliveServers: () => Promise<ReadonlySet<string> | undefined>;
    logger: Logger;
    everyMs?: number;
  }) {
    this.#interviews = options.interviews;
    this.#listPresent = options.listPresent;
    this.#aliveServers = options.aliveServers;
    this.#logger = options.logger;
    this.#timer = setInterval(() => void this.sweep(), options.everyMs ?? SWEEP_EVERY_MS);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** One round; a round that is still running is shared. Never rejects: the next round tries again. */
  sweep(): Promise<void> {
    this.#running ??= this.#sweep()
      .catch(error => this.#logger.warn({ err: error }, 'sweep of seats failed'))
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  async #sweep(): Promise<void> {
    const alive = await this.#aliveServers();
    for (const interviewId of await this.#listPresent()) {
      await this.#interviews.execute(interviewId, { type: 'system' }, (state, now) => ({
        events: overdue(state, now, alive),
        result: {},
      }));
    }
  }
}

/** What has to be written about an interview now. Without knowledge of live servers nobody is called disconnected. */
export function overdue(
  state: InterviewState,
  now: number,
  alive: ReadonlySet<string> | undefined,
): NewEvent[] {
  const events: NewEvent[] = [];
  for (const seat of Object.values(state.seats)) {
    const orphans = alive ? orphanedPages(seat, alive) : [];
    for (const clientId of orphans) {
      events.push({ kind: 'seat.disconnected', payload: { seatId: seat.seatId, clientId } });
    }
    if (seat.presence === 'reconnecting' && now - seat.presenceSince >= SEAT_GRACE_MS) {
      events.push({ kind: 'seat.left', payload: { seatId: seat.seatId, reason: 'timed-out' } });
      events.push(...leadHandover(state, seat.seatId));
    }
  }
  return events;
}

function orphanedPages(seat: Seat, alive: ReadonlySet<string>): ClientId[] {
  return Object.entries(seat.pages)
    .filter(([, page]) => page.connected && !alive.has(page.serverId))
    .map(([clientId]) => clientId as ClientId);
}
