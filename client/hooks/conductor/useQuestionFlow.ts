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
import { useAct } from '../room/useAct.ts';

/** Actions of the lead on the questions. */
export type FlowAction = 'next' | 'skip' | 'back' | 'open' | 'answer';

interface Asked {
  action: FlowAction;
  at: string;
}

export interface QuestionFlow {
  items: readonly StripItem[];
  /** The question that the lead previews, otherwise the open one, otherwise the next one. */
  shown: StripItem | undefined;
  current: StripItem | undefined;
  upNext: StripItem | undefined;
  answering: boolean;
  /** Absent when the action is not possible. */
  steps: Partial<Record<Exclude<FlowAction, 'answer'>, FlowStep>>;
  running: FlowAction | undefined;
  look: (questionId: QuestionId | undefined) => void;
  take: (action: FlowAction) => void;
}

/** State and actions of the lead's question list. A preview is not visible to others. */
export function useQuestionFlow(kit: InterviewKit, rubric: RubricView): QuestionFlow {
  const { client } = useSession();
  const { act } = useAct();
  const [looked, look] = useState<QuestionId>();
  const [asked, setAsked] = useState<Asked>();
  const { currentQuestionId } = rubric;

  // Whatever was looked at, the question that has just been opened is the one to read aloud.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the change itself is what counts
  useEffect(() => look(undefined), [currentQuestionId]);

  const items = stripOf(kit, rubric);
  const itemOf = (id: QuestionId | undefined) => items.find(({ question }) => question.id === id);
  const current = itemOf(currentQuestionId);
  const upNext = itemOf(upcoming(kit, rubric));
  const shown = itemOf(looked) ?? current ?? upNext;
  const answering =
    current !== undefined && rubric.questions[current.question.id]?.answerStartedAt !== undefined;

  const at = `${currentQuestionId} ${answering}`;
  // An action is done when its effect is visible, even if the reply is pending. The next press applies to what is
  // visible now.
  const running = asked?.at === at ? asked.action : undefined;

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
    const asking = { action, at };
    setAsked(asking);
    void act(() => send(action)).then(() => setAsked(latest => (latest === asking ? undefined : latest)));
  };

  return { items, shown, current, upNext, answering, steps, running, look, take };
}

function withoutGaps(
  steps: Record<keyof QuestionFlow['steps'], FlowStep | undefined>,
): QuestionFlow['steps'] {
  return Object.fromEntries(Object.entries(steps).filter(([, step]) => step !== undefined));
}
