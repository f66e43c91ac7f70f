import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../../shared/errors.ts';
import {
  type ClientId,
  InterviewId,
  type LinkId,
  type SeatId,
  type TeamId,
  UserId,
} from '../../shared/ids.ts';
import type { Actor } from '../../shared/interview/events.ts';
import type { Viewer } from '../../shared/interview/state.ts';
import { staffMay } from '../../shared/permissions.ts';
import type { StaffMember } from '../../shared/protocol/http.ts';
import { SocketAuth } from '../../shared/protocol/requests.ts';
import type { StaffRole } from '../../shared/roles.ts';
import type { PageRef } from '../features/query.ts';

export type Identity =
  | { kind: 'seat'; interviewId: InterviewId; clientId: ClientId; seatId: SeatId; linkId: LinkId }
  | {
      kind: 'organizer';
      interviewId: InterviewId;
      clientId: ClientId;
      userId: UserId;
      name: string;
      email: string;
      /** Role when the socket was opened. A change of role ends the socket. */
      role: StaffRole;
      /** Like `role`: a change of teams ends the socket. */
      teams: readonly TeamId[];
    };

export type SeatIdentity = Extract<Identity, { kind: 'seat' }>;

export function viewerOf(identity: Identity): Exclude<Viewer, { kind: 'product' }> {
  return identity.kind === 'seat'
    ? { kind: 'seat', seatId: identity.seatId }
    : { kind: 'organizer', email: identity.email, role: identity.role, teams: identity.teams };
}

export function actorOf(identity: Identity): Actor {
  return identity.kind === 'seat'
    ? { type: 'seat', seatId: identity.seatId }
    : { type: 'staff', userId: identity.userId };
}

export function pageOf({ interviewId, seatId, clientId }: SeatIdentity): PageRef {
  return { interviewId, seatId, clientId };
}

/** Identifies a person across pages, for request limits. */
export function personKeyOf(identity: Identity): string {
  return identity.kind === 'seat' ? identity.seatId : identity.userId;
}

export interface HandshakeChecks {
  /** Throws `link-invalid` for a token that is forged or expired, or whose link was revoked. */
  verifyJoinToken(token: string): Promise<{ interviewId: InterviewId; seatId: SeatId; linkId: LinkId }>;
  staffOf(headers: IncomingHttpHeaders): Promise<StaffMember | undefined>;
  /** Throws `not-found`, or `forbidden` if this member may not see the interview. */
  requireInterview(interviewId: InterviewId, member: StaffMember): Promise<void>;
}

/** Identifies a client. Throws `invalid`, `link-invalid`, `unauthenticated`, `forbidden`, or `not-found`. */
export async function identify(
  auth: unknown,
  headers: IncomingHttpHeaders,
  checks: HandshakeChecks,
): Promise<Identity> {
  const claim = SocketAuth.safeParse(auth);
  if (!claim.success) throw AppError.refused('The connection did not say for whom it is.');
  if (claim.data.kind === 'seat') {
    const verified = await checks.verifyJoinToken(claim.data.joinToken);
    return { kind: 'seat', clientId: claim.data.clientId, ...verified };
  }
  const member = await checks.staffOf(headers);
  if (!member) throw AppError.unauthenticated();
  if (!staffMay('interviews.read', member.role)) throw AppError.forbidden();
  const interviewId = InterviewId.parse(claim.data.interviewId);
  await checks.requireInterview(interviewId, member);
  return {
    kind: 'organizer',
    interviewId,
    clientId: claim.data.clientId,
    userId: UserId.parse(member.userId),
    name: member.name,
    email: member.email,
    role: member.role,
    teams: member.teams,
  };
}
