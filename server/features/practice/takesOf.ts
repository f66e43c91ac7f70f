import type { InterviewEvent } from '../../../shared/interview/events.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';

/** What a candidate gave to one question. */
export interface Taken {
  /** How often it was answered, retries included; what was skipped does not count. */
  takes: number;
  /** What was handed in last in writing. */
  written?: string;
}

interface Opening {
  questionId: QuestionId;
  answered: boolean;
}

/** From the log of an interview that is over, by question. A question without an entry never came. */
export function takesOf(events: readonly InterviewEvent[]): Map<QuestionId, Taken> {
  const taken = new Map<QuestionId, Taken>();
  const of = (questionId: QuestionId) => taken.get(questionId) ?? { takes: 0 };
  let open: Opening | undefined;
  const leave = (wasSkipped: boolean): void => {
    if (open?.answered && !wasSkipped) {
      const before = of(open.questionId);
      taken.set(open.questionId, { ...before, takes: before.takes + 1 });
    }
    open = undefined;
  };
  for (const event of events) {
    switch (event.kind) {
      case 'question.opened':
        leave(event.payload.leaving === 'skipped');
        open = { questionId: event.payload.questionId, answered: false };
        break;
      case 'question.closed':
        if (open?.questionId === event.payload.questionId) leave(event.payload.outcome === 'skipped');
        break;
      case 'answer.started':
        if (open?.questionId === event.payload.questionId) open.answered = true;
        break;
      case 'answer.written': {
        const { questionId, text } = event.payload;
        taken.set(questionId, { ...of(questionId), written: text });
        if (open?.questionId === questionId) open.answered = true;
        break;
      }
    }
  }
  leave(false);
  return taken;
}
