import type { LinkId, SeatId, UserId } from '../../../shared/ids.ts';
import { SYSTEM } from '../../../shared/interview/events.ts';
import type { InterviewState, Seat } from '../../../shared/interview/state.ts';
import { interviewersOf, nameFor, seatHolds } from '../../../shared/interview/visibility.ts';
import type { OrganizationCard } from '../../../shared/organization.ts';
import type { SeatRole } from '../../../shared/roles.ts';
import { isTimeZone, ownZone } from '../../../shared/time/zones.ts';
import type { InterviewStore } from '../../store/interviewStore.ts';
import type { ToldFacts } from '../../store/toldSeatStore.ts';
import type { Appointment } from '../../texts/appointment.ts';
import { type CanceledAppointment, EXAMPLE } from '../../texts/interviewEmails.ts';
import { type PersonalLinks, scheduleUrl } from '../personalLinks.ts';
import { factsFor } from './dueLetters.ts';

export interface AppointmentsOptions {
  publicUrl: string;
  logs: Pick<InterviewStore, 'findLinkById'>;
  links: Pick<PersonalLinks, 'addressOf'>;
  /** Never rejects. */
  organization: () => Promise<
    Pick<OrganizationCard, 'name' | 'email' | 'timeZone'> & Partial<Pick<OrganizationCard, 'phone'>>
  >;
  /** Returns the name of a member, if there is one. Never rejects. */
  memberName?: (userId: UserId) => Promise<string | undefined>;
  now?: (() => number) | undefined;
}

/** Interviews as one recipient reads about them. */
export class Appointments {
  readonly #options: AppointmentsOptions;
  readonly #now: () => number;

  constructor(options: AppointmentsOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** Returns what someone in this role would read about an interview, or about an example. */
  async sampleFor(seat: SeatRole, state: InterviewState | undefined): Promise<Appointment> {
    const person = Object.values(state?.seats ?? {}).find(({ role }) => role === seat);
    const facts = state && person && factsFor(state, person.seatId);
    const { publicUrl } = this.#options;
    const example = {
      ...{ title: state?.title ?? EXAMPLE.title, jobRole: state?.jobRole ?? EXAMPLE.jobRole },
      scheduledAt: state?.scheduledAt ?? this.#now() + EXAMPLE.inMs,
      plannedMinutes: state?.plannedMinutes ?? EXAMPLE.minutes,
      linkId: '' as LinkId,
      ...(state?.timeZone && { zone: state.timeZone }),
    };
    const content = await this.#contentOf(facts ?? example, seat, 0);
    return {
      ...content,
      name: person?.displayName ?? EXAMPLE.names[seat],
      ...(state
        ? peopleFor(state, seat, person?.seatId)
        : {
            ...(seat !== 'candidate' && { candidates: [EXAMPLE.names.candidate] }),
            ...(seat !== 'interviewer' && { interviewers: [EXAMPLE.names.interviewer] }),
          }),
      // Not a link that works, because the preview isn't for its owner.
      url: `${publicUrl}/join#…`,
      uid: 'example',
    };
  }

  /** Returns an interview as its recipient reads it in a message with this number. */
  async of(state: InterviewState, seatId: SeatId, facts: ToldFacts, sequence: number): Promise<Appointment> {
    const { publicUrl, logs, links } = this.#options;
    const seat = state.seats[seatId];
    const role = seat?.role ?? 'observer';
    const link = await logs.findLinkById(facts.linkId);
    const url = link?.revokedAt === null ? links.addressOf(link) : undefined;
    return {
      ...(await this.#contentOf(facts, role, sequence)),
      ...peopleFor(state, role, seatId),
      ...(seat && { name: seat.displayName }),
      ...(url && { url }),
      ...(url && (facts.choose || facts.changeableUntil !== undefined) && { scheduleUrl: scheduleUrl(url) }),
      uid: `${seatId}@${new URL(publicUrl).hostname}`,
    };
  }

  async #contentOf(facts: ToldFacts, seat: SeatRole, sequence: number): Promise<Omit<Appointment, 'uid'>> {
    const { title, jobRole, scheduledAt, plannedMinutes, recruiter, window, zone, choose, changeableUntil } =
      facts;
    const { name, email, phone, timeZone = ownZone() } = await this.#options.organization();
    return {
      ...{ seat, company: name, title, jobRole, at: scheduledAt, minutes: plannedMinutes, sequence },
      zone: [zone, timeZone].find(known => known && isTimeZone(known)) ?? ownZone(),
      ...(facts.ownZone && isTimeZone(facts.ownZone) && { ownZone: facts.ownZone }),
      ...(recruiter && { recruiter }),
      ...(window && { window }),
      ...(choose && { choose }),
      ...(changeableUntil !== undefined && { changeableUntil }),
      ...(email && { contact: email }),
      ...(phone && { phone }),
    };
  }

  /** Returns who canceled an interview, as one recipient reads it. */
  async cancellationOf(
    state: InterviewState,
    seatId: SeatId,
  ): Promise<Omit<CanceledAppointment, keyof Appointment>> {
    const { phase, seats, canceled } = state;
    if (phase !== 'cancelled')
      return { withoutRecipient: true, ...(seats[seatId]?.link?.revoked && { revoked: true as const }) };
    const { by, note } = canceled ?? { by: SYSTEM };
    const isOwn = by.type === 'seat' && by.seatId === seatId;
    const member = by.type === 'staff' && seats[seatId]?.role !== 'candidate' ? by.userId : undefined;
    const byName = member && (await this.#options.memberName?.(member));
    return {
      withoutRecipient: false,
      ...(canceled && { by: isOwn ? 'recipient' : by.type === 'seat' ? 'candidate' : 'staff' }),
      ...(byName && { byName }),
      ...(note && { note }),
    };
  }
}

/** Returns the names that a person in this role may read. Never those of observers. */
function peopleFor(
  state: InterviewState,
  role: SeatRole,
  own: SeatId | undefined,
): Pick<Appointment, 'candidates' | 'interviewers' | 'evaluators' | 'withoutKit'> {
  const namesOf = (seats: readonly Seat[]) =>
    seats.filter(({ seatId }) => seatId !== own).map(({ displayName }) => displayName);
  const interviewers = namesOf(interviewersOf(state));
  if (role === 'candidate') return { interviewers };
  const evaluators = Object.values(state.seats).filter(
    seat => seat.role === 'evaluator' && seatHolds(seat) && !state.evaluation?.claims[seat.seatId],
  );
  return {
    candidates: candidatesOf(state, own),
    interviewers,
    ...(role !== 'observer' && { evaluators: namesOf(evaluators) }),
    ...(!state.rubric && { withoutKit: true as const }),
  };
}

function candidatesOf(state: InterviewState, seatId: SeatId | undefined): string[] {
  const viewer =
    seatId === undefined ? ({ kind: 'organizer' } as const) : ({ kind: 'seat', seatId } as const);
  return Object.values(state.seats)
    .filter(seat => seat.role === 'candidate' && seat.presence !== 'removed')
    .map(seat => nameFor(state, seat, viewer));
}
