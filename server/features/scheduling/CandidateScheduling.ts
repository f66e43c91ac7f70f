import { AppError } from '../../../shared/errors.ts';
import { isFinal } from '../../../shared/interview/phases.ts';
import { changeableUntil } from '../../../shared/interview/scheduling.ts';
import type { InterviewState, Seat } from '../../../shared/interview/state.ts';
import { seatHolds } from '../../../shared/interview/visibility.ts';
import type { CandidateSchedule, ScheduleState } from '../../../shared/protocol/scheduleRoutes.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { InterviewStore } from '../../store/interviewStore.ts';
import { decideCancel, decideChange } from '../console/decisions.ts';
import { openLink } from '../join/exchangeLink.ts';
import { limited, type RouteHandlers } from '../routeHandlers.ts';
import type { Availability, OfferedTimes } from './Availability.ts';

/** How often a choice is tried again after another candidate has chosen a different time with the same person. */
const MAX_ATTEMPTS = 20;

interface CandidateSchedulingOptions {
  store: Pick<InterviewStore, 'findLink'>;
  interviews: Pick<Interviews, 'read' | 'execute'>;
  availability: Pick<Availability, 'timesFor'>;
  now?: (() => number) | undefined;
}

type ScheduleRoutes = Pick<RouteHandlers, 'schedule.read' | 'schedule.choose' | 'schedule.cancel'>;

/** Lets candidates choose, move, and cancel the time of their interview with their personal link. */
export class CandidateScheduling {
  readonly #options: CandidateSchedulingOptions;
  readonly #now: () => number;

  constructor(options: CandidateSchedulingOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  readonly routes: ScheduleRoutes = {
    'schedule.read': limited('join', ({ link }) => this.read(link)),
    'schedule.choose': limited('join', ({ link, at }) => this.choose(link, at)),
    'schedule.cancel': limited('join', ({ link }) => this.cancel(link)),
  };

  async read(link: string): Promise<CandidateSchedule> {
    const { state, seat } = await this.#open(link);
    return scheduleOf(state, seat, await this.#timesFor(state), this.#now());
  }

  /** Throws `conflict`, with the remaining times, if someone else was first or the time is too soon. */
  async choose(link: string, at: number): Promise<CandidateSchedule> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const { state, seat } = await this.#open(link);
      requireChangeable(state, this.#now());
      if (!state.scheduling?.open && state.scheduledAt === at) return this.read(link);
      const { times, earliest, bookings } = await this.#timesFor(state);
      if (!times.includes(at)) {
        const reason = at < earliest ? 'slot-passed' : 'slot-taken';
        throw new AppError('conflict', reason, { details: { times } });
      }
      const actor = { type: 'seat', seatId: seat.seatId } as const;
      try {
        await this.#options.interviews.execute(state.interviewId, actor, (current, now) => {
          requireChangeable(current, Math.max(now, this.#now()));
          return { ...decideChange(current, now, { scheduledAt: at }), bookings };
        });
        return await this.read(link);
      } catch (error) {
        if (!isOvertaken(error)) throw error;
      }
    }
    throw AppError.unavailable('interview-busy');
  }

  async cancel(link: string): Promise<CandidateSchedule> {
    const { state, seat } = await this.#open(link);
    const actor = { type: 'seat', seatId: seat.seatId } as const;
    await this.#options.interviews.execute(state.interviewId, actor, (current, now) => {
      if (current.phase !== 'cancelled') requireChangeable(current, Math.max(now, this.#now()));
      return decideCancel(current);
    });
    return this.read(link);
  }

  /** Opens the link of a candidate. Throws `link-invalid` for other links. */
  async #open(token: string): Promise<{ state: InterviewState; seat: Seat }> {
    const { state, seat } = await openLink(this.#options, token);
    if (seat.role !== 'candidate' || state.practice) throw AppError.linkInvalid();
    return { state, seat };
  }

  async #timesFor(state: InterviewState): Promise<OfferedTimes> {
    const { scheduling, plannedMinutes, timeZone: zone, interviewId: except, recruiter } = state;
    const now = this.#now();
    if (!scheduling || !isChangeable(stateOf(state, now)))
      return { times: [], earliest: now, bookings: [], people: [] };
    const emails = Object.values(state.seats)
      .filter(seat => seat.role === 'interviewer' && seatHolds(seat))
      .flatMap(({ email }) => email ?? []);
    const { until } = scheduling;
    return this.#options.availability.timesFor({
      ...{ emails, plannedMinutes, zone, until, now, except },
      recruiter: recruiter !== undefined,
    });
  }
}

function stateOf({ phase, openedAt, scheduling, scheduledAt }: InterviewState, now: number): ScheduleState {
  if (phase === 'cancelled') return 'canceled';
  if (isFinal(phase) || openedAt !== undefined) return 'over';
  if (!scheduling) return 'fixed';
  if (scheduling.open) return now < scheduling.until ? 'open' : 'expired';
  return now < changeableUntil(scheduling, scheduledAt) ? 'chosen' : 'fixed';
}

function isChangeable(state: ScheduleState): boolean {
  return state === 'open' || state === 'chosen';
}

function requireChangeable(state: InterviewState, now: number): void {
  if (!isChangeable(stateOf(state, now))) throw new AppError('wrong-phase', 'change-too-late');
}

function scheduleOf(
  state: InterviewState,
  { displayName }: Seat,
  { times }: OfferedTimes,
  now: number,
): CandidateSchedule {
  const { jobRole, plannedMinutes, recruiter, scheduling, scheduledAt } = state;
  const shown = stateOf(state, now);
  return {
    ...{ state: shown, displayName, jobRole, plannedMinutes, times },
    recruiter: recruiter !== undefined,
    ...(!scheduling?.open && { scheduledAt }),
    ...(scheduling && { changeHours: scheduling.changeHours }),
    ...(scheduling && shown === 'chosen' && { changeableUntil: changeableUntil(scheduling, scheduledAt) }),
  };
}

/** True when someone has chosen a time with one of the interviewers since the times were read. */
function isOvertaken(error: unknown): boolean {
  return error instanceof AppError && error.reason === 'slot-taken';
}
