import {
  CalendarClock,
  CircleSlash,
  CloudOff,
  Hourglass,
  type LucideIcon,
  MonitorSmartphone,
  Trash2,
} from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { QueueItem } from '../../../../../shared/protocol/evaluationRoutes.ts';
import type { RouteResult } from '../../../../../shared/protocol/http.ts';
import { IconPage } from '../../../../components/shell/IconPage.tsx';
import { PageHeading } from '../../../../components/shell/PageHeading.tsx';
import { Banner } from '../../../../components/ui/Banner.tsx';
import { Button } from '../../../../components/ui/Button.tsx';
import { BackLink, ButtonLink } from '../../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../../components/ui/Card.tsx';
import { SkeletonStack } from '../../../../components/ui/Skeleton.tsx';
import { type ClaimEnd, claimEnd } from '../../../../core/evaluation/claims.ts';
import { useMember, useStaffMay } from '../../../../hooks/useMember.ts';
import { useNow } from '../../../../hooks/useNow.ts';
import { evaluationRatingTexts } from '../../../../texts/evaluationRating.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';
import { uiTexts } from '../../../../texts/ui.ts';
import { ConsolePage } from '../../ConsolePage.tsx';
import type { Reading } from '../../Loaded.tsx';
import { ComparisonWaits } from '../ComparisonWaits.tsx';
import { TakenDialog, useClaiming } from '../queue/claiming.tsx';
import { DueDialog } from '../queue/DueDialog.tsx';
import {
  AskedText,
  ClaimList,
  DueText,
  ItemFacts,
  needsOf,
  RecordingText,
  refusalText,
  rowAction,
} from '../queue/QueueItemFacts.tsx';
import { mayBeDue } from '../queue/QueueRowMenu.tsx';
import { queuePath } from '../queue/queuePlace.ts';
import { ReferenceButton } from '../queue/ReferenceDialog.tsx';

const texts = evaluationRatingTexts.over;

const ICONS: Record<ClaimEnd, LucideIcon> = {
  expired: Hourglass,
  handedBack: CircleSlash,
  takenBack: CircleSlash,
  elsewhere: MonitorSmartphone,
  closed: Trash2,
  gone: Trash2,
  unreachable: CloudOff,
};

type ClaimOverProps = { read: Reading<RouteResult<'evaluations.read'>>; onAgain: () => void };
export function ClaimOver({ read, onAgain }: ClaimOverProps) {
  const checked = useReadAnew(read);
  return (
    <EvaluationFrame>
      {checked ? (
        <Ended read={read} onAgain={onAgain} />
      ) : (
        <SkeletonStack
          label={texts.checking}
          className="gap-4"
          rows={['size-14 rounded-card!', 'h-8 w-2/3', 'h-12 w-full']}
        />
      )}
    </EvaluationFrame>
  );
}

function Ended({ read, onAgain }: ClaimOverProps) {
  const claiming = useClaiming();
  // Computed on the first render only, so that a refresh doesn't change the message.
  const [end] = useState(() =>
    claimEnd(read.isError || !read.data ? { error: read.error } : { item: read.data.item }),
  );
  const { title, body } = texts[end];
  const item = read.data?.item;
  const claimable =
    (end === 'expired' || end === 'handedBack' || end === 'takenBack') && item?.stage === 'rate';
  const claim = async () => {
    if (!item) return;
    if (await claiming.claim(item.interviewId)) onAgain();
  };
  return (
    <IconPage icon={ICONS[end]} size="md" title={title} body={<p>{body}</p>} live data-claim-over={end}>
      {claimable && item.refused && <Banner>{refusalText(item, Date.now())}</Banner>}
      <div className="flex flex-wrap gap-3 empty:hidden">
        {claimable && !item.refused && (
          <Button variant="primary" pending={claiming.pending !== undefined} onClick={() => void claim()}>
            {texts.again}
          </Button>
        )}
        {end === 'elsewhere' && (
          <Button variant="primary" onClick={onAgain}>
            {texts.continueHere}
          </Button>
        )}
        {end === 'unreachable' && (
          <Button variant="primary" pending={read.isFetching} onClick={onAgain}>
            {uiTexts.tryAgain}
          </Button>
        )}
      </div>
      {claiming.taken && <TakenDialog taken={claiming.taken} claiming={claiming} now={Date.now()} />}
    </IconPage>
  );
}

