import { useEffect } from 'react';
import { unratedKeys } from '../../../shared/rubric/completeness.ts';
import { ratingsDue } from '../../core/roomStores.ts';
import { useRubric } from '../../hooks/rubric/useRubric.ts';
import { useLeaveGuard } from '../../hooks/useLeaveGuard.ts';

/**
 * Draws nothing: holds the rubric's session while the panel is shut, so that what is unsent goes on its way, asks before the
 * page is left with something on it, and counts what is due.
 */
export function RubricWatch() {
  const { kit, view, scorecard, readOnly, saveState } = useRubric();
  const { pending, refused, clashes, durable } = saveState;
  // What waits for its rater is kept on the device, unless the browser keeps nothing.
  useLeaveGuard(pending > 0 || (!durable && refused + clashes > 0));
  const due = kit && !readOnly ? unratedKeys(kit, view.questions, scorecard).length : 0;
  useEffect(() => {
    ratingsDue.set(due);
  }, [due]);
  return null;
}
