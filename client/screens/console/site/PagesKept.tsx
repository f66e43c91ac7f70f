import { useState } from 'react';
import { z } from 'zod';
import { PageKeep } from '../../../../shared/practice/pageKeep.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { FormDialog } from '../../../components/ui/FormDialog.tsx';
import { RadioCards } from '../../../components/ui/RadioCards.tsx';
import { Skeleton } from '../../../components/ui/Skeleton.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { publicSideTexts } from '../../../texts/publicSide.ts';

const texts = publicSideTexts.kept;
const Choice = z.enum(['as-recordings', 'days', 'until-deleted']);
const USUAL_DAYS = '90';

interface Values {
  choice: z.infer<typeof Choice>;
  days: string;
}

const Kept = z.object({ keep: PageKeep });

/** How long private pages of people who practice are kept; the owner can change it. */
export function PagesKept() {
  const mayChange = useStaffMay('retention.change');
  const { data, error } = useRouteQuery('practicePages.read', {});
  const [changing, setChanging] = useState(false);
  return (
    <section aria-labelledby="pages-kept">
      <Card className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
        <div className="flex min-w-0 flex-1 basis-80 flex-col gap-1">
          <h2 id="pages-kept" className="text-base font-semibold">
            {texts.title}
          </h2>
          {data ? (
            <p className="text-sm text-muted">{wordsFor(data.keep, data.days)}</p>
          ) : error ? (
            <p className="text-sm">
              {texts.loadFailed}. {errorMessage(error)}
            </p>
          ) : (
            <Skeleton className="h-5 w-72 max-w-full" />
          )}
        </div>
        {mayChange && data && (
          <Button aria-label={texts.changeOf} onClick={() => setChanging(true)}>
            {texts.change}
          </Button>
        )}
      </Card>
      {changing && data && <KeptDialog keep={data.keep} onClose={() => setChanging(false)} />}
    </section>
  );
}

function KeptDialog({ keep, onClose }: { keep: PageKeep; onClose: () => void }) {
  const change = useRouteMutation('practicePages.change', ['practicePages.read']);
  const initial: Values =
    typeof keep === 'number' ? { choice: 'days', days: `${keep}` } : { choice: keep, days: USUAL_DAYS };
  const form = useForm({
    initial,
    schema: Kept,
    toInput,
    onSubmit: async params => {
      await change.mutateAsync(params);
      toast.success(texts.saved);
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={texts.dialogTitle}
      description={texts.dialogBody}
      submitLabel={texts.save}
      failed={texts.failed}
      onClose={onClose}
    >
      <RadioCards
        legend={texts.legend}
        columns={1}
        options={Choice.options.map(value => ({ value, ...texts.choices[value] }))}
        value={form.values.choice}
        onChange={choice => form.change({ choice })}
      />
      {form.values.choice === 'days' && (
        <TextField
          label={texts.field}
          hint={texts.hint}
          inputMode="numeric"
          {...form.field('days', 'keep')}
          error={form.errorOf('keep') && texts.wrong}
        />
      )}
    </FormDialog>
  );
}

function toInput({ choice, days }: Values): unknown {
  return { keep: choice === 'days' ? Number(days.trim() || Number.NaN) : choice };
}

function wordsFor(keep: PageKeep, days: number | undefined): string {
  if (days === undefined) return texts.untilDeleted;
  return keep === 'as-recordings' ? texts.asRecordings(days) : texts.days(days);
}
