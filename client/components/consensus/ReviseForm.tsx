import { useId, useState } from 'react';
import { z } from 'zod';
import type { Competency } from '../../../shared/kit/kit.ts';
import { partsOfKey, RatingValue } from '../../../shared/rubric/rating.ts';
import { Revision } from '../../../shared/rubric/scorecard.ts';
import { isComposing } from '../../core/composing.ts';
import type { RatedAnswer } from '../../core/consensus/consensusRows.ts';
import { newestRevisions, revisionsInConflict } from '../../core/consensus/knownRevisions.ts';
import { toast } from '../../core/toast.ts';
import { useForm } from '../../hooks/useForm.ts';
import { consensusTexts } from '../../texts/consensus.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Form } from '../ui/Form.tsx';
import { TextArea } from '../ui/TextArea.tsx';
import type { Revising } from './consensusBoard.ts';
import { ValueChoice } from './ValueChoice.tsx';

interface ReviseFormProps {
  answer: RatedAnswer;
  competency: Competency;
  revise: Revising['revise'];
  onClose: () => void;
}

/** Another rating for an own answer, and why. What was typed stays when another page of the same rater was quicker. */
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
      reason: Revision.shape.reason,
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

  // The view may show what is being saved here before the answer to it arrives.
  const newer = form.submitting ? undefined : newest;

  return (
    <section
      aria-label={texts.buttonOf(answer.questionNumber, competency.name)}
      className="flex flex-col gap-4 rounded-card border border-line bg-surface p-4"
      data-revising={answer.key}
      onKeyDown={event => {
        if (event.key === 'Escape' && !event.defaultPrevented && !isComposing(event.nativeEvent)) onClose();
      }}
    >
      {newer && (
        <Banner tone="warning" title={texts.conflictTitle}>
          {texts.conflict(newer.value, newer.reason)}
        </Banner>
      )}
      <Form form={form} failed={texts.failed}>
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
          <Button type="submit" variant="primary" pending={form.submitting}>
            {texts.save}
          </Button>
          <Button variant="quiet" onClick={onClose}>
            {texts.cancel}
          </Button>
        </div>
      </Form>
    </section>
  );
}
