import { ScoringControls } from '../../components/consensus/ScoringControls.tsx';
import { useSession, useView } from '../../hooks/room/session.ts';
import { useMay } from '../../hooks/room/useMay.ts';

/** What only the lead may do about the scoring as a whole. */
export function LeadActions() {
  const { client } = useSession();
  const { rubric } = useView();
  const mayOpen = useMay('scorecards.open');
  const mayClose = useMay('scoring.close');
  if (!rubric || rubric.scoringClosed) return null;
  const open = rubric.scorecards !== undefined || rubric.earlyOpening !== undefined;
  return (
    <div className="flex flex-wrap gap-2">
      <ScoringControls client={client} mayOpenEarly={mayOpen && !open} mayClose={mayClose} />
    </div>
  );
}
