import { situationInView } from '../../../shared/interview/view.ts';
import { type Action, may } from '../../../shared/permissions.ts';
import { useView } from './session.ts';

/** True if the permissions allow the action now. Separate from `session.ts`, because pre-join does not need the table. */
export function useMay(action: Action): boolean {
  return may(action, situationInView(useView()));
}
