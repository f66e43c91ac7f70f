import { Check } from 'lucide-react';
import { uiTexts } from '../../texts/ui.ts';
import { classNames } from './classNames.ts';

interface ProgressStepsProps {
  steps: readonly string[];
  /** Index of the current step, or `steps.length` when all steps are done. */
  current: number;
  label: string;
}

export function ProgressSteps({ steps, current, label }: ProgressStepsProps) {
  return (
    <ol aria-label={label} className="flex items-center gap-2 text-sm">
      {steps.map((step, index) => {
        const done = index < current;
        const active = index === current;
        return (
          <li
            key={step}
            aria-current={active ? 'step' : undefined}
            className="flex items-center gap-2 not-last:after:h-px not-last:after:w-4 not-last:after:bg-line-strong sm:not-last:after:w-8"
          >
            <span
              aria-hidden="true"
              className={classNames(
                'flex size-6 shrink-0 items-center justify-center rounded-full text-xs font-semibold',
                done && 'bg-accent-soft text-accent-ink',
                active && 'bg-accent text-on-accent',
                !done && !active && 'border border-line-strong text-muted',
              )}
            >
              {done ? <Check className="size-3.5" strokeWidth={3} /> : index + 1}
            </span>
            <span className={classNames(active ? 'font-medium' : 'text-muted max-sm:sr-only')}>
              {step}
              {done && <span className="sr-only">, {uiTexts.stepDone}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
