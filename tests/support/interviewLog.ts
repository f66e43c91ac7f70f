import { uuidv7 } from 'uuidv7';
import { ClientId, InterviewId, LinkId, MessageId, SeatId } from '../../shared/ids.ts';
import type { EventKind, EventPayload, Logged, NewEvent, NewSeat } from '../../shared/interview/events.ts';
import { reduceAll } from '../../shared/interview/reduce.ts';
import type { InterviewState, Seat } from '../../shared/interview/state.ts';
import type { Practice } from '../../shared/practice/practice.ts';
import type { SeatRole } from '../../shared/roles.ts';

export const newInterviewId = () => InterviewId.parse(uuidv7());
export const newSeatId = () => SeatId.parse(uuidv7());
export const newClientId = () => ClientId.parse(uuidv7());
export const newLinkId = () => LinkId.parse(uuidv7());
export const newMessageId = () => MessageId.parse(uuidv7());

/** Start of every log made here. */
export const LOG_START_MS = Date.UTC(2030, 0, 15, 9, 0, 0);

export function newSeat(role: SeatRole, displayName: string = role): NewSeat {
  return { seatId: newSeatId(), role, displayName, email: `${role}@example.org` };
}

/** Writes an interview's log as the server would. Events are one second apart. */
export class InterviewLog {
  readonly candidate = newSeat('candidate', 'Ada');
  readonly interviewer = newSeat('interviewer', 'Grace');
  readonly secondInterviewer = newSeat('interviewer', 'Edsger');
  readonly evaluator = newSeat('evaluator', 'Barbara');
  readonly observer = newSeat('observer', 'Alan');
  readonly events: Logged<NewEvent>[] = [];

  /** `practice`: a practice interview without invitations. */
  constructor(practice?: Practice) {
    this.add('interview.created', {
      interviewId: newInterviewId(),
      title: 'Backend Developer',
      jobRole: 'Backend Developer',
      scheduledAt: LOG_START_MS,
      plannedMinutes: 45,
      seats: [this.candidate, this.interviewer, this.secondInterviewer, this.evaluator, this.observer],
      leadSeatId: this.interviewer.seatId,
      ...(practice && { practice }),
    });
  }

  add<K extends EventKind>(kind: K, payload: EventPayload<K>): this {
    const event = {
      seq: this.events.length + 1,
      at: LOG_START_MS + this.events.length * 1_000,
      actor: { type: 'system' },
      kind,
      payload,
    };
    this.events.push(event as Logged<NewEvent>);
    return this;
  }

  /** Opens the link of this seat on a page; returns the page's id. */
  connect(seat: NewSeat, clientId: ClientId = newClientId()): ClientId {
    this.add('seat.connected', { seatId: seat.seatId, clientId, serverId: 'server-1' });
    return clientId;
  }

  /** Completes pre-join on a page of this seat; returns the page's id. */
  enter(seat: NewSeat, clientId: ClientId = newClientId()): ClientId {
    this.connect(seat, clientId);
    this.add('seat.entered', { seatId: seat.seatId, clientId });
    return clientId;
  }

  disconnect(seat: NewSeat, clientId: ClientId): this {
    return this.add('seat.disconnected', { seatId: seat.seatId, clientId });
  }

  /** The lead opens the interview and admits the candidate. */
  openAndAdmit(): this {
    return this.add('session.opened', {}).add('seat.admitted', { seatId: this.candidate.seatId });
  }

  get lastAt(): number {
    return LOG_START_MS + (this.events.length - 1) * 1_000;
  }

  get state(): InterviewState {
    const state = reduceAll(this.events);
    if (!state) throw new Error('The log is empty.');
    return state;
  }

  seat(seat: NewSeat): Seat {
    const found = this.state.seats[seat.seatId];
    if (!found) throw new Error(`There is no seat ${seat.displayName}.`);
    return found;
  }
}
