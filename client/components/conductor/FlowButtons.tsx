import { ArrowRight, Check, Mic, SkipForward, Undo2 } from 'lucide-react';
import type { ComponentProps } from 'react';
import type { FlowAction, QuestionFlow } from '../../hooks/conductor/useQuestionFlow.ts';
import { conductor } from '../../texts/conductor.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { ConductorKey } from './ConductorFrame.tsx';

/** Buttons in a fixed order. The button that the lead probably needs next is emphasized. */
export function FlowButtons({ flow }: { flow: QuestionFlow }) {
  const { current, shown, upNext, answering, steps } = flow;
  const { actions } = conductor;
  // The shown question if it is neither the open nor the next one, for which there are other buttons.
  const ahead = shown !== (current ?? upNext) ? shown : undefined;
  return (
    <fieldset aria-label={actions.bar} className="flex min-w-0 flex-col gap-2">
      {current && <AnswerButton flow={flow} likely={!answering && !ahead} />}
      {ahead ? (
        <>
          <FlowButton flow={flow} action="open" icon={ArrowRight} variant="primary" className="w-full">
            {actions.open(ahead.number)}
          </FlowButton>
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
        <FlowButton
          flow={flow}
          action="back"
          shortcut="B"
          icon={Undo2}
          variant="quiet"
          disabled={!steps.back}
        >
          {actions.back}
        </FlowButton>
        <FlowButton
          flow={flow}
          action="skip"
          shortcut="S"
          icon={SkipForward}
          variant="quiet"
          disabled={!steps.skip}
        >
          {actions.skip}
        </FlowButton>
      </div>
    </fieldset>
  );
}

interface FlowButtonProps extends ComponentProps<typeof Button> {
  flow: QuestionFlow;
  action: FlowAction;
  shortcut?: string;
  /** False if the key works but isn't shown on the button. */
  keyShown?: boolean;
}

function FlowButton({ flow, action, shortcut, keyShown = true, children, ...button }: FlowButtonProps) {
  return (
    <Button
      {...button}
      pending={flow.running === action}
      aria-keyshortcuts={shortcut}
      onClick={() => flow.take(action)}
    >
      {children}
      {shortcut && keyShown && <ConductorKey name={shortcut} filled={button.variant === 'primary'} />}
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

type StepButtonProps = { flow: QuestionFlow; compact?: boolean };

function AnswerButton({ flow, compact = false, likely }: StepButtonProps & { likely: boolean }) {
  const { answering } = flow;
  const { actions } = conductor;
  return (
    <FlowButton
      flow={flow}
      action="answer"
      shortcut="A"
      keyShown={!answering && !compact}
      icon={answering ? Check : Mic}
      variant={likely ? 'primary' : 'secondary'}
      className={compact ? '' : 'w-full'}
      disabled={answering}
    >
      {answering ? actions.answering : actions.answerBegins}
    </FlowButton>
  );
}

function NextButton({ flow, compact = false }: StepButtonProps) {
  const { steps, current, upNext, answering } = flow;
  const { actions } = conductor;
  if (!steps.next) return null;
  return (
    <FlowButton
      flow={flow}
      action="next"
      shortcut="O"
      keyShown={!compact}
      icon={ArrowRight}
      variant={answering || !current ? 'primary' : 'secondary'}
      className={compact ? '' : 'w-full'}
    >
      {steps.next.kind === 'close'
        ? actions.finish
        : current || !upNext
          ? actions.next
          : actions.open(upNext.number)}
    </FlowButton>
  );
}
