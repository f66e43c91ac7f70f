import { Archive, LockOpen } from 'lucide-react';
import { useState } from 'react';
import type { InterviewClient } from '../../core/interviewClient.ts';
import { scoringTexts } from '../../texts/scoring.ts';
import { Button } from '../ui/Button.tsx';
import { CloseScoringDialog } from './CloseScoringDialog.tsx';
import { OpenEarlyDialog } from './OpenEarlyDialog.tsx';

interface ScoringControlsProps {
  client: Pick<InterviewClient, 'command'>;
  mayOpenEarly: boolean;
  mayClose: boolean;
}

/** What lead and organizers may do about the scoring as a whole; both are asked about first. */
export function ScoringControls({ client, mayOpenEarly, mayClose }: ScoringControlsProps) {
  const [asking, setAsking] = useState<'open' | 'close'>();
  const stopAsking = () => setAsking(undefined);
  const { lead } = scoringTexts;
  return (
    <>
      {mayOpenEarly && (
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
      {mayOpenEarly && asking === 'open' && (
        <OpenEarlyDialog
          open={reason => client.command('scorecards.open', { reason })}
          onClose={stopAsking}
        />
      )}
      {mayClose && asking === 'close' && (
        <CloseScoringDialog close={() => client.command('scoring.close', {})} onClose={stopAsking} />
      )}
    </>
  );
}
