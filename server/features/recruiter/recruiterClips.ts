import type { InterviewState } from '../../../shared/interview/state.ts';
import type { ClipProgress } from '../../../shared/protocol/recruiterRoutes.ts';

/** What the console may know and ask of the clips of an interview that the virtual recruiter holds. */
export interface RecruiterClips {
  /** How far they are, as of now. */
  progress(state: InterviewState): Promise<ClipProgress>;
  /** Has everything made that failed or is missing; resolves when it has been ordered. */
  retry(state: InterviewState): Promise<void>;
}
