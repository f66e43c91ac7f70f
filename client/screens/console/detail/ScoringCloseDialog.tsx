import { useState } from 'react';
import { ConfirmDialog } from '../../../components/ui/ConfirmDialog.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import type { InterviewClient } from '../../../core/interviewClient.ts';
import { toast } from '../../../core/toast.ts';
import { scorecardsTexts } from '../../../texts/scorecards.ts';
import { scoringTexts } from '../../../texts/scoring.ts';

export function CloseScoringDialog({ client, onClose }: { client: InterviewClient; onClose: () => void }) {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const { lead } = scoringTexts;
  const close = async () => {
    setPending(true);
    setError(undefined);
    try {
      await client.command('scoring.close', {});
      toast.success(scorecardsTexts.section.closedDone);
      onClose();
    } catch (refusal) {
      setError(refusal);
    } finally {
      setPending(false);
    }
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={lead.closeTitle}
      description={lead.closeBody}
      confirmLabel={lead.closeConfirm}
      danger
      pending={pending}
      error={error === undefined ? undefined : errorMessage(error)}
      onConfirm={() => void close()}
    />
  );
}
