import { ArrowLeft, Hourglass, Lock, TriangleAlert } from 'lucide-react';
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { InterviewId } from '../../../../../shared/ids.ts';
import type { OpenedClaim, QueueItem } from '../../../../../shared/protocol/evaluationRoutes.ts';
import { RetryRecording } from '../../../../components/review/RetryRecording.tsx';
import { PageLoading } from '../../../../components/shell/PageLoading.tsx';
import { Banner } from '../../../../components/ui/Banner.tsx';
import { Button } from '../../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../../components/ui/ButtonLink.tsx';
import { ConfirmDialog } from '../../../../components/ui/ConfirmDialog.tsx';
import { classNames } from '../../../../components/ui/classNames.ts';
import { errorMessage } from '../../../../core/errorMessage.ts';
import { toast } from '../../../../core/toast.ts';
import { useServerNow, useSession } from '../../../../hooks/room/session.ts';
import { useStore } from '../../../../hooks/room/useStore.ts';
import { ComparisonPeople } from '../../../../hooks/rubric/comparisonPeople.ts';
import { RatesForCalibration } from '../../../../hooks/rubric/ratesForCalibration.ts';
import { useMember, useStaffMay } from '../../../../hooks/useMember.ts';
import { useRouteMutation } from '../../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../../hooks/useRouteQuery.ts';
import { evaluationRatingTexts } from '../../../../texts/evaluationRating.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';
import { Scoring } from '../../../scoring/Scoring.tsx';
import { ComparedRatings } from '../ComparedRatings.tsx';
import { ComparisonWaits } from '../ComparisonWaits.tsx';
import { CALIBRATION_PATH, debriefPath, ratingPath, reportPath } from '../evaluationPaths.ts';
import { TakenDialog, useClaiming } from '../queue/claiming.tsx';
import { nextOwn } from '../queue/QueueItemFacts.tsx';
import { queuePath } from '../queue/queuePlace.ts';
import { ReferenceButton } from '../queue/ReferenceDialog.tsx';
import { useClaimRenewal } from './useClaimRenewal.ts';

const texts = evaluationRatingTexts.rating;
type RatingSessionProps = { item: QueueItem; claim: OpenedClaim; onChanged: () => void; onOver: () => void };
export function RatingSession({ item, claim, onChanged, onOver }: RatingSessionProps) {
  const ownId = useMember()?.userId;
  const { client } = useSession();
  const connection = useStore(client.connection);
  const view = useStore(client.view);
  const returning = useRef(false);
  const isLocked = view?.rubric?.own?.lock !== undefined;
  // True if the member's claim can expire. A claim by invitation has no end.
  const isLeased = item.claims.some(({ expiresAt: end, userId }) => end !== undefined && userId === ownId);
  const areOpen = view?.rubric?.scorecards !== undefined;
  const isKept = view?.rubric?.own?.keptAt !== undefined;
  // A member who gives back the claim on purpose needs no message that the claim ended.
  const end = useCallback(() => {
    if (!returning.current) onOver();
  }, [onOver]);
  const { expiresAt } = useClaimRenewal({
    interviewId: item.interviewId,
    expiresAt: claim.expiresAt,
    active: view !== undefined && !isLocked && isLeased,
    now: () => client.serverNow(),
    onEnded: end,
  });
  const over = connection.state === 'ended';
  useEffect(() => {
    if (over) end();
  }, [over, end]);
  const changed = useEffectEvent(onChanged);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of either value must repeat the request
  useEffect(() => changed(), [isLocked, areOpen, isKept]);
  const scrolling = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isLocked) scrolling.current?.scrollTo({ top: 0 });
  }, [isLocked]);
  if (over || !view) return <PageLoading />;
  return (
    // Scrolls independently of the page, so that sticky elements stay below the bar.
    <div className="flex h-[calc(100dvh-3.5rem-1px)] min-w-0 flex-col">
      <RatingBar
        item={item}
        endsAt={isLocked || !isLeased ? undefined : expiresAt}
        onReturn={active => {
          returning.current = active;
        }}
      />
      <div
        ref={scrolling}
        className="relative flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto [overflow-anchor:none]"
      >
        <div className="flex flex-col gap-2 px-4 pt-2 empty:hidden sm:px-8">
          {item.recording && !isLocked && (
            <UnplayableNotice interviewId={item.interviewId} state={item.recording} onRetried={onChanged} />
          )}
          {claim.shadow && !isLocked && (
            <Banner title={texts.shadow}>
              {texts.shadowBody} {item.reference && texts.shadowRule}
            </Banner>
          )}
          {isLocked && <AfterLock item={item} shadow={claim.shadow} />}
          {isLocked && claim.shadow && item.reference && <OwnDistance interviewId={item.interviewId} />}
        </div>
        <RatesForCalibration value={claim.shadow}>
          <ComparisonPeople value={<ComparisonWaits interviewId={item.interviewId} />}>
            <Scoring inConsole playable={item.recording === undefined} />
          </ComparisonPeople>
        </RatesForCalibration>
      </div>
    </div>
  );
}

