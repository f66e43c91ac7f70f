import { useEffect, useEffectEvent, useState } from 'react';
import type { AppError } from '../../../../../shared/errors.ts';
import type { InterviewId } from '../../../../../shared/ids.ts';
import type { OpenedClaim, QueueItem } from '../../../../../shared/protocol/evaluationRoutes.ts';
import { PageLoading } from '../../../../components/shell/PageLoading.tsx';
import { ErrorState } from '../../../../components/ui/ErrorState.tsx';
import { callRoute } from '../../../../core/api.ts';
import { asAppError } from '../../../../core/replies.ts';
import { SessionContext } from '../../../../hooks/room/session.ts';
import { useRoomSession } from '../../../../hooks/room/useRoomSession.ts';
import { evaluationRatingTexts } from '../../../../texts/evaluationRating.ts';
import { RatingSession } from './RatingSession.tsx';
import { EvaluationFrame } from './UnclaimedEvaluation.tsx';

const texts = evaluationRatingTexts.rating;
type ClaimedEvaluationProps = { item: QueueItem; onChanged: () => void; onOver: () => void };
export function ClaimedEvaluation({ item, onChanged, onOver }: ClaimedEvaluationProps) {
  const [attempt, setAttempt] = useState(0);
  return (
    <Opening
      key={attempt}
      item={item}
      onChanged={onChanged}
      onOver={onOver}
      onRetry={() => setAttempt(before => before + 1)}
    />
  );
}

function Opening(props: ClaimedEvaluationProps & { onRetry: () => void }) {
  const { item, onOver, onRetry } = props;
  const opening = useOpenedClaim(item.interviewId);
  const ended = opening.state === 'failed' && isEnd(opening.error);
  useOver(ended, onOver);
  if (opening.state === 'opening' || ended) return <PageLoading />;
  if (opening.state === 'failed') return <Failed error={opening.error} onRetry={onRetry} />;
  return <Seat {...props} claim={opening.claim} />;
}

function Seat(props: ClaimedEvaluationProps & { claim: OpenedClaim; onRetry: () => void }) {
  const { item, claim, onChanged, onOver, onRetry } = props;
  const opening = useRoomSession(claim.link);
  const ended = opening.state === 'failed' && opening.error.code === 'link-invalid';
  useOver(ended, onOver);
  if (opening.state === 'opening' || ended) return <PageLoading />;
  if (opening.state === 'failed') return <Failed error={opening.error} onRetry={onRetry} />;
  return (
    <SessionContext value={opening.session}>
      <RatingSession item={item} claim={claim} onChanged={onChanged} onOver={onOver} />
    </SessionContext>
  );
}

function Failed({ error, onRetry }: { error: AppError; onRetry: () => void }) {
  return (
    <EvaluationFrame>
      <h1 className="sr-only">{texts.title}</h1>
      <ErrorState title={texts.failed} error={error} onRetry={onRetry} />
    </EvaluationFrame>
  );
}

type OpeningClaim =
  | { state: 'opening' }
  | { state: 'failed'; error: AppError }
  | { state: 'open'; claim: OpenedClaim };

/** Opens the claim on mount. Doesn't repeat the request, because each one revokes the previous link. */
function useOpenedClaim(interviewId: InterviewId): OpeningClaim {
  const [opening, setOpening] = useState<OpeningClaim>({ state: 'opening' });
  useEffect(() => {
    let gone = false;
    callRoute('evaluations.open', { interviewId }).then(
      ({ claim }) => {
        if (!gone) setOpening({ state: 'open', claim });
      },
      error => {
        if (!gone) setOpening({ state: 'failed', error: asAppError(error) });
      },
    );
    return () => {
      gone = true;
    };
  }, [interviewId]);
  return opening;
}

function useOver(over: boolean, callback: () => void): void {
  const onOver = useEffectEvent(callback);
  useEffect(() => {
    if (over) onOver();
  }, [over]);
}

function isEnd({ code }: AppError): boolean {
  return code === 'conflict' || code === 'not-found';
}
