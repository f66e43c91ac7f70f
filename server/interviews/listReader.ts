import { staffMay } from '../../shared/permissions.ts';
import type { StaffMember } from '../../shared/protocol/http.ts';
import type { ListReader } from '../store/interviewStore.ts';

export function listReader({ email, role }: Pick<StaffMember, 'email' | 'role'>): ListReader {
  return { email, all: staffMay('interviews.readAll', role) };
}
