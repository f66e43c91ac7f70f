import { useEffect, useState } from 'react';
import type { InterviewKit } from '../../../shared/kit/kit.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import type { RubricView } from '../../../shared/rubric/rubricView.ts';
import {
  backStep,
  type FlowStep,
  nextStep,
  openStep,
  type StripItem,
  skipStep,
  stripOf,
  upcoming,
} from '../../core/conductor/questionFlow.ts';
import { useSession } from '../room/session.ts';
import { useCommand } from '../room/useCommand.ts';

export type FlowAction = 'next' | 'skip' | 'back' | 'open' | 'answer';

export interface QuestionFlow {
  items: readonly StripItem[];
  /** The previewed question; without a preview, the open question; without either, the next question. */
  shown: StripItem | undefined;
  current: StripItem | undefined;
  upNext: StripItem | undefined;
  answering: boolean;
  steps: Partial<Record<Exclude<FlowAction, 'answer'>, FlowStep>>;
  running: FlowAction | undefined;
  preview: (questionId: QuestionId | undefined) => void;
  take: (action: FlowAction) => void;
}

/** Returns the lead's question list and actions. A preview is not visible to other people. */
export function useQuestionFlow(kit: InterviewKit, rubric: RubricView): QuestionFlow {
  const { client } = useSession();
  const { act } = useCommand();
  const [previewed, preview] = useState<QuestionId>();
  const [pending, setPending] = useState<{ action: FlowAction; position: string }>();
  const { currentQuestionId } = rubric;

  // A newly opened question replaces a preview, because it has to be read aloud.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the change itself is what counts
  useEffect(() => preview(undefined), [currentQuestionId]);

  const items = stripOf(kit, rubric);
  const itemOf = (id: QuestionId | undefined) => items.find(({ question }) => question.id === id);
  const current = itemOf(currentQuestionId);
  const upNext = itemOf(upcoming(kit, rubric));
  const shown = itemOf(previewed) ?? current ?? upNext;
  const answering =
    current !== undefined && rubric.questions[current.question.id]?.answerStartedAt !== undefined;

  const position = `${currentQuestionId} ${answering}`;
  // An action counts as done when its effect is visible, even before the reply arrives.
  const running = pending?.position === position ? pending.action : undefined;

  const steps = withoutGaps({
    next: nextStep(kit, rubric),
    skip: skipStep(kit, rubric),
    back: backStep(kit, rubric),
    open: shown && openStep(rubric, shown.question.id),
  });

  const send = async (action: FlowAction): Promise<unknown> => {
    if (action === 'answer')
      return current && client.command('answer.start', { questionId: current.question.id });
    const step = steps[action];
    if (step?.kind === 'close') {
      const { questionId, outcome } = step;
      return client.command('question.close', { questionId, outcome });
    }
    if (!step) return undefined;
    const { questionId, leaving } = step;
    return client.command('question.open', { questionId, ...(leaving && { leaving }) });
  };

  const take = (action: FlowAction) => {
    const idle = action === 'answer' ? !current || answering : !steps[action];
    if (idle || running) return;
    const next = { action, position };
    setPending(next);
    void act(() => send(action)).then(() => setPending(latest => (latest === next ? undefined : latest)));
  };

  return { items, shown, current, upNext, answering, steps, running, preview, take };
}

function withoutGaps(
  steps: Record<keyof QuestionFlow['steps'], FlowStep | undefined>,
): QuestionFlow['steps'] {
  return Object.fromEntries(Object.entries(steps).filter(([, step]) => step !== undefined));
}
