import { agreesToRecording } from '../../../shared/interview/setup.ts';
import type { InterviewView } from '../../../shared/interview/view.ts';

/**
 * Whether what a candidate says to the virtual recruiter reaches no one who evaluates: it is not recorded because they have not agreed, and
 * no rater is in the room. Only the candidate and the console can tell.
 */
export function isUnheard({ practice, recruiter, seats }: InterviewView): boolean {
  // There no one is asked to evaluate.
  if (practice?.purpose === 'self') return false;
  if (recruiter?.attended !== false || recruiter.turn === 'over') return false;
  return Object.values(seats).some(
    ({ role, consent }) => role === 'candidate' && consent !== undefined && !agreesToRecording(consent),
  );
}
