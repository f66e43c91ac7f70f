import {
  ChevronDown,
  CircleCheck,
  CircleOff,
  Clock,
  FileText,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
  Play,
  RotateCcw,
  Sparkle,
  Trash2,
  TriangleAlert,
} from 'lucide-react';
import { useId, useState } from 'react';
import type { PracticeAttempt, PracticeReceipt } from '../../../shared/protocol/practiceRoutes.ts';
import { spokenMs } from '../../../shared/recording/review.ts';
import { type AttemptStatus, type Comparison, statusOf } from '../../core/practice/attempts.ts';
import { usePractice, usePracticePage } from '../../hooks/practice/practiceContext.ts';
import { usePracticeAgain } from '../../hooks/practice/usePracticeAgain.ts';
import { useLazyDialog } from '../../hooks/useLazyDialog.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { Badge, type Tone } from '../ui/Badge.tsx';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { classNames } from '../ui/classNames.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { AttemptDelivery, AttemptNote, AttemptQuestions } from './AttemptDetails.tsx';
import { BestTake } from './BestTake.tsx';

const texts = practicePage;
const fetchDialog = async () => (await import('./DeleteDialogs.tsx')).DeleteAttemptDialog;

const STATUS_STYLES: Record<AttemptStatus, { tone: Tone; Icon: LucideIcon }> = {
  open: { tone: 'neutral', Icon: Clock },
  running: { tone: 'accent', Icon: Play },
  expired: { tone: 'neutral', Icon: CircleOff },
  unrecorded: { tone: 'neutral', Icon: CircleOff },
  processing: { tone: 'accent', Icon: LoaderCircle },
  ready: { tone: 'success', Icon: CircleCheck },
  failed: { tone: 'danger', Icon: TriangleAlert },
  erased: { tone: 'neutral', Icon: Trash2 },
};

const EXPLANATIONS: Partial<Record<AttemptStatus, string>> = {
  running: texts.actions.running,
  expired: texts.actions.expired,
  failed: texts.actions.broken,
};

interface AttemptCardProps {
  attempt: PracticeAttempt;
  newest: boolean;
  /** True if the page has attempts of several roles. */
  mixed: boolean;
  /** Role of the card on the page: `repeats` an attempt that is shown above, `leads` the page, or neither. */
  place?: 'repeats' | 'leads' | undefined;
  comparisons: ReadonlyMap<string, Comparison>;
  onDeleted: (receipt: PracticeReceipt) => void;
}

export function AttemptCard({ attempt, newest, mixed, place, comparisons, onDeleted }: AttemptCardProps) {
  const titleId = useId();
  const status = statusOf(attempt);
  const explanation = EXPLANATIONS[status];
  const over = attempt.state === 'over';
  const moment = texts.moment(attempt.startedAt ?? attempt.createdAt, Date.now());
  return (
    <Card
      role="article"
      aria-labelledby={titleId}
      padding="none"
      className={classNames('flex flex-col', attempt.report?.unread && 'border-accent!')}
      data-attempt={status}
    >
      <div className="flex flex-col gap-4 p-4 sm:p-5">
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
          <div className="flex min-w-0 flex-col gap-0.5">
            <h3 id={titleId} className="text-base font-semibold">
              {mixed ? attempt.role : moment}
            </h3>
            {mixed && <p className="text-sm text-muted tabular-nums">{moment}</p>}
          </div>
          <div className="flex flex-wrap items-center gap-1.5">
            {status !== 'ready' && <StatusBadge status={status} attempt={attempt} />}
            <EvaluationBadge attempt={attempt} />
            <DeleteAttempt attempt={attempt} onDeleted={onDeleted} />
          </div>
        </div>
        {attempt.recording.state === 'processing' && over && place !== 'repeats' && (
          <ProgressBar
            slim
            label={texts.progress}
            share={attempt.recording.progress}
            valueText={texts.ready(Math.round(attempt.recording.progress * 100))}
          />
        )}
        <ReportDue attempt={attempt} />
        {explanation && <p className="max-w-[60ch] text-sm text-muted">{explanation}</p>}
        <Actions attempt={attempt} status={status} place={place} />
      </div>
      {over && newest && (
        <div className="px-4 pb-4 sm:px-5">
          <AttemptNote attempt={attempt} />
        </div>
      )}
      {over && <Details attempt={attempt} comparisons={comparisons} withNote={!newest} />}
    </Card>
  );
}

function EvaluationBadge({ attempt: { evaluation, report } }: { attempt: PracticeAttempt }) {
  if (evaluation === 'none') return null;
  if (evaluation === 'ready' && report?.unread)
    return (
      <Badge tone="accent" icon={Sparkle}>
        {texts.reports.unread}
      </Badge>
    );
  return <Badge tone={evaluation === 'ready' ? 'success' : 'neutral'}>{texts.evaluations[evaluation]}</Badge>;
}

function ReportDue({ attempt: { evaluation, report } }: { attempt: PracticeAttempt }) {
  const promisedAt = report?.promisedAt;
  if (evaluation !== 'waiting' || promisedAt === undefined) return null;
  const now = Date.now();
  const { late, promised } = texts.reports;
  return (
    <p className="flex items-center gap-2 text-sm text-muted tabular-nums">
      <Hourglass className="size-4 shrink-0" />
      {promisedAt < now ? late(promisedAt, now) : promised(promisedAt, now)}
    </p>
  );
}

