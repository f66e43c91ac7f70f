import type { InterviewState, Viewer } from '../interview/state.ts';
import { staffMay } from '../permissions.ts';
import { isAddressOfRater } from '../rubric/opening.ts';

/**
 * Whether a viewer other than the candidate may know what is set for them, and the times that it could be told from: staff who may change
 * interviews, as long as they do not rate in this one.
 */
export function seesAccommodations(state: InterviewState, viewer: Viewer): boolean {
  if (viewer.kind === 'seat') return false;
  if (viewer.kind === 'product') return true;
  const { email, role } = viewer;
  if (role !== undefined && !staffMay('interviews.change', role)) return false;
  return email === undefined || !isAddressOfRater(Object.values(state.seats), email);
}
