import { z } from 'zod';
import type { QueueItem } from '../../../../../shared/protocol/evaluationRoutes.ts';
import { instantAt, ownZone, wallTimeAt } from '../../../../../shared/time/zones.ts';
import { Button } from '../../../../components/ui/Button.tsx';
import { FormDialog } from '../../../../components/ui/FormDialog.tsx';
import { TextField } from '../../../../components/ui/TextField.tsx';
import { errorMessage } from '../../../../core/errorMessage.ts';
import { toast } from '../../../../core/toast.ts';
import { useForm } from '../../../../hooks/useForm.ts';
import { useRouteMutation } from '../../../../hooks/useRouteMutation.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';
import { formatDayTime, startOfDay, zoneName } from '../../../../texts/times.ts';

const texts = evaluationTexts.dueDialog;
const DAY_MS = 24 * 60 * 60_000;
const END_OF_WORK = 'T17:00';

type DueDialogProps = {
  item: Pick<QueueItem, 'interviewId' | 'dueAt' | 'dueBy' | 'promisedAt'>;
  onClose: () => void;
};

/** Sets when the work on an evaluation is due, or removes the date that a member set. */
export function DueDialog({ item: { interviewId, dueAt, dueBy, promisedAt }, onClose }: DueDialogProps) {
  const zone = ownZone();
  const now = Date.now();
  const set = useRouteMutation('evaluations.setDue', ['evaluations.list', 'evaluations.read', 'home.read']);
  const tomorrow = wallTimeAt(zone, startOfDay(now) + 1.5 * DAY_MS).slice(0, 10);
  const form = useForm({
    initial: { when: dueAt !== undefined && dueAt > now ? wallTimeAt(zone, dueAt) : tomorrow + END_OF_WORK },
    schema: z.object({
      when: z
        .string()
        .transform(wall => instantAt(zone, wall))
        .pipe(z.number(texts.missing).gt(now, texts.passed)),
    }),
    onSubmit: async ({ when }) => {
      await set.mutateAsync({ interviewId, dueAt: when });
      toast.success(texts.saved);
      onClose();
    },
  });
  const clear = () => {
    const close = () => {
      toast.success(texts.cleared);
      onClose();
    };
    const fail = (error: unknown) => toast.error(texts.failed, errorMessage(error));
    set.mutate({ interviewId, dueAt: null }, { onSuccess: close, onError: fail });
  };
  return (
    <FormDialog
      form={form}
      title={texts.title}
      description={promisedAt === undefined ? texts.body : texts.promised(formatDayTime(promisedAt, now))}
      submitLabel={texts.save}
      failed={texts.failed}
      size="sm"
      onClose={onClose}
    >
      <TextField {...form.field('when')} label={texts.when} hint={zoneName(now)} type="datetime-local" />
      {dueBy !== undefined && (
        <Button variant="quiet" size="sm" className="self-start" pending={set.isPending} onClick={clear}>
          {promisedAt === undefined ? texts.clear : texts.clearToPromise}
        </Button>
      )}
    </FormDialog>
  );
}
