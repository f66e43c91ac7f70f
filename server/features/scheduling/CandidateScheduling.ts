import { AppError } from '../../../shared/errors.ts';
import type { SeatId } from '../../../shared/ids.ts';
import type { NewEvent } from '../../../shared/interview/events.ts';
import { isFinal } from '../../../shared/interview/phases.ts';
import { changeableUntil } from '../../../shared/interview/scheduling.ts';
import type { InterviewState, Seat } from '../../../shared/interview/state.ts';
import { interviewersOf } from '../../../shared/interview/visibility.ts';
import type { CandidateSchedule, ScheduleState } from '../../../shared/protocol/scheduleRoutes.ts';
import { isTimeZone } from '../../../shared/time/zones.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import { decideCancel, decideChange } from '../console/decisions.ts';
import { addressOf } from '../interviewMails/dueLetters.ts';
import { type LinkSources, openLink } from '../join/exchangeLink.ts';
import { limited, type RouteHandlers } from '../routeHandlers.ts';
import type { Availability, OfferedTimes } from './Availability.ts';
import type { tellCreator } from './tellCreator.ts';

/** How often a choice is tried again after another candidate has chosen a different time with the same person. */
const MAX_ATTEMPTS = 20;

interface CandidateSchedulingOptions {
  store: LinkSources['store'];
  interviews: Pick<Interviews, 'read' | 'execute'>;
  toldSeats?: LinkSources['toldSeats'];
  tellLinkWanted?: LinkSources['tellLinkWanted'];
  availability: Pick<Availability, 'timesFor'>;
  /** Zone of interviews without one. Never rejects. */
  timeZone: () => Promise<string>;
  /** Returns the calendar file for a person who has to be there at a known time. */
  calendarOf?: ((state: InterviewState, seatId: SeatId) => Promise<string | undefined>) | undefined;
  /** How to tell the member who created the interview what its candidate does, or undefined. */
  tellCreator?: ((state: InterviewState, seat: Seat) => ReturnType<typeof tellCreator>) | undefined;
  /** True if there is a mail server. */
  mailConfigured?: boolean | undefined;
  now?: (() => number) | undefined;
}

type ScheduleRoutes = Pick<
  RouteHandlers,
  'schedule.read' | 'schedule.choose' | 'schedule.calendar' | 'schedule.cancel'
>;

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
    'schedule.choose': limited('join', ({ link, at, timeZone }) => this.choose(link, at, timeZone)),
    'schedule.calendar': limited('join', async ({ link }) => ({ file: await this.#calendarOf(link) })),
    'schedule.cancel': limited('join', ({ link, note }) => this.cancel(link, note)),
  };

  async read(link: string): Promise<CandidateSchedule> {
    const { state, seat } = await this.#open(link);
    if (seat.link && seat.link.openedAt === undefined && !isFinal(state.phase))
      await this.#noteOpening(state, seat);
    const { times } = await this.#timesFor(state);
    const { mailConfigured = false } = this.#options;
    return {
      ...scheduleOf(state, seat, times, this.#now()),
      timeZone:
        state.timeZone && isTimeZone(state.timeZone) ? state.timeZone : await this.#options.timeZone(),
      emailed: mailConfigured && state.mail === true && addressOf(seat) !== undefined,
    };
  }

  async #noteOpening({ interviewId }: InterviewState, { seatId }: Seat): Promise<void> {
    await this.#options.interviews.execute(interviewId, { type: 'seat', seatId }, current => {
      const link = current.seats[seatId]?.link;
      const isNews = link && link.openedAt === undefined && !link.revoked && !isFinal(current.phase);
      return {
        events: isNews ? [{ kind: 'link.opened', payload: { seatId, linkId: link.linkId } }] : [],
        result: undefined,
      };
    });
  }

  /** Throws `conflict`, with the remaining times, if someone else was first or the time is too soon. */
  async choose(link: string, at: number, timeZone?: string): Promise<CandidateSchedule> {
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
      const tell = await this.#options.tellCreator?.(state, seat);
      try {
        await this.#options.interviews.execute(state.interviewId, actor, (current, now) => {
          requireChangeable(current, Math.max(now, this.#now()));
          const { events, ...decision } = decideChange(current, now, { scheduledAt: at });
          const also = tell?.(current, { at });
          return { ...decision, events: [...zoneChange(seat, timeZone), ...events], bookings, also };
        });
        return await this.read(link);
      } catch (error) {
        if (!isOvertaken(error)) throw error;
      }
    }
    throw AppError.unavailable('interview-busy');
  }

  async cancel(link: string, note?: string): Promise<CandidateSchedule> {
    const { state, seat } = await this.#open(link);
    const actor = { type: 'seat', seatId: seat.seatId } as const;
    const tell = await this.#options.tellCreator?.(state, seat);
    await this.#options.interviews.execute(state.interviewId, actor, (current, now) => {
      if (current.phase === 'cancelled') return decideCancel(current, now, note);
      requireChangeable(current, Math.max(now, this.#now()));
      return { ...decideCancel(current, now, note), also: tell?.(current, { note }) };
    });
    return this.read(link);
  }

  async #calendarOf(link: string): Promise<string> {
    const { state, seat } = await this.#open(link);
    const file = await this.#options.calendarOf?.(state, seat.seatId);
    if (file === undefined) throw new AppError('wrong-phase');
    return file;
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
    const emails = interviewersOf(state).flatMap(({ email }) => email ?? []);
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
  { displayName, timeZone: ownZone }: Seat,
  times: number[],
  now: number,
): Omit<CandidateSchedule, 'timeZone' | 'emailed'> {
  const { jobRole, plannedMinutes, recruiter, scheduling, scheduledAt } = state;
  const shown = stateOf(state, now);
  return {
    ...{ state: shown, displayName, jobRole, plannedMinutes, times },
    recruiter: recruiter !== undefined,
    interviewers: interviewersOf(state).map(seat => seat.displayName),
    ...(ownZone && { ownZone }),
    ...(shown === 'open' && scheduling && { until: scheduling.until }),
    ...(!scheduling?.open && { scheduledAt }),
    ...(scheduling && { changeHours: scheduling.changeHours }),
    ...(scheduling && shown === 'chosen' && { changeableUntil: changeableUntil(scheduling, scheduledAt) }),
  };
}

/** Returns the event that stores the zone, if it is news. */
function zoneChange({ seatId, timeZone: before }: Seat, timeZone: string | undefined): NewEvent[] {
  if (!timeZone || timeZone === before || !isTimeZone(timeZone)) return [];
  return [{ kind: 'seat.changed', payload: { seatId, timeZone } }];
}

/** True when someone has chosen a time with one of the interviewers since the times were read. */
function isOvertaken(error: unknown): boolean {
  return error instanceof AppError && error.reason === 'slot-taken';
}
