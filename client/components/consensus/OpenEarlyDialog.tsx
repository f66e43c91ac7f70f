import { z } from 'zod';
import { Revision } from '../../../shared/rubric/scorecard.ts';
import { useForm } from '../../hooks/useForm.ts';
import { scoringTexts } from '../../texts/scoring.ts';
import { FormDialog } from '../ui/FormDialog.tsx';
import { TextField } from '../ui/TextField.tsx';

interface OpenEarlyDialogProps {
  open: (reason: string) => Promise<unknown>;
  onClose: () => void;
}

/** Says what it means, and asks why: the reason is read by everybody whose ratings are opened by it. */
export function OpenEarlyDialog({ open, onClose }: OpenEarlyDialogProps) {
  const { lead } = scoringTexts;
  const form = useForm({
    initial: { reason: '' },
    schema: z.object({ reason: Revision.shape.reason }),
    onSubmit: async ({ reason }) => {
      await open(reason);
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={lead.openEarlyTitle}
      description={lead.openEarlyBody}
      submitLabel={lead.openEarlyConfirm}
      failed={lead.openEarlyFailed}
      onClose={onClose}
    >
      <TextField label={lead.reason} hint={lead.reasonHint} {...form.field('reason')} />
    </FormDialog>
  );
}
