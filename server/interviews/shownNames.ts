import type { ListedSeat } from '../../shared/interview/listedSeats.ts';
import {
  hidesNameFrom,
  listedNames,
  type NameFacts,
  type OwnPart,
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
  return listedNames(interview, hidesNameFrom(interview, interview.own));
}
