import { UserRound } from 'lucide-react';
import type { Consensus } from '../../../shared/rubric/consensus.ts';
import type { LockedScorecard } from '../../../shared/rubric/scorecard.ts';
import { consensusTexts } from '../../texts/consensus.ts';
import { Badge } from '../ui/Badge.tsx';

interface ScoresProps {
  consensus: Consensus;
  scorecards: readonly LockedScorecard[];
}

/** The mechanical mean of what was locked, and beside it, never over it, what revisions made of it. */
export function Scores({ consensus, scorecards }: ScoresProps) {
  const { headline, revised, ratings, raters } = consensus;
  const { score } = consensusTexts;
  const revisions = scorecards.flatMap(card => Object.values(card.revisions)).filter(list => list.length > 0);
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-5 sm:gap-x-10 lg:w-110">
      <div className="flex flex-col gap-1">
        <dt className="flex flex-wrap items-center gap-x-2 text-sm font-medium">
          {score.headline}
          {raters === 1 && (
            <Badge icon={<UserRound className="size-3.5" aria-hidden="true" />}>{score.single}</Badge>
          )}
        </dt>
        <dd className="flex items-baseline gap-2" data-headline>
          <span className="text-3xl font-semibold tabular-nums">{consensusTexts.mean(headline)}</span>
          <span className="text-sm text-muted">{score.outOf}</span>
        </dd>
        <dd className="text-sm text-muted">{ratings === 0 ? score.none : score.from(ratings, raters)}</dd>
      </div>
      <div className="flex flex-col gap-1 border-l border-line pl-6">
        <dt className="text-sm font-medium">{score.revised}</dt>
        <dd className="flex h-12 items-end text-xl font-semibold text-muted tabular-nums" data-revised>
          {consensusTexts.mean(revised)}
        </dd>
        <dd className="text-sm text-muted">{score.revisedNote(revisions.length)}</dd>
      </div>
    </dl>
  );
}
