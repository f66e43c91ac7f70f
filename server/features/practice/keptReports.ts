import type { InterviewId } from '../../../shared/ids.ts';

/** Reports, as far as an archive needs them. */
export interface KeptReports {
  /** All of the report on an attempt that is the candidate's to keep; undefined where none is published. */
  keptOf(interviewId: InterviewId): Promise<object | undefined>;
}
