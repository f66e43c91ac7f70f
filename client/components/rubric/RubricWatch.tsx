import { useEffect } from 'react';
import { unratedKeys } from '../../../shared/rubric/completeness.ts';
import { ratingsDue } from '../../core/roomStores.ts';
import { useRubric } from '../../hooks/rubric/useRubric.ts';
import { useLeaveGuard } from '../../hooks/useLeaveGuard.ts';

/** Renders nothing. Keeps the rubric session open, and asks before the user leaves with unsaved changes. */
export function RubricWatch() {
  const { kit, view, scorecard, readOnly, saveState } = useRubric();
  const { pending, refused, clashes, durable } = saveState;
  // Asks about refused and conflicting drafts only if the browser's storage doesn't keep them.
  useLeaveGuard(pending > 0 || (!durable && refused + clashes > 0));
  const due = kit && !readOnly ? unratedKeys(kit, view.questions, scorecard).length : 0;
  useEffect(() => {
    ratingsDue.set(due);
  }, [due]);
  return null;
}
