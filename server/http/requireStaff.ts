import { AppError } from '../../shared/errors.ts';
import { type StaffAction, staffMay } from '../../shared/permissions.ts';
import type { StaffMember } from '../../shared/protocol/http.ts';

export type StaffOf = (headers: Headers) => Promise<StaffMember | undefined>;

/** Who is asking, if their role may do this. Throws `unauthenticated` or `forbidden`. */
export async function requireStaff(
  staffOf: StaffOf,
  headers: Headers,
  action: StaffAction,
): Promise<StaffMember> {
  const member = await staffOf(headers);
  if (!member) throw AppError.unauthenticated();
  if (!staffMay(action, member.role)) throw AppError.forbidden();
  return member;
}
