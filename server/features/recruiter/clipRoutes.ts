import type { InterviewState } from '../../../shared/interview/state.ts';
import type { ClipProgress } from '../../../shared/protocol/recruiterRoutes.ts';
import { SilentClip } from '../../../shared/recruiter/clip.ts';
import { type LineKey, textOfLine } from '../../../shared/recruiter/lines.ts';
import type { StaffInterviews } from '../../interviews/staffInterviews.ts';
import type { RouteHandlers } from '../routeHandlers.ts';
import type { ClipLibrary } from './clips/ClipLibrary.ts';
import type { InterviewClips } from './InterviewClips.ts';

type ClipRoutes = Pick<RouteHandlers, 'recruiterClips.progress' | 'recruiterClips.retry'>;

export function clipRoutes(options: { interviews: StaffInterviews; clips: RecruiterClips }): ClipRoutes {
  const { interviews, clips } = options;
  const hasClips = (state: InterviewState) => state.recruiter !== undefined && state.rubric !== undefined;
  return {
    'recruiterClips.progress': async ({ interviewId }, { member }) => {
      const state = await interviews.read(interviewId, member);
      return hasClips(state) ? clips.progress(state) : { total: 0, ready: 0, failed: [] };
    },
    'recruiterClips.retry': async ({ interviewId }, { member }) => {
      const state = await interviews.read(interviewId, member);
      if (hasClips(state)) await clips.retry(state);
    },
  };
}

export interface RecruiterClips {
  progress(state: InterviewState): Promise<ClipProgress>;
  retry(state: InterviewState): Promise<void>;
}

export function clipProgress(clips: InterviewClips, library: ClipLibrary): RecruiterClips {
  return {
    async progress(state: InterviewState): Promise<ClipProgress> {
      // Orders the clips on this server too, because the progress counts only clips that were ordered here.
      await clips.order(state, 'ahead');
      const ids = (await clips.clipIds(state)) ?? new Map();
      const { ready, total, failed, fallback, rendering } = library.progressOf([...ids.values()]);
      // Without its silent clips, the recruiter cannot appear.
      const silent = library.progressOf(SilentClip.options.map(clip => clips.silent(clip)));
      const waits = silent.ready + silent.failed.length < silent.total;
      const kit = state.rubric?.chosen.kit;
      const textOf = (key: LineKey) => (kit && textOfLine(kit, key)) ?? '';
      const lines = [...ids].map(([lineKey, clipId]) => ({ lineKey, clipId }));
      const complaints = [
        ...failed.map(({ clipId, message }) => ({ clipId, reason: message })),
        ...fallback.map(({ clipId, message }) => ({ clipId, reason: message, fallback: BUILT_IN_VOICE })),
      ];
      const renderingLine = lines.find(({ clipId }) => clipId === rendering)?.lineKey;
      return {
        total,
        ready: waits ? Math.min(ready, total - 1) : ready,
        failed: complaints.flatMap(({ clipId, ...complaint }) =>
          lines
            .filter(line => line.clipId === clipId)
            .map(({ lineKey }) => ({ lineKey, text: textOf(lineKey), ...complaint })),
        ),
        ...(renderingLine && { renderingText: textOf(renderingLine) }),
      };
    },

    async retry(state: InterviewState): Promise<void> {
      await clips.order(state, 'ahead');
      const ids = await clips.clipIds(state);
      if (ids) library.retry([...ids.values()]);
    },
  };
}

const BUILT_IN_VOICE = 'The built-in voice says this line instead.';