interface UnplayableNoticeProps {
  interviewId: InterviewId;
  state: NonNullable<QueueItem['recording']>;
  onRetried: () => void;
}

function UnplayableNotice({ interviewId, state, onRetried }: UnplayableNoticeProps) {
  const mayRetry = useStaffMay('recordings.change');
  const { title, body } = texts.unplayable[state];
  return (
    <div data-unplayable={state} className="flex flex-wrap items-center gap-2">
      <div className="min-w-0 flex-1 basis-72">
        <Banner tone="warning" title={title}>
          {body} {state === 'failed' && !mayRetry && texts.unplayable.askForRetry}
        </Banner>
      </div>
      {state === 'failed' && mayRetry && <RetryRecording interviewId={interviewId} onRetried={onRetried} />}
    </div>
  );
}

const REFRESH_MS = 5_000;
const ENDING_MS = 10 * 60_000;

interface RatingBarProps {
  item: QueueItem;
  /** Server time at which the claim expires. Absent if it can't expire, or the scorecard is locked. */
  endsAt: number | undefined;
  onReturn: (active: boolean) => void;
}

function RatingBar({ item: { candidate, interviewId, role }, endsAt, onReturn }: RatingBarProps) {
  return (
    <section
      aria-label={texts.bar}
      data-rating-bar
      className="flex shrink-0 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line bg-surface px-4 py-1.5 text-sm sm:px-6"
    >
      <div className="flex min-w-0 items-center gap-2">
        <ButtonLink
          to={queuePath()}
          variant="quiet"
          size="sm"
          className="-ml-2 px-2!"
          aria-label={texts.back}
          icon={ArrowLeft}
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
          <ReturnClaim interviewId={interviewId} onReturn={onReturn} />
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
        <Icon className="size-4 shrink-0" />
        {ending ? texts.ending(leftMs) : texts.left(leftMs)}
      </p>
      {/* Announces the remaining time only when the claim is about to end. */}
      <span role="status" className="sr-only">
        {ending ? texts.ending(ENDING_MS) : ''}
      </span>
    </>
  );
}