/** Fetches the evaluation again on mount. Returns true when that request has settled. */
function useReadAnew({ refetch }: Pick<ClaimOverProps['read'], 'refetch'>): boolean {
  const [done, setDone] = useState(false);
  const latest = useRef(refetch);
  useEffect(() => {
    let gone = false;
    void Promise.resolve(latest.current()).then(() => {
      if (!gone) setDone(true);
    });
    return () => {
      gone = true;
    };
  }, []);
  return done;
}

const offerTexts = evaluationRatingTexts.rating.offer;

export function UnclaimedEvaluation({ item }: { item: QueueItem }) {
  const now = useNow(15_000);
  const userId = useMember()?.userId;
  const may = { write: useStaffMay('reports.write'), publish: useStaffMay('reports.publish') };
  const mayManage = useStaffMay('evaluations.manage');
  const claiming = useClaiming();
  const { candidate, claims, interviewId, own, refused, role, shadow } = item;
  const action = rowAction(item, may);
  return (
    <>
      <div className="flex flex-col gap-1">
        <PageHeading>{role}</PageHeading>
        <p className="text-sm text-muted">{candidate}</p>
      </div>
      <Card className="flex flex-col gap-4">
        <DueText item={item} now={now} />
        <ItemFacts item={item} now={now} />
        <div className="flex flex-col gap-1 border-t border-line pt-4 text-sm">
          <p className="font-medium">{needsOf(item)}</p>
          <RecordingText item={item} />
          <AskedText item={item} now={now} />
          {(claims.length > 0 || item.step === 'rate') && <ClaimList item={item} userId={userId} now={now} />}
        </div>
      </Card>
      {item.locked > 1 && item.stage !== 'rate' && mayManage && (
        <div className="empty:hidden">
          <ComparisonWaits interviewId={interviewId} />
        </div>
      )}
      {shadow && (
        <Banner title={evaluationRatingTexts.rating.shadow}>{evaluationRatingTexts.rating.shadowBody}</Banner>
      )}
      {refused && !action.wanted && !(item.stage === 'agree' && mayManage) && (
        <Banner>{refusalText(item, now)}</Banner>
      )}
      {action.do === 'claim' ? (
        <div className="flex flex-col items-start gap-3">
          {own === 'draft' && <p className="text-sm">{offerTexts.draft}</p>}
          <Button
            variant="primary"
            pending={claiming.pending === interviewId}
            onClick={() => void claiming.claim(interviewId)}
          >
            {action.label}
          </Button>
          <p className="max-w-[60ch] text-sm text-muted">{offerTexts.body}</p>
        </div>
      ) : (
        action.to !== window.location.pathname && (
          <ButtonLink to={action.to} variant="primary" className="self-start">
            {action.label}
          </ButtonLink>
        )
      )}
      <PageActions item={item} />
      {claiming.taken && <TakenDialog taken={claiming.taken} claiming={claiming} now={now} />}
    </>
  );
}

/** What members who manage evaluations can change, and the interview behind the evaluation. */
function PageActions({ item }: { item: QueueItem }) {
  const mayManage = useStaffMay('evaluations.manage');
  const [dating, setDating] = useState(false);
  const { dueAt, interviewId, kind } = item;
  return (
    <div className="flex flex-wrap gap-2 border-t border-line pt-4 empty:hidden">
      {mayManage && mayBeDue(item) && (
        <Button size="sm" icon={CalendarClock} onClick={() => setDating(true)}>
          {dueAt === undefined ? evaluationTexts.actions.setDue : evaluationTexts.actions.changeDue}
        </Button>
      )}
      <ReferenceButton item={item} />
      {mayManage && item.locked > 0 && item.stage !== 'rate' && (
        <ButtonLink size="sm" to={`/console/interviews/${interviewId}/scorecards`}>
          {evaluationTexts.actions.scorecards}
        </ButtonLink>
      )}
      {kind === 'interview' && mayManage && (
        <ButtonLink size="sm" to={`/console/interviews/${interviewId}`}>
          {evaluationTexts.actions.interview}
        </ButtonLink>
      )}
      {dating && <DueDialog item={item} onClose={() => setDating(false)} />}
    </div>
  );
}

export function EvaluationFrame({ children }: { children: ReactNode }) {
  return (
    <ConsolePage
      width="reading"
      back={<BackLink to={queuePath()}>{evaluationRatingTexts.rating.back}</BackLink>}
    >
      {children}
    </ConsolePage>
  );
}
