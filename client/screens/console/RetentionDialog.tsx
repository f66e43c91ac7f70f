import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { ConfirmDialog } from '../../components/ui/ConfirmDialog.tsx';
import { FormDialog } from '../../components/ui/FormDialog.tsx';
import { RadioCards } from '../../components/ui/RadioCards.tsx';
import { TextField } from '../../components/ui/TextField.tsx';
import { errorMessage } from '../../core/errorMessage.ts';
import { toast } from '../../core/toast.ts';
import { useForm } from '../../hooks/useForm.ts';
import { keepTexts } from '../../texts/recordingList.ts';

const DAYS = 'days';
const USUAL_DAYS = '90';

export interface Loss {
  title: string;
  body: string;
  /** True if something is deleted when the time is saved. */
  deletes: boolean;
}

interface RetentionDialogProps<K extends string | number> {
  title: string;
  description: string;
  legend: string;
  /** Options by value: `days`, which lets the user type a number of days, or a string from `schema`. */
  choices: Record<string, { label: string; hint: string }>;
  schema: z.ZodType<K>;
  value: K;
  /** Returns what a shorter time deletes, for the question before it is saved. Undefined for other values. */
  findLoss: (value: K) => Promise<Loss | undefined>;
  onSave: (value: K) => Promise<unknown>;
  onClose: () => void;
}

export function RetentionDialog<K extends string | number>(props: RetentionDialogProps<K>) {
  const { choices, value, onClose } = props;
  const [asked, setAsked] = useState<Loss & { keep: K }>();
  const save = useMutation({
    mutationFn: props.onSave,
    onSuccess: () => {
      toast.success(keepTexts.saved);
      onClose();
    },
  });
  const form = useForm({
    initial:
      typeof value === 'number'
        ? { choice: DAYS, days: `${value}` }
        : { choice: String(value), days: USUAL_DAYS },
    schema: z.object({ keep: props.schema }),
    toInput: ({ choice, days }) => ({ keep: choice === DAYS ? Number(days.trim() || Number.NaN) : choice }),
    onSubmit: async chosen => {
      const loss = await props.findLoss(chosen.keep);
      if (loss) setAsked({ ...loss, keep: chosen.keep });
      else await save.mutateAsync(chosen.keep);
    },
  });
  if (asked)
    return (
      <ConfirmDialog
        open
        danger={asked.deletes}
        title={asked.title}
        description={asked.deletes ? `${asked.body} ${keepTexts.permanent}` : asked.body}
        confirmLabel={asked.deletes ? keepTexts.shorten : keepTexts.save}
        pending={save.isPending}
        error={save.error ? errorMessage(save.error) : undefined}
        onConfirm={() => save.mutate(asked.keep)}
        onOpenChange={() => setAsked(undefined)}
      />
    );
  return (
    <FormDialog
      form={form}
      title={props.title}
      description={props.description}
      submitLabel={keepTexts.save}
      failed={keepTexts.failed}
      onClose={onClose}
    >
      <RadioCards
        legend={props.legend}
        columns={1}
        options={Object.entries(choices).map(([choice, words]) => ({ value: choice, ...words }))}
        value={form.values.choice}
        onChange={choice => form.change({ choice })}
      />
      {form.values.choice === DAYS && (
        <TextField
          label={keepTexts.field}
          hint={keepTexts.hint}
          inputMode="numeric"
          {...form.field('days', 'keep')}
          error={form.errorOf('keep') && keepTexts.wrong}
        />
      )}
    </FormDialog>
  );
}
