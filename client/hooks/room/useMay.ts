import { situationInView } from '../../../shared/interview/view.ts';
import { type Action, may } from '../../../shared/permissions.ts';
import { useView } from './session.ts';

export function useMay(action: Action): boolean {
  return may(action, situationInView(useView()));
}
