import { CircleAlert } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import type { Competency } from '../../../shared/kit/kit.ts';
import type { RatingValue } from '../../../shared/rubric/rating.ts';
import { consensusTexts } from '../../texts/consensus.ts';
import { RadioTile } from '../ui/RadioTile.tsx';

const VALUES: readonly RatingValue[] = [1, 2, 3, 4, 5, 'N'];

interface ValueChoiceProps {
  value: RatingValue | undefined;
  current: RatingValue | undefined;
  competency: Competency;
  error: string | undefined;
  onChange: (value: RatingValue) => void;
}

/** 1 to 5 or N, as radio buttons: arrow keys choose, the anchor of the chosen one is read beside them. */
export function ValueChoice({ value, current, competency, error, onChange }: ValueChoiceProps) {
  const name = useId();
  const group = useRef<HTMLFieldSetElement>(null);
  const { revise } = consensusTexts;
  const anchor = typeof value === 'number' ? competency.anchors[value - 1] : undefined;
  const errorId = `${name}-error`;
  useEffect(() => group.current?.querySelector<HTMLElement>('input:not(:disabled)')?.focus(), []);
  return (
    <fieldset ref={group} className="flex flex-col gap-2" aria-describedby={error ? errorId : undefined}>
      <legend className="pb-1.5 text-sm font-medium">{revise.legend}</legend>
      <div className="flex flex-wrap gap-1.5">
        {VALUES.map(option => (
          <RadioTile
            key={option}
            name={name}
            aria-label={option === 'N' ? revise.noEvidence : String(option)}
            aria-invalid={error ? true : undefined}
            disabled={option === current}
            checked={option === value}
            onChange={() => onChange(option)}
            className="flex size-10 cursor-pointer items-center justify-center rounded-control border border-line-strong/60 bg-surface text-sm font-semibold tabular-nums has-checked:border-accent has-checked:bg-accent has-checked:text-on-accent has-focus-visible:outline-offset-2 has-disabled:cursor-default has-disabled:opacity-45"
          >
            {option}
          </RadioTile>
        ))}
      </div>
      {value !== undefined && (
        <p className="text-sm text-muted">{anchor ?? consensusTexts.details.noEvidence}</p>
      )}
      {error && (
        <p id={errorId} className="flex items-start gap-1.5 text-sm text-danger-ink">
          <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
          {error}
        </p>
      )}
    </fieldset>
  );
}
