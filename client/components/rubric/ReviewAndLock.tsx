import { ArrowLeft, ArrowRight, Check, CircleDashed, Lock } from 'lucide-react';
import { use, useEffect, useId, useRef, useState } from 'react';
import type { Competency } from '../../../shared/kit/kit.ts';
import type { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import { openCompetencies } from '../../../shared/rubric/completeness.ts';
import { ratingKey } from '../../../shared/rubric/rating.ts';
import { Recommendation, RUBRIC_LIMITS } from '../../../shared/rubric/scorecard.ts';
import { errorMessage } from '../../core/errorMessage.ts';
import { lockBlock } from '../../core/rubric/locking.ts';
import { questionForN, type UnratedAnswer, unaskedCompetencies } from '../../core/rubric/panelState.ts';
import { useView } from '../../hooks/room/session.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { RatesForCalibration } from '../../hooks/rubric/ratesForCalibration.ts';
import { useLoadedRubric } from '../../hooks/rubric/useRubric.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { RadioTile } from '../ui/RadioTile.tsx';
import { TextArea } from '../ui/TextArea.tsx';

interface ReviewAndLockProps {
  unrated: readonly UnratedAnswer[];
  onShow: (questionId: QuestionId) => void;
  onBack: () => void;
}

export function ReviewAndLock({ unrated, onShow, onBack }: ReviewAndLockProps) {
  const { kit, scorecard, saveState, session, view } = useLoadedRubric();
  const { recommendation, summary } = useStore(session.review.value);
  const { phase, practice } = useView();
  const isPractice = practice !== undefined;
  const heading = useRef<HTMLHeadingElement>(null);
  const { review } = rubricTexts;
  const missing = openCompetencies(kit, scorecard);
  // During the call, more questions can follow.
  const unasked = phase === 'ended' ? unaskedCompetencies(kit, view, missing, scorecard) : [];
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
        <Button size="sm" variant="quiet" className="-ml-2" onClick={onBack} icon={ArrowLeft}>
          {review.back}
        </Button>
        <h3 ref={heading} tabIndex={-1} className="text-base font-semibold">
          {review.title}
        </h3>
        {missing.length > 0 && <p className="text-sm text-warning-ink">{review.missing(missing.length)}</p>}
        {unasked.length > 0 && (
          <Button
            size="sm"
            onClick={() => {
              heading.current?.focus();
              for (const { questionId, competencyId } of unasked) session.rate(questionId, competencyId, 'N');
            }}
          >
            {review.markUnasked(unasked.length)}
          </Button>
        )}
      </div>
      <UnratedAnswers unrated={unrated} onShow={onShow} />
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
      <LockButton block={block} unrated={unrated} />
    </div>
  );
}

