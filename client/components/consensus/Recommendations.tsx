import { ThumbsDown, ThumbsUp } from 'lucide-react';
import {
  type LockedScorecard,
  type Recommendation,
  withoutRecommendation,
} from '../../../shared/rubric/scorecard.ts';
import { consensusTexts } from '../../texts/consensus.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Badge, type Tone } from '../ui/Badge.tsx';
import { type ConsensusBoard, nameOf } from './consensusBoard.ts';

const LOOKS: Record<Recommendation, { tone: Tone; Icon: typeof ThumbsUp }> = {
  'strong-no': { tone: 'danger', Icon: ThumbsDown },
  no: { tone: 'warning', Icon: ThumbsDown },
  yes: { tone: 'accent', Icon: ThumbsUp },
  'strong-yes': { tone: 'success', Icon: ThumbsUp },
};

export function Recommendations({ board }: { board: ConsensusBoard }) {
  const { recommendations } = consensusTexts;
  const title = board.practice ? recommendations.summaries : recommendations.title;
  return (
    <section aria-label={title} className="flex flex-col gap-3">
      <h2 className="text-base font-semibold">{title}</h2>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {board.scorecards.map(card => (
          <Opinion
            key={card.seatId}
            name={nameOf(board, card.seatId)}
            card={board.practice ? withoutRecommendation(card) : card}
          />
        ))}
      </ul>
    </section>
  );
}

function Opinion({ name, card }: { name: string; card: LockedScorecard }) {
  const { recommendation, summary, at } = card.lock;
  const { recommendations } = consensusTexts;
  return (
    <li
      className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4"
      data-recommendation={recommendation}
    >
      <div className="flex items-center gap-3">
        <Avatar name={name} />
        <div className="min-w-0 flex-1">
          <p className="truncate text-sm font-medium">{name}</p>
          <p className="text-xs text-muted">{recommendations.lockedAt(at, Date.now())}</p>
        </div>
        {recommendation && <RecommendationBadge recommendation={recommendation} />}
      </div>
      <p className={summary === '' ? 'text-sm text-faint' : 'text-sm whitespace-pre-wrap'}>
        {summary === '' ? recommendations.noSummary : summary}
      </p>
    </li>
  );
}

function RecommendationBadge({ recommendation }: { recommendation: Recommendation }) {
  const { tone, Icon } = LOOKS[recommendation];
  return (
    <Badge tone={tone} icon={Icon}>
      {rubricTexts.recommendations[recommendation]}
    </Badge>
  );
}
