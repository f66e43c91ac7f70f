import type { PlainReason } from '../../../shared/errorReasons.ts';
import { AppError } from '../../../shared/errors.ts';
import type { NewEvent } from '../../../shared/interview/events.ts';
import type { InterviewInput } from '../../../shared/protocol/http.ts';

type Planned = Pick<InterviewInput, 'candidateChooses' | 'scheduledAt' | 'recruiter' | 'seats'>;

/** Returns the event that lets the candidate of a new interview choose the time. Throws `invalid` where no one could. */
export function offerFromStart(
  { candidateChooses, scheduledAt, recruiter, seats }: Planned,
  now: number,
  changeHours: number,
): NewEvent[] {
  if (!candidateChooses) return [];
  if (scheduledAt <= now) throw refused('scheduledAt', 'scheduling-passed');
  if (seats.filter(({ role }) => role === 'candidate').length !== 1)
    throw refused('seats', 'scheduling-without-candidate');
  const interviewers = seats.filter(({ role }) => role === 'interviewer');
  if (interviewers.length === 0 && !recruiter) throw refused('seats', 'scheduling-without-interviewer');
  const nameless = seats.findIndex(({ role, email }) => role === 'interviewer' && email === undefined);
  if (nameless >= 0) throw refused(`seats.${nameless}.email`, 'scheduling-without-address');
  return [{ kind: 'scheduling.offered', payload: { until: scheduledAt, changeHours } }];
}

function refused(field: string, reason: PlainReason): AppError {
  return AppError.invalid(reason, { field, fields: { [field]: { reason } } });
}
