import type { Logger } from 'pino';
import type { ClientId, InterviewId } from '../../../shared/ids.ts';
import { type NewEvent, SYSTEM } from '../../../shared/interview/events.ts';
import { type InterviewState, SEAT_GRACE_MS, type Seat } from '../../../shared/interview/state.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import { Poller } from '../../Poller.ts';
import type { PageRef } from '../query.ts';
import { leadHandover } from '../session/commands.ts';

const SWEEP_EVERY_MS = 5_000;

export interface OwnPages {
  readonly serverId: string;
  isConnected(page: PageRef): boolean;
}

interface SweeperOptions {
  interviews: Interviews;
  listPresent: () => Promise<InterviewId[]>;
  aliveServers: () => Promise<ReadonlySet<string> | undefined>;
  ownPages: OwnPages;
  logger: Logger;
}

/**
 * Logs what pages couldn't log: disconnections from dead servers, disconnections that weren't stored, and
 * expired seats and pages. Safe on several servers, because the log accepts each change only once.
 */
export class SeatSweeper {
  readonly #options: SweeperOptions;
  readonly #poller: Poller;

  constructor(options: SweeperOptions) {
    this.#options = options;
    this.#poller = new Poller({
      task: () => this.#sweep(),
      intervalMs: SWEEP_EVERY_MS,
      runsAtStart: false,
      onError: error => options.logger.warn({ err: error }, 'sweep of seats failed'),
    });
  }

  close(): Promise<void> {
    return this.#poller.close();
  }

  /** Logs overdue events now. Never rejects. */
  sweep(): Promise<void> {
    return this.#poller.run();
  }

  async #sweep(): Promise<void> {
    const { interviews, listPresent, aliveServers, ownPages, logger } = this.#options;
    const alive = await aliveServers();
    for (const interviewId of await listPresent()) {
      await interviews
        .execute(interviewId, SYSTEM, (state, now) => ({
          events: overdue(state, now, alive, ownPages),
          result: {},
        }))
        // A damaged log must not stop the loop.
        .catch(error => logger.warn({ interviewId, err: error }, 'an interview could not be swept'));
    }
  }
}

/** Returns overdue events. While `alive` is undefined, pages of other servers count as connected. */
export function overdue(
  state: InterviewState,
  now: number,
  alive: ReadonlySet<string> | undefined,
  own?: OwnPages,
): NewEvent[] {
  const events: NewEvent[] = [];
  for (const seat of Object.values(state.seats)) {
    const { seatId } = seat;
    for (const clientId of orphanedPages(state.interviewId, seat, alive, own))
      events.push({ kind: 'seat.disconnected', payload: { seatId, clientId } });
    for (const clientId of expiredPages(seat, now))
      events.push({ kind: 'page.expired', payload: { seatId, clientId } });
    if (seat.presence === 'reconnecting' && now - seat.presenceSince >= SEAT_GRACE_MS) {
      events.push({ kind: 'seat.left', payload: { seatId, reason: 'timed-out' } });
      events.push(...leadHandover(state, seatId));
    }
  }
  return events;
}

/** Returns pages to expire, or none while all are disconnected, because then the whole seat times out. */
function expiredPages({ pages }: Seat, now: number): ClientId[] {
  const alive = Object.values(pages).some(page => page.entered && page.connected);
  if (!alive) return [];
  return (Object.keys(pages) as ClientId[]).filter(clientId => {
    const { disconnectedAt } = pages[clientId] ?? {};
    return disconnectedAt !== undefined && now - disconnectedAt >= SEAT_GRACE_MS;
  });
}

function orphanedPages(
  interviewId: InterviewId,
  { seatId, pages }: Seat,
  alive: ReadonlySet<string> | undefined,
  own: OwnPages | undefined,
): ClientId[] {
  return (Object.keys(pages) as ClientId[]).filter(clientId => {
    const page = pages[clientId];
    if (!page?.connected) return false;
    if (own && page.serverId === own.serverId) return !own.isConnected({ interviewId, seatId, clientId });
    return alive?.has(page.serverId) === false;
  });
}
