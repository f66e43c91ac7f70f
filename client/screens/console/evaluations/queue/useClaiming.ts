import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { InterviewId } from '../../../../../shared/ids.ts';
import type { QueueItem } from '../../../../../shared/protocol/evaluationRoutes.ts';
import { errorMessage } from '../../../../core/errorMessage.ts';
import { toast } from '../../../../core/toast.ts';
import { useRouteMutation } from '../../../../hooks/useRouteMutation.ts';
import { evaluationTexts as texts } from '../../../../texts/evaluations.ts';
import { ratingPath } from '../evaluationPaths.ts';

/** Others were faster, and this is next. */
export interface Taken {
  by: readonly string[];
  next: QueueItem | undefined;
}

/** Claims from the queue and leads to the page where it is rated, or says who has it. */
export function useClaiming() {
  const navigate = useNavigate();
  const claiming = useRouteMutation('evaluations.claim', ['evaluations.list', 'evaluations.read']);
  const [taken, setTaken] = useState<Taken>();
  /** Whether it is the member's own now. */
  const claim = async (interviewId: InterviewId): Promise<boolean> => {
    try {
      const result = await claiming.mutateAsync({ interviewId });
      if (result.outcome === 'taken') {
        setTaken({ by: result.by, next: result.next });
        return false;
      }
      await navigate(ratingPath(interviewId));
      return true;
    } catch (error) {
      toast.error(texts.actions.failed, errorMessage(error));
      return false;
    }
  };
  return {
    claim,
    /** Which one is being claimed. */
    pending: claiming.isPending ? claiming.variables.interviewId : undefined,
    taken,
    leaveTaken: () => setTaken(undefined),
  };
}

export type Claiming = ReturnType<typeof useClaiming>;
