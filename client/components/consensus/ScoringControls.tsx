import { Archive, LockOpen } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import { Revision } from '../../../shared/rubric/scorecard.ts';
import type { InterviewClient } from '../../core/interviewClient.ts';
import { useForm } from '../../hooks/useForm.ts';
import { scoringTexts } from '../../texts/scoring.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmAttempt } from '../ui/ConfirmAttempt.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { TextField } from '../ui/TextField.tsx';

interface ScoringControlsProps {
  client: Pick<InterviewClient, 'command'>;
  mayOpenEarly: boolean;
  mayClose: boolean;
  /** True while raters compare their ratings, which closing the rating ends. */
  comparing?: boolean;
}

export function ScoringControls({ client, mayOpenEarly, mayClose, comparing = false }: ScoringControlsProps) {
  const [asking, setAsking] = useState<'open' | 'close'>();
  const stopAsking = () => setAsking(undefined);
  const { lead } = scoringTexts;
  const closing = comparing ? lead.endComparison : lead.closeRating;
  return (
    <>
      {mayOpenEarly && (
        <Button icon={LockOpen} onClick={() => setAsking('open')}>
          {lead.openEarly}
        </Button>
      )}
      {mayClose && (
        <Button variant="quiet" icon={Archive} onClick={() => setAsking('close')}>
          {closing.action}
        </Button>
      )}
      {mayOpenEarly && asking === 'open' && (
        <OpenEarlyDialog
          open={reason => client.command('scorecards.open', { reason })}
          onClose={stopAsking}
        />
      )}
      {mayClose && asking === 'close' && (
        <ConfirmAttempt
          attempt={() => client.command('scoring.close', {})}
          title={closing.title}
          description={closing.body}
          confirmLabel={closing.action}
          done={closing.done}
          onClose={stopAsking}
        />
      )}
    </>
  );
}

type OpenEarlyDialogProps = { open: (reason: string) => Promise<unknown>; onClose: () => void };

/** Asks the lead for a reason, which is shown to all raters whose ratings are opened early. */
function OpenEarlyDialog({ open, onClose }: OpenEarlyDialogProps) {
  const { lead } = scoringTexts;
  const form = useForm({
    initial: { reason: '' },
    schema: z.object({ reason: z.string().trim().min(1, lead.sayWhy).pipe(Revision.shape.reason) }),
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
