import { uuidv7 } from 'uuidv7';
import { InterviewId, SeatId, UserId } from '../../../shared/ids.ts';
import type { Actor, NewSeat } from '../../../shared/interview/events.ts';
import { viewOf } from '../../../shared/interview/view.ts';
import type { InterviewInput, StaffMember } from '../../../shared/protocol/http.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { Logger } from '../../log.ts';
import type { AuditEntry } from '../../store/auditLog.ts';
import type { Store } from '../../store/store.ts';
import type { RouteHandlers } from '../routeHandlers.ts';
import { decideAddSeat, decideCancel, decideChange, decideIssueLink, decideRevokeLink } from './decisions.ts';
import { makeLink } from './personalLinks.ts';

type ConsoleRoutes = Pick<
  RouteHandlers,
  | 'interviews.list'
  | 'interviews.create'
  | 'interviews.read'
  | 'interviews.change'
  | 'interviews.cancel'
  | 'seats.add'
  | 'links.issue'
  | 'links.revoke'
>;

/** Interviews as organizers handle them over HTTP. */
export function consoleRoutes(options: {
  publicUrl: string;
  store: Store;
  interviews: Interviews;
  log: Logger;
}): ConsoleRoutes {
  const { publicUrl, store, interviews, log } = options;

  /** The change stands in the interview's own log already, so a failing audit entry must not undo the answer. */
  const audit = async (entry: AuditEntry) => {
    try {
      await store.audit.add(entry);
    } catch (error) {
      log.error({ err: error, entry }, 'An audit entry could not be written');
    }
  };

  return {
    'interviews.list': async () => {
      const summaries = await store.interviews.listSummaries();
      return { interviews: summaries.map(({ lastSeq: _internal, ...summary }) => summary) };
    },
    'interviews.create': async (input, { member }) => {
      const interviewId = InterviewId.parse(uuidv7());
      const seats = input.seats.map(newSeat);
      const links = seats.map(seat => makeLink(publicUrl, seat.seatId, input));
      await interviews.create(interviewId, actorOf(member), {
        events: [createdEvent(interviewId, input, seats), ...links.map(link => link.event)],
        result: undefined,
        newLinks: links.map(link => link.stored),
      });
      await audit({ actor: member.userId, action: 'interview.created', target: interviewId });
      return { interviewId, links: links.map(link => link.issued) };
    },
    'interviews.read': async ({ interviewId }, { member }) => {
      const state = await interviews.read(interviewId);
      await audit({ actor: member.userId, action: 'interview.viewed', target: interviewId });
      return { view: viewOf(state, { kind: 'organizer' }) };
    },
    'interviews.change': async ({ interviewId, ...changes }, { member }) => {
      await interviews.execute(interviewId, actorOf(member), state => decideChange(state, changes));
      const details = { fields: Object.keys(changes) };
      await audit({ actor: member.userId, action: 'interview.changed', target: interviewId, details });
      return {};
    },
    'interviews.cancel': async ({ interviewId }, { member }) => {
      await interviews.execute(interviewId, actorOf(member), decideCancel);
      await audit({ actor: member.userId, action: 'interview.cancelled', target: interviewId });
      return {};
    },
    'seats.add': async ({ interviewId, seat: input }, { member }) => {
      const seat = newSeat(input);
      const link = makeLink(publicUrl, seat.seatId, await interviews.read(interviewId));
      await interviews.execute(interviewId, actorOf(member), state => decideAddSeat(state, seat, link));
      const details = { seatId: seat.seatId, role: seat.role };
      await audit({ actor: member.userId, action: 'seat.added', target: interviewId, details });
      return { link: link.issued };
    },
    'links.issue': async ({ interviewId, seatId }, { member }) => {
      const link = makeLink(publicUrl, seatId, await interviews.read(interviewId));
      await interviews.execute(interviewId, actorOf(member), state => decideIssueLink(state, seatId, link));
      await audit({ actor: member.userId, action: 'link.issued', target: interviewId, details: { seatId } });
      return { link: link.issued };
    },
    'links.revoke': async ({ interviewId, seatId }, { member }) => {
      await interviews.execute(interviewId, actorOf(member), state => decideRevokeLink(state, seatId));
      await audit({ actor: member.userId, action: 'link.revoked', target: interviewId, details: { seatId } });
      return {};
    },
  };
}

function newSeat(input: InterviewInput['seats'][number]): NewSeat {
  return { seatId: SeatId.parse(uuidv7()), ...input };
}

/** The first interviewer leads; an interview may be planned before anybody is known to. */
function createdEvent(interviewId: InterviewId, input: InterviewInput, seats: NewSeat[]) {
  const lead = seats.find(seat => seat.role === 'interviewer');
  return {
    kind: 'interview.created' as const,
    payload: { interviewId, ...input, seats, ...(lead && { leadSeatId: lead.seatId }) },
  };
}

function actorOf(member: StaffMember): Actor {
  return { type: 'staff', userId: UserId.parse(member.userId) };
}
