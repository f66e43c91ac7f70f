import type { InterviewEvent } from '../../../shared/interview/events.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { knownLengthMs, type Review } from '../../../shared/recording/review.ts';
import type { RecordingFacts } from '../../../shared/report/candidateReportOf.ts';
import type { RecordingRecord } from '../recording/RecordingRecords.ts';
import { createReview, reviewStateOf } from '../recording/review/createReview.ts';

/** What reports say of a recording, and how long it is: 0 where there is none, undefined while that is not known. */
export interface RecordedFacts extends RecordingFacts {
  durationMs: number | undefined;
}

/** What the log and a finished recording say of it, which is the same as long as both are. */
export type FoldedFacts = Pick<RecordedFacts, 'durationMs' | 'delivery' | 'answers'>;

/** `folded`: of the same log and recording. */
export function recordingFactsOf(
  state: InterviewState,
  record: RecordingRecord | undefined,
  folded: FoldedFacts,
): RecordedFacts {
  const isRecorded = ['recording', 'processing', 'ready'].includes(reviewStateOf(state, record));
  return { recorded: isRecorded, keptUntil: record?.retainUntil, ...folded };
}

export function foldedFactsOf(
  state: InterviewState,
  events: readonly InterviewEvent[],
  record: RecordingRecord | undefined,
): FoldedFacts {
  const viewer = { kind: 'product' } as const;
  const review = createReview({ state, events, record, viewer, may: { erase: false, download: false } });
  return {
    durationMs: knownLengthMs(review),
    delivery: review.delivery?.whole,
    answers: answersOf(review),
  };
}

function answersOf({ delivery }: Review): RecordingFacts['answers'] {
  return Object.fromEntries(
    (delivery?.byQuestion ?? []).map(({ questionId, answerMs, timeToAnswerMs }) => [
      questionId,
      {
        ...(answerMs !== undefined && { answerMs }),
        ...(timeToAnswerMs !== undefined && { firstWordMs: timeToAnswerMs }),
      },
    ]),
  );
}
