import { z } from 'zod';
import type { InterviewView } from '../../../../shared/interview/view.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { Dialog } from '../../../components/ui/Dialog.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toLocalInput } from '../../../core/localDateTime.ts';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { common } from '../../../texts/common.ts';
import { consoleTexts } from '../../../texts/console.ts';
import { INTERVIEW_FIELDS, InterviewFields, interviewInput } from '../InterviewFields.tsx';

const texts = consoleTexts.edit;
const FORM_ID = 'edit-interview';
const Changes = z.strictObject(INTERVIEW_FIELDS);

export function EditDialog({ view, onClose }: { view: InterviewView; onClose: () => void }) {
  const change = useRouteMutation('interviews.change', ['interviews.list', 'interviews.read']);
  const form = useForm({
    initial: {
      title: view.title,
      jobRole: view.jobRole,
      when: toLocalInput(view.scheduledAt),
      minutes: String(view.plannedMinutes),
    },
    schema: Changes,
    toInput: interviewInput,
    onSubmit: async changes => {
      await change.mutateAsync({ interviewId: view.interviewId, ...changes });
      toast.success(texts.done);
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="md"
      title={texts.title}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" form={FORM_ID} variant="primary" pending={form.submitting}>
            {common.save}
          </Button>
        </>
      }
    >
      <form id={FORM_ID} ref={form.formRef} onSubmit={form.submit} noValidate className="flex flex-col gap-5">
        {form.failure !== undefined && (
          <Banner tone="danger" title={texts.failed}>
            {errorMessage(form.failure)}
          </Banner>
        )}
        <InterviewFields draft={form.values} change={form.change} errorOf={form.errorOf} blur={form.blur} />
      </form>
    </Dialog>
  );
}
