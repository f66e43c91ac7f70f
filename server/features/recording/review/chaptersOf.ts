import type { InterviewKit } from '../../../../shared/kit/kit.ts';
import type { QuestionId } from '../../../../shared/kit/kitIds.ts';
import { type RecordingClock, recordingMsAt } from '../../../../shared/recording/recordingClock.ts';
import type { Chapter } from '../../../../shared/recording/review.ts';
import type { LogStep } from './logSteps.ts';

interface Opening {
  questionId: QuestionId;
  openedAt: number;
  answerAt?: number;
  /** How often the question had been taken again. */
  retaken: number;
}

/** The questions as they went, each until the next one or the end of the session. What was not recorded at all is no chapter. */
export function chaptersOf(steps: readonly LogStep[], kit: InterviewKit, clock: RecordingClock): Chapter[] {
  const chapters: Chapter[] = [];
  const retaken = steps.at(-1)?.after.recruiter?.retaken ?? {};
  let open: Opening | undefined;
  const close = (at: number): void => {
    const chapter = open && chapterOf(open, at, kit, clock);
    if (open && chapter) chapters.push({ ...chapter, ...takeOf(open, retaken[open.questionId]) });
    open = undefined;
  };
  for (const { event, after } of steps) {
    switch (event.kind) {
      case 'question.opened':
        close(event.at);
        open = {
          questionId: event.payload.questionId,
          openedAt: event.at,
          retaken: after.recruiter?.retaken[event.payload.questionId] ?? 0,
        };
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

function takeOf({ retaken }: Opening, inAll = 0): Pick<Chapter, 'take'> {
  return inAll === 0 ? {} : { take: { number: retaken + 1, of: inAll + 1 } };
}

/** Without earlier takes of what was answered again. */
export function lastTakes(chapters: readonly Chapter[]): Chapter[] {
  return chapters.filter(({ take }) => take === undefined || take.number === take.of);
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
