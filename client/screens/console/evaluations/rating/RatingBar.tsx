import { ArrowLeft, Hourglass, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { QueueItem } from '../../../../../shared/protocol/evaluationRoutes.ts';
import { Button } from '../../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../../components/ui/ButtonLink.tsx';
import { ConfirmDialog } from '../../../../components/ui/ConfirmDialog.tsx';
import { classNames } from '../../../../components/ui/classNames.ts';
import { errorMessage } from '../../../../core/errorMessage.ts';
import { toast } from '../../../../core/toast.ts';
import { useServerNow } from '../../../../hooks/room/useServerNow.ts';
import { useRouteMutation } from '../../../../hooks/useRouteMutation.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';
import { QUEUE_PATH } from '../evaluationPaths.ts';

const texts = evaluationTexts.rating;
const ENDING_MS = 10 * 60_000;

interface RatingBarProps {
  item: QueueItem;
  /** When the claim ends without work, by the server's clock; absent once the scorecard is locked. */
  endsAt: number | undefined;
  /** While it is being handed back, its end is no news. */
  onHandBack: (active: boolean) => void;
}

/** What is being rated, for how long it is one's own, and the ways out. */
export function RatingBar({ item: { candidate, interviewId, role }, endsAt, onHandBack }: RatingBarProps) {
  return (
    <section
      aria-label={texts.bar}
      data-rating-bar
      className="flex shrink-0 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line bg-surface px-4 py-1.5 text-sm sm:px-6"
    >
      <div className="flex min-w-0 items-center gap-2">
        <ButtonLink
          to={QUEUE_PATH}
          variant="quiet"
          size="sm"
          className="-ml-2 px-2!"
          aria-label={texts.back}
          icon={<ArrowLeft className="size-4" aria-hidden="true" />}
        >
          <span className="max-sm:hidden">{texts.back}</span>
        </ButtonLink>
        <p className="min-w-0 truncate">
          <span className="font-medium">{candidate}</span>
          <span className="text-muted"> · {role}</span>
        </p>
      </div>
      {endsAt !== undefined && (
        <div className="flex items-center gap-3 max-sm:w-full max-sm:justify-between">
          <Countdown endsAt={endsAt} />
          <HandBack interviewId={interviewId} onHandBack={onHandBack} />
        </div>
      )}
    </section>
  );
}

function Countdown({ endsAt }: { endsAt: number }) {
  const leftMs = Math.max(0, endsAt - useServerNow());
  const ending = leftMs < ENDING_MS;
  const Icon = ending ? TriangleAlert : Hourglass;
  return (
    <>
      <p
        title={texts.leftHint}
        data-claim-left
        className={classNames(
          'flex items-center gap-1.5 tabular-nums',
          ending ? 'font-medium text-warning-ink' : 'text-muted',
        )}
      >
        <Icon className="size-4 shrink-0" aria-hidden="true" />
        {ending ? texts.ending(leftMs) : texts.left(leftMs)}
      </p>
      {/* Said once, not with every minute. */}
      <span role="status" className="sr-only">
        {ending ? texts.ending(ENDING_MS) : ''}
      </span>
    </>
  );
}

function HandBack({
  interviewId,
  onHandBack,
}: Pick<QueueItem, 'interviewId'> & Pick<RatingBarProps, 'onHandBack'>) {
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const release = useRouteMutation('evaluations.release', ['evaluations.list', 'evaluations.read']);
  const handBack = async () => {
    onHandBack(true);
    try {
      // Its link may stop working, and this part be gone, before the answer comes.
      await release.mutateAsync({ interviewId });
      toast.success(texts.handedBack);
      await navigate(QUEUE_PATH);
    } catch {
      onHandBack(false);
    }
  };
  return (
    <>
      <Button size="sm" onClick={() => setAsking(true)}>
        {texts.handBack}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={texts.handBackTitle}
        description={texts.handBackBody}
        confirmLabel={texts.handBack}
        pending={release.isPending}
        error={release.isError ? `${texts.handBackFailed}: ${errorMessage(release.error)}` : undefined}
        onConfirm={() => void handBack()}
      />
    </>
  );
}
