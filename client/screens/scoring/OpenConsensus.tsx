import { Play } from 'lucide-react';
import type { SeatId } from '../../../shared/ids.ts';
import type { InterviewKit } from '../../../shared/kit/kit.ts';
import { isLocked } from '../../../shared/rubric/scorecard.ts';
import { Consensus } from '../../components/consensus/Consensus.tsx';
import { buttonStyle } from '../../components/ui/buttonStyle.ts';
import { Tooltip } from '../../components/ui/Tooltip.tsx';
import type { WantedMoment } from '../../core/review/momentAddress.ts';
import { useOwnSeat, useSession, useView } from '../../hooks/room/session.ts';
import { useMay } from '../../hooks/room/useMay.ts';
import { useScoringOver } from '../../hooks/rubric/useRubric.ts';
import { reviewTexts } from '../../texts/review.ts';

interface OpenConsensusProps {
  kit: InterviewKit;
  /** Absent without a recording. */
  onWatch: ((wanted: WantedMoment) => void) | undefined;
}

export function OpenConsensus({ kit, onWatch }: OpenConsensusProps) {
  const { client } = useSession();
  const { practice, rubric, seats } = useView();
  const own = useOwnSeat();
  const scoringOver = useScoringOver(rubric);
  const mayRevise = useMay('rating.revise') && rubric !== undefined && !scoringOver;
  const names = Object.fromEntries(
    Object.values(seats).map(({ seatId, displayName }) => [seatId, displayName]),
  ) as Record<SeatId, string>;
  return (
    <Consensus
      board={{
        kit,
        practice: practice !== undefined,
        scorecards: Object.values(rubric?.scorecards ?? {}).filter(isLocked),
        names,
        earlyOpening: rubric?.earlyOpening,
        moment: onWatch && (markerId => <WatchMoment onWatch={() => onWatch({ markerId })} />),
        revising: mayRevise
          ? { seatId: own.seatId, revise: revision => client.command('rating.revise', revision) }
          : undefined,
      }}
    />
  );
}

function WatchMoment({ onWatch }: { onWatch: () => void }) {
  const label = reviewTexts.watch.momentOfRating;
  return (
    <Tooltip label={label}>
      <button
        type="button"
        aria-label={label}
        onClick={onWatch}
        className={buttonStyle('quiet', 'sm', 'size-8 px-0!')}
      >
        <Play className="size-4" />
      </button>
    </Tooltip>
  );
}
