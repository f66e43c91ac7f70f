import type { RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import { useOwnSeat, useView } from '../room/session.ts';

/** The virtual recruiter's view; undefined where people ask the questions. */
export function useRecruiter(): RecruiterView | undefined {
  return useView().recruiter;
}

/** The same, for the one who answers it: the candidate. */
export function useAnsweredRecruiter(): RecruiterView | undefined {
  const { role } = useOwnSeat();
  const recruiter = useRecruiter();
  return role === 'candidate' ? recruiter : undefined;
}

/** Who has taken over from the recruiter, by name; undefined where no one has. */
export function useTakenOverBy({ personSeatId }: RecruiterView): string | undefined {
  const { seats } = useView();
  return personSeatId && seats[personSeatId]?.displayName;
}
