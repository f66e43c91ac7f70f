import { situationInView } from '../../../shared/interview/view.ts';
import { type Action, may } from '../../../shared/permissions.ts';
import { useView } from './session.ts';

/** True if the viewer may do `action`. In its own file, so pre-join doesn't load the permission table. */
export function useMay(action: Action): boolean {
  return may(action, situationInView(useView()));
}
