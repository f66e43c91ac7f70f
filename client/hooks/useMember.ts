import { createContext, useContext } from 'react';
import { type StaffAction, staffMay } from '../../shared/permissions.ts';
import type { StaffMember } from '../../shared/protocol/http.ts';
import { useAccount } from './useAccount.ts';

/** Whose page it is, also while their session has ended and they have not signed in again. */
export const PageMember = createContext<StaffMember | undefined>(undefined);

/** The signed-in member; undefined while unknown. */
export function useMember(): StaffMember | undefined {
  const present = useAccount().data?.member;
  return useContext(PageMember) ?? present;
}

/** Whether the signed-in member may do it, so that only buttons that will work are shown. */
export function useStaffMay(action: StaffAction): boolean {
  const member = useMember();
  return member !== undefined && staffMay(action, member.role);
}
