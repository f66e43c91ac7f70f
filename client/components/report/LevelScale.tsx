import type { LadderRung } from '../../../shared/report/candidateReport.ts';
import type { Rung } from '../../../shared/report/reportContent.ts';
import { classNames } from '../ui/classNames.ts';

const STEPS: readonly Rung[] = [1, 2, 3, 4, 5];

/** Five steps: up to the one that was reached, with one's own guess under it and the range of ratings over it. The words beside it say the same. */
export function LevelScale({ rung, guess, spread }: Pick<LadderRung, 'rung' | 'guess' | 'spread'>) {
  return (
    <span aria-hidden="true" className="grid grid-cols-5 gap-x-1 print:[print-color-adjust:exact]">
      {STEPS.map(step => (
        <span key={step} className="flex flex-col items-stretch gap-1 print:gap-px">
          <span
            className={classNames(
              'h-[3px] rounded-full',
              spread && step >= spread.low && step <= spread.high ? 'bg-muted' : 'bg-transparent',
            )}
          />
          <span
            className={classNames(
              'h-2.5 rounded-[3px] print:h-2',
              rung === undefined
                ? 'border border-dashed border-line-strong'
                : step <= rung
                  ? 'bg-accent'
                  : step === rung + 1
                    ? 'bg-line outline-1 -outline-offset-1 outline-line-strong/70'
                    : 'bg-line',
            )}
          />
          <span
            className={classNames(
              'mx-auto size-2 rotate-45 border-[1.5px] print:size-1.5',
              guess === step ? 'border-ink bg-surface' : 'border-transparent',
            )}
          />
        </span>
      ))}
    </span>
  );
}