function ReturnClaim(props: Pick<QueueItem, 'interviewId'> & Pick<RatingBarProps, 'onReturn'>) {
  const { interviewId, onReturn } = props;
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const release = useRouteMutation('evaluations.release', ['evaluations.list', 'evaluations.read']);
  const returnClaim = async () => {
    onReturn(true);
    try {
      // Uses `mutateAsync`: after an unmount, the callbacks of `mutate` would not be called.
      await release.mutateAsync({ interviewId });
      toast.success(texts.handedBack);
      await navigate(queuePath());
    } catch {
      onReturn(false);
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
        onConfirm={() => void returnClaim()}
      />
    </>
  );
}

/** How far the evaluator's locked ratings are from the agreed ratings of this reference. */
function OwnDistance({ interviewId }: Pick<QueueItem, 'interviewId'>) {
  // Repeats the request, because the server counts a locked scorecard a moment later.
  const { data } = useRouteQuery('evaluations.calibration', {}, { refetchIntervalMs: REFRESH_MS });
  const reference = data?.calibration.rated.find(rated => rated.interviewId === interviewId);
  return (
    reference && (
      // As wide as the scorecards below.
      <section aria-label={texts.distance} className="mx-auto w-full max-w-272 py-2">
        <div className="max-w-3xl">
          <ComparedRatings reference={reference} />
        </div>
      </section>
    )
  );
}

/** Opens the viewer's own unfinished work. Without any, claims the evaluation that is due first. */
function RateNext({ after }: { after: QueueItem }) {
  const claiming = useClaiming();
  const own = useRouteQuery('evaluations.list', { filter: { steps: ['rate', 'agree'], who: 'mine' } });
  const { data } = useRouteQuery('evaluations.list', { filter: { steps: ['rate'] } });
  const unfinished = own.data && nextOwn(own.data.items, after);
  if (!own.data) return null;
  if (unfinished)
    return (
      <ButtonLink size="sm" to={ratingPath(unfinished.interviewId)}>
        {unfinished.step === 'rate' ? afterTexts.resume(unfinished.candidate) : afterTexts.compareNext}
      </ButtonLink>
    );
  const next = data?.items.find(
    ({ interviewId, own, refused }) =>
      interviewId !== after.interviewId && own !== 'locked' && refused === undefined,
  );
  if (!next) return null;
  return (
    <>
      <Button
        size="sm"
        pending={claiming.pending !== undefined}
        onClick={() => void claiming.claim(next.interviewId)}
      >
        {afterTexts.next}
      </Button>
      {claiming.taken && <TakenDialog taken={claiming.taken} claiming={claiming} now={Date.now()} />}
    </>
  );
}

const afterTexts = evaluationRatingTexts.after;

function AfterLock({ item, shadow }: { item: QueueItem; shadow: boolean }) {
  const mayWrite = useStaffMay('reports.write');
  const { compared, interviewId, kind, locked, raters, report, stage } = item;
  const words = shadow
    ? afterTexts.shadow
    : stage === 'rate'
      ? afterTexts.waiting(Math.max(1, raters - locked))
      : stage === 'done' && !report
        ? afterTexts.rated
        : stage === 'agree' && compared
          ? afterTexts.compared
          : afterTexts[stage];
  return (
    <section
      data-after-lock={shadow ? 'shadow' : stage}
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-card bg-accent-soft px-4 py-3 text-sm"
    >
      <div className="flex min-w-0 items-start gap-3">
        <Lock className="mt-0.5 size-4 shrink-0 text-accent-ink" />
        <p role="status" className="min-w-0">
          {words}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <ButtonLink to={queuePath()} size="sm">
          {evaluationRatingTexts.rating.back}
        </ButtonLink>
        {!shadow && <ReferenceButton item={item} />}
        {!shadow && kind === 'interview' && stage !== 'rate' && (
          <ButtonLink to={debriefPath(interviewId)} size="sm">
            {afterTexts.debrief}
          </ButtonLink>
        )}
        <RateNext after={item} />
        {shadow ? (
          <ButtonLink to={CALIBRATION_PATH} size="sm" variant="primary">
            {afterTexts.calibration}
          </ButtonLink>
        ) : (
          mayWrite &&
          report &&
          (stage === 'write' || stage === 'republish' || stage === 'done') && (
            <ButtonLink to={reportPath(interviewId)} size="sm" variant="primary">
              {stage === 'write' ? evaluationTexts.actions.write : evaluationTexts.actions.report}
            </ButtonLink>
          )
        )}
      </div>
    </section>
  );
}
