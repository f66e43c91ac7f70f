import { RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import type { MailState, OutboxMail } from '../../../../shared/protocol/mailRoutes.ts';
import { PageHeading } from '../../../components/shell/PageHeading.tsx';
import { Badge, StatusDot, type StatusTone, type Tone } from '../../../components/ui/Badge.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { BackLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { SkeletonStack } from '../../../components/ui/Skeleton.tsx';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { useRouteMutation, withToasts } from '../../../hooks/useRouteMutation.ts';
import { outboxTexts, outboxTexts as texts } from '../../../texts/outbox.ts';
import { ConsolePage } from '../ConsolePage.tsx';
import { Loaded, type Reading } from '../Loaded.tsx';
import { OUTBOX_PATH } from '../settings/settingsPages.ts';

const USUAL_MS = 5 * 60_000;

export function MailMessage({ mailId, outbox }: { mailId: string; outbox: Reading<readonly OutboxMail[]> }) {
  const { search } = useLocation();
  return (
    <article>
      <ConsolePage
        width="reading"
        back={
          <BackLink to={`${OUTBOX_PATH}${search}`} className="lg:hidden">
            {texts.back}
          </BackLink>
        }
      >
        <Loaded
          query={outbox}
          failed={texts.failed}
          skeleton={<SkeletonStack className="gap-5" rows={['h-8 w-64', 'h-20 w-full', 'h-72 w-full']} />}
        >
          {mails => {
            const mail = mails.find(known => known.mailId === mailId);
            if (mail) return <KnownMail mail={mail} />;
            return <EmptyState title={texts.unknown}>{texts.unknownBody}</EmptyState>;
          }}
        </Loaded>
      </ConsolePage>
    </article>
  );
}

function KnownMail({ mail }: { mail: OutboxMail }) {
  const now = useNow(60_000);
  const { createdAt, interviewId, reason, sentAt, state, subject, text } = mail;
  const moment = isToStranger(mail) ? texts.day : texts.moment;
  return (
    <>
      <div className="flex flex-col gap-2">
        <PageHeading className="wrap-anywhere">{subject}</PageHeading>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
          <MailBadge state={state} />
          {state === 'unsent' && reason ? reason : texts.explained[state]}
        </p>
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5 text-sm">
        <MailFact label={texts.to}>
          {texts.recipient(mail) ?? (interviewId ? texts.hidden : texts.stranger)}
        </MailFact>
        <MailFact label={texts.written}>{moment(createdAt, now)}</MailFact>
        {interviewId && (
          <MailFact label={texts.about}>
            <Link
              to={`/console/interviews/${interviewId}`}
              className="font-medium text-accent-ink underline underline-offset-2"
            >
              {texts.openInterview}
            </Link>
          </MailFact>
        )}
        {sentAt !== undefined && <MailFact label={texts.sentAt}>{moment(sentAt, now)}</MailFact>}
        {reason && state !== 'unsent' && (
          <MailFact label={state === 'waiting' ? texts.lastReason : texts.reason}>{reason}</MailFact>
        )}
      </dl>
      <Retry mail={mail} />
      <SendAgain mail={mail} />
      {text === undefined ? (
        <p className="max-w-[65ch] text-sm text-muted">
          {interviewId ? texts.hiddenBody : texts.strangerBody}
        </p>
      ) : (
        <section aria-label={texts.text} className="flex flex-col gap-2">
          <Card className="text-sm leading-6 wrap-anywhere whitespace-pre-line">{text.trim()}</Card>
          <p className="text-xs text-muted">{texts.secret}</p>
        </section>
      )}
    </>
  );
}

/** True for messages to people who practice, about whom staff learn nothing. */
export function isToStranger({ to, interviewId }: OutboxMail): boolean {
  return to === undefined && interviewId === undefined;
}

function MailFact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="wrap-anywhere tabular-nums">{children}</dd>
    </>
  );
}

/** Offers to send a message again if it failed, is overdue, or waits for another attempt. */
function Retry({ mail: { createdAt, mailId, reason, state } }: { mail: OutboxMail }) {
  const now = useNow(60_000);
  const mayChange = useStaffMay('outbox.change');
  const retry = useRouteMutation('outbox.retry', ['outbox.list']);
  const isGivenUp = state === 'failed' || state === 'bounced';
  const isOverdue = now - createdAt > USUAL_MS && !retry.isSuccess;
  const isPutOff = state === 'waiting' && (reason !== undefined || isOverdue);
  if (!mayChange || !(isGivenUp || isPutOff)) return null;
  return (
    <Button
      className="self-start"
      icon={RotateCcw}
      pending={retry.isPending}
      onClick={() => retry.mutate({ mailId }, withToasts(texts.retried, texts.retryFailed))}
    >
      {isGivenUp ? texts.retry : texts.retryNow}
    </Button>
  );
}

/** Offers to send the invitation of a person again, with what is planned now. */
function SendAgain({ mail: { interviewId, seatId, state } }: { mail: OutboxMail }) {
  const mayChange = useStaffMay('interviews.change');
  const again = useRouteMutation('interviewMail.sendAgain', ['outbox.list', 'interviewMail.read']);
  if (!mayChange || state !== 'sent' || !interviewId || !seatId) return null;
  return (
    <Button
      className="self-start"
      icon={RotateCcw}
      pending={again.isPending}
      onClick={() => again.mutate({ interviewId, seatId }, withToasts(texts.sentAgain, texts.retryFailed))}
    >
      {texts.sendAgain}
    </Button>
  );
}

const STATE_TONES: Record<MailState, { tone: Tone; dot: StatusTone }> = {
  waiting: { tone: 'neutral', dot: 'idle' },
  sent: { tone: 'success', dot: 'ok' },
  failed: { tone: 'danger', dot: 'danger' },
  bounced: { tone: 'warning', dot: 'warning' },
  unsent: { tone: 'neutral', dot: 'off' },
};

export function MailBadge({ state }: { state: MailState }) {
  const { tone, dot } = STATE_TONES[state];
  return (
    <Badge tone={tone}>
      <StatusDot tone={dot} />
      {outboxTexts.states[state]}
    </Badge>
  );
}
