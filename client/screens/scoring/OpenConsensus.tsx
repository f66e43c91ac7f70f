import { Play } from 'lucide-react';
import type { InterviewKit } from '../../../shared/kit/kit.ts';
import { Consensus } from '../../components/consensus/Consensus.tsx';
import { boardOf } from '../../components/consensus/consensusBoard.ts';
import { IconButton } from '../../components/ui/IconButton.tsx';
import type { WantedMoment } from '../../core/review/momentAddress.ts';
import { useOwnSeat, useSession, useView } from '../../hooks/room/session.ts';
import { useMay } from '../../hooks/room/useMay.ts';
import { useScoringOver } from '../../hooks/rubric/useRubric.ts';
import { reviewTexts } from '../../texts/review.ts';

interface OpenConsensusProps {
  kit: InterviewKit;
  /** Opens the recording at a moment. Absent without a recording. */
  onWatch: ((wanted: WantedMoment) => void) | undefined;
}

export function OpenConsensus({ kit, onWatch }: OpenConsensusProps) {
  const { client } = useSession();
  const view = useView();
  const own = useOwnSeat();
  const scoringOver = useScoringOver(view.rubric);
  const mayRevise = useMay('rating.revise') && view.rubric !== undefined && !scoringOver;
  return (
    <Consensus
      board={{
        ...boardOf(kit, view, mayRevise ? own.seatId : undefined),
        moment:
          onWatch &&
          (wanted => (
            <WatchMoment ofAnswer={wanted.questionId !== undefined} onWatch={() => onWatch(wanted)} />
          )),
        revising: mayRevise
          ? {
              seatId: own.seatId,
              revise: revision => client.command('rating.revise', revision),
              keep: () => client.command('ratings.keep', {}),
            }
          : undefined,
      }}
    />
  );
}

function WatchMoment({ ofAnswer, onWatch }: { ofAnswer: boolean; onWatch: () => void }) {
  const { answer, momentOfRating } = reviewTexts.watch;
  return <IconButton size="sm" label={ofAnswer ? answer : momentOfRating} icon={Play} onClick={onWatch} />;
}