function UnratedAnswers({ unrated, onShow }: Omit<ReviewAndLockProps, 'onBack'>) {
  const { review } = rubricTexts;
  if (unrated.length === 0) return null;
  return (
    <section
      aria-label={review.unratedTitle}
      className="flex flex-col gap-2 rounded-card bg-warning-soft p-3 text-sm"
    >
      <p className="text-warning-ink">
        <span className="font-medium">{review.unratedTitle}</span> {review.unratedBody}
      </p>
      <ul className="flex flex-wrap gap-2">
        {unrated.map(({ question, number, names }) => (
          <li key={question.id} className="min-w-0">
            <Button
              size="sm"
              className="h-auto! min-h-8 py-1 text-left"
              onClick={() => onShow(question.id)}
              icon={ArrowRight}
            >
              {review.unratedIn(number, names)}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function LockButton({ block, unrated }: { block: string | undefined } & Pick<ReviewAndLockProps, 'unrated'>) {
  const { session } = useLoadedRubric();
  const { recommendation, summary } = useStore(session.review.value);
  const [asking, setAsking] = useState(false);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { review } = rubricTexts;
  const kind = useLockKind();
  const lock = async () => {
    // Checks again, because a problem that prevents locking can appear while the confirmation is open.
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
        icon={Lock}
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
        description={`${review.unratedWarning(unrated)}${review.confirmBody[kind]}`}
        confirmLabel={review.confirm}
        pending={pending}
        error={problem && `${review.failed}: ${problem}`}
        onConfirm={() => void lock()}
      />
    </div>
  );
}

/** What locking leads to, which the confirmation explains. */
function useLockKind(): keyof typeof rubricTexts.review.confirmBody {
  const calibrates = use(RatesForCalibration);
  const { phase } = useView();
  if (calibrates) return 'calibration';
  return phase === 'ended' ? 'after' : 'during';
}

interface RecommendationChoiceProps {
  value: Recommendation | undefined;
  open: boolean;
  onChoose: (value: Recommendation) => void;
}

function RecommendationChoice({ value, open, onChoose }: RecommendationChoiceProps) {
  const id = useId();
  const { review, recommendations } = rubricTexts;
  return (
    <fieldset
      disabled={!open}
      aria-describedby={open ? undefined : `${id}-gate`}
      className="flex min-w-0 flex-col gap-2"
    >
      <legend className="pb-2 text-sm font-medium">{review.recommendation}</legend>
      <div className="grid grid-cols-2 gap-2">
        {Recommendation.options.map(option => (
          <RadioTile
            key={option}
            name={id}
            checked={open && value === option}
            onChange={() => onChoose(option)}
            className="relative flex min-h-10 items-center gap-2 rounded-control border border-line-strong/60 px-3 text-sm font-medium has-checked:border-accent has-checked:bg-accent-soft has-disabled:opacity-60 has-focus-visible:outline-offset-2 has-enabled:not-has-checked:hover:bg-hover"
          >
            <Check className="hidden size-4 shrink-0 text-accent-ink peer-checked:block" strokeWidth={3} />
            {recommendations[option]}
          </RadioTile>
        ))}
      </div>
      {!open && (
        <p id={`${id}-gate`} className="text-sm text-muted">
          {review.recommendationGate}
        </p>
      )}
    </fieldset>
  );
}

type CompetencyReviewProps = { missing: readonly CompetencyId[]; onShow: (questionId: QuestionId) => void };
function CompetencyReview({ missing, onShow }: CompetencyReviewProps) {
  const { kit } = useLoadedRubric();
  return (
    <ul aria-label={rubricTexts.review.competencies} className="flex flex-col divide-y divide-line">
      {kit.competencies.map(competency => (
        <li key={competency.id} tabIndex={-1} className="flex flex-col gap-2 py-3 first:pt-0 last:pb-0">
          <h4 className="flex items-center gap-2 text-sm font-semibold">
            {missing.includes(competency.id) && <CircleDashed className="size-4 shrink-0 text-warning-ink" />}
            {competency.name}
          </h4>
          {missing.includes(competency.id) ? (
            <OpenCompetency competency={competency} onShow={onShow} />
          ) : (
            <GivenRatings competency={competency} onShow={onShow} />
          )}
        </li>
      ))}
    </ul>
  );
}

type PartProps = { competency: Competency; onShow: (questionId: QuestionId) => void };
function GivenRatings({ competency, onShow }: PartProps) {
  const { kit, scorecard } = useLoadedRubric();
  const { question: texts, scale } = rubricTexts;
  return (
    <ul className="flex flex-col gap-1">
      {kit.questions.map(({ id }, index) => {
        const value = scorecard.ratings[ratingKey(id, competency.id)]?.value;
        if (value === undefined) return null;
        return (
          <li key={id}>
            <button
              type="button"
              onClick={() => onShow(id)}
              className="flex min-h-8 w-full items-start gap-2.5 rounded-control py-1.5 text-left text-sm transition-colors hover:bg-hover"
            >
              <span className="w-8 shrink-0 text-xs leading-5 text-muted">{texts.short(index + 1)}</span>
              <span className="w-4 shrink-0 text-center font-semibold tabular-nums">{value}</span>
              <span className="min-w-0 flex-1 text-muted">
                {value === 'N' ? scale.noEvidence : competency.anchors[value - 1]}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function OpenCompetency({ competency, onShow }: PartProps) {
  const { kit, view, session } = useLoadedRubric();
  const { question: texts, review } = rubricTexts;
  const questions = kit.questions.filter(({ competencies }) => competencies.includes(competency.id));
  const place = questionForN(kit, view, competency.id);
  return (
    <div className="flex flex-wrap gap-2">
      {questions.map(question => (
        <Button key={question.id} size="sm" onClick={() => onShow(question.id)} icon={ArrowRight}>
          {review.jump(texts.short(kit.questions.indexOf(question) + 1))}
        </Button>
      ))}
      {place && (
        <Button
          size="sm"
          aria-label={review.markNOf(competency.name)}
          onClick={event => {
            // Focuses the list item, because the pressed button disappears.
            event.currentTarget.closest('li')?.focus();
            session.rate(place.id, competency.id, 'N');
          }}
        >
          {review.markN}
        </Button>
      )}
    </div>
  );
}
