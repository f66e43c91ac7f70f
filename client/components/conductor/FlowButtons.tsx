import { ArrowRight, Check, type LucideIcon, Mic, SkipForward, Undo2 } from 'lucide-react';
import type { QuestionFlow } from '../../hooks/conductor/useQuestionFlow.ts';
import { conductor } from '../../texts/conductor.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { ConductorKey } from './ConductorFrame.tsx';

/** Fixed order; the likely next button is emphasized. */
export function FlowButtons({ flow }: { flow: QuestionFlow }) {
  const { current, shown, upNext, answering, running, take } = flow;
  const { actions } = conductor;
  // During a preview, the button opens the previewed question. The next question has its own button.
  const ahead = shown !== (current ?? upNext) ? shown : undefined;
  return (
    <fieldset aria-label={actions.bar} className="flex min-w-0 flex-col gap-2">
      {current && <AnswerButton flow={flow} likely={!answering && !ahead} />}
      {ahead ? (
        <>
          <Button
            variant="primary"
            className="w-full"
            pending={running === 'open'}
            icon={ArrowRight}
            onClick={() => take('open')}
          >
            {actions.open(ahead.number)}
          </Button>
          {current && (
            <Button className="w-full" onClick={() => flow.preview(undefined)}>
              {actions.backToOpen(current.number)}
            </Button>
          )}
        </>
      ) : (
        <NextButton flow={flow} />
      )}
      <div className="grid grid-cols-2 gap-2">
        <AsideButton flow={flow} action="back" shortcut="B" Icon={Undo2} />
        <AsideButton flow={flow} action="skip" shortcut="S" Icon={SkipForward} />
      </div>
    </fieldset>
  );
}

interface AsideButtonProps {
  flow: QuestionFlow;
  action: 'back' | 'skip';
  shortcut: string;
  Icon: LucideIcon;
}

function AsideButton({ flow: { steps, running, take }, action, shortcut, Icon }: AsideButtonProps) {
  return (
    <Button
      variant="quiet"
      pending={running === action}
      disabled={!steps[action]}
      aria-keyshortcuts={shortcut}
      icon={Icon}
      onClick={() => take(action)}
    >
      {conductor.actions[action]}
      <ConductorKey name={shortcut} />
    </Button>
  );
}

export function BarButtons({ flow }: { flow: QuestionFlow }) {
  const { current, answering, steps, running, take } = flow;
  if (!current || answering) return <NextButton compact flow={flow} />;
  return (
    <>
      <AnswerButton compact likely flow={flow} />
      <IconButton
        label={steps.next?.kind === 'close' ? conductor.actions.finish : conductor.actions.next}
        variant="secondary"
        aria-busy={running === 'next' || undefined}
        onClick={() => take('next')}
      >
        <ArrowRight className="size-4" />
      </IconButton>
    </>
  );
}

interface StepButtonProps {
  flow: QuestionFlow;
  compact?: boolean;
}

function AnswerButton({ flow, compact = false, likely }: StepButtonProps & { likely: boolean }) {
  const { answering, running, take } = flow;
  const { actions } = conductor;
  const Icon = answering ? Check : Mic;
  return (
    <Button
      variant={likely ? 'primary' : 'secondary'}
      className={compact ? '' : 'w-full'}
      pending={running === 'answer'}
      disabled={answering}
      aria-keyshortcuts="A"
      icon={Icon}
      onClick={() => take('answer')}
    >
      {answering ? actions.answering : actions.answerBegins}
      {!answering && !compact && <ConductorKey name="A" filled={likely} />}
    </Button>
  );
}

function NextButton({ flow, compact = false }: StepButtonProps) {
  const { steps, current, upNext, answering, running, take } = flow;
  const { actions } = conductor;
  const likely = answering || !current;
  if (!steps.next) return null;
  return (
    <Button
      variant={likely ? 'primary' : 'secondary'}
      className={compact ? '' : 'w-full'}
      pending={running === 'next'}
      aria-keyshortcuts="O"
      icon={ArrowRight}
      onClick={() => take('next')}
    >
      {steps.next.kind === 'close'
        ? actions.finish
        : current || !upNext
          ? actions.next
          : actions.open(upNext.number)}
      {!compact && <ConductorKey name="O" filled={likely} />}
    </Button>
  );
}
