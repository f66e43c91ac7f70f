import type { InterviewId } from '../../../shared/ids.ts';
import { PRACTICE_ROUTES } from '../../../shared/protocol/practiceRoutes.ts';
import { PRACTICE_TRANSCRIPT_FILE } from '../../../shared/protocol/transcriptRoutes.ts';
import type { Transcript } from '../../../shared/transcript/transcript.ts';
import { reviewTexts } from '../../texts/review.ts';
import { routeCaller } from '../httpRoute.ts';
import type { ReviewSource } from '../review/reviewSession.ts';

/** Replaces `callRoute` on `/practice`, so that the page doesn't load the schemas of the console. */
export const callPractice = routeCaller(PRACTICE_ROUTES);

export type CallPractice = typeof callPractice;

/** Opens a person's own recording, in which the person is called "You". */
export function practiceSource(call: CallPractice, page: string, interviewId: InterviewId): ReviewSource {
  return {
    own: true,
    open: async grant => {
      const opened = await call('practice.review', { page, interviewId, held: grant });
      const tracks = opened.review.tracks.map(track =>
        track.role === 'candidate' ? { ...track, name: reviewTexts.marker.own } : track,
      );
      return { ...opened, review: { ...opened.review, tracks } };
    },
    renew: grant => call('practice.renew', { page, interviewId, grant }),
    transcript: {
      read: async () => withYou(await call('practice.transcript', { page, interviewId })),
      erase: () => call('practice.deleteTranscript', { page, interviewId }),
      download: format => sendForm(PRACTICE_TRANSCRIPT_FILE, { page, interviewId, format }),
    },
  };
}

function withYou(transcript: Transcript): Transcript {
  const speakers = transcript.speakers.map(speaker =>
    speaker.role === 'candidate' ? { ...speaker, name: reviewTexts.marker.own } : speaker,
  );
  return { ...transcript, speakers };
}

/** Downloads a file with a form, because the page's secret must not be in an address. */
function sendForm(action: string, fields: Readonly<Record<string, string>>): void {
  const form = Object.assign(document.createElement('form'), { method: 'post', action, hidden: true });
  for (const [name, value] of Object.entries(fields))
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
  document.body.append(form);
  form.submit();
  form.remove();
}
