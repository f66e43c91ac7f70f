import { type StaffAction, staffMay } from '../../shared/permissions.ts';
import type { StaffMember } from '../../shared/protocol/http.ts';
import { useAccount } from './useAccount.ts';

/** The signed-in member; undefined while unknown. */
export function useMember(): StaffMember | undefined {
  return useAccount().data?.member;
}

/** Whether the signed-in member may do it, so that only buttons that will work are shown. */
export function useStaffMay(action: StaffAction): boolean {
  const member = useMember();
  return member !== undefined && staffMay(action, member.role);
}
