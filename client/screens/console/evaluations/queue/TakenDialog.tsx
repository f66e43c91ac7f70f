import { Button } from '../../../../components/ui/Button.tsx';
import { Dialog } from '../../../../components/ui/Dialog.tsx';
import { evaluationTexts } from '../../../../texts/evaluations.ts';
import { ItemFacts } from './ItemFacts.tsx';
import { PromiseText } from './PromiseText.tsx';
import type { Claiming, Taken } from './useClaiming.ts';

const texts = evaluationTexts.taken;

interface TakenDialogProps {
  taken: Taken;
  claiming: Claiming;
  now: number;
}

/** Someone else was faster: who, and the next one to claim. */
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
            <PromiseText item={next} now={now} />
          </div>
        </section>
      ) : (
        <p className="text-sm text-muted">{texts.none}</p>
      )}
    </Dialog>
  );
}
