import { TriangleAlert } from 'lucide-react';
import type { RecordingJob } from '../../../shared/recording/review.ts';
import { recordingTexts } from '../../texts/recordingList.ts';
import { reviewTexts } from '../../texts/review.ts';
import { ConfirmAttempt } from '../ui/ConfirmAttempt.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';

export function JobLine({ job, compact = false }: { job: RecordingJob; compact?: boolean }) {
  const { kind, state, progress, reason, retryAt } = job;
  const texts = reviewTexts.job;
  const { running, failed } = reviewTexts.jobs[kind];
  if (state === 'failed' || state === 'retrying')
    return (
      <div className="flex items-start gap-2.5 text-sm" role="status" data-job={kind} data-job-state={state}>
        <TriangleAlert className="mt-0.5 size-4 shrink-0 text-warning-ink" />
        <p className="min-w-0">
          <span className="font-medium">{failed}.</span> {reason}{' '}
          {state === 'retrying' && retryAt !== undefined && texts.retryAt(retryAt, Date.now())}
        </p>
      </div>
    );
  const words = state === 'waiting' ? texts.waiting : texts.percent(progress);
  if (compact)
    return (
      <div className="flex items-center gap-2.5 text-xs text-muted" data-job={kind} data-job-state={state}>
        <span className="truncate">{running}</span>
        <div className="w-24 shrink-0">
          <ProgressBar label={running} share={progress} valueText={words} slim />
        </div>
        <span className="shrink-0 tabular-nums">{words}</span>
      </div>
    );
  return (
    <div className="flex flex-col gap-1.5 text-sm" data-job={kind} data-job-state={state}>
      <p className="flex items-baseline justify-between gap-3">
        <span className="font-medium">{running}</span>
        <span className="text-muted tabular-nums">{words}</span>
      </p>
      <ProgressBar label={running} share={progress} valueText={words} />
    </div>
  );
}

interface DeleteRecordingDialogProps {
  onDelete: () => Promise<unknown>;
  onDeleted: () => void;
  onClose: () => void;
}

export function DeleteRecordingDialog({ onDelete, onDeleted, onClose }: DeleteRecordingDialogProps) {
  const { title, body, confirm, done } = recordingTexts.erase;
  return (
    <ConfirmAttempt
      attempt={onDelete}
      title={title}
      description={body}
      confirmLabel={confirm}
      done={done}
      onDone={onDeleted}
      onClose={onClose}
    />
  );
}
