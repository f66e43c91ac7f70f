import { createContext, useContext } from 'react';
import { type StaffAction, staffMay } from '../../shared/permissions.ts';
import type { StaffMember } from '../../shared/protocol/http.ts';
import { useAccount } from './useAccount.ts';

/** The member whose page is open, even after their session has ended. */
export const PageMember = createContext<StaffMember | undefined>(undefined);

export function useMember(): StaffMember | undefined {
  const present = useAccount().data?.member;
  return useContext(PageMember) ?? present;
}

export function useStaffMay(action: StaffAction): boolean {
  const member = useMember();
  return member !== undefined && staffMay(action, member.role);
}
