import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { InterviewId } from '../../../../../shared/ids.ts';
import type { QueueItem } from '../../../../../shared/protocol/evaluationRoutes.ts';
import { Button } from '../../../../components/ui/Button.tsx';
import { Dialog } from '../../../../components/ui/Dialog.tsx';
import { errorMessage } from '../../../../core/errorMessage.ts';
import { toast } from '../../../../core/toast.ts';
import { useRouteMutation } from '../../../../hooks/useRouteMutation.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';
import { ratingPath } from '../evaluationPaths.ts';
import { DueText, ItemFacts } from './QueueItemFacts.tsx';

const texts = evaluationTexts.taken;
type TakenDialogProps = { taken: Taken; claiming: Claiming; now: number };
export function TakenDialog({ taken: { by, next }, claiming, now }: TakenDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={claiming.leaveTaken}
      title={texts.title(by)}
      description={texts.body(by)}
      footer={
        <>
          <Button onClick={claiming.leaveTaken}>{texts.back}</Button>
          {next && (
            <Button
              variant="primary"
              pending={claiming.pending === next.interviewId}
              onClick={() => void claiming.claim(next.interviewId)}
            >
              {texts.claimNext}
            </Button>
          )}
        </>
      }
    >
      {next ? (
        <section aria-label={texts.next} data-next={next.interviewId} className="flex flex-col gap-2">
          <h3 className="text-xs font-medium text-muted">{texts.next}</h3>
          <div className="flex flex-col gap-2 rounded-card border border-line bg-surface p-4">
            <p className="flex flex-wrap gap-x-2 text-sm">
              <span className="font-medium">{next.role}</span>
              <span className="text-muted">{next.candidate}</span>
            </p>
            <ItemFacts item={next} now={now} />
            <DueText item={next} now={now} />
          </div>
        </section>
      ) : (
        <p className="text-sm text-muted">{texts.none}</p>
      )}
    </Dialog>
  );
}

type Taken = { by: readonly string[]; next: QueueItem | undefined };

/** Claims an item and opens its rating page, or reports who already holds the item. */
export function useClaiming() {
  const navigate = useNavigate();
  const claiming = useRouteMutation('evaluations.claim', ['evaluations.list', 'evaluations.read']);
  const [taken, setTaken] = useState<Taken>();
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
      toast.error(evaluationTexts.actions.failed, errorMessage(error));
      return false;
    }
  };
  return {
    claim,
    pending: claiming.isPending ? claiming.variables.interviewId : undefined,
    taken,
    leaveTaken: () => setTaken(undefined),
  };
}

export type Claiming = ReturnType<typeof useClaiming>;
