import type { InterviewEvent } from '../../../shared/interview/events.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { type Chapter, knownLengthMs, type Review } from '../../../shared/recording/review.ts';
import { mergedSpans, sharedSpans } from '../../../shared/recording/spans.ts';
import type { RecordingFacts } from '../../../shared/report/candidateReportOf.ts';
import { lastTakes } from '../recording/review/chaptersOf.ts';
import { createReview } from '../recording/review/createReview.ts';
import type { RecordingRecord } from '../recording/review/recordingRecord.ts';

/** What reports say of a recording, and how long it is: 0 where there is none, undefined while that is not known. */
export interface RecordedFacts extends RecordingFacts {
  durationMs: number | undefined;
}

export function recordingFactsOf(
  state: InterviewState,
  events: readonly InterviewEvent[],
  record: RecordingRecord | undefined,
): RecordedFacts {
  const viewer = { kind: 'product' } as const;
  const review = createReview({ state, events, record, viewer, may: { erase: false, download: false } });
  return {
    recorded: ['recording', 'processing', 'ready'].includes(review.state),
    durationMs: knownLengthMs(review),
    keptUntil: review.retainUntil,
    delivery: review.delivery?.whole,
    answers: answersOf(review),
  };
}

function answersOf({ chapters, tracks, delivery }: Review): RecordingFacts['answers'] {
  const speech = mergedSpans(
    tracks
      .filter(({ role, kind }) => role === 'candidate' && kind === 'person')
      .flatMap(track => track.speech),
  );
  const last = new Map<QuestionId, Chapter>(
    lastTakes(chapters).map(chapter => [chapter.questionId, chapter]),
  );
  return Object.fromEntries(
    [...last].map(([questionId, { fromMs, toMs, answerFromMs = fromMs }]) => {
      const spoken = sharedSpans(speech, [{ fromMs: answerFromMs, toMs }]);
      const [first, end] = [spoken[0], spoken.at(-1)];
      const firstWordMs = delivery?.byQuestion.find(one => one.questionId === questionId)?.timeToAnswerMs;
      return [
        questionId,
        {
          ...(first && end && { answerMs: Math.round(end.toMs - first.fromMs) }),
          ...(firstWordMs !== undefined && { firstWordMs }),
        },
      ];
    }),
  );
}
