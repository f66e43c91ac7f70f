import type { NewEvent } from '../../shared/interview/events.ts';
import type { InterviewState } from '../../shared/interview/state.ts';
import type { QuestionId } from '../../shared/kit/kitIds.ts';
import { candidateOf } from '../../shared/recruiter/recruiterContextOf.ts';
import type { AnswerDraft } from '../store/interviewStore.ts';

/** Returns the events that store a text as an answer. The first text to the open question starts its answer. */
export function writtenAnswer(
  { rubric }: InterviewState,
  payload: { questionId: QuestionId; text: string },
): NewEvent[] {
  const { questionId } = payload;
  const starts =
    questionId === rubric?.currentQuestionId && rubric.questions[questionId]?.answerStartedAt === undefined;
  return [
    ...(starts ? [{ kind: 'answer.started' as const, payload: { questionId } }] : []),
    { kind: 'answer.written', payload },
  ];
}

/** Returns the events that store the candidate's drafts as answers when the interview ends. */
export function answersOfDrafts(state: InterviewState, drafts: readonly AnswerDraft[]): NewEvent[] {
  const candidate = candidateOf(state);
  return drafts
    .filter(({ seatId, questionId, text }) => {
      // A page that sends an answer can save its draft once more. The draft is then the start of an answer.
      const sent = state.recruiter?.written[questionId]?.text ?? '';
      return seatId === candidate?.seatId && !`\n\n${sent}`.includes(`\n\n${text.trim()}`);
    })
    .flatMap(({ questionId, text }) => writtenAnswer(state, { questionId, text: text.trim() }));
}
