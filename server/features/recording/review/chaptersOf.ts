import type { InterviewKit } from '../../../../shared/kit/kit.ts';
import type { QuestionId } from '../../../../shared/kit/kitIds.ts';
import { type RecordingClock, recordingMsAt } from '../../../../shared/recording/recordingClock.ts';
import type { Chapter } from '../../../../shared/recording/review.ts';
import type { LogStep } from './logSteps.ts';

interface Opening {
  questionId: QuestionId;
  openedAt: number;
  answerAt?: number;
}

/** The questions as they went, each until the next one or the end of the session. What was not recorded at all is no chapter. */
export function chaptersOf(steps: readonly LogStep[], kit: InterviewKit, clock: RecordingClock): Chapter[] {
  const chapters: Chapter[] = [];
  let open: Opening | undefined;
  const close = (at: number): void => {
    const chapter = open && chapterOf(open, at, kit, clock);
    if (chapter) chapters.push(chapter);
    open = undefined;
  };
  for (const { event } of steps) {
    switch (event.kind) {
      case 'question.opened':
        close(event.at);
        open = { questionId: event.payload.questionId, openedAt: event.at };
        break;
      case 'answer.started':
        if (open?.questionId === event.payload.questionId) open.answerAt ??= event.at;
        break;
      case 'session.closed':
      case 'session.ended':
      case 'interview.cancelled':
        close(event.at);
        break;
    }
  }
  close(clock.zeroAt + clock.durationMs);
  return chapters;
}

function chapterOf(
  { questionId, openedAt, answerAt }: Opening,
  endedAt: number,
  kit: InterviewKit,
  clock: RecordingClock,
): Chapter | undefined {
  const index = kit.questions.findIndex(({ id }) => id === questionId);
  const question = kit.questions[index];
  const [fromMs, toMs] = [recordingMsAt(clock, openedAt), recordingMsAt(clock, endedAt)];
  if (!question || toMs <= fromMs) return undefined;
  return {
    questionId,
    number: index + 1,
    text: question.text,
    fromMs,
    toMs,
    ...(answerAt !== undefined && { answerFromMs: recordingMsAt(clock, answerAt) }),
  };
}
