import { RotateCcw } from 'lucide-react';
import type { InterviewId } from '../../../shared/ids.ts';
import { errorMessage } from '../../core/errorMessage.ts';
import { toast } from '../../core/toast.ts';
import { useRouteMutation } from '../../hooks/useRouteMutation.ts';
import { reviewTexts } from '../../texts/review.ts';
import { Button } from '../ui/Button.tsx';

type RetryRecordingProps = { interviewId: InterviewId; onRetried?: () => void };

/** Restarts a recording's failed jobs. For members who may change recordings. */
export function RetryRecording({ interviewId, onRetried }: RetryRecordingProps) {
  const retry = useRouteMutation('recording.retry', ['recording.list']);
  const again = () =>
    retry.mutate(
      { interviewId },
      {
        onSuccess: () => onRetried?.(),
        onError: error => toast.error(reviewTexts.states.retryFailed, errorMessage(error)),
      },
    );
  return (
    <Button pending={retry.isPending} icon={RotateCcw} onClick={again}>
      {reviewTexts.states.retry}
    </Button>
  );
}
