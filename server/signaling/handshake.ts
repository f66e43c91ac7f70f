import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../../shared/errors.ts';
import { InterviewId, type LinkId, type SeatId, UserId } from '../../shared/ids.ts';
import { staffMay } from '../../shared/permissions.ts';
import type { StaffMember } from '../../shared/protocol/http.ts';
import { SocketAuth } from '../../shared/protocol/requests.ts';
import type { Identity } from './identity.ts';

/** How a handshake's claims are checked; the features behind it are injected. */
export interface HandshakeChecks {
  /** Throws `link-invalid` for a token that is forged or expired, or whose link is no longer good. */
  verifyJoinToken(token: string): Promise<{ interviewId: InterviewId; seatId: SeatId; linkId: LinkId }>;
  /** The signed-in staff member of a request, by its cookie. */
  staffOf(headers: IncomingHttpHeaders): Promise<StaffMember | undefined>;
  /** Throws `not-found`, and `forbidden` for one that this member may not know of. */
  requireInterview(interviewId: InterviewId, member: StaffMember): Promise<void>;
}

/** Turns what a socket says of itself into an identity. Throws `invalid`, `link-invalid`, `unauthenticated`,
 * `forbidden` or `not-found`. */
export async function identify(
  auth: unknown,
  headers: IncomingHttpHeaders,
  checks: HandshakeChecks,
): Promise<Identity> {
  const claim = SocketAuth.safeParse(auth);
  if (!claim.success) throw AppError.invalid('The connection did not say for whom it is.');
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
  };
}
