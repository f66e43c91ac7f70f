import { useState } from 'react';
import { z } from 'zod';
import type { InterviewView } from '../../../../shared/interview/view.ts';
import { DEFAULT_RECRUITER, type RecruiterSettings } from '../../../../shared/recruiter/settings.ts';
import { FormDialog } from '../../../components/ui/FormDialog.tsx';
import { changedFields } from '../../../core/changedFields.ts';
import { toLocalInput } from '../../../core/localDateTime.ts';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { common } from '../../../texts/common.ts';
import { consoleTexts } from '../../../texts/console.ts';
import { type DraftWindow, draftWindow, USUAL_WINDOW } from '../draftWindow.ts';
import { INTERVIEW_FIELDS, InterviewFields, interviewInput } from '../InterviewFields.tsx';

const texts = consoleTexts.edit;
const Changes = z.strictObject(INTERVIEW_FIELDS);

export function EditDialog({ view, onClose }: { view: InterviewView; onClose: () => void }) {
  const change = useRouteMutation('interviews.change', ['interviews.list', 'interviews.read']);
  const current = view.rubric?.kit.kitId;
  const [initial] = useState(() => ({
    title: view.title,
    jobRole: view.jobRole,
    when: toLocalInput(view.scheduledAt),
    minutes: String(view.plannedMinutes),
    kitId: current ?? '',
    held: view.recruiterSettings !== undefined,
    recruiter: view.recruiterSettings ?? DEFAULT_RECRUITER,
    window: initialWindow(view),
  }));
  const form = useForm({
    initial,
    schema: Changes,
    toInput: interviewInput,
    onSubmit: async ({ kitId, recruiter, ...fields }) => {
      const { window, ...changes } = changedFields(interviewInput(initial), fields);
      const limits = view.openedAt === undefined && window !== undefined && { window };
      // A kit that stays is not chosen anew: it may be archived by now, or fixed.
      const chosen = kitId !== undefined && kitId !== current && { kitId };
      const asks = !isSame(recruiter, view.recruiterSettings) && {
        recruiter: recruiter ?? ('people' as const),
      };
      await change.mutateAsync({ interviewId: view.interviewId, ...changes, ...chosen, ...asks, ...limits });
      toast.success(texts.done);
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      size="md"
      title={texts.title}
      submitLabel={common.save}
      failed={texts.failed}
      onClose={onClose}
    >
      <InterviewFields form={form} currentKitId={current} frozen={view.openedAt !== undefined} />
    </FormDialog>
  );
}

/** A new choice of the recruiter gets the usual window; an interview that has none keeps none. */
function initialWindow({ window, scheduledAt, recruiterSettings }: InterviewView): DraftWindow | undefined {
  if (window) return draftWindow(window, scheduledAt);
  return recruiterSettings ? undefined : USUAL_WINDOW;
}

function isSame(a: RecruiterSettings | undefined, b: RecruiterSettings | undefined): boolean {
  return a?.voice === b?.voice && a?.pace === b?.pace && a?.practice === b?.practice;
}
