import type { ClientId, InterviewId, LinkId, SeatId, UserId } from '../../shared/ids.ts';
import type { Actor } from '../../shared/interview/events.ts';
import type { Viewer } from '../../shared/interview/state.ts';
import type { StaffRole } from '../../shared/roles.ts';
import type { PageRef } from '../features/query.ts';

/** Whom a socket speaks for, as its handshake proved it. */
export type Identity =
  | { kind: 'seat'; interviewId: InterviewId; clientId: ClientId; seatId: SeatId; linkId: LinkId }
  | {
      kind: 'organizer';
      interviewId: InterviewId;
      clientId: ClientId;
      userId: UserId;
      name: string;
      email: string;
      /** Holds for as long as the socket: a change of role ends it. */
      role: StaffRole;
    };

export type SeatIdentity = Extract<Identity, { kind: 'seat' }>;

export function viewerOf(identity: Identity): Exclude<Viewer, { kind: 'product' }> {
  return identity.kind === 'seat'
    ? { kind: 'seat', seatId: identity.seatId }
    : { kind: 'organizer', email: identity.email, role: identity.role };
}

export function actorOf(identity: Identity): Actor {
  return identity.kind === 'seat'
    ? { type: 'seat', seatId: identity.seatId }
    : { type: 'staff', userId: identity.userId };
}

export function pageOf({ interviewId, seatId, clientId }: SeatIdentity): PageRef {
  return { interviewId, seatId, clientId };
}

/** Whom to count requests for, over all of their pages. */
export function personKeyOf(identity: Identity): string {
  return identity.kind === 'seat' ? identity.seatId : identity.userId;
}
