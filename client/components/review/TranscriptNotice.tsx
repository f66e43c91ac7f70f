import { LockKeyhole, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TranscriptReason } from '../../../shared/transcript/transcript.ts';
import { errorMessage } from '../../core/errorMessage.ts';
import type { TranscriptStatus } from '../../core/review/transcriptSession.ts';
import { useReview } from '../../hooks/review/reviewContext.ts';
import { transcriptTexts as texts } from '../../texts/transcript.ts';
import { Button } from '../ui/Button.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';

/** Says why there are no words, or that they are being made. Shows nothing where no transcripts are made. */
export function TranscriptNotice({ status, retry }: { status: TranscriptStatus; retry: ReactNode }) {
  const { session, ownSeatId } = useReview();
  if (status.state === 'opening') return null;
  if (status.state === 'failed')
    return (
      <Notice icon={TriangleAlert} title={texts.unread} alert>
        <p>{errorMessage(status.error)}</p>
        <Button size="sm" onClick={() => session.transcript?.refresh()}>
          {texts.tryAgain}
        </Button>
      </Notice>
    );
  const { state, reason, detail, progress = 0 } = status.transcript;
  /** Raters don't learn that consent is missing, because that could bias them. */
  const whyNone = (why: TranscriptReason) => {
    if (why !== 'consent') return texts.reasons[why];
    if (session.own) return texts.ownConsent;
    return ownSeatId === undefined && texts.reasons.consent;
  };
  switch (state) {
    case 'hidden':
      return (
        <Notice icon={LockKeyhole} title={texts.hidden}>
          <p>{texts.hiddenBody}</p>
        </Notice>
      );
    case 'failed':
      return (
        <Notice icon={TriangleAlert} title={texts.failed}>
          <p>
            {detail ?? (reason && texts.reasons[reason])} {texts.failedBody}
          </p>
          {retry}
        </Notice>
      );
    case 'running':
      return (
        <Notice>
          <p className="text-ink tabular-nums">{texts.running(progress)}</p>
          <div className="w-full">
            <ProgressBar label={texts.progress} share={progress} valueText={texts.running(progress)} slim />
          </div>
        </Notice>
      );
    case 'waiting':
      return (
        <Notice>
          <p>
            {texts.waiting}. {reason && texts.reasons[reason]}
          </p>
        </Notice>
      );
    case 'none':
      if (reason === 'off' || reason === 'recording') return null;
      return (
        <Notice>
          <p>
            {texts.none}. {reason && whyNone(reason)}
          </p>
        </Notice>
      );
    case 'ready':
      return null;
  }
}

interface NoticeProps {
  icon?: typeof LockKeyhole;
  title?: string;
  alert?: boolean;
  children: ReactNode;
}

function Notice({ icon: Icon, title, alert = false, children }: NoticeProps) {
  return (
    <div
      role={alert ? 'alert' : 'status'}
      data-transcript-notice
      className="flex shrink-0 gap-3 border-b border-line bg-sunken px-4 py-3 text-sm"
    >
      {Icon && <Icon className="mt-0.5 size-4 shrink-0 text-muted" />}
      <div className="flex min-w-0 flex-1 flex-col items-start gap-1.5 text-muted">
        {title && <p className="font-medium text-ink">{title}</p>}
        {children}
      </div>
    </div>
  );
}
