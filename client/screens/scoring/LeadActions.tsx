import { Archive, LockOpen } from 'lucide-react';
import { useState } from 'react';
import { OpenEarlyDialog } from '../../components/consensus/OpenEarlyDialog.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { ConfirmDialog } from '../../components/ui/ConfirmDialog.tsx';
import { useMay, useSession, useView } from '../../hooks/room/session.ts';
import { useAct } from '../../hooks/room/useAct.ts';
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
      {asking === 'open' && (
        <OpenEarlyDialog
          open={reason => client.command('scorecards.open', { reason })}
          onClose={() => setAsking(undefined)}
        />
      )}
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
