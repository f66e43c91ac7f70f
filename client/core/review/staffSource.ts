import type { InterviewId } from '../../../shared/ids.ts';
import { TRANSCRIPT_FILE } from '../../../shared/protocol/transcriptRoutes.ts';
import { callRoute } from '../api.ts';
import type { ReviewSource } from './reviewSession.ts';

export function staffSource(interviewId: InterviewId): ReviewSource {
  return {
    open: grant => callRoute('review.open', { interviewId, held: grant }),
    renew: grant => callRoute('review.renew', { interviewId, grant }),
    transcript: {
      read: () => callRoute('transcript.read', { interviewId }),
      correct: edit => callRoute('transcript.correct', { interviewId, ...edit }),
      erase: () => callRoute('transcript.delete', { interviewId }),
      download: format => {
        const link = document.createElement('a');
        link.href = `${TRANSCRIPT_FILE.replace(':interviewId', interviewId)}?format=${format}`;
        link.download = '';
        link.click();
      },
    },
  };
}