function StatusBadge({ status, attempt }: { status: AttemptStatus; attempt: PracticeAttempt }) {
  const { recording } = attempt;
  const { tone, Icon } = STATUS_STYLES[status];
  const word =
    status === 'processing' && recording.state === 'processing' && recording.progress > 0
      ? texts.ready(Math.round(recording.progress * 100))
      : texts.statuses[status];
  return (
    <Badge tone={tone} icon={Icon}>
      {word}
    </Badge>
  );
}

type ActionsProps = Pick<AttemptCardProps, 'attempt' | 'place'> & { status: AttemptStatus };

function Actions({ attempt, status, place }: ActionsProps) {
  const { token } = usePracticePage();
  const { location, enter } = usePractice();
  const { again, pending, failure, prepare } = usePracticeAgain(token);
  const { interviewId, length, purpose, role, slug } = attempt;
  const resumable = status === 'open' || status === 'running';
  const watchable = status === 'ready';
  const readable = attempt.evaluation === 'ready';
  const first = place === 'leads' ? 'primary' : 'secondary';
  const repeats = place === 'repeats';
  const [only] = attempt.questions.length === 1 ? attempt.questions : [];
  return (
    <>
      {failure && (
        <Banner tone="danger" title={texts.actions.failed}>
          {failure}
        </Banner>
      )}
      <div className="flex flex-wrap items-center gap-2 empty:hidden">
        {resumable && !repeats && (
          <Button
            variant={first}
            icon={Play}
            onClick={() => enter(token, { interviewId, length, purpose, role, slug })}
          >
            {texts.actions.resume}
          </Button>
        )}
        {readable && !repeats && (
          <Button
            variant={first}
            icon={FileText}
            onClick={() => location.go({ page: token, report: interviewId })}
          >
            {texts.reports.read}
          </Button>
        )}
        {watchable && !repeats && (
          <Button
            variant={readable ? 'secondary' : first}
            icon={Play}
            onClick={() => location.go({ page: token, watch: interviewId })}
          >
            {texts.actions.watch}
          </Button>
        )}
        {/* For the only question of an attempt that is shown above, “Try it again” does the same. */}
        {!resumable && slug && !(repeats && only) && (
          <Button
            variant={watchable || readable ? 'secondary' : first}
            pending={pending}
            icon={RotateCcw}
            onPointerEnter={prepare}
            onFocus={prepare}
            onClick={() => again(attempt)}
          >
            {texts.actions.again}
          </Button>
        )}
        {watchable && only && only.takes > 0 && <BestTake interviewId={interviewId} question={only} />}
      </div>
      {!slug && !resumable && <p className="text-sm text-muted">{texts.actions.notAgain}</p>}
    </>
  );
}

function DeleteAttempt({ attempt, onDeleted }: Pick<AttemptCardProps, 'attempt' | 'onDeleted'>) {
  const session = usePracticePage();
  const { Dialog, open, close } = useLazyDialog(fetchDialog, texts.deleting.loadFailed);
  const what = `${attempt.role}, ${texts.moment(attempt.startedAt ?? attempt.createdAt, Date.now())}`;
  return (
    <>
      <IconButton className="-my-2 -mr-2" label={texts.actions.deleteOf(what)} onClick={open}>
        <Trash2 className="size-4" />
      </IconButton>
      {Dialog && (
        <Dialog
          what={what}
          attempt={() => session.deleteAttempt(attempt.interviewId)}
          onDone={onDeleted}
          onClose={close}
        />
      )}
    </>
  );
}

type DetailsProps = Pick<AttemptCardProps, 'attempt' | 'comparisons'> & { withNote: boolean };

function Details({ attempt, comparisons, withNote }: DetailsProps) {
  const [open, setOpen] = useState(false);
  const { delivery, recording } = attempt;
  const retainUntil = recording.state === 'ready' ? recording.retainUntil : undefined;
  return (
    <details
      data-details
      open={open}
      onToggle={event => setOpen(event.currentTarget.open)}
      className="group/details border-t border-line"
    >
      <summary className="flex min-h-11 cursor-pointer list-none items-center justify-between gap-3 rounded-b-card px-4 text-sm font-medium -outline-offset-2! hover:bg-hover sm:px-5 [&::-webkit-details-marker]:hidden">
        {texts.actions.details}
        <ChevronDown className="size-4 shrink-0 text-muted transition-transform group-open/details:rotate-180" />
      </summary>
      {open && (
        <div className="flex flex-col gap-7 px-4 pt-1 pb-5 sm:px-5">
          <AttemptQuestions attempt={attempt} comparisons={comparisons} />
          {delivery && spokenMs(delivery) > 0 && <AttemptDelivery facts={delivery} />}
          {withNote && <AttemptNote attempt={attempt} />}
          {retainUntil !== undefined && (
            <p className="text-sm text-muted">{texts.kept(retainUntil, Date.now())}</p>
          )}
        </div>
      )}
    </details>
  );
}
