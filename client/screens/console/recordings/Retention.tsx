import { Hourglass } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import { Button } from '../../../components/ui/Button.tsx';
import { FormDialog } from '../../../components/ui/FormDialog.tsx';
import { Skeleton } from '../../../components/ui/Skeleton.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { recordingTexts } from '../../../texts/recordingList.ts';

const texts = recordingTexts.retention;
/** As it is typed: nothing for "forever". */
const Days = z
  .string()
  .trim()
  .refine(text => text === '' || (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 3_650), {
    error: texts.wrong,
  });

/** For how long recordings are kept; the owner can change it. */
export function Retention() {
  const mayChange = useStaffMay('retention.change');
  const { data, error, refetch } = useRouteQuery('retention.read', {});
  const [changing, setChanging] = useState(false);
  return (
    <section
      aria-label={texts.title}
      className="flex items-center gap-3 rounded-card border border-line bg-surface px-4 py-2.5 text-sm"
    >
      <Hourglass className="size-4 shrink-0 text-muted" aria-hidden="true" />
      <div className="flex min-w-0 flex-col">
        <h2 className="text-xs text-muted">{texts.title}</h2>
        {data ? (
          <p className="font-medium">{data.days === undefined ? texts.forEver : texts.days(data.days)}</p>
        ) : error ? (
          <p>
            {texts.loadFailed}. {errorMessage(error)}
          </p>
        ) : (
          <Skeleton className="h-5 w-44" />
        )}
      </div>
      {mayChange && data && (
        <Button size="sm" onClick={() => setChanging(true)}>
          {texts.change}
        </Button>
      )}
      {changing && (
        <RetentionDialog
          days={data?.days}
          onClose={() => {
            setChanging(false);
            void refetch();
          }}
        />
      )}
    </section>
  );
}

function RetentionDialog({ days, onClose }: { days: number | undefined; onClose: () => void }) {
  const change = useRouteMutation('retention.change', ['retention.read', 'recording.list']);
  const form = useForm({
    initial: { days: days === undefined ? '' : `${days}` },
    schema: z.object({ days: Days }),
    onSubmit: async values => {
      const wanted = values.days.trim();
      await change.mutateAsync(wanted === '' ? {} : { days: Number(wanted) });
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
      <TextField label={texts.field} hint={texts.hint} inputMode="numeric" {...form.field('days')} />
    </FormDialog>
  );
}
