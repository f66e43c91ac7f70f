import type { OwnInterview } from '../../shared/protocol/homeRoutes.ts';

type Planned = Pick<OwnInterview, 'interviewId' | 'scheduledAt' | 'plannedMinutes'>;

const MINUTE = 60_000;

/** Returns the other interviews whose planned time overlaps. */
export function atSameTime<T extends Planned>(interview: Planned, all: readonly T[]): T[] {
  const endOf = ({ scheduledAt, plannedMinutes }: Planned) => scheduledAt + plannedMinutes * MINUTE;
  return all.filter(
    other =>
      other.interviewId !== interview.interviewId &&
      other.scheduledAt < endOf(interview) &&
      interview.scheduledAt < endOf(other),
  );
}
