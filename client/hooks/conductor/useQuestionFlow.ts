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

/** What the lead can do about the course of the questions. */
export type FlowAction = 'next' | 'skip' | 'back' | 'open' | 'answer';

interface Asked {
  action: FlowAction;
  /** Where the questions were then. */
  at: string;
}

export interface QuestionFlow {
  items: readonly StripItem[];
  /** What is on show: a question looked at ahead, else the open one, else the one that comes next. */
  shown: StripItem | undefined;
  current: StripItem | undefined;
  /** What opens next. */
  upNext: StripItem | undefined;
  answering: boolean;
  /** Undefined where the action has nothing to do. */
  steps: Partial<Record<Exclude<FlowAction, 'answer'>, FlowStep>>;
  /** The action that is on its way to the server. */
  running: FlowAction | undefined;
  look: (questionId: QuestionId | undefined) => void;
  take: (action: FlowAction) => void;
}

/** The lead's way through the questions. Looking at a question ahead changes nothing for anybody else. */
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
  // Once it shows, an action is done, though its answer may still be on its way; the next press is for what the person sees now.
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
