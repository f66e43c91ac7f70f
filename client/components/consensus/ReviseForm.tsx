import { CircleAlert } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { z } from 'zod';
import type { Competency } from '../../../shared/kit/kit.ts';
import { partsOfKey, RatingValue } from '../../../shared/rubric/rating.ts';
import { Revision } from '../../../shared/rubric/scorecard.ts';
import { isComposing } from '../../core/composing.ts';
import {
  newestRevisions,
  type RatedAnswer,
  revisionsInConflict,
} from '../../core/consensus/consensusRows.ts';
import { toast } from '../../core/toast.ts';
import { useForm } from '../../hooks/useForm.ts';
import { consensusTexts } from '../../texts/consensus.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Form, SubmitButton } from '../ui/Form.tsx';
import { RadioTile } from '../ui/RadioTile.tsx';
import { TextArea } from '../ui/TextArea.tsx';
import type { Revising } from './consensusBoard.ts';

interface ReviseFormProps {
  answer: RatedAnswer;
  competency: Competency;
  revise: Revising['revise'];
  onClose: () => void;
}

/** Form to revise a rating. Keeps the typed reason if the rater saves a revision in another tab. */
export function ReviseForm({ answer, competency, revise, onClose }: ReviseFormProps) {
  const texts = consensusTexts.revise;
  const reasonId = useId();
  const [seenCount] = useState(answer.revisions.length);
  const [inConflict, setInConflict] = useState<readonly Revision[]>();
  const known = newestRevisions(answer.revisions, inConflict);
  const newest = known.length > seenCount ? known.at(-1) : undefined;
  const current = newest?.value ?? answer.current;
  const form = useForm({
    initial: { value: undefined as RatingValue | undefined, reason: '' },
    schema: z.object({
      value: RatingValue.refine(value => value !== current, texts.same),
      reason: z.string().trim().min(1, texts.sayWhy).pipe(Revision.shape.reason),
    }),
    onSubmit: async ({ value, reason }) => {
      try {
        await revise({ ...partsOfKey(answer.key), value, reason, expectedRevisions: known.length });
      } catch (error) {
        const revisions = revisionsInConflict(error);
        if (!revisions) throw error;
        setInConflict(revisions);
        return;
      }
      toast.success(texts.saved);
      onClose();
    },
  });
  // Ignored while submitting, because the view may contain this very revision before the reply arrives.
  const newer = form.submitting ? undefined : newest;
  return (
    <section
      aria-label={texts.buttonOf(answer.questionNumber, competency.name)}
      className="flex flex-col gap-4 rounded-card border border-line bg-surface p-4"
      data-revising={answer.key}
      onKeyDown={event => {
        // With something typed, only Cancel closes the form.
        if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event.nativeEvent)) return;
        if (!form.isChanged()) onClose();
      }}
    >
      {newer && (
        <Banner tone="warning" title={texts.conflictTitle}>
          {texts.conflict(newer.value, newer.reason)}
        </Banner>
      )}
      <Form guarded form={form} failed={texts.failed}>
        <ValueChoice
          value={form.values.value}
          current={current}
          competency={competency}
          error={
            form.errorOf('value') && (form.values.value === undefined ? texts.none : form.errorOf('value'))
          }
          onChange={value => form.change({ value })}
        />
        <TextArea
          id={reasonId}
          label={texts.reason}
          hint={texts.reasonHint}
          rows={2}
          value={form.values.reason}
          error={form.errorOf('reason')}
          onChange={event => form.change({ reason: event.target.value })}
          onBlur={() => form.blur('reason')}
        />
        <div className="flex flex-wrap gap-2">
          <SubmitButton form={form}>{texts.save}</SubmitButton>
          <Button variant="quiet" onClick={onClose}>
            {texts.cancel}
          </Button>
        </div>
      </Form>
    </section>
  );
}

const VALUES: readonly RatingValue[] = [1, 2, 3, 4, 5, 'N'];

interface ValueChoiceProps {
  value: RatingValue | undefined;
  current: RatingValue | undefined;
  competency: Competency;
  error: string | undefined;
  onChange: (value: RatingValue) => void;
}

function ValueChoice({ value, current, competency, error, onChange }: ValueChoiceProps) {
  const name = useId();
  const group = useRef<HTMLFieldSetElement>(null);
  const { revise } = consensusTexts;
  const anchor = typeof value === 'number' ? competency.anchors[value - 1] : undefined;
  const errorId = `${name}-error`;
  useEffect(() => group.current?.querySelector<HTMLElement>('input:not(:disabled)')?.focus(), []);
  return (
    <fieldset ref={group} className="flex flex-col gap-2" aria-describedby={error ? errorId : undefined}>
      <legend className="pb-1.5 text-sm font-medium">{revise.legend}</legend>
      <div className="grid w-full max-w-72 grid-cols-6 gap-1.5">
        {VALUES.map(option => (
          <RadioTile
            key={option}
            name={name}
            aria-label={option === 'N' ? revise.noEvidence : String(option)}
            aria-invalid={error ? true : undefined}
            disabled={option === current}
            checked={option === value}
            onChange={() => onChange(option)}
            className="flex h-10 cursor-pointer items-center justify-center rounded-control border border-line-strong/60 bg-surface text-sm font-semibold tabular-nums has-checked:border-accent has-checked:bg-accent has-checked:text-on-accent has-focus-visible:outline-offset-2 has-disabled:cursor-default has-disabled:opacity-45"
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
          <CircleAlert className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      )}
    </fieldset>
  );
}
