import type { InterviewState } from '../../../shared/interview/state.ts';
import type { StaffInterviews } from '../../interviews/staffInterviews.ts';
import type { RouteHandlers } from '../routeHandlers.ts';
import type { RecruiterClips } from './recruiterClips.ts';

type ClipRoutes = Pick<RouteHandlers, 'recruiterClips.progress' | 'recruiterClips.retry'>;

/** The clips of one interview over HTTP. Where people ask the questions there are none, and none to wait for. */
export function clipRoutes(options: { interviews: StaffInterviews; clips: RecruiterClips }): ClipRoutes {
  const { interviews, clips } = options;
  const isHeld = (state: InterviewState) => state.recruiter !== undefined && state.rubric !== undefined;
  return {
    'recruiterClips.progress': async ({ interviewId }, { member }) => {
      const state = await interviews.read(interviewId, member);
      return isHeld(state) ? clips.progress(state) : { total: 0, ready: 0, failed: [] };
    },
    'recruiterClips.retry': async ({ interviewId }, { member }) => {
      const state = await interviews.read(interviewId, member);
      if (isHeld(state)) await clips.retry(state);
      return {};
    },
  };
}
