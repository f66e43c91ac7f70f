import { Archive, LockOpen } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import { Revision } from '../../../shared/rubric/scorecard.ts';
import { Button } from '../../components/ui/Button.tsx';
import { ConfirmDialog } from '../../components/ui/ConfirmDialog.tsx';
import { FormDialog } from '../../components/ui/FormDialog.tsx';
import { TextField } from '../../components/ui/TextField.tsx';
import { useMay, useSession, useView } from '../../hooks/room/session.ts';
import { useAct } from '../../hooks/room/useAct.ts';
import { useForm } from '../../hooks/useForm.ts';
import { scoringTexts } from '../../texts/scoring.ts';

/** What only the lead may do about the scoring as a whole; both are asked about first. */
export function LeadActions() {
  const { client } = useSession();
  const { rubric } = useView();
  const mayOpen = useMay('scorecards.open');
  const mayClose = useMay('scoring.close');
  const [asking, setAsking] = useState<'open' | 'close'>();
  const { act, pending } = useAct();
  const { lead } = scoringTexts;
  if (!rubric || rubric.scoringClosed) return null;
  const open = rubric.scorecards !== undefined || rubric.earlyOpening !== undefined;
  const close = async () => {
    if (await act(() => client.command('scoring.close', {}))) setAsking(undefined);
  };

  return (
    <div className="flex flex-wrap gap-2">
      {mayOpen && !open && (
        <Button icon={<LockOpen className="size-4" aria-hidden="true" />} onClick={() => setAsking('open')}>
          {lead.openEarly}
        </Button>
      )}
      {mayClose && (
        <Button
          variant="quiet"
          icon={<Archive className="size-4" aria-hidden="true" />}
          onClick={() => setAsking('close')}
        >
          {lead.close}
        </Button>
      )}
      {asking === 'open' && <OpenEarly onClose={() => setAsking(undefined)} />}
      <ConfirmDialog
        open={asking === 'close'}
        onOpenChange={isOpen => setAsking(isOpen ? 'close' : undefined)}
        title={lead.closeTitle}
        description={lead.closeBody}
        confirmLabel={lead.closeConfirm}
        danger
        pending={pending}
        onConfirm={() => void close()}
      />
    </div>
  );
}

/** Says what it means, and asks why: the reason is read by everybody whose ratings are opened by it. */
function OpenEarly({ onClose }: { onClose: () => void }) {
  const { client } = useSession();
  const { lead } = scoringTexts;
  const form = useForm({
    initial: { reason: '' },
    schema: z.object({ reason: Revision.shape.reason }),
    onSubmit: async ({ reason }) => {
      await client.command('scorecards.open', { reason });
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
