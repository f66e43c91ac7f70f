import { StaffRole } from '../../../shared/roles.ts';

/** A role as stored. `role` has only values that servers of earlier versions accept. */
export interface StoredRole {
  role: string;
  /** 1 for interviewers, 0 for evaluators. Without meaning for other roles. */
  ownOnly: number;
}

export function storedRole(role: StaffRole): StoredRole {
  return { role: role === 'evaluator' ? 'interviewer' : role, ownOnly: role === 'interviewer' ? 1 : 0 };
}

export function roleOf({ role, ownOnly }: StoredRole): StaffRole {
  return role === 'interviewer' && ownOnly === 0 ? 'evaluator' : StaffRole.parse(role);
}
