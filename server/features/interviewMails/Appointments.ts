import type { LinkId, SeatId } from '../../../shared/ids.ts';
import type { Actor } from '../../../shared/interview/events.ts';
import type { InterviewState, Seat } from '../../../shared/interview/state.ts';
import {
  interviewersOf,
  isOutsider,
  nameFor,
  namesHiddenFrom,
  seatHolds,
} from '../../../shared/interview/visibility.ts';
import type { OrganizationCard } from '../../../shared/organization.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type { SeatRole } from '../../../shared/roles.ts';
import { isTimeZone, ownZone } from '../../../shared/time/zones.ts';
import { staffViewer } from '../../interviews/staffInterviews.ts';
import type { InterviewStore } from '../../store/interviewStore.ts';
import type { ToldFacts } from '../../store/toldSeatStore.ts';
import type { Appointment } from '../../texts/appointment.ts';
import { type CanceledAppointment, type ChangedBy, EXAMPLE } from '../../texts/interviewEmails.ts';
import { type PersonalLinks, scheduleUrl } from '../personalLinks.ts';
import { addressOf, factsFor, hasLostLink } from './dueLetters.ts';

export interface AppointmentsOptions {
  publicUrl: string;
  logs: Pick<InterviewStore, 'findLinkById'>;
  links: Pick<PersonalLinks, 'addressOf'>;
  /** Never rejects. */
  organization: () => Promise<
    Pick<OrganizationCard, 'name' | 'email' | 'timeZone'> & Partial<Pick<OrganizationCard, 'phone'>>
  >;
  /** Returns all members. Without it, no one has an account. */
  members?: () => Promise<StaffMember[]>;
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
        ? { ...roundOf(state), ...peopleFor(state, seat, person?.seatId) }
        : {
            ...(seat !== 'candidate' && { candidates: [EXAMPLE.names.candidate] }),
            ...(seat !== 'interviewer' && { interviewers: [EXAMPLE.names.interviewer] }),
          }),
      // Not a link that works, because the preview isn't for its owner, and not one whose secret was removed.
      url: `${publicUrl}/join#example`,
      uid: 'example',
    };
  }

  /** Returns an interview as its recipient reads it in a message with this number. */
  async of(state: InterviewState, seatId: SeatId, facts: ToldFacts, sequence: number): Promise<Appointment> {
    const { logs, links } = this.#options;
    const seat = state.seats[seatId];
    const role = seat?.role ?? 'observer';
    const link = await logs.findLinkById(facts.linkId);
    const url = link?.revokedAt === null ? links.addressOf(link) : undefined;
    return {
      ...(await this.#contentOf(facts, role, sequence)),
      ...roundOf(state),
      ...peopleFor(state, role, seatId),
      ...(role !== 'candidate' && (await this.#forStaff(state, seat))),
      ...(seat && { name: seat.displayName }),
      ...(url && { url }),
      ...(url && (facts.choose || this.#isChangeable(facts)) && { scheduleUrl: scheduleUrl(url) }),
      uid: this.#uidOf(seatId),
    };
  }

  async #members(): Promise<StaffMember[]> {
    return (await this.#options.members?.()) ?? [];
  }

  /** Returns who invites, and the page in the console if the person is a member who may see it. */
  async #forStaff(
    state: InterviewState,
    seat: Seat | undefined,
  ): Promise<Pick<Appointment, 'organizer' | 'pageUrl'>> {
    const members = await this.#members();
    const creator = members.find(({ userId }) => userId === state.createdBy);
    const address = addressOf(seat)?.toLowerCase();
    const own = members.find(({ email, disabled }) => !disabled && email.toLowerCase() === address);
    return {
      // Members who invite themselves read the organization's name instead of their own.
      ...(creator && creator.userId !== own?.userId && { organizer: creator.name }),
      ...(own &&
        !isOutsider(state, staffViewer(own)) && {
          pageUrl: `${this.#options.publicUrl}/console/interviews/${state.interviewId}`,
        }),
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
      ...(changeableUntil !== undefined && !this.#isChangeable(facts) && { tooLateToChange: true as const }),
      ...(email && { contact: email }),
      ...(phone && { phone }),
    };
  }

  /**
   * Returns the invitation that an address was sent, for a letter that says it is for someone else now. Names
   * neither people nor addresses.
   */
  async readdressedOf(
    state: InterviewState,
    seatId: SeatId,
    { facts, sequence }: { facts: ToldFacts; sequence: number },
  ): Promise<CanceledAppointment> {
    const isDead = state.seats[seatId]?.link?.linkId !== facts.linkId;
    return {
      ...(await this.#contentOf(facts, state.seats[seatId]?.role ?? 'observer', sequence)),
      uid: this.#uidOf(seatId),
      ...{ withoutRecipient: true, readdressed: isDead ? 'new-link' : 'same-link' },
    };
  }

  /** Returns who canceled an interview, as one recipient reads it. */
  async cancellationOf(
    state: InterviewState,
    seatId: SeatId,
  ): Promise<Omit<CanceledAppointment, keyof Appointment>> {
    const { phase, seats, canceled } = state;
    if (phase !== 'cancelled') {
      const { role, removed } = seats[seatId] ?? {};
      const heir = removed?.replacedBy && seats[removed.replacedBy];
      return {
        withoutRecipient: true,
        ...(hasLostLink(seats[seatId]) && { revoked: true as const }),
        ...(await this.#changeBy(state, seatId, removed)),
        ...(heir && role !== 'candidate' && seatHolds(heir) && { replacedBy: heir.displayName }),
      };
    }
    return { withoutRecipient: false, ...(await this.#changeBy(state, seatId, canceled)) };
  }

  /** Returns who moved an interview, as one recipient reads it. */
  moveOf(state: InterviewState, seatId: SeatId): Promise<ChangedBy> {
    return this.#changeBy(state, seatId, state.moved);
  }

  async #changeBy(
    { seats }: InterviewState,
    seatId: SeatId,
    change: { by: Actor; note?: string } | undefined,
  ): Promise<ChangedBy> {
    if (!change) return {};
    const { by, note } = change;
    const isOwn = by.type === 'seat' && by.seatId === seatId;
    const member = by.type === 'staff' && seats[seatId]?.role !== 'candidate' ? by.userId : undefined;
    const byName = member && (await this.#members()).find(({ userId }) => userId === member)?.name;
    return {
      by: isOwn ? 'recipient' : by.type === 'seat' ? 'candidate' : 'staff',
      ...(byName && { byName }),
      ...(note && { note }),
    };
  }

  #isChangeable({ changeableUntil }: ToldFacts): boolean {
    return changeableUntil !== undefined && this.#now() < changeableUntil;
  }

  #uidOf(seatId: SeatId): string {
    return `${seatId}@${new URL(this.#options.publicUrl).hostname}`;
  }
}

function roundOf({ loop }: InterviewState): Pick<Appointment, 'round'> {
  return loop && loop.of > 1 ? { round: { number: loop.number, of: loop.of } } : {};
}

/** Returns the names that a person in this role may read. Never those of observers. */
function peopleFor(
  state: InterviewState,
  role: SeatRole,
  own: SeatId | undefined,
): Pick<
  Appointment,
  'candidates' | 'interviewers' | 'isLead' | 'lead' | 'chosen' | 'evaluators' | 'withoutKit' | 'kit'
> {
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
    ...(role === 'interviewer' && leadFor(state, own)),
    ...(isChosen(state) && { chosen: true as const }),
    ...(role !== 'observer' && role !== 'captioner' && { evaluators: namesOf(evaluators) }),
    ...(state.rubric
      ? role !== 'observer' && role !== 'captioner' && { kit: kitName(state.rubric.chosen.kit) }
      : { withoutKit: true as const }),
  };
}

/** Returns who opens the interview, as an interviewer reads it. */
function leadFor(
  { recruiter, leadSeatId, seats }: InterviewState,
  own: SeatId | undefined,
): Pick<Appointment, 'isLead' | 'lead'> {
  const lead = leadSeatId && seats[leadSeatId];
  if (recruiter || !lead || !seatHolds(lead)) return {};
  return lead.seatId === own ? { isLead: true } : { lead: lead.displayName };
}

/** True if a candidate chose the time, and no one else has changed it. */
function isChosen({ scheduling, moved }: InterviewState): boolean {
  return scheduling?.open === false && moved?.by.type === 'seat';
}

/** Returns no one where the reader may see only codes. */
function candidatesOf(state: InterviewState, seatId: SeatId | undefined): string[] {
  const viewer =
    seatId === undefined ? ({ kind: 'organizer' } as const) : ({ kind: 'seat', seatId } as const);
  if (namesHiddenFrom(state, viewer)) return [];
  return Object.values(state.seats)
    .filter(seat => seat.role === 'candidate' && seat.presence !== 'removed')
    .map(seat => nameFor(state, seat, viewer));
}

function kitName({ role, level }: { role: string; level: string }): string {
  return level ? `${role}, ${level}` : role;
}
