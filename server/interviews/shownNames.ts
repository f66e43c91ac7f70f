import { codeNameOf } from '../../shared/evaluation/evaluationState.ts';
import type { ListedSeat } from '../../shared/interview/listedSeats.ts';
import {
  hidesNameFrom,
  type NameFacts,
  type OwnPart,
  shownTitle,
} from '../../shared/interview/visibility.ts';

/** What lists have of an interview to name it by. */
export interface NamedInterview extends NameFacts {
  title: string;
  jobRole: string;
  seats: readonly ListedSeat[];
  /** How the member of staff who looks takes part; absent where they do not. */
  own?: OwnPart;
}

/** The title and the candidates of an interview in a list, as a member of staff sees them. */
export function shownNames(interview: NamedInterview): { title: string; candidateNames: string[] } {
  const hidden = hidesNameFrom(interview, interview.own);
  return {
    title: shownTitle(interview, hidden && !interview.practice),
    candidateNames: interview.seats
      .filter(({ role }) => role === 'candidate')
      .map(({ seatId, name = '' }) => (hidden ? codeNameOf(seatId) : name)),
  };
}
