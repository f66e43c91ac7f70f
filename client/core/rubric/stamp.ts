import type { InterviewView } from '../../../shared/interview/view.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { noteMediaTime } from '../../../shared/rubric/mediaTime.ts';
import type { MediaStamp } from '../../../shared/rubric/scorecard.ts';

interface StampOptions {
  view: InterviewView;
  questionId: QuestionId;
  /** When it was begun, server clock. */
  begunAt: number;
  /** What was heard of the candidate then. */
  heard: MediaStamp['heard'];
}

/** Where in the interview a rating or note of a question belongs. */
export function stampOf({ view, questionId, begunAt, heard }: StampOptions): MediaStamp {
  const { openedAt = begunAt, endedAt = begunAt } = view;
  const progress = view.rubric?.questions[questionId];
  const mediaTimeMs = noteMediaTime({ progress, begunAt: Math.min(begunAt, endedAt), openedAt });
  // What is heard belongs to the question only while that is open.
  return { mediaTimeMs, ...(heard && progress?.state === 'open' && { heard }) };
}
