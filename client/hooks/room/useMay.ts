import { situationInView } from '../../../shared/interview/view.ts';
import { type Action, may } from '../../../shared/permissions.ts';
import { useView } from './session.ts';

/** True if the viewer may do this. Not in `session.ts`, to keep the permission table out of pre-join. */
export function useMay(action: Action): boolean {
  return may(action, situationInView(useView()));
}
