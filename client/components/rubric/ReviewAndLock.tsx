import { ArrowLeft, Lock } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { openCompetencies } from '../../../shared/rubric/completeness.ts';
import { RUBRIC_LIMITS } from '../../../shared/rubric/scorecard.ts';
import { errorMessage } from '../../core/errorMessage.ts';
import { lockBlock } from '../../core/rubric/lockBlock.ts';
import { useView } from '../../hooks/room/session.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { useReadRubric } from '../../hooks/rubric/useRubric.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { TextArea } from '../ui/TextArea.tsx';
import { CompetencyReview } from './CompetencyReview.tsx';
import { RecommendationChoice } from './RecommendationChoice.tsx';

interface ReviewAndLockProps {
  onShow: (questionId: QuestionId) => void;
  onBack: () => void;
}

/** Everything once more before it is forever. */
export function ReviewAndLock({ onShow, onBack }: ReviewAndLockProps) {
  const { kit, scorecard, saveState, session } = useReadRubric();
  const { recommendation, summary } = useStore(session.review.value);
  const isPractice = useView().practice !== undefined;
  const heading = useRef<HTMLHeadingElement>(null);
  const { review } = rubricTexts;
  const missing = openCompetencies(kit, scorecard);
  const excess = Math.max(0, summary.trim().length - RUBRIC_LIMITS.summary);
  const block = lockBlock({
    missing: missing.length,
    recommended: isPractice || recommendation !== undefined,
    excess,
    saveState,
  });
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);

  return (
    <div className="flex flex-col gap-5" data-own-arrows>
      <div className="flex flex-col items-start gap-2">
        <Button
          size="sm"
          variant="quiet"
          className="-ml-2"
          onClick={onBack}
          icon={<ArrowLeft className="size-4" aria-hidden="true" />}
        >
          {review.back}
        </Button>
        <h3 ref={heading} tabIndex={-1} className="text-base font-semibold">
          {review.title}
        </h3>
        {missing.length > 0 && <p className="text-sm text-warning-ink">{review.missing(missing.length)}</p>}
      </div>
      <CompetencyReview missing={missing} onShow={onShow} />
      {!isPractice && (
        <RecommendationChoice
          value={recommendation}
          open={missing.length === 0}
          onChoose={value => session.review.change({ recommendation: value })}
        />
      )}
      <TextArea
        label={review.summary}
        hint={isPractice ? review.practiceSummaryHint : review.summaryHint}
        value={summary}
        error={excess > 0 ? review.tooLong(excess) : undefined}
        onChange={event => session.review.change({ summary: event.target.value })}
      />
      <LockButton block={block} />
    </div>
  );
}

/** Says why it does not work yet, or asks once more. */
function LockButton({ block }: { block: string | undefined }) {
  const { session } = useReadRubric();
  const { recommendation, summary } = useStore(session.review.value);
  const [asking, setAsking] = useState(false);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { review } = rubricTexts;

  const lock = async () => {
    // What stands in the way may have come while the question was asked.
    setProblem(block);
    if (block) return;
    setPending(true);
    try {
      await session.lock(recommendation, summary);
      setAsking(false);
    } catch (error) {
      setProblem(errorMessage(error));
    } finally {
      setPending(false);
    }
  };

  return (
    <div className="flex flex-col gap-2">
      <Button
        variant="primary"
        disabled={block !== undefined}
        aria-describedby="rubric-lock-block"
        icon={<Lock className="size-4" aria-hidden="true" />}
        onClick={() => setAsking(true)}
      >
        {review.lock}
      </Button>
      <p id="rubric-lock-block" role="status" className="min-h-5 text-sm text-muted">
        {block}
      </p>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={review.confirmTitle}
        description={review.confirmBody}
        confirmLabel={review.confirm}
        pending={pending}
        error={problem && `${review.failed}: ${problem}`}
        onConfirm={() => void lock()}
      />
    </div>
  );
}
