import { Clapperboard, Copy, Play, ShieldCheck, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { InterviewId } from '../../../../shared/ids.ts';
import { isFinal } from '../../../../shared/interview/phases.ts';
import type { InterviewView } from '../../../../shared/interview/view.ts';
import type { ErasureReceipt, RecordingSummary } from '../../../../shared/protocol/recordingRoutes.ts';
import { DeleteRecordingDialog, JobLine } from '../../../components/review/RecordingParts.tsx';
import { RetryRecording } from '../../../components/review/RetryRecording.tsx';
import { Badge, StatusDot } from '../../../components/ui/Badge.tsx';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { Skeleton } from '../../../components/ui/Skeleton.tsx';
import { reviewPath } from '../../../core/review/momentAddress.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { formatClock } from '../../../texts/clock.ts';
import { recordingTexts } from '../../../texts/recordingList.ts';
import { roomRecording } from '../../../texts/roomRecording.ts';
import { PageSection } from '../ConsolePage.tsx';
import { CopyTextButton } from '../CopyTextButton.tsx';
import { Loaded } from '../Loaded.tsx';
import { RECORDING_TONES, recordingsRefreshMs } from './recordingStates.ts';

const texts = recordingTexts.section;

export function RecordingSection({ view }: { view: InterviewView }) {
  const mayReview = useStaffMay('recordings.review');
  const { interviewId } = view;
  const list = useRouteQuery(
    'recording.list',
    { interviewId },
    { enabled: mayReview, refetchIntervalMs: ({ state }) => recordingsRefreshMs(state.data?.recordings) },
  );
  if (!mayReview) return null;
  const own = list.data?.recordings.filter(known => known.interviewId === interviewId) ?? [];
  const current = own.find(({ state }) => state !== 'erased');
  return (
    <PageSection title={texts.title}>
      <Card className="flex flex-col gap-4">
        <RecordingProblem view={view} />
        <Loaded query={list} failed={texts.loadFailed} skeleton={<Skeleton className="h-12 w-full" />}>
          {() =>
            current ? (
              <CurrentRecording view={view} recording={current} />
            ) : (
              <NoRecording view={view} erased={own.length > 0} />
            )
          }
        </Loaded>
        {own.some(({ state }) => state === 'erased') && <Receipts interviewId={interviewId} />}
      </Card>
    </PageSection>
  );
}

function RecordingProblem({ view: { recording } }: { view: InterviewView }) {
  const isOff = recording.why === 'trouble';
  if (!isOff && !recording.storageLow) return null;
  return <Banner tone="warning">{isOff ? roomRecording.trouble : roomRecording.storageLow}</Banner>;
}

function NoRecording({ view, erased }: { view: InterviewView; erased: boolean }) {
  if (erased) return null;
  return (
    <div className="flex items-start gap-3 text-sm text-muted">
      <Clapperboard className="mt-0.5 size-4 shrink-0" />
      <p>{isFinal(view.phase) ? texts.noneOver : texts.none}</p>
    </div>
  );
}

type CurrentRecordingProps = { view: InterviewView; recording: RecordingSummary };
function CurrentRecording({ view, recording }: CurrentRecordingProps) {
  const now = useNow(60_000);
  const { bytes, durationMs, jobs, state } = recording;
  const kept = recordingTexts.kept(recording, now);
  const { tone, dot } = RECORDING_TONES[state];
  const shown = jobs.filter(job => job.state !== 'done');
  return (
    <>
      <div className="flex flex-col gap-1.5 text-sm">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Badge tone={tone}>
            <StatusDot tone={dot} />
            {recordingTexts.states[state]}
          </Badge>
          {durationMs !== undefined && (
            <span className="text-muted tabular-nums">{formatClock(durationMs)}</span>
          )}
          {bytes > 0 && <span className="text-muted tabular-nums">{recordingTexts.size(bytes)}</span>}
        </p>
        <p>{wordsOf(view, recording)}</p>
        {kept !== undefined && <p className="text-muted">{texts.kept(kept)}</p>}
      </div>
      {shown.map(job => (
        <JobLine key={job.kind} job={job} />
      ))}
      <Actions view={view} recording={recording} />
    </>
  );
}

function Actions({ view, recording }: CurrentRecordingProps) {
  const { interviewId } = view;
  const mayChange = useStaffMay('recordings.change');
  const mayErase = useStaffMay('recordings.erase');
  const [asking, setAsking] = useState(false);
  const erase = useRouteMutation('recording.erase', ['recording.list', 'recording.receipts']);
  const failed = recording.state === 'failed' || recording.jobs.some(({ state }) => state === 'failed');
  return (
    <div className="flex flex-wrap gap-2 empty:hidden">
      {recording.state === 'ready' && (
        <ButtonLink to={reviewPath(interviewId)} variant={view.rubric ? 'secondary' : 'primary'} icon={Play}>
          {texts.watch}
        </ButtonLink>
      )}
      {failed && mayChange && <RetryRecording interviewId={interviewId} />}
      {mayErase && (
        <Button variant="danger-quiet" icon={Trash2} onClick={() => setAsking(true)}>
          {recordingTexts.erase.button}
        </Button>
      )}
      {asking && (
        <DeleteRecordingDialog
          onDelete={() => erase.mutateAsync({ interviewId })}
          onDeleted={() => undefined}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

function wordsOf({ recording: live }: InterviewView, { state }: RecordingSummary): string {
  if (state === 'erased') return texts.erasing;
  if (state !== 'recording') return texts[state];
  return live.state === 'on' ? texts.running : texts.mayContinue;
}

const receiptTexts = recordingTexts.receipts;
const WHILE_PENDING_MS = 3_000;
const OTHERWISE_MS = 60_000;

function Receipts({ interviewId }: { interviewId: InterviewId }) {
  const { data } = useRouteQuery(
    'recording.receipts',
    { interviewId },
    {
      refetchIntervalMs: ({ state }) =>
        state.data?.receipts.some(({ completedAt }) => completedAt === undefined)
          ? WHILE_PENDING_MS
          : OTHERWISE_MS,
    },
  );
  if (!data || data.receipts.length === 0) return null;
  return (
    <section aria-label={receiptTexts.title} className="flex flex-col gap-3 text-sm">
      {data.receipts.map(receipt => (
        <Receipt key={receipt.receiptId} receipt={receipt} />
      ))}
    </section>
  );
}

function Receipt({ receipt }: { receipt: ErasureReceipt }) {
  const now = useNow(60_000);
  const { bytes, cause, completedAt, digest, files, lostPlaces, receiptId, requestedAt } = receipt;
  return (
    <div className="flex items-start gap-3" data-receipt={receiptId}>
      <ShieldCheck className="mt-0.5 size-4 shrink-0 text-success-ink" />
      <div className="flex min-w-0 flex-col gap-1">
        <p className="font-medium">{recordingTexts.section.erased(completedAt ?? requestedAt, now)}</p>
        <p className="text-muted">
          {receiptTexts.causes[cause]} · {receiptTexts.line(files, recordingTexts.size(bytes))}
        </p>
        <p className="text-muted">
          {completedAt === undefined ? receiptTexts.pending : receiptTexts.completed(completedAt, now)}
        </p>
        {lostPlaces > 0 && <p className="text-muted">{receiptTexts.lost(lostPlaces)}</p>}
        <p className="text-xs text-faint">
          <span className="block wrap-anywhere">
            {receiptTexts.id} {receiptId}
          </span>
          {digest && (
            <span className="block">
              {receiptTexts.digest} {digest.slice(0, 16)}…
            </span>
          )}
        </p>
        <CopyTextButton small text={JSON.stringify(receipt, null, 2)} icon={Copy}>
          {receiptTexts.copy}
        </CopyTextButton>
      </div>
    </div>
  );
}
