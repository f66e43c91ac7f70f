import { type ReactNode, useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { prejoin } from '../../texts/prejoin.ts';
import { FieldError } from '../ui/Field.tsx';
import { RadioTile } from '../ui/RadioTile.tsx';
import { More } from './More.tsx';

export type Choices = readonly { agrees: boolean; label: string }[];

interface ConsentChoiceProps {
  title: string;
  choices: Choices;
  /** Undefined until the person answers. */
  agrees: boolean | undefined;
  onChange: (agrees: boolean) => void;
  /** What follows from the answer. */
  effect: string;
  more: string;
  /** Counts the attempts to join without an answer to one of the questions. */
  missed?: number;
  children: ReactNode;
}

/** A question of consent whose two answers look the same. */
export function ConsentChoice(props: ConsentChoiceProps) {
  const { title, choices, agrees, onChange, effect, more, missed = 0, children } = props;
  const name = useId();
  const fields = useRef<HTMLFieldSetElement>(null);
  /** Earlier attempts missed another question. */
  const [missedBefore] = useState(missed);
  const error = missed > missedBefore && agrees === undefined;
  const bringIntoView = useEffectEvent(() => {
    if (!error) return;
    fields.current?.scrollIntoView({ block: 'center' });
    fields.current?.querySelector('input')?.focus({ preventScroll: true });
  });
  useEffect(() => {
    if (missed > 0) bringIntoView();
  }, [missed]);
  return (
    <fieldset
      ref={fields}
      className="flex min-w-0 flex-col gap-2"
      aria-describedby={`${name}-effect${error ? ` ${name}-error` : ''}`}
      data-consent
    >
      <legend className="contents">
        <span className="text-sm font-semibold sm:text-base">{title}</span>
      </legend>
      <div className="grid grid-cols-2 gap-2 sm:gap-3 max-sm:low:grid-cols-1">
        {choices.map(choice => (
          <RadioTile
            key={choice.label}
            dot
            name={name}
            checked={choice.agrees === agrees}
            onChange={() => onChange(choice.agrees)}
            className="min-h-11 items-center! border-line-strong px-3 py-2"
          >
            <span className="min-w-0 text-sm font-medium">{choice.label}</span>
          </RadioTile>
        ))}
      </div>
      {error && <FieldError id={`${name}-error`}>{prejoin.consent.needed}</FieldError>}
      <p id={`${name}-effect`} aria-live="polite" className="text-sm text-muted">
        {effect}
      </p>
      <More summary={more}>{children}</More>
    </fieldset>
  );
}
