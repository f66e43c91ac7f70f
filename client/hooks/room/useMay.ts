import { situationInView } from '../../../shared/interview/view.ts';
import { type Action, may } from '../../../shared/permissions.ts';
import { useView } from './session.ts';

/** Whether the role table lets this person do it now; buttons that would be refused are not shown. Apart, because pre-join asks nothing of it. */
export function useMay(action: Action): boolean {
  return may(action, situationInView(useView()));
}
