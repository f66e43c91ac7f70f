import { useState } from 'react';
import { useParams } from 'react-router';
import { AppError } from '../../../../../shared/errors.ts';
import { InterviewId } from '../../../../../shared/ids.ts';
import { EmptyState } from '../../../../components/ui/EmptyState.tsx';
import { SkeletonStack } from '../../../../components/ui/Skeleton.tsx';
import { usePageTitle } from '../../../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../../../hooks/useRouteQuery.ts';
import { evaluationRatingTexts } from '../../../../texts/evaluationRating.ts';
import { Loaded } from '../../Loaded.tsx';
import { ClaimedEvaluation } from './ClaimedEvaluation.tsx';
import { ClaimOver, EvaluationFrame, UnclaimedEvaluation } from './UnclaimedEvaluation.tsx';

const texts = evaluationRatingTexts.rating;
const REFRESH_MS = 15_000;
const SKELETON = ['h-8 w-2/3', 'h-40 w-full rounded-card!'];

/** Shows one evaluation: a summary, or the recording and rating panel while the viewer holds the claim. */
export function RatingPage() {
  const { interviewId } = useParams();
  const parsed = InterviewId.safeParse(interviewId);
  return parsed.success ? <Evaluation key={parsed.data} interviewId={parsed.data} /> : <Unknown />;
}

function Evaluation({ interviewId }: { interviewId: InterviewId }) {
  usePageTitle(texts.title);
  const read = useRouteQuery('evaluations.read', { interviewId }, { refetchIntervalMs: REFRESH_MS });
  // True from the moment the server reports the claim until the page shows that the claim ended.
  const [holding, setHolding] = useState(false);
  const [over, setOver] = useState(false);
  const item = read.data?.item;
  const own = item?.own;
  if (!holding && !over && (own === 'held' || own === 'locked')) setHolding(true);
  if (over)
    return (
      <ClaimOver
        read={read}
        onAgain={() => {
          setOver(false);
          void read.refetch();
        }}
      />
    );
  if (holding && item)
    return (
      <ClaimedEvaluation
        item={item}
        onChanged={() => void read.refetch()}
        onOver={() => {
          setHolding(false);
          setOver(true);
        }}
      />
    );
  if (read.error instanceof AppError && read.error.code === 'not-found') return <Unknown />;
  return (
    <EvaluationFrame>
      <Loaded
        query={read}
        failed={texts.failed}
        skeleton={<SkeletonStack label={texts.loading} className="gap-4" rows={SKELETON} />}
      >
        {data => <UnclaimedEvaluation item={data.item} />}
      </Loaded>
    </EvaluationFrame>
  );
}

function Unknown() {
  usePageTitle(texts.title);
  return (
    <EvaluationFrame>
      <h1 className="sr-only">{texts.title}</h1>
      <EmptyState title={texts.unknown}>{texts.unknownBody}</EmptyState>
    </EvaluationFrame>
  );
}
